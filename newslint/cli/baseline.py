"""Accepts what is found today, so that only what comes new fails tomorrow.

write: all that is found, into a new file. update: adds what is new, drops what is gone. prune: only drops what is gone.
show: lists the file. What a run does not see (other files, other rules) is never dropped.
"""

from __future__ import annotations

import os

from newslint import chosen
from newslint.accept import Acceptance
from newslint.baseline import NAME, Baseline, Entry, load
from newslint.cli import accepting, flags
from newslint.paths import shown
from newslint.problem import NewslintError, Problem
from newslint.run import Job, results
from newslint.safe import safe_text
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal

ACTIONS = ("write", "update", "prune", "show")


def arguments(parser: Parser) -> None:
    """The flags of `newslint baseline`."""
    parser.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or globs, as for check (.)")
    parser.add_argument("--baseline", metavar="FILE", help=f"the baseline (the configuration's, else {NAME} beside it)")
    parser.add_argument("--force", action="store_true", help="write: replace a baseline that is there already")
    parser.add_argument("--unseen", action="store_true", help="prune: drop also what articles have that were not seen")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    accepting.ignoring(parser)
    flags.configuration(parser)
    flags.reading(parser)
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Makes, mends or lists the baseline."""
    settings = flags.settings_of(args)
    folder = settings.root if settings.file else os.getcwd()  # which raises where it is gone: never into the root then
    path = settings.baseline = settings.baseline or os.path.join(folder, NAME)
    if args.action == "show":
        return _show(load(path), terminal)
    if args.action == "write":
        if os.path.lexists(path) and not args.force:
            raise NewslintError(f"{shown(path)}: there is a baseline already; `newslint baseline update`, or --force")
        baseline = Baseline(path)
    else:
        baseline = load(path)
    every = chosen.known(settings)
    job = Job(settings, chosen.in_force(settings, every), args.paths)
    job.stdin_filename, job.outputs = args.stdin_filename, [path]
    job.accept = Acceptance(settings.anchor, baseline=baseline)
    job.accept.ignores = accepting.ignores(job, lambda: every, isolated=args.isolated)
    new, problems = _look(job, baseline, terminal)
    return _keep(job, baseline, new, problems, args, terminal)


def _look(job: Job, baseline: Baseline, terminal: Terminal) -> tuple[list[Entry], int]:
    """Checks everything; returns what the baseline does not know, and how much could not be checked."""
    new: dict[str, Entry] = {}
    problems = 0
    for result in results(job):
        if isinstance(result, Problem):
            problems += 1
            terminal.error(safe_text(str(result)))
        elif isinstance(result, tuple):
            article, findings = result
            for found in findings:
                if found.accepted is None:
                    new[found.fingerprint] = Entry.of(found, article.key(job.settings.anchor))
    return list(new.values()), problems


def _keep(
    job: Job, baseline: Baseline, new: list[Entry], problems: int, args: argparse.Namespace, terminal: Terminal
) -> int:
    """Writes what is to be kept, and says what has changed."""
    gone = {entry.fingerprint for entry in baseline.stale(rule.name for rule in job.rules)}
    if args.unseen and args.action == "prune":
        gone |= {entry.fingerprint for entry in baseline.unseen()}
    for name in gone:
        del baseline.entries[name]
    added = [] if args.action == "prune" else new
    baseline.entries.update((entry.fingerprint, entry) for entry in added)
    if added or gone or args.action == "write":
        baseline.save()
    if not args.quiet:
        kept = many(len(baseline.entries), "known finding")
        terminal.note(safe_text(f"{shown(baseline.path)}: {kept}; {len(added):,} added, {len(gone):,} dropped."))
    if problems:
        terminal.note(f"exit 2: {many(problems, 'problem')} kept newslint from checking everything")
        return 2
    return 0


def _show(baseline: Baseline, terminal: Terminal) -> int:
    counts: dict[str, int] = {}
    for entry in sorted(baseline.entries.values(), key=Entry.order):
        counts[entry.rule] = counts.get(entry.rule, 0) + 1
        terminal.write(safe_text(f'{entry.article}: {entry.rule} "{entry.match}" {entry.fingerprint}') + "\n")
    terminal.flush()
    for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        terminal.note(safe_text(f"{count:>7}  {rule}"))
    terminal.note(safe_text(f"{shown(baseline.path)}: {many(len(baseline.entries), 'known finding')}."))
    return 0
