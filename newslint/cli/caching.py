"""The flags of `newslint check` that are about its cache, and whether a run has one."""

from __future__ import annotations

import os
from contextlib import suppress

from newslint import cachedir
from newslint.paths import is_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cache.kept import Cache
    from newslint.cache.validated import Validated
    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.run import Job
    from newslint.settings import Settings

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


def validated(settings: Settings) -> Validated | None:
    """Where the user's rules are kept once they are validated; None where there are none, or nothing may be kept."""
    if not settings.rules or _is_off(settings):
        return None
    from newslint.cache.validated import PART, Validated

    place = cachedir.folder(settings.file, PART, settings.cache_dir)
    with suppress(OSError):
        return None if place is None else Validated(place)
    return None


def _is_off(settings: Settings) -> bool:
    return settings.no_cache or bool(os.environ.get(OFF))


def opened(job: Job, terminal: Terminal, *, verbose: bool) -> Cache | None:
    """The cache of a run; None where there is to be none, or can be none. Raises NewslintError as reading rules does."""
    settings = job.settings
    if _is_off(settings) or any(path == "-" or is_address(path) for path in job.paths):
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
