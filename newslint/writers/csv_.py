"""CSV and TSV: the value of a field is found in its row, and cut there; quotes stay as they were where that is possible."""

from __future__ import annotations

import io
import re

from newslint.article import Article
from newslint.fix import replaced
from newslint.readers import Source, csv_
from newslint.writers import Unrepairable, encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.writers import Cut, Splice

_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')


class Writer:
    """Writes rows under one header."""

    def __init__(self, source: Source, head: bytes) -> None:
        self.source = source
        self.header, self.delimiter = csv_.head(csv_.Lines(io.BytesIO(head), Source(source.path, source.options)))

    def read(self, raw: bytes, article: Article) -> Article | None:
        lines = csv_.Lines(io.BytesIO(raw), self.source)
        rows = list(csv_.rows(lines, self.delimiter, self.source.record_bytes))
        if len(rows) != 1 or isinstance(rows[0], str):
            return None
        made = csv_.record(self.header, rows[0], self.source, article.record or 0, article.at)
        return made if isinstance(made, Article) else None

    def splices(self, raw: bytes, article: Article, field: str, cuts: Sequence[Cut]) -> list[Splice]:
        text = raw.decode()
        start, end = self._cell(text, article.keys.get(field, ""))
        if text[start : start + 1] == '"':
            if text[start + 1 : end - 1].replace('""', '"') != article.fields.get(field):
                raise Unrepairable(f"{field} has quotes in odd places")
            return encoded(text, _in_quotes(text, start, end, cuts))
        value = text[start:end]
        changed = replaced(value, cuts)
        if _needs_quotes(changed, self.delimiter) or (not changed and (start, end) == (0, len(text.rstrip("\r\n")))):
            return encoded(text, [(start, end, '"' + changed.replace('"', '""') + '"')])
        return encoded(text, [(start + first, start + last, put) for first, last, put in cuts])

    def _cell(self, row: str, key: str) -> tuple[int, int]:
        """Where in the row the value of a column stands; of equal columns the last one counts."""
        numbers = [number for number, name in enumerate(self.header) if name == key]
        cells = _cells(row, self.delimiter)
        if not numbers or numbers[-1] >= len(cells):
            raise Unrepairable(f"{key!r} is no column of its own")
        return cells[numbers[-1]]


def _cells(row: str, delimiter: str) -> list[tuple[int, int]]:
    found, at = [], 0
    while True:
        quoted = _QUOTED.match(row, at)
        end = row.find(delimiter, quoted.end() if quoted else at)
        end = len(row) if end < 0 else end
        found.append((at, end))
        if end == len(row):
            return found
        at = end + 1


def _in_quotes(text: str, start: int, end: int, cuts: Sequence[Cut]) -> list[Cut]:
    """Cuts of a quoted value as cuts of the row, where each quote in the value stands twice."""
    value = text[start + 1 : end - 1].replace('""', '"')
    made, at, place = [], 0, start + 1
    for first, last, put in cuts:
        place += first - at + value.count('"', at, first)
        size = last - first + value.count('"', first, last)
        made.append((place, place + size, put.replace('"', '""')))
        at, place = last, place + size
    return made


def _needs_quotes(value: str, delimiter: str) -> bool:
    return value[:1] == '"' or any(mark in value for mark in (delimiter, "\n", "\r"))
