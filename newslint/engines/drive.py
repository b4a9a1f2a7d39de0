"""Splits in, outcomes out, in the same order: a few are under way at a time, and none is lost where a worker dies.

When one dies, nobody knows of which split. All that were under way are tried again one by one; a split that kills its worker
when it is alone is halved until the article is found that does, which is named and left out.
"""

from __future__ import annotations

from collections import deque

from newslint.engines import Crash, Useless
from newslint.paths import public
from newslint.problem import Problem
from newslint.readers import STDIN
from newslint.splits import Split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from newslint.engines import Engine, Names

    Outcome = tuple[Any, Any]

KILLS = "ends the process that checks it, each time it is tried (too little memory, or a bug); it was left out"
UNREADABLE = "ends the process that reads it, each time it is tried (too little memory, or a bug); it was left out"


class Left:
    """Items of a split, from `first` up to `end`, that have to be worked out by whoever asks."""

    __slots__ = ("end", "first")

    def __init__(self, first: int = 0, end: int | None = None) -> None:
        self.first, self.end = first, end


def in_order(engine: Engine, splits: Iterable[Any]) -> Iterator[Outcome]:
    """(split, its outcome) one after another; what is no split, such as a Problem, is handed through in its turn.

    The outcome is Left of standard input, of what is too large to be carried, and of everything where no worker can live.
    A split that has killed its worker comes in several parts, and in place of an article that does there is a Problem. At
    most `engine.window` splits are under way, or done and waiting for their turn: memory does not grow with the input.
    """
    waiting: deque[tuple[Any, Any]] = deque()
    rest = iter(splits)
    while True:
        while len(waiting) < engine.window and (split := next(rest, None)) is not None:
            waiting.append((split, _submitted(engine, split)))
        if not waiting:
            return
        try:
            made = _got(engine, waiting[0][1])
        except Crash:
            try:
                engine.fresh()
            except Useless:
                yield from ((split, Left()) for split, _ in waiting)
                yield from ((split, Left()) for split in rest)
                return
            yield from _one_by_one(engine, waiting)
        else:
            yield waiting.popleft()[0], made


def _submitted(engine: Engine, split: Any) -> Any:
    """The ticket; None where no worker can have it: standard input is not theirs to read."""
    if not isinstance(split, Split) or (split.paths == (STDIN,) and split.is_whole):
        return None
    return engine.submit(split)


def _got(engine: Engine, ticket: Any) -> Any:
    made = None if ticket is None else engine.get(ticket)
    return Left() if made is None else made


def _one_by_one(engine: Engine, waiting: deque[tuple[Any, Any]]) -> Iterator[Outcome]:
    """All that is waiting: what is done already as it is, the others each alone."""
    while waiting:
        split, ticket = waiting.popleft()
        try:
            yield split, _got(engine, ticket)
        except Crash:
            for made in _alone(engine, split):
                yield split, made


def _alone(engine: Engine, split: Split) -> Iterator[Any]:
    """The outcomes of a split, nothing else being under way."""
    try:
        yield _got(engine, engine.submit(split))
        return
    except Crash:
        engine.fresh()
    try:
        names = engine.names(split)
    except Crash:
        engine.fresh()
        yield from _unreadable(engine, split)
        return
    yield from _halves(engine, split, names, 0, len(names))


def _unreadable(engine: Engine, split: Split) -> Iterator[Any]:
    """Of files that end a worker when they are but read: each by itself, and the one that does it named."""
    if len(split.paths) == 1:
        where = f" (what follows record {split.records:,})" if split.records else ""
        yield Problem(public(split.paths[0]), f"{UNREADABLE}{where}")
        return
    for path in split.paths:
        yield from _alone(engine, type(split)((path,)))


def _halves(engine: Engine, split: Split, names: Names, first: int, end: int) -> Iterator[Any]:
    if end - first > 1:
        for start, stop in ((first, (first + end) // 2), ((first + end) // 2, end)):
            try:
                made = engine.get(engine.submit(split, start, stop))
            except Crash:
                engine.fresh()
                yield from _halves(engine, split, names, start, stop)
            else:
                yield Left(start, stop) if made is None else made
    elif first < end:
        path, record = names[first]
        yield Problem(path, KILLS, record)
