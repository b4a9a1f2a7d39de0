"""Counts over publication days: bounded however long the span, cut into bins for a picture, searched for a step."""

from __future__ import annotations

import re
from datetime import date
from math import log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newslint.article import Article

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
WIDTHS = (1, 7, 28, 91, 364)  # days of a bin
BINS = 120  # the most a picture has
FILL = 10  # articles in a bin, on the average, that make its rate more than chance
FEW_BINS = 12  # from which on wider ones would hide more than they smooth
OUTSIDE = 0.005  # share of articles at either end of the span that a picture may leave out: sentinel years stretch it
STEP_ARTICLES = 10  # on each side of a step
STEP_SHARE = 0.1  # by which the share of articles must change
STEP_LIKELIHOOD = 25.0  # twice the log likelihood ratio: chance alone is under 1 in 10,000, tried at all days


class Bin:
    """What a stretch of days holds: articles, those with findings, findings, and by rule the articles it spoke in."""

    __slots__ = ("articles", "findings", "hits", "rules")

    def __init__(self) -> None:
        self.articles = self.hits = self.findings = 0
        self.rules: dict[str, int] = {}

    def add(self, articles: int, hits: int, findings: int, rules: Iterable[tuple[str, int]]) -> None:
        """Counts more articles."""
        self.articles += articles
        self.hits += hits
        self.findings += findings
        for rule, count in rules:
            self.rules[rule] = self.rules.get(rule, 0) + count

    def take(self, other: Bin) -> None:
        """Counts what another bin holds."""
        self.add(other.articles, other.hits, other.findings, other.rules.items())


class Days:
    """Bins by day. Once there are more than `most`, all bins become twice as wide: the memory is bounded by `most`."""

    __slots__ = ("bins", "most", "width")

    def __init__(self, most: int) -> None:
        self.most, self.width = most, 1
        self.bins: dict[int, Bin] = {}

    def add(self, day: int, findings: int, rules: Iterable[str]) -> None:
        """Counts an article of a day (a proleptic Gregorian ordinal) with its findings and the rules that spoke."""
        key = day // self.width
        held = self.bins.get(key)
        if held is None:
            held = self.bins[key] = Bin()
        held.add(1, bool(findings), findings, ((rule, 1) for rule in rules))
        while len(self.bins) > self.most:
            self._widen()

    def _widen(self) -> None:
        self.width *= 2
        wide: dict[int, Bin] = {}
        for key, held in self.bins.items():
            wide.setdefault(key // 2, Bin()).take(held)
        self.bins = wide

    def inner(self) -> list[int]:
        """The days on which bins begin, in order, without the few articles far off at either end, if there are such."""
        keys = sorted(self.bins)
        total = sum(held.articles for held in self.bins.values())
        first, last, allowed = 0, len(keys) - 1, int(total * OUTSIDE)
        left = right = 0
        while first < last and (left := left + self.bins[keys[first]].articles) <= allowed:
            first += 1
        while last > first and (right := right + self.bins[keys[last]].articles) <= allowed:
            last -= 1
        if keys and (keys[last] - keys[first]) * 2 > keys[-1] - keys[0]:
            first, last = 0, len(keys) - 1
        return [key * self.width for key in keys[first : last + 1]]

    def series(self, most: int = BINS) -> tuple[int, int, list[Bin]]:
        """(first day, days of a bin, bins without gaps): as fine as a picture of `most` bins can be."""
        days = self.inner()
        if not days:
            return 0, 1, []
        span = days[-1] - days[0] + 1
        fits = [width for width in WIDTHS if width >= self.width and span <= width * most]
        full = [width for width in fits if self._fill(days, width) >= FILL or span <= width * FEW_BINS]
        width = next(iter(full or fits[-1:]), max(self.width, -(-span // most)))
        bins = [Bin() for _ in range((days[-1] - days[0]) // width + 1)]
        for day in days:
            bins[(day - days[0]) // width].take(self.bins[day // self.width])
        return days[0], width, bins

    def _fill(self, days: Sequence[int], width: int) -> float:
        """How many articles a bin of so many days has on the average, empty ones left out."""
        filled = {(day - days[0]) // width for day in days}
        return sum(self.bins[day // self.width].articles for day in days) / len(filled)


class Step:
    """A day from which on the share of articles with findings (of one rule) is another: a template has changed."""

    __slots__ = ("after", "before", "day", "likelihood", "rule")

    def __init__(self, day: int, before: float, after: float, likelihood: float, rule: str | None = None) -> None:
        self.day, self.before, self.after, self.likelihood, self.rule = day, before, after, likelihood, rule


def step(days: Days, rule: str | None = None) -> Step | None:
    """The day that parts a series best into two rates, by likelihood ratio; None where chance may have done it."""
    order = days.inner()
    held = [days.bins[day // days.width] for day in order]
    counts = [(one.articles, one.hits if rule is None else one.rules.get(rule, 0)) for one in held]
    found = split(counts)
    if found is None:
        return None
    at, before, after, likelihood = found
    return Step(order[at], before, after, likelihood, rule)


def split(counts: Sequence[tuple[int, int]]) -> tuple[int, float, float, float] | None:
    """(index, share before, share after, likelihood) of the best split of (articles, hits) pairs; None where none is."""
    articles, hits = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    whole = _log_likelihood(articles, hits)
    left = left_hits = 0
    best: tuple[int, float, float, float] | None = None
    for index, (some, some_hits) in enumerate(counts[:-1], 1):
        left, left_hits = left + some, left_hits + some_hits
        right, right_hits = articles - left, hits - left_hits
        if left < STEP_ARTICLES or right < STEP_ARTICLES:
            continue
        likelihood = 2 * (_log_likelihood(left, left_hits) + _log_likelihood(right, right_hits) - whole)
        if likelihood >= (best[3] if best else STEP_LIKELIHOOD):
            best = index, left_hits / left, right_hits / right, likelihood
    return best if best and abs(best[2] - best[1]) >= STEP_SHARE else None


def _log_likelihood(articles: int, hits: int) -> float:
    """Of so many hits among so many articles, at their own rate."""
    if not 0 < hits < articles:
        return 0.0
    share = hits / articles
    return hits * log(share) + (articles - hits) * log(1 - share)


def published_day(article: Article) -> int | None:
    """The ordinal of the day an article was published; None where nobody can tell which day is meant."""
    raw = article.moment("published")
    if raw is None or raw == "":
        return None
    found = _ISO.match(raw) if isinstance(raw, str) else None
    if found is not None:
        return _ordinal(found)
    from newslint.checks.timestamp import read

    stamp = read(article, raw, "published")
    days = {reading[:10] for reading in ([stamp.iso] if stamp.iso else stamp.readings)}
    found = _ISO.match(days.pop()) if len(days) == 1 else None
    return _ordinal(found) if found else None


def _ordinal(found: re.Match[str]) -> int | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    except ValueError:
        return None
