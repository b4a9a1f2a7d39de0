"""Findings that do not count in this run: excused by an ignore file, known to a baseline, or there at a revision."""

from __future__ import annotations

from newslint import baseline as baseline_module
from newslint.paths import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.article import Article
    from newslint.baseline import Baseline
    from newslint.finding import Finding
    from newslint.ignoring import Ignores
    from newslint.kind import Rule
    from newslint.since import Since

TOLD = 5  # stale entries that are named; the rest is counted


class Acceptance:
    """Marks findings as accepted. Each of the three sources may be None; `root` is where fingerprints name files from."""

    def __init__(
        self,
        root: str,
        *,
        baseline: Baseline | None = None,
        ignores: Ignores | None = None,
        since: Since | None = None,
    ) -> None:
        self.root, self.baseline, self.ignores, self.since = root, baseline, ignores, since

    def mark(self, article: Article, findings: Sequence[Finding], is_whole: bool) -> None:
        """Marks the accepted ones among an article's findings (not `is_whole`: a check has failed on it)."""
        if self.ignores is not None:
            self.ignores.accept(article, findings)
        if self.baseline is not None:
            self.baseline.mark(article.key(self.root), findings, is_whole)
            for found in findings:
                if found.fingerprint in self.baseline.entries:
                    found.accepted = found.accepted or baseline_module.REASON
        if self.since is not None and findings:
            known = self.since.known(article.path)
            for found in findings:
                if found.fingerprint in known:
                    found.accepted = found.accepted or self.since.reason

    def warnings(self, rules: Sequence[Rule], is_whole: bool) -> list[str]:
        """What is to be told when the run is over; `is_whole`: it went over the whole folder of the configuration."""
        said = self.ignores.warnings(rules, is_whole) if self.ignores is not None else []
        if self.baseline is not None and (stale := self.baseline.stale(rule.name for rule in rules)):
            name = shown(self.baseline.path)
            said += [
                f'{name}: stale: {entry.rule} in {entry.article}: "{entry.match}" is not found any more'
                for entry in stale[:TOLD]
            ]
            more = f"{len(stale) - TOLD:,} more are stale; " if len(stale) > TOLD else ""
            said.append(f"{name}: {more}`newslint baseline prune` drops what is stale")
        return said

    def close(self) -> None:
        """Lets go of what was opened."""
        if self.since is not None:
            self.since.close()
