"""What is made when it is first asked for something: regular expressions, and modules by name.

A run uses a part of all expressions; to compile the rest as well took 10 ms, as long as it takes to start Python.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, AnyStr


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, as far as its methods and attributes go, but at once."""
    return _Late(pattern, flags)  # type: ignore[return-value]


def module(name: str) -> ModuleType:
    """A module by its full name. Raises ModuleNotFoundError. (`importlib` has this too, and imports more than it.)"""
    found: ModuleType = __import__(name, fromlist=("",))
    return found


class _Late:
    """Stands for a pattern. What it was asked for once it holds itself, and is as quick as the pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._given: tuple[Any, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what pickle and copy look for
            raise AttributeError(name)
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
