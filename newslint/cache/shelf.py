"""Where the cache keeps what it keeps: one file a piece, checked when it is read, thrown away when there is too much.

A file that is cut, empty, of another name or touched by another hand is as good as none. Two runs may write at once:
each file takes its place in one step, and whoever comes last is right as well.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress

from newslint import cachedir
from newslint.blake import blake2b
from newslint.late import regex

HEAD = b"newslint cache 1\n"
MOST = 48 << 20  # bytes of one file
LIMIT = 512 << 20  # bytes of all files: of more, the oldest go
LEFT_OVER = 3600.0  # seconds after which a file that was never finished is somebody's remains
_NAME = regex(r"[0-9a-f]{32}(\.[0-9]+\.tmp)?")
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Shelf:
    """The files of one folder, of `limit` bytes at most. `written` counts the bytes this run has added."""

    def __init__(self, folder: str, limit: int = LIMIT) -> None:
        self.folder, self.limit, self.written = folder, limit, 0

    def get(self, name: bytes) -> bytes | None:
        """What was put there under a name; None where there is no such thing, or it is not as we left it."""
        try:
            number = os.open(os.path.join(self.folder, name.hex()), _FLAGS)
        except OSError:
            return None
        try:
            status = os.fstat(number)
            if not stat.S_ISREG(status.st_mode) or status.st_size > MOST:
                return None
            data = os.read(number, status.st_size)
        except OSError:
            return None
        finally:
            os.close(number)
        start = len(HEAD) + 16
        payload = data[start:]
        return payload if data[:start] == HEAD + _seal(name, payload) else None

    def put(self, name: bytes, payload: bytes) -> None:
        """Keeps something under a name. What is too large, or more than one run may add, is not kept."""
        if len(payload) + 100 > MOST or self.written > self.limit // 2:
            return
        cachedir.keep(os.path.join(self.folder, name.hex()), HEAD + _seal(name, payload) + payload)
        self.written += len(payload) + 100

    def prune(self) -> None:
        """Makes room, where this run has added something: the files written longest ago go."""
        if not self.written:
            return
        with suppress(OSError):
            kept, now = [], time.time()
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    if _NAME.fullmatch(entry.name) is None or not stat.S_ISREG(status.st_mode):
                        continue
                    is_left = entry.name.endswith(".tmp") and now - status.st_mtime > LEFT_OVER
                    kept.append((0.0 if is_left else status.st_mtime, status.st_size, entry.path))
            self._drop(kept)

    def _drop(self, kept: list[tuple[float, int, str]]) -> None:
        total = sum(size for _, size, _ in kept)
        for when, size, path in sorted(kept):
            if when and total <= self.limit:
                break
            with suppress(OSError):
                os.unlink(path)
            total -= size


def _seal(name: bytes, payload: bytes) -> bytes:
    """What tells a payload from any other, and from the same under another name."""
    return blake2b(payload, digest_size=16, key=name).digest()
