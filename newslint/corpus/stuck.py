"""One timestamp, to the minute, on many articles of a site: the clock of a template or of the crawl, not of the story."""

from __future__ import annotations

from newslint.corpus._shares import frequent, is_many
from newslint.corpus._spill import key
from newslint.kind import Hit
from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.corpus._spill import Shards, Spill
    from newslint.kind import Check, Count, Percent, Rule

WORDS = ("articles", "count", "share", "site")
DAY = 86400
_TIME = regex(r"\d{1,2}[:.]\d{2}")
_MIDNIGHT = regex(r"(?<!\d)(?:00?|12)[:.]00(?:[:.]00)?(?!\d)")
_EPOCH = regex(r"\d{10}(?:\d{3})?")


class Options:
    """What a stuck rule may say: the same value of `field` in at least `min_share` per cent of a site's articles, and in at
    least `min_articles` of them. A date without a time, or at midnight or noon, is shared by a day's stories and never counts.
    """

    field: Literal["published", "modified"] = "published"
    min_share: Percent = 20
    min_articles: Count = 10


def _stamp(article: Article, field: str) -> str | None:
    """A timestamp that tells the time of day, as it is written."""
    value = article.fields.get(field)
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    text = str(value).strip()[:100]
    if _EPOCH.fullmatch(text):
        return None if int(text[:10]) % (DAY // 2) == 0 else text
    return text if _TIME.search(text) and not _MIDNIGHT.search(text) else None


def gather(rules: Sequence[Rule], spill: Spill) -> Callable[[Article], None]:
    """Notes the timestamps of an article, and that its site has one more."""
    fields = sorted({rule.options.field for rule in rules})
    stamps, sites = spill.drawer("stuck", "Q"), spill.drawer("stuck-sites", "")

    def add(article: Article) -> None:
        site = article.site
        if site is None:
            return
        own = key(site)
        sites.add(own)
        for field in fields:
            if (stamp := _stamp(article, field)) is not None:
                stamps.add(key(site, field, stamp), own)

    return add


def conclude(rules: Sequence[Rule], shards: Shards) -> dict[int, tuple[int, int]]:
    """(articles with it, articles of the site) of each timestamp that many share, by its key."""
    return frequent(rules, shards, "stuck")


def build(rules: Sequence[Rule], learned: dict[int, tuple[int, int]]) -> Check:
    """Finds the timestamps that were learned."""

    def check(article: Article) -> Iterator[Hit]:
        site = article.site
        if not learned or site is None:
            return
        for rule in rules:
            stamp = _stamp(article, rule.options.field)
            count, total = learned.get(key(site, rule.options.field, stamp), (0, 0)) if stamp is not None else (0, 0)
            if is_many(rule, count, total):
                words = {"count": count, "articles": total, "share": f"{100 * count / total:.0f}", "site": site}
                yield Hit(rule, rule.options.field, words=words)

    return check
