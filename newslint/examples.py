"""Run the examples inside rules: what `newslint test` and pytest do with every rule, shipped or a user's."""

from __future__ import annotations

import re

from newslint import corpus, fix, ruleset
from newslint.article import Article, Site
from newslint.lint import Linter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newslint.finding import Finding
    from newslint.kind import Rule
    from newslint.problem import Problem

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


class _Case:
    """One article of an example, with what is expected of it and the linter that must find it."""

    __slots__ = ("article", "example", "linter", "name")

    def __init__(self, name: str, example: dict[str, Any], article: Article, linter: Linter) -> None:
        self.name, self.example, self.article, self.linter = name, example, article, linter


def _cases(rule: Rule, name: str, example: dict[str, Any] | str) -> list[_Case]:
    """The articles of an example: one, or for a rule that must see many the whole corpus of them."""
    if isinstance(example, str):
        example = {"text": example}
    if not example.get("corpus"):
        article, known = article_of(example), example.get("site")
        sites = {article.site: Site(**known)} if known and article.site else None
        linter = Linter([rule, *_marks(rule)], sites)
        return [_Case(name, example, article, linter)]
    entries = [_numbered(entry, number) for entry in example["corpus"] for number in range(1, entry["times"] + 1)]
    articles = [_placed(entry, record) for record, entry in enumerate(entries, 1)]
    learned, problems = corpus.learn([rule], articles)
    assert not problems, problems[0]
    linter = Linter([rule], learned=learned)
    return [
        _Case(f"{name}, article {article.record}", entry, article, linter)
        for entry, article in zip(entries, articles, strict=True)
    ]


def _marks(rule: Rule) -> list[Rule]:
    """The shipped rules whose findings a rule waits for."""
    names = getattr(rule.options, "marks", ())
    return [other for other in ruleset.shipped() if other.name in names] if names else []


def _lint(rule: Rule, linter: Linter, article: Article) -> tuple[list[Finding], list[Problem]]:
    """The rule's own findings, and what went wrong."""
    findings, problems = linter.lint(article)
    return [found for found in findings if found.rule == rule.name], problems


def _placed(entry: dict[str, Any], record: int) -> Article:
    return Article({**entry["article"], "text": without_carets(entry["text"])}, EXAMPLE_PATH, record)


def _numbered(value: Any, number: int) -> Any:
    """An entry of a corpus with `{n}` and `{word}` filled in."""
    if isinstance(value, str):
        return value.replace("{n}", str(number)).replace("{word}", _word(number))
    if isinstance(value, dict):
        return {key: _numbered(inner, number) for key, inner in value.items()}
    return [_numbered(inner, number) for inner in value] if isinstance(value, list) else value


def _word(number: int) -> str:
    """A word of its own for each number: `bab`, `bac` ..., in which no number is seen."""
    return "".join("bcdfghklmnprst"[number // 14**place % 14] + "aeiou"[place] for place in (2, 1, 0))


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
    count = 0
    for case in _cases(rule, name, example):
        findings, problems = _lint(rule, case.linter, case.article)
        count += len(findings)
        for problem in problems:
            yield Failure(rule, case.name, "newslint failed", "", str(problem))
        expected, got = _tidy(case.example["text"]), _tidy(draw(case.article, findings))
        if expected != got:
            yield Failure(rule, case.name, "other findings in the text", expected, got)
        expected, got = "\n".join(case.example["found"]), "\n".join(outside(findings))
        if expected != got:
            yield Failure(rule, case.name, "other findings outside the text", expected, got)
        yield from _fixed(rule, case, findings)
    if not count:
        yield Failure(rule, name, "nothing was found in a bad example", "a finding", "none")


def _fixed(rule: Rule, case: _Case, findings: list[Finding]) -> Iterator[Failure]:
    changes, article = fix.edits(findings, unsafe=True), case.article
    if case.example["fixed"] is None:
        if changes:
            said = "the rule mends this: the example needs `fixed:`"
            yield Failure(rule, case.name, said, "no fix", _edits(changes))
        return
    before = {field: str(value) for field, value in article.fields.items() if value is not None}
    after = fix.apply(before, changes)
    fixed = case.example["fixed"]
    for field, value in (fixed if isinstance(fixed, dict) else {"text": fixed}).items():
        if _tidy(after.get(field, "")) != _tidy(value):
            yield Failure(rule, case.name, f"the fix leaves another {field}", _tidy(value), _tidy(after.get(field, "")))
    again, _ = _lint(
        rule, case.linter, Article({**article.fields, **after}, EXAMPLE_PATH, article.record, plain=article.plain)
    )
    if fix.edits(again, unsafe=True):
        yield Failure(rule, case.name, "after the fix there is still something to fix", "nothing", repr(again))


def _edits(changes: list[Any]) -> str:
    return "\n".join(str(change.as_dict()) for change in changes)


def _good(rule: Rule, name: str, example: dict[str, Any] | str) -> Iterator[Failure]:
    for case in _cases(rule, name, example):
        findings, problems = _lint(rule, case.linter, case.article)
        if findings or problems:
            got = "\n".join([draw(case.article, findings), *outside(findings), *map(str, problems)])
            yield Failure(rule, case.name, "a good example is reported", "nothing", got)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
