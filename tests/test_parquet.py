"""Parquet: which rows and columns are read, as what, within which bounds, and what damage costs."""

from __future__ import annotations

import datetime
import json
import math
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hostile_shared import check, command, environment
from hypothesis import given
from hypothesis import strategies as st

from newslint import chosen, readers, settings, splits
from newslint.article import Article
from newslint.cli import main
from newslint.problem import Problem
from newslint.readers import Options, Source, columns, parquet
from newslint.work import Work

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'newslint[parquet]'")
pq = pytest.importorskip("pyarrow.parquet")

TEXT = "The harbour is frozen.\nAD\nNo ship has left it for days."
ROWS: list[dict[str, Any]] = [
    {"id": f"n{number}", "title": f"Headline {number}", "text": f"{TEXT} {number}", "html": "<p>" * 50}
    for number in range(10)
]
UTC = datetime.UTC


def write(folder: Path, table: Any, name: str = "a.parquet", **how: Any) -> str:
    path = str(folder / name)
    pq.write_table(pa.Table.from_pylist(table) if isinstance(table, list) else table, path, **how)
    return path


def found(path: str, options: Options | None = None) -> list[Article | Problem]:
    return list(readers.read(path, options))


def articles(path: str, options: Options | None = None) -> list[Article]:
    items = found(path, options)
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def only_problem(path: str, options: Options | None = None) -> str:
    [problem] = found(path, options)
    assert isinstance(problem, Problem)
    return str(problem)


def strings(values: list[bytes | None], kind: Any = None) -> Any:
    """An array of strings of these bytes, be they UTF-8 or not."""
    return pa.array(values, pa.binary()).view(kind or pa.string())


# What is read


def test_rows_are_records_numbered_through_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS, row_group_size=3)
    assert parquet.row_groups(path) == 4
    got = articles(path)
    assert [article.record for article in got] == list(range(1, 11))
    assert [article.text for article in got] == [row["text"] for row in ROWS]
    assert got[4].fields == {key: ROWS[4][key] for key in ("id", "title", "text")}


@pytest.mark.parametrize("groups", [range(1), range(1, 3), range(3, 4), range(4, 9), range(4)])
def test_row_groups_are_read_on_their_own_with_the_numbers_of_the_file(tmp_path: Path, groups: range) -> None:
    path = write(tmp_path, ROWS, row_group_size=3)
    source = Source(path)
    source.groups = groups
    got = [item.record for item in readers.guarded(source, path, lambda: readers.opened(path))]
    assert got == [number for number in range(1, 11) if (number - 1) // 3 in groups]


def test_columns_that_hold_no_field_are_not_read(tmp_path: Path) -> None:
    rows = [{**row, "newslint_ignore": "ads", "article": {"body": "x"}, "data": "y"} for row in ROWS]
    schema = pa.Table.from_pylist(rows).schema
    assert parquet.used(schema, Options().finder.shape(tuple(schema.names))) == [
        *("id", "title", "text", "newslint_ignore", "article"),
    ]
    assert articles(write(tmp_path, rows))[0].ignored == ("ads",)
    # Were the damaged column read, there would be no article.
    path = Path(write(tmp_path, ROWS, use_dictionary=False, compression="zstd"))
    chunk = next(
        chunk
        for chunk in map(pq.ParquetFile(path).metadata.row_group(0).column, range(4))
        if chunk.path_in_schema == "html"
    )
    raw = bytearray(path.read_bytes())
    begin, size = chunk.data_page_offset, chunk.total_compressed_size
    raw[begin : begin + size] = b"\xff" * size
    path.write_bytes(raw)
    assert len(articles(str(path))) == 10


def test_of_an_object_only_what_the_users_paths_name_is_read(tmp_path: Path) -> None:
    rows = [{"payload": {"body": TEXT, "html": "x", "meta": {"title": "Ferry"}}, "html": "y"}]
    options = Options({"text": "payload.body", "title": ["payload.meta.title"]})
    path = write(tmp_path, rows)
    schema = pq.read_schema(path)
    shape = options.finder.shape(tuple(schema.names))
    assert sorted(parquet.used(schema, shape) or ()) == ["payload.body", "payload.meta"]
    [article] = articles(path, options)
    assert (article.text, article.title) == (TEXT, "Ferry")
    assert "a.parquet:1: has no 'payload.corps'" in only_problem(path, Options({"text": "payload.corps"}))


def test_wrapped_articles_lists_and_objects_are_read_as_in_json(tmp_path: Path) -> None:
    rows = [
        {"article": {"headline": "Ferry", "body": [TEXT, "More."]}, "authors": [{"name": "Karin"}, {"name": "Moe"}]},
        {"article": {"headline": "Boat", "body": [TEXT]}, "authors": None},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    expected = [article.fields for article in articles(str(tmp_path / "a.jsonl"))]
    assert [article.fields for article in articles(write(tmp_path, rows))] == expected
    assert expected[0]["author"] == "Karin, Moe"


def test_a_table_without_text_is_said_once(tmp_path: Path) -> None:
    path = write(tmp_path, [{"html": "x", "data": "y"}] * 5)
    assert "has no text: expected one of text, body" in (said := only_problem(path))
    assert "it has html, data" in said and "columns" in said


def test_no_rows_and_no_columns(tmp_path: Path) -> None:
    assert found(write(tmp_path, pa.table({"text": pa.array([], pa.string())}))) == []
    assert "has no text" in only_problem(write(tmp_path, pa.table({})))


def test_rows_without_text_are_named_and_the_others_read(tmp_path: Path) -> None:
    items = found(write(tmp_path, [{"text": "a"}, {"text": None}, {"text": "b"}]))
    assert [type(item).__name__ for item in items] == ["Article", "Problem", "Article"]
    assert str(items[1]).endswith(
        ":2: 'text' should hold the text, but is null: expected text, or a list of paragraphs"
    )


def test_of_two_columns_of_one_name_the_last_counts(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["first"]), pa.array(["last"])], ["text", "text"])
    assert [article.text for article in articles(write(tmp_path, table))] == ["last"]


