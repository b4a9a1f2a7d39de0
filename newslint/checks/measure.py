"""Figures of a whole article: how long it is, how much of it is repeated - what corpus filters drop articles for."""

from __future__ import annotations

from newslint.kind import Hit
from newslint.text import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Rule

WORDS = ("value", "limit")


class Options:
    """What a measure rule may say: which figure, and `above` or `below` which value it is a finding.

    `characters` is the text without white space at its ends. `repeated_lines` is the share of non-blank lines that
    stand earlier in the text, `repeated_characters` the share of characters in them, both 0 to 1 (Gopher's and
    FineWeb's measures). `from_lines` is the least number of lines for which a share is taken.
    """

    measure: Literal["characters", "repeated_lines", "repeated_characters"]
    above: float | None = None
    below: float | None = None
    from_lines: int = 1


def verify(options: Options) -> None:
    """A rule without a limit could never find anything."""
    if options.above is None and options.below is None:
        raise ValueError("options: a measure rule needs `above` or `below`")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all measure rules."""

    def check(article: Article) -> Iterator[Hit]:
        for rule in rules:
            options: Options = rule.options
            if options.measure != "characters" and len(article.solid) < max(1, options.from_lines):
                continue
            value = _MEASURES[options.measure](article)
            if options.above is not None and value > options.above:
                yield Hit(rule, "text", words={"value": _said(value), "limit": _said(options.above)})
            elif options.below is not None and value < options.below:
                yield Hit(rule, "text", words={"value": _said(value), "limit": _said(options.below)})

    return check


def _characters(article: Article) -> float:
    return len(article.text.strip())


def _repeats(article: Article) -> list[str]:
    seen: set[str] = set()
    again = []
    for number in article.solid:
        line = squeeze(article.lines[number])
        if line in seen:
            again.append(line)
        seen.add(line)
    return again


def _repeated_lines(article: Article) -> float:
    return len(_repeats(article)) / len(article.solid)


def _repeated_characters(article: Article) -> float:
    total = sum(len(article.lines[number]) for number in article.solid)
    return sum(map(len, _repeats(article))) / total


def _said(value: float) -> str:
    return f"{value:,.0f}" if value > 1 or value == 0 else f"{value:.0%}"


_MEASURES = {
    "characters": _characters,
    "repeated_lines": _repeated_lines,
    "repeated_characters": _repeated_characters,
}
