"""What one run did, counted: for the last lines on stderr, `--statistics`, and the reports' closing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newslint.finding import Finding
    from newslint.rates import Rates
    from newslint.repair import Mended

SITES = 100_000  # whose articles are counted one by one: 10 MB; the articles of any others are counted together
RANK = {"info": 0, "warning": 1, "error": 2, "never": 3}  # of severities, and of `--fail-on`


class RuleCount:
    """How often one rule spoke, and how many of its findings a fix would mend."""

    __slots__ = ("findings", "fixable", "rule", "safe", "severity")

    def __init__(self, rule: str, severity: str) -> None:
        self.rule, self.severity = rule, severity
        self.findings = self.fixable = self.safe = 0

    def as_dict(self) -> dict[str, Any]:
        return {"rule": self.rule, "severity": self.severity, "findings": self.findings, "fixable": self.fixable}


class Summary:
    """The counts of one run. `with_findings` counts articles; `failing` findings at or above `fail_on`.

    `suppressed` findings are accepted (by a baseline, an ignore file, --since) and counted nowhere else. `sites` counts the
    articles of each site (None: of no site), `other_sites` those of the sites after the first 100,000. `rates` are the
    limits of --max-rate, where there are any: a finding that one of them covers is not `failing`.
    """

    __slots__ = (
        "articles",
        "fail_on",
        "failing",
        "findings",
        "fixed_articles",
        "fixes",
        "lost",
        "other_sites",
        "problems",
        "rates",
        "rules",
        "severities",
        "sites",
        "suppressed",
        "with_findings",
    )

    def __init__(self, fail_on: str = "warning", rates: Rates | None = None) -> None:
        self.fail_on, self.rates = fail_on, rates
        self.articles = self.with_findings = self.findings = self.failing = self.problems = self.suppressed = 0
        self.severities = {"error": 0, "warning": 0, "info": 0}
        self.rules: dict[str, RuleCount] = {}
        self.fixes: dict[str, int] = {}  # findings that were mended (they are not counted above), by rule
        self.fixed_articles = self.other_sites = 0
        self.lost = 0  # findings that were mended, but in files that could not be written
        self.sites: dict[str | None, int] = {}

    def add(self, findings: Sequence[Finding], site: str | None = None) -> None:
        """Counts one article, of a site, with what was found in it."""
        self.articles += 1
        if site in self.sites or len(self.sites) < SITES:
            self.sites[site] = self.sites.get(site, 0) + 1
        else:
            self.other_sites += 1
        self.with_findings += bool(findings)
        if self.rates is not None:
            self.rates.add(findings, site)
        self.findings += len(findings)
        for found in findings:
            self.severities[found.severity] += 1
            if RANK[found.severity] >= RANK[self.fail_on]:
                self.failing += self.rates is None or not self.rates.covers(found)
            count = self.rules.get(found.rule)
            if count is None:
                count = self.rules[found.rule] = RuleCount(found.rule, found.severity)
            count.findings += 1
            count.fixable += found.fix is not None
            count.safe += found.fix is not None and found.fix.safe

    def merge(self, part: Summary) -> None:
        """Adds the counts of a part of the run, which knows no limits of rates."""
        self.articles += part.articles
        self.with_findings += part.with_findings
        self.other_sites += part.other_sites
        for site, articles in part.sites.items():
            if site in self.sites or len(self.sites) < SITES:
                self.sites[site] = self.sites.get(site, 0) + articles
            else:
                self.other_sites += articles
        for rule, other in part.rules.items():
            count = self.rules.get(rule)
            if count is None:
                count = self.rules[rule] = RuleCount(rule, other.severity)
            count.findings += other.findings
            count.fixable += other.fixable
            count.safe += other.safe
            self.findings += other.findings
            self.severities[other.severity] += other.findings
            self.failing += other.findings if RANK[other.severity] >= RANK[self.fail_on] else 0

    def mend(self, mended: Mended) -> None:
        """Counts what was mended in one file, or would have been."""
        if mended.is_lost:
            self.lost += sum(mended.rules.values())
            return
        self.fixed_articles += mended.articles
        for rule, count in mended.rules.items():
            self.fixes[rule] = self.fixes.get(rule, 0) + count

    def by_rule(self) -> list[RuleCount]:
        """The rules that spoke, the loudest first."""
        return sorted(self.rules.values(), key=lambda count: (-count.findings, count.rule))

    def by_site(self) -> list[dict[str, Any]]:
        """How many articles of each site were checked, as JSON writes it: by name, those without a site first."""
        known = sorted(self.sites.items(), key=lambda pair: (pair[0] is not None, pair[0] or ""))
        listed: list[dict[str, Any]] = [{"site": site, "articles": count} for site, count in known]
        return [*listed, {"site": None, "articles": self.other_sites, "others": True}] if self.other_sites else listed

    def sentence(self) -> str:
        """The counts for people: what, how many, in how many articles, which can be mended."""
        articles = many(self.articles, "article")
        if not self.findings:
            return f"No findings in {articles}{self._accepted()}."
        levels = ", ".join(level(count, name) for name, count in self.severities.items() if count)
        where = articles if self.articles == 1 else f"{self.with_findings:,} of {articles}"
        said = f"{many(self.findings, 'finding')} ({levels}) in {where}"
        safe = sum(count.safe for count in self.rules.values())
        unsafe = sum(count.fixable for count in self.rules.values()) - safe
        parts = [
            f"{safe:,} with a safe fix [*]" if safe else "",
            f"{unsafe:,} with an unsafe one [~]" if unsafe else "",
        ]
        mended = ", ".join(part for part in parts if part)
        return f"{said}; {mended}{self._accepted()}." if mended else f"{said}{self._accepted()}."

    def _accepted(self) -> str:
        return f"; {self.suppressed:,} accepted" if self.suppressed else ""

    def as_dict(self) -> dict[str, Any]:
        """The counts as JSON writes them."""
        limits = {} if self.rates is None else {"rates": [limit.as_dict() for limit in self.rates.limits]}
        return {
            **limits,
            "articles": self.articles,
            "articles_with_findings": self.with_findings,
            "findings": self.findings,
            "problems": self.problems,
            "suppressed": self.suppressed,
            "severities": dict(self.severities),
            "fixable": sum(count.fixable for count in self.rules.values()),
        }


def many(count: int, what: str) -> str:
    """A count with its noun: 1 article, 2,000 articles."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def level(count: int, severity: str) -> str:
    """How many findings of a severity: 1 error, 2 warnings, 3 info."""
    return f"{count:,} info" if severity == "info" else many(count, severity)
