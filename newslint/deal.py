"""What comes of all files, worked out here or by others: the same, and in the same order, however the work is shared."""

from __future__ import annotations

from contextlib import closing, nullcontext

from newslint import carried, content, corpus, kept, splits
from newslint.engines import Useless, drive, here
from newslint.gathering import Gathering
from newslint.problem import NewslintError, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from newslint.carried import Item
    from newslint.engines import Engine, Task, Worked
    from newslint.kind import Rule
    from newslint.settings import Settings
    from newslint.splits import Split
    from newslint.way import Way
    from newslint.work import Work
    from newslint.written import Written

    Found = Iterable[str | Problem]


class Dealer:
    """Deals splits to whoever works on them, as the way says, and reads what comes back. `is_kept`: what came last."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.is_kept = self._said = False

    def outcomes(self, task: Task, found: Found, given: Sequence[Any]) -> Iterator[tuple[Split | Problem, Any]]:
        """(split, what came of it), in order: a Problem, drive.Left, or the frames of the task."""
        planned = splits.plan(found, task.options, stdin_filename=self.way.stdin_filename)
        work: Worked = task
        if self.way.folder is not None:
            work = kept.Keeping(task, self.way.folder, content.run_digest(*given))
        with closing(self._engine(work)) as engine:
            for split, made in drive.in_order(engine, planned):
                yield split, self._frames(made)
                if self.way.meter is not None:
                    self.way.meter.add(split)

    def _engine(self, work: Worked) -> Engine:
        if self.way.engine is not None:
            from newslint.engines import cluster

            return cluster.Cluster(work, self.way.engine, self.way.jobs)
        if self.way.jobs > 1:
            from newslint.engines import pool

            try:
                return pool.Pool(work, self.way.jobs)
            except Useless:
                pass
        return here.Here(work)

    def _frames(self, made: Any) -> Any:
        """An outcome with its frames to be read, wherever they lie."""
        self.is_kept = False
        if not isinstance(made, kept.Receipt):
            return [made] if isinstance(made, bytes) else made
        assert self.way.folder is not None
        self.way.splits += 1
        self.way.old += made.is_old
        if made.why and not self._said:
            self._said = True
            lost = "the run goes on, but what is not kept has to be done again by --resume"
            self.way.say(f"warning: --resume {self.way.folder}: not all results can be kept there: {made.why}; {lost}")
        found = kept.frames(self.way.folder, made.name) if made.name else None
        self.is_kept = found is not None
        if found is None and made.data is not None:
            return [made.data]
        return drive.Left() if found is None else found

    def spoilt(self) -> NewslintError:
        """The sentence on a folder that holds what was never written there by newslint."""
        return NewslintError(
            f"--resume {self.way.folder}: holds results that newslint did not write: delete it, and begin anew"
        )


def items(work: Work, found: Found, way: Way) -> Iterator[Item | Written]:
    """The name of each file, its articles with what was found in them, and the problems, in the order of the input."""
    if way.jobs == 1 and way.engine is None and way.folder is None:
        for split in splits.plan(found, work.options, stdin_filename=way.stdin_filename):
            yield from [split] if isinstance(split, Problem) else work.items(split)
            if way.meter is not None:
                way.meter.add(split)
        return
    dealer = Dealer(way)
    with kept.Manifest(way.folder) if way.folder is not None else nullcontext() as manifest:
        for split, made in dealer.outcomes(work, found, work.given):
            count = [0, 0]
            for item in _items(work, split, made, dealer):
                yield item
                if isinstance(item, tuple):
                    count = [count[0] + 1, count[1] + len(item[1])]
            if manifest is not None and not isinstance(split, Problem):
                manifest.add(split, work.task if dealer.is_kept else None, *count)


def _items(work: Work, split: Split | Problem, made: Any, dealer: Dealer) -> Iterator[Item | Written]:
    if isinstance(split, Problem) or isinstance(made, Problem):
        yield split if isinstance(split, Problem) else made
    elif isinstance(made, drive.Left):
        yield from work.items(split, made.first, made.end)
    else:
        try:
            for frame in made:
                yield from work.unpacked(frame)
        except carried.Spoilt:
            raise dealer.spoilt() from None


def pieces(task: Task, found: Found, way: Way) -> Iterator[Problem | Iterable[bytes]]:
    """What comes of a task's splits, one after another, as the task's own frames."""
    for split, made in Dealer(way).outcomes(task, found, ()):
        if isinstance(split, Problem) or isinstance(made, Problem):
            yield split if isinstance(split, Problem) else made
        elif isinstance(made, drive.Left):
            yield (piece for piece, _ in task.frames(split, made.first, made.end))
        else:
            yield made


def learned(settings: Settings, rules: Sequence[Rule], found: Found, way: Way) -> tuple[corpus.Learned, list[Problem]]:
    """What all articles teach the rules over the corpus; notes lie in a temporary folder, and go with it."""
    import tempfile  # a run without such rules need not pay for it

    task = Gathering(settings, rules, way.stdin_filename)
    problems: list[Problem] = []
    try:
        with tempfile.TemporaryDirectory(prefix="newslint-") as folder:
            survey = corpus.Survey(task.rules, folder)
            dealer = Dealer(way)
            for split, made in dealer.outcomes(task, found, task.given):
                problems += _gathered(task, survey, split, made, dealer)
            survey.close()
            return corpus.conclude(task.rules, [folder]), problems
    except OSError as error:
        why = error.strerror or str(error)
        said = f"{tempfile.gettempdir()}: the notes of the rules over the corpus cannot be kept there"
        raise NewslintError(f"{said}: {why[:1].lower()}{why[1:]}; set TMPDIR to a folder that has room") from None


def _gathered(
    task: Gathering, survey: corpus.Survey, split: Split | Problem, made: Any, dealer: Dealer
) -> Iterator[Problem]:
    if isinstance(split, Problem):  # is told when the files are read again
        return
    if isinstance(made, Problem):
        yield made
        return
    pieces = (piece for piece, _ in task.frames(split, made.first, made.end)) if isinstance(made, drive.Left) else made
    try:
        yield from survey.absorb(pieces)
    except corpus.Spoilt:
        raise dealer.spoilt() from None
