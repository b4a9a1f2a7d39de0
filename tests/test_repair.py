"""Mending files of every format: only what a fix touches changes, twice is once, and it can be taken back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mending import KNOWN, LINES, PROSE, RULES, left, mend, unpacked, write

from newslint import readers
from newslint.problem import Problem
from newslint.repair import Repair
from newslint.repair.pieces import Pieces
from newslint.repair.undo import undo
from newslint.run import Job, check, results
from newslint.writers import spliced

pytestmark = pytest.mark.usefixtures("made_once", "no_leftovers")
HERE = Path(__file__).parent
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STAMPS = st.sampled_from(["2021-09-03T18:40:00Z", "Fri, 03 Sep 2021 18:40:00 +0200", 1646121600, "04/05/2022", None])


# Spellings of JSON, each of which has to survive outside of what is cut.
def spelled(value: Any, draw: Any) -> str:
    if isinstance(value, str):
        return '"' + "".join(_character(c, draw) for c in value) + '"'
    if isinstance(value, dict):
        blank = draw(st.sampled_from(["", " ", "\t"]))
        parts = [f"{spelled(key, lambda _: False)}{blank}:{blank}{spelled(one, draw)}" for key, one in value.items()]
        return "{" + blank + f",{blank}".join(parts) + blank + "}"
    return json.dumps(value)


def _character(character: str, draw: Any) -> str:
    if character in '"\\\n\r\t':
        return json.dumps(character)[1:-1]
    if character == "/":
        return "\\/" if draw is not None and draw(st.booleans()) else "/"
    return character


@st.composite
def records(draw: Any) -> str:
    """A line of JSON: odd numbers, unknown fields, duplicate keys, escapes or raw characters."""
    record: dict[str, Any] = {"n": draw(st.sampled_from([1.0, 100, True, None]))}
    record["headline"] = draw(st.sampled_from(["Ferry stuck in the ice for days", "Маяк знову працює на острові"]))
    record["date"] = draw(STAMPS)
    record["body"] = "\n".join(draw(LINES)) + draw(st.sampled_from(["", "\n", ' &amp; more/less "x" \\ 😀.']))
    text = spelled(record, draw)
    if draw(st.booleans()):
        text = re.sub("[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], text)
    text = text.replace('"n"', draw(st.sampled_from(['"n"', '"x": 1e2, "n"', '"body": "old", "n"'])), 1)
    return text.replace("{", draw(st.sampled_from(["{", "{ "])), 1)


@given(st.lists(records(), min_size=1, max_size=4), st.data())
@SLOW
def test_records_change_where_they_must_and_nowhere_else(tmp_path: Path, lines: list[str], data: Any) -> None:
    path = tmp_path / f"a.jsonl{data.draw(st.sampled_from(['', '', '.gz']))}"
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    lines.insert(data.draw(st.integers(0, len(lines))), data.draw(st.sampled_from(['{"body": ', "null", "<html>"])))
    raw = data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + end.join([*lines, ""]).encode()
    before, unsafe = write(path, raw), data.draw(st.booleans())
    log = tmp_path / "newslint-log.jsonl"
    log.unlink(missing_ok=True)
    assert [one.record for one in mend(path, unsafe=unsafe, log=log)[0]] and not left(path, unsafe=unsafe)
    after = unpacked(path)
    told = {entry["record"] for entry in map(json.loads, log.read_text().splitlines()) if entry["event"] == "fix"}
    for number, (old, new) in enumerate(zip(raw.split(b"\n"), after.split(b"\n"), strict=True), 1):
        if number not in told:
            assert old == new
        else:
            _same_but(old, new, end)
    once = path.stat()
    mend(path, unsafe=unsafe)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (once.st_ino, once.st_mtime_ns)
    assert not [item for item in undo(str(log)) if isinstance(item, Problem)]
    assert path.read_bytes() == before


def _same_but(old: bytes, new: bytes, end: str) -> None:
    """A record whose text and date alone may be others; its text's lines are some of those it had."""
    was, now = json.loads(old.removeprefix(b"\xef\xbb\xbf")), json.loads(new.removeprefix(b"\xef\xbb\xbf"))
    assert list(was) == list(now)
    assert {key: was[key] for key in was if key not in ("body", "date")} == {
        key: now[key] for key in now if key not in ("body", "date")
    }
    lines = iter(was["body"].replace("&amp;", "&").split("\n"))
    assert all(line in lines for line in now["body"].split("\n") if line)
    assert new.isascii() == old.isascii() or new.isascii()
    assert new.endswith(b"\r") == (end == "\r\n")


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.sampled_from(["txt", "md", "txt.gz", "txt.zst"]))
@SLOW
def test_texts_lose_lines_and_nothing_else(tmp_path: Path, lines: list[str], end: str, final: bool, kind: str) -> None:
    path, log = tmp_path / f"a.{kind}", tmp_path / "newslint-log.jsonl"
    log.unlink(missing_ok=True)
    raw = (end.join(lines) + (end if final else "")).encode()
    before = write(path, raw)
    assert not mend(path, log=log)[0]
    assert not left(path)
    after = unpacked(path)
    kept = iter(raw.split(end.encode()))
    assert all(line in kept for line in after.split(end.encode()) if line)
    assert all(after.count(line.encode()) for line in lines if line in PROSE)
    if not left(path):
        assert after == raw or len(after) < len(raw)
    assert not [item for item in undo(str(log)) if isinstance(item, Problem)]
    assert path.read_bytes() == before


