"""A run that has a cache: what is known is told from it, what is not is worked out here or by several processes.

Neither rules nor workers are made ready before something has to be checked.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing

from newslint.cache import Begins, Ends, Known, Shown
from newslint.engines import drive
from newslint.engines.late import Late
from newslint.problem import Problem
from newslint.splits import Split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from newslint.cache.kept import Cache, Step
    from newslint.carried import Item
    from newslint.engines import Engine
    from newslint.settings import Settings
    from newslint.way import Way
    from newslint.work import Work
    from newslint.written import Written

    Told = Item | Written | Begins | Ends | Shown

LARGE = 8 << 20  # bytes to check from which on more processes than one gain more than it costs to start them
AHEAD = 32  # units that are looked at beforehand, to see whether so much has to be checked
WINDOW = 9  # steps a worker, of which a unit that has to be checked takes three


class Recall:
    """One such run. `make` makes the rules ready."""

    def __init__(self, cache: Cache, way: Way, settings: Settings, make: Callable[[], Work]) -> None:
        self.cache, self.way, self.settings, self.make = cache, way, settings, make
        self._work: Work | None = None

    @property
    def work(self) -> Work:
        """The rules, ready to be used."""
        if self._work is None:
            self._work = self.make()
        return self._work

    def items(self, found: Iterable[str | Problem], *, is_asked: bool) -> Iterator[Told]:
        """What comes of all files, in their order: items, and where units begin and end that are not known as a whole.

        Workers are started as soon as anything has to be checked if that `is_asked`, else where it is much.
        """
        jobs = self.way.jobs
        late = Late(self._engine, WINDOW * jobs if jobs > 1 else 1)
        steps = self.cache.steps(found, self.settings)
        if jobs > 1:
            steps = _wanted(steps, late, is_asked)
        with closing(late):
            yield from self._told(drive.in_order(late, steps))

    def _engine(self) -> Engine:
        from newslint.engines import pool

        return pool.Pool(self.work, self.way.jobs)

    def _told(self, outcomes: Iterable[drive.Outcome]) -> Iterator[Told]:
        begins: Begins | None = None
        for step, made in outcomes:
            if isinstance(step, (Shown, Begins, Ends)):
                begins = step if isinstance(step, Begins) else None
                yield step
            else:
                for item in self._items(step, made, begins):
                    if begins is not None and not isinstance(step, Known):
                        begins.record.add(item)
                    yield item
            if self.way.meter is not None:
                self.way.meter.add(_split(step, begins))

    def _items(self, step: Split | Known | Problem, made: Any, begins: Begins | None) -> Iterator[Item | Written]:
        if isinstance(step, Known):
            assert begins is not None
            yield from self._known(step, begins)
        elif isinstance(step, Problem):
            yield step
        elif isinstance(made, Problem):
            yield made
        elif isinstance(made, bytes):
            yield from self.work.unpacked(made)
        else:
            yield from self.work.items(step, made.first, made.end)

    def _known(self, step: Known, begins: Begins) -> Iterator[Item | Written]:
        from newslint import carried

        try:
            parts = [carried.unpacked(blob) for blob in step.blobs]
        except carried.Spoilt:
            for again in begins.unit.work([step.path], self.work.options):
                yield from self._items(again, drive.Left(), begins)
            return
        for part in parts:
            yield from part


def _split(step: Any, begins: Begins | None) -> Split | Problem:
    """The part of the input that a step is, for the meter."""
    if isinstance(step, Shown):
        return step.unit.split()
    if isinstance(step, Known) and begins is not None:
        return begins.unit.split(step.path)
    return step if isinstance(step, Split) else Problem("", "")


def _wanted(steps: Iterator[Step], late: Late, is_asked: bool) -> Iterator[Step]:
    """The steps, some of them looked at beforehand where something has to be checked, to see whether workers are worth it."""
    held: deque[Step] = deque()
    while (step := held.popleft() if held else next(steps, None)) is not None:
        if isinstance(step, Begins) and not late.is_wanted:
            size = step.missing + sum(one.missing for one in held if isinstance(one, Begins))
            units = sum(isinstance(one, (Shown, Ends)) for one in held)
            while size < LARGE and units < AHEAD and not is_asked and (more := next(steps, None)) is not None:
                held.append(more)
                units += isinstance(more, (Shown, Ends))
                size += more.missing if isinstance(more, Begins) else 0
            late.is_wanted = is_asked or size >= LARGE
        yield step
