"""The tail that a site's titles share: its own name, a section, a slogan."""

from __future__ import annotations

from newslint.corpus._shares import frequent, is_many
from newslint.corpus._spill import key
from newslint.kind import Hit
from newslint.late import regex
from newslint.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newslint.article import Article
    from newslint.corpus._spill import Shards, Spill
    from newslint.kind import Check, Count, Percent, Rule

WORDS = ("articles", "count", "share", "site", "suffix")
WRITES = ("rewrite-field",)  # fixes for which its hits bring the text
LONGEST = 400  # characters of a title that is looked at
DEEPEST = 3  # parts at the end of a title that may be its tail
_SEPARATOR = regex(r"\s+[|｜–—\-·•:»›/~]{1,3}\s+|\s*[|｜]\s*")


class Options:
    """What a suffix rule may say: the titles of at least `min_share` per cent of a site's articles end in it, and of at
    least `min_articles` of them.
    """

    min_share: Percent = 30
    min_articles: Count = 10


def _tails(article: Article) -> Iterator[tuple[int, str]]:
    """(where it begins, what it is) of each tail of the title, the longest first."""
    title = article.fields.get("title")
    if isinstance(title, str) and len(title) <= LONGEST:
        for found in list(_SEPARATOR.finditer(title))[-DEEPEST:]:
            if title[: found.start()].strip() and title[found.end() :].strip():
                yield found.start(), fold(title[found.start() :])


def gather(rules: Sequence[Rule], spill: Spill) -> Callable[[Article], None]:
    """Notes how a title may end, and that its site has one more."""
    tails, sites = spill.drawer("suffix", "Q"), spill.drawer("suffix-sites", "")

    def add(article: Article) -> None:
        site = article.site
        if site is not None and article.fields.get("title"):
            own = key(site)
            sites.add(own)
            for _, tail in _tails(article):
                tails.add(key(site, tail), own)

    return add


def conclude(rules: Sequence[Rule], shards: Shards) -> dict[int, tuple[int, int]]:
    """(titles that end so, titles of the site) of each tail, by its key."""
    return frequent(rules, shards, "suffix")


def build(rules: Sequence[Rule], learned: dict[int, tuple[int, int]]) -> Check:
    """Finds the longest known tail of a title."""

    def check(article: Article) -> Iterator[Hit]:
        site = article.site
        for start, tail in _tails(article) if learned and site is not None else ():
            count, total = learned.get(key(site or "", tail), (0, 0))
            rule = next((rule for rule in rules if is_many(rule, count, total)), None)
            if rule is not None:
                title = article.fields["title"]
                share = f"{100 * count / total:.0f}"
                words = {
                    "suffix": title[start:].strip(),
                    "count": count,
                    "articles": total,
                    "share": share,
                    "site": site,
                }
                yield Hit(rule, "title", words=words, replacement=title[:start].rstrip())
                return

    return check
