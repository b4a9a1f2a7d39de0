"""A unified diff made from splices: it reads the old file once, as a stream, and holds no more than the changed lines."""

from __future__ import annotations

import re
from collections import deque

from newslint.writers import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from newslint.writers import Splice

    Line = tuple[bytes, bytes]  # " ", "-" or "+", and the line with its end

CONTEXT = 3
NO_END = b"\n\\ No newline at end of file\n"
_ODD = re.compile(rb'[\x00-\x1f"\\\x7f-\xff]')
_SHORT = {9: b"\\t", 10: b"\\n", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}


def diff(stream: BinaryIO, splices: Sequence[Splice], name: bytes) -> Iterator[bytes]:
    """The lines of a patch that `git apply` and `patch -p1` take. `name` is the path, with slashes."""
    yield b"--- " + _name(b"a/" + name) + b"\n"
    yield b"+++ " + _name(b"b/" + name) + b"\n"
    yield from _hunks(_lines(stream, splices))


def _name(name: bytes) -> bytes:
    """A path as git quotes it; a tab ends one with blanks."""
    if _ODD.search(name):
        return b'"' + _ODD.sub(lambda found: _SHORT.get(found[0][0], b"\\%03o" % found[0][0]), name) + b'"'
    return name + b"\t" if b" " in name else name


def _lines(stream: BinaryIO, splices: Sequence[Splice]) -> Iterator[Line]:
    waiting = deque(splices)
    at = 0
    while line := stream.readline():
        end = at + len(line)
        if not waiting or not _touches(waiting[0], end, line):
            yield b" ", line
            at = end
            continue
        block, parts, start = [line], [], at
        while True:
            while waiting and _touches(waiting[0], end, block[-1]):
                first, last, put = waiting.popleft()
                while last > end and (size := _more(stream, block)):
                    end += size
                parts.append((first - start, last - start, put))
            old = b"".join(block)
            new = spliced(old, parts)
            if not new or new.endswith(b"\n") or not (size := _more(stream, block)):
                break
            end += size
        yield from _block(old, new)
        at = end
    if waiting:  # put into an empty file
        yield from _block(b"", b"".join(put for _, _, put in waiting))


def _touches(splice: Splice, end: int, line: bytes) -> bool:
    return splice[0] < end or (splice[0] == end and not line.endswith(b"\n"))


def _more(stream: BinaryIO, block: list[bytes]) -> int:
    line = stream.readline()
    if line:
        block.append(line)
    return len(line)


def _block(old: bytes, new: bytes) -> Iterator[Line]:
    """Changed lines: those that are the same at both ends are left as they are."""
    before, after = _cut(old), _cut(new)
    first = last = 0
    least = min(len(before), len(after))
    while first < least and before[first] == after[first]:
        first += 1
    while last < least - first and before[-1 - last] == after[-1 - last]:
        last += 1
    yield from ((b" ", line) for line in before[:first])
    yield from ((b"-", line) for line in before[first : len(before) - last])
    yield from ((b"+", line) for line in after[first : len(after) - last])
    yield from ((b" ", line) for line in before[len(before) - last :])


def _cut(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _hunks(lines: Iterable[Line]) -> Iterator[bytes]:
    above: deque[Line] = deque(maxlen=CONTEXT)
    body: list[Line] = []
    quiet = old = new = 0
    for line in lines:
        if line[0] == b" " and not body:
            above.append(line)
        else:
            if not body:
                body = list(above)
                start = (old - len(body), new - len(body))
            body.append(line)
            quiet = quiet + 1 if line[0] == b" " else 0
        old, new = old + (line[0] != b"+"), new + (line[0] != b"-")
        if quiet > 2 * CONTEXT:
            above.extend(body)
            yield from _hunk(body[: CONTEXT - quiet], *start)
            body, quiet = [], 0
    if body:
        yield from _hunk(body[: len(body) - max(0, quiet - CONTEXT)], *start)


def _hunk(body: Sequence[Line], old: int, new: int) -> Iterator[bytes]:
    """A hunk whose first line has `old` and `new` lines before it."""
    sizes = [sum(mark != other for mark, _ in body) for other in (b"+", b"-")]
    places = [f"{start + bool(size)},{size}" for start, size in zip((old, new), sizes, strict=True)]
    yield f"@@ -{places[0]} +{places[1]} @@\n".encode()
    for mark, line in body:
        yield mark + (line if line.endswith(b"\n") else line + NO_END)
