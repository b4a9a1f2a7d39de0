"""Counting without end in a memory with one: of many keys those that count most stay, the others are only totals."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Key = TypeVar("Key")
    Value = TypeVar("Value")


def prune(kept: dict[Key, Value], most: int, worth: Callable[[Value], Any]) -> list[Value]:
    """Once a dictionary has twice `most` entries, takes all but the `most` worthiest out of it and returns them.

    Of equals those that came first stay. An entry that comes back begins anew, so its count is a lower bound; totals that
    take in what is returned stay exact.
    """
    if len(kept) < 2 * most:
        return []
    ranked = sorted(kept, key=lambda key: worth(kept[key]), reverse=True)
    return [kept.pop(key) for key in ranked[most:]]
