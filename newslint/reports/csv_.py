"""`csv`: one row a finding, for spreadsheets; no cell of it can be taken for a formula."""

from __future__ import annotations

import re

from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding, Place
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

PIECEWISE = True
COLUMNS = (
    *("rule", "group", "severity", "message", "path", "record", "article", "site", "language", "field"),
    *("line", "column", "end_line", "end_column", "match", "related", "fix", "fingerprint"),
)
# Where a spreadsheet begins a cell: at the cell's beginning, or at what it takes for a delimiter where a comma is none.
# Excel takes the full-width signs too in some countries. https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"(^|[;|])(?=[\s\"']*[=+\-@＝＋－＠])")


def open_report(out: TextIO, context: Context) -> Csv:
    """A row a finding, below a header."""
    return Csv(out)


class Csv:
    """Writes each finding as it comes, in one line: line ends in scraped text are shown as `\\n`."""

    def __init__(self, out: TextIO) -> None:
        import csv

        self.writer = csv.writer(out, lineterminator="\n")
        self.writer.writerow(COLUMNS)

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            row = found.as_dict()
            row["related"] = " ".join(map(_place, found.related))
            row["fix"] = None if found.fix is None else "safe" if found.fix.safe else "unsafe"
            self.writer.writerow([cell(row[name]) for name in COLUMNS])

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr; a row here is always a finding."""

    def close(self, summary: Summary) -> None:
        """Nothing follows the last finding."""


def cell(value: str | int | None) -> str | int:
    """A value as it may stand in a cell: safe text, with an apostrophe before what a spreadsheet would calculate."""
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", safe_text(value))
    return "" if value is None else value


def _place(place: Place) -> str:
    inside = "" if place.line is None else f":{place.line}:{place.column}"
    return f"{place.field or ''}{inside}"
