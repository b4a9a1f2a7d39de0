"""What a run says on standard error while it goes: problems, files if asked, a progress bar when a person waits."""

from __future__ import annotations

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

PATIENCE = 2.0  # seconds before a progress bar appears


class Watch:
    """A report like the others, fed before them, so that the bar is out of their way when they write.

    `shared` says that findings go to the same screen.
    """

    def __init__(self, terminal: Terminal, *, quiet: bool, verbose: bool, shared: bool) -> None:
        self.terminal, self.verbose, self.shared = terminal, verbose, shared
        self.shows_bar = not quiet and is_terminal(terminal.err)
        self.began = time.monotonic()
        self.bar: Any = None
        self.articles = self.findings = 0

    def begin(self, job: Job) -> None:
        """Says what is about to happen, if asked, and listens to the files as they are opened."""
        if self.verbose:
            self.terminal.note(f"configuration: {job.settings.file or 'none'}; rules: {len(job.rules)}")
            job.started = lambda path: self.terminal.note(safe_text(f"reading {path}"))

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        self.articles += 1
        self.findings += len(findings)
        if self.shows_bar:
            self._step(article.path, bool(findings))

    def problem(self, problem: Problem) -> None:
        if self.bar is not None:
            self.bar.clear()
        self.terminal.error(safe_text(str(problem)))

    def close(self, summary: Summary) -> None:
        if self.bar is not None:
            self.bar.close()

    def _step(self, path: str, clears: bool) -> None:
        if self.bar is None:
            if time.monotonic() - self.began < PATIENCE:
                return
            from tqdm import tqdm

            self.bar = tqdm(file=self.terminal.err, unit=" articles", initial=self.articles - 1, leave=False)
        self.bar.set_postfix_str(f"{self.findings} findings, {safe_text(path)[-40:]}", refresh=False)
        self.bar.update()
        if clears and self.shared:
            self.bar.clear()
