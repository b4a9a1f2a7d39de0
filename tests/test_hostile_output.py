"""Reports under load and in formats to come; what none of the other tests of output holds (see tests/hostile/README.md)."""

from __future__ import annotations

import csv
import html.parser
import io
import os
import re
from pathlib import Path

import pytest
import test_safe
from hostile_shared import LABEL, check, within
from payloads import PAYLOADS, RUNNER

from newslint import reports

FORMATS = reports.formats()


class Page(html.parser.HTMLParser):
    """Collects what in a page could act."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_html_page_holds_nothing_that_acts(payload: str) -> None:
    clean_text = re.sub(r"[^\r\n]", "x", payload)  # as many lines: the page shows each
    written, clean = test_safe._written("html", payload), test_safe._written("html", clean_text)
    pages = [Page(), Page()]
    for page, text in zip(pages, (written, clean), strict=True):
        page.feed(text)
    assert "charset" in written.lower()
    assert sorted(pages[0].tags) == sorted(pages[1].tags)
    for name, value in pages[0].values:
        assert not name.startswith("on") and not value.strip().lower().startswith(
            ("javascript:", "data:", "http:", "//")
        )


SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
FORMULAS = [" =1", "-", 'x; "=1', "x|-1"]  # besides those among the payloads


@pytest.mark.parametrize("payload", [*FORMULAS, *PAYLOADS])
@pytest.mark.parametrize("delimiter", [",", ";", "|"])
def test_no_cell_of_a_csv_report_is_a_formula(payload: str, delimiter: str) -> None:
    """Also where a spreadsheet parts columns by what is its custom, and not by commas."""
    written = test_safe._written("csv", payload)
    rows = list(csv.reader(io.StringIO(written), delimiter=delimiter))
    assert len(rows) == 2  # a line end in a cell is shown, so a line is a finding for every tool
    for row in rows:
        assert not any(cell.strip().lstrip("\"'").startswith(SIGNS) and not cell.startswith("'") for cell in row), row


def test_a_csv_report_says_what_the_others_say() -> None:
    payload = 'He said "no", and\nleft; \U0001f600'
    header, row = csv.reader(io.StringIO(test_safe._written("csv", payload)))
    told = dict(zip(header, row, strict=True))
    assert told["match"] == told["message"] == 'He said "no", and\\nleft; \U0001f600'
    assert (told["record"], told["line"], told["fix"], told["related"]) == ("3", "1", "safe", "title")


@pytest.mark.parametrize("name", FORMATS)
def test_forced_colour_adds_only_our_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("The harbour.\nAD \x1b]8;;https://evil.example\x07x\x1b]52;c;eA==\x07\nAD\n")
    done = within(tmp_path, "a.txt", "--color", "always", "--output-format", name, env={"FORCE_COLOR": "3"})
    shown = test_safe.re.sub(rb"\x1b\[[0-9;]*m", b"", done.stdout + done.stderr)
    assert b"\x1b" not in shown and b"\x07" not in shown


def test_in_ci_no_line_is_a_command_of_the_texts(tmp_path: Path) -> None:
    text = "The harbour.\n::error::forged\nAD\n##[command]x\nRead also: ::add-mask::x\n\u2028::set-output name=x::y\n"
    (tmp_path / "a.txt").write_text(text + LABEL)
    (tmp_path / "b.jsonl").write_text("::error::x\n##[error]y\n")
    summary, output = tmp_path / "summary", tmp_path / "output"
    env = {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}
    for name in FORMATS:
        done = within(tmp_path, ".", "--select", "ALL", "--output-format", name, env=env)
        for line in (done.stdout + b"\n" + done.stderr).splitlines():
            assert b"##[" not in line
            assert not line.lstrip().startswith(b"::") or (name == "github" and b"title=" in line.partition(b"::")[2])
    assert not output.exists()
    assert not summary.exists() or "::error::" not in summary.read_text().splitlines()


@pytest.mark.parametrize("runner", ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
def test_a_patch_in_the_log_of_a_ci_run_is_no_command(tmp_path: Path, runner: str) -> None:
    """In a file it is what `git apply` takes, in a log it is for people."""
    text = "The harbour.\n::error::forged\nAD\n##[command]x ##vso[x]y\n ##teamcity[x]\n\u2028::set-output name=x::y\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    plain = within(tmp_path, "a.txt", "--diff", "-q")
    logged = within(tmp_path, "a.txt", "--diff", "-q", env={runner: "1"})
    assert RUNNER.search(plain.stdout.decode()) and not RUNNER.search(logged.stdout.decode())
    with open(tmp_path / "patch", "wb") as file:
        check(tmp_path, "a.txt", "--diff", "-q", env={runner: "1"}, stdout=file)
    assert (tmp_path / "patch").read_bytes() == plain.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_reports_are_bounded_by_what_was_found_not_by_what_was_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("x" * 300_000 + "\n\n" + ("word " * 60_000 + "\n\n") * 2)
    done = within(tmp_path, "a.txt", "--output-format", name)
    assert done.returncode in (0, 1) and len(done.stdout) < 600_000  # SARIF describes each rule


def test_what_was_not_checked_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LABEL * 100)
    (tmp_path / "b.jsonl").write_text('{"text": "' + "x" * 2000 + '"}\n{"text": "y"}\n')
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    os.symlink("/dev/null", tmp_path / "d.txt")
    done = within(tmp_path, ".", "c.pdf", "gone.txt", "--text-bytes", "1kB", "--record-bytes", "1kB", "-q")
    assert done.returncode == 2
    for said in (b"a.txt: is larger", b"b.jsonl:1: is larger", b"c.pdf: has the suffix", b"d.txt: is a", b"gone.txt: "):
        assert said in done.stderr, done.stderr
