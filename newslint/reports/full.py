"""`full`, the default: each finding with its line, carets under it, and the other place where it repeats."""

from __future__ import annotations

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


def open_report(out: TextIO, context: Context) -> Full:
    """A block a finding."""
    return Full(out, context)


class Full:
    """Writes a block a finding, or a block for a run of them: the same rule on neighbouring lines."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out, self.context = out, context

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        if not findings:
            return
        from newslint.reports import _blocks  # most texts are clean, and need not wait for what draws

        for run in _blocks.runs(article, findings):
            self.out.write(_blocks.block(run, self.context.color))

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr, where people see them."""

    def close(self, summary: Summary) -> None:
        if self.context.statistics:
            from newslint import bars

            self.out.writelines(bars.table(summary, self.out, self.context.color))
