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
from hostile_shared import command, environment
from hypothesis import given
from hypothesis import strategies as st
from tables import ROWS, TEXT, articles, found, only_problem, pa, pq, write

from newslint import readers
from newslint.article import Article
from newslint.cli import main
from newslint.problem import Problem
from newslint.readers import Options, Source, columns, parquet

UTC = datetime.UTC


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
