"""The flags of `newslint check` that say who does the work, where it can be resumed, and whether progress is told."""

from __future__ import annotations

import os

from newslint.problem import NewslintError
from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.cli.watch import Watch
    from newslint.run import Job
    from newslint.way import Way

ENGINES = ("ray",)


def arguments(parser: Parser) -> None:
    """The flags for large inputs; `-j` stands with those that say how files are read."""
    group = parser.add_argument_group("large inputs")
    group.add_argument(
        "--engine", metavar="ENGINE", help="where the work is done: ray, or ray://HOST:PORT (this machine's cores)"
    )
    group.add_argument(
        "--resume", metavar="DIR", help="keep what is done in this folder, and do not do again what lies there already"
    )
    group.add_argument("--progress", action="store_true", help="tell on stderr how far the run is, terminal or not")


def prepare(job: Job, args: argparse.Namespace, terminal: Terminal, watch: Watch) -> None:
    """Tells the job what the flags ask for. Raises NewslintError for what cannot be done."""
    _check(job, args)
    job.engine = args.engine
    if args.resume is not None:
        from newslint import kept
        from newslint.cli import target

        target.refuse_way_out(os.path.join(args.resume, kept.MANIFEST))
        kept.begun(args.resume)
        job.folder = args.resume

    def shared(way: Way) -> None:
        way.say = lambda text: watch.say(safe_text(text))
        watch.measure(job, way)

    job.shared = shared


def _check(job: Job, args: argparse.Namespace) -> None:
    for flag, given in (("--engine", args.engine), ("--resume", args.resume)):
        if given is not None and job.repair is not None:
            raise NewslintError(f"{flag}: files are mended by one process, one after another: leave it out, or --fix")
    if args.engine is not None and args.engine.partition("://")[0] not in ENGINES:
        raise NewslintError(f"--engine: there is no engine {args.engine!r}; there is ray, and ray://HOST:PORT")
    if args.engine is not None and (args.engine.endswith("://") or args.engine == "ray:"):
        raise NewslintError(f"--engine {args.engine}: expected ray, or ray://HOST:PORT")
    if args.resume == "":
        raise NewslintError("--resume: expected a folder")


def conclude(way: Way | None, terminal: Terminal) -> None:
    """Says what had been done before."""
    if way is not None and way.old:
        terminal.note(
            safe_text(f"{way.old:,} of {way.splits:,} parts of the input were done already, in {way.folder}.")
        )
