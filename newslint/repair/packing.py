"""Packs what was unpacked, in the way it was packed: gzip with the header it had, zstd with or without its checksum."""

from __future__ import annotations

from newslint import readers
from newslint.readers import Source, packed
from newslint.writers import Unrepairable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

HEADER = 10  # bytes of a gzip header without name, comment and the like
LEVELS = {2: 9, 4: 1}  # of gzip, by what its header says of it


class Packing:
    """How a file is packed: `name` is gzip, zstd, or empty."""

    def __init__(self, head: bytes) -> None:
        self.name = packed.packing(head)
        self.header = _header(head) if self.name == "gzip" else b""
        self.checksum = head.startswith(packed.ZSTD) and len(head) > 4 and bool(head[4] & 4)

    def levels(self) -> list[int]:
        """The levels it may have been packed with, the likeliest first."""
        if self.name == "gzip":
            first = LEVELS.get(self.header[8], 6)
            return [first, *(level for level in (6, 9, 1, 5, 8, 7, 4, 3, 2) if level != first)]
        return [3, 1, 6, 10, 19] if self.name else [0]

    def packed(self, chunks: Iterator[bytes], level: int | None = None) -> Iterator[bytes]:
        """The chunks as the file is to hold them."""
        level = self.levels()[0] if level is None else level
        if self.name == "gzip":
            return _gzip(chunks, self.header, level)
        return _zstd(chunks, self.checksum, level) if self.name else chunks


class Opened:
    """A file, open for reading, and its unpacked bytes: `stream`. `how` is how it is packed.

    Raises Unrepairable for one that is packed more than once.
    """

    def __init__(self, path: str, options: readers.Options | None = None) -> None:
        self.source = Source(path, options)
        self.file = readers.opened(path)
        self.how = Packing(self.file.peek(readers.BUFFER))
        self.stream = packed.unpack(self.file, self.source, times=1)
        if self.how.name and packed.packing(self.stream.peek(4)):
            self.close()
            raise Unrepairable("is packed twice: unpack it once to have it repaired")

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self.stream.close()
        self.file.close()

    def check(self) -> None:
        """Raises Unrepairable where the packed data read so far are damaged."""
        if self.source.problems:
            raise Unrepairable(f"part of it would be lost, as it {self.source.problems[0].message}")


def _header(head: bytes) -> bytes:
    """The gzip header, but for extra fields (which speak of the packed bytes) and its own checksum."""
    import struct

    if len(head) < HEADER:
        return b"\x1f\x8b\x08" + bytes(6) + b"\xff"
    flags, at = head[3], HEADER
    if flags & 4:
        at += 2 + int(struct.unpack("<H", head[at : at + 2])[0])
    start = at
    for flag in (8, 16):
        if flags & flag:
            at = head.index(b"\0", at) + 1
    return head[:3] + bytes([flags & 0b11001]) + head[4:HEADER] + head[start:at]


def _gzip(chunks: Iterator[bytes], header: bytes, level: int) -> Iterator[bytes]:
    import zlib
    from struct import pack

    yield header
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    size = check = 0
    for chunk in chunks:
        size, check = size + len(chunk), zlib.crc32(chunk, check)
        yield deflate.compress(chunk)
    yield deflate.flush() + pack("<LL", check, size & 0xFFFFFFFF)


def _zstd(chunks: Iterator[bytes], checksum: bool, level: int) -> Iterator[bytes]:
    zstd = _library()
    flags = {zstd.CompressionParameter.compression_level: level, zstd.CompressionParameter.checksum_flag: int(checksum)}
    frame = zstd.ZstdCompressor(options=flags)
    for chunk in chunks:
        yield frame.compress(chunk)
    yield frame.flush()


def _library() -> Any:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from backports import zstd  # type: ignore[import-untyped,no-redef,unused-ignore]
    return zstd
