"""The flags of `newslint check` that mend: what they mean together, where the patch goes, and the last lines."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager

from newslint.problem import NewslintError
from newslint.safe import safe_line, safe_text
from newslint.style import is_terminal, paint
from newslint.summary import level, many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from typing import BinaryIO, TextIO

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.run import Job
    from newslint.summary import Summary

LOOKS = {b"+": "added", b"-": "removed", b"@": "gutter"}
LOGS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")  # set by runners that look for commands in what is written
MOST_PATHS = 3  # that the command to type next names


def arguments(parser: Parser) -> None:
    """The flags that mend."""
    group = parser.add_argument_group("fixes")
    group.add_argument("--fix", action="store_true", help="mend what can be mended without touching the story")
    group.add_argument("--unsafe-fixes", action="store_true", help="with the fixes that need a look afterwards")
    group.add_argument("--diff", action="store_true", help="write nothing; show the fixes as a patch")
    group.add_argument("--fix-only", action="store_true", help="mend, and report nothing that is left")
    group.add_argument("--show-fixes", action="store_true", help="count the fixes of each rule")
    group.add_argument("--fix-log", metavar="FILE", help="add each fix to this log, which `newslint undo` takes back")


def is_wanted(args: argparse.Namespace) -> bool:
    """Whether the run mends. Raises NewslintError for flags that do not go together."""
    wanted = bool(args.fix or args.fix_only or args.diff)
    if not wanted:
        for name in ("unsafe_fixes", "show_fixes", "fix_log"):
            if getattr(args, name):
                flag = "--" + name.replace("_", "-")
                raise NewslintError(f"{flag} mends nothing by itself: add --fix, --fix-only or --diff")
    if args.diff and args.fix_log:
        raise NewslintError(
            "--fix-log: with --diff nothing is fixed, so there is nothing to log; leave one of them out"
        )
    return wanted


def reports(args: argparse.Namespace) -> bool:
    """Whether findings are reported."""
    return not (args.diff or args.fix_only)


@contextmanager
def mending(job: Job, args: argparse.Namespace, terminal: Terminal) -> Iterator[None]:
    """Makes the job a mending one; standard output is for the patch, or for what standard input becomes."""
    from newslint.repair import Repair
    from newslint.repair.log import Log

    if args.fix_log:
        from newslint.cli import target

        target.refuse_way_out(args.fix_log)
    log = Log(args.fix_log) if args.fix_log else None
    if log is not None:
        job.outputs = [*job.outputs, log.path]
    with _target(args, terminal) as put:
        job.repair = Repair(put, unsafe=args.unsafe_fixes, writes=not args.diff, log=log, say=terminal.note)
        kept = terminal.out
        if "-" in job.paths:
            terminal.out = terminal.err
        try:
            yield
        finally:
            terminal.out = kept


@contextmanager
def _target(args: argparse.Namespace, terminal: Terminal) -> Iterator[Callable[[bytes], None]]:
    if args.diff and args.output_file:
        from newslint.cli import target

        with target.binary(args.output_file) as file:
            yield lambda data: _put(file, data)
        return
    buffer: BinaryIO | None = getattr(terminal.out, "buffer", None)
    if buffer is None or (args.diff and (is_terminal(terminal.out) or _is_log(terminal.out))):
        yield lambda data: terminal.write(_shown(data, terminal))
    else:
        stream = buffer
        yield lambda data: _put(stream, data)


def _is_log(stream: TextIO) -> bool:
    """Whether what is written stands in the log of a CI run, whose runner would obey some of it; in a file it does not."""
    try:
        return any(map(os.environ.get, LOGS)) and not stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # no real file underneath
        return True


def _put(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)


def _shown(line: bytes, terminal: Terminal) -> str:
    """A line of a patch for a person, or for the log of a CI run, which would obey some lines."""
    text = line.decode("utf-8", "surrogateescape")
    if not is_terminal(terminal.out):
        return "".join(safe_line(part) for part in text.splitlines(keepends=True))
    body = safe_text(text.removesuffix("\n"))
    look = LOOKS.get(line[:1]) if terminal.colors(terminal.out) else None
    return (paint(body, look) if look else body) + "\n"


def conclude(job: Job, summary: Summary, args: argparse.Namespace, terminal: Terminal) -> None:
    """Says what was mended, what is left, and what to type next."""
    if args.show_fixes:
        for rule, count in sorted(summary.fixes.items(), key=lambda pair: (-pair[1], pair[0])):
            terminal.note(safe_text(f"{count:>7}  {rule}"))
    if args.quiet:
        return
    fixed = sum(summary.fixes.values())
    verb = "Would fix" if args.diff else "Fixed"
    done = (
        f"{verb} {many(fixed, 'finding')} in {many(summary.fixed_articles, 'article')}" if fixed else "Nothing to fix"
    )
    levels = ", ".join(level(count, name) for name, count in summary.severities.items() if count)
    left = f"{summary.findings:,} left ({levels})" if summary.findings else "none left"
    if summary.lost:
        done = "Nothing was fixed" if not fixed else done
        left = f"{many(summary.lost, 'finding')} could not be written (see above); besides, {left}"
    terminal.note(f"{done}; {left}.")
    unsafe = sum(count.fixable - count.safe for count in summary.rules.values())
    if args.diff and fixed:
        terminal.note(f"To apply: {_command(args, '--unsafe-fixes' if args.unsafe_fixes else '')}")
    elif unsafe and not args.unsafe_fixes:
        terminal.note(f"{unsafe:,} of these have an unsafe fix; to see it: {_command(args, '--unsafe-fixes --diff')}")


def _command(args: argparse.Namespace, flags: str) -> str:
    from shlex import quote

    paths = [quote(path) for path in args.paths] if len(args.paths) <= MOST_PATHS else ["..."]
    fix = "" if "--diff" in flags else "--fix"
    return safe_text(" ".join(word for word in ("newslint check", fix, flags, *paths) if word))