@given(st.lists(LINES, min_size=1, max_size=3), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.booleans())
@SLOW
def test_rows_keep_their_quotes(tmp_path: Path, texts: list[list[str]], mark: str, end: str, all_quoted: bool) -> None:
    path, log = tmp_path / "a.csv", tmp_path / "newslint-log.jsonl"
    log.unlink(missing_ok=True)
    out = io.StringIO()
    rows = csv.writer(
        out, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    )
    rows.writerows(
        [["id", "title", "text", "n"], *([n, 'A "b"', "\n".join(text), 1.0] for n, text in enumerate(texts))]
    )
    raw = out.getvalue().encode()
    path.write_bytes(raw)
    assert not mend(path, log=log)[0]
    assert not left(path)
    read = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline=""), delimiter=mark))
    assert [[row[0], row[1], row[3]] for row in read[1:]] == [[str(n), 'A "b"', "1.0"] for n in range(len(texts))]
    if not all_quoted:
        assert path.read_bytes().count(b'"A ""b"""') == len(texts)
    assert not [item for item in undo(str(log)) if isinstance(item, Problem)]
    assert path.read_bytes() == raw


@given(st.text(alphabet="abc", max_size=30), st.data())
def test_pieces_come_to_what_the_rounds_did(text: str, data: Any) -> None:
    pieces, now = Pieces(len(text), ""), text
    for _ in range(data.draw(st.integers(1, 4))):
        places = sorted(data.draw(st.lists(st.integers(0, len(now)), max_size=6)))
        cuts = [
            (a, b, data.draw(st.sampled_from(["", "X", "YZ"]))) for a, b in zip(places[::2], places[1::2], strict=False)
        ]
        pieces.apply(cuts)
        now = spliced(now.encode(), [(a, b, put.encode()) for a, b, put in cuts]).decode()
    whole = [(a, b, put.encode()) for a, b, put in pieces.splices()]
    assert spliced(text.encode(), whole).decode() == now
    for offset, character in enumerate(now):
        if character in "abc":
            assert text[pieces.origin(offset)] == character


def test_fixes_that_come_to_no_end_leave_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One."}\n')
    from newslint.finding import Edit, Finding, Fix, Place
    from newslint.repair.article import Mender
    from newslint.writers import writer

    def found(article: Any) -> Any:
        fix = Fix(True, "replace-match", (Edit("text", 0, 0, "x"),))
        finding = Finding(
            rule="grow", group="g", severity="error", message="m", path="p", record=1, article="a", site=None,
            language=None, place=Place("text"), match="", fix=fix,
        )  # fmt: skip
        return [finding], []

    source = readers.Source(str(path))
    mender = Mender(found, lambda: writer(".jsonl", source, b""), unsafe=False)
    article = next(iter(readers.read(str(path))))
    assert not isinstance(article, Problem)
    done = mender.mend(article, lambda: b'{"text": "One."}')
    assert (done.splices, done.applied, done.article) == ([], [], article)
    assert done.reasons == {"": "the fixes of grow come to no end: it was left as it was"}
    mender.writer = lambda: None  # type: ignore[assignment, return-value]
    done = mender.mend(article, lambda: b"")
    assert done.reasons[""].startswith("internal error (AttributeError: ") and not done.splices


