"""From changed fields back to bytes: a module a format, of the same name as its reader.

A module holds `Writer(source, head)`, made once a file (`head` is the beginning of its unpacked bytes), with

- `read(raw, article)`: the article that the bytes of a record hold now, as the reader would see it; None if none;
- `splices(raw, article, field, cuts)`: the same cuts, (start, end, put) in characters of the field, as splices of the
  record's bytes. Raises Unrepairable where that cannot be done.

A writer touches nothing but the cuts: what it makes is read again, and given up where that is not what was meant.
"""

from __future__ import annotations

from newslint import readers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from newslint.article import Article
    from newslint.readers import Source

    Cut = tuple[int, int, str]
    Splice = tuple[int, int, bytes]

    class Writer(Protocol):
        """Writes the changed fields of one file's records."""

        def read(self, raw: bytes, article: Article) -> Article | None: ...
        def splices(self, raw: bytes, article: Article, field: str, cuts: Sequence[Cut]) -> list[Splice]: ...


class Unrepairable(Exception):
    """A field, or a file, cannot be rewritten without guessing; the text says why."""


def writer(suffix: str, source: Source, head: bytes) -> Writer:
    """The writer for a file of this suffix. Raises Unrepairable where its format is only read."""
    from importlib import import_module

    reader = readers.formats()[suffix]
    try:
        module = import_module(f"newslint.writers.{reader.__module__.rpartition('.')[2]}")
    except ModuleNotFoundError:
        raise Unrepairable(f"files of the suffix {suffix!r} are only read") from None
    made: Writer = module.Writer(source, head)
    return made


def spliced(raw: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with the splices, which are in order, applied."""
    parts, at = [], 0
    for start, end, put in splices:
        parts += [raw[at:start], put]
        at = end
    return b"".join([*parts, raw[at:]])


def encoded(text: str, cuts: Iterable[Cut], offset: int = 0) -> list[Splice]:
    """Cuts of a text, which stands `offset` characters into the bytes of `text`, as splices of these bytes."""
    found, at, place = [], 0, 0
    for start, end, put in cuts:
        place += len(text[at : start + offset].encode())
        size = len(text[start + offset : end + offset].encode())
        found.append((place, place + size, put.encode()))
        at, place = end + offset, place + size
    return found
