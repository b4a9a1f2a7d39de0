"""`gitlab`: a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

from newslint.reports._limit import MOST, Names
from newslint.reports._place import relative, said, spot
from newslint.safe import safe_json, safe_text
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def open_report(out: TextIO, context: Context) -> Gitlab:
    """A JSON array of findings."""
    return Gitlab(out)


class Gitlab:
    """Writes findings as they come, so many as GitLab bears, and says in a last one how many there were besides."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.names = Names()
        self.written = 0
        self.beyond: tuple[str, str] | None = None  # path and severity of the first that found no room

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            if self.written < MOST:
                self._write(_item(article, found, self.names.of(found)))
            elif self.beyond is None:
                self.beyond = (found.path, found.severity)

    def problem(self, problem: Problem) -> None:
        """GitLab wants a file and a line for everything; problems are on stderr, and in the exit status."""

    def close(self, summary: Summary) -> None:
        if self.beyond:
            path, severity = self.beyond
            rest = many(summary.findings - self.written, "more finding")
            said = f"and {rest}: this report holds the first {MOST:,}"
            self._write(_entry("newslint", said, "newslint-rest", severity, path, 1))
        self.out.write("\n]\n" if self.written else "[]\n")

    def _write(self, item: dict[str, Any]) -> None:
        self.out.write((",\n" if self.written else "[\n") + safe_json(item))
        self.written += 1


def _item(article: Article, found: Finding, fingerprint: str) -> dict[str, Any]:
    place = spot(article, found.place)
    item = _entry(found.rule, said(found), fingerprint, found.severity, found.path, place.line if place else 1)
    if place and place.end_line is not None:
        item["location"]["lines"]["end"] = place.end_line
    return item


def _entry(rule: str, said: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": said,
        "check_name": safe_text(rule),
        "fingerprint": fingerprint,
        "severity": SEVERITIES[severity],
        "location": {"path": safe_text(relative(path)), "lines": {"begin": line}},
    }
