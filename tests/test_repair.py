"""Mending files of every format: only what a fix touches changes, twice is once, and it can be taken back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint import chosen, readers, work
from newslint.article import Site
from newslint.kind import Rule
from newslint.lint import Linter
from newslint.problem import Problem
from newslint.repair import Repair
from newslint.repair.log import Log
from newslint.repair.packing import Packing
from newslint.repair.pieces import Pieces
from newslint.repair.undo import undo
from newslint.run import Job, check, results
from newslint.settings import Settings
from newslint.writers import spliced

HERE = Path(__file__).parent
KNOWN = Settings()
RULES = chosen.in_force(KNOWN, chosen.known(KNOWN))
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PROSE = [
    "The harbour has been frozen since Tuesday, and no ship has left it for days.",
    "The passengers spent the night in the school beside the church of the island.",
    "Élodie said “the ice – thirty centimetres of it – will hold”, and nobody laughed.",
    "Знову працює маяк: рибалки повернулися додому ще до заходу сонця, сказала мати.",
]
JUNK = ["AD", "Advertisement", "2 min read", "Story continues below advertisement"]
LINES = st.lists(st.sampled_from([*PROSE, *PROSE, *JUNK, ""]), min_size=1, max_size=10).filter(
    lambda lines: any(line in PROSE for line in lines)
)
STAMPS = st.sampled_from(["2021-09-03T18:40:00Z", "Fri, 03 Sep 2021 18:40:00 +0200", 1646121600, "04/05/2022", None])


@pytest.fixture(scope="module", autouse=True)
def _made_once() -> Iterator[None]:
    """A linter keeps nothing between articles, so that one is enough; and nobody waits for the disk, which is not asked here."""
    usual = Linter(RULES, KNOWN.sites, KNOWN.anchor)

    def linter(rules: Sequence[Rule], sites: Any, *more: Any) -> Linter:
        return usual if rules is RULES and sites is KNOWN.sites else Linter(rules, sites, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "Linter", linter)
        patch.setattr(os, "fsync", lambda number: None)
        yield


def mend(path: Path, *, unsafe: bool = False, log: Path | None = None, **how: Any) -> tuple[list[Problem], Any]:
    """Mends a file in place; what went wrong, and the job's summary."""
    job = Job(how.pop("known", KNOWN), RULES, [str(path)])
    out = io.BytesIO()
    job.repair = Repair(out.write, unsafe=unsafe, log=Log(str(log)) if log else None, **how)  # type: ignore[arg-type]
    problems = [item for item in results(job) if isinstance(item, Problem)]
    return problems, out.getvalue()


def left(path: Path, *, unsafe: bool = False) -> list[str]:
    """The rules whose findings in a file could be mended."""
    job = Job(KNOWN, RULES, [str(path)])
    found = [item for item in results(job) if isinstance(item, tuple)]
    return [one.rule for _, some in found for one in some if one.fix and (one.fix.safe or unsafe)]


def write(path: Path, data: bytes) -> bytes:
    packed = gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else _zstd(data) if path.suffix == ".zst" else data
    path.write_bytes(packed)
    return packed


def _zstd(data: bytes) -> bytes:
    from newslint.repair.packing import _zstd

    return b"".join(_zstd(iter([data]), True, 3))


def unpacked(path: Path) -> bytes:
    from newslint.repair.packing import Opened

    with Opened(str(path)) as opened:
        return opened.stream.read()


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


RECORDS = [
    # (before, after): in the style of what was there
    ('{"text":"A\\u00e9 \\/ b\\nAD\\n\\u00e9\\/c"}', '{"text":"A\\u00e9 \\/ b\\n\\u00e9\\/c"}'),
    ('{"b":1.0,"text" : "é &amp; ü.","a":1e2}', '{"b":1.0,"text" : "é & ü.","a":1e2}'),
    ('{"text":"x","text":"One.\\nAD"}', '{"text":"x","text":"One."}'),
    (
        '{"data":{"body":"One.\\r\\nAD\\r\\n"},"k":[{"body":"AD"}]}',
        '{"data":{"body":"One.\\r\\n"},"k":[{"body":"AD"}]}',
    ),
    (
        '{"content":{"rendered":"One.\\nAD"},"title":{"rendered":"T"}}',
        '{"content":{"rendered":"One."},"title":{"rendered":"T"}}',
    ),
    ('{"text":"\\ud83d\\ude00 one.\\nAD\\n\\uD83D\\uDE00"}', '{"text":"\\ud83d\\ude00 one.\\n\\uD83D\\uDE00"}'),
    ('{"text":"One.","date": "1646121600"}', '{"text":"One.","date": "2022-03-01T08:00:00Z"}'),
    ('{"text":"\\ud800 one.\\nAD"}', '{"text":"\\ud800 one."}'),
    ('{"text":"&eacute; \\u00e9 b."}', '{"text":"\\u00e9 \\u00e9 b."}'),
    ('{"text":"&eacute; \\u00E9 b."}', '{"text":"\\u00E9 \\u00E9 b."}'),
    ('{"text":"&eacute; b.","q":"é"}', '{"text":"é b.","q":"é"}'),
]


