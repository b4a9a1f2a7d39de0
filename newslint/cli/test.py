"""Runs the examples inside rule files: every bad one must be found as it says, every good one must stay silent."""

from __future__ import annotations

import os
from difflib import unified_diff

from newslint import examples, ruleset, style
from newslint.cli import flags
from newslint.problem import MissingExtra, NewslintError
from newslint.safe import safe_text
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.examples import Failure


def arguments(parser: Parser) -> None:
    """The flags of `newslint test`."""
    parser.add_argument("rules", nargs="*", metavar="RULES", help="rule files and folders; none: the shipped rules")
    parser.add_argument("-q", "--quiet", action="store_true", help="no closing summary")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Runs the examples of all rules; 1 where one fails, 2 where a rule file cannot be read.

    A shipped rule that needs an extra is left out, and told.
    """
    color = terminal.colors(terminal.out)
    rules = failed = broken = 0
    for path in _files(args.rules):
        try:
            loaded = ruleset.load([path])
        except NewslintError as error:
            broken += 1
            terminal.error(str(error))
            continue
        for rule in loaded:
            try:
                failures = examples.run(rule)
            except MissingExtra as missing:
                broken += bool(args.rules)  # who names a rule wants to know; the shipped ones need not all be used
                terminal.note(f"{rule.name}: not tested: {missing}")
                continue
            rules += 1
            failed += bool(failures)
            for failure in failures:
                terminal.out.writelines(_failure(failure, color))
    terminal.flush()
    return _conclude(rules, failed, broken, args.quiet, terminal)


def _conclude(rules: int, failed: int, broken: int, quiet: bool, terminal: Terminal) -> int:
    if not quiet:
        terminal.note(f"{many(rules, 'rule')} tested, {failed} failed, {many(broken, 'rule file')} not readable.")
    if broken:
        terminal.note(f"exit 2: {many(broken, 'rule file')} could not be read")
        return 2
    if failed:
        terminal.note(f"exit 1: examples of {many(failed, 'rule')} did not come out as written")
        return 1
    if not rules:
        terminal.note("exit 3: no rule file was found")
        return 3
    return 0


def _files(paths: Sequence[str]) -> Iterator[str]:
    """The rule files meant, one by one, so that a broken one does not stop the others."""
    for path in paths or [str(ruleset.shipped_folder())]:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if name.endswith(ruleset.SUFFIXES) and not name.startswith("."):
                    yield os.path.join(folder, name)


def _failure(failure: Failure, color: bool) -> Iterator[str]:
    look = style.paint if color else style.plain
    where = look(safe_text(failure.rule.path), "bold")
    yield f"{where}: {safe_text(failure.rule.name)}: {safe_text(failure.example)}: {safe_text(failure.what)}\n"
    expected, got = failure.expected.split("\n"), failure.got.split("\n")
    for line in unified_diff(expected, got, "expected", "got", lineterm="", n=3):
        name = {"+": "added", "-": "removed"}.get(line[:1], "")
        shown = f"  {safe_text(line)}".rstrip()
        yield (look(shown, name) if name else shown) + "\n"
    yield "\n"
