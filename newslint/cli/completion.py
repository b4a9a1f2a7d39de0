"""Prints a completion script for a shell: `newslint completion bash > ~/.local/share/bash-completion/completions/newslint`."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import PurePosixPath

from newslint import ruleset
from newslint.cli import VERBS, flags
from newslint.cli.parser import Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from typing import Any

    from newslint.cli.terminal import Terminal

SHELLS = ("bash", "zsh", "fish")
_FILES = ("paths", "rules", "config", "output_file", "stdin_filename")  # arguments that are files or folders
_RULES = ("select", "ignore", "extend_select")


def arguments(parser: Parser) -> None:
    """The flags of `newslint completion`."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"one of {', '.join(SHELLS)}")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the script."""
    import shtab

    terminal.write(shtab.complete(_whole(shtab), args.shell).rstrip("\n") + "\n")
    return 0


def _whole(shtab: Any) -> argparse.ArgumentParser:
    """One parser of all commands, as shells see them; the names of rules are those shipped when it is made."""
    parser = argparse.ArgumentParser(prog="newslint", description="A linter for scraped news articles.")
    commands = parser.add_subparsers(parser_class=Parser)
    words = sorted(set(_rule_words(ruleset.shipped_folder())))
    inner: dict[str, Any] = {}
    for verb, does in VERBS.items():
        head, _, rest = verb.partition(" ")
        if rest and head not in inner:
            inner[head] = commands.choices[head].add_subparsers()
        made = inner[head].add_parser(rest, help=does) if rest else commands.add_parser(verb, help=does)
        import_module(f"newslint.cli.{verb.replace(' ', '_')}").arguments(made)
        _explain(made, words, shtab)
    return parser


def _explain(parser: Parser, words: list[str], shtab: Any) -> None:
    """Says of each argument what may stand there."""
    for action in parser._actions:
        if action.dest in _FILES and not isinstance(action, argparse._StoreTrueAction):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest in _RULES:
            action.choices = words
        elif parser.prog == "newslint rule" and action.dest == "name":
            action.choices = [*words, "new"]


def _rule_words(folder: Traversable) -> Iterator[str]:
    """The names of the shipped rules and groups, told from their files alone."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield entry.name
            yield from _rule_words(entry)
        elif entry.name.endswith(ruleset.SUFFIXES):
            yield PurePosixPath(entry.name).stem
