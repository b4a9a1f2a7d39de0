"""Tables as the tests of Parquet write and read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newslint import readers
from newslint.article import Article
from newslint.problem import Problem
from newslint.readers import Options

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'newslint[parquet]'")
pq = pytest.importorskip("pyarrow.parquet")

TEXT = "The harbour is frozen.\nAD\nNo ship has left it for days."
ROWS: list[dict[str, Any]] = [
    {"id": f"n{number}", "title": f"Headline {number}", "text": f"{TEXT} {number}", "html": "<p>" * 50}
    for number in range(10)
]


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
