"""Lines that match a regular expression, or stretches within them: reading times, credits, leftover code, entities."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import islice

from newslint.article import lazy
from newslint.kind import Hit
from newslint.text import even
from newslint.zone import ByLanguage, Index, Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Regex, Rule

    Stretch = tuple["_Entry", int, int]

WORDS = ()
STRETCH_LIMIT = 2000  # findings of one rule in one article: a text of nothing else would make as many as characters


class Options:
    """What a pattern rule may say.

    `patterns` are regular expressions by language (`any` for all), without case unless `match_case`. With `scope: line`
    they must match a whole line without what surrounds it, of `max_chars` characters at most; with `scope: inside` every
    stretch of the text that they match is found, and `needs` lists texts of which one must be there (a cheap question
    before the dear one). `where` and `min_run` are as in phrase rules; `where: top` is one line alone among the first
    twelve, and its fix is only safe if it is the first or stands beside headline or date; `field` may be the title or the
    description.
    """

    patterns: Mapping[str, list[Regex]] = {}
    scope: Literal["line", "inside"] = "line"
    needs: list[str] = []
    match_case: bool = False
    where: Literal["anywhere", "head", "body", "tail", "edges", "top"] = "anywhere"
    max_chars: Chars = 200
    min_run: Count = 1
    field: Literal["text", "title", "description"] = "text"


def verify(options: Options) -> None:
    """Every pattern must compile and be quick on any line it will meet."""
    from newslint.regexguard import Danger, compile_safely

    if not options.patterns:
        raise ValueError("options: a pattern rule needs `patterns`")
    for code, some in options.patterns.items():
        for number, pattern in enumerate(some):
            try:
                compile_safely(pattern, options.max_chars, searching=options.scope == "inside")
            except Danger as error:
                raise ValueError(f"options.patterns.{code}.{number}: {error}") from None


def prepare(options: Options) -> dict[str, list[dict[str, Any]]]:
    """By language, of each pattern: what can be asked of a text or line before the pattern is tried.

    `source` the pattern, `heads` what a match can begin with (none: anything), `texts` and `signs` of which it must hold
    one, `every` the signs of which it must hold each, `least` and `most` its characters, `word` whether it holds no white
    space.
    """
    return {code: [_asked(pattern) for pattern in some] for code, some in options.patterns.items()}


def _asked(source: str) -> dict[str, Any]:
    from newslint import regexstart  # shipped rules were asked beforehand
    from newslint.regexguard import must_contain, must_hold

    heads = regexstart.heads(source)
    texts = must_contain(source) or tuple(sorted(must_hold(source)))
    if any(len(text) == 1 and text.isalnum() or text == "\0" for text in texts):  # letters and digits are in all texts
        texts = ()
    evened = sorted(set(map(even, texts)))
    signs = sorted(map(even, must_hold(source)))
    least, most = regexstart.width(source)
    return {
        "source": source,
        "heads": None if heads is None else sorted(heads),
        "texts": [one for one in evened if not any(other in one for other in evened if other != one)],
        "signs": [] if any(sign.isalnum() or sign in "\0.,-:'\" " for sign in signs) else signs,
        "every": regexstart.every_sign(source),
        "least": least,
        "most": most,
        "word": regexstart.is_one_word(source),
    }


def build(rules: Sequence[Rule]) -> Check:
    """One check for all pattern rules."""
    fields = [rule for rule in rules if rule.options.scope != "inside" and rule.options.field != "text"]
    of_text = [rule for rule in rules if rule not in fields]

    @cache
    def entries(rule: Rule, code: str) -> list[_Entry]:
        return [_Entry(rule, code, asked) for asked in rule.prepared[code]]

    of_fields = [entry for rule in fields for code in rule.prepared for entry in entries(rule, code)]
    tables = ByLanguage(
        lambda speaks: _Table(
            entry for rule in of_text for code in rule.prepared if speaks(code) for entry in entries(rule, code)
        )
    )

    def check(article: Article) -> Iterator[Hit]:
        table: _Table = tables.of(article)
        found, stretches = table.find(article)
        if found:
            zone = Zone(article)
            for rule, numbers in found.items():
                where = rule.options.where
                for number in zone.keep(sorted(numbers), where, rule.options.min_run):
                    is_sure = where != "top" or zone.is_dateline(number)
                    yield Hit(rule, "text", *article.span(number), certain=is_sure)
        for entry in of_fields:
            yield from _field(article, entry)
        for entry, start, end in stretches:
            yield Hit(entry.rule, entry.rule.options.field, start, end)

    return check


class _Entry:
    """One pattern of a rule, compiled when the first text needs it, and what can be asked before (see `prepare`)."""

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

    @lazy
    def compiled(self) -> re.Pattern[str]:
        """The pattern. It was found harmless when the rule was read."""
        return re.compile(self.source, 0 if self.rule.options.match_case else re.IGNORECASE)

    @lazy
    def asked(self) -> tuple[str, ...]:
        """What an even text is asked for first: it must hold one of these; none where that is no question."""
        return () if self.is_last or self.rule.options.field != "text" else tuple(self.signs or self.texts)

    def is_possible(self, article: Article) -> bool:
        """Whether the field may hold a stretch that matches: questions that cost less than the search."""
        if self.rule.options.field != "text":
            return True
        even = article.even[-(self.most or 1) :] if self.is_last else article.even
        return _holds_one(even, self.signs) and _holds_one(even, self.texts)


def _holds_one(even: str, texts: Sequence[str]) -> bool:
    return not texts or any(map(even.__contains__, texts))


class _Table:
    """The patterns in some languages: for whole lines, filed by what a match can begin with, or else must hold, and for
    stretches, of which some must begin a line, or a word behind a sign."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self.index = Index()
        self.by_text: list[_Entry] = []
        self.single: list[_Entry] = []
        self.anything: list[_Entry] = []
        self.inside: dict[tuple[str, ...], list[_Entry]] = {}
        for entry in entries:
            if entry.is_inside and not entry.begins_line:
                self.inside.setdefault(entry.asked, []).append(entry)
            elif entry.heads is not None:
                self.index.add(entry.heads, entry)
            elif entry.texts:
                self.by_text.append(entry)
            else:
                (self.single if entry.is_one_word else self.anything).append(entry)

    def find(self, article: Article) -> tuple[dict[Rule, set[int]], list[Stretch]]:
        """The lines that a pattern matches, by rule, and the stretches, as (pattern, start, end)."""
        found: dict[Rule, set[int]] = {}
        asked = [entry for texts, some in self.inside.items() if _holds_one(article.even, texts) for entry in some]
        inside = [entry for entry in asked if entry.is_possible(article)]
        stretches = [(entry, *span) for entry in inside for span in _stretches(article, entry)]
        lines = article.lines
        for number, entries in self.index.find(article):
            for entry in _try(entries, lines[number], number, found):
                stretches += _at_line(article, entry, number)
        for entry in self.by_text:
            for number in _lines_with(article, entry):
                _try((entry,), lines[number], number, found)
        for entry in self.single:
            for number in [n for n, line in enumerate(lines) if len(line) >= entry.least and " " not in line]:
                _try((entry,), lines[number], number, found)
        for number in article.solid if self.anything else ():
            _try(self.anything, lines[number], number, found)
        return found, stretches


