"""Lines that many articles of a site share: its template, which no list of phrases holds."""

from __future__ import annotations

from collections import Counter

from newslint.corpus._shares import totals
from newslint.corpus._spill import key
from newslint.kind import Hit
from newslint.late import regex
from newslint.shape import shape
from newslint.text import STOPS, columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, Literal

    from newslint.article import Article
    from newslint.corpus._spill import Shards, Spill
    from newslint.kind import Check, Count, Percent, Rule

WORDS = ("articles", "count", "share", "site")
MOST_LINES = 40  # of an article's first, and of its last lines, that are looked at
MOST_COLUMNS = 400
FEWEST_LETTERS = 3
SENTENCE = 30  # columns from which on a line may be a sentence, of at least five words
LONG = 140  # columns from which on a line is prose however it ends
AT_EDGE = 0.7  # of a line's copies stand with no prose between them and the text's beginning, or its end
FAR = 15  # paragraphs of prose before or after a line: more are not told apart
IS_SENTENCE, HAS_NUMBER, IS_PROSE = 1, 2, 4
_NUMBERS = "QBBB"
_DATELINE = regex(r"[^()]{2,50}\((?:[^\W\d_]|[/. ]){2,20}\)\s*[-:]?|[^()]{2,50} -")
_DIGIT = regex(r"\d")


class Options:
    """What a template rule may say: a line counts that stands in at least `min_share` per cent of a site's articles.

    And in at least `min_articles` of them; numbers and dates in it may differ. `position` says where: at the `head` or the
    `tail` of the text, with no prose before or after it, or `anywhere`, where short lines still have to stand at an edge.
    """

    min_share: Percent = 10
    min_articles: Count = 10
    position: Literal["anywhere", "head", "tail"] = "anywhere"


class Line:
    """A line that many articles of a site share: in `count` of `articles`; `before` and `after` count its copies by the
    paragraphs of prose before and after them."""

    __slots__ = ("after", "articles", "before", "count", "flags", "site")

    def __init__(self, site: int, flags: int) -> None:
        self.site, self.flags, self.count, self.articles = site, flags, 0, 0
        self.before, self.after = bytearray(), bytearray()


def rows(article: Article) -> Iterator[tuple[int, str, int, int, int]]:
    """(line number, shape, flags, paragraphs of prose before, and after) of each different line that may be template."""
    solid = article.solid
    if len(solid) > 2 * MOST_LINES:
        solid = [*solid[:MOST_LINES], *solid[-MOST_LINES:]]
    lines = [(number, article.even_lines[number]) for number in solid]
    flags = [_flags(line) for _, line in lines]
    total = sum(bool(flag & IS_PROSE) for flag in flags)
    before = 0
    seen: set[str] = set()
    for (number, line), flag in zip(lines, flags, strict=True):
        after = total - before - bool(flag & IS_PROSE)
        if columns(line) <= MOST_COLUMNS and sum(map(str.isalpha, line)) >= FEWEST_LETTERS:
            known = shape(line)
            if known not in seen:
                seen.add(known)
                yield number, known, flag, min(before, FAR) if total else FAR, min(after, FAR) if total else FAR
        before += bool(flag & IS_PROSE)


def _flags(line: str) -> int:
    size = columns(line)
    is_long = size >= SENTENCE and (line.count(" ") >= 4 or size > len(line) * 1.3)
    is_prose = size >= LONG or (is_long and line.rstrip("\"')]").endswith((*STOPS, "!", "?", "！", "？")))
    return IS_SENTENCE * is_long + HAS_NUMBER * bool(_DIGIT.search(line)) + IS_PROSE * is_prose


def gather(rules: Sequence[Rule], spill: Spill) -> Callable[[Article], None]:
    """Notes each line of an article, and that its site has one more."""
    lines, sites = spill.drawer("template", _NUMBERS), spill.drawer("template-sites", "")

    def add(article: Article) -> None:
        site = article.site or ""
        own = key(site)
        sites.add(own)
        for _, known, flag, before, after in rows(article):
            lines.add(key(site, known), own, flag, before, after)

    return add


def conclude(rules: Sequence[Rule], shards: Shards) -> dict[int, tuple[int, int, int]]:
    """(copies, articles of the site, bits of the rules that speak) of each template line, by its key."""
    fewest = min((rule.options.min_articles for rule in rules), default=10)
    share = min((rule.options.min_share for rule in rules), default=10)
    sites = totals(shards, "template-sites")
    by_site: dict[int, list[tuple[int, Line]]] = {}
    for notes in shards.notes("template", _NUMBERS):
        for name, line in _frequent(notes, fewest).items():
            line.articles = sites[line.site]
            if line.count * 100 >= share * line.articles:
                by_site.setdefault(line.site, []).append((name, line))
    found = {}
    for lines in by_site.values():
        for name, line, edges in templates(lines):
            if bits := _bits(rules, line, edges):
                found[name] = (line.count, line.articles, bits)
    return found


