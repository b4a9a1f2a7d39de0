"""Sets newslint up in this folder: a configuration, a pre-commit hook, a CI file. Nothing that is there is touched."""

from __future__ import annotations

import os

from newslint import settings, starter
from newslint.cli import flags
from newslint.paths import shown, working_folder
from newslint.problem import NewslintError
from newslint.safe import safe_lines, safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.starter import Piece

SERVICES = ("auto", "github", "gitlab", "none")


def arguments(parser: Parser) -> None:
    """The flags of `newslint init`."""
    parser.add_argument("--ci", choices=SERVICES, default="auto", help="whose CI file is wanted (auto: as it looks)")
    parser.add_argument("--repo", metavar="URL", help="the Git repository that hooks and CI get newslint from")
    parser.add_argument("--rev", metavar="REV", help="its tag or commit")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; show what would be written")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Writes what is missing, and says what is to be added to what is there."""
    if (args.repo is None) != (args.rev is None):
        raise NewslintError("--repo and --rev belong together: a repository, and the tag or commit of it")
    folder = working_folder()
    service = starter.service(folder) if args.ci == "auto" else args.ci
    for piece in starter.pieces(service, args.repo, args.rev, starter.branch(folder)):
        _put(piece, args, terminal)
    if service in ("github", "gitlab") and args.repo is None:
        wanted = starter.requirement()
        terminal.note(safe_text(f"CI installs {wanted}: see that this is yours to trust, or give --repo and --rev."))
    if service is None:
        terminal.note("No CI file: this looks like neither GitHub nor GitLab (--ci github, --ci gitlab).")
    if not args.dry_run:
        terminal.note("Next: newslint check; pre-commit install; newslint baseline write if there is much to find.")
    return 0


def _put(piece: Piece, args: argparse.Namespace, terminal: Terminal) -> None:
    there = _there(piece)
    if there is not None:
        _tell_of(piece, there, terminal)
    elif args.dry_run:
        terminal.write(safe_text(f"# {piece.path}") + "\n" + safe_lines(piece.whole) + "\n")
    else:
        try:
            os.makedirs(os.path.dirname(piece.path) or ".", exist_ok=True)
            with open(piece.path, "x", encoding="utf-8", newline="\n") as file:
                file.write(piece.whole)
        except OSError as error:
            raise NewslintError(f"{piece.path}: this file cannot be written: {error.strerror or error}") from None
        terminal.note(safe_text(f"wrote {piece.path}"))


def _there(piece: Piece) -> str | None:
    """The file that is there in the piece's place, if any: for the configuration, any that speaks of newslint."""
    if piece.path in settings.FILES:
        return settings.nearest()
    return piece.path if os.path.lexists(piece.path) else None


def _tell_of(piece: Piece, path: str, terminal: Terminal) -> None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            known = "newslint" in file.read(1 << 20)
    except OSError:
        known = False
    if known or piece.path in settings.FILES:
        terminal.note(safe_text(f"{shown(path)}: there already"))
    else:
        terminal.note(safe_text(f"{shown(path)}: there already, and not touched; add to it:"))
        terminal.write(safe_lines(piece.part))
