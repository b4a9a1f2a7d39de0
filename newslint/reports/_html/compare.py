"""Two runs side by side as a page: the rates that jumped first, then what is new and what is fixed, by cause."""

from __future__ import annotations

from functools import partial

from newslint import diff
from newslint.finding import SEVERITIES, Finding, Fix, Place
from newslint.reports._html.causes import Causes
from newslint.reports._html.draw import percent
from newslint.reports._html.filters import Filters
from newslint.reports._html.listing import Listing
from newslint.reports._html.page import page
from newslint.reports._html.sample import Sample
from newslint.reports._html.view import NAME
from newslint.summary import RuleCount, many
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from newslint.diff import Comparison, Rate

RATES = 60  # in the table, those beyond chance first
UNSURE = 12  # of the others, where they are many
NOWHERE = "(no site)"
LEFT = "newslint diff --output-format json lists them all"


class _Side:
    """The findings that only one of the runs has."""

    def __init__(self) -> None:
        self.causes = Causes()
        self.counts: dict[str, RuleCount] = {}

    def add(self, stored: Mapping[str, Any]) -> None:
        found = finding(stored)
        self.causes.add(found, found.site or NOWHERE, partial(Sample.stored, found))
        count = self.counts.setdefault(found.rule, RuleCount(found.rule, found.severity))
        count.findings += 1

    def ordered(self) -> list[RuleCount]:
        return sorted(self.counts.values(), key=lambda count: (-count.findings, count.rule))


def compared(old: str, new: str) -> tuple[str, Comparison]:
    """The page on two stored reports, and what was found out. Raises NewslintError."""
    sides = {"new": _Side(), "fixed": _Side()}
    made = diff.compare(old, new, lambda what, found: sides[what].add(found))
    by_rule = {what: side.causes.by_rule() for what, side in sides.items()}
    rules = [count.rule for side in sides.values() for count in side.ordered()]
    filters = Filters(rules, [some for held in by_rule.values() for some in held.values()])
    values: dict[str, Any] = {**head(made, old, new), **rates(made)}
    for what, side in sides.items():
        part = 0.65 if what == "new" else 0.35
        listing = Listing(by_rule[what], side.ordered(), (), filters, f"{what}-", part, LEFT)
        values[what], values[f"{what}_note"] = listing.sections(), listing.note()
    values["filters"] = filters.choices("site", ("error", "warning", "info"))
    values["sections"] = values["new"] or values["fixed"]
    values["nav"] = [("rates", "Rates"), *([("new", "New"), ("fixed", "Fixed")] if values["sections"] else [])]
    return page("compare.html", values, filters.style()) + "\n", made


def head(made: Comparison, old: str, new: str) -> dict[str, Any]:
    """Title, verdict and figures."""
    jumps = [rate for rate in made.rates or () if rate.is_sure and rate.rise > 0]
    falls = [rate for rate in made.rates or () if rate.is_sure and rate.rise < 0]
    articles = made.articles
    checked = ("-", "a report does not say") if articles is None else (f"{articles[1]:,}", f"before: {articles[0]:,}")
    figures = [
        ("new findings", f"{made.new:,}", ""),
        ("fixed", f"{made.fixed:,}", ""),
        ("unchanged", f"{made.unchanged:,}", ""),
        ("articles checked", *checked),
    ]
    return {
        "title": f"{many(made.new, 'new finding')}, {made.fixed:,} fixed",
        "subtitle": f"from {clip(old, 120)} to {clip(new, 120)}",
        "verdict": _verdict(made, jumps, falls),
        "figures": [{"name": name, "value": value, "note": note} for name, value, note in figures],
    }


def _verdict(made: Comparison, jumps: list[Rate], falls: list[Rate]) -> dict[str, str]:
    if made.rates is None:
        word = "More findings." if made.new > made.fixed else "No more findings."
        return {"look": "warn", "word": word, "said": "Whether rates have changed cannot be told, see below."}
    fell = f" {many(len(falls), 'rate')} fell." if falls else ""
    if not jumps:
        return {"look": "good", "word": "No jump.", "said": f"No rate has risen more than chance explains.{fell}"}
    first = max(jumps, key=lambda rate: rate.rise)
    more = f"; {many(len(jumps) - 1, 'other rate')} rose too" if len(jumps) > 1 else ""
    said = f"{clip(first.rule, NAME)} at {site(first)}: from {_share(first.had, first.of)} to "
    return {
        "look": "bad",
        "word": "Jumped.",
        "said": f"{said}{_share(first.has, first.now_of)} of the articles{more}.{fell}",
    }


def site(rate: Rate) -> str:
    """What people read for a rate's site."""
    return NOWHERE if rate.site is None else "all sites" if rate.site == diff.ALL else clip(rate.site, NAME)


def rates(made: Comparison) -> dict[str, Any]:
    """The table of rates: what jumped, then what differs."""
    moved = [rate for rate in made.rates or () if rate.is_sure or rate.rise or rate.findings[0] != rate.findings[1]]
    sure = sum(rate.is_sure for rate in moved)
    shown = moved[: min(RATES, max(UNSURE, sure + UNSURE // 2))]
    named = " and ".join(clip(name, NAME) for name in made.without_counts)
    missing = f"{named}: says not how many articles were checked; reports written with --report json=FILE do."
    return {
        "rates": [_row(rate) for rate in shown],
        "rates_left": f"{len(moved) - len(shown):,}" if len(moved) > len(shown) else "",
        "no_rates": missing if made.rates is None else "No rate has changed.",
    }


def _row(rate: Rate) -> dict[str, str]:
    look = ("rise" if rate.rise > 0 else "fall") if rate.is_sure else "plot"
    before, now = rate.per_thousand()
    return {
        "site": site(rate),
        "rule": clip(rate.rule, NAME),
        "old": _share(rate.had, rate.of),
        "new": _share(rate.has, rate.now_of),
        "old_bar": f"{100 * rate.had / rate.of:.2f}",
        "new_bar": f"{100 * rate.has / rate.now_of:.2f}",
        "old_rate": f"{before:,.0f}" if before >= 10 else f"{before:,.1f}",
        "new_rate": f"{now:,.0f}" if now >= 10 else f"{now:,.1f}",
        "look": look,
        "sure": {"rise": "jump", "fall": "fall"}.get(look, ""),
    }


def _share(part: int, whole: int) -> str:
    """A share in per cent: differences of small ones are what a comparison is for."""
    value = part * 100 / whole if whole else 0.0
    return percent(part, whole) if value >= 10 or not value else f"{value:.1f} %" if value >= 0.1 else f"{value:.3f} %"


def finding(stored: Mapping[str, Any]) -> Finding:
    """A finding as a report holds it; what is of another type than newslint writes is left out."""
    numbers = {name: _number(stored.get(name)) for name in ("record", "line", "column", "end_line", "end_column")}
    field, language, fix = stored.get("field"), stored.get("language"), stored.get("fix")
    record = numbers.pop("record")
    place = Place(field if isinstance(field, str) else None, **numbers)  # type: ignore[arg-type]
    texts = {
        name: stored[name] for name in ("rule", "group", "severity", "message", "path", "article", "site", "match")
    }
    if texts["severity"] not in SEVERITIES:
        texts["severity"] = SEVERITIES[0]
    return Finding(
        **texts,
        record=record,
        language=language if isinstance(language, str) else None,
        place=place,
        fix=Fix(bool(fix.get("safe")), "", ()) if isinstance(fix, dict) else None,
        fingerprint=stored["fingerprint"],
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 53 else None
