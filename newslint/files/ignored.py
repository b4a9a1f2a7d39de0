"""A .gitignore as most are: names, names with one star, folders. Told by comparing: `pathspec`, which knows the other patterns
as well, takes 25 ms to import, three times as long as it takes to start Python."""

from __future__ import annotations

from newslint.files.names import Names, is_simple
from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SET = regex(r"\[([A-Za-z0-9]{1,9})\]")


class Plain:
    """Such patterns. `verdict` says True of a path below their folder that git ignores, None of any other."""

    def __init__(self, patterns: Iterable[str]) -> None:
        bodies = [(pattern.rstrip("/"), pattern.endswith("/")) for pattern in patterns]
        loose = [(body, is_folder) for body, is_folder in bodies if "/" not in body]
        self.files = Names(body for body, is_folder in loose if not is_folder)
        self.folders = Names(body for body, _ in loose)
        self.placed = [
            ([Names([part]) for part in body.lstrip("/").split("/")], is_folder)
            for body, is_folder in bodies
            if "/" in body
        ]

    def verdict(self, path: str) -> bool | None:
        """`path` has slashes; that of a folder ends in one."""
        names = path.rstrip("/").split("/")
        folders = names if path.endswith("/") else names[:-1]
        if self.files.fullmatch(names[-1]) or any(map(self.folders.fullmatch, folders)):
            return True
        for parts, is_folder in self.placed:
            reached = folders if is_folder else names
            if len(parts) <= len(reached) and all(map(Names.fullmatch, parts, reached)):
                return True
        return None


def plain(lines: Iterable[str]) -> Plain | None:
    """The patterns of a .gitignore; None where a line is of another sort."""
    found: list[str] = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        spread = _spread(line)
        parts = [part for one in spread for part in one.removeprefix("/").removesuffix("/").split("/")]
        if (
            line != line.strip()
            or line.startswith("!")
            or "\\" in line
            or not all(part and is_simple(part) for part in parts)
        ):
            return None
        found += spread
    return Plain(found)


def _spread(line: str) -> list[str]:
    """`*.py[co]` as two patterns."""
    found = _SET.search(line)
    return [line] if found is None else [line[: found.start()] + sign + line[found.end() :] for sign in found[1]]