@pytest.mark.parametrize(("before", "after"), RECORDS)
@pytest.mark.parametrize("around", ["%s\n", "\ufeff%s", '[\n  {"text": "Two."},\n  %s\n]\n'])
def test_a_record_is_cut_in_its_own_style(tmp_path: Path, before: str, after: str, around: str) -> None:
    path = tmp_path / ("a.json" if around[0] == "[" else "a.jsonl")
    path.write_bytes((around % before).encode())
    assert not mend(path)[0]
    assert path.read_bytes().decode() == around % after


UNREPAIRABLE = [
    ("a.jsonl", b'{"text": ["One.", "AD"]}\n', "'text' is a list"),
    ("a.txt", "One.\nAD\n".encode("utf-16"), "it is UTF-16-LE: only UTF-8 is rewritten"),
    ("a.txt", b"One \xe9.\nAD\n", "its bytes are not UTF-8"),
    (
        "a.txt.gz",
        gzip.compress(b"One.\nAD\n" * 50)[:-6],
        "part of it would be lost, as it is cut off within its gzip data",
    ),
    ("a.txt.gz", gzip.compress(gzip.compress(b"One.\nAD\n")), "is packed twice"),
    ("a.md", b"# A &amp; B on the island\n\nOne paragraph of some length, to be the text.\n", None),
]


@pytest.mark.parametrize(("name", "raw", "said"), UNREPAIRABLE)
def test_what_cannot_be_written_without_guessing_is_left(
    tmp_path: Path, name: str, raw: bytes, said: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    problems = mend(path)[0]
    if said:
        assert any(said in str(one) and "not repaired" in str(one) for one in problems), problems
        assert path.read_bytes() == raw


def test_equal_reasons_are_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": ["One.", "AD"]}\n' * 30 + b'{"text": "One.\\nAD"}\n')
    problems = mend(path)[0]
    assert [str(one).endswith("(and 29 more records of this file)") for one in problems] == [True]
    assert path.read_bytes().endswith(b'{"text": "One."}\n')


MATTER = [
    # a text stays a text, and a date of YAML's own stays one, for whoever reads the front matter
    ("published: Fri, 03 Sep 2021 18:40:00 +0200", 'published: "2021-09-03T18:40:00+02:00"'),
    ("published: 22.10.2024 # c", 'published: "2024-10-22" # c'),
    ("published: 22.10.2024 20:01", "published: 2024-10-22T20:01"),
    ("published: 2024-9-3", 'published: "2024-09-03"'),
    ("published: 'Fri, 03 Sep 2021 18:40:00 +0200' # c", "published: '2021-09-03T18:40:00+02:00' # c"),
    ('"published" : "Fri, 03 Sep 2021 18:40:00 +0200"', '"published" : "2021-09-03T18:40:00+02:00"'),
]


@pytest.mark.parametrize(("before", "after"), MATTER)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_changes_on_its_line(tmp_path: Path, before: str, after: str, end: str) -> None:
    path = tmp_path / "a.md"
    text = f"---\ntags: [a,  b]\n{before}\ntitle: Ferry\n---\nOne.\nAD\n".replace("\n", end)
    path.write_bytes(text.encode())
    assert not mend(path)[0]
    assert path.read_bytes().decode() == text.replace(before, after).replace(f"AD{end}", "")


def test_folded_front_matter_is_left_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\npublished: >\n  Fri, 03 Sep 2021\n  18:40:00 +0200\ntitle: Ferry\n---\nOne.\nAD\n")
    assert "'published' is no plain value on a line" in str(mend(path)[0][0])
    assert path.read_bytes().endswith(b"---\nOne.\n")


def test_toml_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b'+++\ntitle = "Ferry"\ndate = "Fri, 03 Sep 2021 18:40:00 +0200"\n+++\nOne.\n')
    assert not mend(path)[0]
    assert path.read_bytes() == b'+++\ntitle = "Ferry"\ndate = "2021-09-03T18:40:00+02:00"\n+++\nOne.\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [("2021-09-03 18:40:00", "2021-09-03T18:40:00+03:00"), ('"22.10.2024 20:01"', '"2024-10-22T20:01+03:00"')],
)
def test_a_date_of_toml_stays_a_date(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "a.md"
    text = '+++\ntitle = "Ferry"\nurl = "https://example.org/a"\ndate = %s # c\n+++\nOne.\n'
    path.write_text(text % before)
    known = Settings()
    known.sites = {"example.org": Site(zone="Europe/Kyiv")}
    assert not mend(path, known=known)[0]
    assert path.read_text() == text % after


def test_a_number_is_made_a_text_on_request_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One.", "date": 1646121600}\n{"text": "Two.", "date": "1646121600"}\n')
    assert not mend(path)[0]
    assert path.read_bytes().splitlines() == [
        b'{"text": "One.", "date": 1646121600}',
        b'{"text": "Two.", "date": "2022-03-01T08:00:00Z"}',
    ]
    assert not mend(path, unsafe=True)[0]
    assert path.read_bytes().startswith(b'{"text": "One.", "date": "2022-03-01T08:00:00Z"}\n')


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


@pytest.fixture(autouse=True)
def _no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".newslint")]


