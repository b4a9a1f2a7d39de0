"""What the rows of a page can be filtered by: rules and sites as classes, and the style that needs no script to hide them."""

from __future__ import annotations

import re

from newslint.reports._html.causes import name_of
from newslint.reports._html.view import NAME, rule_id
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from newslint.reports._html.causes import Cause

RULES = 80
SITES = 40
_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")


class Filters:
    """The classes of the first rules and of the sites with most findings; all others share one."""

    def __init__(self, rules: Iterable[str], causes: Iterable[Sequence[Cause]]) -> None:
        counts: dict[str, int] = {}
        for some in causes:
            for cause in some:
                counts[cause.source] = counts.get(cause.source, 0) + cause.count
        ranked = sorted(counts, key=lambda source: (-counts[source], source))[:SITES]
        self.sites = {source: f"s{number}" for number, source in enumerate(ranked)}
        self.rules = {rule: f"r{number}" for number, rule in enumerate(list(dict.fromkeys(rules))[:RULES])}

    def rule(self, name: str) -> str:
        """The class of a rule's rows."""
        return self.rules.get(name, "rx")

    def site(self, name: str) -> str:
        """The class of a site's rows."""
        return self.sites.get(name, "sx")

    def choices(self, what: str, severities: Iterable[str]) -> dict[str, Any]:
        """What can be chosen, each as (class, name, lasting name for the page's address)."""
        return {
            "what": what.capitalize(),
            "severities": list(severities),
            "rules": [(name, clip(rule, NAME), rule_id(rule)) for rule, name in self.rules.items()],
            "sites": [(name, clip(site, NAME), _lasting(site)) for site, name in self.sites.items()],
        }

    def style(self) -> str:
        """The style by which a choice hides rows. Nothing scraped is in it."""
        hidden = "{display:none}"
        names = [("rule", name) for name in self.rules.values()] + [("site", name) for name in self.sites.values()]
        lines = [f'body:has(#f-{what} option[value="{name}"]:checked) .k:not(.{name}){hidden}' for what, name in names]
        lines += [f"body:has(#f-{name}:not(:checked)) .k.{name}{hidden}" for name in ("error", "warning", "info")]
        return "\n".join(lines) + "\n"


def _lasting(site: str) -> str:
    return site if _PLAIN.fullmatch(site) else name_of(site)
