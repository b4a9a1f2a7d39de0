"""`html`: one page for the person who owns the scraper: figures, pictures, then the findings by cause. Loads nothing."""

from __future__ import annotations

from functools import partial

from newslint.reports._html.causes import Causes
from newslint.reports._html.sample import Sample
from newslint.reports._html.tally import Tally
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

STATISTICS = True
PROBLEMS_SHOWN = 30


def open_report(out: TextIO, context: Context) -> Html:
    """A page of bounded size, written when all is known."""
    return Html(out, context)


class Html:
    """Counts as the articles come, keeps what the page will show, and writes it at the end."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.out, self.context = out, context
        self.tally, self.causes = Tally(), Causes()
        self.problems: list[str] = []

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        source = self.tally.add(article, findings)
        for found in findings:
            self.causes.add(found, source, partial(Sample, article, found))

    def problem(self, problem: Problem) -> None:
        if len(self.problems) < PROBLEMS_SHOWN:
            self.problems.append(clip(str(problem), 400))

    def close(self, summary: Summary) -> None:
        from newslint.reports._html import draw, view
        from newslint.reports._html.filters import Filters
        from newslint.reports._html.listing import Listing, listed
        from newslint.reports._html.page import page

        counts = summary.by_rule()
        by_rule = self.causes.by_rule()
        filters = Filters([count.rule for count in listed(counts, by_rule)], by_rule.values())
        listing = Listing(by_rule, counts, self.context.rules, filters)
        values = {
            **view.head(summary, self.context.paths, self.context.typed, len(self.context.rules)),
            **view.rules(summary, listing.made),
            **view.shown_problems(self.problems, summary.problems),
            "sites": view.sites(self.tally, counts, listing.links),
            "time": draw.timeline(self.tally, listing.links),
            "stripes": draw.columns(self.tally.stripes, 60),
            "places": view.places(self.tally) if summary.findings else [],
            "texts": view.texts(self.tally),
            "sites_word": view.plural(view.sites_word(self.tally)),
            "sections": listing.sections(),
            "filters": filters.choices(view.sites_word(self.tally), summary.severities),
            "shown_note": listing.note(),
        }
        self.out.write(page("report.html", {**values, "nav": _nav(values)}, filters.style()) + "\n")


def _nav(values: dict[str, object]) -> list[tuple[str, str]]:
    parts = (
        ("problems", "problems", "Not checked"),
        ("rules", "rules", "Rules"),
        ("sites", "sites", "Sites"),
        ("time", "time", "Over time"),
        ("places", "places", "Places"),
        ("texts", "texts", "Texts"),
        ("findings", "sections", "Findings"),
    )
    return [(name, said) for name, key, said in parts if values[key]]
