"""CSV and TSV: a header row names the fields, each row after it is a record; a stray quote loses only its own row."""

from __future__ import annotations

from bisect import bisect_left

from newslint.late import regex
from newslint.readers import decode, fields
from newslint.readers.source import size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from newslint.article import Article
    from newslint.problem import Problem
    from newslint.readers.source import Source

SUFFIXES: tuple[str, ...] = (".csv", ".tsv", ".tab")
DELIMITERS = (",", "\t", ";", "|")
MOST_COLUMNS = 10_000
MOST_LINES = 1_000_000  # of one row
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
BLOCK = 1 << 18  # bytes read at a time


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The articles of the rows; `record` is the 1-based row after the header."""
    yield from _rows(Lines(stream, source), source)
    yield from source.drain()


def _rows(lines: Lines, source: Source) -> Iterator[Article | Problem]:
    header, delimiter = head(lines)
    lines.done()
    shape = source.finder.shape(tuple(header))
    if "text" not in shape.ways and not shape.wrappers:
        if header:
            said = source.finder.complaint(dict.fromkeys(header), shape)
            yield source.problem(f"{said} (in the first row, the header)")
        return
    number = source.records
    for row in rows(lines, delimiter, source.record_bytes):
        at = lines.done()
        number += lines.take_lost()
        if not row:
            continue
        number += 1
        yield from source.drain()
        if isinstance(row, str):
            yield source.problem(row, number)
        else:
            yield record(header, row, source, number, at)


def record(
    header: list[str], row: list[str], source: Source, number: int, at: tuple[int, int] | None
) -> Article | Problem:
    """The article of a row, or the Problem that it does not fit the header."""
    if len(row) > len(header) and any(row[len(header) :]):
        counts = f"has {len(row)} columns where the header has {len(header)}"
        return source.problem(f"{counts}: put quotes around values that hold the delimiter", number)
    return source.finder.article(dict(zip(header, row, strict=False)), source.path, number, at)


def head(lines: Lines) -> tuple[list[str], str]:
    """The column names, and the delimiter that makes most sense of them."""
    import csv

    first = next((line for line in lines if line.strip()), "")
    best: tuple[int, int, list[str], str] = (-1, 0, [], ",")
    for delimiter in DELIMITERS:
        if first.count(delimiter) >= MOST_COLUMNS:
            continue
        try:
            names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
        except csv.Error:
            continue
        score = (fields.known(names), len(names))
        if score > best[:2]:
            best = (*score, names, delimiter)
    return best[2], best[3]


def rows(lines: Lines, delimiter: str, limit: int) -> Iterator[list[str] | str]:
    """The rows, each as its values, or as a sentence where it is broken."""
    import csv

    strict = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        held = csv.field_size_limit(min(limit, 2**31 - 1))  # the limit is global to the process: put back at once
        try:
            row: list[str] | str = next(strict)
        except StopIteration:
            return
        except (csv.Error, TooLong) as error:
            row = _mend(lines, delimiter, str(error))
            strict = csv.reader(lines, delimiter=delimiter, strict=True)
        finally:
            csv.field_size_limit(held)
        yield row


def _mend(lines: Lines, delimiter: str, error: str) -> list[str] | str:
    """Make do with a row that is not strictly CSV; of several lines it ran over, all but the first are read anew."""
    import csv

    line = lines.first()
    if line.count('"') % 2 == 0:
        return next(csv.reader([line], delimiter=delimiter), [])
    return f"has a quote that is not closed ({error}): expected another, or two where one is meant; it was left out"


class TooLong(Exception):
    """A quoted value goes on beyond the limit of a record."""


def split(text: str) -> list[str]:
    """The lines with their ends (\\n, \\r\\n or \\r)."""
    if "\0" in text or ("\r" in text and text.count("\r") != text.count("\r\n")):
        return _LINE.findall(text)
    lines = text.replace("\n", "\n\0").split("\0")
    if not lines[-1]:
        lines.pop()
    return lines


class Lines:
    """The lines of a stream as csv wants them: decoded, ends kept, and bounded.

    `held` are the lines at hand, of which the row being read has those from `row` to `place`; `start` is where the row
    begins in the stream, in bytes, and `exact` says whether that is known (it is not after bytes that are not UTF-8).
    `gaps` are the places among them where a line was left out.
    """

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self.stream, self.source, self.limit = stream, source, source.record_bytes
        self.held: list[str] = []
        self.gaps: list[int] = []
        self.row = self.place = self.start = self.running = self.fetched = 0
        self.exact = self.ascii = True

    def __iter__(self) -> Iterator[str]:
        while self.place < len(self.held) or self._fetch():
            line = self.held[self.place]
            self.place += 1
            yield line

    def _fetch(self) -> bool:
        """Read on; whether there is more."""
        self.running = self.running + BLOCK if self.place > self.row else 0
        if self.running > self.limit + BLOCK or self.place - self.row > MOST_LINES:
            self.running = 0
            raise TooLong("it goes on beyond the limit of a record")
        raw = self.stream.read(BLOCK)
        raw += self.stream.readline(self.limit + 1) if raw[-1:] not in (b"\n", b"") else b""
        del self.held[: self.row]
        self.gaps = [gap - self.row for gap in self.gaps]
        self.place, self.row = self.place - self.row, 0
        lines = split(self._decode(raw))
        if max(map(len, lines), default=0) > self.limit:
            lines = list(self._kept(lines))
        self.held += lines
        return bool(raw) and (self.place < len(self.held) or self._fetch())

    def _decode(self, raw: bytes) -> str:
        self.ascii = self.ascii and raw.isascii()
        text, fault = decode.text(raw)
        if fault:
            self.exact = False
            base = self.fetched + (self.source.offset or 0)
            for line in raw.splitlines(keepends=True):
                if said := decode.text(line, base)[1]:
                    self.source.complain(said)
                base += len(line)
        self.fetched += len(raw)
        return text

    def _kept(self, lines: Iterable[str]) -> Iterator[str]:
        place = len(self.held)
        for line in lines:
            if len(line) <= self.limit:
                place += 1
                yield line
            else:
                self.gaps.append(place)
                self._pass_over(line)

    def _pass_over(self, line: str) -> None:
        """Leave out a line that is longer than a record may be."""
        self.exact = False
        while not line.endswith(("\n", "\r")) and (piece := self.stream.readline(BLOCK)):
            self.fetched += len(piece)
            line = "\n" if piece.endswith(b"\n") else ""
        self.source.complain(f"has a line larger than {size(self.limit)}, which was left out: raise record-bytes")

    def take_lost(self) -> int:
        """How many lines were left out before the end of the row that is done, since this was last asked."""
        passed = bisect_left(self.gaps, self.place) if self.gaps else 0
        del self.gaps[:passed]
        return passed

    def done(self) -> tuple[int, int] | None:
        """The row is read, the next begins after it; its span in the stream without its line end, if known."""
        used, start = self.held[self.row : self.place], self.start
        self.row, self.running = self.place, 0
        if not self.exact:
            return None
        text = "".join(used)
        self.start += len(text) if self.ascii else len(text.encode())
        return self.source.span(start, self.start - len(text) + len(text.rstrip("\r\n")))

    def first(self) -> str:
        """The first line of the row; the others are read again."""
        self.place = self.row + 1
        return self.held[self.row]
