"""`github`: annotations for GitHub Actions, errors first, and a table in the job's summary where there is one."""

from __future__ import annotations

import io
import os

from newslint.reports._limit import Shortlist
from newslint.reports._place import Spot, relative, said, spot
from newslint.reports.markdown import Markdown
from newslint.safe import safe_text
from newslint.summary import level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

SHOWN = 10  # annotations of a level that GitHub shows in one step
COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
SUMMARY = "GITHUB_STEP_SUMMARY"


def open_report(out: TextIO, context: Context) -> Github:
    """Workflow commands, at most ten of a level."""
    return Github(out, context)


class Github:
    """Keeps ten findings of each level for the end, when the errors can go first; feeds the job's summary besides."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out = out
        self.list = Shortlist(SHOWN)
        self.page = io.StringIO()
        self.trouble = ""
        self.target = os.environ.get(SUMMARY)
        self.table = Markdown(self.page, context)

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        self.table.article(article, findings)
        for found in findings:
            if self.list.wants(found.severity):
                self.list.add(found.severity, _annotation(article, found))

    def problem(self, problem: Problem) -> None:
        self.table.problem(problem)
        self.trouble = self.trouble or _data(f"not everything could be checked: {problem}")

    def close(self, summary: Summary) -> None:
        self.table.close(summary)
        if self.trouble:  # takes one of the ten places for errors
            self.out.write(f"::error title=newslint::{self.trouble}\n")
            del self.list.kept["error"][SHOWN - 1 :]
        self.out.writelines(self.list.gravest_first())
        self.out.write(f"newslint: {summary.sentence()}{self._rest(self._summarised())}\n")

    def _rest(self, summarised: str) -> str:
        """What has no annotation, and where to look for it."""
        left = self.list.left()
        if not left:
            return ""
        count = sum(left.values())
        levels = ", ".join(level(number, severity) for severity, number in left.items())
        where = summarised or "`--report full=FILE` writes them all to a file"
        return f" {count:,} of them ({levels}) {'has' if count == 1 else 'have'} no annotation: {where}."

    def _summarised(self) -> str:
        """Appends the page to the job's summary; says that it is there, or why not, or nothing where there is none."""
        if not self.target:
            return ""
        try:
            with open(self.target, "a", encoding="utf-8", newline="\n") as file:
                file.write(self.page.getvalue())
        except (OSError, ValueError) as error:
            return f"the job's summary would count them, but cannot be written ({safe_text(str(error))})"
        return "the job's summary counts them all"


def _annotation(article: Article, found: Finding) -> str:
    place = spot(article, found.place) or Spot(1)
    where = {"file": relative(found.path), "line": str(place.line)}
    if place.column is not None and place.end_line == place.line:  # GitHub drops columns over several lines
        where |= {"col": str(place.column), "endLine": str(place.line), "endColumn": str(place.end_column)}
    elif place.end_line is not None:
        where["endLine"] = str(place.end_line)
    where["title"] = found.rule
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    return f"::{COMMANDS[found.severity]} {properties}::{_data(said(found))}\n"


def _data(text: str) -> str:
    """Text as a command's message: the runner turns %0A back into a line end, so nothing of the kind may stand there."""
    return safe_text(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
