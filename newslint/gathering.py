"""What rules over the corpus must know of each article, noted split by split: the first reading, shared as the second is."""

from __future__ import annotations

from itertools import islice

from newslint import corpus
from newslint.problem import Problem
from newslint.work import Reading, only

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newslint.kind import Rule
    from newslint.settings import Settings
    from newslint.splits import Split
    from newslint.work import Frames


class Gathering:
    """The first reading of a run: a task as `Work` is, whose outcomes a `corpus.Survey` absorbs."""

    task = "gather"

    def __init__(self, settings: Settings, rules: Sequence[Rule], stdin_filename: str | None = None) -> None:
        self.given = (settings, rules, stdin_filename, None)
        self.rules = corpus.needed(rules)
        self.reading = Reading(settings, stdin_filename)
        self.options = self.reading.options

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.given[:3]

    def frames(self, split: Split, first: int = 0, end: int | None = None) -> Frames:
        """What is noted of a split's articles. Files that cannot be read are told when they are read again."""
        survey = corpus.Survey(self.rules, None)
        for item in islice(self.reading.items(split), first, end):
            if not isinstance(item, (str, Problem)):
                for problem in survey.add(item):
                    survey.say(problem)
                yield from ((piece, False) for piece in survey.taken())
        survey.close()
        yield survey.taken()[0], True

    def outcome(self, split: Split, first: int = 0, end: int | None = None) -> bytes | None:
        """The same where it can be carried, else None."""
        return only(self.frames(split, first, end))

    def names(self, split: Split) -> list[tuple[str, int | None]]:
        """(path, record) of each of a split's items."""
        return self.reading.names(split)
