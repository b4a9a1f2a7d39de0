"""Writes a page that shows the reports of two runs side by side: new, fixed and unchanged findings, and rates that jumped.

OLD and NEW are files that `newslint check` wrote, as json, jsonl or parquet (`--report json=FILE`). For the page of one run
see `newslint check --report html=FILE`.
"""

from __future__ import annotations

import os

from newslint.cli import flags, target
from newslint.problem import NewslintError
from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal


def arguments(parser: Parser) -> None:
    """The flags of `newslint report`."""
    parser.add_argument("old", metavar="OLD", help="the report of the earlier run")
    parser.add_argument("new", metavar="NEW", help="the report of the later run")
    parser.add_argument(
        "--html", metavar="FILE", nargs="?", const="-", help="write the page there; without FILE to standard output"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no closing sentence")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Compares, writes the page, and returns 0: what is new is not judged here."""
    if args.html is None:
        raise NewslintError("say --html FILE, the page to write (`newslint diff OLD NEW` prints the same comparison)")
    if args.html != "-" and os.path.realpath(args.html) in map(os.path.realpath, (args.old, args.new)):
        raise NewslintError(
            f"{args.html}: this is a report to be compared, and the page would overwrite it: name another"
        )
    from newslint.cli.diff import sentence
    from newslint.reports._html.compare import compared

    text, made = compared(args.old, args.new)
    if args.html == "-":
        terminal.write(text)
        terminal.flush()
    else:
        with target.text(args.html) as out:
            out.write(text)
    if not args.quiet:
        terminal.note(safe_text(sentence(made)))
    return 0
