"""Finds where JSON values end without parsing them, in a stream of any length."""

from __future__ import annotations

import re

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

CHUNK = 1 << 18
DEEPEST = 2000  # levels: deeper than any parser goes
PATIENCE = 1 << 20  # bytes read on after a sign that a quote is missing, before the value is given up
# Outside of strings up to the next bracket, whole strings skipped. Possessive: never goes back, so it is linear.
_TOKEN = regex(rb'[^"{}\[\]]*+(?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL)
_STRING = regex(rb'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+', re.DOTALL)
_FILLING = regex(rb"[\s,]*+")
_SCALAR = regex(rb'[^\s,\[\]{}"]++|[}\]]')
_BOUNDARY = regex(rb'[},\n]\s*\{\s*"')
_SWALLOWED = regex(rb"[},][ \t\r]*\{\Z")


class Window:
    """The part of the stream at hand: `data`, which begins at byte `base`, and the place `at` within it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.data, self.base, self.at = stream, b"", 0, 0
        self.ended = False

    def more(self, keep: int | None = None) -> int:
        """Read on, dropping what comes before `keep` (default: before `at`); how many bytes were dropped."""
        start = self.at if keep is None else keep
        held = self.data[start:]
        piece = self.stream.read(max(CHUNK, len(held)))  # doubles: the cost of a long value stays linear
        self.ended = not piece
        self.data = held + piece
        self.base += start
        self.at -= start
        return start

    def next(self) -> bytes:
        """The next byte that is neither blank nor a comma, without taking it; none at the end."""
        while True:
            filling = _FILLING.match(self.data, self.at)
            self.at = filling.end() if filling else self.at
            if self.at < len(self.data) or self.ended:
                return self.data[self.at : self.at + 1]
            self.more()


class Scan:
    """One value, scanned from the window's place on. `start` is where it begins (as a place in the window).

    Afterwards `end` is the place after it; None if it is not closed, and `why` says "cut" (the stream ended), "string"
    (one runs over a line end, or into the next value), "brackets" (they do not match), "deep" or "large". `resume` is
    where the next value seems to begin then. `stack` holds the brackets that are open.
    """

    def __init__(self, window: Window, limit: int, stack: bytes = b"") -> None:
        self.window, self.limit, self.stack = window, limit, bytearray(stack)
        self.start: int = window.at
        self.end: int | None = None
        self.resume: int | None = None
        self.why = ""
        self.in_string = False
        self.keep = True

    def run(self) -> Scan:
        """Go to the end of the value."""
        while not self.why and self.end is None:
            self.bracket()
        return self

    def bracket(self) -> bytes:
        """Go on to the next bracket, take it and return it; nothing where there is none within reach."""
        window = self.window
        while not self.why:
            if self.in_string:
                self._string()
                continue
            found = _TOKEN.match(window.data, window.at)
            end = found.end() if found else window.at
            self._look(window.at, end)
            window.at = end
            mark = window.data[end : end + 1]
            if not mark:
                self._more()
            elif mark == b'"':
                window.at += 1
                self.in_string = True
            else:
                self._count(mark[0])
                return mark
        return b""

    def _count(self, mark: int) -> None:
        window, stack = self.window, self.stack
        if mark in b"[{":
            if mark == 0x7B and stack[-1:] == b"{" and not self._after_colon():
                self.why, self.resume = "brackets", window.at if self.resume is None else self.resume
                return
            stack.append(mark)
            if len(stack) > DEEPEST:
                self.why = "deep"
        elif not stack or stack.pop() + 2 != mark:  # [ and ], { and } are two apart in ASCII
            self.why = "brackets"
            return
        window.at += 1
        if not stack:
            self.end = window.at

    def _after_colon(self) -> bool:
        before = self.window.data[max(0, self.window.at - 64) : self.window.at].rstrip()
        return before.endswith(b":") or not before

    def _string(self) -> None:
        window = self.window
        found = _STRING.match(window.data, window.at)
        window.at = found.end() if found else window.at
        mark = window.data[window.at : window.at + 1]
        if mark == b'"':
            self._suspect(window.at)
            window.at += 1
            self.in_string = False
        elif mark == b"\n":
            self.why = "string"
        else:
            self._more()

    def _look(self, start: int, end: int) -> None:
        """Note a string that ends in `},{`: it is more likely that its end was missing, and this is the next value."""
        place = self.window.data.find(b'{"', start, end)
        while place >= 0 and self.resume is None:
            self._suspect(place + 1)
            place = self.window.data.find(b'{"', place + 1, end)

    def _suspect(self, quote: int) -> None:
        if self.resume is None and _SWALLOWED.search(self.window.data, max(self.start, quote - 16), quote):
            self.resume = quote - 1

    def _more(self) -> None:
        window = self.window
        size = window.at - self.start
        if window.ended:
            self.why = "cut"
        elif self.resume is not None and window.at - self.resume > PATIENCE:
            self.why = "string"
        elif self.keep and size > self.limit:
            self.why = "large"
        else:
            dropped = window.more(self.start if self.keep else None)
            self.start -= dropped
            self.resume = None if self.resume is None else self.resume - dropped

    def pass_over(self) -> None:
        """Go to the end of a value that is too large to be kept."""
        self.keep, self.why, self.resume = False, "", None
        self.run()


def next_value(window: Window, start: int) -> bool:
    """Go from a broken value to where the next seems to begin, at `}, {"` or so; False if the stream ends before."""
    window.at = start
    while True:
        found = _BOUNDARY.search(window.data, window.at)
        if found:
            window.at = window.data.rindex(b"{", found.start(), found.end())
            return True
        window.at = max(window.at, len(window.data) - 256)
        if window.ended:
            window.at = len(window.data)
            return False
        window.more()


def scalar(window: Window) -> bytes:
    """Take a value that is neither object nor array; its first bytes."""
    if window.data[window.at : window.at + 1] == b'"':
        return _string_value(window)
    while True:
        found = _SCALAR.match(window.data, window.at)
        end = found.end() if found else window.at + 1
        if end < len(window.data) or window.ended or end - window.at > CHUNK:
            head = window.data[window.at : min(end, window.at + 64)]
            window.at = end
            return head
        window.more()


def _string_value(window: Window) -> bytes:
    scan = Scan(window, 0)
    scan.keep, scan.in_string = False, True
    window.at += 1
    while scan.in_string and not scan.why:
        scan._string()
    if scan.why == "string":
        window.at += 1
    return b'""'
