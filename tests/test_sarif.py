"""SARIF: what code scanning reads out of it. Microsoft's own validator is asked by tools/validate_reports.sh."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from newslint import chosen, reports
from newslint.lint import Linter
from newslint.readers import Options, read
from newslint.reports import sarif
from newslint.settings import Settings
from newslint.summary import Summary

SEEDS = Path(__file__).parent.parent / "seeds"
RULES = chosen.in_force(Settings(), chosen.known(Settings()))


@pytest.fixture(autouse=True)
def _outside_ci(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


def run_of(*paths: Path | str) -> dict[str, Any]:
    """The one run of the log on these files."""
    out = io.StringIO()
    report = reports.open_report("sarif", out, reports.Context(rules=RULES))
    linter, summary = Linter(RULES), Summary()
    for path in paths:
        for article in read(str(path), Options({})):
            findings, _ = linter.lint(article)  # type: ignore[arg-type]
            summary.add(findings)
            report.article(article, findings)  # type: ignore[arg-type]
    report.close(summary)
    [run] = json.loads(out.getvalue())["runs"]
    return dict(run)


def test_places_in_text_and_in_json_lines() -> None:
    Path("a b.txt").write_text("The harbour is frozen.\nAD\nNo ship has left.\n")
    Path("c.jsonl").write_text('{"text": "One."}\n\n{"id": 7, "text": "The harbour is frozen.\\nAD"}\n')
    run = run_of("a b.txt", "./c.jsonl")
    text, record = (result["locations"][0] for result in run["results"])
    assert text["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 3, "snippet": {"text": "AD"}},
    }
    assert "logicalLocations" not in text
    assert record["physicalLocation"]["region"] == {"startLine": 3, "snippet": {"text": "AD"}}
    assert record["logicalLocations"] == [{"name": "text", "fullyQualifiedName": "7/text:2:1", "kind": "member"}]
    told = {"article": "7", "record": 3, "field": "text", "line": 2, "column": 1, "end_line": 2, "end_column": 3}
    assert run["results"][1]["properties"] | {"language": "en"} == {**told, "language": "en"}
    assert run["columnKind"] == "unicodeCodePoints"


def test_fixes_only_where_they_are_edits_of_the_file() -> None:
    Path("a.md").write_text("---\ntitle: Ferry\n---\nThe harbour is frozen.\nAD\nNo ship has left.\n")
    Path("c.jsonl").write_text('{"text": "The harbour is frozen.\\nAD"}\n')
    text, record = run_of("a.md", "c.jsonl")["results"]
    [replacement] = text["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": {"startLine": 5, "startColumn": 1, "endLine": 6, "endColumn": 1}}
    assert "fixes" not in record


def test_a_finding_that_moves_keeps_its_fingerprint_and_none_stands_twice() -> None:
    Path("a.txt").write_text("The harbour is frozen.\nAD\nAD\nNo ship has left.\n")
    before = [result["partialFingerprints"]["newslint/v1"] for result in run_of("a.txt")["results"]]
    Path("a.txt").write_text("New first line of it.\n\nThe harbour is frozen.\nAD\n\nAD\nNo ship has left.\n")
    after = [result["partialFingerprints"]["newslint/v1"] for result in run_of("a.txt")["results"]]
    assert before == after
    Path("twice.jsonl").write_text('{"id": 1, "text": "The harbour is frozen.\\nAD"}\n' * 3)
    names = [result["partialFingerprints"]["newslint/v1"] for result in run_of("twice.jsonl")["results"]]
    assert len(set(names)) == 3
    assert names[1] == f"{names[0]}:2"


def test_rules_are_described_and_levels_mapped() -> None:
    run = run_of(*sorted(SEEDS.glob("*.txt")))
    described = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in described} == {result["ruleId"] for result in run["results"]}
    assert {rule["id"] for rule in described} < {rule.name for rule in RULES}  # those that found nothing are no freight
    assert run_of(str(SEEDS / "clean.txt"))["tool"]["driver"]["rules"] == []
    for rule in described:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
        parts = [part.capitalize() for part in rule["id"].split("-")]
        assert rule.get("name") == ("".join(parts) if len(parts) > 1 else None)
        assert rule["help"]["text"] and rule["help"]["markdown"].startswith(f"# {rule['id']}\n")
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            assert place["physicalLocation"]["region"]["startLine"] >= 1
            assert not place["physicalLocation"]["artifactLocation"]["uri"].startswith(("/", "file:"))


def test_the_rest_is_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    Path("a.txt").write_text("The harbour is frozen.\n" + "AD\n" * 5)
    run = run_of("a.txt")
    assert len(run["results"]) == 3
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "2 more findings left out: this report holds the first 3"
    assert run["properties"]["findings"] == 5


def test_what_is_accepted_is_suppressed_not_forgotten() -> None:
    Path("a.txt").write_text("The harbour is frozen.\nAD\n")
    out = io.StringIO()
    report = sarif.open_report(out, reports.Context(rules=RULES))
    [article] = read("a.txt", Options({}))
    [finding] = Linter(RULES).lint(article)[0]  # type: ignore[arg-type]
    report.suppressed(article, finding, "in the baseline")  # type: ignore[arg-type]
    report.close(Summary())
    [result] = json.loads(out.getvalue())["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "in the baseline"}]


def test_paths_are_relative_to_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    below = tmp_path / "data"
    below.mkdir()
    (below / "a.txt").write_text("The harbour is frozen.\nAD\n")
    monkeypatch.chdir(below)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    [result] = run_of("a.txt")["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/a.txt"
    monkeypatch.setenv("GITHUB_WORKSPACE", "/elsewhere")
    [result] = run_of(below / "a.txt")["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.txt"
