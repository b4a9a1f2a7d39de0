"""How much the lists in a Parquet row group come to: a dictionary and a count make gigabytes of a few bytes.

A list that names one long text a million times takes 5 KB of a file, and nothing in its index gives it away but the count.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INDEX = 4  # bytes that a value takes at least when it is unpacked: its number in the dictionary, or where it ends


def unpacked(file: Any, stream: Any, group: int, column: int, longest: int, limit: int) -> int:
    """The bytes a column of a row group unpacks to, 0 where no list is in it; worked out where it may pass a limit only.

    `file` is the pyarrow.parquet.ParquetFile, `stream` what it reads, `longest` the most one of its values may have.
    """
    chunk = file.metadata.row_group(group).column(column)
    if not file.schema.column(column).max_repetition_level:
        return 0
    least = INDEX * max(0, int(chunk.num_values))
    if least > limit or longest * chunk.num_values <= limit:
        return least
    from pyarrow import parquet

    # As numbers into its dictionary, which is how it lies in the file.
    again = parquet.ParquetFile(stream, read_dictionary=[chunk.path_in_schema], pre_buffer=False)
    try:
        read = again.read_row_group(group, columns=[chunk.path_in_schema], use_threads=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever pyarrow makes of damage: reading the rows will say it
        return least
    return sum(_bytes(array) for array in read.column(0).chunks)


def _bytes(array: Any) -> int:
    """The bytes of all texts in an array, however deep in lists they are."""
    from pyarrow import compute, types

    kind = array.type
    if types.is_dictionary(kind):
        lengths = compute.binary_length(array.dictionary.cast("large_binary"))
        return compute.sum(lengths.take(array.indices)).as_py() or 0
    if types.is_struct(kind):
        return sum(map(_bytes, array.flatten()))
    if types.is_nested(kind):
        return _bytes(array.flatten()) if not types.is_map(kind) else _bytes(array.keys) + _bytes(array.items)
    return int(array.nbytes)
