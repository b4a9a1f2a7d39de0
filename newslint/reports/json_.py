"""`json`: one document, {"findings": [...], "problems": [...], "rules": [...], "sites": [...], "summary": {...}}.

"sites" says how many articles of each site were checked, which `newslint diff` makes rates from, and "rules" which rules ran,
so that it need not take those that did not for rules that found nothing.

Findings that a baseline, an ignore file or --since accepts stand under "suppressed", each with its "reason".
"""

from __future__ import annotations

from newslint.safe import safe_json

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
# The rest is counted in the summary, so that a file of rubbish cannot fill the memory.
PROBLEMS_KEPT = SUPPRESSED_KEPT = 10_000


def open_report(out: TextIO, context: Context) -> Json:
    """One JSON document, written piece by piece."""
    return Json(out, context)


class Json:
    """Writes the findings as they come; keeps the problems for the end."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out, self.statistics = out, context.statistics
        self.rules = [rule.name for rule in context.rules]
        self.problems: list[str] = []
        self.accepted: list[str] = []
        self.separator = "\n"
        out.write('{"findings": [')

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            self.out.write(self.separator + safe_json(found.as_dict()))
            self.separator = ",\n"

    def suppressed(self, article: Article, found: Finding, reason: str) -> None:
        if len(self.accepted) < SUPPRESSED_KEPT:
            self.accepted.append(safe_json({**found.as_dict(), "reason": reason}))

    def problem(self, problem: Problem) -> None:
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(safe_json(problem.as_dict()))

    def close(self, summary: Summary) -> None:
        self.out.write("\n],\n" if self.separator == ",\n" else "],\n")
        if self.accepted:
            self.out.write('"suppressed": [\n' + ",\n".join(self.accepted) + "\n],\n")
        listed = ",\n".join(self.problems)
        self.out.write(f'"problems": [\n{listed}\n],\n' if listed else '"problems": [],\n')
        if self.statistics:
            counts = [safe_json(count.as_dict()) for count in summary.by_rule()]
            self.out.write('"statistics": [' + ",\n".join(counts) + "],\n")
        if self.rules:
            self.out.write(f'"rules": {safe_json(sorted(self.rules))},\n')
        sites = ",\n".join(map(safe_json, summary.by_site()))
        self.out.write(f'"sites": [{sites}],\n')
        self.out.write(f'"summary": {safe_json(summary.as_dict())}}}\n')
