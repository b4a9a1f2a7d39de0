"""The pieces of a SARIF log: messages, regions, fixes, and the descriptions of rules."""

from __future__ import annotations

import re

from newslint import explain
from newslint.finding import EDITS_SHOWN
from newslint.reports._place import Spot, edges, is_editable, spot, uri
from newslint.safe import safe_lines, safe_text
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newslint.article import Article
    from newslint.finding import Finding, Place
    from newslint.kind import Rule

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEM_SEVERITY = {"error": "error", "warning": "warning", "info": "recommendation"}  # GitHub's words
SNIPPET = 240
_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(?=\d)")


def message(text: str) -> dict[str, str]:
    """A message in which nothing of the text is a link `[a](b)` or a placeholder `{0}`, as SARIF would have it."""
    return {"text": _inert(safe_text(text))}


def _inert(text: str) -> str:
    return _PLACEHOLDER.sub("{ ", _LINK.sub("] ", text))


def artifact(path: str) -> dict[str, str]:
    """A file, relative to the root of the checkout."""
    return {"uri": uri(path), "uriBaseId": "%SRCROOT%"}


def region(article: Article, place: Place, match: str) -> dict[str, Any]:
    """The lines of the file, with columns where the place has some, and what stands there."""
    found = spot(article, place) or Spot(1)
    lines = {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }
    known: dict[str, Any] = {name: number for name, number in lines.items() if number is not None}
    shown = safe_text(clip(match, SNIPPET))
    return {**known, "snippet": {"text": shown}} if shown else known


def fixes(article: Article, found: Finding) -> list[dict[str, Any]]:
    """The repair, where it is an edit of a text file."""
    if found.fix is None or not is_editable(article):
        return []
    edits = [edit for edit in found.fix.edits if edit.field == "text"]
    if not edits or len(edits) > EDITS_SHOWN:  # a part of a fix is none
        return []
    kind = "safe" if found.fix.safe else "unsafe: look at what it does"
    said = f"{found.fix.action.replace('-', ' ')} ({kind})"
    replacements = [_replacement(article, edit.start, edit.end, edit.text) for edit in edits]
    change = {"artifactLocation": artifact(found.path), "replacements": replacements}
    return [{"description": message(said), "artifactChanges": [change]}]


def _replacement(article: Article, start: int, end: int, text: str) -> dict[str, Any]:
    (first, column), (last, end_column) = edges(article, start, end)
    above = article.first_line + 1
    deleted = {
        "startLine": first + above,
        "startColumn": column + 1,
        "endLine": last + above,
        "endColumn": end_column + 1,
    }
    return {"deletedRegion": deleted, "insertedContent": {"text": text}} if text else {"deletedRegion": deleted}


def descriptor(rule: Rule) -> dict[str, Any]:
    """A rule as code scanning shows it: what it finds, why that matters, and examples."""
    page = safe_lines(explain.page(rule))
    why = f"{rule.summary} {' '.join(rule.why.split())}".strip()
    pascal = "".join(part.capitalize() for part in rule.name.split("-"))
    return {
        "id": rule.name,
        **({"name": pascal} if "-" in rule.name else {}),  # the id itself in capitals would be no name
        "shortDescription": {"text": _inert(safe_text(rule.summary))},
        "fullDescription": {"text": _inert(safe_text(why))},
        "help": {"text": _inert(safe_lines(f"{why}\nMore: newslint rule {rule.name}")), "markdown": page},
        "defaultConfiguration": {"enabled": rule.enabled, "level": LEVELS[rule.severity]},
        "properties": {"tags": [safe_text(rule.group)], "problem.severity": PROBLEM_SEVERITY[rule.severity]},
    }