def _lines_with(article: Article, entry: _Entry) -> list[int]:
    """The lines with one of the texts that a match must hold: the whole text is asked first."""
    even, starts = article.even, article.starts
    texts = [text for text in entry.texts if text in even]
    if not texts or not all(map(even.__contains__, entry.every)):
        return []
    found = set()
    for text in texts:
        at = even.find(text)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            found.add(number)
            at = even.find(text, starts[number + 1]) if number + 1 < len(starts) else -1
    return sorted(found)


def _try(entries: Iterable[_Entry], line: str, number: int, found: dict[Rule, set[int]]) -> list[_Entry]:
    """Enters the line under the rules of patterns that match it; those for stretches come back."""
    size = len(line)
    others = []
    for entry in entries:
        if entry.is_inside:
            others.append(entry)
        elif entry.least <= size <= entry.longest and entry.compiled.fullmatch(line):
            found.setdefault(entry.rule, set()).add(number)
    return others


def _field(article: Article, entry: _Entry) -> Iterator[Hit]:
    value = article.fields.get(entry.rule.options.field)
    if isinstance(value, str) and len(value) <= entry.rule.options.max_chars and speaks(article, entry.code):
        if entry.compiled.fullmatch(value.strip()):
            yield Hit(entry.rule, entry.rule.options.field, 0, len(value))


def _at_line(article: Article, entry: _Entry, number: int) -> Iterator[Stretch]:
    """The stretch that begins with a line."""
    value, needs = article.text, entry.rule.options.needs
    match = entry.compiled.match(value, article.starts[number])
    if match and match.end() > match.start() and (not needs or _is_there(needs, value)):
        yield entry, *match.span()


def _stretches(article: Article, entry: _Entry) -> Iterator[tuple[int, int]]:
    """The stretches of a field that match. What they need is asked last: it is the dearest of all questions."""
    options: Options = entry.rule.options
    value = article.field(options.field)
    spans = list(islice(_spans(article, entry, value), STRETCH_LIMIT)) if value else []
    return iter(spans if not spans or not options.needs or _is_there(options.needs, value or "") else ())


def _spans(article: Article, entry: _Entry, value: str) -> Iterator[tuple[int, int]]:
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
