"""Lines that match a regular expression, or stretches within them: reading times, credits, leftover code, entities."""

from __future__ import annotations

import re
from itertools import islice

from newslint import regexstart
from newslint.article import lazy
from newslint.kind import Hit
from newslint.regexguard import Danger, compile_safely, must_contain, must_hold
from newslint.text import even
from newslint.zone import ByLanguage, Index, Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Regex, Rule


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
    entries = [_Entry(rule, *pair) for rule in rules for pair in _patterns(rule)]
    inside = [entry for entry in entries if entry.rule.options.scope == "inside"]
    of_fields = [entry for entry in entries if entry not in inside and entry.rule.options.field != "text"]
    of_lines = [entry for entry in entries if entry not in inside and entry.rule.options.field == "text"]
    lines = ByLanguage(lambda speaks: _Lines([entry for entry in of_lines if speaks(entry.code)]))

    def check(article: Article) -> Iterator[Hit]:
        found: dict[Rule, set[int]] = lines.of(article).find(article) if of_lines else {}
        if found:
            zone = Zone(article)
            for rule, numbers in found.items():
                where = rule.options.where
                for number in zone.keep(sorted(numbers), where, rule.options.min_run):
                    is_sure = where != "top" or zone.is_dateline(number)
                    yield Hit(rule, "text", *article.span(number), certain=is_sure)
        for entry in of_fields:
            yield from _field(article, entry)
        for entry in inside:
            if speaks(article, entry.code) and entry.is_possible(article):
                yield from _stretches(article, entry)

    return check


def _patterns(rule: Rule) -> Iterator[tuple[str, str]]:
    return ((code, pattern) for code, some in rule.options.patterns.items() for pattern in some)


class _Entry:
    """One pattern of a rule, compiled when the first text needs it, and what can be asked before."""

    def __init__(self, rule: Rule, code: str, source: str) -> None:
        self.rule, self.code, self.source = rule, code, source
        self.max_chars: int = rule.options.max_chars

    @lazy
    def compiled(self) -> re.Pattern[str]:
        """The pattern. It was found harmless when the rule was read."""
        return re.compile(self.source, 0 if self.rule.options.match_case else re.IGNORECASE)

    @lazy
    def heads(self) -> frozenset[str] | None:
        """What a match can begin with."""
        return regexstart.heads(self.source)

    @lazy
    def texts(self) -> tuple[str, ...]:
        """Texts, or signs, of which every match holds one."""
        texts = must_contain(self.source) or tuple(sorted(must_hold(self.source)))
        # letters and digits are in all texts
        return () if any(len(text) == 1 and text.isalnum() or text == "\0" for text in texts) else texts

    @lazy
    def evened(self) -> tuple[str, ...]:
        """The texts as an even text has them, without those that hold another."""
        texts = sorted(set(map(even, self.texts)))
        return tuple(one for one in texts if not any(other in one for other in texts if other != one))

    @lazy
    def signs(self) -> tuple[str, ...]:
        """Signs of which every match holds one: a look for one character costs a tenth of that for a word."""
        signs = sorted(map(even, must_hold(self.source)))
        return () if any(sign.isalnum() or sign in "\0.,-:'\" " for sign in signs) else tuple(signs)

    @lazy
    def first_lines(self) -> Index | None:
        """Lines that may be the first of a stretch, where it must begin with a line."""
        if self.heads is None or not self.source.startswith("(?m:^)"):
            return None
        index = Index()
        index.add(self.heads, self)
        return index

    @lazy
    def end_width(self) -> int | None:
        """How many characters at the end of a text can match, where others cannot."""
        return regexstart.end_width(self.source)

    def is_possible(self, article: Article) -> bool:
        """Whether the field may hold a stretch that matches: questions that cost less than the search."""
        if self.rule.options.field != "text":
            return True
        if self.first_lines is not None:
            return any(self.first_lines.find(article))
        if self.end_width is not None:
            end = article.even[-self.end_width :]
            return not self.evened or any(map(end.__contains__, self.evened))
        if self.signs and not any(map(article.even.__contains__, self.signs)):
            return False
        return not self.evened or any(map(article.holds, self.evened))


class _Lines:
    """The patterns for whole lines in some languages, filed by what a match can begin with, or else must hold."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self.index = Index()
        self.by_text: list[_Entry] = []
        self.single: list[_Entry] = []
        self.anything: list[_Entry] = []
        for entry in entries:
            if entry.heads is not None:
                self.index.add(entry.heads, entry)
            elif entry.evened:
                self.by_text.append(entry)
            else:
                (self.single if regexstart.is_one_word(entry.source) else self.anything).append(entry)

    def find(self, article: Article) -> dict[Rule, set[int]]:
        """The lines that a pattern matches, by rule."""
        found: dict[Rule, set[int]] = {}
        lines = article.lines
        for number, entries in self.index.find(article):
            _try(entries, lines[number], number, found)
        for entry in self.by_text:
            for number in article.lines_with(entry.evened):
                _try((entry,), lines[number], number, found)
        if self.single:
            for number in [n for n, line in enumerate(lines) if line and " " not in line]:
                _try(self.single, lines[number], number, found)
        for number in article.solid if self.anything else ():
            _try(self.anything, lines[number], number, found)
        return found


def _try(entries: Iterable[_Entry], line: str, number: int, found: dict[Rule, set[int]]) -> None:
    size = len(line)
    for entry in entries:
        if size <= entry.max_chars and entry.compiled.fullmatch(line):
            found.setdefault(entry.rule, set()).add(number)


def _field(article: Article, entry: _Entry) -> Iterator[Hit]:
    value = article.fields.get(entry.rule.options.field)
    if isinstance(value, str) and len(value) <= entry.max_chars and speaks(article, entry.code):
        if entry.compiled.fullmatch(value.strip()):
            yield Hit(entry.rule, entry.rule.options.field, 0, len(value))


def _stretches(article: Article, entry: _Entry) -> Iterator[Hit]:
    options: Options = entry.rule.options
    value = article.field(options.field)
    if not value or options.needs and not any(need in value for need in options.needs):
        return
    for match in islice(entry.compiled.finditer(value), STRETCH_LIMIT):
        if match.end() > match.start():
            yield Hit(entry.rule, options.field, match.start(), match.end())
