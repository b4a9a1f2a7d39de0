"""newslint as a library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from our_rules import GULLS

import newslint


def _rules(findings: list[newslint.Finding]) -> list[str]:
    return [found.rule for found in findings]


def test_a_record_as_a_scraper_wrote_it() -> None:
    findings = newslint.check({"headline": "Ferry stuck", "body": "The harbour is frozen.\nAD"})
    assert _rules(findings) == ["ad-label"]
    assert (findings[0].line, findings[0].column, findings[0].match) == (2, 1, "AD")
    assert isinstance(findings[0], newslint.Finding)
    assert isinstance(findings[0].fix, newslint.Fix)


def test_an_article() -> None:
    article = newslint.Article({"text": "The harbour is frozen.\nAD"}, "a.txt", plain=True)
    assert [found.location for found in newslint.check(article)] == ["a.txt:2:1"]


def test_a_record_without_text_is_refused() -> None:
    with pytest.raises(newslint.NewslintError, match="this record has no text"):
        newslint.check({"headline": "Ferry stuck"})


def test_something_else_is_refused() -> None:
    with pytest.raises(TypeError, match="expected an Article or a mapping of its fields, not str"):
        newslint.check("a.txt")  # type: ignore[arg-type]


def test_rules_by_name() -> None:
    assert {rule.group for rule in newslint.Linter(["ads"]).rules} == {"ads"}
    assert [rule.name for rule in newslint.Linter("ad-label").rules] == ["ad-label"]
    with pytest.raises(newslint.NewslintError, match="there is no rule or group 'ad-lable'; did you mean 'ad-label'"):
        newslint.Linter(["ad-lable"])


def test_rules_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "no-gulls.yaml").write_text(GULLS)
    record = {"text": "A gull sat there.\nAD"}
    assert _rules(newslint.Linter([tmp_path]).check(record)) == ["no-gulls", "ad-label"]
    assert _rules(newslint.Linter([tmp_path / "no-gulls.yaml", "repeats"]).check(record)) == ["no-gulls"]


def test_settings_as_a_mapping() -> None:
    linter = newslint.Linter(config={"severity": {"ads": "info"}, "fields": {"text": "payload.body"}})
    (found,) = linter.check({"payload": {"body": "The harbour is frozen.\nAD"}})
    assert found.severity == "info"
    with pytest.raises(newslint.NewslintError, match="config: selct: unknown key"):
        newslint.Linter(config={"selct": ["ads"]})


def test_settings_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "newslint.toml"
    path.write_text("ignore = ['ad-label']\n")
    assert newslint.Linter(config=path).check({"text": "The harbour is frozen.\nAD"}) == []


def test_a_bug_in_a_kind_is_a_warning_and_costs_only_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint.checks import repeat

    def build(rules: object) -> object:
        def run(article: object) -> object:
            raise ZeroDivisionError("oops")

        return run

    monkeypatch.setattr(repeat, "build", build)
    with pytest.warns(RuntimeWarning, match="internal error in kind 'repeat'"):
        assert _rules(newslint.Linter().check({"text": "The harbour is frozen.\nAD"})) == ["ad-label"]


def test_a_record_is_mended_where_that_is_safe() -> None:
    linter = newslint.Linter()
    record = {"text": "The harbour.\nAD\nIt is frozen.\nAD\n", "published": "2021-09-03T18:40:00", "n": [1]}
    before = dict(record)
    mended, gone = linter.fix(record)
    assert mended == {**record, "text": "The harbour.\nIt is frozen.\n"} and record == before
    assert [found.rule for found in gone] == ["ad-label", "ad-label"]
    assert linter.fix(mended) == (mended, [])
    nested = {"article": {"text": "The harbour.\nAD\nIt is."}}
    assert linter.fix(nested) == (nested, [])  # what is not a text of the record itself is left to its owner
    with pytest.raises(newslint.NewslintError, match="has no text"):
        linter.fix({"title": "x"})


def test_fixes_that_come_to_no_end_leave_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    linter = newslint.Linter()
    found = newslint.check({"text": "The harbour.\nAD"})[0]
    assert found.fix is not None
    again = newslint.Fix(True, "replace", (newslint.Edit("text", 0, 0, "x"),))
    found.fix = again
    monkeypatch.setattr(linter, "lint", lambda article: ([found], []))
    assert linter.fix({"text": "y"}) == ({"text": "y"}, [])


def test_every_public_name_is_there() -> None:
    for name in newslint.__all__:
        assert getattr(newslint, name) is not None
    assert dir(newslint) == sorted(newslint.__all__)
    assert newslint.__version__ == "0.1.0"
    with pytest.raises(AttributeError, match="has no attribute 'lint_all'"):
        newslint.lint_all  # noqa: B018


def test_importing_costs_next_to_nothing() -> None:
    code = "import sys; before = set(sys.modules); import newslint; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['newslint']"
