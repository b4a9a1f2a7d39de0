"""Plain text: the file is the article, and headline and timestamp stand in its head."""

from __future__ import annotations

from newslint.article import Article
from newslint.readers import decode
from newslint.readers.source import size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from newslint.problem import Problem
    from newslint.readers.source import Source

SUFFIXES: tuple[str, ...] = (".txt", ".text")


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The one article of the file."""
    text = whole(stream, source)
    if text is not None:
        yield Article({"text": text}, source.path, plain=True)
    yield from source.drain()


def whole(stream: BinaryIO, source: Source) -> str | None:
    """All of a one-article file as text; None, with a Problem left in the source, where it is too large for that."""
    limit = source.options.text_bytes
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        source.complain(too_large(limit))
        return None
    text, fault = decode.text(raw)
    if fault:
        source.complain(fault)
    return text


def too_large(limit: int) -> str:
    """The sentence on a one-article file of more bytes than it may have."""
    return f"is larger than {size(limit)}, the most a one-article file may have: split it, or raise text-bytes"
