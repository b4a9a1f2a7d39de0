"""Runs of lines that end no sentence, before the first paragraph or after the last: navigation, teasers, keywords.

No list of phrases names them; their shape does: one after the other, short, without a full stop, where no prose is.
"""

from __future__ import annotations

from newslint.head import is_prose
from newslint.kind import Hit
from newslint.text import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Count, Rule

WORDS = ("count",)
_AFTER = 3  # lines that may follow a run that goes to the end
_MARKS = "•-–—*·▪◦0123456789"  # a list's own lines begin with one of these


class Options:
    """What a run rule may say.

    Lines of `min_words` to `max_words` words that end no sentence, `min_run` or more of them one after the other,
    `after` the last paragraph of prose or `before` the first. A text with less than `min_prose` paragraphs of prose, or
    with more short lines than paragraphs, is a list itself and left alone. Lines that begin like the items of a list
    count only with `lists`. With `to_end` no more than three lines may follow the run. Where a script sets no blanks,
    two characters count as a word.
    """

    where: Literal["before", "after"] = "after"
    min_words: Count = 1
    max_words: Count = 25
    min_run: Count = 3
    min_prose: Count = 3
    lists: bool = False
    to_end: bool = False


def build(rules: Sequence[Rule]) -> Check:
    """One check for all run rules."""

    def check(article: Article) -> Iterator[Hit]:
        lines = [article.lines[number] for number in article.solid]
        prose = [place for place, line in enumerate(lines) if is_prose(line)]
        for rule in rules:
            options = rule.options
            if len(prose) < max(1, options.min_prose) or len(prose) * 2 < prose[-1] + 1 - prose[0]:
                continue
            first, last = (prose[-1] + 1, len(lines)) if options.where == "after" else (0, prose[0])
            for run in _runs(lines, range(first, last), options):
                for place in run if not options.to_end or run[-1] + _AFTER >= len(lines) - 1 else ():
                    yield Hit(rule, "text", *article.span(article.solid[place]), words={"count": len(run)})

    return check


def _runs(lines: list[str], places: range, options: Options) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if _fits(lines[place], options):
            run.append(place)
            continue
        if len(run) >= options.min_run:
            yield run
        run = []
    if len(run) >= options.min_run:
        yield run


def _fits(line: str, options: Options) -> bool:
    if ends_sentence(line) and line[-1] not in "?!\"”’'»)":
        return False
    if not options.lists and line[0] in _MARKS:
        return False
    words = line.count(" ") + 1 if line[0] < "\u0e00" else len(line) // 2
    return options.min_words <= words <= options.max_words
