"""The findings on the page: by rule, then by cause, with filters; as much as fits into its size, the rest counted."""

from __future__ import annotations

import re
from types import SimpleNamespace

from newslint.reports._html import page
from newslint.reports._html.causes import PLACES, Cause, gravest_first
from newslint.reports._html.view import NAME, rule_id
from newslint.summary import many
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from newslint.kind import Rule
    from newslint.reports._html.causes import Causes
    from newslint.summary import RuleCount

DRAWN_BYTES = 560_000  # of causes with their lines; with everything else a page stays under 1 MB
LISTED_BYTES = 200_000  # of causes in one line, which come after
FILTERED_RULES = 80
FILTERED_SITES = 40
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FIX = {"": "", "safe": "safe fix", "unsafe": "unsafe fix"}
_FIX_TITLE = {"": "", "safe": "Safe fix (--fix)", "unsafe": "Unsafe fix (--fix --unsafe-fixes): look at it first"}


class Listing:
    """The causes of a run as the page shows them. `links` are the ids of the first cause of each (site, rule)."""

    def __init__(self, causes: Causes, counts: Sequence[RuleCount], rules: Sequence[Rule]) -> None:
        self.by_rule = causes.by_rule()
        ordered = sorted(counts, key=lambda count: gravest_first(count.severity))
        self.counts = [count for count in ordered if count.rule in self.by_rule]
        self.rules = {rule.name: rule for rule in rules}
        self.rule_class = {count.rule: f"r{number}" for number, count in enumerate(self.counts[:FILTERED_RULES])}
        self.site_class = _sites(self.by_rule.values())
        self.links: dict[tuple[str, str], str] = {}
        self.made: dict[str, list[str]] = {}
        self.shown: dict[str, int] = {}  # findings of each rule that stand on the page
        self.sites_of: dict[str, set[str]] = {}
        self._make()

    def _make(self) -> None:
        """Writes the causes, those first that should not be missed, until their bytes are used up."""
        drawn = listed = 0
        for cause in _most_telling(self.by_rule):
            if cause.sample is not None and drawn < DRAWN_BYTES:
                made = page.part("cause", self._shown(cause))
                drawn += len(made.encode("utf-8", "replace"))
            elif listed < LISTED_BYTES:
                made = page.part("small", self._shown(cause))
                listed += len(made.encode("utf-8", "replace"))
            else:
                break
            self.made.setdefault(cause.rule, []).append(made)
            self.shown[cause.rule] = self.shown.get(cause.rule, 0) + cause.count
            self.sites_of.setdefault(cause.rule, set()).add(self.site_class.get(cause.source, "sx"))
            self.links.setdefault((cause.source, cause.rule), cause.id)

    def _shown(self, cause: Cause) -> SimpleNamespace:
        language = cause.sample.language if cause.sample else ""
        return SimpleNamespace(
            id=cause.id,
            severity=cause.severity,
            classes=f"{self.rule_class.get(cause.rule, 'rx')} {self.site_class.get(cause.source, 'sx')}",
            count=f"{cause.count:,}",
            text=cause.text,
            alike=cause.group == "timestamps" and cause.count > 1,
            source=clip(cause.source, NAME),
            fix=cause.fix,
            fix_said=_FIX[cause.fix],
            fix_title=_FIX_TITLE[cause.fix],
            language=language if _LANGUAGE.fullmatch(language) else "",
            sample=cause.sample,
            places=cause.places,
            places_left=f"{cause.count - PLACES:,}" if cause.count > PLACES else "",
        )

    def sections(self) -> list[dict[str, Any]]:
        """The rules with what is shown of each, the gravest and loudest first."""
        from markupsafe import Markup

        return [
            {
                "id": rule_id(count.rule),
                "name": clip(count.rule, NAME),
                "severity": count.severity,
                "classes": " ".join([self.rule_class.get(count.rule, "rx"), *sorted(self.sites_of[count.rule])]),
                "count": many(count.findings, "finding"),
                "summary": clip(rule.summary, 300) if (rule := self.rules.get(count.rule)) else "",
                "why": clip(" ".join(rule.why.split()), 800) if rule else "",
                "causes": Markup("").join(self.made[count.rule]),
                "left": _left(count.findings - self.shown[count.rule], count.rule),
            }
            for count in self.counts
            if count.rule in self.made
        ]

    def note(self) -> str:
        """What of all findings is not on the page."""
        missing = [count for count in self.counts if count.rule not in self.made]
        if not missing:
            return ""
        said = many(sum(count.findings for count in missing), "finding")
        return f"{said} of {many(len(missing), 'rule')} more found no room here; they are counted above."

    def filters(self, what: str) -> dict[str, Any]:
        """What the page can be filtered by."""
        return {
            "what": what.capitalize(),
            "severities": list(dict.fromkeys(count.severity for count in self.counts)),
            "rules": [
                (name, clip(rule, NAME), rule_id(rule)) for rule, name in self.rule_class.items() if rule in self.made
            ],
            "sites": [(name, clip(source, NAME), name_of_site(source)) for source, name in self.site_class.items()],
        }

    def style(self) -> str:
        """The rules of style by which the filters work without any script."""
        hidden = "{display:none}"
        names = [("rule", name) for name in self.rule_class.values()]
        names += [("site", name) for name in self.site_class.values()]
        lines = [f'body:has(#f-{what} option[value="{name}"]:checked) .k:not(.{name}){hidden}' for what, name in names]
        lines += [f"body:has(#f-{name}:not(:checked)) .k.{name}{hidden}" for name in ("error", "warning", "info")]
        return "\n".join(lines) + "\n"


def name_of_site(source: str) -> str:
    """The lasting name of a site in links to a filtered page."""
    from newslint.reports._html.causes import name_of

    return source if re.fullmatch(r"[a-z0-9.-]{1,60}", source) else name_of(source)


def _sites(causes: Iterable[Sequence[Cause]]) -> dict[str, str]:
    """The class of each site that can be filtered by: those with most findings."""
    counts: dict[str, int] = {}
    for some in causes:
        for cause in some:
            counts[cause.source] = counts.get(cause.source, 0) + cause.count
    ranked = sorted(counts, key=lambda source: (-counts[source], source))[:FILTERED_SITES]
    return {source: f"s{number}" for number, source in enumerate(ranked)}


def _most_telling(by_rule: Mapping[str, Sequence[Cause]]) -> list[Cause]:
    """All causes: the first of every rule, then the second of every rule, ... so that no rule goes unseen."""
    ranked = [(number, -cause.count, cause) for some in by_rule.values() for number, cause in enumerate(some)]
    return [cause for _, _, cause in sorted(ranked, key=lambda entry: entry[:2])]


def _left(findings: int, rule: str) -> str:
    if findings <= 0:
        return ""
    command = f"newslint check --select {clip(rule, NAME)} --output-format jsonl"
    return f"and {many(findings, 'finding')} more; {command} lists them all"
