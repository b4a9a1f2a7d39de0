"""Removes what newslint has kept to be faster: the folder .newslint_cache."""

from __future__ import annotations

from newslint import cachedir
from newslint.cli import caching, flags
from newslint.paths import shown
from newslint.problem import NewslintError
from newslint.safe import safe_text
from newslint.settings import load
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal


def arguments(parser: Parser) -> None:
    """The flags of `newslint clean`."""
    parser.add_argument("--config", metavar="FILE", help="the configuration file, instead of the nearest one")
    parser.add_argument("--isolated", action="store_true", help="read no configuration file")
    caching.folder(parser)
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Removes the cache, and says how much that was."""
    given = {"cache-dir": args.cache_dir} if args.cache_dir is not None else {}
    settings = load(args.config, isolated=args.isolated, flags=given)
    top = cachedir.place(settings.file, settings.cache_dir)
    try:
        files, size = cachedir.clear(top)
    except OSError as error:
        raise NewslintError(f"{shown(top)}: this cache cannot be removed: {error.strerror or error}") from None
    said = f"Removed {many(files, 'file')} ({size:,} bytes)" if files else "Nothing was kept"
    terminal.note(safe_text(f"{said} in {shown(top)}."))
    return 0
