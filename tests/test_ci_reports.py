"""Reports for GitHub, GitLab, reviewdog and whatever shows tests, as their readers take them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from newslint import reports
from newslint.article import Article
from newslint.lint import Linter
from newslint.problem import Problem
from newslint.reports import gitlab, junit
from newslint.ruleset import shipped
from newslint.summary import Summary

RULES = [rule for rule in shipped() if rule.name in ("ad-label", "reading-time", "related-lead-in")]


@pytest.fixture(autouse=True)
def _outside_ci(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


def written(name: str, *articles: Article) -> str:
    """The report on these articles."""
    out = io.StringIO()
    report = reports.open_report(name, out, reports.Context(rules=RULES))
    linter, summary = Linter(RULES), Summary()
    for article in articles:
        findings, _ = linter.lint(article)
        summary.add(findings)
        report.article(article, findings)
    report.close(summary)
    return out.getvalue()


def plain(text: str, path: str = "a.txt") -> Article:
    """A text file."""
    return Article({"text": text}, path, plain=True)


def many_labels() -> list[Article]:
    """Twelve errors and one warning, the warning first."""
    return [
        plain(f"The harbour is frozen.\n2 min read\n{'AD' + chr(10)}No ship has left.\n"),
        plain("AD\n" * 11, "b.txt"),
    ]


def test_github_puts_errors_first_and_says_what_is_left() -> None:
    lines = written("github", *many_labels()).splitlines()
    assert [line.partition(" ")[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"]
    assert lines[0] == '::error file=a.txt,line=3,col=1,endLine=3,endColumn=3,title=ad-label::ad label "AD"'
    assert lines[-1] == (
        "newslint: 13 findings (12 errors, 1 warning) in 2 of 2 articles; 2 with a safe fix [*], 11 with an unsafe one [~]."
        " 2 of them (2 errors) have no annotation: `--report full=FILE` writes them all to a file."
    )


def test_github_says_first_what_could_not_be_read() -> None:
    out = io.StringIO()
    report = reports.open_report("github", out, reports.Context())
    linter, summary = Linter(RULES), Summary()
    for article in many_labels():
        findings, _ = linter.lint(article)
        summary.add(findings)
        report.article(article, findings)
    for number in (1, 2):
        report.problem(Problem("c.jsonl", "is no JSON", number))
    report.close(summary)
    lines = out.getvalue().splitlines()
    assert lines[0] == "::error title=newslint::not everything could be checked: c.jsonl:1: is no JSON"
    assert sum(line.startswith("::error") for line in lines) == 10
    assert "3 of them (3 errors) have no annotation" in lines[-1]


def test_github_escapes_what_separates() -> None:
    [line, _] = written("github", plain("The harbour is frozen.\nAD\n", "a,b:c%25=d.txt")).splitlines()
    assert line.startswith("::error file=a%2Cb%3Ac%2525=d.txt,line=2,")


def test_github_puts_what_has_no_line_of_its_file_on_the_first() -> None:
    row = Article({"id": "7", "text": "The harbour is frozen.\nAD"}, "c.csv", 4)
    assert written("github", row).startswith('::error file=c.csv,line=1,title=ad-label::ad label "AD" (text:2:1)\n')


def test_github_fills_the_summary_of_the_job(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("# before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    out = written("github", *many_labels())
    assert page.read_text().startswith(
        "# before\n## newslint\n\n**13 findings** (12 errors, 1 warning) in 2 of 2 articles."
    )
    assert "| `ad-label` | error | 12 | 12 |\n" in page.read_text()
    assert out.endswith(" 2 of them (2 errors) have no annotation: the job's summary counts them all.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "x"))
    missing = f"[Errno 2] No such file or directory: '{tmp_path / 'none' / 'x'}'"
    assert f"the job's summary would count them, but cannot be written ({missing})." in written(
        "github", *many_labels()
    )


def test_gitlab_takes_every_entry() -> None:
    record = Article({"id": "7", "text": "The harbour is frozen.\nAD"}, "./c.jsonl", 4)
    again = Article({"id": "7", "text": "The harbour is frozen.\nAD"}, "./c.jsonl", 5)
    entries = json.loads(written("gitlab", *many_labels(), record, again, Article(record.fields, "d.csv", 2)))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 16
    for entry in entries:
        assert entry["severity"] in ("info", "minor", "major")
        assert isinstance(entry["location"]["lines"]["begin"], int)
    assert [entry["location"]["lines"]["begin"] for entry in entries[-3:]] == [4, 5, 1]
    assert entries[-3]["location"]["path"] == "c.jsonl"
    assert entries[-3]["description"] == 'ad label "AD" (text:2:1)'
    assert json.loads(written("gitlab")) == []


def test_gitlab_says_what_found_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gitlab, "MOST", 2)
    entries = json.loads(written("gitlab", *many_labels()))
    assert [entry["check_name"] for entry in entries[2:]] == ["newslint"]
    assert entries[2]["description"] == "and 11 more findings: this report holds the first 2"


def test_junit_has_a_suite_a_file_and_a_case_an_article() -> None:
    records = [Article({"id": f"n{n}", "text": "It is.\n" + "AD\n" * (n == 2)}, "c.jsonl", n) for n in (1, 2, 3)]
    root = ElementTree.fromstring(written("junit", plain("It is."), *records))
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["a.txt", "c.jsonl"]
    assert (suites["c.jsonl"].get("tests"), suites["c.jsonl"].get("failures")) == ("3", "1")
    assert [case.get("name") for case in suites["c.jsonl"]] == ["n1", "n2", "n3"]
    [failure] = root.iter("failure")
    assert failure.get("message") == "1 finding: ad-label"
    assert failure.text == 'c.jsonl:2:text:2:1: error ad-label [*]: ad label "AD"'


def test_junit_lets_milder_findings_pass_and_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    mild = plain("It is.\nRead also: Ferry stuck in the ice\nThe harbour is frozen today, they say.\n")
    root = ElementTree.fromstring(written("junit", mild))
    assert not list(root.iter("failure"))
    assert "info related-lead-in" in str(next(root.iter("system-out")).text)
    monkeypatch.setattr(junit, "CASES", 1)
    root = ElementTree.fromstring(written("junit", *(plain("AD\n", f"{n}.txt") for n in range(4)), plain("It is.")))
    assert [suite.get("name") for suite in root] == ["0.txt", "a.txt", "newslint"]
    assert "3 more articles with findings" in str(root[2][0][0].get("message"))


def test_rdjson_counts_bytes() -> None:
    [found] = json.loads(written("rdjson", plain("Das Eis trägt.\n „Anzeige“ ?\nAnzeige\n")))["diagnostics"]
    assert found["location"]["range"] == {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 8}}
    assert found["suggestions"] == [
        {"range": {"start": {"line": 3, "column": 1}, "end": {"line": 4, "column": 1}}, "text": ""}
    ]
    article = plain("It is.\n\u00a0日本 AD\n")
    columns = reports._module("rdjson").Columns(article)
    assert columns.position(1, 4) == {"line": 2, "column": 1 + 2 + 6 + 1}
    long = "日本 " * 5000
    columns = reports._module("rdjson").Columns(plain(long))
    for offset in (0, 1, 4095, 4096, 4097, 9000, len(long), len(long) + 1):
        bytes_before = len(long[:offset].encode()) + max(0, offset - len(long))
        assert columns.position(0, offset) == {"line": 1, "column": 1 + bytes_before}


def test_markdown_is_short_and_shows_the_gravest_first() -> None:
    page = written("markdown", plain("The harbour is frozen.\n2 min read\n"), plain("AD\n" * 60, "b.txt"))
    assert '### 50 of 61 findings, the gravest first\n\n- error `ad-label` `b.txt:1:1`: `ad label "AD"`\n' in page
    assert written("markdown", plain("It is.")) == "## newslint\n\nNo findings in 1 article.\n"


def test_rdjson_counts_lines_of_the_file_and_bytes_into_line_ends() -> None:
    below = Article({"title": "Ferry", "text": "The harbour.\nAD\nNo ship.\n"}, "a.md", first_line=5)
    [found] = json.loads(written("rdjson", below))["diagnostics"]
    assert found["location"]["range"] == {"start": {"line": 7, "column": 1}, "end": {"line": 7, "column": 3}}
    columns = reports._module("rdjson").Columns(plain("a\u00e9\r\nb\n"))
    assert [columns.position(0, offset)["column"] for offset in range(5)] == [1, 2, 4, 5, 6]


def test_markdown_names_twenty_problems_and_counts_the_rest() -> None:
    def page(count: int) -> str:
        out, summary = io.StringIO(), Summary()
        report = reports.open_report("markdown", out, reports.Context(rules=RULES))
        for number in range(count):
            problem = Problem(f"{number}.txt", "is gone")
            summary.problems += 1
            report.problem(problem)
        report.close(summary)
        return out.getvalue()

    assert "### Not checked: 20 problems\n" in page(20) and "more" not in page(20)
    assert page(23).count("is gone") == 20 and page(23).endswith("- and 3 more\n")
