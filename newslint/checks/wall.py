"""Texts that are a wall and no article: most of their lines speak of cookies, of a subscription, of a blocked page."""

from __future__ import annotations

from functools import partial

from newslint.checks import clue
from newslint.kind import Hit
from newslint.seek import Seeker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newslint.article import Article
    from newslint.kind import Chars, Check, Percent, Rule

WORDS = ()


class Options:
    """What a wall rule may say.

    `clues` are as in clue rules. The text is a wall when lines that hold one make up `share` per cent of it, by their
    length, and are no sentences of a story, and it has `max_chars` characters at most.
    """

    clues: Mapping[str, list[str]] = {}
    share: Percent = 60
    max_chars: Chars = 2500


def verify(options: Options) -> None:
    """Every clue must be made of words."""
    clue.verify_clues(options.clues)


def prepare(options: Options) -> clue.Clues:
    """The clues, as clue rules have theirs."""
    return clue.prepared(options.clues)


sought = clue.sought


def build(rules: Sequence[Rule], seeker: Seeker | None = None) -> Check:
    """One check for all wall rules."""
    find = clue.finder([(rule, rule.prepared) for rule in rules], seeker or Seeker(partial(sought, rules)))

    def check(article: Article) -> Iterator[Hit]:
        for rule in rules:
            if 0 < len(article.text) <= rule.options.max_chars:
                yield from _walls(article, rule, find(article).get(rule, {}))

    return check


def _walls(article: Article, rule: Rule, found: Mapping[int, bool]) -> Iterator[Hit]:
    lines = article.even_lines
    telling = sorted(number for number, is_strong in found.items() if clue.is_note(article, number, is_strong))
    size = sum(map(len, lines))
    if telling and sum(len(lines[number]) for number in telling) * 100 >= size * rule.options.share:
        yield Hit(rule, "text", *article.span(telling[0]))
