"""Goes through one folder: sorted, without leaving it, without what is excluded or ignored by git."""

from __future__ import annotations

import os
import stat
from operator import attrgetter

from newslint import readers
from newslint.paths import why
from newslint.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newslint.files import Search

VENV = "pyvenv.cfg"  # a folder with this file is a virtual environment, whatever its name
IGNORE_FILE = ".gitignore"
PLAIN = "\0"  # before the names of files that need no second look: none can hold it
MOST_IGNORES = 1 << 20  # bytes of a .gitignore


class Walk:
    """The files below one folder. Links to folders are not followed; what they lead to inside is found anyway."""

    def __init__(self, base: str, search: Search) -> None:
        self.base, self.search = base, search
        self.real = os.path.realpath(base)
        self.prefix = "" if base in (".", "./") else os.path.join(base, "")
        relative = search.excludes.relative(base)
        # Patterns are relative to their root; a folder outside of it is seen as if it were the root.
        self.above = "" if relative == "." or relative.startswith("../") or relative == ".." else relative + "/"
        self.ignores = Ignores(self.real) if search.respect_gitignore else None

    def run(self) -> Iterator[str | Problem]:
        """The files, and a Problem for each that cannot be opened or is none."""
        waiting = [""]  # relative to the base; a folder ends in a slash; last first
        inside, prefix, is_new = os.path.join(self.real, ""), self.prefix, self.search.is_new
        while waiting:
            place = waiting.pop()
            if place.startswith(PLAIN):
                name = place[1:]
                if is_new(inside + name):
                    yield prefix + name
                continue
            if place and not place.endswith("/"):
                yield from self._file(place)
                continue
            try:
                with os.scandir(os.path.join(self.base, place)) as entries:
                    found = sorted(entries, key=attrgetter("name"))
            except OSError as error:
                yield Problem(self.prefix + place or self.base, f"cannot be read: {error.strerror or error}")
                continue
            waiting += self._chosen(place, found)[::-1]

    def _chosen(self, place: str, entries: list[os.DirEntry[str]]) -> list[str]:
        names = {entry.name for entry in entries}
        if VENV in names and place:
            return []
        if self.ignores and IGNORE_FILE in names:
            self.ignores.add(place, os.path.join(self.real, place))
        is_readable, is_excluded, above = readers.is_readable, self.search.excludes.match, self.above + place
        ignores = self.ignores if self.ignores and (self.ignores.above or self.ignores.below) else None
        chosen = []
        for entry in entries:
            folder = _is_folder(entry)
            readable = not folder and is_readable(entry.name)
            if not folder and not readable and not readers.is_packed_otherwise(entry.name):
                continue
            if folder and entry.is_symlink():
                continue
            name = place + entry.name
            if is_excluded(above + entry.name, folder):
                continue
            if ignores and ignores.match(name + "/" if folder else name):
                continue
            plain = readable and entry.is_file(follow_symlinks=False)  # the folder says so: no need to ask the file
            chosen.append(PLAIN + name if plain else name + "/" if folder else name)
        return chosen

    def _file(self, place: str) -> Iterator[str | Problem]:
        path, real = self.prefix + place, os.path.join(self.real, place)
        try:
            mode = os.lstat(real).st_mode
            if stat.S_ISLNK(mode):
                real, mode = os.path.realpath(real), os.stat(real).st_mode
        except OSError as error:
            yield Problem(path, why(path, error))
            return
        if not stat.S_ISREG(mode):
            yield Problem(path, f"is {readers.what(mode)}, not a file: it was not opened")
        elif not real.startswith(os.path.join(self.real, "")):
            yield Problem(path, f"is a link out of {self.base}, which is not followed: name it itself to have it read")
        elif not readers.is_readable(path):
            yield Problem(path, readers.unknown(path))
        elif self.search.is_new(real):
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


class Ignores:
    """The .gitignore files that count below a folder: its own, its subfolders', those above up to the repository."""

    def __init__(self, real: str) -> None:
        self.above: list[tuple[str, Any]] = []  # (path from the ignoring folder to ours, its patterns), innermost first
        self.below: dict[str, Any] = {}
        self._climb(real)

    def _climb(self, real: str) -> None:
        folder, down, found = real, "", []
        while not os.path.lexists(os.path.join(folder, ".git")):
            parent, name = os.path.split(folder)
            if parent == folder:
                return  # no repository: only what is at or below the folder counts
            folder, down = parent, f"{name}/{down}"
            if spec := load(folder):
                found.append((down, spec))
        # A folder that is itself ignored was named on purpose (data often is): what ignores it does not count then.
        if not any(spec.match_file(down) for down, spec in found):
            self.above = found

    def add(self, place: str, real: str) -> None:
        """Take the .gitignore of a folder into account."""
        if spec := load(real):
            self.below[place] = spec

    def match(self, name: str) -> bool:
        """Whether git would ignore a path, which is relative to the folder; that of a folder ends in a slash."""
        place = name.rstrip("/")
        while self.below and place:
            place = place[: place.rfind("/") + 1]
            spec = self.below.get(place)
            verdict = spec.check_file(name[len(place) :]).include if spec else None
            if verdict is not None:
                return bool(verdict)
            place = place.rstrip("/")
        for down, spec in self.above:
            verdict = spec.check_file(down + name).include
            if verdict is not None:
                return bool(verdict)
        return False


def load(folder: str) -> Any:
    """The patterns of a folder's .gitignore; None where there is none that can be read."""
    path = os.path.join(folder, IGNORE_FILE)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as stream:
            text = stream.read(MOST_IGNORES).decode(errors="replace")
    except OSError:
        return None
    import re

    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(text.splitlines())
    except (ValueError, re.error):  # a pattern git would not take either
        return None
