"""`newslint check --timing`: where the processor time of a run went, this process and its workers taken together.

What is timed is wrapped before the run begins; a run that is not timed pays nothing. Times do not overlap: what one step
asks of another is the other's. Rules of a kind run as one check, so that only kinds can be timed as they run; each rule is
timed alone, on some of the articles, with what all rules share already worked out.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from time import process_time

from newslint import kind
from newslint.safe import safe_text
from newslint.text import clip
from newslint.work import Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.carried import Checked
    from newslint.kind import Check, Rule
    from newslint.splits import Split
    from newslint.work import Frames

    Alone = dict[str, float]

EVERY = 16  # of so many articles, one is looked at by each rule alone
RULES_SHOWN = 20
NAME = 40  # characters of a rule's name that are shown
FINDING, READING, READY, TELLING = "finding files", "reading", "making rules ready", "findings of what checks hit"
KNOWN, KEEPING, REPORTING, MEASURING = "reading and looking up", "keeping", "reporting", "measuring rules alone"


class Clock:
    """Adds up processor time by what it is spent on; a step that another one asks for is not the other's."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.alone: Alone = {}  # seconds of each rule, on `samples` articles
        self.samples = 0
        self._stack: list[str] = []
        self._since = 0.0

    @contextmanager
    def on(self, label: str) -> Iterator[None]:
        """Within it, time is spent on this."""
        self._switch()
        self._stack.append(label)
        try:
            yield
        finally:
            self._switch()
            self._stack.pop()

    def _switch(self) -> None:
        now = process_time()
        if self._stack:
            label = self._stack[-1]
            self.spent[label] = self.spent.get(label, 0.0) + now - self._since
        self._since = now

    def call(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*given: Any, **named: Any) -> Any:
            with self.on(label):
                return function(*given, **named)

        return timed

    def each(self, label: str, function: Callable[..., Iterable[Any]]) -> Callable[..., Iterator[Any]]:
        """The generator function, timed while it is asked for the next."""

        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            with self.on(label):
                items = iter(function(*given, **named))
            while True:
                with self.on(label):
                    item = next(items, self)
                if item is self:
                    return
                yield item

        return timed

    def check(self, name: str, check: Check) -> Check:
        """A check, timed, with all that it yields."""
        found: Check = self.call(f"kind {name}", lambda article: list(check(article)))
        return found


class TimedWork(Work):
    """Work whose time is taken. Workers leave theirs in the folder, a file each."""

    def __init__(self, given: tuple[Any, ...], folder: str, clock: Clock | None = None) -> None:
        self.clock, self.folder, self._seen = clock or Clock(), folder, 0
        self._is_ours = clock is not None
        with self.clock.on(READY):
            super().__init__(*given)
            self.linter.wrap(self.clock.check)
        with self.clock.on(MEASURING):
            self.rules = [(rule, _alone(rule)) for rule in given[1]]
        self.reading.items = self.clock.each(READING, self.reading.items)  # type: ignore[method-assign]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.given, self.folder), {"form": self.form}

    def check(self, article: Article) -> Checked:
        with self.clock.on(TELLING):
            found = super().check(article)
        if self._seen % EVERY == 0:
            with self.clock.on(MEASURING):
                self._measure(article)
        self._seen += 1
        return found

    def _measure(self, article: Article) -> None:
        self.clock.samples += 1
        for rule, check in self.rules:
            if not self._seen:  # what is made ready at first use is not the first article's
                _run(check, article)
            began = process_time()
            _run(check, article)
            self.clock.alone[rule.name] = self.clock.alone.get(rule.name, 0.0) + process_time() - began

    def packing(self) -> Any:
        made: Any = super().packing()
        if self.form is not None:
            made.add = self.clock.call(REPORTING, made.add)
        return made

    def frames(self, split: Split, first: int = 0, end: int | None = None) -> Frames:
        for frame in super().frames(split, first, end):
            if not self._is_ours:
                self._save()
            yield frame

    def _save(self) -> None:
        """Leaves the times so far where the process that reports finds them."""
        held = [process_time(), self.clock.spent, self.clock.alone, self.clock.samples]
        path = os.path.join(self.folder, f"{os.getpid()}.json")
        with suppress(OSError), open(f"{path}.new", "w") as file:
            json.dump(held, file)
        with suppress(OSError):
            os.replace(f"{path}.new", path)


