"""Lines that match a regular expression, or stretches within them: reading times, credits, leftover code, entities."""

from __future__ import annotations

import re

from newslint.kind import Hit
from newslint.regexguard import Danger, compile_safely, held_by, must_contain, must_hold
from newslint.zone import Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Regex, Rule

    Compiled = tuple[Rule, str, re.Pattern[str], frozenset[str], tuple[str, ...]]

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
    entries = [entry for rule in rules for entry in _compiled(rule)]
    lines = [entry for entry in entries if entry[0].options.scope == "line" and entry[0].options.field == "text"]
    fields = [entry for entry in entries if entry[0].options.scope == "line" and entry[0].options.field != "text"]
    inside = [entry for entry in entries if entry[0].options.scope == "inside"]

    def check(article: Article) -> Iterator[Hit]:
        whole = article.text.casefold().replace("i\u0307", "i").replace("ı", "i")
        yield from _whole_lines(article, [entry for entry in lines if _is_possible(article, whole, entry)])
        for entry in fields:
            yield from _field(article, entry)
        yield from _stretches(article, [entry for entry in inside if _is_possible(article, whole, entry)])

    return check


def _compiled(rule: Rule) -> list[Compiled]:
    flags = 0 if rule.options.match_case else re.IGNORECASE
    return [
        (rule, code, compile_safely(pattern, rule.options.max_chars, flags), must_hold(pattern), must_contain(pattern))
        for code, some in rule.options.patterns.items()
        for pattern in some
    ]


def _is_possible(article: Article, whole: str, entry: Compiled) -> bool:
    """Whether a pattern may match a line: its language is spoken, and a text that every match holds is there."""
    texts = entry[4]
    return speaks(article, entry[1]) and (not texts or any(text in whole for text in texts))


def _whole_lines(article: Article, entries: Sequence[Compiled]) -> Iterator[Hit]:
    """Lines that a pattern matches; one is tried only where the line holds a character that every match must hold."""
    found: dict[Rule, set[int]] = {}
    held: dict[int, frozenset[str]] = {}
    edge: list[int] | None = None
    for rule, _, pattern, needed, _ in entries:
        at_edges = rule.options.where in ("head", "edges")
        if at_edges and edge is None:
            edge = _edge(article)
        for number in edge if at_edges and edge is not None else article.solid:
            line = article.lines[number]
            if len(line) > rule.options.max_chars:
                continue
            if needed and number not in held:
                held[number] = held_by(line)
            if (not needed or not needed.isdisjoint(held[number])) and pattern.fullmatch(line):
                found.setdefault(rule, set()).add(number)
    if found:
        zone = Zone(article)
        for rule, numbers in found.items():
            for number in zone.keep(sorted(numbers), rule.options.where, rule.options.min_run):
                yield Hit(rule, "text", *article.span(number))


def _edge(article: Article) -> list[int]:
    """The lines that can be in head or tail: what lies between need not be tried for a rule that looks there only."""
    zone = Zone(article)
    return [number for number in article.solid if zone.holds(number, "edges")]


def _field(article: Article, entry: Compiled) -> Iterator[Hit]:
    rule, code, pattern, *_ = entry
    value = article.fields.get(rule.options.field)
    if isinstance(value, str) and len(value) <= rule.options.max_chars:
        if pattern.fullmatch(value.strip()) and speaks(article, code):
            yield Hit(rule, rule.options.field, 0, len(value))


def _stretches(article: Article, entries: Sequence[Compiled]) -> Iterator[Hit]:
    for rule, _, pattern, *_ in entries:
        value = article.field(rule.options.field)
        if not value or rule.options.needs and not any(need in value for need in rule.options.needs):
            continue
        for count, match in enumerate(pattern.finditer(value)):
            if count >= STRETCH_LIMIT:
                break
            if match.end() > match.start():
                yield Hit(rule, rule.options.field, match.start(), match.end())
