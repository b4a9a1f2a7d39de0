"""Parquet that is broken, or would take more memory than there is: said by name, and it costs no other row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import ROWS, found, only_problem, pa, pq, strings, write

from newslint import readers
from newslint.article import Article
from newslint.problem import Problem
from newslint.readers import Options, Source, parquet


def test_broken_utf8_is_said_and_the_row_is_read(tmp_path: Path) -> None:
    table = pa.table({"text": strings([b"a", b"caf\xe9 x", None, b"d"]), "id": strings([b"1", b"\xff", b"3", b"4"])})
    items = found(write(tmp_path, table))
    assert [type(item).__name__[0] for item in items] == ["A", "P", "A", "P", "A"]
    assert ":2: column 'text' is not UTF-8: byte 0xE9" in str(items[1])
    assert isinstance(items[2], Article) and items[2].text == "caf\ufffd x"
    nested = pa.table({"text": pa.ListArray.from_arrays([0, 1, 2], strings([b"\xff", b"b"]))})
    assert [type(item).__name__[0] for item in found(write(tmp_path, nested))] == ["P", "A", "A"]


def test_what_is_no_parquet_is_said(tmp_path: Path) -> None:
    whole = Path(write(tmp_path, ROWS)).read_bytes()
    for raw, said in (
        (b"", "is empty"),
        (b"PAR1", "is cut off"),
        (whole[:-1], "is cut off"),
        (b"<html>502</html>", "its first bytes are not PAR1"),
        (whole[:-4] + b"PARE", "is encrypted"),
        (b"PARE" + whole[4:-4] + b"PARE", "is encrypted"),
        (b"\x1f\x8b" + whole, "was packed once more"),
        (whole[:-8] + b"\xff\xff\xff\x7fPAR1", "has a damaged index"),
        (whole[:-8] + b"\x00\x00\x00\x00PAR1", "has a damaged index"),
        (whole[:-200] + b"\xff" * 192 + whole[-8:], "has a damaged index"),
    ):
        (tmp_path / "b.parquet").write_bytes(raw)
        assert said in only_problem(str(tmp_path / "b.parquet"))
        assert parquet.row_groups(str(tmp_path / "b.parquet")) == 0
    (tmp_path / "b.jsonl").write_bytes(whole)
    assert "is a Parquet file without .parquet" in only_problem(str(tmp_path / "b.jsonl"))
    (tmp_path / "b.parquet.gz").write_bytes(whole)
    assert "'.parquet' and is packed once more" in only_problem(str(tmp_path / "b.parquet.gz"))
    assert parquet.row_groups(str(tmp_path / "none.parquet")) == 0


def test_every_beginning_of_a_file_is_said_to_be_one(tmp_path: Path) -> None:
    whole = Path(write(tmp_path, ROWS[:3])).read_bytes()
    for length in range(4, len(whole), 37):
        (tmp_path / "b.parquet").write_bytes(whole[:length])
        assert "is cut off" in only_problem(str(tmp_path / "b.parquet"))


def test_a_damaged_row_group_costs_no_other(tmp_path: Path) -> None:
    rows = [{"text": f"{number} {'x' * 200}"} for number in range(30)]
    path = Path(write(tmp_path, rows, row_group_size=10, compression="zstd", use_dictionary=False))
    chunk = pq.ParquetFile(path).metadata.row_group(1).column(0)
    raw = bytearray(path.read_bytes())
    raw[chunk.data_page_offset + 40 : chunk.data_page_offset + chunk.total_compressed_size] = bytes(
        chunk.total_compressed_size - 40
    )
    path.write_bytes(raw)
    items = found(str(path))
    assert [item.record for item in items if isinstance(item, Article)] == [*range(1, 11), *range(21, 31)]
    [problem] = [item for item in items if isinstance(item, Problem)]
    assert problem.record == 11 and "the rows up to 20 cannot be read: row group 1 is damaged" in str(problem)


def test_checksums_are_compared(tmp_path: Path) -> None:
    rows = [{"text": "The harbour is frozen."}] * 3
    plain = {"compression": "none", "use_dictionary": False, "write_statistics": False}
    path = Path(write(tmp_path, rows, write_page_checksum=True, **plain))
    path.write_bytes(path.read_bytes().replace(b"frozen", b"frosen", 1))
    assert "cannot be read: row group 0 is damaged (" in only_problem(str(path))


def test_rows_that_are_too_large_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, [{"text": "a"}, {"text": "x" * 5000}, {"text": "b"}])
    items = found(path, Options(record_bytes=2000))
    assert [item.record for item in items] == [1, 2, 3]
    assert isinstance(items[1], Problem) and "record-bytes" in str(items[1])
    assert isinstance(items[2], Article) and items[2].text == "b"


def test_one_long_text_that_every_row_names_is_no_bomb(tmp_path: Path) -> None:
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 2000, pa.int32()), pa.array(["x" * (4 << 20)]))
    path = write(tmp_path, pa.table({"text": text}), compression="zstd", store_schema=False)
    file = pq.ParquetFile(path)
    with open(path, "rb") as stream:
        group = parquet.Group(file, stream, Source(path), 0, 0)
        assert group._rows([group.meta.column(0)]) == 63  # of 4 MiB and a length each, in 256 MiB
    with readers.opened(path) as stream:
        items = readers.formats()[".parquet"](stream, Source(path))
        assert next(iter(items)).record == 1


def test_a_group_that_unpacks_to_too_much_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, [{"text": "x" * 100_000}, {"text": "b"}], row_group_size=1)
    items = found(path, Options(unpacked_bytes=50_000))
    assert isinstance(items[0], Problem) and "raise unpacked-bytes" in str(items[0])
    assert isinstance(items[1], Article) and items[1].record == 2


@given(st.integers(0, 3), st.integers(0, (1 << 31) - 1))
def test_page_headers(kind: int, size: int) -> None:
    def varint(value: int) -> bytes:
        value, out = value << 1, b""
        while value > 0x7F:
            value, out = value >> 7, out + bytes([value & 0x7F | 0x80])
        return out + bytes([value])

    raw = b"\x15" + varint(kind) + b"\x15" + varint(size) + b"\x15\x00"
    assert parquet.page_header(raw) == (kind, size)
    assert all(parquet.page_header(raw[:cut])[0] in (0, kind) for cut in range(len(raw)))


@given(st.binary(max_size=40))
def test_any_bytes_as_a_page_header(raw: bytes) -> None:
    _kind, size = parquet.page_header(raw)
    assert size >= 0


LISTED = "The harbour is frozen. " * 45


def listed(path: Path, counts: list[int], *, store_schema: bool) -> str:
    """A file in which each row's text is a list that names one paragraph so many times: some bytes, whatever the count."""
    total = sum(counts)
    paragraphs = pa.DictionaryArray.from_arrays(pa.array([0] * total, pa.int32()), pa.array([LISTED]))
    ends = [sum(counts[:row]) for row in range(len(counts) + 1)]
    lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), paragraphs)
    pq.write_table(pa.table({"title": ["x"] * len(counts), "text": lists}), path, store_schema=store_schema)
    assert path.stat().st_size < 10_000
    return str(path)


