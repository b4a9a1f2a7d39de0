"""One expression of a pattern rule: what can be asked of a text before it is tried, and the stretches that it matches."""

from __future__ import annotations

import re
from itertools import islice

from newslint.article import lazy
from newslint.text import even

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.kind import Rule

STRETCH_LIMIT = 2000  # findings of one rule in one article: a text of nothing else would make as many as characters
_WORD = 4  # characters of a text that counts as a word


class Expression:
    """An expression of a rule, compiled when the first text needs it, and what can be asked before (see `prepare`)."""

    def __init__(self, rule: Rule, code: str, asked: dict[str, Any]) -> None:
        self.rule, self.code, self.source = rule, code, asked["source"]
        self.is_inside = rule.options.scope == "inside"
        self.heads: list[str] | None = asked["heads"]
        self.texts: list[str] = asked["texts"]
        self.signs: list[str] = asked["signs"]
        self.every: str = asked["every"]
        self.least: int = asked["least"]
        self.most: int | None = asked["most"]
        self.longest: int = min(rule.options.max_chars, self.most or rule.options.max_chars)  # line that can match
        self.is_last = self.most is not None and self.source.endswith(r"\Z")  # a match ends the text
        self.begins_line = self.heads is not None and self.source.startswith("(?m:^)")
        self.is_one_word: bool = asked["word"]
        self.has_words = are_words(self.texts)
        self.fullmatch: Callable[[str], object] = self._first_match

    def _first_match(self, line: str) -> object:
        """Whether a line matches, until one may: to compile a pattern takes longer than to ask for what must stand in it."""
        if not holds_one(even(line), self.texts):
            return None
        self.fullmatch = self.compiled.fullmatch
        return self.fullmatch(line)

    @lazy
    def compiled(self) -> re.Pattern[str]:
        """The pattern. It was found harmless when the rule was read."""
        return re.compile(self.source, 0 if self.rule.options.match_case else re.IGNORECASE)

    @lazy
    def asked(self) -> tuple[str, ...]:
        """What an even text is asked for first: it must hold one of these; none where that is no question."""
        return () if self.is_last or self.rule.options.field != "text" else tuple(self.signs or self.texts)

    def is_possible(self, article: Article, held: Container[str]) -> bool:
        """Whether the field may hold a stretch that matches: questions that cost less than the search."""
        if self.rule.options.field != "text":
            return True
        text = article.even[-(self.most or 1) :] if self.is_last else article.even
        words = held if self.has_words and not self.is_last else text
        return all(map(text.__contains__, self.every)) and holds_one(text, self.signs) and holds_one(words, self.texts)


def holds_one(held: Container[str], texts: Sequence[str]) -> bool:
    """Whether one of some texts, if there are any, is held: by an even text, or by what was found in it."""
    return not texts or any(map(held.__contains__, texts))


def are_words(texts: Iterable[str]) -> bool:
    """Whether the texts are rare enough to be sought with the words of other rules: signs are many, and found faster."""
    return all(len(text) >= _WORD for text in texts)


def at_line(article: Article, entry: Expression, number: int) -> Iterator[tuple[Expression, int, int]]:
    """The stretch that begins with a line."""
    value, needs = article.text, entry.rule.options.needs
    match = entry.compiled.match(value, article.starts[number])
    if match and match.end() > match.start() and (not needs or _is_there(needs, value)):
        yield entry, *match.span()


def stretches(article: Article, entry: Expression) -> Iterator[tuple[int, int]]:
    """The stretches of a field that match. What they need is asked last: it is the dearest of all questions."""
    options = entry.rule.options
    value = article.field(options.field)
    spans = list(islice(_spans(article, entry, value), STRETCH_LIMIT)) if value else []
    return iter(spans if not spans or not options.needs or _is_there(options.needs, value or "") else ())


def _spans(article: Article, entry: Expression, value: str) -> Iterator[tuple[int, int]]:
    """The matches: sought around the texts of which each must hold one, for a search of all is a try at each place."""
    parts = [(0, len(value))]
    if entry.rule.options.field == "text" and entry.is_last:
        parts = [(max(0, len(value) - (entry.most or 0)), len(value))]
    elif entry.rule.options.field == "text" and entry.most is not None and entry.texts:
        parts = _around(article.even, entry.texts, entry.most)
    last = 0
    for first, end in parts:
        for seen in entry.compiled.finditer(value, first, end):
            # what stands behind the part may forbid a match
            match = seen if end == len(value) else entry.compiled.match(value, seen.start())
            if match and match.end() > match.start() >= last:
                last = match.end()
                yield match.span()


def _around(even: str, texts: Iterable[str], most: int) -> list[tuple[int, int]]:
    """The parts of a text around some texts in it, as far as a match with one of them can reach."""
    parts: list[tuple[int, int]] = []
    for at, size in sorted(
        (match.start(), len(text)) for text in texts for match in re.finditer(re.escape(text), even)
    ):
        first, end = max(0, at - most), min(len(even), at + size + most)
        if parts and first <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((first, end))
    return parts


def _is_there(needs: Iterable[str], value: str) -> bool:
    return any(need in value for need in needs)
