"""Files that the command line asks to be written: whole or not at all, and never through a link that lies there."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from io import BufferedWriter, TextIOWrapper

from newslint.atomic import Named, Replacement, sweep
from newslint.paths import working_folder
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

DEVICES = ("/dev/", "/proc/")  # /dev/stdout is a link, and meant to be followed


@contextmanager
def binary(path: str) -> Iterator[BinaryIO]:
    """The file, being written. It takes its name when all is written; pipes and devices are written as they are.

    Raises NewslintError where it cannot be.
    """
    if is_device(path):
        with _plain(path) as file:
            yield file
        return
    refuse_way_out(path)
    try:
        new = Replacement(path, fresh=True)
        sweep(new.folder)
    except (OSError, ValueError) as error:
        raise refused(path, error) from None
    with new:
        try:
            file = new.opened()
        except (OSError, ValueError) as error:
            raise refused(path, error) from None
        yield file
        new.finish()
        new.commit(lambda: None)


@contextmanager
def text(path: str) -> Iterator[TextIO]:
    """The same for text: UTF-8, with line feeds."""
    with binary(path) as file:
        out = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield out
            out.flush()
        finally:
            with suppress(ValueError, OSError):  # what does not fit has been told
                out.detach()


def refuse_way_out(path: str) -> None:
    """Raises NewslintError where a folder on the way is a link out of the working folder, in which the path seems to lie."""
    here, folder = working_folder(), os.path.dirname(os.path.abspath(path))
    if _is_in(folder, here) and not _is_in(os.path.realpath(folder), os.path.realpath(here)):
        said = f"a link on the way to it leads out of the working folder, to {os.path.realpath(folder)}"
        raise NewslintError(f"{path}: this output file is not written: {said}; name that folder")


def refused(path: str, error: Exception) -> NewslintError:
    """The sentence on a file that cannot be written."""
    why = getattr(error, "strerror", None) or str(error)
    return NewslintError(f"{path}: this output file cannot be written: {why[:1].lower()}{why[1:]}")


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def is_device(path: str) -> bool:
    """Whether a path is a device, a pipe or the like, which is written as it is."""
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        return False
    odd = not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))
    return odd or os.path.abspath(path).startswith(DEVICES)


@contextmanager
def _plain(path: str) -> Iterator[BinaryIO]:
    try:
        file = BufferedWriter(Named(path, "wb", path))
    except (OSError, ValueError) as error:
        raise refused(path, error) from None
    with file:
        yield file
