"""`junit`: a test suite a file, a test case an article, for whatever shows tests (Jenkins, GitLab, Azure ...)."""

from __future__ import annotations

from html import escape

from newslint.reports._place import relative
from newslint.reports.concise import headline
from newslint.safe import safe_text
from newslint.summary import RANK, many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

CASES = 10_000  # articles that are written, with and without findings each; the others are counted
LINES = 50  # findings of one article
_ILLEGAL = str.maketrans({"\ufffe": r"\ufffe", "\uffff": r"\uffff"})  # what XML forbids and safe_text lets pass


def open_report(out: TextIO, context: Context) -> Junit:
    """XML with a suite a file."""
    return Junit(out, context)


class Junit:
    """Holds back one file's cases, since their counts stand before them; says at the end what found no room.

    An article fails by findings at or above `--fail-on`; milder ones stand in the output of a case that passes.
    """

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out, self.rank = out, RANK[context.fail_on]
        self.path = ""
        self.cases: list[str] = []
        self.failed = 0
        self.room = {True: CASES, False: CASES}  # for cases that fail, and for those that pass
        self.problems: list[str] = []
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="newslint">\n')

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        if article.path != self.path:
            self._flush()
            self.path = article.path
        fails = any(RANK[found.severity] >= self.rank for found in findings)
        self.room[fails] -= 1
        if self.room[fails] >= 0:
            self.cases.append(_case(relative(article.path), article.id, _body(findings, fails)))
            self.failed += fails

    def problem(self, problem: Problem) -> None:
        if len(self.problems) < CASES:
            said = _attribute(problem.message)
            where = problem.path if problem.record is None else f"{problem.path}:{problem.record}"
            body = f'<error type="problem" message="{said}"/>'
            self.problems.append(_case("newslint", f"reading {where}", body))

    def close(self, summary: Summary) -> None:
        self._flush()
        rest = [_rest(-room, fails) for fails, room in self.room.items() if room < 0]
        if rest or self.problems:
            self._suite("newslint", [*rest, *self.problems], int(self.room[True] < 0), len(self.problems))
        self.out.write("</testsuites>\n")

    def _flush(self) -> None:
        if self.cases:
            self._suite(relative(self.path), self.cases, self.failed, 0)
        self.cases, self.failed = [], 0

    def _suite(self, name: str, cases: Sequence[str], failures: int, errors: int) -> None:
        counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="0"'
        self.out.write(f'<testsuite name="{_attribute(name)}" {counts}>\n')
        self.out.writelines(cases)
        self.out.write("</testsuite>\n")


def _case(where: str, name: str, body: str) -> str:
    head = f'<testcase classname="{_attribute(where)}" name="{_attribute(name)}"'
    return f"{head}>{body}</testcase>\n" if body else f"{head}/>\n"


def _body(findings: Sequence[Finding], fails: bool) -> str:
    if not findings:
        return ""
    lines = [headline(found, False) for found in findings[:LINES]]
    if len(findings) > LINES:
        lines.append(f"and {many(len(findings) - LINES, 'more finding')}")
    text = _xml("\n".join(_printable(line) for line in lines))
    if not fails:
        return f"<system-out>{text}</system-out>"
    said = f"{many(len(findings), 'finding')}: {', '.join(sorted({found.rule for found in findings}))}"
    return f'<failure type="newslint" message="{_attribute(said)}">{text}</failure>'


def _rest(count: int, fails: bool) -> str:
    what = "with findings" if fails else "without findings that fail"
    said = _attribute(f"{many(count, 'more article')} {what}: this report holds the first {CASES:,}")
    return _case("newslint", f"articles {what}", f'<failure type="newslint" message="{said}"/>' if fails else "")


def _attribute(text: str) -> str:
    return _xml(_printable(safe_text(text)))


def _printable(text: str) -> str:
    return text.translate(_ILLEGAL)


def _xml(text: str) -> str:
    """Text as XML in ASCII, so that no encoding of a terminal or a file can spoil it."""
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")
