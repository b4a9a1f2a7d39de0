"""The flags that say which findings do not count: known to a baseline, ignored, or there before a revision."""

from __future__ import annotations

import os
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from newslint.chosen import Rules
    from newslint.cli.parser import Parser
    from newslint.ignoring import Ignores
    from newslint.kind import Rule
    from newslint.run import Job
    from newslint.since import Since

IGNORE_FILE = "newslint-ignore.yaml"


def arguments(parser: Parser) -> None:
    """The flags."""
    group = parser.add_argument_group("accepted findings")
    group.add_argument("--baseline", metavar="FILE", help="known findings, which do not count (`newslint baseline`)")
    group.add_argument("--no-baseline", action="store_true", help="use no baseline, whatever the configuration says")
    ignoring(group)
    group.add_argument("--since", metavar="REF", help="count only findings that are new since this Git revision")


def ignoring(parser: argparse._ActionsContainer) -> None:
    """The flag that names the ignore file."""
    said = f"findings to ignore, instead of {IGNORE_FILE} beside the configuration"
    parser.add_argument("--ignore-file", metavar="FILE", help=said)


@contextmanager
def accepting(job: Job, rules: Rules, args: argparse.Namespace) -> Iterator[None]:
    """Tells the job what to accept. Raises NewslintError."""
    path = job.settings.baseline
    known = None
    if path is not None:
        job.outputs = [*job.outputs, path]
        if not args.no_baseline:
            from newslint.baseline import load

            known = load(path)
    ignored = ignores(job, lambda: rules.all, isolated=args.isolated)
    since = _since(args.since, job) if args.since is not None else None
    if known is None and ignored is None and since is None:
        yield
        return
    from newslint.accept import Acceptance

    job.accept = Acceptance(job.settings.anchor, baseline=known, ignores=ignored, since=since)
    try:
        yield
    finally:
        job.accept.close()


def ignores(job: Job, rules: Callable[[], Sequence[Rule]], *, isolated: bool) -> Ignores | None:
    """The ignore file in force: the one that is named, else the one beside the configuration, if there is one.

    `rules` returns all there are.
    """
    path = job.settings.ignore_file
    if path is None:
        usual = os.path.join(job.settings.root, IGNORE_FILE)
        if isolated or not os.path.isfile(usual):
            return None
        path = usual
    from newslint.ignoring import load

    return load(path, rules())


def _since(ref: str, job: Job) -> Since:
    from newslint.lint import Linter
    from newslint.settings import reading
    from newslint.since import Since

    settings = job.settings
    return Since(ref, job.paths, Linter(job.rules, settings.sites, settings.anchor), reading(settings))
