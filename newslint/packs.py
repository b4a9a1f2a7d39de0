"""Rule packs: installed packages that bring rules, named by an entry point of the group `newslint.rules`.

A pack's project says `[project.entry-points."newslint.rules"]`, `acme_news = "acme_news:rules"`: the package, and the
folder in it that holds the rules (none: the package's own). Its code is never run, and nothing is ever downloaded.
"""

from __future__ import annotations

import os

from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint
    from pathlib import Path

GROUP = "newslint.rules"
PREFIX = "pkg:"


def folder(word: str) -> Path:
    """The folder of the pack that a word such as `pkg:acme_news` names. Raises NewslintError."""
    from pathlib import Path

    name = word.removeprefix(PREFIX)
    points = {point.name: point for point in _points()}
    if name not in points:
        there = f"installed are {', '.join(sorted(points))}" if points else "none is installed"
        raise NewslintError(f"{word}: there is no rule pack of this name; {there} (see docs/writing-rules.md)")
    package, _, inner = points[name].value.partition(":")
    parts = [*package.strip().split(".")[1:], *inner.strip().split("/")]
    if any(part in ("..", ".") or os.sep in part for part in parts):
        raise NewslintError(f"{word}: its entry point {points[name].value!r} leads out of its package")
    for home in _homes(package.strip().split(".")[0]):
        found = Path(home).joinpath(*(part for part in parts if part))
        if found.is_dir():
            return found
    raise NewslintError(f"{word}: its entry point {points[name].value!r} names no folder of an installed package")


def _points() -> Iterator[EntryPoint]:
    from importlib.metadata import entry_points

    yield from entry_points(group=GROUP)


def _homes(package: str) -> list[str]:
    """The folders of a top-level package, found without importing it."""
    from importlib.util import find_spec

    try:
        spec = find_spec(package)
    except (ImportError, ValueError, AttributeError):
        return []
    return list(spec.submodule_search_locations or ()) if spec else []
