"""Packed files: gzip and zstd are unpacked as they are read; what is damaged is read up to the damage, and said."""

from __future__ import annotations

import io

from newslint.readers.source import size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from newslint.readers.source import Source

SUFFIXES = (".gz", ".zst", ".gzip", ".zstd")
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
SKIPPED = b"\x2a\x4d\x18"  # from their second byte on: zstd frames that hold no data, as pzstd writes before each
REPACK = "unpack it with `{}`, or pack it with gzip or zstd"
UNPACK = "unpack it with `{}`, and check what comes out"
OTHER = "expected text, Markdown, JSON, JSONL or CSV (or one packed)"
# What else turns up under an article's name, by its first bytes: said at once instead of read as text; and what to do.
FOREIGN = (
    (b"\xfd7zXZ\x00", "packed with xz", REPACK.format("xz -d")),
    (b"BZh", "packed with bzip2", REPACK.format("bzip2 -d")),
    (b"\x04\x22\x4d\x18", "packed with lz4", REPACK.format("lz4 -d")),
    (b"\x1f\x9d", "packed with compress", REPACK.format("gzip -d")),
    (b"PK\x03\x04", "a zip archive (or an office document)", UNPACK.format("unzip")),
    (b"PK\x05\x06", "a zip archive with nothing in it", "fetch it again"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK.format("7z x")),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK.format("unrar x")),
    (b"%PDF-", "a PDF", OTHER),
    (b"\x89PNG\r\n", "a PNG image", OTHER),
    (b"\xff\xd8\xff", "a JPEG image", OTHER),
    (b"GIF8", "a GIF image", OTHER),
    (b"PAR1\x15", "a Parquet file without .parquet in its name", "give it a name that ends in .parquet"),
    (b"SQLite format 3\x00", "an SQLite database", OTHER),
    (b"\x7fELF", "a program", OTHER),
)
TAR = b"ustar"  # at its place in the first header of an archive
TAR_AT = 257
# The same by the suffix after that of a format: such a file in a folder is named, not passed over.
FOREIGN_SUFFIXES = {
    ".xz": FOREIGN[0],
    ".bz2": FOREIGN[1],
    ".lz4": FOREIGN[2],
    ".zip": FOREIGN[4],
    ".7z": FOREIGN[6],
    ".rar": FOREIGN[7],
    ".tar": (TAR, "a tar archive", UNPACK.format("tar -xf")),
    ".br": (b"", "packed with brotli", REPACK.format("brotli -d")),
}
FLOOR = (
    3 << 25
)  # bytes anything may unpack to: more than a record may have, and no hours of checking from a few kilobytes
RATIO = 200  # times its packed size anything may unpack to; articles pack to a third or a tenth
INPUT = 1 << 16
OUTPUT = 1 << 17
NESTED = 3


class Refused(Exception):
    """The input is nothing that can be read; the text says what it is."""


def unpack(stream: io.BufferedReader, source: Source, times: int = NESTED) -> io.BufferedReader:
    """The stream unpacked if its first bytes say that it is packed (whatever its name), else the stream itself."""
    for _ in range(times):
        name = packing(stream.peek(16))
        if not name:
            break
        stream = io.BufferedReader(Unpacked(stream, source, name), OUTPUT)
    head = stream.peek(TAR_AT + len(TAR))
    if times == NESTED and packing(head):
        raise Refused(f"is packed more than {NESTED} times over, which is not read: unpack it")
    for magic, name, advice in FOREIGN:
        if head.startswith(magic):
            raise Refused(_refusal(name, advice))
    if head[TAR_AT:].startswith(TAR):
        raise Refused(foreign(".tar"))
    return stream


def packing(head: bytes) -> str:
    """How bytes that begin like these are packed: gzip, zstd, or empty where they are not, or not so that we read it."""
    if head.startswith(GZIP):
        return "gzip"
    return "zstd" if _is_frame(head) else ""


def _is_frame(head: bytes) -> bool:
    return head.startswith(ZSTD) or (head[1:4] == SKIPPED and head[0] >> 4 == 5)


def foreign(suffix: str) -> str:
    """The sentence on a file that is packed in another way, as its suffix says; empty where it does not."""
    return _refusal(*FOREIGN_SUFFIXES[suffix][1:]) if suffix in FOREIGN_SUFFIXES else ""


