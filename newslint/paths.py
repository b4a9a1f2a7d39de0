"""Paths, as messages say them and patterns see them."""

from __future__ import annotations

import errno
import os
import stat
from functools import lru_cache

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_ADDRESS = regex(r"[A-Za-z][A-Za-z0-9+.-]+://")  # of two letters at least: one is a drive

_WEB = regex(r"(?is)(https?://)(?:[^/?#@]*@)?([^?#]*)(?:[?#].*)?")


def is_address(path: str) -> bool:
    """Whether a path is the address of a file elsewhere, such as s3://bucket/news.jsonl."""
    return "://" in path and _ADDRESS.match(path) is not None


def public(path: str) -> str:
    """A path as reports and logs may say it: of an address of the web, the user, the password and the query are left out."""
    found = _WEB.fullmatch(path) if "://" in path else None
    return path if found is None else found[1] + found[2]


def working_folder() -> str:
    """The folder newslint stands in; the root where that has been deleted under its feet."""
    try:
        return os.getcwd()
    except OSError:
        return os.path.abspath(os.sep)


def opened(path: str) -> BinaryIO:
    """A file that may have come with data from elsewhere, open for reading. Raises OSError for a pipe or a device.

    They would be waited for, or read, for ever. Those in /dev are what somebody has typed: `<(zcat old.jsonl.gz)`.
    """
    if path.startswith("/dev/"):
        return open(path, "rb")
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)
        said = "it is a folder" if stat.S_ISDIR(mode) else "it is no regular file"
        raise OSError(errno.EINVAL, said)
    return os.fdopen(number, "rb")


def rooted(path: str, root: str | None = None) -> str:
    """A path as other machines name it too: from a folder (None: the working folder), with slashes; - and addresses stay."""
    return _rooted(path, root or working_folder(), working_folder())


@lru_cache(maxsize=8)  # the articles of a file are asked for one after the other
def _rooted(path: str, root: str, standing: str) -> str:
    """The same, and where we stand: relative paths depend on it."""
    if path == "-" or is_address(path):
        return path
    try:
        return os.path.relpath(os.path.join(standing, path), root).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.replace(os.sep, "/")


def shown(path: str) -> str:
    """A path as messages say it: relative where it lies below the working folder."""
    if is_address(path):
        return path
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # no working folder; another drive
        return path
    return path if relative.startswith("..") else relative


def why(path: str, error: Exception) -> str:
    """The sentence on a path that cannot be looked at."""
    if "\0" not in path and os.path.islink(path):
        return "is a link that leads nowhere"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
