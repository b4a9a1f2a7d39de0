"""JSON: one record, an array of records, an object with the array under a usual key, or records one after the other.

Also an object of several such arrays by the names of publishers, as fundus saves its crawls.
"""

from __future__ import annotations

from newslint.late import regex
from newslint.problem import Problem
from newslint.readers import brackets, decode, parse
from newslint.readers.names import LISTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from newslint.article import Article
    from newslint.readers.source import Source

SUFFIXES: tuple[str, ...] = (".json",)
LUCK = 8  # records in a row that are scanned for nothing before it is given up to try without
AHEAD = 1 << 20  # bytes of an object in which a text of its own is looked for behind a list: articles are smaller
DEEPEST_LIST = 3  # objects around the array: {"response": {"docs": [...]}}
WHY = {
    "string": "holds a string that is not closed, or a line end within one",
    "brackets": "has brackets that do not match",
    "deep": "is nested too deep to be read",
}
_GROUPS = regex(rb'\s*\{\s*"(?:[^"\\\n]|\\.)*+"\s*:\s*\[\s*\{')
_KEY = regex(rb'"([A-Za-z_]{1,20})"\s*:\s*\[\Z')


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The articles of the file; `record` is the 1-based index, None for a record that is all of the file."""
    reader = Reader(stream, source)
    first = reader.window.next()
    if first == b"[":
        reader.window.at += 1
        yield from reader.items(inside=True)
    elif first == b"{":
        yield from reader.object()
    elif first:
        yield source.problem(_other(reader.window, source))
        return
    if not reader.gave_up and reader.window.next():
        yield from reader.items(inside=False)
    yield from source.drain()


def _other(window: brackets.Window, source: Source) -> str:
    text, fault = decode.text(window.data[window.at : window.at + 4096])
    expected = ValueError("expected an array of articles, or an object")
    return parse.broken(text, fault, expected)


class Reader:
    """Goes through the values of one stream."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self.source, self.limit = source, source.record_bytes
        self.window = brackets.Window(stream)
        self.parser = parse.Parser(source)
        self.number = source.records
        self.gave_up = False
        self.luck = LUCK

    def object(self) -> Iterator[Article | Problem]:
        """The file's first value, an object: a record, or what is around the array of them."""
        scan = brackets.Scan(self.window, self.limit)
        while scan.end is None and not scan.why:
            if scan.bracket() == b"[" and scan.stack.count(b"[") == 1 and self._is_list(scan):
                if self._is_article(scan):
                    break
                yield from self.items(inside=True)
                yield from self._rest(bytes(scan.stack[:-1]))
                return
        if scan.end is not None and self._is_groups(scan):
            yield from self._groups(scan)
        else:
            yield from self._take(scan, None)

    def _is_groups(self, scan: brackets.Scan) -> bool:
        """Whether the object is a file of fundus: lists of articles, by the names of their publishers."""
        raw = self.window.data[scan.start : scan.end]
        if len(raw) > self.limit or not _GROUPS.match(raw):
            return False
        try:
            data = self.parser.exact(decode.text(raw)[0])
        except parse.ERRORS:
            return False
        return all(isinstance(group, list) for group in data.values()) and self.source.finder.holds_articles(data)

    def _groups(self, scan: brackets.Scan) -> Iterator[Article | Problem]:
        window = self.window
        window.at = scan.start + 1
        while (mark := window.next()) not in (b"}", b""):
            if mark == b"[":
                window.at += 1
                yield from self.items(inside=True)
            else:
                brackets.scalar(window)  # a publisher's name, or the colon behind it
        window.at += 1

    def _is_list(self, scan: brackets.Scan) -> bool:
        """Whether the array just opened is that of the articles: by its key, and as no record has begun before it."""
        window = self.window
        key = _KEY.search(window.data, max(scan.start, window.at - 64), window.at)
        if not key or key[1].decode().lower() not in LISTS or len(scan.stack) > DEEPEST_LIST + 1:
            return False
        prefix = window.data[scan.start : window.at - 1] + b"null" + b"}" * (len(scan.stack) - 1)
        if self.parser.holds_text(prefix):
            return False
        while window.at + 64 > len(window.data) and not window.ended:
            scan.start -= window.more(scan.start)
        return window.data[window.at : window.at + 64].lstrip()[:1] in (b"{", b"]", b"")

    def _is_article(self, scan: brackets.Scan) -> bool:
        """Whether the object has a text of its own behind the list that begins here: then the scan is at its end."""
        window = self.window
        begun = window.at - scan.start
        ahead = brackets.Scan(window, min(AHEAD, self.limit), bytes(scan.stack))
        ahead.start = scan.start
        ahead.run()
        scan.start = ahead.start
        if ahead.end is not None and self.parser.holds_text(window.data[ahead.start : ahead.end]):
            scan.end = ahead.end
            return True
        window.at = ahead.start + begun
        return False

    def _rest(self, stack: bytes) -> Iterator[Problem]:
        """What comes after the array of articles, up to the end of the object it is in."""
        if self.gave_up:
            return
        scan = brackets.Scan(self.window, self.limit, stack)
        scan.keep = False
        scan.run()
        if scan.end is None:
            self.gave_up = True
            yield self.source.problem("is not closed at its end: the file seems to be cut off; fetch it again")

    def items(self, inside: bool) -> Iterator[Article | Problem]:
        """The values of an array, or (not `inside`) those that follow one another without one."""
        window = self.window
        while mark := window.next():
            if mark == b"]" and inside:
                window.at += 1
                return
            if mark == b"[" and not inside:
                window.at += 1
                yield from self.items(inside=True)
            elif mark == b"{" and self.luck and (made := self._at_first_brace()):
                yield made
            elif mark in (b"{", b"["):
                yield from self._take(brackets.Scan(window, self.limit).run(), self._count())
            else:
                made = self.parser.record(brackets.scalar(window), self.number if mark == b"}" else self._count(), None)
                if made is not None:
                    yield made
        if inside and not self.gave_up:
            self.gave_up = True
            yield self.source.problem("has an array that is not closed: the file seems to be cut off; fetch it again")

    def _at_first_brace(self) -> Article | Problem | None:
        """The article, if its value ends at the first brace that closes: a look that saves the scan of flat records.

        No value is the beginning of another, so what parses up to there is the whole of it.
        """
        window = self.window
        end = window.data.find(b"}", window.at) + 1
        if not end or end - window.at > self.limit:
            return None
        raw = window.data[window.at : end]
        try:
            data = self.parser.loads(raw)
        except parse.ERRORS:
            self.luck -= 1
            return None
        begun = window.base + window.at
        window.at, self.luck = end, LUCK
        return self.parser.build(data, raw, self._count(), self.source.span(begun, begun + len(raw)))

    def _count(self) -> int:
        self.number += 1
        return self.number

    def _take(self, scan: brackets.Scan, number: int | None) -> Iterator[Article | Problem]:
        """The article of a value that was scanned; where it is broken, find the next one."""
        window = self.window
        begun = window.base + scan.start
        raw = window.data[scan.start : scan.end] if scan.end is not None else b""
        if number is None and (scan.end is None or window.next()):
            number = self._count()  # not alone in its file
        if scan.end is None:
            yield self._broken(scan, number)
            return
        if len(raw) > self.limit:
            yield self.source.problem(parse.too_large(self.limit), number)
            return
        made = self.parser.record(raw, number, self.source.span(begun, begun + len(raw)))
        if made is not None:
            yield made
        yield from self.source.drain()
        if scan.resume is not None and self.parser.failed:
            window.at = scan.resume

    def _broken(self, scan: brackets.Scan, number: int | None) -> Problem:
        window, source = self.window, self.source
        if scan.resume is not None:
            window.at = scan.resume
        elif scan.why == "large":
            scan.pass_over()
            return source.problem(parse.too_large(self.limit), number)
        elif scan.why == "cut":
            self.gave_up = True
            window.at = len(window.data)
            return source.problem("is cut off: expected the rest of the record; fetch the file again", number)
        else:
            self.gave_up = not brackets.next_value(window, window.at)
        return source.problem(f"{WHY.get(scan.why, WHY['string'])}; it was left out", number)
