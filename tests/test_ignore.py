"""newslint-ignore.yaml, piece by piece; tests/cli/ignore.yaml has it as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint import Article, Finding, ignoring, plainyaml, ruleset, schemas
from newslint.lint import Linter
from newslint.problem import NewslintError

RULES = [rule for rule in ruleset.shipped() if rule.name == "ad-label"]
ENTRY = "- {rule: ad-label, article: x, reason: It is so.%s}\n"


def loaded(folder: Path, text: str, today: str = "2026-11-23") -> ignoring.Ignores:
    path = folder / "newslint-ignore.yaml"
    path.write_text(text, "utf-8")
    return ignoring.load(str(path), ruleset.shipped(), today)


def findings(text: str = "The harbour is frozen.\nAD\n") -> tuple[Article, list[Finding]]:
    article = Article({"id": "x", "text": text, "url": "https://www.example.org/a"}, "data/a.txt")
    return article, Linter(RULES).lint(article)[0]


def accepted(ignores: ignoring.Ignores) -> str | None:
    article, [found] = findings()
    ignores.accept(article, [found])
    return found.accepted


@pytest.mark.parametrize(
    ("today", "counts"), [("2026-11-22", True), ("2026-11-23", True), ("2026-11-24", False), ("2027-01-01", False)]
)
def test_the_last_day_counts_whole(tmp_path: Path, today: str, counts: bool) -> None:
    ignores = loaded(tmp_path, ENTRY % ", until: 2026-11-23", today)
    assert (accepted(ignores) is not None) == counts
    assert bool(ignores.warnings(RULES, is_whole=False)) != counts


@pytest.mark.parametrize(
    ("where", "counts"),
    [
        ("article: x", True),
        ("article: X", False),
        ("site: example.org", True),
        ("site: news.example.org", True),
        ("site: example.com", False),
        ("match: '  AD '", True),
        ("match: A", False),
        ("article: x, match: AD", True),
        ("article: y, match: AD", False),
        ("fingerprint: 0000000000000000", False),
    ],
)
def test_what_an_entry_speaks_of(tmp_path: Path, where: str, counts: bool) -> None:
    said = accepted(loaded(tmp_path, f"- {{rule: ads, {where}, reason: It is so.}}\n"))
    assert said == ("ignored: It is so." if counts else None)


def test_the_first_reason_stands_and_both_entries_are_used(tmp_path: Path) -> None:
    ignores = loaded(tmp_path, ENTRY % "" + ENTRY.replace("It is so", "It is so too") % "")
    assert accepted(ignores) == "ignored: It is so."
    assert ignores.warnings(RULES, is_whole=True) == []


def test_an_empty_file_ignores_nothing(tmp_path: Path) -> None:
    assert accepted(loaded(tmp_path, "# nothing yet\n")) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- [", r"yaml:\d+: "),
        ("- x\n", "yaml:1: entry: "),
        (ENTRY % ", until: soon", "yaml:1: until: expected a day, as in 2027-01-31, not 'soon'"),
        (ENTRY % ", until: 20270131", "yaml:1: until: "),
        ("- {rule: ads, site: '?', reason: It is so.}\n", "yaml:1: site: expected a domain, as in example.org"),
        ("- {rule: ads, fingerprint: xyz, reason: It is so.}\n", "yaml:1: fingerprint: "),
        ("- {rule: ads, article: x, reason: ''}\n", "yaml:1: reason: "),
        ("- &a {rule: ads}\n- *a\n", "an alias"),
    ],
)
def test_a_mistake_is_a_sentence_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(NewslintError, match=said):
        loaded(tmp_path, text)


def test_the_schema_knows_the_same_mistakes() -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schemas.schema("ignore"))
    good = plainyaml.load(ENTRY % ", until: 2026-11-23")
    assert not list(validator.iter_errors(good))
    for change in ({"artcle": "x"}, {"reason": ""}, {"fingerprint": "xyz"}):
        assert list(validator.iter_errors([{**good[0], **change}])), change
    assert list(validator.iter_errors([{"rule": "ads", "reason": "Nowhere."}]))
