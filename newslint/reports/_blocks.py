"""A finding as `full` writes it, or a run of them: the line that says it, the lines of the article, carets."""

from __future__ import annotations

from newslint.frame import Row, draw
from newslint.reports.concise import headline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.article import Article
    from newslint.finding import Finding

RELATED_SHOWN = 3
ROWS_SHOWN = 8  # lines of a run of neighbours


def block(run: Sequence[Finding], color: bool) -> str:
    """What is written of one finding, or of one rule's on neighbouring lines, with the blank line behind it."""
    first = run[0]
    many = f" ({len(run)} findings, lines {first.line}-{run[-1].line})" if len(run) > 1 else ""
    rows = _rows(run)
    drawn = draw(rows, first.severity, color) if any([row.place.excerpt for row in rows]) else ""  # noqa: C419
    more = f"   and {len(run) - ROWS_SHOWN} more, to line {run[-1].line}\n" if len(run) > ROWS_SHOWN else ""
    return f"{headline(first, color)}{many}\n{drawn}{more}\n"


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
    first = run[0]
    if len(run) > 1:
        return [Row(one.place, note=one.message if one.message != first.message else "") for one in run[:ROWS_SHOWN]]
    beyond = first.place.end_line if first.place.end_line != first.place.line else None
    rows = [Row(first.place, note=f"... to line {beyond}" if beyond else "")]
    if not first.related:
        return rows
    rows += [Row(place, "-", "also here") for place in first.related[:RELATED_SHOWN]]
    return sorted(rows, key=lambda row: (row.place.line or 0, row.place.start, row.mark))
