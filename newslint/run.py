"""One `newslint check`: files -> articles -> findings -> reports, in the order of the input, none of it held back."""

from __future__ import annotations

import os
from itertools import chain

from newslint import files, readers
from newslint.cache import Shown
from newslint.ending import Ending
from newslint.feed import Feed
from newslint.paths import public
from newslint.problem import NewslintError, Problem
from newslint.summary import many
from newslint.way import Way
from newslint.written import Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from newslint import corpus
    from newslint.accept import Acceptance
    from newslint.article import Article
    from newslint.cache import Begins, Ends
    from newslint.cache.kept import Cache
    from newslint.carried import Item
    from newslint.finding import Finding
    from newslint.kind import Rule
    from newslint.rates import Rates
    from newslint.recall import Told
    from newslint.repair import Mended, Repair
    from newslint.reports import Report
    from newslint.settings import Settings
    from newslint.summary import Summary
    from newslint.work import Work
    from newslint.written import Form

    Result = Problem | tuple[Article, list[Finding]] | Written | Mended | Shown | Begins | Ends

CLEAN, FOUND, FAILED, NOTHING = 0, 1, 2, 3
LARGE = 8 << 20  # bytes to check from which on more processes than one gain more than it costs to start them


class Job:
    """What one run is to do: the settings, the rules in force, the paths as given, and what their files are called.

    `outputs` are the reports' own files, which are never read; `started` is told each file before it is read.
    """

    def __init__(self, settings: Settings, rules: Sequence[Rule], paths: Sequence[str]) -> None:
        self.settings, self.rules, self.paths = settings, rules, list(paths) or ["."]
        self.stdin_filename: str | None = None
        self.outputs: list[str] = []
        self.started: Callable[[str], None] = lambda path: None
        self.repair: Repair | None = None  # how to mend, where the run is to do that
        self.accept: Acceptance | None = None  # what does not count, where there is such
        self.rates: Rates | None = None  # the shares of articles that may have a finding, where such are given
        self.engine: str | None = None  # the cluster that is to do the work, where it is not this machine
        self.folder: str | None = None  # where outcomes are kept, so that the run can be resumed
        self.shared: Callable[[Way], None] = lambda way: None  # is told how the work is shared, before it begins
        self.cache: Cache | None = None  # what was found before, where that is kept
        self.form: Form | None = None  # how workers may write the report, which goes to `out`
        self.out: TextIO | None = None
        self.is_watched = False  # whether somebody is told how far the run is
        self.files = 0

    def found(self) -> Iterator[str | Problem]:
        """The files to check, in order, and the paths that cannot be."""
        own = {os.path.realpath(path) for path in self.outputs}
        for path in self._found():
            if isinstance(path, Problem) or not own or os.path.realpath(path) not in own:
                yield path

    def _found(self) -> Iterator[str | Problem]:
        known = self.settings
        excludes = [*(files.EXCLUDES if known.exclude is None else known.exclude), *known.extend_exclude]
        paths = self.paths
        if (
            self.stdin_filename
            and known.force_exclude
            and files.Excludes(excludes, known.root).covers(self.stdin_filename)
        ):
            paths = [path for path in paths if path != readers.STDIN]
        return files.find(
            paths,
            excludes,
            force_exclude=known.force_exclude,
            respect_gitignore=known.respect_gitignore,
            root=known.root,
        )

    def work(self, learned: corpus.Learned | None = None) -> Work:
        """The rules, ready to be used."""
        from newslint.work import Work

        return Work(self.settings, self.rules, self.stdin_filename, learned)

    def is_whole(self) -> bool:
        """Whether the run goes over all of the folder to which the settings belong."""
        root = os.path.realpath(self.settings.root)
        return any(os.path.isdir(path) and os.path.realpath(path) == root for path in self.paths)

    def is_search(self) -> bool:
        """Whether anything but names of files was given: a folder, a glob, standard input."""
        return not all(os.path.isfile(path) or (path == readers.STDIN and self.stdin_filename) for path in self.paths)


def results(job: Job) -> Iterator[Result]:
    """Each article with its findings, accepted ones among them, and each problem, in the order of the input."""
    if job.cache is not None:
        yield from _told(job, _recalled(job, job.cache))
        return
    found, way = way_of(job)
    taught, problems = _learned(job, way)
    yield from problems
    work = _ready(job, taught)
    if job.accept is not None and job.accept.since is not None:
        job.accept.since.linter = work.linter  # so that it knows what was learned
    if job.repair is not None:
        yield from _mended(job, work)
        return
    yield from _told(job, _items(work, found, way))


def _told(job: Job, items: Iterable[Told]) -> Iterator[Result]:
    for item in items:
        if isinstance(item, str):
            _start(job, item)
        elif isinstance(item, tuple):
            article, findings, problems = item
            _mark(job, *item)
            yield article, findings
            yield from problems
        else:
            for path in item.begins if isinstance(item, (Shown, Written)) else ():
                _start(job, path)
            yield item


