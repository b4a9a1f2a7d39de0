"""Bytes that go by: hashed as they are read, taken out at spans, and copied with splices."""

from __future__ import annotations

import io
from hashlib import sha256

from newslint.writers import Unrepairable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, BinaryIO

    from newslint.writers import Splice

CHUNK = 1 << 20


class Hashed(io.RawIOBase):
    """A stream that is read through, and hashed on the way."""

    def __init__(self, inner: BinaryIO, into: Any = None) -> None:
        self.inner, self.hash = inner, into or sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self.inner.read(len(view))
        view[: len(piece)] = piece
        self.hash.update(piece)
        return len(piece)

    def drain(self) -> None:
        """Reads on to the end."""
        while piece := self.inner.read(CHUNK):
            self.hash.update(piece)


class Spans:
    """Takes spans out of a stream, in rising order where it cannot be gone back in."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.stream, self.at, self.seekable = stream, 0, stream.seekable()

    def read(self, start: int, end: int | None) -> bytes:
        """The bytes from `start` up to `end`, or to the end of the stream."""
        if self.seekable:
            self.stream.seek(start)
        elif start < self.at:
            raise Unrepairable("its records do not come in the order of the file")
        else:
            for _ in pieces(self.stream, start - self.at):
                pass
        data = self.stream.read() if end is None else self.stream.read(end - start)
        self.at = start + len(data)
        return data


def pieces(stream: BinaryIO, count: int) -> Iterator[bytes]:
    """The next `count` bytes, in chunks; fewer where the stream ends."""
    while count > 0 and (piece := stream.read(min(CHUNK, count))):
        count -= len(piece)
        yield piece


def copied(stream: BinaryIO, splices: Iterable[Splice], cut: list[bytes] | None = None) -> Iterator[bytes]:
    """The stream with the splices applied; what is cut is added to the list `cut`, one entry a splice."""
    at = 0
    for start, end, put in splices:
        yield from pieces(stream, start - at)
        removed = b"".join(pieces(stream, end - start))
        if cut is not None:
            cut.append(removed)
        yield put
        at = end
    while piece := stream.read(CHUNK):
        yield piece


def file_hash(path: str) -> str:
    """The SHA-256 of a file."""
    from newslint import readers

    with readers.opened(path) as stream:
        hashed = Hashed(stream)
        hashed.drain()
    return hashed.hash.hexdigest()
