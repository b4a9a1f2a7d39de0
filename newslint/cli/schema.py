"""Prints the JSON Schema of a rule file, a configuration, a finding ..., for editors and other checkers."""

from __future__ import annotations

from newslint import schemas
from newslint.cli import flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal


def arguments(parser: Parser) -> None:
    """The flags of `newslint schema`."""
    parser.add_argument("name", choices=schemas.names(), metavar="NAME", help=f"one of {', '.join(schemas.names())}")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the schema."""
    terminal.write(schemas.text(args.name))
    return 0