def _alone(rule: Rule) -> Check:
    """A rule's check without any other; nothing for rules over the corpus, which look at what was learned."""
    if kind.is_corpus(rule.kind):
        return lambda article: ()
    check: Check = kind.load(rule.kind).build([rule])
    return check


def _run(check: Check, article: Article) -> None:
    with suppress(Exception):  # whatever is wrong with it has been told
        list(check(article))


class Timing:
    """The times of one run. `attach` it before the run begins; `lines` tells them when it is over."""

    def __init__(self, folder: str) -> None:
        self.folder, self.clock = folder, Clock()
        self.cache: Any = None

    def attach(self, job: Any) -> None:
        """Has the steps of a job (run.Job) timed."""

        def work(learned: Mapping[str, Any] | None = None) -> Work:
            return TimedWork((job.settings, job.rules, job.stdin_filename, learned), self.folder, self.clock)

        job.work = work
        job.found = self.clock.each(FINDING, job.found)
        self.cache = job.cache
        if job.cache is not None:
            job.cache.steps = self.clock.each(KNOWN, job.cache.steps)
            job.cache.keep = self.clock.call(KEEPING, job.cache.keep)

    def report(self, report: Any) -> Any:
        """A report, timed."""
        return _Timed(report, self.clock)

    def lines(self) -> Iterator[str]:
        """The tables, ready to be shown."""
        spent, alone = dict(self.clock.spent), dict(self.clock.alone)
        total, samples, workers = process_time(), self.clock.samples, 0
        for seconds, theirs, ruled, count in self._workers():
            total, samples, workers = total + seconds, samples + count, workers + 1
            _add(spent, theirs)
            _add(alone, ruled)
        total -= spent.pop(MEASURING, 0.0)
        spent["starting, and all else"] = max(0.0, total - sum(spent.values()))
        of = f" of {workers + 1} processes" if workers else ""
        yield f"{'processor time' + of:<44} {'seconds':>9} {'share':>6}"
        for label, seconds in sorted(spent.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"  {safe_text(clip(label, NAME)):<42} {seconds:9.3f} {seconds / max(total, 1e-9):6.1%}"
        yield f"  {'in all':<42} {total:9.3f} {1:6.1%}"
        yield from self._ruled(alone, samples)
        if self.cache is not None and self.cache.looked:
            yield f"cache: {self.cache.known / self.cache.looked:.1%} of {self.cache.looked:,} bytes were known"

    def _ruled(self, alone: Alone, samples: int) -> Iterator[str]:
        if not samples:
            return
        yield f"{f'each rule alone, on {samples:,} articles':<44} {'us each':>9}"
        ranked = sorted(alone.items(), key=lambda pair: (-pair[1], pair[0]))
        for rule, seconds in ranked[:RULES_SHOWN]:
            yield f"  {safe_text(clip(rule, NAME)):<42} {1e6 * seconds / samples:9.1f}"
        rest = ranked[RULES_SHOWN:]
        if rest:
            yield f"  {f'{len(rest)} more':<42} {1e6 * sum(seconds for _, seconds in rest) / samples:9.1f}"

    def _workers(self) -> Iterator[Sequence[Any]]:
        for name in sorted(os.listdir(self.folder)):
            with suppress(OSError, ValueError), open(os.path.join(self.folder, name)) as file:
                yield json.load(file)


class _Timed:
    """Stands for a report."""

    def __init__(self, report: Any, clock: Clock) -> None:
        self._report = report
        for name in ("article", "problem", "suppressed", "close"):
            if hasattr(report, name):
                setattr(self, name, clock.call(REPORTING, getattr(report, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._report, name)


def _add(to: dict[str, float], more: Mapping[str, float]) -> None:
    for name, seconds in more.items():
        to[name] = to.get(name, 0.0) + seconds
