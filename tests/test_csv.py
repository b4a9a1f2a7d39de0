"""Tables of text: quotes, line ends, delimiters, and rows that are none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import found, parted, texts

from newslint import readers
from newslint.article import Article
from newslint.readers import Options, csv_


def test_csv(tmp_path: Path) -> None:
    for mark in ",;\t|":
        raw = f'title{mark}text{mark}date\n"A{mark}B"{mark}"x\n""y"""{mark}2024\n'.encode()
        (article,) = parted(found(tmp_path, "a.csv", raw))[0]
        assert (article.fields["title"], article.text, article.fields["published"]) == (f"A{mark}B", 'x\n"y"', "2024")
    assert texts(found(tmp_path, "a.csv", b"text\ra\rb\r")) == ["a", "b"]
    assert texts(found(tmp_path, "a.csv", b"text,n\na\x00b,1\n")) == ["a\x00b"]
    assert texts(found(tmp_path, "a.csv", b"n,text\n1," + b"x" * 300_000 + b"\n")) == ["x" * 300_000]
    items = found(tmp_path, "a.csv", b'title,text\nA,"a\nB,b\nC,"c"\nD,d,e\nE\nF,"f"\nG,"g')
    assert texts(items) == ["b", "c", "f"]
    assert [p.record for p in parted(items)[1]] == [1, 4, 5, 7]
    (problem,) = found(tmp_path, "a.csv", b"when,where\n1,2\n3,4\n")
    assert "no text" in str(problem) and problem.record is None
    assert not found(tmp_path, "a.csv", b"")


def test_csv_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    for _ in readers.read(str(write(tmp_path, "a.csv", b"text\na\nb\n"))):
        assert csv.field_size_limit() == before


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.text(st.sampled_from("ab\",\n\r;'é\0\t|"), max_size=9), min_size=1, max_size=6),
    block=st.integers(1, 40),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_csv_writes_is_read(tmp_path: Path, rows: list[str], block: int, end: str) -> None:
    import csv

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [["title", "text"], *(["T", row] for row in rows)]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_, "BLOCK", block)
        items = found(tmp_path, "a.csv", out.getvalue().encode())
    assert texts(items) == rows and len(items) == len(rows)
    assert all(isinstance(i, Article) and i.at is not None for i in items)


def write(tmp_path: Path, name: str, raw: bytes) -> Path:
    (tmp_path / name).write_bytes(raw)
    return tmp_path / name


def test_a_line_that_is_too_long_is_passed_over_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in it the blocks end that are read."""
    for block in (4, 7, 16, 64):
        monkeypatch.setattr(csv_, "BLOCK", block)
        for end in (b"\n", b"\r\n"):
            raw = end.join([b"text", b"one", b"x" * 90, b"two", b"y" * 33, b"three", b""])
            items = found(tmp_path, "a.csv", raw, Options(record_bytes=30))
            assert texts(items) == ["one", "two", "three"]
            assert [item.record for item in parted(items)[0]] == [1, 3, 5]


def test_quotes_in_odd_places_cost_no_row(tmp_path: Path) -> None:
    raw = b'title,text\nA,"x"y\nB,b\nC,"c" "d"\nD,"e\nE,f\n'
    items = found(tmp_path, "a.csv", raw)
    assert texts(items) == ["xy", "b", 'c "d"', "f"]
    (problem,) = parted(items)[1]
    assert problem.record == 4 and problem.message.startswith("has a quote that is not closed (")
