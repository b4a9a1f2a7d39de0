"""Input in splits: what one worker reads and checks at a time. Some files, a stretch of JSON Lines, rows of Parquet, bytes.

Splits hold about as much work each, and record numbers and byte offsets are right in each of them, so that what is said of
an article does not depend on how the input was parted.
"""

from __future__ import annotations

import io
import os
from contextlib import ExitStack, suppress

from newslint import readers
from newslint.paths import is_address
from newslint.problem import Problem
from newslint.readers import own, packed
from newslint.readers.source import LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIZE = 1 << 19  # bytes of a split: some 150 articles or 50 ms, of which it takes 1 to hand it over
UNPACKED = 8  # bytes that a packed byte is taken for
GROUP = 16 << 20  # bytes, unpacked; the rows of a row group of Parquet of twice as many are dealt to several
PARTS = 32  # of a row group, at most: each has to unpack the rows before its own, at 4 us an article
LEAST_FILE = 1 << 12  # bytes that any file counts for: to open it costs as much as to check so many


class Split:
    """One piece of work, as plain data.

    `paths` are the files, as the user named them. With a `span` it is the bytes (start, end) of the one file, whose
    device and inode are `stamp`; with `data` it is these bytes of it, unpacked and as UTF-8; with `groups` these row
    groups, or of a single one these `rows`. They begin after so many `records` and at the byte `offset` of the unpacked
    file (None: not known), and `notes` is what had been noticed up to there, as messages. `share` is the part of the file
    that it is, 0 to 1, where that is known.
    """

    __slots__ = ("data", "groups", "notes", "offset", "paths", "records", "rows", "share", "span", "stamp")

    def __init__(
        self,
        paths: tuple[str, ...],
        *,
        span: tuple[int, int] | None = None,
        stamp: tuple[int, int] | None = None,
        data: bytes | None = None,
        groups: range | None = None,
        rows: range | None = None,
        records: int = 0,
        offset: int | None = 0,
        notes: tuple[str, ...] = (),
        share: float = 0.0,
    ) -> None:
        self.paths, self.span, self.stamp, self.data = paths, span, stamp, data
        self.groups, self.rows, self.share = groups, rows, share
        self.records, self.offset, self.notes = records, offset, notes

    @property
    def is_whole(self) -> bool:
        """Whether it is files, and not a part of one."""
        return self.span is None and self.data is None and self.groups is None

    @property
    def is_first(self) -> bool:
        """Whether its file begins with it."""
        return not (self.records or (self.groups and self.groups.start) or (self.rows and self.rows.start))

    def aim(self, source: readers.Source) -> None:
        """Tells a source which part of its file is to be read."""
        source.records, source.offset = (0, 0) if self.groups else (self.records, self.offset)
        source.groups, source.rows = self.groups, self.rows
        for note in self.notes:
            source.complain(note)


def plan(
    found: Iterable[str | Problem], options: readers.Options, *, stdin_filename: str | None = None
) -> Iterator[Split | Problem]:
    """The splits of the files that were found, in their order, with the problems among them.

    Standard input is parted where it is plain JSON Lines by name.
    """
    group: list[str] = []
    size = 0
    for path in found:
        grouped = not isinstance(path, Problem) and path != readers.STDIN and weight(path) < SIZE
        if group and (not grouped or size >= SIZE):
            yield Split(tuple(group))
            group, size = [], 0
        if isinstance(path, Problem):
            yield path
        elif grouped:
            group.append(path)
            size += weight(path)
        elif path == readers.STDIN:
            yield from _of_stdin(stdin_filename or "", options)
        else:
            yield from of_file(path, options)
    if group:
        yield Split(tuple(group))


def weight(path: str) -> int:
    """About how many bytes there are to check in a file; of one elsewhere, as many as make a split."""
    if is_address(path):
        return SIZE
    try:
        size = os.stat(path).st_size
    except (OSError, ValueError):  # whoever reads it will say so
        return LEAST_FILE
    return max(LEAST_FILE, size * (UNPACKED if path.lower().endswith(packed.SUFFIXES) else 1))


def of_file(path: str, options: readers.Options, *, spans: bool = True) -> Iterator[Split | Problem]:
    """The splits of a file. Not `spans`: only JSON Lines that have to be unpacked or decoded are parted."""
    if readers.seeks(path):
        yield from _row_groups(path) if spans else [Split((path,))]
        return
    source = readers.Source(path, options)
    with ExitStack() as stack:
        text = stream = suffix = None
        if readers.suffix_of(path) in LINES and not (spans and is_address(path)):  # to be fetched once
            with suppress(packed.Refused, OSError, ValueError, MemoryError):  # whoever reads it will find the same
                stream = stack.enter_context(readers.opened(path))
                text, suffix = readers.begun(stream, source, path)
        if text is None or not suffix or _is_spread(text) or text is stream and not spans:
            yield Split((path,))
        elif text is stream:
            yield from _spans(path, text, source)
        else:
            yield from _blocks(path, text, source)


