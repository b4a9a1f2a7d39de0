"""One article through all checks: order, precedence, fingerprints, and a check that breaks."""

from __future__ import annotations

import pytest

from newslint import kind, ruleset
from newslint.article import Article, Site
from newslint.lint import Linter

RULES = ruleset.select(ruleset.shipped())
TEXT = "Ferry stuck in the ice\nAD\nThe harbour has been frozen since Tuesday, and no ship has left it.\nAD"


def article(text: str = TEXT, **fields: object) -> Article:
    return Article({"id": "1", "title": "Ferry stuck in the ice", "text": text, "language": "en", **fields})


def test_in_the_order_of_places() -> None:
    findings, _ = Linter(RULES).lint(article(published="03.09.2021"))
    assert [(f.field, f.line) for f in findings] == [("published", None), ("text", 1), ("text", 2), ("text", 4)]


def test_fingerprints_stay_when_text_moves() -> None:
    before, _ = Linter(RULES).lint(article())
    after, _ = Linter(RULES).lint(
        article("Ferry stuck in the ice\n\nAD\n\nAnd now this is new here.\n" + TEXT.split("\n", 2)[2])
    )
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert len({f.fingerprint for f in before}) == len(before)


def test_the_record_may_ask_to_be_left_alone() -> None:
    quiet = article()
    quiet.ignored = ("ads",)
    assert {f.group for f in Linter(RULES).lint(quiet)[0]} == {"headline"}


def test_a_bug_in_one_kind_costs_only_that_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(rules: object) -> kind.Check:
        def run(article: Article) -> list[kind.Hit]:
            raise RuntimeError("boom")

        return run

    monkeypatch.setattr(kind.load("phrase"), "build", broken)
    findings, problems = Linter(RULES).lint(article())
    assert "headline-in-text" in {f.rule for f in findings}
    assert [p for p in problems if "phrase" in p.message and "boom" in p.message]


def test_a_site_settles_what_is_open() -> None:
    known = {"example.org": Site(zone="Europe/Kyiv", date_order="DMY")}
    one = article(url="https://example.org/1", published="04/05/2021 10:00")
    [found] = [f for f in Linter(RULES, known).lint(one)[0] if f.field == "published"]
    assert found.rule == "not-iso"
    assert found.fix is not None
    assert found.fix.edits[0].text == "2021-05-04T10:00+03:00"


def test_message_words_are_put_in_plainly() -> None:
    findings, _ = Linter(RULES).lint(article("{match} {0} %s\nThe harbour is frozen.\n[AD] {match}\nAD {match}"))
    assert all("Traceback" not in f.message for f in findings)


def test_a_finding_has_the_fields_of_the_contract() -> None:
    [first, *_] = Linter(RULES).lint(article())[0]
    assert (
        list(first.as_dict())
        == (
            "rule group severity message path record article site language field line column end_line end_column match related "
            "fix fingerprint"
        ).split()
    )