@pytest.mark.parametrize(
    "array",
    [
        pa.array([TEXT, None]).cast(pa.large_string()),
        pa.array([TEXT, None]).dictionary_encode(),
        pa.array([TEXT.encode(), None]),
        pa.array([TEXT.encode(), None], pa.large_binary()),
        pa.array([TEXT.encode(), None], pa.binary(len(TEXT))),
        pa.array([[TEXT], None]),
        pa.array([[TEXT], None], pa.list_(pa.string(), 1)),
        pa.array([[TEXT], None]).cast(pa.large_list(pa.dictionary(pa.int32(), pa.string()))),
    ],
    ids=lambda array: str(array.type)[:20],
)
def test_text_of_any_type(tmp_path: Path, array: Any) -> None:
    first, second = found(write(tmp_path, pa.table({"text": array})))
    assert isinstance(first, Article) and first.text == TEXT
    assert isinstance(second, Problem) and "is null" in str(second)


@pytest.mark.parametrize(
    ("array", "value"),
    [
        (pa.array([datetime.datetime(2024, 3, 5, 7, 30, tzinfo=UTC)]), "2024-03-05T07:30:00Z"),
        (pa.array([1709623800], pa.timestamp("s", "Europe/Kyiv")), "2024-03-05T09:30:00+02:00"),
        (pa.array([1709623800000], pa.timestamp("ms", "+05:30")), "2024-03-05T13:00:00+05:30"),
        (pa.array([1709623800000], pa.timestamp("ms", "../../etc/passwd")), "2024-03-05T07:30:00Z"),
        (pa.array([1709623800123456789], pa.timestamp("ns", "UTC")), "2024-03-05T07:30:00.123456Z"),
        (pa.array([1709623800], pa.timestamp("s")), "2024-03-05T07:30:00"),
        (pa.array([1 << 60], pa.timestamp("us")), 1 << 60),
        (pa.array([1 << 40], pa.timestamp("s", "UTC")), 1 << 40),
        (pa.array([datetime.date(2024, 3, 5)]), "2024-03-05"),
        (pa.array([1709596800000], pa.date64()), "2024-03-05"),
        (pa.array([(1 << 31) - 1], pa.date32()), (1 << 31) - 1),
        (pa.array([1709623800]), 1709623800),
        (pa.array([1709623800.5]), 1709623800.5),
        (pa.array([math.nan]), None),
        (pa.array([Decimal("1709623800")]), 1709623800),
        (pa.array([{"$date": datetime.datetime(2024, 3, 5, 7, 30, tzinfo=UTC)}]), "2024-03-05T07:30:00Z"),
    ],
    ids=lambda value: str(value.type) if hasattr(value, "type") else "",
)
def test_moments_of_any_type(array: Any, value: object) -> None:
    faults: columns.Faults = {}
    batch = pa.record_batch([array, pa.array([TEXT])], ["published", "text"])
    [record] = columns.records(batch, faults)
    article = Options().finder.article(record, "a.parquet", 1)
    assert isinstance(article, Article) and not faults
    assert article.fields.get("published") == value