def _frequent(notes: list[tuple[int, ...]], fewest: int) -> dict[int, Line]:
    counts = Counter(note[1] for note in notes)
    frequent: dict[int, Line] = {}
    for _, name, site, flags, before, after in notes:
        if counts[name] >= max(2, fewest):
            line = frequent.get(name)
            if line is None:
                line = frequent[name] = Line(site, flags)
            line.count += 1
            line.flags &= flags | HAS_NUMBER  # a number in one of them is one in the shape
            line.before.append(before)
            line.after.append(after)
    return frequent


def templates(lines: Iterable[tuple[int, Line]]) -> Iterator[tuple[int, Line, set[str]]]:
    """Those of a site's frequent lines that are template, each with the edges (head, tail) at which it stands.

    A whole sentence that so many stories share is the site's, wherever it stands, unless it only has the numbers in
    common. A short line may be a heading of the story (Ingredients, Method): it has to stand at the text's very
    beginning or end, but for other template.
    """
    lines = sorted(lines)
    sure = [line for _, line in lines if line.flags & IS_SENTENCE and not line.flags & HAS_NUMBER]
    reach = {edge: _reach(sure, edge) for edge in ("head", "tail")}
    for name, line in lines:
        edges = {edge for edge in reach if _is_at(line, edge, *reach[edge])}
        if line.flags & IS_PROSE and line.flags & HAS_NUMBER:
            edges.discard("head")  # how a bulletin begins: "In Oslo 12 degrees are expected."
        if edges or line in sure:
            yield name, line, edges


def _reach(sure: Iterable[Line], edge: str) -> tuple[int, float]:
    """How many paragraphs of prose at the edge are template themselves, and what share of articles has one, at most."""
    reach, share = 0, 0.0
    for usual, own in sorted(
        (_usual(line, edge), line.count / line.articles) for line in sure if line.flags & IS_PROSE
    ):
        if usual <= reach:
            reach, share = reach + 1, share + own
    return reach, share


def _usual(line: Line, edge: str) -> int:
    beyond = line.before if edge == "head" else line.after
    return sorted(beyond)[len(beyond) // 2]


def _is_at(line: Line, edge: str, reach: int, share: float) -> bool:
    """Whether nearly all copies of the line have no prose beyond them but template, and no more often than there is such."""
    beyond = line.before if edge == "head" else line.after
    far, some = (sum(prose > most for prose in beyond) for most in (reach, 0))
    return reach < FAR and far <= (1 - AT_EDGE) * line.count and some <= (1 - AT_EDGE + share) * line.count


def _bits(rules: Sequence[Rule], line: Line, edges: set[str]) -> int:
    """A bit for each rule that speaks of the line."""
    bits = 0
    for number, rule in enumerate(rules):
        options = rule.options
        is_many = line.count >= options.min_articles and line.count * 100 >= options.min_share * line.articles
        if is_many and (options.position == "anywhere" or options.position in edges):
            bits |= 1 << number
    return bits


def build(rules: Sequence[Rule], learned: dict[int, tuple[int, int, int]]) -> Check:
    """Finds again the lines that were learned."""

    def check(article: Article) -> Iterator[Hit]:
        for number, _, (count, articles, bits) in known_lines(article, learned):
            rule = next((rule for place, rule in enumerate(rules) if bits >> place & 1), None)
            if rule is not None:
                share = f"{100 * count / articles:.0f}"
                words = {"count": count, "articles": articles, "share": share, "site": article.site or "these files"}
                yield Hit(rule, "text", *article.span(number), words=words)

    return check


def known_lines(article: Article, learned: dict[int, Any]) -> Iterator[tuple[int, str, Any]]:
    """(line number, shape, what was learned) of the article's template lines."""
    site = article.site or ""
    for number, known, flags, _, _ in rows(article) if learned else ():
        found = learned.get(key(site, known))
        if found is not None and not is_dateline(article.even_lines[number], flags):
            yield number, known, found


def is_dateline(line: str, flags: int) -> bool:
    """Whether a short line is where and by which agency the story was filed, as `london (reuters) -`."""
    return not flags & IS_SENTENCE and bool(_DATELINE.fullmatch(line))
