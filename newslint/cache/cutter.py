"""The input, cut into units. What has not changed is read once, and nothing is made ready that it does not take.

Where a group of files ends is told by the files' names alone, so that a new file among thousands changes one group.
"""

from __future__ import annotations

import os
from zlib import crc32

from newslint import readers
from newslint.cache.units import PIECE, Group, Stretch, Whole, begun, opened, small, whole
from newslint.problem import Problem
from newslint.splits import Split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newslint.cache.units import Held, Stamp, Unit
    from newslint.readers import Options
    from newslint.settings import Settings

    Cut = tuple[Unit, Sequence[Held]] | Split | Problem

ENDS = 64  # one file in so many ends a group
MOST_FILES, MOST_BYTES = 256, 1 << 20  # of a group


class Cutter:
    """Cuts the files of a run; what cannot be looked up goes through as a split, or as the problem it is."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.held: list[Held] = []
        self._options: Options | None = None

    @property
    def options(self) -> Options:
        """How the readers are to read: only made where one is needed."""
        if self._options is None:
            from newslint.settings import reading

            self._options = reading(self.settings)
        return self._options

    def cut(self, found: Iterable[str | Problem]) -> Iterator[Cut]:
        """Each unit, with the bytes of its files where they are small, in the order of the input."""
        size = 0
        for path in found:
            one = None if isinstance(path, Problem) else small(path)
            if one is None:
                yield from self._group()
                size = 0
                yield from self._other(path)
                continue
            self.held.append(one)
            size += len(one[1])
            if size >= MOST_BYTES or len(self.held) >= MOST_FILES or not crc32(one[0].encode(errors="replace")) % ENDS:
                yield from self._group()
                size = 0
        yield from self._group()

    def _group(self) -> Iterator[Cut]:
        held, self.held = self.held, []
        if held:
            yield Group(held), held

    def _other(self, path: str | Problem) -> Iterator[Cut]:
        if isinstance(path, Problem):
            yield path
        elif (one := opened(path)) is None:
            yield Split((path,))
        else:
            with os.fdopen(one[0], "rb", buffering=0):
                first = self._first_line(path)
                if first is not None:
                    yield from _lines(path, *one, first)
                    return
            found = whole(path)
            yield Split((path,)) if found is None else (Whole(path, *found), ())

    def _first_line(self, path: str) -> int | None:
        """The offset at which a large file of JSON Lines begins that can be read from any of them on; None for any other."""
        from newslint.readers import jsonl

        if readers.suffix_of(path) not in jsonl.SUFFIXES:
            return None
        source = readers.Source(path, self.options)
        try:
            with readers.opened(path) as stream:
                text, suffix = readers.begun(stream, source, path)
                is_plain = text is stream and bool(suffix) and not source.problems and not jsonl.is_spread(text)
        except (readers.packed.Refused, OSError, ValueError, MemoryError):  # whoever reads it will say so
            return None
        return source.offset if is_plain else None


def _lines(path: str, number: int, stamp: Stamp, start: int) -> Iterator[Cut]:
    """Stretches of whole lines, as `splits` would cut them. Lines are counted only where nothing is known of a stretch."""
    records, at = 0, start
    made = begun(records, start)
    os.lseek(number, start, os.SEEK_SET)
    while piece := os.read(number, PIECE):
        newline = piece.rfind(b"\n") + 1
        if newline:
            made.update(memoryview(piece)[:newline])
            part = Split((path,), span=(start, at + newline), stamp=(stamp[0], stamp[1]), records=records, offset=start)
            unit = Stretch(part, made.digest(), stamp)
            yield unit, [(path, piece, stamp)]
            records += unit.count(piece)
            start = at + newline
            made = begun(records, start)
        made.update(memoryview(piece)[newline:])
        at += len(piece)
    if at > start or not records:
        part = Split((path,), span=(start, at), stamp=(stamp[0], stamp[1]), records=records, offset=start)
        yield Stretch(part, made.digest(), stamp), ()
