"""The log of `--fix-log`: a line for each fix, and after those of a file a line with what `newslint undo` needs."""

from __future__ import annotations

import os

from newslint.problem import NewslintError
from newslint.safe import safe_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.repair.article import Applied
    from newslint.writers import Splice

FIX, FILE, STDIN = (
    "fix",
    "file",
    "stdin",
)  # no key of an entry may be a usual name of a text: a log is no file of articles


class Log:
    """A log that is only ever added to. It is on the disk before a file is replaced."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            if os.path.islink(path):
                raise NewslintError(f"{path}: this fix log is a link, and not written through: name what it leads to")
            if os.path.lexists(path) and not os.path.isfile(path):
                raise NewslintError(f"{path}: this fix log cannot be written: it is no regular file")
            with open(path, "ab"):
                pass
        except (OSError, ValueError) as error:
            raise NewslintError(f"{path}: this fix log cannot be written: {error}") from None

    def append(self, entries: Iterable[dict[str, Any]]) -> None:
        """Adds entries, in one piece: two runs may write to one log. Raises OSError."""
        data = "".join(f"{safe_json(entry)}\n" for entry in entries).encode()
        number = os.open(self.path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
        try:
            _lock(number)  # or a line of another run could be cut in two
            size = os.fstat(number).st_size
            if size and not _ends_a_line(number, size):  # a run was killed in the middle of a line
                data = b"\n" + data
            while data:
                data = data[os.write(number, data) :]
            os.fsync(number)
        finally:
            os.close(number)


def _lock(number: int) -> None:
    """Waits until no other run writes, as far as the system has locks; closing the file lets go."""
    try:
        from fcntl import LOCK_EX, flock

        flock(number, LOCK_EX)
    except (ImportError, OSError):
        pass


def _ends_a_line(number: int, size: int) -> bool:
    os.lseek(number, size - 1, os.SEEK_SET)
    return os.read(number, 1) == b"\n"


def fixes(article: Article, applied: Sequence[Applied]) -> list[dict[str, Any]]:
    """The entries of the fixes of one article, for people: what was cut where, and why."""
    return [
        {
            "event": FIX,
            "rule": one.finding.rule,
            "safe": bool(one.finding.fix and one.finding.fix.safe),
            "path": article.path,
            "record": article.record,
            "article_id": article.id,
            "field": one.field,
            "line": one.line,
            "column": one.column,
            "start": one.start,
            "end": one.end,
            "cut": one.cut,
            "put": one.put,
            "message": one.finding.message,
        }
        for one in applied
    ]


def file(path: str, real: str, before: Sequence[str], after: str, edits: Sequence[list[Any]]) -> dict[str, Any]:
    """The entry of a file, for `newslint undo`: its SHA-256 before (packed, unpacked) and after, and the way back."""
    return {
        "event": FILE,
        "path": path,
        "file": real,
        "before": {"sha256": before[0], "unpacked": before[1]},
        "after": {"sha256": after},
        "undo": edits,
    }


def stdin(path: str) -> dict[str, Any]:
    """The entry of standard input: its fixes stand before it, and there is no file to put them back into."""
    return {"event": STDIN, "path": path}


def way_back(splices: Sequence[Splice], cut: Sequence[bytes]) -> list[list[Any]]:
    """[offset in the new unpacked bytes, how many of them go, the text that comes back] of each splice."""
    edits: list[list[Any]] = []
    shift = 0
    for (start, end, put), removed in zip(splices, cut, strict=True):
        edits.append([start + shift, len(put), removed.decode()])
        shift += len(put) - (end - start)
    return edits
