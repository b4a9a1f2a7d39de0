"""JSON: the string of a field is found in the bytes of its record, and cut there, in its own style of escapes."""

from __future__ import annotations

import re

from newslint.article import Article
from newslint.readers import parse
from newslint.writers import Unrepairable, encoded
from newslint.writers.jsonscan import value_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newslint.readers import Source
    from newslint.writers import Cut, Splice

_UNIT = re.compile(
    r"[^\\]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)
_CODE = re.compile(r"\\u(?!00[01])[0-9a-fA-F]{4}")
_UPPER = re.compile(r"\\u[0-9a-f]*[A-F]")
_BARE_SLASH = re.compile(r"(?<!\\)/")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class Writer:
    """Writes records of JSON, one at a time."""

    def __init__(self, source: Source, head: bytes) -> None:
        self.source = source

    def read(self, raw: bytes, article: Article) -> Article | None:
        made = parse.Parser(self.source).record(raw, article.record, article.at)
        return made if isinstance(made, Article) else None

    def splices(self, raw: bytes, article: Article, field: str, cuts: Sequence[Cut]) -> list[Splice]:
        text, key, value = raw.decode(), article.keys.get(field), article.fields.get(field)
        if key is None:
            raise Unrepairable(f"{field} is no field of the record")
        start, end = value_at(text, key, value)
        style = Style(text, text[start:end])
        if text[start] == '"':
            return encoded(text, in_string(text, start, end, cuts, style))
        if [(0, len(str(value)))] == [cut[:2] for cut in cuts]:
            return encoded(text, [(start, end, f'"{style.spelled(cuts[0][2])}"')])
        raise Unrepairable(f"{key!r} is not written as a string")


class Style:
    """How a record spells its strings: with escapes for what is not ASCII, with small hex digits, with `\\/`."""

    def __init__(self, record: str, literal: str) -> None:
        if not literal.isascii() or _CODE.search(literal):
            self.ascii = literal.isascii()
        else:
            self.ascii = record.isascii()
        self.upper = bool(_UPPER.search(record))
        self.slash = "\\/" in record and not _BARE_SLASH.search(literal)

    def spelled(self, text: str) -> str:
        """A text as it stands between the quotes."""
        return "".join(map(self._spelled, text))

    def _spelled(self, character: str) -> str:
        if character in _SHORT:
            return _SHORT[character]
        if character == "/":
            return "\\/" if self.slash else "/"
        code = ord(character)
        if 0x20 <= code < 0x7F or (code >= 0x7F and not self.ascii and not 0xD800 <= code <= 0xDFFF):
            return character
        units = [code] if code < 0x10000 else [0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF)]
        return "".join(f"\\u{unit:04X}" if self.upper else f"\\u{unit:04x}" for unit in units)


def in_string(text: str, start: int, end: int, cuts: Sequence[Cut], style: Style) -> list[Cut]:
    """Cuts of a string's value as cuts of the text in which it stands quoted from `start` to `end`."""
    wanted = [offset for cut in cuts for offset in cut[:2]]
    places = list(_places(text, start + 1, end - 1, wanted))
    return [
        (*places[2 * number : 2 * number + 2], style.spelled(put))  # type: ignore[misc]
        for number, (_, _, put) in enumerate(cuts)
    ]


def _places(text: str, start: int, end: int, offsets: Iterable[int]) -> Iterator[int]:
    """Where in the text the characters of a string's value stand, in order."""
    units = _UNIT.finditer(text, start, end)
    at, place, unit = 0, start, next(units, None)
    for offset in offsets:
        while unit is not None and offset >= at + _length(unit):
            at, place, unit = at + _length(unit), unit.end(), next(units, None)
        yield place + offset - at


def _length(unit: re.Match[str]) -> int:
    return 1 if unit[0][0] == "\\" else unit.end() - unit.start()
