"""What many rounds of splices come to: pieces of the original, and what was put between them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Generic, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

Content = TypeVar("Content", str, bytes)


class Pieces(Generic[Content]):
    """A content of `size` units that is being changed. A piece is (start, end) of the original, or what was put."""

    def __init__(self, size: int, nothing: Content) -> None:
        self.size = size
        self.nothing: Content = nothing
        self.pieces: list[tuple[int, int] | Content] = [(0, size)]
        self.starts: list[int] = []  # of the pieces in what there is now, and the end; empty until somebody asks
        self.ends: list[int] = []  # in the original, of the last piece of it before each piece

    def apply(self, splices: Iterable[tuple[int, int, Content]]) -> None:
        """Changes what there is now: splices (start, end, put), in order."""
        rest, made, at = self.pieces[::-1], [], 0
        for start, end, put in splices:
            made += _taken(rest, start - at)
            _taken(rest, end - start)
            made += [put] if put else []
            at = end
        self.pieces, self.starts = made + rest[::-1], []

    def splices(self) -> list[tuple[int, int, Content]]:
        """All changes so far as splices of the original."""
        found: list[tuple[int, int, Content]] = []
        at = 0
        put: list[Any] = []
        for piece in [*self.pieces, (self.size, self.size)]:
            if not isinstance(piece, tuple):
                put.append(piece)
                continue
            if piece[0] > at or put:
                found.append((at, piece[0], self.nothing.join(put)))
            at, put = piece[1], []
        return found

    def origin(self, offset: int) -> int:
        """Where in the original a place of what there is now comes from."""
        if not self.starts:
            self.starts = list(accumulate(map(_size, self.pieces), initial=0))
            ends = (piece[1] if isinstance(piece, tuple) else 0 for piece in self.pieces)
            self.ends = list(accumulate(ends, max, initial=0))
        number = bisect_right(self.starts, offset) - 1
        if number == len(self.pieces):
            return self.size
        piece = self.pieces[number]
        return piece[0] + offset - self.starts[number] if isinstance(piece, tuple) else self.ends[number]


def _size(piece: tuple[int, int] | str | bytes) -> int:
    return piece[1] - piece[0] if isinstance(piece, tuple) else len(piece)


def _taken(rest: list[tuple[int, int] | Content], count: int) -> list[tuple[int, int] | Content]:
    """The first units of a reversed list of pieces, taken from it."""
    taken: list[tuple[int, int] | Content] = []
    while count > 0 and rest:
        piece = rest.pop()
        size = _size(piece)
        if size > count:
            first: tuple[int, int] | Content
            if isinstance(piece, tuple):
                first, last = (piece[0], piece[0] + count), (piece[0] + count, piece[1])
                rest.append(last)
            else:
                first = piece[:count]
                rest.append(piece[count:])
            piece, size = first, count
        taken.append(piece)
        count -= size
    return taken
