"""Pictures as numbers: widths of bars, shades of a heat map, paths of a line. No text is drawn, it stands beside in HTML."""

from __future__ import annotations

from datetime import date

from newslint.reports._html.days import step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from newslint.reports._html.days import Bin, Step
    from newslint.reports._html.tally import Source, Tally
    from newslint.summary import RuleCount

SHADES = (0.5, 0.25, 0.1, 0.03)  # of the highest rate, from which on a cell has the next darker shade
UNITS = {1: "day", 7: "week", 28: "four weeks", 91: "quarter", 364: "year"}
THIN = 5  # articles in a bin that have a rate to draw, where there are many more
STEPS = 6  # that are shown
STEP_RULES = 3  # of a source that are searched besides all rules together


def rate(findings: int, articles: int) -> str:
    """Findings per 1,000 articles."""
    value = findings * 1000 / articles if articles else 0.0
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:,.1f}"


def percent(part: int, whole: int) -> str:
    """A share in per cent; what is not none is not shown as none, and what is not all not as all."""
    share = part * 100 / whole if whole else 0.0
    if 0 < share < 1:
        return "< 1 %"
    return "> 99 %" if 99 < share < 100 else f"{share:.0f} %"


def stacked(count: RuleCount, most: int) -> list[tuple[str, str, str]]:
    """The bar of a rule as (look, x, width) in per cent of the longest: safe fix, unsafe fix, none."""
    pieces = (("safe", count.safe), ("unsafe", count.fixable - count.safe), ("none", count.findings - count.fixable))
    return bar(pieces, most)


def bar(pieces: Iterable[tuple[str, int]], most: int) -> list[tuple[str, str, str]]:
    """Pieces (look, count) beside each other as (look, x, width)."""
    drawn, x = [], 0.0
    for look, size in pieces:
        wide = size * 100 / (most or 1)
        if size:
            drawn.append((look, f"{x:.2f}", f"{max(wide, 0.3):.2f}"))
        x += wide
    return drawn


def shade(value: float, most: float) -> int:
    """Which of the shades 0 (none) to 5 a rate has."""
    if value <= 0 or most <= 0:
        return 0
    return 5 - sum(value < most * part for part in SHADES)


def columns(counts: Sequence[int], high: int) -> list[tuple[str, ...]]:
    """Counts as (x, y, width, height) of columns that stand in a picture 1,000 wide."""
    most, wide = max(counts, default=0), 1000 / max(1, len(counts))
    drawn = [(n * wide, high - c * high / most, wide * 0.9, c * high / most) for n, c in enumerate(counts) if c]
    return [tuple(f"{value:.1f}" for value in column) for column in drawn]


def steps_path(values: Sequence[float | None], top: float, wide: int, high: int) -> tuple[str, str]:
    """(line, filled area) of a rate that holds over each bin; broken where a bin has no articles."""
    line, area, pen = [], [], False
    size = wide / max(1, len(values))
    for number, value in enumerate(values):
        if value is None:
            pen = False
            continue
        x, y = number * size, high - value * high / (top or 1)
        line.append(f"{'L' if pen else 'M'}{x:.1f},{y:.1f}H{x + size:.1f}")
        area.append(f"M{x:.1f},{high}V{y:.1f}H{x + size:.1f}V{high}Z")
        pen = True
    return "".join(line), "".join(area)


def timeline(tally: Tally, links: Mapping[tuple[str, str], str]) -> dict[str, Any] | None:
    """The rate over publication days; None where there are too few days to draw. `links` as for the heat map."""
    first, width, bins = tally.days.series()
    if len(bins) < 2:
        return None
    drawn = sum(one.articles for one in bins)
    least = THIN if drawn >= THIN * 20 else 1
    rates = [one.findings * 1000 / one.articles if one.articles >= least else None for one in bins]
    top = max((value for value in rates if value is not None), default=0.0)
    line, area = steps_path(rates, top, 1000, 200)
    unit = UNITS.get(width, f"{width:,} days")
    outside = sum(one.articles for one in tally.days.bins.values()) - drawn
    days = [day_name(first + number * width) for number in range(len(bins))]
    return {
        "unit": unit,
        "top": f"{top:,.0f}" if top >= 10 else f"{top:,.1f}",
        "line": line,
        "area": area,
        "volume": columns([one.articles for one in bins], 40),
        "most": f"{max(one.articles for one in bins):,}",
        "first": days[0],
        "last": days[-1],
        "said": f"From {days[0]} to {days[-1]}, at most {top:,.0f} in a {unit}; the table below has all figures.",
        "rows": [
            (day, f"{one.articles:,}", f"{one.findings:,}", rate(one.findings, one.articles))
            for day, one in zip(days, bins, strict=True)
            if one.articles
        ],
        "steps": [_drawn(source, found, links) for source, found in changes(tally)],
        "note": undated(tally.undated, outside, any(0 < one.articles < least for one in bins)),
    }


def undated(articles: int, outside: int, thin: bool) -> str:
    """A sentence on what a picture over time leaves out."""
    parts = [
        f"{articles:,} articles have no publication day that can be told" if articles else "",
        f"{outside:,} lie far outside of this span" if outside else "",
        f"the rate of fewer than {THIN} articles is chance" if thin else "",
    ]
    said = "; ".join(part for part in parts if part)
    return f"Not drawn: {said}." if said else ""


def day_name(ordinal: int) -> str:
    """A day as ISO 8601; the ends of the calendar where it lies beyond."""
    return date.fromordinal(min(max(1, ordinal), date.max.toordinal())).isoformat()


def changes(tally: Tally) -> list[tuple[Source, Step]]:
    """The sources on which the rate steps, the clearest first, each with the rule that steps most."""
    found = []
    for source in tally.timed.values():
        loud = sorted(source.rules, key=lambda rule: (-source.rules[rule], rule))[:STEP_RULES]
        tries = [one for rule in loud if source.days is not None and (one := step(source.days, rule))]
        if tries:
            found.append((source, max(tries, key=lambda one: one.likelihood)))
    return sorted(found, key=lambda pair: (-pair[1].likelihood, pair[0].name))[:STEPS]


def _drawn(source: Source, found: Step, links: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    assert source.days is not None  # of a timed source
    first, width, bins = source.days.series(60)

    def share(one: Bin) -> float | None:
        return one.rules.get(found.rule or "", 0) / one.articles if one.articles else None

    _, area = steps_path([share(one) for one in bins], 1, 300, 40)
    return {
        "source": source.name,
        "rule": found.rule,
        "link": links.get((source.name, found.rule or ""), ""),
        "day": day_name(found.day),
        "before": f"{found.before * 100:.0f} %",
        "after": f"{found.after * 100:.0f} %",
        "area": area,
        "x": f"{(found.day - first) / width * 300 / len(bins):.1f}",
    }
