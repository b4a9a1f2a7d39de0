"""From Arrow columns to the values a scraper's record would hold: text, ISO timestamps, numbers, lists, objects."""

from __future__ import annotations

from newslint.readers import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

Faults = dict[int, str]  # what is broken in a row, as a sentence; rows count from 0
UNREADABLE = "holds a value of the type {} that cannot be read"
_RAISED = (ValueError, OverflowError, ArithmeticError, LookupError, OSError, TypeError, NotImplementedError)


def records(batch: Any, faults: Faults) -> Iterator[dict[str, Any]]:
    """The rows of a pyarrow.RecordBatch as records; what is broken in a row is put into `faults`.

    Of two columns of one name the last one counts, as of two keys in JSON. Strings and binary columns are text in UTF-8;
    timestamps and dates are ISO 8601 with the zone that the column has, if any; NaN is null, as pandas writes it.
    """
    names: list[str] = batch.schema.names
    columns: list[list[Any]] = []
    for name, column in zip(names, batch.columns, strict=True):
        own: Faults = {}
        columns.append(values(column, own))
        for row, fault in own.items():
            faults.setdefault(row, f"column {name!r} {fault}")
    for row in range(batch.num_rows):
        yield {name: column[row] for name, column in zip(names, columns, strict=True)}


def decoded(batch: Any) -> Any:
    """The record batch with values in place of the numbers that a dictionary gives them, in lists too: it has its true size."""
    for place, column in enumerate(batch.columns):
        kind = _spelled(column.type)
        if kind != column.type:
            batch = batch.set_column(place, batch.schema.field(place).with_type(kind), column.cast(kind))
    return batch


def taken(batch: Any, rows: list[int]) -> Any:
    """Some rows of a record batch, be it none at all."""
    import pyarrow as pa

    return batch.take(pa.array(rows, pa.int64()))


def _spelled(kind: Any) -> Any:
    from pyarrow import types

    if types.is_dictionary(kind):
        return kind.value_type
    if not types.is_nested(kind) or types.is_map(kind):
        return kind
    import pyarrow as pa

    if types.is_struct(kind):
        return pa.struct([inner.with_type(_spelled(inner.type)) for inner in kind])
    inner = kind.value_field.with_type(_spelled(kind.value_type))
    return pa.large_list(inner) if types.is_large_list(kind) else pa.list_(inner) if types.is_list(kind) else kind


def values(column: Any, faults: Faults) -> list[Any]:
    """The values of a pyarrow.Array."""
    import pyarrow as pa

    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    try:
        found: list[Any] = _converter(column.type)(column, faults)
    except _RAISED:
        return _one_by_one(column, faults)
    return found


def _converter(kind: Any) -> Callable[[Any, Faults], list[Any]]:
    from pyarrow import types

    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return _texts
    if types.is_nested(kind):
        return _nested
    if types.is_integer(kind) or types.is_boolean(kind) or types.is_null(kind):
        return lambda column, faults: list(column.to_pylist())
    return _others


def _texts(column: Any, faults: Faults) -> list[Any]:
    try:
        found: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        return _others(column.cast("large_binary"), faults)
    return found


def _others(column: Any, faults: Faults) -> list[Any]:
    from pyarrow import types

    if types.is_timestamp(column.type):  # Python has microseconds: nanoseconds are cut, seconds may be too many
        column = column.cast(_microseconds(column.type), safe=column.type.unit != "ns")
    return [plain(value, row, faults) for row, value in enumerate(column.to_pylist())]


def _microseconds(kind: Any) -> Any:
    import pyarrow as pa

    return pa.timestamp("us", kind.tz)


def _nested(column: Any, faults: Faults) -> list[Any]:
    # Cast first: to_pylist would stop at the first string that is no UTF-8, and makes pandas' own of nanoseconds.
    found = column.cast(_raw(column.type), safe=False)
    return [plain(value, row, faults) for row, value in enumerate(found.to_pylist())]


def _raw(kind: Any) -> Any:
    """A nested type with bytes in place of strings and microseconds in place of other units."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_struct(kind):
        return pa.struct([pa.field(inner.name, _raw(inner.type)) for inner in kind])
    if types.is_map(kind):
        return pa.map_(pa.field("key", _raw(kind.key_type), nullable=False), _raw(kind.item_type))
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return pa.large_list(_raw(kind.value_type)) if types.is_large_list(kind) else pa.list_(_raw(kind.value_type))
    if types.is_dictionary(kind):
        return _raw(kind.value_type)
    if types.is_string(kind) or types.is_large_string(kind):
        return pa.large_binary()
    return _microseconds(kind) if types.is_timestamp(kind) else kind


def plain(value: Any, row: int, faults: Faults) -> Any:
    """A value as JSON would have it. Bytes are text."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        text, fault = decode.text(bytes(value))
        if fault:
            faults.setdefault(row, fault)
        return text
    if isinstance(value, float):
        return None if value != value else value
    if isinstance(value, dict):
        return {_key(key): plain(inner, row, faults) for key, inner in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(item, tuple) for item in value):  # how Arrow hands out a map
            return {_key(key): plain(inner, row, faults) for key, inner in value}
        return [plain(item, row, faults) for item in value]
    if value is None or isinstance(value, (str, int)):
        return value
    return _moment(value) if hasattr(value, "isoformat") else _number(value)


def _key(key: Any) -> str:
    return key.decode(errors="replace") if isinstance(key, bytes) else str(key)


def _moment(value: Any) -> str:
    text: str = value.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _number(value: Any) -> Any:
    """A decimal as a whole number where it is one; anything else in its own words."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else str(value)
    return str(value)


def _one_by_one(column: Any, faults: Faults) -> list[Any]:
    """The values of a column that cannot be read as a whole: a year that Python does not have, an unknown zone."""
    return [_single(column[row : row + 1], row, faults) for row in range(len(column))]


def _single(column: Any, row: int, faults: Faults) -> Any:
    from pyarrow import types

    kind = column.type
    for form in (column, _in_utc(column) if types.is_timestamp(kind) and kind.tz else None):
        try:
            if form is not None:
                return _converter(form.type)(form, {})[0]
        except _RAISED:
            continue
    if types.is_temporal(kind) and kind.bit_width <= 64:  # a year that Python does not have: rules judge the number
        return column.view(f"int{kind.bit_width}").to_pylist()[0]
    faults.setdefault(row, UNREADABLE.format(kind))
    return None


def _in_utc(column: Any) -> Any:
    """The same moments in UTC: the zone of a column may be one that nobody knows."""
    import pyarrow as pa

    return column.cast(pa.timestamp(column.type.unit, "UTC"))


def is_text(kind: Any) -> bool:
    """Whether a column of this type holds plain text, as strings or as bytes."""
    from pyarrow import types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    tests = (types.is_string, types.is_large_string, types.is_string_view, types.is_binary, types.is_large_binary)
    return any(test(kind) for test in tests)


def replaced(column: Any, texts: dict[int, str]) -> Any:
    """A column of text (a ChunkedArray) with other texts in some rows, in the type it has."""
    import pyarrow as pa
    from pyarrow import compute, types

    whole = column.combine_chunks()
    if types.is_dictionary(column.type):
        whole = whole.dictionary_decode()
    # As bytes: what is no UTF-8 in other rows stays as it is.
    mask = pa.array([row in texts for row in range(len(whole))])
    new = pa.array([texts[row].encode("utf-8", "surrogatepass") for row in sorted(texts)], pa.large_binary())
    made = compute.replace_with_mask(whole.cast("large_binary"), mask, new)
    return made.view("large_string").cast(column.type)
