"""Learns the lines that sites print around their stories, and writes them as rule files, one a site.

They are to be read, edited and committed: what stands in many articles need not be boilerplate.
"""

from __future__ import annotations

import os

from newslint import chosen, corpus, deal, readers
from newslint import learn as learning
from newslint.cli import flags
from newslint.looking import Looking, absorbed
from newslint.problem import NewslintError, Problem
from newslint.run import NOTHING, Job, way_of
from newslint.safe import safe_text
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.kind import Rule
    from newslint.learn import Site

RULE = "site-template"


def arguments(parser: Parser) -> None:
    """The flags of `newslint learn`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or globs, as for check (.)")
    parser.add_argument("-o", "--output", metavar="DIR", default="rules/sites", help="where to write (rules/sites)")
    parser.add_argument("--min-share", type=int, metavar="PERCENT", help="of a site's articles that have the line (10)")
    parser.add_argument("--min-articles", type=int, metavar="COUNT", help="of a site that have the line (10)")
    parser.add_argument("--force", action="store_true", help="write over files that were edited, too")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    flags.configuration(parser)
    flags.reading(parser)
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Learns, writes, and says what was written."""
    settings = flags.settings_of(args)
    if readers.STDIN in args.paths:
        raise NewslintError("standard input can be read once only, and learning takes two readings: give a file")
    rules = chosen.known(settings)
    job = Job(settings, rules, args.paths)
    others = [rule for rule in rules if not _is_inside(rule.path, args.output) and rule not in corpus.needed(rules)]
    sites, count, problems = _learned(job, _rule(rules, args), others)
    for problem in problems:
        terminal.error(safe_text(str(problem)))
    status = _write(sites, {rule.name for rule in others}, args, terminal)
    if problems:
        terminal.note(f"exit 2: {many(len(problems), 'problem')} kept newslint from learning from everything")
        return 2
    if not count:
        terminal.note(f"exit 3: no article was found in {', '.join(map(safe_text, job.paths))}")
        return NOTHING
    return status


def _learned(job: Job, rule: Rule, others: Sequence[Rule]) -> tuple[list[Site], int, list[Problem]]:
    """The sites, of how many articles, and what could not be read. Both readings are shared by several processes."""
    found, way = way_of(job)
    taught, problems = deal.learned(job.settings, [rule], found, way)
    task = Looking(job.settings, others, taught[rule.kind])
    seen, count = learning.Seen(taught[rule.kind], task.linter), 0
    for made in deal.pieces(task, job.found(), way):
        for item in [made] if isinstance(made, Problem) else absorbed(seen, made):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                count += item
    return seen.found(), count, problems


def _rule(rules: Sequence[Rule], args: argparse.Namespace) -> Rule:
    rule = next((rule for rule in rules if rule.name == RULE and rule.kind == "template"), None)
    if rule is None:
        raise NewslintError(f"learning goes by the rule {RULE}, of kind template, and yours of that name is another")
    for flag, most in (("min_share", 100), ("min_articles", 1_000_000)):
        value = getattr(args, flag)
        if value is not None:
            if not 1 <= value <= most:
                raise NewslintError(f"--{flag.replace('_', '-')}: expected 1 to {most:,}, not {value}")
            setattr(rule.options, flag, value)
    return rule


def _is_inside(path: str, folder: str) -> bool:
    """Whether a rule comes from the folder that is written to: what it knows is learned anew."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real.startswith(top + os.sep)


def _write(sites: Sequence[Site], taken: set[str], args: argparse.Namespace, terminal: Terminal) -> int:
    written = lines = kept = 0
    for site in sites:
        name = learning.name(site.domain, taken)
        taken.add(name)
        text = learning.rule_text(site, name)
        if text is None:
            continue
        path = os.path.join(args.output, f"{name}.yaml")
        if not args.force and _is_edited(path):
            kept += 1
            terminal.note(safe_text(f"{path}: was edited, and is left as it is; --force writes over it"))
            continue
        _save(path, text)
        written += 1
        lines += text.count('\n    - "')
        terminal.write(safe_text(path) + "\n")
    if not args.quiet:
        left = f"; {many(kept, 'edited file')} left alone" if kept else ""
        terminal.note(f"{many(written, 'rule file')} written, with {many(lines, 'line')}{left}.")
        if written:
            terminal.note(
                safe_text(f"Read them, then: newslint test {args.output}; newslint check --rules {args.output}")
            )
    return 0


def _is_edited(path: str) -> bool:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return not learning.is_untouched(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):  # whatever it is, it was not written by us
        return True


def _save(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path + ".tmp", "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(path + ".tmp", path)
    except OSError as error:
        raise NewslintError(f"{path}: this rule file cannot be written: {error.strerror}") from None
