"""The parser of a command's arguments: argparse's, with complaints of our own."""

from __future__ import annotations

import argparse

from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are newslint's: one sentence, safe to print, exit status 2."""

    def __init__(self, **words: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **words)
        self.register("action", "yes-or-no", argparse.BooleanOptionalAction)

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is not None:  # where it is None, it is standard error; argparse says nothing of a disk that is full
            file.write(message)

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: "):
            message = self._unknown(message.removeprefix("unrecognized arguments: "))
        raise NewslintError(f"{message} (see `{self.prog} --help`)")

    def _unknown(self, words: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(words.split()[0].partition("=")[0], list(self._option_string_actions), 1)
        return f"unknown argument: {words}" + (f"; did you mean {near[0]}?" if near else "")

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The arguments, parsed. Raises NewslintError."""
        # argparse forgets `--` where flags and paths may be mixed: what follows it is marked by what no argument can hold.
        at = arguments.index("--") if "--" in arguments else len(arguments)
        names = ["\0" + word if word.startswith("-") else word for word in arguments[at + 1 :]]
        args = self.parse_intermixed_args([*arguments[:at], *names])
        for name, value in vars(args).items():
            setattr(args, name, _unmarked(value))
        return args


def _unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    return value.removeprefix("\0") if isinstance(value, str) else value
