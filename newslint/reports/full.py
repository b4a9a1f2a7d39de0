"""`full`, the default: each finding with its line, carets under it, and the other place where it repeats."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.frame import Row
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

STATISTICS = True
PIECEWISE = True
RELATED_SHOWN = 3
ROWS_SHOWN = 8  # lines of a run of neighbours


def open_report(out: TextIO, context: Context) -> Full:
    """A block a finding."""
    return Full(out, context)


class Full:
    """Writes a block a finding, or a block for a run of them: the same rule on neighbouring lines."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out, self.context = out, context

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for run in runs(article, findings):
            self.out.write(self._block(run))

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr, where people see them."""

    def close(self, summary: Summary) -> None:
        if self.context.statistics:
            from newslint import bars

            self.out.writelines(bars.table(summary, self.out, self.context.color))

    def _block(self, run: Sequence[Finding]) -> str:
        from newslint import frame  # most texts are clean
        from newslint.reports.concise import headline

        color = self.context.color
        many = f" ({len(run)} findings, lines {run[0].line}-{run[-1].line})" if len(run) > 1 else ""
        rows = _rows(run)
        drawn = frame.draw(rows, run[0].severity, color) if any([row.place.excerpt for row in rows]) else ""  # noqa: C419
        more = f"   and {len(run) - ROWS_SHOWN} more, to line {run[-1].line}\n" if len(run) > ROWS_SHOWN else ""
        return f"{headline(run[0], color)}{many}\n{drawn}{more}\n"


def runs(article: Article, findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """The findings in order; those of one rule on neighbouring lines (but for blank ones) together."""
    run: list[Finding] = []
    for found in findings:
        if run and _continues(article, run[-1], found):
            run.append(found)
        else:
            if run:
                yield run
            run = [found]
    if run:
        yield run


def _continues(article: Article, last: Finding, found: Finding) -> bool:
    if found.rule != last.rule or found.related or last.related or found.severity != last.severity:
        return False
    if last.place.end_line is None or found.place.line is None or found.place.line <= last.place.end_line:
        return False
    if (found.fix and found.fix.safe) != (last.fix and last.fix.safe):
        return False
    between = article.lines[last.place.end_line - article.first_line : found.place.line - 1 - article.first_line]
    return not any(between)


def _rows(run: Sequence[Finding]) -> list[Row]:
    """The lines to draw: of the findings, and of the places a single one refers to, in the order of the text."""
    from newslint.frame import Row

    first = run[0]
    if len(run) > 1:
        return [Row(one.place, note=one.message if one.message != first.message else "") for one in run[:ROWS_SHOWN]]
    beyond = first.place.end_line if first.place.end_line != first.place.line else None
    rows = [Row(first.place, note=f"... to line {beyond}" if beyond else "")]
    if not first.related:
        return rows
    rows += [Row(place, "-", "also here") for place in first.related[:RELATED_SHOWN]]
    return sorted(rows, key=lambda row: (row.place.line or 0, row.place.start, row.mark))
