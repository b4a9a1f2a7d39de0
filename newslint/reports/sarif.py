"""`sarif`: SARIF 2.1.0, for GitHub's code scanning and whatever else tracks findings over time."""

from __future__ import annotations

from newslint._version import __version__
from newslint.reports._limit import MOST, Names
from newslint.reports._place import inside
from newslint.reports._sarif import LEVELS, artifact, descriptor, fixes, message, region
from newslint.safe import safe_json, safe_text
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TextIO

    from newslint.article import Article
    from newslint.finding import Finding, Place
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
NAME = "newslint/v1"  # of the fingerprint: another way to compute it would get another number
PROBLEMS = 1000
RELATED = 10


def open_report(out: TextIO, context: Context) -> Sarif:
    """A log of one run."""
    return Sarif(out, context)


class Sarif:
    """Writes results as they come, and what is known only at the end behind them: JSON does not mind the order."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out = out
        self.known = {rule.name: rule for rule in context.rules}
        self.rules: list[dict[str, Any]] = []
        self.index: dict[str, int] = {}
        self.names = Names()
        self.notes: list[dict[str, Any]] = []
        self.written = self.left = 0
        head = (
            f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints",\n"results": ['
        )
        out.write(head)

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            self._write(article, found)

    def suppressed(self, article: Article, found: Finding, reason: str) -> None:
        """A finding that a baseline or an ignore file has accepted: consumers keep it closed instead of forgetting it."""
        accepted = {"kind": "external", "status": "accepted", "justification": safe_text(reason)}
        self._write(article, found, suppressions=[accepted])

    def problem(self, problem: Problem) -> None:
        if len(self.notes) < PROBLEMS:
            where = {"artifactLocation": artifact(problem.path)}
            record = {} if problem.record is None else {"properties": {"record": problem.record}}
            note = {"level": "error", "message": message(str(problem)), "locations": [{"physicalLocation": where}]}
            self.notes.append({**note, **record})

    def close(self, summary: Summary) -> None:
        if self.left:
            rest = f"{many(self.left, 'more finding')} left out: this report holds the first {MOST:,}"
            self.notes.insert(0, {"level": "warning", "message": message(rest)})
        driver = {
            "name": "newslint",
            "version": __version__,
            "semanticVersion": __version__,
            "informationUri": "urn:newslint",
            "rules": self.rules,
        }
        invocation: dict[str, Any] = {"executionSuccessful": not summary.problems}
        if self.notes:
            invocation["toolExecutionNotifications"] = self.notes
        root = {"%SRCROOT%": {"description": {"text": "The root of the checkout, or else the working folder."}}}
        self.out.write("\n],\n" if self.written else "],\n")
        self.out.write(f'"tool": {safe_json({"driver": driver})},\n')
        self.out.write(f'"originalUriBaseIds": {safe_json(root)},\n"invocations": {safe_json([invocation])},\n')
        self.out.write(f'"properties": {safe_json(summary.as_dict())}}}]}}\n')

    def _write(self, article: Article, found: Finding, **more: Any) -> None:
        if self.written >= MOST:
            self.left += 1
            return
        result = {**self._result(article, found), **more}
        self.out.write((",\n" if self.written else "\n") + safe_json(result))
        self.written += 1

    def _result(self, article: Article, found: Finding) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": safe_text(found.rule),
            "ruleIndex": self._rule(found),
            "level": LEVELS[found.severity],
            "message": message(found.message),
            "locations": [_location(article, found)],
            "partialFingerprints": {NAME: self.names.of(found)},
        }
        if found.related:
            others = enumerate(found.related[:RELATED], 1)
            result["relatedLocations"] = [_related(article, place, number) for number, place in others]
        if made := fixes(article, found):
            result["fixes"] = made
        return {**result, "properties": _properties(found)}

    def _rule(self, found: Finding) -> int:
        """The place of the finding's rule in the list of rules, which holds only those that found something.

        All of them with their pages would be 400 kB in every upload.
        """
        number = self.index.get(found.rule)
        if number is None:
            number = self.index[found.rule] = len(self.rules)
            rule = self.known.get(found.rule)
            self.rules.append(descriptor(rule) if rule else _unannounced(found.rule))
        return number


def _unannounced(name: str) -> dict[str, Any]:
    text = {"text": safe_text(name)}
    return {"id": safe_text(name), "shortDescription": text, "fullDescription": text, "help": text}


def _location(article: Article, found: Finding) -> dict[str, Any]:
    where = {"artifactLocation": artifact(found.path), "region": region(article, found.place, found.match)}
    location: dict[str, Any] = {"physicalLocation": where}
    within = inside(found)
    if found.record is not None or within:
        name = safe_text(found.field or "article")
        full = "/".join(part for part in (found.article, within) if part)
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": safe_text(full), "kind": "member"}]
    return location


def _related(article: Article, place: Place, number: int) -> dict[str, Any]:
    where = {"artifactLocation": artifact(article.path), "region": region(article, place, place.excerpt)}
    return {"id": number, "physicalLocation": where, "message": message(f"also here{_at(place)}")}


def _at(place: Place) -> str:
    return f" ({place.field})" if place.field not in ("text", None) else ""


def _properties(found: Finding) -> dict[str, Any]:
    """What SARIF has no word for, under the names of the JSON report."""
    named = {
        "article": found.article,
        "record": found.record,
        "site": found.site,
        "language": found.language,
        **found.place.as_dict(),
    }
    return {
        name: safe_text(value) if isinstance(value, str) else value
        for name, value in named.items()
        if value is not None
    }
