"""JSON from bytes: orjson where it is there and worth its import, else the standard library; both accept the same."""

from __future__ import annotations

import sys

from newslint.problem import Problem
from newslint.readers import decode
from newslint.readers.fields import kind
from newslint.readers.source import size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from newslint.article import Article
    from newslint.readers.source import Source

ERRORS = (ValueError, RecursionError, OverflowError, MemoryError)
WARM_UP = 2 << 20  # bytes: importing orjson takes as long as the standard library needs for about so many
MORE_FRAMES = 1500  # orjson nests 1,024 deep, the standard library less: it is given so many levels more
MAX_DIGITS = 4000  # of an integer: beyond some 4,300 int() refuses
_BOM = b"\xef\xbb\xbf"


class Parser:
    """Turns the bytes of record after record into articles. `failed` says whether the last bytes were no JSON."""

    __slots__ = ("exact", "failed", "finder", "loads", "path", "seen", "source")

    def __init__(self, source: Source) -> None:
        from json import JSONDecoder

        self.source, self.finder, self.path = source, source.finder, source.path
        self.exact: Callable[[str], Any] = JSONDecoder().decode
        self.loads: Callable[[bytes], Any] = self._first
        self.seen = 0
        self.failed = False

    def record(self, raw: bytes, number: int | None, at: tuple[int, int] | None) -> Article | Problem | None:
        """The article, or the Problem, that some bytes hold; None where they are blank."""
        self.failed = False
        try:
            data = self.loads(raw)
        except ERRORS:
            data = self.rescue(raw, number, at)
            if data is None or data.__class__ is Problem:
                return data
        return self.build(data, raw, number, at)

    def build(self, data: Any, raw: bytes, number: int | None, at: tuple[int, int] | None) -> Article | Problem:
        """The article, or the Problem, of a value that was parsed."""
        if data.__class__ is not dict:
            return self.source.problem(f"is {kind(data)}: expected an object with the fields of an article", number)
        made = self.finder.article(data, self.path, number, at)
        if self.finder.coarse:  # a number that orjson could only round
            self.finder.coarse = False
            made = self.finder.article(self.rescue(raw, number, at), self.path, number, at)
            self.finder.coarse = False
        return made

    def _first(self, raw: bytes) -> Any:
        """The loader a file begins with, until it proves long enough for orjson."""
        self.seen += len(raw)
        if self.seen > WARM_UP:
            self.loads = quick() or self.slow
        return self.exact(raw.decode())

    def slow(self, raw: bytes) -> Any:
        return self.exact(raw.decode())

    def rescue(self, raw: bytes, number: int | None, at: tuple[int, int] | None = None) -> Any:
        """What the bytes hold, read with more patience; None where they are blank, a Problem where they are broken."""
        if raw.startswith(_BOM):
            raw = raw[3:]
        if not raw.strip():
            return None
        text, fault = decode.text(raw, at[0] if at else 0)
        try:
            data = self._patient(text)
        except ERRORS as error:
            self.failed = True
            return self.source.problem(broken(text, fault, error), number)
        if fault:
            self.source.complain(fault, number)
        if data is None:
            return self.source.problem("is null: expected an object with the fields of an article", number)
        return data

    def holds_text(self, raw: bytes) -> bool:
        """Whether the bytes are an object in which an article's text is found."""
        try:
            data = self.exact(decode.text(raw)[0])
        except ERRORS:
            return False
        return isinstance(data, dict) and "text" in self.finder.pick(data)[0]

    def _patient(self, text: str) -> Any:
        from json import JSONDecoder

        exact, limit = self.exact, sys.getrecursionlimit()
        sys.setrecursionlimit(limit + MORE_FRAMES)
        try:
            return exact(text)
        except ValueError as error:
            if hasattr(error, "pos"):
                raise
            return JSONDecoder(parse_int=_integer).decode(text)  # int() has refused a number of too many digits
        finally:
            sys.setrecursionlimit(limit)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)


def quick() -> Callable[[bytes], Any] | None:
    """orjson's loader; None where it is not installed. What it refuses is offered to the standard library."""
    try:
        from orjson import loads
    except ImportError:
        return None
    return loads


def broken(text: str, fault: str | None, error: BaseException) -> str:
    """The sentence on a record that is no JSON: what it is instead, and what to do."""
    head = text.lstrip()[:40]
    if isinstance(error, RecursionError):
        return "is nested too deep to be read: expected an object with the fields of an article"
    if isinstance(error, MemoryError):
        return "needs more memory than there is: lower record-bytes"
    if head.startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
        return "is a Git conflict marker: resolve the conflict"
    if head.startswith("<"):
        return "is HTML or XML, not JSON: an error page saved in place of a record? Fetch it again"
    position = getattr(error, "pos", None)
    length = len(text.rstrip())
    where = "" if position is None else f" at character {min(position + 1, length)} of {length}"
    cut = "; it seems to be cut off" if position is not None and position >= length - 1 else ""
    said = getattr(error, "msg", str(error)[:200])
    more = f" (it {fault})" if fault else ""
    said = said.removesuffix(" at")  # json says "Invalid control character at: line 1 ..."
    return f"is not JSON: {said}{where}{cut}: expected an object with the fields of an article{more}"


def too_large(limit: int) -> str:
    """The sentence on a record of more bytes than one may have."""
    return f"is larger than {size(limit)}, the most a record may have, and was left out: raise record-bytes"
