"""Run the examples inside rules: what `newslint test` and pytest do with every rule, shipped or a user's."""

from __future__ import annotations

import re

from newslint import fix
from newslint.article import Article, Site
from newslint.lint import Linter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newslint.finding import Finding
    from newslint.kind import Rule

_CARETS = re.compile(r"[ \t]*\^+(?: .*)?")
EXAMPLE_PATH = "example"


class Failure:
    """An example that did not come out as its rule says. `expected` and `got` are texts to be laid side by side."""

    __slots__ = ("rule", "example", "what", "expected", "got")

    def __init__(self, rule: Rule, example: str, what: str, expected: str, got: str) -> None:
        self.rule, self.example, self.what, self.expected, self.got = rule, example, what, expected, got

    def __str__(self) -> str:
        return f"{self.rule.path}: {self.example}: {self.what}\n--- expected\n{self.expected}\n--- got\n{self.got}"


def run(rule: Rule) -> list[Failure]:
    """The rule's examples that fail; none where all come out as written."""
    failures: list[Failure] = []
    for number, example in enumerate(rule.examples["bad"], 1):
        failures += _bad(rule, f"bad example {number}", example)
    for number, example in enumerate(rule.examples["good"], 1):
        failures += _good(rule, f"good example {number}", example)
    return failures


def article_of(example: dict[str, Any] | str) -> Article:
    """The article an example shows: a plain text where it has no fields."""
    if isinstance(example, str):
        example = {"text": example}
    fields = example.get("article") or {}
    return Article({**fields, "text": without_carets(example.get("text", ""))}, EXAMPLE_PATH, plain=not fields)


def _linter(rule: Rule, example: dict[str, Any] | str) -> Linter:
    """The rule alone, with what the example says is known of its site."""
    known = None if isinstance(example, str) else example.get("site")
    site = article_of(example).site
    return Linter([rule], {site: Site(**known)} if known and site else None)


def without_carets(text: str) -> str:
    """The example's text as an article: the lines that hold carets left out."""
    return "\n".join(line for line in text.split("\n") if not _CARETS.fullmatch(line))


def draw(article: Article, findings: list[Finding]) -> str:
    """The article's text with carets and messages under the lines on which findings begin."""
    by_line: dict[int, list[str]] = {}
    for found in findings:
        if found.field == "text" and found.line is not None:
            by_line.setdefault(found.line - 1, []).append(_carets(article, found))
    drawn: list[str] = []
    for number, line in enumerate(article.raw_lines):
        drawn += [line, *by_line.get(number, ())]
    return "\n".join(drawn)


def _carets(article: Article, found: Finding) -> str:
    start, end = found.place.start, found.place.end
    line = article.line_at(start)
    column = start - article.starts[line]
    last = min(end - article.starts[line], len(article.raw_lines[line]))
    return f"{' ' * column}{'^' * max(1, last - column)} {found.message}"


def outside(findings: list[Finding]) -> list[str]:
    """The findings that are about a field, or the whole article, as `field: message`."""
    return [f"{found.field or 'article'}: {found.message}" for found in findings if found.line is None]


def _bad(rule: Rule, name: str, example: dict[str, Any]) -> Iterator[Failure]:
    article, linter = article_of(example), _linter(rule, example)
    findings, problems = linter.lint(article)
    for problem in problems:
        yield Failure(rule, name, "newslint failed", "", str(problem))
    expected, got = _tidy(example["text"]), _tidy(draw(article, findings))
    if expected != got:
        yield Failure(rule, name, "other findings in the text", expected, got)
    if example["found"] != outside(findings):
        yield Failure(
            rule, name, "other findings outside the text", "\n".join(example["found"]), "\n".join(outside(findings))
        )
    if not findings:
        yield Failure(rule, name, "nothing was found in a bad example", "a finding", "none")
    yield from _fixed(rule, linter, name, example, article, findings)


def _fixed(
    rule: Rule, linter: Linter, name: str, example: dict[str, Any], article: Article, findings: list[Finding]
) -> Iterator[Failure]:
    changes = fix.edits(findings, unsafe=True)
    if example["fixed"] is None:
        if changes:
            yield Failure(rule, name, "the rule mends this: the example needs `fixed:`", "no fix", _edits(changes))
        return
    before = {field: str(value) for field, value in article.fields.items() if value is not None}
    after = fix.apply(before, changes)
    wanted = example["fixed"] if isinstance(example["fixed"], dict) else {"text": example["fixed"]}
    for field, value in wanted.items():
        if _tidy(after.get(field, "")) != _tidy(value):
            yield Failure(rule, name, f"the fix leaves another {field}", _tidy(value), _tidy(after.get(field, "")))
    again, _ = linter.lint(Article({**article.fields, **after}, EXAMPLE_PATH, plain=article.plain))
    if fix.edits(again, unsafe=True):
        yield Failure(rule, name, "after the fix there is still something to fix", "nothing", repr(again))


def _edits(changes: list[Any]) -> str:
    return "\n".join(str(change.as_dict()) for change in changes)


def _good(rule: Rule, name: str, example: dict[str, Any] | str) -> Iterator[Failure]:
    article = article_of(example)
    findings, problems = _linter(rule, example).lint(article)
    if findings or problems:
        got = "\n".join([draw(article, findings), *outside(findings), *map(str, problems)])
        yield Failure(rule, name, "a good example is reported", "nothing", got)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
