"""The headline or the description again: as a line of the text, at its end, or one field as a copy of the other."""

from __future__ import annotations

from bisect import bisect_left

from newslint import headline
from newslint.head import HEAD_LINES, is_prose
from newslint.kind import Hit
from newslint.text import STOPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Count, Rule

WORDS = ("field", "relation")
NO_HEADLINE = 20  # characters by which a line is longer or shorter than the headline, and cannot be it
EARLY = 5  # non-blank lines at the top in which a headline is looked for
AKIN_LINES = 3  # non-blank lines at the top among which another headline may stand
AKIN_LONGEST = 140  # characters
SHORTEST_LATE = 20  # characters of a headline that is looked for further down


class Options:
    """What an echo rule may say.

    `of` is the field that comes again, `against` where: in the `text`, or as another field. `relation`: the `same` words,
    or a `variant` (with or without kicker or site name, cut short, or a slip apart), or `akin` (another headline that shares half
    its longer words, and does not end as a sentence does). `where` in the text: among the
    `first` lines of it, or `later`. Fields of fewer than `min_chars` characters are not looked for.
    """

    of: Literal["title", "description", "author"] = "title"
    against: Literal["text", "title", "description"] = "text"
    relation: Literal["same", "variant", "akin"] = "same"
    where: Literal["first", "later"] = "first"
    min_chars: Count = 8


def build(rules: Sequence[Rule]) -> Check:
    """One check for all echo rules: each line is compared with a field once."""
    in_text = [rule for rule in rules if rule.options.against == "text"]
    sources = [_Source(name, in_text) for name in sorted({rule.options.of for rule in in_text}, reverse=True)]
    between = [rule for rule in rules if rule.options.against != "text"]

    def check(article: Article) -> Iterable[Hit]:
        hits: list[Hit] = []
        for source in sources:
            value = article.field(source.name)
            if value and source.least <= len(value) <= headline.LONGEST:
                hits += _in_text(article, value, source)
        for rule in between:
            hits += _between_fields(article, rule)
        return hits

    return check


class _Source:
    """A field that is looked for in the text, and what the rules of it ask for."""

    __slots__ = ("furthest", "is_late", "least", "name", "rules")

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        self.name = name
        self.rules = [rule for rule in rules if rule.options.of == name]
        self.least = min(rule.options.min_chars for rule in self.rules)
        self.furthest = max((rule.options.relation for rule in self.rules), key=headline.RELATIONS.index)
        self.is_late = any(rule.options.where == "later" for rule in self.rules)


def _in_text(article: Article, value: str, source: _Source) -> Iterator[Hit]:
    wanted = headline.Headline(value)
    own = article.places.get(source.name)
    title = article.title if source.name != "title" else None
    top, furthest = _top(article), source.furthest
    for number in _candidates(article, wanted, top, source.is_late):
        line = article.lines[number]
        if own and article.starts[number] <= own[0] <= article.starts[number] + len(article.raw_lines[number]):
            continue
        relation = wanted.relation(line, furthest=furthest)
        late = relation is not None and _is_late(article, number, top)
        if late:
            is_told = wanted.sought()[0] in article.even_lines[number]
            relation = wanted.relation(line, late=True, furthest=furthest) if is_told else None
        if relation == "akin":
            if article.solid.index(number) >= AKIN_LINES or not _is_headline(line):
                continue
            furthest = "variant"  # one line is another headline at most
        if relation is None or (title and headline.Headline(title).relation(line) == "same"):
            continue
        where = "later" if late else "first"
        rule = next((rule for rule in source.rules if _wants(rule.options, relation, where, value)), None)
        if rule and _leaves_a_body(article, number):
            related = ("text", *own) if own else (source.name, 0, len(value))
            words, certain = {"field": source.name, "relation": relation}, _is_no_sentence(line, value)
            yield Hit(rule, "text", *article.span(number), words, (related,), certain=certain)


def _top(article: Article) -> int:
    """How many non-blank lines may count as the first ones: no head goes on behind prose, unless that is the headline."""
    size = len(article.title or "")
    for order, number in enumerate(article.solid[:HEAD_LINES]):
        line = article.lines[number]
        if abs(len(line) - size) > NO_HEADLINE and is_prose(line):
            return max(EARLY, order + 1)
    return HEAD_LINES


def _candidates(article: Article, wanted: headline.Headline, top: int, late: bool) -> list[int]:
    """The lines worth a comparison: of the headline's length, with any of its telling words in them; late ones (if those
    are asked for) with its longest word."""
    lines, low, high = article.even_lines, wanted.low, wanted.high
    last = max(article.solid[:top], default=-1)
    some = lines if late else lines[: last + 1]
    near = [number for number, line in enumerate(some) if low <= len(line) <= high]
    if not near:
        return near
    longest, telling = wanted.sought()
    return [
        number
        for number in near
        if longest in lines[number] or (number <= last and any(map(lines[number].__contains__, telling)))
    ]


def _is_late(article: Article, number: int, top: int) -> bool:
    """Whether a line is none of the first ones: it has EARLY lines above it, and does not belong to the head."""
    order = bisect_left(article.solid, number)
    return order >= EARLY and (order >= top or number > article.body_start)


def _is_no_sentence(line: str, value: str) -> bool:
    """Whether the line is only the headline: no quotation and no sentence of the story that has its words."""
    return line[-1] == value.strip()[-1:] or line[-1].isalnum()


def _is_headline(line: str) -> bool:
    return len(line) <= AKIN_LONGEST and not line.rstrip("\"'”’»)").endswith((*STOPS, ",", ":"))


def _wants(options: Options, relation: str, where: str, value: str) -> bool:
    if options.relation != relation or options.where != where:
        return False
    return len(value) >= (options.min_chars if where == "first" else max(options.min_chars, SHORTEST_LATE))


def _leaves_a_body(article: Article, number: int) -> bool:
    """Whether there is more than the line: an agency flash of one sentence has the same words as headline and text."""
    if len(article.solid) > 2:
        return True
    own = article.places.get("title")
    title_line = article.line_at(own[0]) if own else -1
    return any(other not in (number, title_line) for other in article.solid)


def _between_fields(article: Article, rule: Rule) -> Iterator[Hit]:
    options: Options = rule.options
    one, two = article.fields.get(options.of), article.fields.get(options.against)
    if not isinstance(one, str) or not isinstance(two, str) or min(len(one), len(two)) < options.min_chars:
        return
    if max(len(one), len(two)) > headline.LONGEST:
        return
    if headline.Headline(one).relation(two, furthest=options.relation) == options.relation:
        related = ((options.of, 0, len(one)),)
        yield Hit(rule, options.against, 0, len(two), {"field": options.of, "relation": options.relation}, related)