def _refusal(name: str, advice: str) -> str:
    return f"is {name}, which is not read: {advice}"


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip or zstd stream of any number of members; ends where they are damaged or too many."""

    def __init__(self, inner: BinaryIO, source: Source, name: str) -> None:
        self.inner, self.source, self.name = inner, source, name
        self.fresh, self.error = _gzip() if name == "gzip" else _zstd()
        self.member: Any = None
        self.tail = self.ready = b""  # packed bytes still to be read, unpacked bytes still to be handed on
        self.packed = self.unpacked = self.members = 0
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self.ready and not self.ended:
            self.ready = self._more()
            self.unpacked += len(self.ready)
            self._check_size()
        count = min(len(view), len(self.ready))
        view[:count] = self.ready[:count]
        self.ready = self.ready[count:]
        return count

    def _check_size(self) -> None:
        own = self.source.options.unpacked_bytes
        limit = own if own is not None else max(FLOOR, RATIO * self.packed)
        if self.unpacked > limit:
            self.ready = self.ready[: max(0, len(self.ready) - (self.unpacked - limit))]
            self.source.cut = True
            reason = "" if own is not None else f", {RATIO} times its packed size: a decompression bomb?"
            self._end(f"unpacks to more than {size(limit)}{reason}; the rest was left out: raise unpacked-bytes")

    def _more(self) -> bytes:
        """The next unpacked bytes; none when the input has to be asked again, or has ended."""
        if self.member is None and not self._begin():
            return b""
        if not self.tail and getattr(self.member, "needs_input", True) and not self._fill():
            self._end(f"is cut off within its {self.name} data; it was read up to there: fetch it again")
            return self.member.flush() if self.name == "gzip" else b""
        spare = self.member.copy() if self.name == "gzip" else None
        try:
            return self._step(self.member, self.tail)
        except (self.error, EOFError, MemoryError) as error:
            place = self.packed - len(self.tail)
            self._end(f"has damaged {self.name} data near packed byte {place} ({error}); fetch it again")
            return _salvage(spare, self.tail, self.error) if spare else b""

    def _step(self, member: Any, packed: bytes) -> bytes:
        # The last bytes of a zstd frame are its checksum: fed on their own, so that a wrong one costs none of the text.
        held = packed[-4:] if self.name == "zstd" and len(packed) > 4 else b""
        out: bytes = member.decompress(packed[: len(packed) - len(held)], OUTPUT)
        if member.eof:
            self.tail, self.member = member.unused_data + held, None
        else:
            self.tail = member.unconsumed_tail if self.name == "gzip" else held
        return out

    def _begin(self) -> bool:
        """Start on the next member, if there is one; NUL padding after the last is none, anything else is said."""
        while len(self.tail) < len(ZSTD) and self._fill():
            pass
        if not self.tail.strip(b"\0") and self._only_padding():
            self.ended = True
        elif self.members and packing(self.tail) != self.name:
            self._end(f"goes on after its {self.name} data with bytes that are none: these were left out")
        else:
            self.members += 1
            self.member = self.fresh()
        return not self.ended

    def _only_padding(self) -> bool:
        while self._fill():
            if self.tail.strip(b"\0"):
                return False
            self.tail = b""
        return True

    def _fill(self) -> bool:
        piece = self.inner.read(INPUT)
        self.tail += piece
        self.packed += len(piece)
        return bool(piece)

    def _end(self, message: str) -> None:
        self.ended = True
        self.source.complain(message)


def _salvage(member: Any, packed: bytes, error: type[Exception]) -> bytes:
    """What comes before the damage in the last packed bytes, found by going byte by byte."""
    found = []
    try:
        for place in range(len(packed)):
            found.append(member.decompress(packed[place : place + 1], OUTPUT))
    except error:
        pass
    return b"".join(found)


def _gzip() -> tuple[Any, type[Exception]]:
    import zlib

    return lambda: zlib.decompressobj(wbits=31), zlib.error


def _zstd() -> tuple[Any, type[Exception]]:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from backports import zstd  # type: ignore[import-untyped,no-redef,unused-ignore]
        except ImportError:
            raise Refused("is packed with zstd: to read it, pip install backports.zstd") from None
    return zstd.ZstdDecompressor, zstd.ZstdError
