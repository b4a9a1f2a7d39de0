"""Takes back what `newslint check --fix --fix-log FILE` has changed: each file gets the bytes it had."""

from __future__ import annotations

from newslint.cli import flags
from newslint.problem import Problem
from newslint.safe import safe_text
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal


def arguments(parser: Parser) -> None:
    """The flags of `newslint undo`."""
    parser.add_argument("log", metavar="FILE", help="the log that --fix-log wrote")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what could not be taken back")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Takes back what can be; says, and exits with 2, what cannot."""
    from newslint.repair.undo import undo

    done = already = failed = 0
    for item in undo(args.log):
        if isinstance(item, Problem):
            failed += 1
            terminal.error(safe_text(str(item)))
            continue
        done += bool(item.runs)
        already += not item.runs
        if item.note and not args.quiet:
            terminal.note(safe_text(f"{item.path}: {item.note}"))
    if not args.quiet and not (done or already or failed):
        terminal.note(safe_text(f"{args.log}: no fix is in this log"))
    elif not args.quiet:
        same = f"; {many(already, 'file')} already as before" if already else ""
        terminal.note(f"Restored {many(done, 'file')}{same}.")
    if failed:
        terminal.note(f"exit 2: {many(failed, 'problem')} kept newslint from restoring everything")
        return 2
    return 0
