"""What the pictures are drawn from: counts by site, by day, by place in the article, by text. Bounded for any input."""

from __future__ import annotations

import os

from newslint.reports._html.bounded import prune
from newslint.reports._html.days import Days, published_day
from newslint.text import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.article import Article
    from newslint.finding import Finding

# At most twice these many are held: 6,000 sources are about 10 MB, the bins of 300 of them as much.
SOURCES = 3_000
TIMED = 150  # sources whose days are told apart
SOURCE_DAYS = 128
TEXTS = 1_000
DAYS = 4_096
TEXT_CHARS = 160  # of a found text that tell it from others
SITES_OF_TEXT = 50  # that are told apart
STRIPES = 20  # parts into which a text is cut to see where findings sit
EDGE = 10  # per cent of the text that are its head, and its tail


class Source:
    """Where articles come from: a site, or where that is not known the file or folder they lie in."""

    __slots__ = ("articles", "days", "findings", "hits", "name", "rules")

    def __init__(self, name: str) -> None:
        self.name = name
        self.articles = self.hits = self.findings = 0
        self.rules: dict[str, int] = {}
        self.days: Days | None = Days(SOURCE_DAYS)

    def worth(self) -> tuple[int, int]:
        """What makes a source one to show: its findings, then its size."""
        return self.findings, self.articles


class Text:
    """A text that a rule found, how often, and on which sites."""

    __slots__ = ("count", "rule", "severity", "sites", "text")

    def __init__(self, text: str, rule: str, severity: str) -> None:
        self.text, self.rule, self.severity = text, rule, severity
        self.count = 0
        self.sites: set[str] = set()


class Tally:
    """The counts of a run. `timed` are the sources whose days are kept; `undated` articles have no day that can be told."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.timed: dict[str, Source] = {}
        self.texts: dict[tuple[str, str], Text] = {}
        self.days = Days(DAYS)
        self.stripes = [0] * STRIPES
        self.places = {"fields": 0, "head": 0, "body": 0, "tail": 0, "whole": 0}
        self.undated = 0
        self.has_dropped = False

    def add(self, article: Article, findings: Sequence[Finding]) -> str:
        """Counts an article with its findings; returns what its source is called."""
        name = source_of(article)
        source = self.sources.get(name)
        if source is None:
            source = self.sources[name] = self.timed[name] = Source(name)
            for lost in prune(self.timed, TIMED, Source.worth):
                lost.days = None
            for lost in prune(self.sources, SOURCES, Source.worth):
                self.timed.pop(lost.name, None)
                self.has_dropped = True
        rules = {found.rule for found in findings}
        source.articles += 1
        source.hits += bool(findings)
        source.findings += len(findings)
        for found in findings:
            source.rules[found.rule] = source.rules.get(found.rule, 0) + 1
            self._place(article, found)
            self._text(found, name)
        day = published_day(article)
        if day is None:
            self.undated += 1
        else:
            self.days.add(day, len(findings), rules)
            if source.days is not None:
                source.days.add(day, len(findings), rules)
        return name

    def _place(self, article: Article, found: Finding) -> None:
        place = found.place
        if place.line is None:
            self.places["whole" if place.field in (None, "text") else "fields"] += 1
            return
        size = max(1, len(article.text), place.end)
        middle = (place.start + place.end) * 50 // size  # per cent
        self.stripes[min(STRIPES - 1, middle * STRIPES // 100)] += 1
        self.places["head" if middle < EDGE else "tail" if middle >= 100 - EDGE else "body"] += 1

    def _text(self, found: Finding, source: str) -> None:
        text = squeeze(found.match[:TEXT_CHARS])
        if not text:
            return
        key = (found.rule, text)
        held = self.texts.get(key)
        if held is None:
            held = self.texts[key] = Text(text, found.rule, found.severity)
            prune(self.texts, TEXTS, lambda text: text.count)
        held.count += 1
        if len(held.sites) < SITES_OF_TEXT:
            held.sites.add(source)


def source_of(article: Article) -> str:
    """The article's site; else the folder of a file that is one article, or the file that it is a record of."""
    if article.site:
        return article.site
    if article.record is not None or article.path == "-":
        return article.path
    return f"{os.path.dirname(article.path) or '.'}/"
