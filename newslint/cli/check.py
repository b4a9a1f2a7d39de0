"""Finds what is wrong in scraped articles: in files, in folders, or on standard input."""

from __future__ import annotations

from contextlib import nullcontext

from newslint import chosen, reports
from newslint.cli import accepting, caching, fixing, flags, outputs, sharing, timed
from newslint.paths import public
from newslint.problem import NewslintError, Problem
from newslint.run import CLEAN, FOUND, Job, check, verdict
from newslint.safe import safe_text
from newslint.style import is_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.summary import Summary


def arguments(parser: Parser) -> None:
    """The flags of `newslint check`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or globs; - is standard input (.)")
    flags.configuration(parser)
    flags.reading(parser)
    flags.reporting(parser)
    timed.arguments(parser)
    caching.arguments(parser)
    accepting.arguments(parser)
    fixing.arguments(parser)
    sharing.arguments(parser)
    parser.add_argument("--show-files", action="store_true", help="list the files that would be checked, and stop")
    parser.add_argument("--show-settings", action="store_true", help="list the settings in force, and stop")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Checks, or shows what would be checked, and returns the exit status."""
    settings = flags.settings_of(args)
    is_mending = fixing.is_wanted(args)
    rules = chosen.Rules(settings, None if is_mending else caching.validated(settings))
    if args.show_settings:
        from newslint.cli import config

        terminal.write(config.listing(settings, rules))
        return 0
    job = Job(settings, rules, args.paths)
    job.stdin_filename, job.outputs = args.stdin_filename, outputs.files(args)
    if settings.max_rate:
        from newslint.rates import rates

        job.rates = rates(settings.max_rate, rules.all, settings.fail_on, settings.origin("max-rate"))
    if args.show_files and rules.all:
        return _show_files(job, terminal)
    elsewhere = args.resume is not None or args.engine is not None  # what is done is kept there, or far away
    job.cache = None if is_mending or elsewhere else caching.opened(job, terminal, verbose=args.verbose)
    if job.cache is None and not job.rules:
        raise NewslintError("no rule is left to run: select one, or ignore less (`newslint rule` lists them)")
    with accepting.accepting(job, rules, args), fixing.mending(job, args, terminal) if is_mending else nullcontext():
        return _check(job, args, terminal)


def _check(job: Job, args: argparse.Namespace, terminal: Terminal) -> int:
    from newslint.cli.watch import Watch

    shared = args.output_file is None and is_terminal(terminal.out)
    watch = Watch(terminal, quiet=args.quiet, verbose=args.verbose, shared=shared, progress=args.progress)
    watch.begin(job)
    sharing.prepare(job, args, terminal, watch)
    with timed.timed(job, args) as timing:
        with outputs.opened(job, args, terminal) if fixing.reports(args) else nullcontext(()) as written:
            summary = check(job, [watch, *map(timing.report, written)] if timing is not None else [watch, *written])
        terminal.flush()
        if timing is not None:
            timed.tell(timing, job, terminal)
    if job.cache is not None:
        job.cache.close()
    if not args.quiet:
        sharing.conclude(watch.way, terminal)
    return _conclude(job, summary, args, terminal)


def _conclude(job: Job, summary: Summary, args: argparse.Namespace, terminal: Terminal) -> int:
    """The last lines on standard error, and the exit status."""
    if args.statistics and not reports.shows_statistics(job.settings.output_format):
        from newslint.bars import table

        terminal.err.writelines(table(summary, terminal.err, terminal.colors(terminal.err)))
    if job.repair is not None:
        fixing.conclude(job, summary, args, terminal)
    elif not args.quiet:
        _close(summary, args, terminal)
    if job.accept is not None and not args.quiet:
        for warning in job.accept.warnings(job.rules, job.is_whole()):
            terminal.note(safe_text(f"warning: {warning}"))
    status, why = verdict(job, summary)
    if job.repair is not None and not fixing.reports(args) and status in (CLEAN, FOUND):
        status, why = (FOUND, "there is something to fix") if args.diff and summary.fixes else (CLEAN, "")
    if status == FOUND and args.exit_zero:
        return 0
    if status:
        terminal.note(safe_text(f"exit {status}: {why}"))
    return status


def _close(summary: Summary, args: argparse.Namespace, terminal: Terminal) -> None:
    """What was found, which rules spoke most, and what to type next."""
    terminal.note(summary.sentence())
    if summary.findings:
        from newslint.advice import advice, loudest

        if len(summary.rules) > 1:
            terminal.note(safe_text(loudest(summary)))
        command, does = next(advice(summary, args.paths, flags.retyped(args)))
        terminal.note(f"Next: {safe_text(command)}  # {does}")


def _show_files(job: Job, terminal: Terminal) -> int:
    failed = found = 0
    for path in job.found():
        if isinstance(path, Problem):
            failed += 1
            terminal.error(safe_text(str(path)))
        else:
            found += 1
            terminal.write(safe_text(path) + "\n")
    if failed:
        terminal.note("exit 2: not every path can be checked")
        return 2
    if not found and job.is_search():
        terminal.note(f"exit 3: no file of a format that is read was found in {', '.join(map(public, job.paths))}")
        return 3
    return 0
