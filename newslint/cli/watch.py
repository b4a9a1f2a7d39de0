"""What a run says on standard error while it goes: problems, files if asked, and how far it is when a person waits."""

from __future__ import annotations

import os
import time

from newslint.safe import safe_text
from newslint.style import is_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.cli.terminal import Terminal
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.run import Job
    from newslint.summary import Summary
    from newslint.way import Way

PATIENCE = 2.0  # seconds before a progress bar appears
PAUSE = 0.2  # seconds between two looks of the bar
LOG_PAUSE = 10.0  # seconds between two lines where there is no terminal
SHARE = "{percentage:3.0f}%|{bar:20}| {desc} [{elapsed}, {remaining} left]"
COUNT = "{desc} [{elapsed}]"  # where nobody knows how much there is


class Watch:
    """A report like the others, fed before them, so that the bar is out of their way when they write.

    `shared` says that findings go to the same screen. The bar shows in a terminal (not that of a CI run), and with
    `progress`, which without a terminal tells a line now and then. It says numbers only.
    """

    def __init__(self, terminal: Terminal, *, quiet: bool, verbose: bool, shared: bool, progress: bool = False) -> None:
        self.terminal, self.verbose, self.shared = terminal, verbose, shared
        self.has_terminal = is_terminal(terminal.err)
        self.progress = progress
        self.shows = progress or (not quiet and self.has_terminal and not os.environ.get("CI"))
        self.began = time.monotonic()
        self.next = self.began + (PATIENCE if self.has_terminal else LOG_PAUSE)
        self.way: Way | None = None
        self.bar: Any = None
        self.articles = self.findings = 0

    def begin(self, job: Job) -> None:
        """Says what is about to happen, if asked, and listens to the files as they are opened."""
        job.is_watched = self.shows
        if self.verbose:
            self.terminal.note(f"configuration: {job.settings.file or 'none'}; rules: {len(job.rules)}")
            job.started = lambda path: self.terminal.note(safe_text(f"reading {path}"))

    def measure(self, job: Job, way: Way) -> None:
        """The work is about to begin: finds out how much there is, if that is to be shown."""
        self.way = way
        if self.shows and job.repair is None and (self.progress or way.is_large):
            from newslint.corpus import needed
            from newslint.meter import Meter

            way.meter = Meter(job.found(), self.tick, 2 if needed(job.rules) else 1)

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        self._count(1, len(findings))

    def counted(self, counts: Summary) -> None:
        """Articles that the cache knows all about."""
        self._count(counts.articles, counts.findings)

    def _count(self, articles: int, findings: int) -> None:
        self.articles += articles
        self.findings += findings
        if self.shows:
            self.tick()
            if findings and self.shared and self.bar is not None:
                self.bar.clear()

    def problem(self, problem: Problem) -> None:
        if self.bar is not None:
            self.bar.clear()
        self.terminal.error(safe_text(str(problem)))

    def say(self, text: str) -> None:
        """Says a line about the run, of safe text."""
        if self.bar is not None:
            self.bar.clear()
        self.terminal.note(text)

    def close(self, summary: Summary) -> None:
        if self.bar is not None:
            self.bar.close()

    def tick(self) -> None:
        """Shows how far the run is, if it is time."""
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + (PAUSE if self.has_terminal else LOG_PAUSE)
        spent = max(now - self.began, 0.001)
        said = f"{self.articles:,} articles, {self.findings:,} findings, {self.articles / spent:,.0f} articles/s"
        done, total = (self.way.meter.done, self.way.meter.total) if self.way and self.way.meter else (0.0, 0)
        if self.has_terminal:
            self._draw(said, done, total)
            return
        share = done / total if total else 0.0
        left = f", {_span(spent / share - spent)} left" if share > 0.01 else ""
        self.terminal.note(f"progress: {share:.0%}, {said}{left}" if total else f"progress: {said}")

    def _draw(self, said: str, done: float, total: int) -> None:
        if self.bar is None:
            from tqdm import tqdm

            form = SHARE if total else COUNT
            self.bar = tqdm(
                desc=said, total=total or None, file=self.terminal.err, leave=False, bar_format=form, initial=done
            )
            self.bar.start_t -= time.monotonic() - self.began
            self.bar.initial = 0
        self.bar.set_description_str(said, refresh=False)
        self.bar.n = done
        self.bar.refresh()


def _span(seconds: float) -> str:
    """A time for people: 40 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
