"""Writes a new rule file with examples to fill in, and beside it the schema that editors check it against."""

from __future__ import annotations

import os

from newslint import kind, ruleset, scaffold, schemas
from newslint.cli import flags
from newslint.problem import NewslintError
from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal

SCHEMA = "rule.schema.json"


def arguments(parser: Parser) -> None:
    """The flags of `newslint rule new`."""
    parser.add_argument("name", metavar="NAME", help="the new rule's name: lower-case words with dashes")
    kinds = kind.kinds()
    parser.add_argument("--kind", required=True, choices=kinds, metavar="KIND", help=f"one of {', '.join(kinds)}")
    parser.add_argument("--group", metavar="GROUP", help="its group: a folder in the output folder")
    parser.add_argument("--output", metavar="DIR", default="rules", help="the folder of your rules (rules)")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the file, and says what to do with it."""
    from newslint.rule import check_name

    for word in (args.name, args.group or "group"):
        check_name(word, "newslint rule new")
    folder = os.path.join(args.output, args.group) if args.group else args.output
    path = os.path.join(folder, f"{args.name}.yaml")
    text = scaffold.rule_text(args.name, args.kind, os.path.relpath(_schema(args.output), folder).replace(os.sep, "/"))
    replaces = any(rule.name == args.name for rule in ruleset.shipped())
    try:
        os.makedirs(folder, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        _write_schema(_schema(args.output))
    except FileExistsError as error:
        raise NewslintError(f"{error.filename}: this is there already; it was not touched") from None
    except (OSError, ValueError) as error:
        raise NewslintError(f"{path}: this rule file cannot be written: {error}") from None
    terminal.write(safe_text(path) + "\n")
    terminal.note(safe_text(f"Fill it in, then: newslint test {path}; newslint check --rules {args.output}"))
    if replaces:
        terminal.note(f"There is a shipped rule {args.name!r}: yours takes its place where it is loaded.")
    return 0


def _schema(output: str) -> str:
    """The schema that the editor is to read: newslint's own in a checkout of newslint, else a copy beside the rules."""
    shipped = os.path.realpath(str(ruleset.shipped_folder()))
    own = schemas.file("rule")
    inside = os.path.commonpath((shipped, os.path.realpath(output))) == shipped
    return own if inside and os.path.isfile(own) else os.path.join(output, SCHEMA)


def _write_schema(path: str) -> None:
    """Puts the schema beside the rules, so that editors need no network, unless one is there."""
    if not os.path.exists(path):
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(schemas.text("rule"))