def _ready(job: Job, learned: corpus.Learned | None = None) -> Work:
    work = job.work(learned)
    if job.folder is None:  # what is kept there may be read by a run with another report
        work.form = job.form
    return work


def _start(job: Job, path: str) -> None:
    job.files += 1
    job.started(path)


def _recalled(job: Job, cache: Cache) -> Iterator[Told]:
    """What comes of all files where there is a cache: only what it does not know is worked out."""
    from newslint.recall import Recall

    way = Way(job.settings.jobs or _cores())
    way.is_large = job.is_watched and _held(job.found())[1]
    job.shared(way)
    recall = Recall(cache, way, job.settings, lambda: _ready(job))
    yield from recall.items(job.found(), is_asked=job.settings.jobs is not None)


def _mark(job: Job, article: Article, findings: list[Finding], problems: list[Problem]) -> None:
    if job.accept is not None:
        job.accept.mark(article, findings, not problems)


def _mended(job: Job, work: Work) -> Iterator[Result]:
    """The same of files that are mended as they are read: one after another, for each is written before the next."""
    assert job.repair is not None

    def checked(article: Article) -> tuple[list[Finding], list[Problem]]:
        item = work.check(article)
        _mark(job, *item)
        return item[1:]

    job.repair.allow(job.paths)
    for path in job.found():
        if isinstance(path, Problem):
            yield path
            continue
        job.files += 1
        job.started(path)
        yield from job.repair.results(path, work.options, checked, job.stdin_filename)


def _learned(job: Job, way: Way) -> tuple[corpus.Learned | None, list[Problem]]:
    """What the rules that must see all articles first have learned from them; None where no such rule runs."""
    from newslint import kind

    needed = [rule.name for rule in job.rules if kind.is_corpus(rule.kind)]
    if not needed:
        return None, []
    if readers.STDIN in job.paths:
        said = f"standard input can be read once only, and {', '.join(needed)} must see all of it beforehand"
        raise NewslintError(f"{said}: give a file, or --ignore corpus")
    from newslint.deal import learned

    return learned(job.settings, job.rules, job.found(), way)


def _items(work: Work, found: Iterable[str | Problem], way: Way) -> Iterator[Item | Written]:
    """What comes of all files, worked out here or by others: the same, and in the same order."""
    if not way.is_plain():
        from newslint.deal import items

        yield from items(work, found, way)
        return
    from newslint.splits import Split

    for path in found:
        yield from [path] if isinstance(path, Problem) else work.items(Split((path,)))


def way_of(job: Job) -> tuple[Iterable[str | Problem], Way]:
    """The files, and how the work is shared: by default one process a core, and one for what is soon done."""
    found, is_large = _held(job.found())
    jobs = job.settings.jobs or 0
    if not jobs and job.engine is None:
        jobs = _cores() if is_large and job.repair is None else 1
    way = Way(jobs, job.engine, job.folder)
    way.stdin_filename, way.is_large = job.stdin_filename, is_large
    job.shared(way)
    return found, way


def _cores() -> int:
    from newslint.engines.cores import cores

    return cores()


def _held(found: Iterator[str | Problem]) -> tuple[Iterable[str | Problem], bool]:
    """The files again, and whether there are enough bytes to check in them for more than one process."""
    from newslint import splits

    first: list[str | Problem] = []
    size = 0
    for path in found:
        first.append(path)
        size += 0 if isinstance(path, Problem) or path == readers.STDIN else splits.weight(path)
        if size >= LARGE:
            return chain(first, found), True
    return first, False


def check(job: Job, reports: Iterable[Report]) -> Summary:
    """Feeds the reports with all results, closes them, and returns the counts. What is accepted is not counted."""
    fed = Feed(job, reports)
    for result in results(job):
        if Ending.is_near:
            raise KeyboardInterrupt
        fed.take(result)
    for report in fed.reports:
        report.close(fed.summary)
    return fed.summary


def verdict(job: Job, summary: Summary) -> tuple[int, str]:
    """The exit status and the sentence that says why it is not 0 (empty where it is)."""
    if summary.problems:
        what = "checking everything" if job.repair is None else "checking and fixing everything"
        return FAILED, f"{many(summary.problems, 'problem')} kept newslint from {what}"
    if not summary.articles and (job.files or job.is_search()):
        return NOTHING, f"no article was found in {', '.join(map(public, job.paths))}"
    passed = summary.rates.passed() if summary.rates is not None else []
    if passed:
        more = f"; {len(passed) - 1} more passed" if len(passed) > 1 else ""
        return FOUND, f"{passed[0].sentence()} (--max-rate){more}"
    if summary.failing:
        return FOUND, f"{many(summary.failing, 'finding')} of severity {summary.fail_on} or above (--fail-on)"
    return CLEAN, ""
