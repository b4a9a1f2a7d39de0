"""What the page says, worked out from the counts: figures, tables, heat map, places, texts."""

from __future__ import annotations

import re

from newslint.advice import advice
from newslint.reports._html import draw
from newslint.reports._html.causes import name_of
from newslint.reports._html.tally import EDGE
from newslint.safe import safe_text
from newslint.summary import RANK, level, many
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from newslint.reports._html.tally import Source, Tally
    from newslint.summary import RuleCount, Summary

RULES = 100  # in the table
RULES_OPEN = 15  # of them that are seen at once
HEAT_RULES = 14
HEAT_SITES = 30
TEXTS = 12
LIMITS = 4  # of --max-rate that the verdict quotes
NAME = 80  # characters of a rule's, a site's or a file's name
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def head(summary: Summary, paths: Sequence[str], typed: Sequence[str], ran: int) -> dict[str, Any]:
    """Title, verdict, figures, advice."""
    where = f"{summary.with_findings:,} of {many(summary.articles, 'article')}"
    if summary.findings:
        title = f"{many(summary.findings, 'finding')} in {where}"
    else:
        title = f"No findings in {many(summary.articles, 'article')}"
    shown = ", ".join(clip(path, NAME) for path in paths[:4]) + (
        f" and {len(paths) - 4} more" if len(paths) > 4 else ""
    )
    return {
        "title": title,
        "subtitle": shown,
        "verdict": verdict(summary),
        "figures": figures(summary, ran),
        "advice": [(clip(command, 300), does) for command, does in advice(summary, paths, typed)],
    }


def verdict(summary: Summary) -> dict[str, str]:
    """Whether the run passes, and why: as the exit status says it."""
    level = f"severity {summary.fail_on} or above"
    failing = f"{many(summary.failing, 'finding')} of {level} (--fail-on {summary.fail_on})"
    over = [limit.sentence() for limit in (summary.rates.passed() if summary.rates is not None else ())]
    reasons = [*over[:LIMITS], *([failing] if summary.failing else [])]
    if summary.problems:
        reasons.insert(0, f"{many(summary.problems, 'problem')} kept newslint from checking everything, see below")
        return {"look": "warn", "word": "Incomplete.", "said": f"{'; '.join(reasons)}."}
    if not summary.articles:
        return {"look": "warn", "word": "Nothing checked.", "said": "No article was found."}
    if reasons:
        return {"look": "bad", "word": "Fails.", "said": f"{'; '.join(reasons)}."}
    if summary.rates is not None:
        kept = [limit.sentence() for limit in summary.rates.limits[:LIMITS]]
        return {"look": "good", "word": "Passes.", "said": f"{'; '.join(kept)}."}
    said = "Nothing was found." if not summary.findings else f"No finding of {level}."
    return {
        "look": "good",
        "word": "Passes.",
        "said": said if summary.fail_on != "never" else "Findings never fail this run.",
    }


def figures(summary: Summary, ran: int) -> list[dict[str, str]]:
    """The four numbers at the top, and what was accepted."""
    safe = sum(count.safe for count in summary.rules.values())
    levels = ", ".join(level(count, name) for name, count in summary.severities.items() if count)
    shown = [
        ("articles checked", f"{summary.articles:,}", ""),
        (
            "with findings",
            draw.percent(summary.with_findings, summary.articles),
            many(summary.with_findings, "article"),
        ),
        ("findings per 1,000 articles", draw.rate(summary.findings, summary.articles), levels),
        ("with a safe fix", f"{safe:,}", f"{draw.percent(safe, summary.findings)} of all" if summary.findings else ""),
    ]
    if not summary.findings and ran:
        shown[2:] = [("rules that ran", f"{ran:,}", "")]
    if summary.suppressed:
        shown[3:] = [("accepted, not counted", f"{summary.suppressed:,}", "by baseline, ignore file or --since")]
    return [{"name": name, "value": value, "note": note} for name, value, note in shown]


def rule_id(rule: str) -> str:
    """The id of a rule's section, for links."""
    return f"rule-{rule}" if _PLAIN.fullmatch(rule) else f"rule-{name_of(rule)}"


