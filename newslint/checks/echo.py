"""The headline or the description again: as a line of the text, at its end, or one field as a copy of the other."""

from __future__ import annotations

from bisect import bisect_left

from newslint import headline
from newslint.head import is_prose
from newslint.kind import Hit
from newslint.text import STOPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
    sources = sorted({rule.options.of for rule in in_text}, reverse=True)

    def check(article: Article) -> Iterator[Hit]:
        for source in sources:
            yield from _in_text(article, source, [rule for rule in in_text if rule.options.of == source])
        for rule in rules:
            if rule.options.against != "text":
                yield from _between_fields(article, rule)

    return check


def _in_text(article: Article, source: str, rules: Sequence[Rule]) -> Iterator[Hit]:
    value = article.field(source)
    if not value or len(value) > headline.LONGEST or not article.solid:
        return
    wanted = headline.Headline(value)
    own = article.places.get(source)
    title = article.title if source != "title" else None
    early, akin = max(EARLY, _head_size(article)), False
    for order, number in _candidates(article, wanted, early):
        if not wanted.may_be(article.even_lines[number]):
            continue
        line = article.lines[number]
        if own and article.starts[number] <= own[0] <= article.starts[number] + len(article.raw_lines[number]):
            continue
        relation = wanted.relation(line, late=order >= early)
        if relation == "akin" and (akin or order >= AKIN_LINES or not _is_headline(line)):
            continue
        akin = akin or relation == "akin"
        if relation is None or (title and headline.Headline(title).relation(line) == "same"):
            continue
        where = "first" if order < early else "later"
        rule = next((rule for rule in rules if _wants(rule.options, relation, where, value)), None)
        if rule and _leaves_a_body(article, number):
            related = ("text", *own) if own else (source, 0, len(value))
            words, certain = {"field": source, "relation": relation}, _is_no_sentence(line, value)
            yield Hit(rule, "text", *article.span(number), words, (related,), certain=certain)


def _candidates(article: Article, wanted: headline.Headline, early: int) -> Iterator[tuple[int, int]]:
    """The lines worth a comparison, as (order, number): the first ones, and those that hold the headline's longest word."""
    solid, even, starts = article.solid, article.even, article.starts
    yield from enumerate(solid[:early])
    at = even.find(wanted.longest, starts[solid[early]]) if early < len(solid) else -1
    done = -1
    while at >= 0:
        number = article.line_at(at)
        if number != done and article.lines[number]:
            yield bisect_left(solid, number), number
        done = number
        at = even.find(wanted.longest, max(at + 1, starts[number] + len(article.raw_lines[number])))


def _is_no_sentence(line: str, value: str) -> bool:
    """Whether the line is only the headline: no quotation and no sentence of the story that has its words."""
    return line[-1] == value.strip()[-1:] or line[-1].isalnum()


def _is_headline(line: str) -> bool:
    return len(line) <= AKIN_LONGEST and not line.rstrip("\"'”’»)").endswith((*STOPS, ",", ":"))


def _head_size(article: Article) -> int:
    """The non-blank lines of the head; 0 where prose stands so early that it makes no difference."""
    size = len(article.title or "")
    for number in article.solid[:EARLY]:
        line = article.lines[number]
        if abs(len(line) - size) > NO_HEADLINE and is_prose(line):
            return 0
    return sum(1 for number in article.solid[:12] if number <= article.body_start)


def _wants(options: Options, relation: str, where: str, value: str) -> bool:
    if options.relation != relation or options.where != where:
        return False
    return len(value) >= (options.min_chars if where == "first" else max(options.min_chars, SHORTEST_LATE))


def _leaves_a_body(article: Article, number: int) -> bool:
    """Whether there is more than the line: an agency flash of one sentence has the same words as headline and text."""
    own = article.places.get("title")
    title_line = article.line_at(own[0]) if own else -1
    return any(other not in (number, title_line) for other in article.solid)


def _between_fields(article: Article, rule: Rule) -> Iterator[Hit]:
    options: Options = rule.options
    one, two = article.fields.get(options.of), article.fields.get(options.against)
    if not isinstance(one, str) or not isinstance(two, str) or min(len(one), len(two)) < options.min_chars:
        return
    if max(len(one), len(two)) <= headline.LONGEST and headline.Headline(one).relation(two) == options.relation:
        related = ((options.of, 0, len(one)),)
        yield Hit(rule, options.against, 0, len(two), {"field": options.of, "relation": options.relation}, related)