def test_a_column_of_moments_is_never_malformed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what the column's type really lacks is said: a zone."""
    moment = datetime.datetime(2024, 3, 5, 7, 30)
    for value, rules in ((moment, {"no-zone"}), (moment.replace(tzinfo=UTC), set()), (moment.date(), set())):
        path = write(tmp_path, [{"text": "The harbour has been frozen since Tuesday.", "published": value}])
        main(["check", "--isolated", "-q", "--select", "timestamps", "--output-format", "jsonl", path])
        assert {json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()} == rules


# What is broken


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


# The same as elsewhere

VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "text": VALUES.map(lambda text: f"{text}\nAD\n{text}"),
            "title": st.none() | VALUES,
            "published": st.sampled_from([None, "", "2024-03-05", "3 Sep", "2024-03-05T07:30:00Z"]),
            "authors": st.lists(VALUES, max_size=2),
            "views": st.none() | st.integers(-(1 << 40), 1 << 40),
            "id": st.integers(0, 1 << 50),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(RECORDS, st.integers(1, 4))
def test_rows_are_what_the_same_lines_of_jsonl_are(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], size: int
) -> None:
    folder = tmp_path_factory.mktemp("same")
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    of_lines = [article.fields for article in articles(str(folder / "a.jsonl"))]
    for how in ({}, {"use_dictionary": False}, {"data_page_version": "2.0", "compression": "gzip"}):
        path = write(folder, rows, row_group_size=size, **how)
        assert [article.fields for article in articles(path)] == of_lines


def test_a_check_says_the_same_of_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    write(tmp_path, ROWS, row_group_size=4)

    def told(name: str) -> Iterator[dict[str, Any]]:
        assert main(["check", "--isolated", "-q", "--output-format", "jsonl", str(tmp_path / name)]) == 1
        for line in capsys.readouterr().out.splitlines():
            yield {**json.loads(line), "path": "", "fingerprint": ""}  # which go by the file

    assert list(told("a.parquet")) == list(told("a.jsonl"))


def test_the_fixes_are_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, ROWS)
    before = Path(path).read_bytes()
    for flag in ("--fix", "--diff"):
        assert main(["check", "--isolated", "-q", flag, path]) == 2
        assert "not repaired: 10 findings could be, but Parquet is only read" in capsys.readouterr().err
    assert Path(path).read_bytes() == before
    assert main(["check", "--isolated", "-q", "--fix", write(tmp_path, [{"text": "Nothing."}])]) == 0


