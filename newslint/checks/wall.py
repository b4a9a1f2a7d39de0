"""Texts that are a wall and no article: most of their lines speak of cookies, of a subscription, of a blocked page."""

from __future__ import annotations

from newslint.checks.clue import Clues, is_note
from newslint.kind import Hit

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
    Clues(options.clues)


def build(rules: Sequence[Rule]) -> Check:
    """One check for all wall rules."""
    tables = [(rule, Clues(rule.options.clues)) for rule in rules]

    def check(article: Article) -> Iterator[Hit]:
        for rule, clues in tables:
            if 0 < len(article.text) <= rule.options.max_chars:
                yield from _walls(article, rule, clues)

    return check


def _walls(article: Article, rule: Rule, clues: Clues) -> Iterator[Hit]:
    lines = article.even_lines
    telling = sorted(number for number, is_strong in clues.find(article).items() if is_note(article, number, is_strong))
    size = sum(map(len, lines))
    if telling and sum(len(lines[number]) for number in telling) * 100 >= size * rule.options.share:
        yield Hit(rule, "text", *article.span(telling[0]))
