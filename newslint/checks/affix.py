"""The site's own name at the beginning or the end of a headline, which `<title>` has and the headline has not."""

from __future__ import annotations

from newslint.kind import Hit
from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.article import Article
    from newslint.kind import Check, Rule

WORDS = ("affix", "name")
WRITES = ("rewrite-field",)  # fixes for which its hits bring the text
# Blanks on both sides of a dash, colon or bar, or a bar or full-width colon by itself: `Spider-Man - the musical` parts
# at its dashes, but only a part that is the site's name is ever taken off.
_SEPARATOR = regex(r"\s+[|｜–—\-·•:»›/]{1,3}\s+|\s*[|｜]\s*|：\s*|:\s+")
_SIGN = regex(r"[|｜–—\-·•:»›/：]")  # of which each separator has one
_NOT_LETTERS = regex(r"[\W_]+")
SHORTEST_NAME = 3


class Options:
    """What an affix rule may say: whether the name must be `known` (from the configuration) or may be the address's."""

    name: str = "known"


def verify(options: Options) -> None:
    """The two sources of a name."""
    if options.name not in ("known", "address"):
        raise ValueError(f"options.name: {options.name!r} is neither 'known' nor 'address'")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all affix rules."""

    def check(article: Article) -> Iterator[Hit]:
        title = article.fields.get("title")
        if not isinstance(title, str) or len(title) > 1000 or not _SIGN.search(title):
            return
        ends = _ends(title)
        for rule in rules if ends else ():
            name = article.facts.name if rule.options.name == "known" else _host_name(article)
            hit = _hit(rule, title, ends, name) if name else None
            if hit:
                yield hit
                return

    return check


def _ends(title: str) -> list[tuple[int, int, str, str]]:
    """(start, end, the name it may hold, what is left) of the last and the first segment."""
    found = list(_SEPARATOR.finditer(title))
    if not found:
        return []
    first, last = found[0], found[-1]
    return [
        (last.start(), len(title), title[last.end() :], title[: last.start()]),
        (0, first.end(), title[: first.start()], title[first.end() :]),
    ]


def _hit(rule: Rule, title: str, ends: list[tuple[int, int, str, str]], name: str) -> Hit | None:
    wanted = _letters(name)
    for start, end, segment, rest in ends:
        if len(wanted) >= SHORTEST_NAME and _letters(segment) == wanted and len(_letters(rest)) >= SHORTEST_NAME:
            words = {"affix": title[start:end].strip(), "name": name}
            return Hit(rule, "title", words=words, replacement=rest.strip())
    return None


def _letters(text: str) -> str:
    """The name as addresses write it: letters and digits only, without a leading article."""
    folded = _NOT_LETTERS.sub("", text.casefold())
    return folded.removeprefix("the")


def _host_name(article: Article) -> str | None:
    """The site's name as far as its address tells: `example` of example.co.uk."""
    return article.site.split(".", 1)[0] if article.site else None
