"""Lines that match a regular expression, or stretches within them: reading times, credits, leftover code, entities."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, partial

from newslint.checks._expression import Expression, are_words, at_line, holds_one, stretches
from newslint.kind import Hit
from newslint.seek import ANY_LINE, Seeker
from newslint.text import even
from newslint.zone import ByLanguage, Index, Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Regex, Rule

    Stretch = tuple["Expression", int, int]

WORDS = ()


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


def sought(rules: Sequence[Rule], speaks: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The words of which a text must hold one before some pattern is tried."""
    for rule in rules:
        for code in rule.prepared:
            for asked in rule.prepared[code] if speaks(code) else ():
                yield from ((text, ANY_LINE) for text in asked["texts"] if are_words(asked["texts"]))


def build(rules: Sequence[Rule], seeker: Seeker | None = None) -> Check:
    """One check for all pattern rules."""
    seeker = seeker or Seeker(partial(sought, rules))
    fields = [rule for rule in rules if rule.options.scope != "inside" and rule.options.field != "text"]
    of_text = [rule for rule in rules if rule not in fields]

    @cache
    def entries(rule: Rule, code: str) -> list[Expression]:
        return [Expression(rule, code, asked) for asked in rule.prepared[code]]

    of_fields = [entry for rule in fields for code in rule.prepared for entry in entries(rule, code)]
    tables = ByLanguage(
        lambda speaks: _Table(
            entry for rule in of_text for code in rule.prepared if speaks(code) for entry in entries(rule, code)
        )
    )

    def check(article: Article) -> Iterator[Hit]:
        table: _Table = tables.of(article)
        found, parts = table.find(article, seeker.held(article))
        if found:
            zone = Zone(article)
            for rule, numbers in found.items():
                where = rule.options.where
                for number in zone.keep(sorted(numbers), where, rule.options.min_run):
                    is_sure = where != "top" or zone.is_dateline(number)
                    yield Hit(rule, "text", *article.span(number), certain=is_sure)
        for entry in of_fields:
            yield from _field(article, entry)
        for entry, start, end in parts:
            yield Hit(entry.rule, entry.rule.options.field, start, end)

    return check


class _Table:
    """The patterns in some languages: for whole lines, filed by what a match can begin with, or else must hold, and for
    stretches, of which some must begin a line, or a word behind a sign."""

    def __init__(self, entries: Iterable[Expression]) -> None:
        self.index = Index()
        self.by_text: list[Expression] = []
        self.single: list[Expression] = []
        self.anything: list[Expression] = []
        self.by_words: dict[tuple[str, ...], list[Expression]] = {}  # stretches, by what a text is asked for
        self.by_signs: dict[tuple[str, ...], list[Expression]] = {}
        for entry in entries:
            if entry.is_inside and not entry.begins_line:
                table = self.by_words if are_words(entry.asked) else self.by_signs
                table.setdefault(entry.asked, []).append(entry)
            elif entry.heads is not None:
                self.index.add(entry.heads, entry)
            elif entry.texts:
                self.by_text.append(entry)
            else:
                (self.single if entry.is_one_word else self.anything).append(entry)

    def find(self, article: Article, held: Container[str]) -> tuple[dict[Rule, set[int]], list[Stretch]]:
        """The lines that a pattern matches, by rule, and the stretches, as (pattern, start, end); `held` tells of words
        whether they are in the text."""
        found: dict[Rule, set[int]] = {}
        asked = ((held, self.by_words), (article.even, self.by_signs))
        some = [entries for where, table in asked for texts, entries in table.items() if holds_one(where, texts)]
        inside = [entry for entries in some for entry in entries if entry.is_possible(article, held)]
        parts = [(entry, *span) for entry in inside for span in stretches(article, entry)]
        lines = article.lines
        for number, entries in self.index.find(article):
            for entry in _try(entries, lines[number], number, found):
                parts += at_line(article, entry, number)
        for entry in self.by_text:
            where = held if entry.has_words else article.even
            for number in _lines_with(article, entry) if holds_one(where, entry.texts) else ():
                _try((entry,), lines[number], number, found)
        for entry in self.single:
            for number in [n for n, line in enumerate(lines) if " " not in line and len(line) >= entry.least]:
                _try((entry,), lines[number], number, found)
        for number in article.solid if self.anything else ():
            _try(self.anything, lines[number], number, found)
        return found, parts


def _lines_with(article: Article, entry: Expression) -> list[int]:
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


def _try(entries: Iterable[Expression], line: str, number: int, found: dict[Rule, set[int]]) -> list[Expression]:
    """Enters the line under the rules of patterns that match it; those for stretches come back."""
    size = len(line)
    others = []
    for entry in entries:
        if entry.is_inside:
            others.append(entry)
        elif entry.least <= size <= entry.longest and entry.fullmatch(line):
            found.setdefault(entry.rule, set()).add(number)
    return others


def _field(article: Article, entry: Expression) -> Iterator[Hit]:
    value = article.fields.get(entry.rule.options.field)
    if isinstance(value, str) and len(value) <= entry.rule.options.max_chars and speaks(article, entry.code):
        if entry.compiled.fullmatch(value.strip()):
            yield Hit(entry.rule, entry.rule.options.field, 0, len(value))