def test_a_cell_that_becomes_empty_gets_quotes_only_where_its_row_would_be_blank(tmp_path: Path) -> None:
    for raw, after in (
        (b"id,text\n1,AD\n2,Two.\n", b"id,text\n1,\n2,Two.\n"),
        (b"text\nAD\nTwo.\n", b'text\n""\nTwo.\n'),
    ):
        path = tmp_path / "a.csv"
        path.write_bytes(raw)
        assert not mend(path, unsafe=True)[0]
        assert path.read_bytes() == after


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_packed_at_an_odd_level_it_is_what_it_was_unpacked(tmp_path: Path, kind: str) -> None:
    path, log = tmp_path / f"a.txt.{kind}", tmp_path / "newslint-log.jsonl"
    raw = b"".join(b"Line %d of the story.\n" % number for number in range(200)) + b"AD\n"
    halves = raw[:999], raw[999:]  # two members: no level gives these bytes again
    path.write_bytes(b"".join(gzip.compress(half) if kind == "gz" else _zstd(half) for half in halves))
    before = path.read_bytes()
    assert not mend(path, log=log)[0]
    [item] = undo(str(log))
    assert getattr(item, "note", "") == "unpacked, it is what it was; its packed bytes are others"
    assert unpacked(path) == raw and path.read_bytes() != before
    assert [getattr(item, "runs", item) for item in undo(str(log))] == [0]


NOISE = b"".join(b"%d: %x of the harbour.\n" % (number, number * 2_654_435_761 % 2**32) for number in range(3000))


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_gzip_is_taken_back_byte_for_byte(tmp_path: Path, level: int) -> None:
    path, log = tmp_path / "a.txt.gz", tmp_path / "newslint-log.jsonl"
    with open(path, "wb") as raw, gzip.GzipFile("story.txt", "wb", level, raw, mtime=7) as file:
        file.write(NOISE + b"AD\n")
    before = path.read_bytes()
    assert not mend(path, log=log)[0] and unpacked(path) == NOISE
    assert path.read_bytes()[:20] == before[:20] and before[10:20] == b"story.txt\0"  # its time and name stay
    [item] = undo(str(log))
    assert not getattr(item, "note", item) and path.read_bytes() == before


@pytest.mark.parametrize("level", [1, 3, 6, 10, 19])
@pytest.mark.parametrize("checksum", [0, 1])
def test_zstd_is_taken_back_byte_for_byte(tmp_path: Path, level: int, checksum: int) -> None:
    from newslint.repair.packing import _zstd

    path, log = tmp_path / "a.txt.zst", tmp_path / "newslint-log.jsonl"
    before = b"".join(_zstd(iter([NOISE + b"AD\n"]), bool(checksum), level))
    path.write_bytes(before)
    assert not mend(path, log=log)[0] and unpacked(path) == NOISE
    assert bool(path.read_bytes()[4] & 4) == bool(checksum)
    [item] = undo(str(log))
    assert not getattr(item, "note", item) and path.read_bytes() == before


def test_of_a_gzip_header_stays_what_is_true_of_the_file_mended() -> None:
    head, name, note = b"\x1f\x8b\x08%c\x07\0\0\0\x02\xff", b"story.txt\0", b"a note\0"
    assert Packing(head % 0 + b"rest").header == head % 0
    assert Packing(head % 0b11001 + name + note + b"rest").header == head % 0b11001 + name + note
    extra = head % 0b11111 + b"\x03\0abc" + name + note + b"cc"
    assert Packing(extra + b"rest").header == head % 0b11001 + name + note
    assert Packing(b"\x1f\x8b").header == b"\x1f\x8b\x08" + bytes(6) + b"\xff"
