"""Arrow tables in, Arrow tables of findings out: for Ray Data, Spark, Dask, Polars, Hugging Face datasets, DuckDB ...

Needs pyarrow (`pip install 'newslint[parquet]'`). Both functions take a pyarrow.RecordBatch or Table, or anything that
hands itself over as Arrow does (a Polars data frame), and return a RecordBatch for a RecordBatch, else a Table. They read
no file but a configuration or rules that are named, and may be sent to other processes: rules are read once in each.
docs/arrow.md has an example for each library.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newslint import table
from newslint.api import Linter
from newslint.problem import NewslintError, Problem
from newslint.readers import columns, parquet
from newslint.readers.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newslint.article import Article

__all__ = ["fix_batch", "lint_batch", "schema"]

ROWS = 1024  # that are turned into Python's objects at a time


def schema() -> Any:
    """The pyarrow.Schema of what `lint_batch` returns: `row`, and the names of a finding in JSON (docs/reports.md)."""
    import pyarrow as pa

    return table.schema().insert(0, pa.field("row", pa.int64()))


def lint_batch(
    batch: Any,
    *,
    rules: Sequence[str] | None = None,
    config: str | Mapping[str, Any] | None = None,
    keep: Sequence[str] = (),
    path: str = "-",
    first_record: int = 1,
) -> Any:
    """What is wrong in the articles that are the rows of `batch`: one row a finding, in the order of the articles.

    `row` is the article's row in `batch`, from 0. A row that is no article, or only in part, has a row whose `rule` is null
    and whose `message` says why. `rules` and `config` are those of `newslint.Linter`; `keep` names columns of `batch` that
    are repeated beside each finding, after `row`. `path` and `first_record` are what findings call the table and its first
    row; fingerprints go by them where a row has neither id nor address. Raises NewslintError where no column can hold the
    text, or a setting is wrong.
    """
    import pyarrow as pa

    given = _table(batch)
    linter = _linter(rules, config)
    names = _used(given, linter, keep)
    form = table.schema()
    rows: list[dict[str, Any]] = []
    done: list[int] = []
    for row, item in _articles(given.select(names), linter, path, first_record):
        for told in _told(item, linter):
            rows.append(told)
            done.append(row)
    made = pa.Table.from_batches([table.batch(rows, form)])
    taken = pa.array(done, pa.int64())
    for name in reversed(keep):
        made = made.add_column(0, given.schema.field(name), given.column(name).take(taken))
    return _as_given(made.add_column(0, "row", taken), batch)


def fix_batch(
    batch: Any,
    *,
    rules: Sequence[str] | None = None,
    config: str | Mapping[str, Any] | None = None,
    unsafe: bool = False,
) -> Any:
    """`batch` with what is safe to mend in its articles mended: the same schema, rows and order; other columns as they are.

    Only columns of strings are changed. With `unsafe`, fixes that need a look afterwards are applied too. A row that
    cannot be read stays as it is. `rules`, `config` and errors as in `lint_batch`.
    """
    given = _table(batch)
    linter = _linter(rules, config)
    names = _used(given, linter, ())
    changed: dict[str, dict[int, str]] = {}
    for row, record, fault in _records(given.select(names)):
        if fault:
            continue
        try:
            mended, gone = linter.fix(record, unsafe=unsafe)
        except NewslintError:  # no article
            continue
        for name in mended if gone else ():
            if mended[name] != record[name]:
                changed.setdefault(name, {})[row] = mended[name]
    for name, texts in changed.items():
        place = given.schema.get_all_field_indices(name)[-1]
        if columns.is_text(given.schema.field(place).type):
            given = given.set_column(place, given.schema.field(place), columns.replaced(given.column(place), texts))
    return _as_given(given, batch)


def _table(batch: Any) -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise NewslintError("newslint.arrow needs pyarrow: pip install 'newslint[parquet]'") from None
    if isinstance(batch, pa.Table):
        return batch
    if isinstance(batch, pa.RecordBatch):
        return pa.Table.from_batches([batch])
    if hasattr(batch, "__arrow_c_stream__") or hasattr(batch, "__arrow_c_array__"):
        return pa.table(batch)
    raise TypeError(f"expected a pyarrow.RecordBatch, a Table, or a data frame of Arrow's, not {type(batch).__name__}")


def _as_given(made: Any, batch: Any) -> Any:
    import pyarrow as pa

    if not isinstance(batch, pa.RecordBatch):
        return made
    whole = made.combine_chunks()
    return next(iter(whole.to_batches()), None) or pa.RecordBatch.from_pylist([], schema=made.schema)


def _linter(rules: Sequence[str] | None, config: str | Mapping[str, Any] | None) -> Linter:
    import json

    named = (rules,) if isinstance(rules, str) else None if rules is None else tuple(map(str, rules))
    if isinstance(config, (str, os.PathLike)):
        return _made(named, "null", os.fspath(config))
    return _made(named, json.dumps(config and dict(config), sort_keys=True), None)


@lru_cache(maxsize=8)
def _made(rules: tuple[str, ...] | None, config: str, file: str | None) -> Linter:
    """The linter of these settings: made once in a process, since reading rules takes as long as some hundred articles."""
    import json

    return Linter(rules, file if file is not None else json.loads(config))


def _used(given: Any, linter: Linter, keep: Sequence[str]) -> list[str]:
    names = given.schema.names
    for name in keep:
        if names.count(name) != 1:
            raise NewslintError(f"keep: there is no column {name!r}; there are {', '.join(names)}")
        if name in schema().names:
            raise NewslintError(f"keep: a finding has a column {name!r} of its own: rename yours")
    finder = Fields(linter.field_names)
    shape = finder.shape(tuple(names))
    used = parquet.used(given.schema, shape)
    if used is None and given.num_rows:
        raise NewslintError(f"this table {finder.complaint(dict.fromkeys(names), shape)} (these are its columns)")
    return list(dict.fromkeys(name if name in names else name.partition(".")[0] for name in used or ()))


def _records(given: Any) -> Iterator[tuple[int, dict[str, Any], str | None]]:
    """(row, record, what is broken in it) of each row."""
    row = 0
    for batch in given.to_batches(max_chunksize=ROWS):
        faults: columns.Faults = {}
        for inner, record in enumerate(columns.records(batch, faults)):
            yield row, record, faults.get(inner)
            row += 1


def _articles(given: Any, linter: Linter, path: str, first: int) -> Iterator[tuple[int, Article | Problem]]:
    finder = Fields(linter.field_names)
    for row, record, fault in _records(given):
        if fault:
            yield row, Problem(path, fault, first + row)
        yield row, finder.article(record, path, first + row)


def _told(item: Article | Problem, linter: Linter) -> Iterator[dict[str, Any]]:
    """The rows of the table that an article makes, or a Problem."""
    findings, problems = ([], [item]) if isinstance(item, Problem) else linter.lint(item)
    yield from (found.as_dict() for found in findings)
    yield from (problem.as_dict() for problem in problems)
