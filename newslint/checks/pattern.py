"""Lines that match a regular expression, or stretches within them: reading times, credits, leftover code, entities."""

from __future__ import annotations

import re

from newslint.kind import Hit
from newslint.regexguard import Danger, compile_safely
from newslint.zone import Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Regex, Rule

    Compiled = tuple[Rule, str, re.Pattern[str]]

WORDS = ()
STRETCH_LIMIT = 2000  # findings of one rule in one article: a text of nothing else would make as many as characters


class Options:
    """What a pattern rule may say.

    `patterns` are regular expressions by language (`any` for all), without case unless `match_case`. With `scope: line`
    they must match a whole line without what surrounds it, of `max_chars` characters at most; with `scope: inside` every
    stretch of the text that they match is found, and `needs` lists texts of which one must be there (a cheap question
    before the dear one). `where` and `min_run` are as in phrase rules; `field` may be the title or the description.
    """

    patterns: Mapping[str, list[Regex]] = {}
    scope: Literal["line", "inside"] = "line"
    needs: list[str] = []
    match_case: bool = False
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"
    max_chars: Chars = 200
    min_run: Count = 1
    field: Literal["text", "title", "description"] = "text"


def verify(options: Options) -> None:
    """Every pattern must compile and be quick on any line it will meet."""
    if not options.patterns:
        raise ValueError("options: a pattern rule needs `patterns`")
    for code, some in options.patterns.items():
        for number, pattern in enumerate(some):
            try:
                compile_safely(pattern, options.max_chars, searching=options.scope == "inside")
            except Danger as error:
                raise ValueError(f"options.patterns.{code}.{number}: {error}") from None


def build(rules: Sequence[Rule]) -> Check:
    """One check for all pattern rules."""
    lines = [entry for rule in rules if rule.options.scope == "line" for entry in _compiled(rule)]
    inside = [entry for rule in rules if rule.options.scope == "inside" for entry in _compiled(rule)]

    def check(article: Article) -> Iterator[Hit]:
        yield from _whole_lines(article, [e for e in lines if e[0].options.field == "text"])
        for rule, code, pattern in lines:
            if rule.options.field != "text":
                yield from _field(article, rule, code, pattern)
        yield from _stretches(article, inside)

    return check


def _compiled(rule: Rule) -> list[Compiled]:
    flags = 0 if rule.options.match_case else re.IGNORECASE
    return [
        (rule, code, compile_safely(pattern, rule.options.max_chars, flags))
        for code, some in rule.options.patterns.items()
        for pattern in some
    ]


def _whole_lines(article: Article, entries: Sequence[Compiled]) -> Iterator[Hit]:
    longest = max((entry[0].options.max_chars for entry in entries), default=0)
    found: dict[Rule, list[int]] = {}
    for number in article.solid:
        line = article.lines[number]
        if len(line) > longest:
            continue
        for rule, code, pattern in entries:
            if len(line) <= rule.options.max_chars and pattern.fullmatch(line) and speaks(article, code):
                numbers = found.setdefault(rule, [])
                if not numbers or numbers[-1] != number:
                    numbers.append(number)
    if found:
        zone = Zone(article)
        for rule, numbers in found.items():
            for number in zone.keep(numbers, rule.options.where, rule.options.min_run):
                yield Hit(rule, "text", *article.span(number))


def _field(article: Article, rule: Rule, code: str, pattern: re.Pattern[str]) -> Iterator[Hit]:
    value = article.fields.get(rule.options.field)
    if isinstance(value, str) and len(value) <= rule.options.max_chars:
        if pattern.fullmatch(value.strip()) and speaks(article, code):
            yield Hit(rule, rule.options.field, 0, len(value))


def _stretches(article: Article, entries: Sequence[Compiled]) -> Iterator[Hit]:
    for rule, code, pattern in entries:
        value = article.field(rule.options.field)
        if not value or rule.options.needs and not any(need in value for need in rule.options.needs):
            continue
        if not speaks(article, code):
            continue
        for count, match in enumerate(pattern.finditer(value)):
            if count >= STRETCH_LIMIT:
                break
            if match.end() > match.start():
                yield Hit(rule, rule.options.field, match.start(), match.end())
