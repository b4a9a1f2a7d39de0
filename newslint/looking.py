"""The second reading of `newslint learn`, split by split: a task as `work.Work` is."""

from __future__ import annotations

import json
from itertools import islice

from newslint.learn import Seen
from newslint.lint import Linter
from newslint.problem import Problem
from newslint.work import Reading, only

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from newslint.kind import Rule
    from newslint.settings import Settings
    from newslint.splits import Split
    from newslint.work import Frames


class Looking:
    """Looks at articles for the lines of their sites: `known` as `learn.Seen` has them, on which `others` may speak."""

    task = "look"

    def __init__(self, settings: Settings, others: Sequence[Rule], known: dict[int, tuple[int, int, int]]) -> None:
        self.given = (settings, others, known)
        self.linter = Linter(others)
        self.reading = Reading(settings)
        self.options = self.reading.options

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.given

    def frames(self, split: Split, first: int = 0, end: int | None = None) -> Frames:
        """One piece: how many articles there are, what could not be read, and what was seen."""
        seen = Seen(self.given[2], self.linter)
        count = 0
        said: list[object] = []
        for item in islice(self.reading.items(split), first, end):
            if isinstance(item, Problem):
                said.append([item.path, item.message, item.record])
            elif not isinstance(item, str):
                count += 1
                seen.add(item)
        yield json.dumps([count, said]).encode() + b"\n" + seen.packed(), True

    def outcome(self, split: Split, first: int = 0, end: int | None = None) -> bytes | None:
        """The same: it is little."""
        return only(self.frames(split, first, end))

    def names(self, split: Split) -> list[tuple[str, int | None]]:
        """(path, record) of each of a split's items."""
        return self.reading.names(split)


def absorbed(seen: Seen, pieces: Iterable[bytes]) -> Iterator[int | Problem]:
    """Adds what was seen elsewhere: how many articles were looked at, and what could not be read."""
    for piece in pieces:
        line, _, rest = piece.partition(b"\n")
        count, said = json.loads(line)
        yield count
        yield from (Problem(path, message, record) for path, message, record in said)
        seen.absorb(rest)