@pytest.mark.parametrize("store_schema", [True, False])
def test_a_list_that_names_one_text_a_million_times_is_a_bomb(tmp_path: Path, store_schema: bool) -> None:
    path = listed(tmp_path / "a.parquet", [2, 40_000, 2], store_schema=store_schema)
    [problem] = readers.read(path, Options(unpacked_bytes=30_000_000))
    assert isinstance(problem, Problem)
    assert problem.message == "begins a row group that unpacks to 39.5 MiB, more than 28.6 MiB: raise unpacked-bytes"
    items = list(readers.read(path, Options(record_bytes=1_000_000)))
    assert [isinstance(item, Article) for item in items] == [True, False, True]
    assert "is larger than 977 KiB" in str(items[1])
    for counts in ([30_000], [30_000, 30_000]):  # none of the rows is left
        path = listed(tmp_path / "b.parquet", counts, store_schema=store_schema)
        told = list(readers.read(path, Options(record_bytes=1_000_000)))
        assert len(told) == len(counts) and all("is larger than 977 KiB" in str(item) for item in told)


def test_lists_of_nothing_are_counted(tmp_path: Path) -> None:
    lists = pa.ListArray.from_arrays(pa.array([0, 300_000], pa.int32()), pa.nulls(300_000, pa.string()))
    pq.write_table(pa.table({"text": lists}), tmp_path / "a.parquet")
    [problem] = readers.read(str(tmp_path / "a.parquet"), Options(unpacked_bytes=1_000_000))
    assert "begins a row group that unpacks to 1.14 MiB, more than 977 KiB" in str(problem)
