"""The flags of `newslint check` that are about its cache, and whether a run has one."""

from __future__ import annotations

import os

from newslint import cachedir
from newslint.paths import is_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cache.kept import Cache
    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.run import Job

OFF = "NEWSLINT_NO_CACHE"


def arguments(parser: Parser) -> None:
    """The flags."""
    group = parser.add_argument_group("cache")
    group.add_argument("--no-cache", action="store_true", help="look for everything anew, keep nothing")
    folder(group)


def folder(parser: argparse._ActionsContainer) -> None:
    """The flag that names its folder."""
    said = f"where to keep what was found ({cachedir.NAME} in the project; or {cachedir.VARIABLE})"
    parser.add_argument("--cache-dir", metavar="DIR", help=said)


def opened(job: Job, terminal: Terminal, *, verbose: bool) -> Cache | None:
    """The cache of a run; None where there is to be none, or can be none. Raises NewslintError as reading rules does."""
    settings = job.settings
    if settings.no_cache or os.environ.get(OFF) or any(path == "-" or is_address(path) for path in job.paths):
        return None
    from newslint.cache import PART, kept, shelf, state

    name = state.name(settings)
    place = cachedir.folder(settings.file, PART, settings.cache_dir)
    if name is None or place is None:
        if verbose:
            terminal.note("no cache: its folder cannot be written to, or is not a folder of its own")
        return None
    cache = kept.Cache(shelf.Shelf(place), name)
    if not cache.is_ready:
        from newslint import corpus

        if not job.rules or corpus.needed(job.rules):
            return None
        cache.ready()
    return cache
