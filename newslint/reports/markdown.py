"""`markdown`: a page for a job's summary or a comment: the counts, a table by rule, and the gravest findings."""

from __future__ import annotations

import re

from newslint.reports._limit import Shortlist
from newslint.reports._place import relative, said, spot
from newslint.safe import safe_text
from newslint.summary import level, many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import RuleCount, Summary

STATISTICS = True
SHOWN = 50  # findings, in all; the gravest first
RULES_SHOWN = 100
PROBLEMS_SHOWN = 20


def open_report(out: TextIO, context: Context) -> Markdown:
    """A page of bounded length."""
    return Markdown(out, context)


class Markdown:
    """Keeps what the page shows until the counts are known, which stand above it."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out = out
        self.list = Shortlist(SHOWN)
        self.problems: list[str] = []

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            if self.list.wants(found.severity):
                self.list.add(found.severity, _item(article, found))

    def problem(self, problem: Problem) -> None:
        if len(self.problems) < PROBLEMS_SHOWN:
            self.problems.append(f"- {code(str(problem))}\n")

    def close(self, summary: Summary) -> None:
        self.out.write(f"## newslint\n\n{_counts(summary)}\n")
        self.out.writelines(_table(summary.by_rule()))
        self.out.writelines(self._findings(summary))
        if self.problems:
            more = summary.problems - len(self.problems)
            self.out.write(f"\n### Not checked: {many(summary.problems, 'problem')}\n\n")
            self.out.writelines([*self.problems, *([f"- and {more:,} more\n"] if more > 0 else [])])

    def _findings(self, summary: Summary) -> Iterator[str]:
        items = self.list.gravest_first()[:SHOWN]
        if not items:
            return
        every = "All findings" if len(items) == summary.findings else f"{len(items)} of {summary.findings:,} findings"
        yield f"\n### {every}, the gravest first\n\n"
        yield from items


def code(text: str) -> str:
    """Any text as a code span: in one, nothing is a link, a mention, a tag or an emphasis."""
    shown = safe_text(text)
    ticks = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    # CommonMark takes one blank off each end, which also parts the text from the ticks.
    blank = " " if not shown.strip(" ") or shown[0] in "` " or shown[-1] in "` " else ""
    return f"{ticks}{blank}{shown}{blank}{ticks}"


def _counts(summary: Summary) -> str:
    """The sentence of the terminal, without its marks for fixes."""
    levels = ", ".join(level(count, name) for name, count in summary.severities.items() if count)
    where = f"{summary.with_findings:,} of {many(summary.articles, 'article')}"
    if not summary.findings:
        return f"No findings in {many(summary.articles, 'article')}."
    safe = sum(count.safe for count in summary.rules.values())
    mended = f" `newslint check --fix` would mend {safe:,} of them safely." if safe else ""
    return f"**{many(summary.findings, 'finding')}** ({levels}) in {where}.{mended}"


def _table(counts: Sequence[RuleCount]) -> Iterator[str]:
    if not counts:
        return
    yield "\n| rule | severity | findings | with a fix |\n|---|---|---:|---:|\n"
    for count in counts[:RULES_SHOWN]:
        yield f"| {_cell(count.rule)} | {count.severity} | {count.findings:,} | {count.fixable:,} |\n"
    if len(counts) > RULES_SHOWN:
        yield f"| and {len(counts) - RULES_SHOWN} more | | {sum(c.findings for c in counts[RULES_SHOWN:]):,} | |\n"


def _cell(text: str) -> str:
    """A code span inside a table, where even there a bar ends the cell."""
    return code(text.replace("|", "¦").replace("\\", "⧵"))


def _item(article: Article, found: Finding) -> str:
    place = spot(article, found.place)
    line = "" if place is None else f":{place.line}" + (f":{place.column}" if place.column else "")
    record = f":{found.record}" if place is None and found.record is not None else ""
    where = code(f"{relative(found.path)}{line}{record}")
    return f"- {found.severity} {code(found.rule)} {where}: {code(said(found))}\n"
