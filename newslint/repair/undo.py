"""Takes fixes back by their log: each file gets the bytes it had, if it still has those that newslint left."""

from __future__ import annotations

import json
import os
from hashlib import sha256

from newslint.atomic import Replacement, sweep
from newslint.paths import opened
from newslint.problem import NewslintError, Problem
from newslint.readers import packed
from newslint.repair import packing
from newslint.repair.log import FILE, STDIN
from newslint.repair.stream import Hashed, copied, file_hash
from newslint.writers import Unrepairable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from newslint.writers import Splice

NO_FILE = "what came from standard input cannot be put back: what was cut stands in the log"
ERRORS = (ValueError, KeyError, TypeError, IndexError, RecursionError)


class Entry:
    """What the log has of one file in one run: where its line is in the log, and the file's hashes."""

    __slots__ = ("after", "at", "before", "file", "path", "unpacked")

    def __init__(self, entry: dict[str, Any], at: int) -> None:
        self.at = at
        self.path, self.file = str(entry["path"]), str(entry["file"])
        self.before, self.after = str(entry["before"]["sha256"]), str(entry["after"]["sha256"])
        self.unpacked = str(entry["before"]["unpacked"])


class Undone:
    """A file that was taken back, `runs` runs; `note` says what is not as it was."""

    __slots__ = ("note", "path", "runs")

    def __init__(self, path: str, runs: int, note: str = "") -> None:
        self.path, self.runs, self.note = path, runs, note


def undo(log: str) -> Iterator[Problem | Undone]:
    """Takes back all that a log tells of, the newest run first. Raises NewslintError where the log cannot be read."""
    found: dict[str, list[Entry]] = {}
    for item in _entries(log):
        if isinstance(item, Problem):
            yield item
        else:
            found.setdefault(item.file, []).append(item)
    swept: set[str] = set()
    for real, entries in found.items():
        folder = os.path.dirname(real)
        if folder not in swept:
            swept.add(folder)
            sweep(folder)
        try:
            yield _file(log, real, entries)
        except (Unrepairable, packed.Refused) as reason:
            yield Problem(entries[-1].path, f"not taken back: {reason}")
        except OSError as error:
            said = error.strerror or str(error)
            yield Problem(entries[-1].path, f"not taken back: {said[:1].lower()}{said[1:]}")


def _entries(log: str) -> Iterator[Entry | Problem]:
    try:
        with opened(log) as lines:
            at = 0
            for number, line in enumerate(lines, 1):
                try:
                    entry = json.loads(line) if line.strip() else {"event": None}
                    if entry["event"] == FILE:
                        yield Entry(entry, at)
                    elif entry["event"] == STDIN:
                        yield Problem(log, NO_FILE, number)
                except ERRORS:
                    yield Problem(log, "is no line of a fix log: what it tells of is not taken back", number)
                at += len(line)
    except (OSError, ValueError) as error:
        raise NewslintError(f"{log}: this fix log cannot be read: {error}") from None


def _file(log: str, real: str, entries: Sequence[Entry]) -> Undone:
    """Takes one file back through all its runs."""
    present = file_hash(real)
    later = [number for number, entry in enumerate(entries) if entry.after == present]
    if not later:
        if present == entries[0].before or _unpacked(real) == entries[0].unpacked:
            return Undone(entries[0].path, 0)
        raise Unrepairable("the file has changed since newslint mended it")
    runs, note = 0, ""
    for entry in reversed(entries[: later[-1] + 1]):
        if present != entry.after:
            break
        present, note = _step(real, entry, _edits(log, entry)), note
        runs += 1
        if present != entry.before:
            note = "unpacked, it is what it was; its packed bytes are others"
            break
    return Undone(entries[-1].path, runs, note)


def _edits(log: str, entry: Entry) -> list[Splice]:
    with opened(log) as lines:
        lines.seek(entry.at)
        read = json.loads(lines.readline())
    return [(int(at), int(at) + int(size), str(text).encode()) for at, size, text in read["undo"]]


def _step(real: str, entry: Entry, edits: Sequence[Splice]) -> str:
    """Takes back one run; the hash of what the file is then. A packed file is tried at the levels there are."""
    status = os.lstat(real)

    def check() -> None:
        now = os.lstat(real)
        if (now.st_ino, now.st_mtime_ns, now.st_size) != (status.st_ino, status.st_mtime_ns, status.st_size):
            raise Unrepairable("the file was changed just now")

    level = _level(real, entry, edits)
    with Replacement(real) as new:
        written = sha256()
        for piece in _chunks(real, edits, level):
            written.update(piece)
            new.write(piece)
        new.finish()
        if _unpacked(new.beside) != entry.unpacked:
            raise Unrepairable("the log does not fit the file")
        if file_hash(real) != entry.after:
            raise Unrepairable("the file was changed just now")
        new.commit(check)
    return written.hexdigest()


def _level(real: str, entry: Entry, edits: Sequence[Splice]) -> int:
    """The level at which the packed file becomes what it was; where none does, the likeliest."""
    with packing.Opened(real) as opened:
        levels = opened.how.levels()
    for level in levels if opened.how.name else ():
        tried = sha256()
        for piece in _chunks(real, edits, level):
            tried.update(piece)
        if tried.hexdigest() == entry.before:
            return level
    return levels[0]


def _unpacked(path: str) -> str:
    """The hash of a file's unpacked bytes."""
    with packing.Opened(path) as opened:
        hashed = Hashed(opened.stream)
        hashed.drain()
    return str(hashed.hash.hexdigest())


def _chunks(real: str, edits: Sequence[Splice], level: int) -> Iterator[bytes]:
    with packing.Opened(real) as opened:
        yield from opened.how.packed(copied(opened.stream, edits), level)
