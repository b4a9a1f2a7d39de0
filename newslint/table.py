"""Findings as an Arrow table, a row a finding: for the `parquet` report and for `newslint.arrow`. Needs pyarrow."""

from __future__ import annotations

from newslint._version import __version__
from newslint.safe import paired

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_TEXTS = ("rule", "group", "severity", "message", "path")
_MORE = ("article", "site", "language", "field")
_NUMBERS = ("line", "column", "end_line", "end_column")


def schema() -> Any:
    """The pyarrow.Schema of the table: the names of a finding in JSON, in their order.

    Strings; `record` int64; lines and columns int32; `related` a list of places; `fix` a struct, null where there is
    none, with `safe`, `action` and the list `edits`. The metadata names newslint and its version.
    """
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    place = [("field", text), *((name, number) for name in _NUMBERS)]
    edit = [("field", text), ("start", pa.int64()), ("end", pa.int64()), ("text", text)]
    fix = [("safe", pa.bool_()), ("action", text), ("edits", pa.list_(pa.struct(edit)))]
    columns = [
        *((name, text) for name in _TEXTS),
        ("record", pa.int64()),
        *((name, text) for name in _MORE),
        *((name, number) for name in _NUMBERS),
        ("match", text),
        ("related", pa.list_(pa.struct(place))),
        ("fix", pa.struct(fix)),
        ("fingerprint", text),
    ]
    return pa.schema(columns, metadata={"newslint": __version__})


def batch(rows: Sequence[dict[str, Any]], form: Any) -> Any:
    """The pyarrow.RecordBatch of findings as `Finding.as_dict` gives them, in the schema `form`.

    A lone surrogate, which Arrow's strings cannot hold, is written out as `\\ud800`.
    """
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(rows, schema=form)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([paired(row) for row in rows], schema=form)
