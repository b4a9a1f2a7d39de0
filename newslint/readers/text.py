"""Plain text: the file is the article, and headline and timestamp stand in its head."""

from __future__ import annotations

from newslint.readers import decode
from newslint.readers.source import size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from newslint.article import Article
    from newslint.problem import Problem
    from newslint.readers.source import Source

SUFFIXES: tuple[str, ...] = (".txt", ".text")
PIECE = 1 << 20  # bytes read at a time
CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r") + b"\x7f"


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The one article of the file."""
    from newslint.article import Article  # of a text that is known to the cache only the suffix is asked for

    text = whole(stream, source)
    if text is not None:
        yield Article({"text": text}, source.path, plain=True)
    yield from source.drain()


def whole(stream: BinaryIO, source: Source) -> str | None:
    """All of a one-article file as text; None, with a Problem left in the source, where it is too large for that."""
    limit = source.options.text_bytes
    raw = _all(stream, limit)
    if raw is None:
        source.complain(too_large(limit))
        return None
    if source.cut:
        return None
    text, fault = decode.text(raw)
    if fault:
        source.complain(fault)
    elif is_binary(raw):
        source.complain("holds NUL or many other control characters, as binary files do; it was read all the same")
    return text


def _all(stream: BinaryIO, most: int) -> bytes | None:
    """All bytes; None where there are more than that. Asked for at once, memory would be set aside for the most there may be."""
    pieces, held = [], 0
    while piece := stream.read(PIECE):
        pieces.append(piece)
        held += len(piece)
        if held > most:
            return None
    return b"".join(pieces)


def is_binary(raw: bytes) -> bool:
    """Whether bytes are more than text: a NUL among them, or more than one control character in a hundred."""
    return b"\0" in raw or (len(raw) - len(raw.translate(None, CONTROLS))) * 100 > len(raw)


def too_large(limit: int) -> str:
    """The sentence on a one-article file of more bytes than it may have."""
    return f"is larger than {size(limit)}, the most a one-article file may have: split it, or raise text-bytes"
