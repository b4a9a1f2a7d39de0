"""Parquet: a row is a record. Only columns that may hold a field are read, and of a row group only a few rows at a time.

Needs pyarrow (`pip install 'newslint[parquet]'`), which is imported when the first such file is read.
"""

from __future__ import annotations

from newslint.readers import columns, lists, packed, parse
from newslint.readers.fields import IGNORE_KEY
from newslint.readers.source import size
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, BinaryIO

    from newslint.article import Article
    from newslint.problem import Problem
    from newslint.readers.fields import Shape
    from newslint.readers.source import Source

SUFFIXES: tuple[str, ...] = (".parquet", ".pq")
SEEKS = True  # the reader moves about in the file, so it gets the file and not a stream of what was unpacked
MAGIC, ENCRYPTED = b"PAR1", b"PARE"
LEAST = 12  # bytes: the mark at both ends and the length of the index
MISSING = "is Parquet: to read it, pip install 'newslint[parquet]'"
BLOCK = 1 << 18  # bytes of a column that are read at a time
BATCH = 4 << 20  # bytes of text that are unpacked at a time, of ordinary texts
MOST = 256 << 20  # the same if every row has the longest text that a dictionary holds
MOST_ROWS = 1024  # of a batch
HEADER = 32  # bytes in which the header of a page says its kind and size
DICTIONARY_PAGE = 2


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The articles of the rows; `record` is the 1-based row in the file. Of `source.groups` and `rows`, if they say which."""
    file = opened(stream)
    names = file.schema_arrow.names
    shape = source.finder.shape(tuple(names))
    wanted = used(file.schema_arrow, shape)
    if wanted is None:
        if source.is_first:
            said = source.finder.complaint(dict.fromkeys(names), shape)
            yield source.problem(f"{said} (these are its columns)")
        return
    number = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if source.groups is None or group in source.groups:
            yield from Group(file, stream, source, group, number).articles(wanted)
        number += rows


def row_groups(path: str) -> int:
    """How many row groups a Parquet file has: what `Source.groups` may name. 0 where that cannot be told.

    Why it cannot, `read` says as a Problem. The file is opened and closed; only its index is read.
    """
    from newslint import readers

    try:
        with readers.opened(path) as stream:
            return len(sizes(stream))
    except (packed.Refused, OSError, ValueError, MemoryError):
        return 0


def sizes(stream: BinaryIO) -> list[tuple[int, int]]:
    """(rows, bytes unpacked) of each row group of a Parquet file. Raises packed.Refused."""
    index = opened(stream).metadata
    groups = map(index.row_group, range(index.num_row_groups))
    return [(max(0, group.num_rows), max(0, group.total_byte_size)) for group in groups]


def opened(stream: BinaryIO) -> Any:
    """The pyarrow.parquet.ParquetFile of a stream. Raises packed.Refused where that is none that can be read."""
    _check_ends(stream)
    try:
        from pyarrow import parquet
    except ImportError:
        raise packed.Refused(MISSING) from None
    try:
        # Checksums are compared where the writer has made any; a row group is not fetched whole before it is read.
        file = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=BLOCK, page_checksum_verification=True)
        list(map(str.encode, file.schema_arrow.names))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever pyarrow makes of damage
        raise packed.Refused(f"has a damaged index ({said(error)}): write or fetch it again") from None
    return file


def _check_ends(stream: BinaryIO) -> None:
    if not stream.seekable():
        raise packed.Refused("comes through a pipe, but the index of Parquet is at its end: name the file itself")
    length = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(4)
    stream.seek(max(0, length - 4))
    tail = stream.read(4)
    stream.seek(0)
    if not length:
        raise packed.Refused("is empty: expected Parquet; fetch it again")
    if packed.packing(head):
        raise packed.Refused("is Parquet that was packed once more, which is not read: unpack it")
    if ENCRYPTED in (head, tail):
        raise packed.Refused("is encrypted Parquet, which is not read: decrypt it")
    if head != MAGIC:
        raise packed.Refused("is no Parquet file: its first bytes are not PAR1")
    if tail != MAGIC or length < LEAST:
        raise packed.Refused("is cut off: the index at the end of a Parquet file is missing; fetch it again")


def used(schema: Any, shape: Shape) -> list[str] | None:
    """The columns that may hold a field of an article, in the file's order; None where none may hold its text.

    Of an object that the user's own dotted paths lead into, only what they name.
    """
    from pyarrow import types

    def opens(name: str) -> bool:
        kind = schema.field(schema.get_all_field_indices(name)[-1]).type
        return bool(types.is_struct(kind) or types.is_map(kind))

    wrappers = [name for name in shape.wrappers if opens(name)]
    if "text" not in shape.ways and not wrappers:
        return None
    ways = [way for found in shape.ways.values() for way in found]
    wrappers = [name for name in wrappers if not any(way[0] == name for way in ways)]
    whole = {*wrappers, *(way[0] for way in ways if len(way) == 1 or not opens(way[0])), IGNORE_KEY}
    wanted = []
    for name in dict.fromkeys(schema.names):
        if name in whole:
            wanted.append(name)
        else:
            wanted += [f"{name}.{way[1]}" for way in ways if way[0] == name]
    return wanted


class Group:
    """One row group being read; `number` counts the rows before it."""

    def __init__(self, file: Any, stream: BinaryIO, source: Source, index: int, number: int) -> None:
        self.file, self.stream, self.source, self.index, self.number = file, stream, source, index, number
        self.meta = file.metadata.row_group(index)

    def articles(self, wanted: list[str]) -> Iterator[Article | Problem]:
        """The articles of its rows, and a Problem where it is damaged: the rows before the damage are read."""
        rows = self.source.rows or range(self.meta.num_rows)
        chunks = {index: self.meta.column(index) for index in range(self.meta.num_columns)}
        chunks = {index: chunk for index, chunk in chunks.items() if _is_in(chunk, wanted)}
        if said := self._bomb(chunks):
            if not rows.start:
                yield self.source.problem(said, self.number + 1)
            return
        done = 0
        for batch in self._batches(wanted, self._rows(chunks.values())):
            if isinstance(batch, str):
                if done >= rows.start:  # else those who read the rows before have said it
                    yield self.source.problem(batch, self.number + done + 1)
                return
            first, end = max(rows.start - done, 0), min(rows.stop - done, batch.num_rows)
            if first < end:
                yield from self._made(batch.slice(first, end - first), self.number + done + first)
            done += batch.num_rows
            if done >= rows.stop:
                return

    def _bomb(self, chunks: dict[int, Any]) -> str:
        """The sentence on a row group that unpacks to too much; empty where it does not."""
        own = self.source.options.unpacked_bytes
        small = sum(max(0, chunk.total_compressed_size) for chunk in chunks.values())
        limit = own if own is not None else max(packed.FLOOR, packed.RATIO * small)
        whole = 0
        for index, chunk in chunks.items():
            listed = lists.unpacked(self.file, self.stream, self.index, index, self._longest(chunk), limit)
            whole += max(listed, chunk.total_uncompressed_size)
        if whole <= limit:
            return ""
        return f"begins a row group that unpacks to {size(whole)}, more than {size(limit)}: raise unpacked-bytes"

    def _rows(self, chunks: Iterable[Any]) -> int:
        """How many rows to unpack at a time: few where a few bytes of the file may be many of text."""
        rows = MOST_ROWS
        for chunk in chunks:
            mean = max(1, chunk.total_uncompressed_size // max(1, self.meta.num_rows))
            rows = min(rows, BATCH // mean, MOST // max(1, self._longest(chunk)))
        return max(1, rows)

    def _longest(self, chunk: Any) -> int:
        """The most bytes that a value may have which takes next to none in the file: those of the dictionary.

        A dictionary of one long text, named by every row, is a bomb that no other figure in the file gives away.
        """
        if any("DELTA" in name for name in chunk.encodings):  # a value may begin with all of the one before it
            return max(0, int(chunk.total_uncompressed_size))
        places = [place for place in (chunk.dictionary_page_offset, chunk.data_page_offset) if place]
        self.stream.seek(max(0, min(places, default=0)))
        kind, unpacked = page_header(self.stream.read(HEADER))
        return unpacked if kind == DICTIONARY_PAGE else 0

    def _batches(self, wanted: list[str], rows: int) -> Iterator[Any]:
        """The rows as record batches; a sentence instead where they are damaged."""
        try:
            found = self.file.iter_batches(rows, row_groups=[self.index], columns=wanted, use_threads=False)
            batch = next(found, None)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever pyarrow makes of damage
            yield self._damaged(error)
            return
        while batch is not None:
            yield batch
            try:
                batch = next(found, None)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001
                yield self._damaged(error)
                return

    def _damaged(self, error: Exception) -> str:
        last = self.number + self.meta.num_rows
        return f"and the rows up to {last} cannot be read: row group {self.index} is damaged ({said(error)})"

    def _made(self, batch: Any, before: int) -> Iterator[Article | Problem]:
        batch = columns.decoded(batch)
        source, finder, path = self.source, self.source.finder, self.source.path
        large = too_large(batch, source.record_bytes)
        numbers = [row for row in range(batch.num_rows) if row not in large]
        faults: columns.Faults = {}
        made = enumerate(columns.records(columns.taken(batch, numbers) if large else batch, faults))
        for number in range(before + 1, before + 1 + batch.num_rows):
            if number - before - 1 in large:
                yield source.problem(parse.too_large(source.record_bytes), number)
                continue
            row, record = next(made)
            if row in faults:
                yield source.problem(faults[row], number)
            yield finder.article(record, path, number)
        finder.coarse = False  # that is for numbers which JSON cannot hold exactly


def too_large(batch: Any, limit: int) -> set[int]:
    """The rows (from 0) of a record batch that have more bytes than a record may have."""
    if batch.nbytes <= limit:
        return set()
    return {row for row in range(batch.num_rows) if batch.slice(row, 1).nbytes > limit}


def _is_in(chunk: Any, wanted: Iterable[str]) -> bool:
    path = chunk.path_in_schema
    return any(path == name or path.startswith(f"{name}.") for name in wanted)


def page_header(raw: bytes) -> tuple[int, int]:
    """(kind, unpacked bytes) of the page whose header begins with these bytes; zeros where they are none.

    Thrift's compact protocol: field 1 (the kind) and field 2 (the size) come first, each 0x15 and a zigzag varint.
    https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift, PageHeader.
    """
    found: list[int] = []
    at = 0
    while len(found) < 2 and raw[at : at + 1] == b"\x15":
        value = shift = 0
        at += 1
        while at < len(raw):
            byte, at = raw[at], at + 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        found.append((value >> 1) ^ -(value & 1))
    return (found[0], max(0, found[1])) if len(found) == 2 else (0, 0)


def said(error: Exception) -> str:
    """What pyarrow says, in one line and not too long."""
    return clip(" ".join(str(error).split()).rstrip(".") or type(error).__name__, 200)
