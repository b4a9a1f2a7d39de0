"""An item pipeline for Scrapy that checks each article as it is scraped: it mends, counts, tags or drops.

Settings: NEWSLINT_FIX (whether to mend what is safe to mend), NEWSLINT_DROP (the mildest severity that drops an item),
NEWSLINT_TAG (the field that gets the findings), NEWSLINT_CONFIG (a configuration file, or a dict with its keys).
docs/scrapy.md tells more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem, NotConfigured

from newslint.api import Linter
from newslint.article import Article
from newslint.problem import NewslintError
from newslint.readers.fields import Fields
from newslint.safe import safe_text
from newslint.summary import RANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler

    from newslint.finding import Finding

NAMED = 3  # rules that the reason of a drop names


class NewslintPipeline:
    """Checks items. What is no article (no text in any field) goes through untouched, and is counted."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.stats = crawler.stats
        self.drop = settings.get("NEWSLINT_DROP", "never")
        self.tag = settings.get("NEWSLINT_TAG")
        self.mends = settings.getbool("NEWSLINT_FIX", False)
        if self.drop not in RANK:
            raise NotConfigured(f"NEWSLINT_DROP: expected one of {', '.join(RANK)}, not {self.drop!r}")
        try:
            self.linter = Linter(config=settings.get("NEWSLINT_CONFIG"))
        except NewslintError as error:
            raise NotConfigured(f"NEWSLINT_CONFIG: {error}") from None
        self.fields = Fields(self.linter.field_names)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewslintPipeline:
        """How Scrapy makes a pipeline."""
        return cls(crawler)

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item, checked. Raises DropItem where its findings are grave enough."""
        adapter = ItemAdapter(item)
        article = self._article(adapter)
        if article is None:
            self._count("not_articles")
            return item
        self._count("articles")
        if self.mends:
            article = self._mended(adapter, article)
        findings = self.linter.check(article)
        for found in findings:
            self._count(f"findings/{found.rule}")
        self._count("articles_with_findings", bool(findings))
        if self.tag:
            adapter[self.tag] = [found.as_dict() for found in findings]
        grave = [found for found in findings if RANK[found.severity] >= RANK[self.drop]]
        if grave:
            self._count("dropped")
            raise DropItem(_reason(grave))
        return item

    def _article(self, adapter: ItemAdapter) -> Article | None:
        read = self.fields.article(adapter.asdict(), "-", None)
        return read if isinstance(read, Article) else None

    def _mended(self, adapter: ItemAdapter, article: Article) -> Article:
        """Applies the safe fixes to the fields that the item holds as plain text."""
        try:
            mended, gone = self.linter.fix(adapter.asdict())
        except NewslintError:  # nothing of the text would be left
            return article
        for key, value in mended.items():
            if isinstance(value, str) and adapter.get(key) != value:
                adapter[key] = value
        for found in gone:
            self._count(f"fixed/{found.rule}")
        return self._article(adapter) or article

    def _count(self, name: str, count: int = 1) -> None:
        if count and self.stats is not None:
            self.stats.inc_value(f"newslint/{name}", count)


def _reason(findings: Sequence[Finding]) -> str:
    names = sorted({found.rule for found in findings})
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return safe_text(f"newslint: {', '.join(names[:NAMED])}{more} in {findings[0].article}")
