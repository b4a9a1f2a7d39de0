"""Patterns that are names, or names with one star: told by comparing, where a regular expression takes longer to compile
than a small run takes in all."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_MORE = ("**", "?", "[", "/", "\n")


def is_simple(pattern: str) -> bool:
    """Whether a pattern can be told so."""
    return pattern.count("*") < 2 and not any(mark in pattern for mark in _MORE)


class Names:
    """Some such patterns; `fullmatch` asks as a regular expression is asked, of a path with slashes."""

    def __init__(self, patterns: Iterable[str]) -> None:
        parts = [pattern.partition("*") for pattern in patterns]
        self.exact = {before for before, star, _ in parts if not star}
        self.starts = tuple(before for before, star, after in parts if star and not after)
        self.ends = tuple(after for before, star, after in parts if star and after and not before)
        self.befores = tuple(before for before, star, after in parts if star and before and after)
        self.both = [(before, after) for before, star, after in parts if star and before and after]

    def fullmatch(self, path: str) -> bool:
        """Whether the path's last name is one of those meant."""
        name = path[path.rfind("/") + 1 :]
        return (
            name in self.exact
            or name.startswith(self.starts)
            or name.endswith(self.ends)
            or name.startswith(self.befores)
            and any(
                name.startswith(before) and name.endswith(after) and len(name) >= len(before) + len(after)
                for before, after in self.both
            )
        )
