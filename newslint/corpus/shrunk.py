"""Texts of a site that are all at once short, or all the same: what stands there is a wall, or nothing."""

from __future__ import annotations

from collections import Counter

from newslint.corpus._spill import key
from newslint.kind import Hit
from newslint.late import regex
from newslint.text import columns, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.corpus._spill import Shards, Spill
    from newslint.kind import Check, Count, Percent, Rule

WORDS = ("count", "day", "reason", "site")
STEPS = 3  # halvings from the usual length to a short one: an eighth
SIZES = 24  # powers of two that are told apart
_DAY = regex(r"\s*((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])(?!\d)")
_EPOCH = regex(r"\d{10}(?:\d{3})?")
_NUMBERS = "IB"


class Options:
    """What a shrunk rule may say.

    On a day of crawling (else of publication) at least `min_share` per cent of the site's articles, and at least
    `min_articles`, have texts an eighth as long as is usual there, or shorter; or as many articles of the site, on any days,
    have the same text of at most `max_columns`.
    """

    min_share: Percent = 50
    min_articles: Count = 5
    max_columns: Count = 500


def _day(article: Article) -> int:
    """The day of the crawl, else of publication, as yyyymmdd; 0 where neither is known."""
    for field in ("crawled_at", "published"):
        value = article.fields.get(field)
        text = str(value).strip() if isinstance(value, (str, int, float)) else ""
        if found := _DAY.match(text):
            return int("".join(found.groups()))
        if _EPOCH.fullmatch(text):
            from datetime import UTC, datetime

            return int(datetime.fromtimestamp(int(text[:10]), UTC).strftime("%Y%m%d"))
    return 0


def _size(article: Article) -> int:
    """The length of a text, as a power of two."""
    return min(SIZES - 1, columns(squeeze(article.even)).bit_length())


def gather(rules: Sequence[Rule], spill: Spill) -> Callable[[Article], None]:
    """Notes day and length of each text, and which text it is where it is short."""
    sizes, texts = spill.drawer("shrunk", _NUMBERS), spill.drawer("shrunk-texts", "")
    most = max((rule.options.max_columns for rule in rules), default=0)

    def add(article: Article) -> None:
        site = article.site
        if site is not None:
            sizes.add(key(site), _day(article), _size(article))
            text = squeeze(article.even)
            if text and columns(text) <= most:
                texts.add(key(site, text))

    return add


def conclude(rules: Sequence[Rule], shards: Shards) -> dict[str, dict[Any, tuple[int, int]]]:
    """`days`: (site, day) -> (short ones, the size that is short); `texts`: key of a text -> (articles that have it, 0)."""
    days: dict[Any, tuple[int, int]] = {}
    texts: dict[Any, tuple[int, int]] = {}
    for notes in shards.notes("shrunk", _NUMBERS):
        by_site: dict[int, Counter[tuple[int, int]]] = {}
        for _, site, day, size in notes:
            by_site.setdefault(site, Counter())[day, size] += 1
        for site, counts in by_site.items():
            days.update(((site, day), found) for day, found in _short_days(rules, counts))
    fewest = min((rule.options.min_articles for rule in rules), default=2)
    for notes in shards.notes("shrunk-texts", ""):
        counted = Counter(note[1] for note in notes)
        texts.update((name, (count, 0)) for name, count in counted.items() if count >= max(2, fewest))
    return {"days": days, "texts": texts}


def _short_days(rules: Sequence[Rule], counts: Counter[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, int]]]:
    every = sorted((size, count) for (_, size), count in counts.items())
    half, usual = sum(count for _, count in every) / 2, 0
    for size, count in every:
        half -= count
        if half <= 0:
            usual = size
            break
    limit = usual - STEPS
    totals: Counter[int] = Counter()
    short: Counter[int] = Counter()
    for (day, size), count in counts.items():
        totals[day] += count
        short[day] += count * (size <= limit)
    for day, count in short.items():
        if day and any(_is_many(rule, count) and count * 100 >= rule.options.min_share * totals[day] for rule in rules):
            yield day, (count, limit)


def _is_many(rule: Rule, count: int) -> bool:
    return bool(count >= max(2, rule.options.min_articles))


def build(rules: Sequence[Rule], learned: dict[str, dict[Any, tuple[int, int]]]) -> Check:
    """Finds the texts that were learned."""
    days, texts = learned["days"], learned["texts"]

    def check(article: Article) -> Iterator[Hit]:
        site = article.site
        if site is None or not (days or texts):
            return
        day = _day(article)
        short, limit = days.get((key(site), day), (0, -1))
        copies, _ = texts.get(key(site, squeeze(article.even)), (0, 0))
        for rule in rules:
            words = {
                "site": site,
                "day": f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else "no known day",
            }
            if copies and _is_many(rule, copies) and columns(article.even) <= rule.options.max_columns:
                reason = f"{copies} articles of {site} have this same short text"
                yield Hit(rule, None, words={**words, "count": copies, "reason": reason})
                return
            if short and _is_many(rule, short) and _size(article) <= limit:
                reason = (
                    f"{short} texts of {site} of {words['day']} are an eighth as long as is usual there, or shorter"
                )
                yield Hit(rule, None, words={**words, "count": short, "reason": reason})
                return

    return check
