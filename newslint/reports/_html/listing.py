"""The findings on the page: by rule, then by cause, with filters; as much as fits into its size, the rest counted."""

from __future__ import annotations

import re
from types import SimpleNamespace

from newslint.reports._html import page
from newslint.reports._html.causes import PLACES, Cause
from newslint.reports._html.view import NAME, rule_id
from newslint.summary import RANK, many
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from newslint.kind import Rule
    from newslint.reports._html.filters import Filters
    from newslint.summary import RuleCount

DRAWN_BYTES = 560_000  # of causes with their lines; with everything else a page stays under 1 MB
LISTED_BYTES = 200_000  # of causes in one line, which come after
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FIX = {"": "", "safe": "safe fix", "unsafe": "unsafe fix"}
_FIX_TITLE = {"": "", "safe": "Safe fix (--fix)", "unsafe": "Unsafe fix (--fix --unsafe-fixes): look at it first"}


class Listing:
    """Causes as a page shows them. `links` are the ids of the first cause of each (site, rule).

    `prefix` keeps the ids of two listings on one page apart, `part` is the part of the bytes that this one may use,
    `rest` says where to find what found no room.
    """

    def __init__(
        self,
        by_rule: Mapping[str, Sequence[Cause]],
        counts: Sequence[RuleCount],
        rules: Sequence[Rule],
        filters: Filters,
        prefix: str = "",
        part: float = 1.0,
        rest: str = "newslint check --output-format jsonl lists them all",
    ) -> None:
        self.by_rule, self.filters, self.prefix, self.rest = by_rule, filters, prefix, rest
        self.counts = listed(counts, by_rule)
        self.rules = {rule.name: rule for rule in rules}
        self.drawn, self.listed = DRAWN_BYTES * part, LISTED_BYTES * part
        self.links: dict[tuple[str, str], str] = {}
        self.made: dict[str, list[str]] = {}
        self.shown: dict[str, int] = {}  # findings of each rule that stand on the page
        self.sites_of: dict[str, set[str]] = {}
        self._make()

    def _make(self) -> None:
        """Writes the causes, those first that should not be missed, until their bytes are used up."""
        drawn = small = 0
        for cause in _most_telling(self.by_rule):
            if cause.sample is not None and drawn < self.drawn:
                made = page.part("cause", self._shown(cause))
                drawn += len(made.encode("utf-8", "replace"))
            elif small < self.listed:
                made = page.part("small", self._shown(cause))
                small += len(made.encode("utf-8", "replace"))
            else:
                break
            self.made.setdefault(cause.rule, []).append(made)
            self.shown[cause.rule] = self.shown.get(cause.rule, 0) + cause.count
            self.sites_of.setdefault(cause.rule, set()).add(self.filters.site(cause.source))
            self.links.setdefault((cause.source, cause.rule), self.prefix + cause.id)

    def _shown(self, cause: Cause) -> SimpleNamespace:
        language = cause.sample.language if cause.sample else ""
        return SimpleNamespace(
            id=self.prefix + cause.id,
            severity=cause.severity,
            classes=f"{self.filters.rule(cause.rule)} {self.filters.site(cause.source)}",
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
                "id": self.prefix + rule_id(count.rule),
                "name": clip(count.rule, NAME),
                "severity": count.severity,
                "classes": " ".join([self.filters.rule(count.rule), *sorted(self.sites_of[count.rule])]),
                "count": many(count.findings, "finding"),
                "summary": clip(rule.summary, 300) if (rule := self.rules.get(count.rule)) else "",
                "why": clip(" ".join(rule.why.split()), 800) if rule else "",
                "causes": Markup("").join(self.made[count.rule]),
                "left": self._left(count.findings - self.shown[count.rule]),
            }
            for count in self.counts
            if count.rule in self.made
        ]

    def _left(self, findings: int) -> str:
        return f"and {many(findings, 'finding')} more; {self.rest}" if findings > 0 else ""

    def note(self) -> str:
        """What of all findings is not on the page."""
        missing = [count for count in self.counts if count.rule not in self.made]
        if not missing:
            return ""
        said = many(sum(count.findings for count in missing), "finding")
        return f"{said} of {many(len(missing), 'rule')} more found no room here; they are counted above."


def listed(counts: Sequence[RuleCount], by_rule: Mapping[str, Sequence[Cause]]) -> list[RuleCount]:
    """The rules that have causes to show, in the order of the page: the gravest first, then as they are given."""
    return sorted((count for count in counts if count.rule in by_rule), key=lambda count: -RANK[count.severity])


def _most_telling(by_rule: Mapping[str, Sequence[Cause]]) -> list[Cause]:
    """All causes: the first of every rule, then the second of every rule, ... so that no rule goes unseen."""
    ranked = [(number, -cause.count, cause) for some in by_rule.values() for number, cause in enumerate(some)]
    return [cause for _, _, cause in sorted(ranked, key=lambda entry: entry[:2])]
