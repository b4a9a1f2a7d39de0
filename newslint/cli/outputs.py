"""Where a run's reports go: standard output or `--output-file`, and the files of `--report FORMAT=FILE`."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager

from newslint import reports
from newslint.cli import flags
from newslint.paths import public
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import TextIO

    from newslint.cli.terminal import Terminal
    from newslint.reports import Report
    from newslint.run import Job


def files(args: argparse.Namespace) -> list[str]:
    """The files that reports are written to: they are never read as articles."""
    return [*([args.output_file] if args.output_file else []), *(path for _, path in _pairs(args.report))]


@contextmanager
def opened(job: Job, args: argparse.Namespace, terminal: Terminal) -> Iterator[list[Report]]:
    """All reports of the run, ready to be fed; their files are closed behind it. Raises NewslintError."""
    pairs = _pairs(args.report)
    _check_once(files(args))
    _check_no_input(files(args), job.paths)
    with ExitStack() as stack:

        def report(name: str, out: TextIO) -> Report:
            context = reports.Context(terminal.colors(out), args.statistics, job.rules, job.settings.fail_on)
            context.paths, context.typed = [public(path) for path in job.paths], flags.retyped(args)
            return reports.open_report(name, out, context)

        def filed(name: str, path: str) -> Report:
            from newslint.cli import target

            if name in reports.formats():
                return report(name, stack.enter_context(target.text(path)))
            if target.is_device(path):
                raise NewslintError(f"{path}: this output file cannot be written: it is no regular file")
            file = stack.enter_context(target.binary(path))
            return stack.enter_context(reports.open_file(name, file, reports.Context(rules=job.rules)))

        out = terminal.out if args.output_file is None else stack.enter_context(_text(args.output_file))
        first = report(job.settings.output_format, out if pairs else _heard(job, out, terminal))
        yield [first, *(filed(name, path) for name, path in pairs)]


def _heard(job: Job, out: TextIO, terminal: Terminal) -> TextIO:
    """The stream for a run's only report: where its words may be written elsewhere, or again, the cache listens."""
    name = job.settings.output_format
    if job.accept is not None or job.rates is not None or not reports.is_piecewise(name):
        return out
    from newslint.written import Form

    job.form, job.out = Form(name, terminal.colors(out), is_kept=job.cache is not None), out
    if job.cache is None:
        return out
    from newslint.cache.view import View

    job.cache.view = View(out, name, terminal.colors(out))
    return job.cache.view  # type: ignore[return-value]  # a stream in all that reports ask of one


def _text(path: str) -> AbstractContextManager[TextIO]:
    from newslint.cli import target

    return target.text(path)


def _pairs(texts: Sequence[str] | None) -> list[tuple[str, str]]:
    """(format, file) of each `--report`."""
    pairs = []
    for text in texts or ():
        name, _, path = text.partition("=")
        known = reports.file_formats()
        if name not in known:
            from newslint.rule import near

            said = f"there is no format {name!r}{near(name, known)}"
            raise NewslintError(f"--report {text}: {said}; expected FORMAT=FILE, formats are {', '.join(known)}")
        if path in ("", "-"):
            other = f"; for standard output use --output-format {name}" if name in reports.formats() else ""
            raise NewslintError(f"--report {text}: expected a file{other}")
        pairs.append((name, path))
    return pairs


def _check_once(paths: Sequence[str]) -> None:
    """Two reports in one file would be none."""
    real = [os.path.realpath(path) for path in paths]
    for number, path in enumerate(paths):
        if real[number] in real[:number]:
            raise NewslintError(f"{path}: two reports cannot be written to one file")


def _check_no_input(paths: Sequence[str], inputs: Sequence[str]) -> None:
    """A report written over the article that it is about would destroy it."""
    read = {os.path.realpath(path) for path in inputs if path != "-"}
    for path in paths:
        if os.path.realpath(path) in read:
            raise NewslintError(f"{path}: this file is to be checked, and a report would overwrite it: name another")
