"""JSON Lines: a record a line, read one at a time; a bad line loses no other."""

from __future__ import annotations

from newslint.readers import json_, parse
from newslint.readers.source import LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from newslint.article import Article
    from newslint.problem import Problem
    from newslint.readers.source import Source

SUFFIXES = LINES
SKIP = 1 << 20


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The articles of the lines; `record` is the 1-based line number, blank lines counted."""
    if not source.records and is_spread(stream):
        yield from json_.read(stream, source)
        return
    record, limit, readline = parse.Parser(source).record, source.record_bytes, stream.readline
    number, start, offset = source.records, 0, source.offset
    while line := readline(limit + 1):
        number += 1
        length = len(line)
        if length > limit and not line.endswith(b"\n"):
            start += length + skip(stream)
            yield source.problem(parse.too_large(limit), number)
            continue
        end = start + length - (2 if line.endswith(b"\r\n") else line.endswith(b"\n"))
        if length < 3 and not line.strip():  # a bomb may hold nothing but these
            start += length
            continue
        made = record(line, number, None if offset is None else (offset + start, offset + end))
        if made is not None:
            yield made
        if source.problems:
            yield from source.drain()
        start += length
    yield from source.drain()


def is_spread(stream: BinaryIO) -> bool:
    """Whether the file is JSON spread over lines, named wrongly: its first line is a lone bracket."""
    peek = getattr(stream, "peek", None)
    return peek is not None and bytes(peek(64)[:64]).lstrip().split(b"\n", 1)[0].strip() in (b"[", b"{")


def skip(stream: BinaryIO) -> int:
    """Read on to the end of the line; how many bytes that was."""
    skipped = 0
    while piece := stream.readline(SKIP):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
