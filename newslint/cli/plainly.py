"""Arguments that need no parser: paths, switches, and flags with a value in a word of its own, as most command lines are.

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
    """Stands for a parser while a command declares its flags: what they are worth when they are not given, which are
    switches, and how the others read their value."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.switches: dict[str, str] = {}
        self.options: dict[str, tuple[str, Callable[[str], Any], Any]] = {}
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
        elif action == "store" and "nargs" not in more and default is None:
            self.options.update(dict.fromkeys(flags, (name, more.get("type", str), more.get("choices"))))
        self.is_plain = self.is_plain and not more.get("required")

    def take(self, flag: str, word: str) -> bool:
        """Reads a flag's value; False where there is something to complain of, which argparse does."""
        name, convert, choices = self.options[flag]
        try:
            value = convert(word)
        except Exception:  # noqa: BLE001 - argparse knows its own
            return False
        self.values[name] = value
        return not word.startswith("-") and (choices is None or value in choices)


def read(declare: Callable[[Parser], None], arguments: Sequence[str]) -> argparse.Namespace | None:
    """The arguments of a command whose flags `declare` tells, as argparse would read them; None where it has to."""
    notes = _Notes()
    declare(notes)  # type: ignore[arg-type]
    if not notes.is_plain or len(notes.places) != 1 or any("\0" in word for word in arguments):
        return None
    paths, words = [], iter(arguments)
    for word in words:
        if word == "-" or not word.startswith("-"):
            paths.append(word)
        elif word in notes.switches:
            notes.values[notes.switches[word]] = True
        elif word not in notes.options or not notes.take(word, next(words, "-")):
            return None
    return SimpleNamespace(**{**notes.values, notes.places[0]: paths})  # type: ignore[return-value]
