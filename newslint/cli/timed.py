"""`newslint check --timing`: the table of where the time went."""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.run import Job
    from newslint.timing import Timing


def arguments(parser: Parser) -> None:
    """The flag."""
    parser.add_argument(
        "--timing", action="store_true", help="say on stderr where the time went, kind by kind and rule by rule"
    )


@contextmanager
def timed(job: Job, args: argparse.Namespace) -> Iterator[Timing | None]:
    """Has the run timed, if that is asked for."""
    if not args.timing:
        yield None
        return
    import tempfile

    from newslint.timing import Timing

    with tempfile.TemporaryDirectory(prefix="newslint-") as folder:
        timing = Timing(folder)
        timing.attach(job)
        yield timing


def tell(timing: Timing, job: Job, terminal: Terminal) -> None:
    """Writes the table."""
    for line in timing.lines():
        terminal.note(line)
    if job.engine is not None:
        terminal.note("what the nodes of the cluster did is not counted here")
