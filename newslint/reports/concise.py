"""`concise`: one line a finding, `path:line:column: severity rule [*]: message`; `[*]`: a safe fix, `[~]`: unsafe."""

from __future__ import annotations

from newslint import style
from newslint.safe import safe_line, safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

STATISTICS = True
PIECEWISE = True


def open_report(out: TextIO, context: Context) -> Concise:
    """A line a finding."""
    return Concise(out, context)


class Concise:
    """Writes a line a finding, and the table of statistics at the end where it is wanted."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out, self.context = out, context

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            self.out.write(headline(found, self.context.color) + "\n")

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr; a line here is always a finding."""

    def close(self, summary: Summary) -> None:
        if self.context.statistics:
            from newslint import bars

            self.out.writelines(bars.table(summary, self.out, self.context.color))


def headline(found: Finding, color: bool) -> str:
    """The line that says a finding."""
    paint = style.paint if color else style.plain
    mark = "" if found.fix is None else " [*]" if found.fix.safe else " [~]"
    severity = paint(found.severity, found.severity)
    where, rule = paint(safe_text(found.location), "bold"), safe_text(found.rule)
    return safe_line(f"{where}: {severity} {rule}{mark}: {safe_text(found.message)}")