def _row_groups(path: str) -> Iterator[Split]:
    """Row groups of Parquet, small ones together; of a large one, its rows."""
    from newslint.readers import parquet

    try:
        with readers.opened(path) as stream:
            sizes, stamp = parquet.sizes(stream), _stamp(stream)
    except (packed.Refused, OSError, ValueError, MemoryError):  # whoever reads it will say so
        sizes = []
    records = first = size = before = 0
    every = max(1, sum(rows for rows, _ in sizes))
    for number, (rows, weight) in enumerate(sizes):
        size += weight
        if rows and weight >= 2 * GROUP and number == first:
            step = max(1, -(-rows // min(PARTS, weight // GROUP)))
            for start in range(0, rows, step):
                part, at = range(start, min(rows, start + step)), records + start
                own = range(number, number + 1)
                yield Split((path,), stamp=stamp, groups=own, rows=part, records=at, share=len(part) / every)
        elif size >= SIZE or number + 1 == len(sizes) or sizes[number + 1][1] >= 2 * GROUP:
            own, share = range(first, number + 1), (records + rows - before) / every
            yield Split((path,), stamp=stamp, groups=own, records=before, share=share)
        else:
            records += rows
            continue
        records += rows
        first, size, before = number + 1, 0, records
    if not sizes:
        yield Split((path,))


def _stamp(file: io.BufferedReader) -> tuple[int, int]:
    """What tells a file from one that takes its place; nothing of one that is elsewhere."""
    try:
        status = os.fstat(file.fileno())
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _of_stdin(name: str, options: readers.Options) -> Iterator[Split | Problem]:
    with suppress(packed.Refused, OSError):
        if readers.suffix_of(name) in LINES and _is_plain(readers.stdin()):
            yield from _blocks(readers.STDIN, readers.stdin(), readers.Source(name, options))
            return
    yield Split((readers.STDIN,))


def _is_spread(stream: io.BufferedReader) -> bool:
    from newslint.readers import jsonl  # not for a text

    return jsonl.is_spread(stream)


def _is_plain(stream: io.BufferedReader) -> bool:
    """Whether lines begin here that need neither be unpacked nor decoded: standard input cannot be begun twice."""
    head = stream.peek(64)[:64]
    return head.lstrip().startswith(b"{") and b"\0" not in head and not _is_spread(stream) and not own.is_own(stream)


def _spans(path: str, stream: io.BufferedReader, source: readers.Source) -> Iterator[Split | Problem]:
    """Stretches of whole lines; the lines are counted, not read."""
    stamp = _stamp(stream)
    start = at = end = source.offset or 0  # of the stretch, of what was looked at, of the last line's end
    records = lines = 0  # before the stretch, and before `end`
    for piece in _pieces(stream, source):
        newline = piece.rfind(b"\n")
        if newline >= 0:
            end, lines = at + newline + 1, lines + piece.count(b"\n")
            yield Split((path,), span=(start, end), stamp=stamp, records=records, offset=start)
            start, records = end, lines
        at += len(piece)
    if at > start or not records:
        yield Split((path,), span=(start, at), stamp=stamp, records=records, offset=start)
    yield from source.drain()


def _blocks(path: str, text: io.BufferedReader, source: readers.Source) -> Iterator[Split | Problem]:
    """The bytes of whole lines; of a line that is longer than a record may be, as much as shows that."""
    from newslint.readers import jsonl

    records, offset = 0, source.offset
    for piece in _pieces(text, source):
        notes = tuple(problem.message for problem in source.drain())
        data, left = piece, 0
        if not piece.endswith(b"\n"):
            data += text.readline(source.record_bytes + 1)
            left = 0 if data.endswith(b"\n") else jsonl.skip(text)
        yield Split((path,), data=data, records=records, offset=offset, notes=notes)
        records += data.count(b"\n") + (not data.endswith(b"\n"))
        offset = None if offset is None else offset + len(data) + left
    if not records:
        yield Split((path,), data=b"", offset=offset)
    yield from source.drain()


def _pieces(stream: io.BufferedReader, source: readers.Source) -> Iterator[bytes]:
    try:
        while piece := stream.read(SIZE):
            yield piece
    except (OSError, ValueError) as error:
        source.complain(f"cannot be read: {getattr(error, 'strerror', None) or error}")


def opened(split: Split) -> io.BufferedReader:
    """The bytes of a split that is part of a file. Raises OSError, packed.Refused."""
    if split.data is not None:
        return io.BufferedReader(io.BytesIO(split.data))
    file = readers.opened(split.paths[0])
    if _stamp(file) != split.stamp:
        file.close()
        raise packed.Refused("was replaced while it was read: check it again")
    if split.span is None:
        return file
    return io.BufferedReader(Stretch(file, *split.span), readers.BUFFER)


class Stretch(io.RawIOBase):
    """The bytes of a file between two offsets, as a stream."""

    def __init__(self, file: io.BufferedReader, start: int, end: int) -> None:
        self.file, self.left = file, end - start
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        piece = self.file.read(min(len(memoryview(buffer)), self.left))  # type: ignore[arg-type]
        self.left -= len(piece)
        memoryview(buffer)[: len(piece)] = piece  # type: ignore[arg-type]
        return len(piece)

    def close(self) -> None:
        self.file.close()
        super().close()