def test_without_pyarrow_only_that_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, ROWS)
    (tmp_path / "b.txt").write_text(f"{TEXT}\n")
    (tmp_path / "off").mkdir()
    (tmp_path / "off" / "pyarrow.py").write_text("raise ImportError\n")
    done = subprocess.run(
        command("check", "--isolated", "--output-format", "concise", "a.parquet", "b.txt"),
        capture_output=True,
        env={**environment(), "PYTHONPATH": f"{tmp_path / 'off'}:{environment()['PYTHONPATH']}"},
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 2 and b"b.txt:2:1: error ad-label" in done.stdout
    assert b"error: a.parquet: is Parquet: to read it, pip install 'newslint[parquet]'" in done.stderr


def test_a_check_of_text_imports_no_pyarrow(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The harbour is frozen.\n")
    code = (
        "import sys; from newslint.cli import main; main(['check', '-q', 'b.txt']); sys.exit('pyarrow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), check=False)
    assert done.returncode == 0


def test_a_pipe_is_refused_by_name(tmp_path: Path) -> None:
    with open(write(tmp_path, ROWS), "rb") as file:
        raw = file.read()
    arguments = command("check", "--isolated", "-q", "-", "--stdin-filename", "a.parquet")
    done = subprocess.run(arguments, input=raw, capture_output=True, env=environment(), check=False)
    assert done.returncode == 2 and b"comes through a pipe" in done.stderr


# Parts of a file, for several workers


def parted(path: str, work: Work) -> list[list[Any]]:
    return [[_told(item) for item in work.items(split)] for split in splits.plan([path], work.options)]  # type: ignore[arg-type]


def _told(item: Any) -> Any:
    return str(item) if isinstance(item, (str, Problem)) else (item[0].record, [found.as_dict() for found in item[1]])


def _working(**limits: int) -> Work:
    known = settings.Settings()
    for name, limit in limits.items():
        setattr(known, name, limit)
    return Work(known, chosen.in_force(known, chosen.known(known)))


@given(
    rows=st.integers(0, 40),
    size=st.integers(1, 12),
    least=st.sampled_from([1, 300, 3000, 1 << 20]),
    large=st.sampled_from([1, 40, 200, 1 << 30]),
    damage=st.integers(0, 8),
)
def test_parts_of_a_file_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, rows: int, size: int, least: int, large: int, damage: int
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    some = [{"id": f"n{n}", "text": None if n % 7 == 3 else f"{TEXT}{TEXT}" * (n % 4)} for n in range(rows)]
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    path = write(folder, pa.Table.from_pylist(some, schema), row_group_size=size, use_dictionary=False)
    if 1 <= damage <= parquet.row_groups(path):
        chunk = pq.ParquetFile(path).metadata.row_group(damage - 1).column(1)
        raw = bytearray(Path(path).read_bytes())
        raw[chunk.data_page_offset : chunk.data_page_offset + 8] = b"\xff" * 8
        Path(path).write_bytes(raw)
    work = _working()
    whole = [_told(item) for item in work.items(splits.Split((path,)))]
    assert whole[0] == path
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splits, "SIZE", least)
        patch.setattr(splits, "LEAST_FILE", least + 1)
        patch.setattr(splits, "GROUP", large)
        pieces = parted(path, work)
    assert [item for piece in pieces for item in piece] == whole
    if rows > size and least == 1:
        assert len(pieces) >= -(-rows // size)


def test_what_is_to_be_said_of_a_file_is_said_once_however_it_is_parted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "SIZE", 1)
    monkeypatch.setattr(splits, "GROUP", 20)
    bad = write(tmp_path, [{"html": "x", "data": "y"}] * 30, "bad.parquet", row_group_size=10)
    bomb = write(tmp_path, [{"text": "x" * 3000 + str(n)} for n in range(8)], "bomb.parquet", row_group_size=4)
    (tmp_path / "cut.parquet").write_bytes(Path(bomb).read_bytes()[:-9])
    work = _working(unpacked_bytes=200)
    for name, said in (
        (bad, ["has no text"]),
        (bomb, ["unpacks to"] * 2),
        (str(tmp_path / "cut.parquet"), ["cut off"]),
    ):
        pieces = parted(name, work)
        assert pieces[0][0] == name
        problems = [item for piece in pieces for item in piece if isinstance(item, str) and item != name]
        assert len(problems) == len(said) and all(map(str.__contains__, problems, said)), problems
    assert len(parted(bad, work)) > 3


def test_a_table_that_is_replaced_while_it_is_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "SIZE", 1)
    path, work = write(tmp_path, ROWS, row_group_size=5), _working()
    planned = list(splits.plan([path], work.options))
    Path(write(tmp_path, ROWS[::-1], "b.parquet")).replace(path)
    told = [_told(item) for split in planned for item in work.items(split)]  # type: ignore[arg-type]
    assert told == [path, *[f"{path}: was replaced while it was read: check it again"] * 2]


def test_a_table_for_any_number_of_processes(tmp_path: Path) -> None:
    rows = [{"id": f"n{n}", "url": "https://a.example/", "text": f"{TEXT} " * 40 + f"\nAD\n{n}"} for n in range(2000)]
    write(tmp_path, rows, row_group_size=300)
    outs = [check(tmp_path, "a.parquet", "-j", jobs, "--output-format", "jsonl") for jobs in ("1", "2")]
    assert outs[0].stdout == outs[1].stdout and outs[0].stderr == outs[1].stderr
    assert len(outs[0].stdout.splitlines()) > 2000


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
