"""Replaces files whole: the new content is written beside the old one, and takes its name in one step.

Whatever kills the process, a file is wholly old or wholly new. What a kill leaves beside it is removed by `sweep`.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, BinaryIO

PREFIX, SUFFIX = ".newslint-fix-", ".tmp"
STALE = 86400.0  # seconds after which the leftovers of another machine are taken for such
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def beside(path: str) -> str:
    """A new name in the folder of a file, for what is to take the file's place; `sweep` knows it."""
    name = f"{PREFIX}{_machine()}-{os.getpid()}-{os.urandom(6).hex()}{SUFFIX}"
    return os.path.join(os.path.dirname(path) or ".", name)


class Named(io.FileIO):
    """A file whose errors say which file it is that could not be written."""

    def __init__(self, opened: int | str, mode: str, path: str) -> None:
        super().__init__(opened, mode)
        self.path = path

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = self.path
            raise


class Replacement:
    """The new content of a file, being written. As a context: what is not committed in it is thrown away.

    `fresh`: there need not be a file yet, and a link of that name gives way to the file.
    """

    def __init__(self, path: str, *, fresh: bool = False) -> None:
        self.path = path
        self.folder = os.path.dirname(path) or "."
        self.beside = beside(path)
        self.old = _replaceable(path, fresh)
        self.file: BinaryIO | None = None
        self.committed = False

    def __enter__(self) -> Replacement:
        # Nothing is made here: a signal that came between the making and the `with` would leave it behind.
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.committed:
            return
        try:
            _unlink(self.beside)
        finally:  # a signal may come while we tidy up
            with suppress(OSError):  # what is buffered may not fit: it is not wanted either
                if self.file is not None:
                    self.file.close()
            _unlink(self.beside)  # where an open file cannot be removed

    def opened(self) -> BinaryIO:
        """The new content as an open file, which is made when it is asked for first."""
        if self.file is None:
            mode = 0o666 if self.old is None else 0o600
            number = os.open(self.beside, NEW_FILE | getattr(os, "O_CLOEXEC", 0), mode)
            self.file = io.BufferedWriter(Named(number, "wb", self.path))
        return self.file

    def write(self, data: bytes) -> None:
        """Adds to the new content."""
        self.opened().write(data)

    def finish(self) -> None:
        """All is written: it is on the disk when this returns, with the owner and the rights of the old file."""
        file = self.opened()
        file.flush()
        if self.old is not None:
            _resemble(self.path, file.fileno(), self.old)
        try:
            os.fsync(file.fileno())
        except OSError as error:
            error.filename = self.path
            raise

    def commit(self, check: Callable[[], None]) -> None:
        """Takes the old file's place, unless `check`, the last thing to be asked, raises."""
        self.opened().close()
        check()
        os.replace(self.beside, self.path)
        self.committed = True
        _sync_folder(self.folder)


def _replaceable(path: str, fresh: bool) -> os.stat_result | None:
    """The file that is to be replaced; None for a new one. Raises OSError where none may be put there."""
    try:
        old = os.lstat(path)
    except FileNotFoundError:
        if fresh:
            return None
        raise
    if fresh and stat.S_ISLNK(old.st_mode):
        return None
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    if not stat.S_ISREG(old.st_mode):
        raise OSError(errno.EINVAL, "is no regular file")
    if not old.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    return old


def _resemble(path: str, number: int, old: os.stat_result) -> None:
    """Gives an open file the owner, rights and extended attributes of another, as far as the system lets us."""
    if hasattr(os, "fchown"):
        for owner in ((old.st_uid, old.st_gid), (-1, old.st_gid)):
            try:
                os.fchown(number, *owner)
                break
            except OSError:
                continue
        os.fchmod(number, stat.S_IMODE(old.st_mode))
    if hasattr(os, "listxattr"):
        try:
            for name in os.listxattr(path):
                os.setxattr(number, name, os.getxattr(path, name))
        except OSError:  # a file system without them, or one that keeps them to itself
            pass


def _sync_folder(folder: str) -> None:
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:  # not every system opens folders
        return
    try:
        os.fsync(number)
    except OSError:
        pass
    finally:
        os.close(number)


def sweep(folder: str) -> None:
    """Removes what runs that were killed have left in a folder. Those that still go on are let be."""
    try:
        with os.scandir(folder or ".") as entries:
            names = [entry.name for entry in entries if entry.name.startswith(PREFIX)]
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.endswith(SUFFIX) and _is_left(name, path):
            _unlink(path)


def _is_left(name: str, path: str) -> bool:
    machine, _, rest = name.removeprefix(PREFIX).partition("-")
    process = rest.partition("-")[0]
    try:
        if machine != _machine() or not process.isdigit() or os.name == "nt":
            return time.time() - os.lstat(path).st_mtime > STALE
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _machine() -> str:
    """The machine, in eight characters: process numbers mean nothing on another one."""
    import platform
    from hashlib import sha256

    return sha256(platform.node().encode(errors="replace")).hexdigest()[:8]


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
