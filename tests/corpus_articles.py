"""Articles of several sites with all that rules over the corpus look for."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newslint import corpus, ruleset
from newslint.article import Article
from newslint.lint import Linter

RULES = [rule for rule in ruleset.shipped() if rule.group == "corpus"]
WORDS = "harbour ferry mayor engine county letter diver net crew boat winter town brother pier fog bell tannery".split()


def article(number: int, site: str, luck: random.Random, *more: str, **fields: Any) -> Article:
    prose = [" ".join(luck.choices(WORDS, k=12)).capitalize() + f" {luck.random()}." for _ in range(8)]
    record = {
        "url": f"https://{site}/{number}",
        "title": f"Story {number} | The Paper",
        "text": "\n".join([*prose, *more]),
    }
    return Article({**record, **fields}, "a.jsonl", number)


def articles(seed: int, count: int = 60) -> list[Article]:
    luck = random.Random(seed)
    made = [
        article(
            number,
            f"s{number % 2}.example",
            luck,
            "Read our letters",
            f"Told on {number} March 2024",
            published="2024-03-03T10:15:00Z",
        )
        for number in range(1, count)
    ]
    twin = Article({**made[3].fields, "url": "https://s1.example/twin"}, "b.jsonl", 1)
    near = Article(
        {**made[5].fields, "url": "https://s1.example/near", "text": made[5].text + "\nIt rains in the town."},
        "b.jsonl",
        2,
    )
    short = [
        Article({"url": f"https://s0.example/w{n}", "text": "Please sign in to read on."}, "c.jsonl", n)
        for n in range(1, 8)
    ]
    return [*made, twin, near, *short]


def found(some: Sequence[Article], learned: corpus.Learned) -> list[str]:
    linter = Linter(RULES, learned=learned)
    lines = []
    for one in some:
        findings, problems = linter.lint(one)
        assert not problems
        lines += [json.dumps(finding.as_dict(), sort_keys=True) for finding in findings]
    return sorted(lines)


def surveyed(parts: Sequence[Sequence[Article]], folder: Path) -> corpus.Learned:
    folders = []
    for number, part in enumerate(parts):
        path = folder / str(number)
        path.mkdir()
        survey = corpus.Survey(RULES, str(path))
        for one in part:
            assert survey.add(one) == []
        survey.close()
        folders.append(str(path))
    return corpus.conclude(RULES, folders)


def written(folder: Path, some: Sequence[Article]) -> None:
    with open(folder / "a.jsonl", "w") as file:
        file.writelines(json.dumps(one.fields) + "\n" for one in some)
