"""What becomes of the results of a run: they are counted, and told to the reports, in the order in which they come."""

from __future__ import annotations

from newslint.cache import Begins, Ends, Shown
from newslint.problem import Problem
from newslint.summary import Summary
from newslint.written import Written, copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.reports import Report
    from newslint.run import Job, Result


class Feed:
    """Feeds reports. Where the cache keeps what a report writes, it is told what was written of each unit."""

    def __init__(self, job: Job, reports: Iterable[Report]) -> None:
        self.job, self.reports = job, list(reports)
        self.tellers = [report.suppressed for report in self.reports if hasattr(report, "suppressed")]
        self.watchers = [report.counted for report in self.reports if hasattr(report, "counted")]
        self.summary = Summary(job.settings.fail_on, job.rates)
        self.view = job.cache.view if job.cache is not None else None
        self.part: Summary | None = None  # the counts of the unit that is being told
        self.begins: Begins | None = None

    def take(self, result: Result) -> None:
        """Tells the reports one result."""
        if isinstance(result, tuple):
            self._article(*result)
        elif isinstance(result, Problem):
            self.summary.problems += 1
            for report in self.reports:
                report.problem(result)
        elif isinstance(result, (Shown, Written)):
            self._shown(result)
        elif isinstance(result, Begins):
            self._begin(result)
        elif isinstance(result, Ends):
            self._end()
        else:
            self.summary.mend(result)

    def _article(self, article: Article, findings: list[Finding]) -> None:
        if self.job.accept is not None:
            accepted = [found for found in findings if found.accepted is not None]
            findings = [found for found in findings if found.accepted is None]
            self.summary.suppressed += len(accepted)
            for found in accepted:
                for tell in self.tellers:
                    tell(article, found, found.accepted)
        (self.part or self.summary).add(findings, article.site)
        for report in self.reports:
            report.article(article, findings)

    def _shown(self, shown: Shown | Written) -> None:
        """Counts, and what the report has written: then, of a unit that has not changed, or in another process."""
        (self.part or self.summary).merge(shown.counts)
        if self.view is not None:
            self.view.again(shown.text)
        elif self.job.out is not None:
            copy(shown.text, self.job.out)
        for counted in self.watchers:
            counted(shown.counts)

    def _begin(self, begins: Begins) -> None:
        self.begins = begins
        if self.view is not None:
            self.view.begin()
            self.part = Summary()

    def _end(self) -> None:
        part, self.part = self.part, None
        assert self.begins is not None and self.job.cache is not None
        if part is not None:
            self.summary.merge(part)
        self.job.cache.keep(self.begins, part)
