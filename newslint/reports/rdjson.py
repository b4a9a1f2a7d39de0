"""`rdjson`: reviewdog's format, which comments on pull requests of many hosts; columns count UTF-8 bytes."""

from __future__ import annotations

from itertools import accumulate

from newslint.finding import EDITS_SHOWN
from newslint.reports._place import Spot, edges, is_editable, is_text, relative, said, spot
from newslint.safe import safe_json, safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
STEP = 4096  # characters between the places of a line whose bytes are counted once


def open_report(out: TextIO, context: Context) -> Rdjson:
    """A DiagnosticResult, written piece by piece."""
    return Rdjson(out)


class Rdjson:
    """Writes the findings as they come."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.separator = "\n"
        out.write('{"source": {"name": "newslint"}, "diagnostics": [')

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        columns = Columns(article)
        for found in findings:
            self.out.write(self.separator + safe_json(_diagnostic(article, found, columns)))
            self.separator = ",\n"

    def problem(self, problem: Problem) -> None:
        """A comment needs a line of a file; problems are on stderr, and in the exit status."""

    def close(self, summary: Summary) -> None:
        self.out.write("\n]}\n" if self.separator == ",\n" else "]}\n")


class Columns:
    """Counts the bytes of one article's lines: a line of a megabyte may have as many places as characters."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sizes: dict[int, list[int]] = {}  # of each line that was asked for: the bytes before each STEP characters

    def position(self, line: int, offset: int) -> dict[str, int]:
        """A line (from 0) and an offset in it, as reviewdog counts: lines of the file, and bytes, both from 1."""
        raw = self.article.raw_lines[line]
        if line not in self.sizes:
            pieces = (raw[at : at + STEP] for at in range(0, len(raw), STEP))
            self.sizes[line] = list(accumulate(map(_bytes, pieces), initial=0))
        beyond = max(0, offset - len(raw))  # into the line's end
        step = (offset - beyond) // STEP
        size = self.sizes[line][step] + _bytes(raw[step * STEP : offset])
        return {"line": line + 1 + self.article.first_line, "column": size + beyond + 1}


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _diagnostic(article: Article, found: Finding, columns: Columns) -> dict[str, Any]:
    location: dict[str, Any] = {"path": safe_text(relative(found.path))}
    place = spot(article, found.place)
    if place:
        location["range"] = _range(article, place, columns)
    written = {
        "message": said(found),
        "location": location,
        "severity": SEVERITIES[found.severity],
        "code": {"value": safe_text(found.rule)},
    }
    suggestions = list(_suggestions(article, found, columns)) if is_editable(article) else []
    return {**written, "suggestions": suggestions} if suggestions else written


def _range(article: Article, place: Spot, columns: Columns) -> dict[str, Any]:
    if place.column is None or place.end_line is None or place.end_column is None or not is_text(article):
        return {"start": {"line": place.line}}
    first, last = place.line - 1 - article.first_line, place.end_line - 1 - article.first_line
    start, end = columns.position(first, place.column - 1), columns.position(last, place.end_column - 1)
    return {"start": start, "end": end}


def _suggestions(article: Article, found: Finding, columns: Columns) -> Iterator[dict[str, Any]]:
    for edit in found.fix.edits[:EDITS_SHOWN] if found.fix and found.fix.safe else ():
        if edit.field == "text":
            start, end = edges(article, edit.start, edit.end)
            span = {"start": columns.position(*start), "end": columns.position(*end)}
            yield {"range": span, "text": edit.text}
