"""Ordinary news in many languages: no rule that is on by default reports a sentence of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint import plainyaml, ruleset
from newslint.article import Article
from newslint.lint import Linter

NEWS: dict[str, list[str]] = plainyaml.load((Path(__file__).parent / "data" / "clean-news.yaml").read_text("utf-8"))
LINTER = Linter(ruleset.select(ruleset.shipped()))


def findings(text: str, language: str | None) -> list[str]:
    fields = {"title": "The ferry", "text": text} | ({"language": language} if language else {})
    found, problems = LINTER.lint(Article(fields, "news"))
    assert not problems
    return [f"{one.rule}: {one.match}" for one in found]


@pytest.mark.parametrize("language", NEWS)
def test_no_sentence_is_reported_alone(language: str) -> None:
    assert [found for sentence in NEWS[language] for found in findings(sentence, language)] == []


@pytest.mark.parametrize("language", NEWS)
@pytest.mark.parametrize("told", [True, False], ids=["language told", "language guessed"])
def test_no_sentence_is_reported_among_others(language: str, told: bool) -> None:
    """Each stands at the beginning, in the middle and at the end once."""
    some = NEWS[language]
    found: set[str] = set()
    for start in range(0, len(some), max(1, len(some) // 8)):
        text = "\n".join([*some[start:], *some[:start]])
        found.update(findings(text, language if told else None))
    assert found == set()


def test_there_are_enough() -> None:
    assert len(NEWS) >= 30
    assert sum(map(len, NEWS.values())) >= 300
