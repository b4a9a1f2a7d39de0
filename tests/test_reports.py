"""What the reports look like: compared with files in tests/reports/ (`NEWSLINT_WRITE=1 pytest` writes them anew)."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import __version__, frame, reports, tell
from newslint.article import Article
from newslint.finding import Edit, Finding, Fix, Place, fingerprint
from newslint.problem import NewslintError, Problem
from newslint.reports import _blocks
from newslint.safe import width
from newslint.summary import Summary

KEPT = Path(__file__).parent / "reports"
SENTENCE = "The President stressed that Ukraine knows how to respond to this challenge, and partners must not hide. "


def _found(
    article: Article, match: str, rule: str, severity: str = "error", *, nth: int = 0, other: str = "", fix: str = ""
) -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(match, start + 1)
    related = [tell.place(article, "text", at, at + len(other)) for at in [article.text.index(other)] if other]
    edit = Edit("text", start, start + len(match), "")
    return Finding(
        rule=rule,
        group="test",
        severity=severity,
        message=f'{rule} "{match[:20]}"',
        path=article.path,
        record=article.record,
        article=article.id,
        site=article.site,
        language=None,
        place=tell.place(article, "text", start, start + len(match)),
        match=match,
        related=tuple(related),
        fix=Fix(fix == "safe", "delete-match", (edit,)) if fix else None,
        fingerprint=fingerprint(rule, article.id, match, nth),
    )


def _field(article: Article, field: str, rule: str) -> Finding:
    found = _found(article, article.text[:1], rule, "warning")
    found.place = tell.place(article, field, None, None)
    return found


def _cases() -> list[tuple[Article, list[Finding]]]:
    text = f"Head\nAD\n\nAD\nAdvertisement\nSome text\n{SENTENCE}\n{SENTENCE}\n"
    plain = Article({"text": text}, "a.txt", plain=True)
    wide = Article({"text": "\t日本語の広告 PR です\nx\té́ \U0001f600 AD\n"}, "wide.txt", plain=True)
    fields = {"id": "n1", "title": "Ferry", "published": "3 Sep", "text": f"{SENTENCE * 4}AD tail"}
    record = Article(fields, "b.jsonl", 7)
    hostile = Article({"text": "::error::x \x1b[31mAD\u202e ##[group]\n"}, "::warning::\x1b.txt", plain=True)
    return [
        (plain, [_found(plain, word, "label", nth=nth, fix="safe") for word, nth in (("AD", 0), ("AD", 1))]),
        (plain, [_found(plain, "Some text\n" + SENTENCE, "many-lines", "info")]),
        (plain, [_found(plain, SENTENCE, "repeat", nth=1, other=SENTENCE, fix="unsafe")]),
        (wide, [_found(wide, "PR", "wide"), _found(wide, "AD", "wide-emoji")]),
        (record, [_field(record, "published", "field"), _found(record, "AD", "far-right")]),
        (hostile, [_found(hostile, "AD\u202e", "hostile")]),
        (Article({"text": "Nothing."}, "clean.txt", plain=True), []),
    ]


def _written(name: str, *, color: bool = False, statistics: bool = False) -> str:
    out = io.StringIO()
    report = reports.open_report(name, out, reports.Context(color, statistics))
    summary = Summary()
    for article, findings in _cases():
        summary.add(findings)
        report.article(article, findings)
    report.problem(Problem("c.jsonl", "is no JSON", 3))
    summary.problems += 1
    report.close(summary)
    return out.getvalue()


@pytest.mark.parametrize("name", reports.formats())
def test_looks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(variable, raising=False)
    written = _written(name, statistics=True).replace(f'"{__version__}"', '"VERSION"')
    if name == "html":  # what it holds, not how it is painted
        written = re.sub(
            r"(?s)(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|(?<='sha256-)[^']*", "...", written
        )
        written = written.replace(__version__, "VERSION")
    _compare(KEPT / f"{name}.txt", written)


def test_looks_in_colour() -> None:
    _compare(KEPT / "full-color.txt", _written("full", color=True))


def _compare(path: Path, got: str) -> None:
    if os.environ.get("NEWSLINT_WRITE"):
        path.write_text(got, encoding="utf-8", newline="\n")
    assert got == path.read_text(encoding="utf-8")


def test_jsonl_and_json_hold_the_same_findings() -> None:
    document = json.loads(_written("json"))
    assert document["findings"] == [json.loads(line) for line in _written("jsonl").splitlines()]
    assert document["problems"] == [{"path": "c.jsonl", "record": 3, "message": "is no JSON"}]
    assert document["summary"]["findings"] == len(document["findings"]) == 9
    assert document["summary"]["articles"] == 7


def test_a_finding_has_the_names_of_the_contract() -> None:
    names = (
        "rule group severity message path record article site language field line column end_line end_column match "
        "related fix fingerprint"
    )
    for line in _written("jsonl").splitlines():
        assert list(json.loads(line)) == names.split()


def test_statistics_count_what_is_folded() -> None:
    assert "      2        2  error     label       ███████████████████████████████████████\n" in _written(
        "full", statistics=True
    )


def test_an_unknown_format() -> None:
    with pytest.raises(
        NewslintError, match="there is no output format 'xml'; there are concise, csv, full, github, gitlab, html"
    ):
        reports.open_report("xml", io.StringIO(), reports.Context())


def test_the_summary_in_a_sentence() -> None:
    summary = Summary()
    assert summary.sentence() == "No findings in 0 articles."
    for _, findings in _cases():
        summary.add(findings)
    assert summary.sentence() == (
        "9 findings (7 errors, 1 warning, 1 info) in 6 of 7 articles; 2 with a safe fix [*], 1 with an unsafe one [~]."
    )


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=400),
    st.integers(0, 400),
    st.integers(1, 400),
)
def test_carets_stand_under_what_was_found(line: str, start: int, length: int) -> None:
    start = min(start, max(0, len(line) - 1))
    end = min(len(line), start + length)
    place = Place("text", start, end, 7, start + 1, 7, end + 1, line)
    lines = "".join(frame.draw([frame.Row(place)], "error", False)).split("\n")
    assert lines[0] == "  |"
    assert len(lines) == 4
    text, marks = lines[1].removeprefix("7 |")[1:], lines[2].removeprefix("  |")[1:]
    assert marks.strip(" ").strip("^") == ""
    assert width(marks) <= max(width(text), 1) + 4 + marks.count("^")
    assert len(text) <= 12 * frame.WINDOW


def test_only_neighbours_that_say_the_same_are_told_as_one() -> None:
    text = "One.\nAD AD\nAD\n\nAD\nTwo.\nAD\n"
    article = Article({"text": text}, "a.txt", plain=True)
    on = [_found(article, "AD", "label", nth=nth) for nth in range(5)]
    assert [len(run) for run in _blocks.runs(article, on)] == [1, 3, 1]  # the first two are on one line
    other = _found(article, "AD", "label", "info", nth=2)
    mended = _found(article, "AD", "label", nth=2, fix="safe")
    unsafe = _found(article, "AD", "label", nth=3, fix="unsafe")
    for pair in ([on[1], other], [on[1], mended], [mended, unsafe], [_field(article, "title", "label"), on[0]]):
        assert [len(run) for run in _blocks.runs(article, pair)] == [1, 1]
    below = Article({"title": "T", "text": text}, "a.md", first_line=4)
    assert [len(run) for run in _blocks.runs(below, [_found(below, "AD", "label", nth=nth) for nth in range(5)])] == [
        1,
        3,
        1,
    ]
