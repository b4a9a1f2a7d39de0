"""Arguments that need no parser: paths and switches, as most command lines are.

Importing argparse and having it read a path takes half as long as it takes to start Python.
"""

from __future__ import annotations

from types import SimpleNamespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import Any

    from newslint.cli.parser import Parser


class _Notes:
    """Stands for a parser while a command declares its flags: what they are worth when they are not given, and which are
    switches."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.switches: dict[str, str] = {}
        self.places: list[str] = []
        self.is_plain = True

    def add_argument_group(self, *words: Any, **more: Any) -> _Notes:
        return self

    def add_argument(self, *names: str, action: str = "store", default: Any = None, **more: Any) -> None:
        flags = [name for name in names if name.startswith("-")]
        long = [name for name in flags if name.startswith("--")] or flags or list(names)
        name = more.get("dest") or long[0].lstrip("-").replace("-", "_")
        is_switch = action == "store_true"
        self.values[name] = False if is_switch and default is None else default
        if not flags:
            self.places.append(name)
            self.is_plain = self.is_plain and more.get("nargs") == "*" and "type" not in more and default is None
        elif is_switch:
            self.switches.update(dict.fromkeys(flags, name))
        self.is_plain = self.is_plain and not more.get("required")


def read(declare: Callable[[Parser], None], arguments: Sequence[str]) -> argparse.Namespace | None:
    """The arguments of a command whose flags `declare` tells, as argparse would read them; None where it has to."""
    notes = _Notes()
    declare(notes)  # type: ignore[arg-type]
    paths = [word for word in arguments if word == "-" or not word.startswith("-")]
    switches = [word for word in arguments if word.startswith("-") and word != "-"]
    if not notes.is_plain or len(notes.places) != 1 or not all(word in notes.switches for word in switches):
        return None
    if any("\0" in path for path in paths):
        return None
    values = {**notes.values, **{notes.switches[word]: True for word in switches}, notes.places[0]: paths}
    return SimpleNamespace(**values)  # type: ignore[return-value]
