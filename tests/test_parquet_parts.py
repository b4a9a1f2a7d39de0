"""Parquet for several workers: the parts of a file are the file."""

from __future__ import annotations

import functools
import random
from pathlib import Path
from typing import Any

import pytest
from hostile_shared import check
from hypothesis import given
from hypothesis import strategies as st
from tables import ROWS, TEXT, pa, pq, write

from newslint import chosen, settings, splits
from newslint.problem import Problem
from newslint.readers import parquet
from newslint.work import Work


def parted(path: str, work: Work) -> list[list[Any]]:
    return [[_told(item) for item in work.items(split)] for split in splits.plan([path], work.options)]  # type: ignore[arg-type]


def _told(item: Any) -> Any:
    return str(item) if isinstance(item, (str, Problem)) else (item[0].record, [found.as_dict() for found in item[1]])


@functools.cache
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
    luck = random.Random(5)
    odd = [luck.randbytes(900).hex() for _ in range(2000)]  # what Snappy makes little of
    rows = [{"id": f"n{n}", "url": "https://a.example/", "text": f"{TEXT}\n{line}"} for n, line in enumerate(odd)]
    path = write(tmp_path, rows, row_group_size=300)
    assert len(list(splits.plan([path], _working().options))) > 3
    outs = [check(tmp_path, "a.parquet", "-j", jobs, "--output-format", "jsonl") for jobs in ("1", "2")]
    assert outs[0].stdout == outs[1].stdout and outs[0].stderr == outs[1].stderr
    assert len(outs[0].stdout.splitlines()) >= 2000
