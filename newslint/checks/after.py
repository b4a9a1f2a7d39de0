"""What stands after the end of the story: lines behind the page's own furniture, where no paragraph follows any more."""

from __future__ import annotations

from newslint.head import is_prose
from newslint.kind import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.article import Article
    from newslint.kind import Check, Count, Percent, Rule

LATE = True
WORDS = ("mark",)


class Options:
    """What an after rule may say.

    The story is over at the first line that one of the rules in `marks` found, in the text behind `from_share` per cent of
    its lines, after which `prose_after` paragraphs of prose stand at most, and before which at least `prose_before` (those that
    rules for ads and boilerplate found are none). What counts are the lines behind it that are no prose and that no such
    rule found.
    """

    marks: list[str]
    from_share: Percent = 50
    prose_before: Count = 3
    prose_after: Count = 1


def build(rules: Sequence[Rule]) -> Check:
    """One check for all after rules."""

    def check(article: Article) -> Iterator[Hit]:
        for rule in rules if article.furniture else ():
            yield from _after(article, rule, rule.options)

    return check


def _after(article: Article, rule: Rule, options: Options) -> Iterator[Hit]:
    solid, furniture, marks = article.solid, article.furniture, set(options.marks)
    first = len(solid) * options.from_share // 100
    ends = [place for place in range(first, len(solid)) if not marks.isdisjoint(furniture.get(solid[place], ()))]
    if not ends:
        return
    own = [place for place, number in enumerate(solid) if number not in furniture]
    prose = [place for place in own if is_prose(article.lines[solid[place]])]
    end = next((place for place in ends if sum(other > place for other in prose) <= options.prose_after), None)
    if end is None or sum(other < end for other in prose) < options.prose_before:
        return
    for place in own:
        if place > end and not is_prose(article.lines[solid[place]]):
            yield Hit(rule, "text", *article.span(solid[place]), words={"mark": solid[end] + 1 + article.first_line})