def rules(summary: Summary, linked: Mapping[str, Any]) -> dict[str, Any]:
    """The table of rules with bars, the loudest first."""
    counts = summary.by_rule()
    most = counts[0].findings if counts else 0
    rows = [
        {
            "name": clip(count.rule, NAME),
            "link": rule_id(count.rule) if count.rule in linked else "",
            "severity": count.severity,
            "bar": draw.stacked(count, most),
            "count": f"{count.findings:,}",
            "rate": draw.rate(count.findings, summary.articles),
            "safe": f"{count.safe:,}" if count.safe else "-",
        }
        for count in counts[:RULES]
    ]
    rest = counts[RULES:]
    left = f"{many(len(rest), 'rule')} more with {many(sum(c.findings for c in rest), 'finding')}" if rest else ""
    shown = RULES_OPEN if len(rows) > RULES_OPEN + 3 else len(rows)
    return {"rules": rows, "rules_open": shown, "rules_left": left}


def sites(tally: Tally, counts: Sequence[RuleCount], links: Mapping[tuple[str, str], str]) -> dict[str, Any] | None:
    """The heat map: rates by site and rule. `links` are the ids of the first cause of each pair that is on the page."""
    if not any(source.findings for source in tally.sources.values()):
        return None
    ranked = sorted(tally.sources.values(), key=lambda source: (-source.findings, -source.articles, source.name))
    shown, names = ranked[:HEAT_SITES], [count.rule for count in counts[:HEAT_RULES]]
    rates = [_rate(source, name) for source in shown for name in names]
    most = max(rates, default=0.0)
    notes = [
        f"{many(len(counts) - HEAT_RULES, 'rule')} more in the last column only." if len(counts) > HEAT_RULES else "",
        f"{'More than ' if tally.has_dropped else ''}{many(len(ranked) - HEAT_SITES, 'source')} more with fewer findings."
        if len(ranked) > HEAT_SITES
        else "",
    ]
    return {
        "what": sites_word(tally),
        "rules": [clip(name, 40) for name in names],
        "rows": [_row(source, names, most, links) for source in shown],
        "note": " ".join(note for note in notes if note),
    }


def _row(source: Source, names: Sequence[str], most: float, links: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    cells = []
    for name in names:
        found = source.rules.get(name, 0)
        shown = draw.rate(found, source.articles) if found else "·"
        level = draw.shade(_rate(source, name), most)
        cells.append({"level": level, "rate": shown, "link": links.get((source.name, name), "")})
    rate = draw.rate(source.findings, source.articles)
    return {"name": clip(source.name, NAME), "articles": f"{source.articles:,}", "cells": cells, "rate": rate}


def _rate(source: Source, rule: str) -> float:
    return source.rules.get(rule, 0) / source.articles


def sites_word(tally: Tally) -> str:
    """What the sources of this run are: sites, or files and folders where the articles name none."""
    own = sum("/" not in name and "." in name.strip(".") for name in tally.sources)
    return "site" if own == len(tally.sources) else "site or file" if own else "file or folder"


def plural(what: str) -> str:
    """The word for several of what `sites_word` says."""
    return " or ".join(f"{word}s" for word in what.split(" or "))


def places(tally: Tally) -> list[dict[str, Any]]:
    """How many findings sit in the head, the body, the tail, and outside of the text."""
    total = sum(tally.places.values())
    names = (
        ("fields", "fields", "headline, dates, author"),
        ("head", "head", f"first {EDGE} % of the text"),
        ("body", "body", f"the {100 - 2 * EDGE} % between"),
        ("tail", "tail", f"last {EDGE} %"),
        ("whole", "article", "as a whole"),
    )
    most = max(tally.places.values())
    return [
        {
            "name": name,
            "note": note,
            "bar": draw.bar([("plot", tally.places[key])], most),
            "count": f"{tally.places[key]:,}",
            "share": draw.percent(tally.places[key], total),
        }
        for key, name, note in names
        if tally.places[key] or key in ("head", "body", "tail")
    ]


def texts(tally: Tally) -> list[dict[str, Any]]:
    """The texts found most often; those found once are no news."""
    ranked = sorted(
        (text for text in tally.texts.values() if text.count > 1),
        key=lambda text: (-text.count, -RANK[text.severity], text.rule, text.text),
    )
    return [
        {
            "text": clip(text.text, 100),
            "rule": clip(text.rule, NAME),
            "count": f"{text.count:,}",
            "sites": f"{len(text.sites)}{'+' if len(text.sites) >= 50 else ''}",
        }
        for text in ranked[:TEXTS]
    ]


def shown_problems(problems: Sequence[str], count: int) -> dict[str, Any]:
    """What could not be read."""
    return {
        "problems": [clip(safe_text(problem), 400) for problem in problems],
        "problem_count": many(count, "problem"),
        "problems_left": f"{count - len(problems):,}" if count > len(problems) else "",
    }