def test_the_seed_comes_out_clean(tmp_path: Path) -> None:
    seed = next((HERE.parent / "seeds").glob("000_*.txt"))
    path = tmp_path / "a.txt"
    path.write_bytes(seed.read_bytes())
    assert not mend(path)[0]
    job = Job(KNOWN, RULES, [str(path)])
    assert not [one.rule for item in results(job) if isinstance(item, tuple) for one in item[1]]
    assert path.read_bytes() == _clean_seed(seed.read_text("utf-8")).encode()
    mend(path, unsafe=True)
    assert path.read_bytes() == _clean_seed(seed.read_text("utf-8")).encode()


def _clean_seed(text: str) -> str:
    """What a reader makes of the seed by hand: its date in ISO 8601, and eight lines less with the blanks beside them."""
    lines = text.split("\n")
    wanted = [lines[number - 1] for number in (3, 8, 10, 14, 16, 18, 20)]
    return "\n\n".join(["2024-10-22T20:01", *wanted])


def test_the_log_tells_where_it_was(tmp_path: Path) -> None:
    path, log = tmp_path / "a.txt", tmp_path / "newslint-log.jsonl"
    path.write_text(
        "\n".join(["Ferry stuck in the ice for a third day", "2 min read", PROSE[0], "AD", PROSE[0], "Advertisement"])
    )
    mend(path, log=log)
    fixes = [entry for entry in map(json.loads, log.read_text().splitlines()) if entry["event"] == "fix"]
    assert [(one["rule"], one["line"], one["cut"].strip()) for one in sorted(fixes, key=lambda one: one["line"])] == [
        ("reading-time", 2, "2 min read"),
        ("ad-label", 4, "AD"),
        ("adjacent-repeat", 5, PROSE[0]),
        ("ad-label", 6, "Advertisement"),
    ]
    assert json.loads(log.read_text().splitlines()[-1])["event"] == "file"
    label = next(one for one in fixes if one["rule"] == "ad-label" and one["line"] == 4)
    start = len("Ferry stuck in the ice for a third day\n2 min read\n" + PROSE[0] + "\n")
    assert label == {
        "event": "fix",
        "rule": "ad-label",
        "safe": True,
        "path": str(path),
        "record": None,
        "article_id": str(path),
        "field": "text",
        "line": 4,
        "column": 1,
        "start": start,
        "end": start + 3,
        "cut": "AD\n",
        "put": "",
        "message": 'ad label "AD"',
    }
    before = path.read_text()
    assert not list(readers.read(str(log))) or all(isinstance(one, Problem) for one in readers.read(str(log)))
    path.write_text(before + "x")
    assert "changed since newslint mended it" in str(next(undo(str(log))))


def test_several_runs_are_taken_back_at_once(tmp_path: Path) -> None:
    path, log = tmp_path / "a.jsonl", tmp_path / "newslint-log.jsonl"
    first = b'{"text": "One.\\nAD", "date": "04.09.2021 18:40"}\n'
    path.write_bytes(first)
    mend(path, log=log)
    mend(path, log=log, unsafe=True)
    assert path.read_bytes() == b'{"text": "One.", "date": "2021-09-04T18:40"}\n'
    assert [getattr(item, "runs", item) for item in undo(str(log))] == [2]
    assert path.read_bytes() == first
    assert [getattr(item, "runs", item) for item in undo(str(log))] == [0]
    log.write_bytes(log.read_bytes() + b'{"event": "fi')
    items = list(undo(str(log)))
    assert isinstance(items[0], Problem) and items[0].record


def test_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One.\\nAD\\nAD"}\n{"text": "One."}\n')
    job = Job(KNOWN, RULES, [str(path)])
    job.repair = Repair(lambda data: None)
    summary = check(job, [])
    assert (summary.articles, summary.findings, summary.fixes, summary.fixed_articles) == (2, 0, {"ad-label": 2}, 1)
