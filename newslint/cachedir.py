"""The folder `.newslint_cache`: what is in it may be deleted at any time, and is then worked out anew.

It lies in the project: beside the configuration file, else at the top of the git checkout, else in the working folder.
The variable NEWSLINT_CACHE_DIR names another. Each room that keeps something has a sub-folder of its own.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from newslint.paths import working_folder

NAME = ".newslint_cache"
VARIABLE = "NEWSLINT_CACHE_DIR"
PARTS = ("found", "rules")  # the sub-folders of those that keep something: findings, and compiled rules
# Kept out of git, and out of backups (the signature is that of https://bford.info/cachedir/).
MARKS = {
    ".gitignore": b"*\n",
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by newslint; may be deleted at any time.\n",
}


def folder(config: str | None, part: str, chosen: str | None = None) -> str | None:
    """The sub-folder `part` of the cache, made where it is missing; None where nothing can be kept, or should be.

    `config` is the configuration file in force (`Settings.file`), `chosen` the folder that the settings name. A link, and
    a folder that others may write to, is not used: what lies there could be anyone's, and so could be what we write over.
    """
    chosen = chosen or os.environ.get(VARIABLE)
    top = place(config, chosen)
    inside = os.path.join(top, part)
    try:
        if chosen:
            os.makedirs(top, exist_ok=True)
        elif not _is_ours(top):
            return None
        _mark(top)
        return inside if _is_ours(inside) and os.access(inside, os.W_OK) else None
    except OSError:
        return None


def place(config: str | None, chosen: str | None = None) -> str:
    """Where the cache lies, if there is one."""
    chosen = chosen or os.environ.get(VARIABLE)
    return os.path.abspath(chosen) if chosen else os.path.join(_project(config), NAME)


def clear(top: str) -> tuple[int, int]:
    """Removes what newslint keeps in a folder, and the folder where nothing else is in it: how many files, and bytes.

    Nothing is followed or removed that is not of the cache. Raises OSError where a file cannot be removed.
    """
    files = size = 0
    for part in PARTS:
        inside = os.path.join(top, part)
        if os.path.islink(top) or os.path.islink(inside) or not os.path.isdir(inside):
            continue
        with os.scandir(inside) as entries:
            kept = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
        for entry in kept:
            files, size = files + 1, size + entry.stat(follow_symlinks=False).st_size
            os.unlink(entry.path)
        with suppress(OSError):  # something else is in it
            os.rmdir(inside)
    _unmark(top)
    return files, size


def _unmark(top: str) -> None:
    """Removes a folder that holds nothing but our marks."""
    try:
        if not os.path.islink(top) and set(os.listdir(top)) == set(MARKS):
            for name in MARKS:
                os.unlink(os.path.join(top, name))
            os.rmdir(top)
    except FileNotFoundError:
        pass


def keep(path: str, data: bytes) -> None:
    """Puts a file into the cache, whole or not at all; where that fails there is none, and no word is said."""
    new = f"{path}.{os.getpid()}.tmp"
    with suppress(OSError):
        try:
            with open(new, "xb") as file:
                file.write(data)
            os.replace(new, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(new)
            raise


def _project(config: str | None) -> str:
    if config is not None:
        return os.path.dirname(os.path.abspath(config))
    here = above = working_folder()
    while not os.path.exists(os.path.join(above, ".git")):
        above, below = os.path.dirname(above), above
        if above == below:
            return here
    return above


def _is_ours(path: str) -> bool:
    """Whether a folder, made where it is missing, is one that nobody else writes to. Raises OSError."""
    with suppress(FileExistsError):
        os.mkdir(path)
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows knows neither
        return True
    owners = (os.geteuid(), os.stat(os.path.dirname(path)).st_uid)
    return found.st_uid in owners and not found.st_mode & stat.S_IWOTH


def _mark(top: str) -> None:
    """Writes the marks into a new folder. One that holds other things is the user's, and gets no .gitignore."""
    with os.scandir(top) as entries:
        there = {entry.name for entry, _ in zip(entries, (*MARKS, "another"), strict=False)}
    if there < set(MARKS):
        for name, content in MARKS.items():
            keep(os.path.join(top, name), content)
