"""How much of a run's input is done, in bytes as `splits.weight` counts them."""

from __future__ import annotations

from newslint import splits
from newslint.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newslint.splits import Split


class Meter:
    """Counts what is done of `total`; `tell` is called after each split. `readings` is how often the input is read."""

    def __init__(self, found: Iterable[str | Problem], tell: Callable[[], None], readings: int = 1) -> None:
        self.total = readings * sum(splits.weight(path) for path in found if isinstance(path, str) and path != "-")
        self.tell = tell
        self._past = 0.0  # of files that are through
        self._path, self._weight, self._part = "", 0, 0.0  # of the file under way: its name, its weight, what is done

    @property
    def done(self) -> float:
        """How much is done: never less than before, never more than there is."""
        return min(self.total, self._past + min(self._part, self._weight))

    def add(self, split: Split | Problem) -> None:
        """A split is done."""
        if isinstance(split, Problem):
            return
        if split.is_whole:
            self._close()
            self._past += sum(splits.weight(path) for path in split.paths if path != "-")
        else:
            if split.is_first or split.paths[0] != self._path:
                self._close()
                self._path, self._weight = split.paths[0], splits.weight(split.paths[0])
            self._part += _amount(split, self._weight)
        self.tell()

    def _close(self) -> None:
        self._past += self._weight
        self._path, self._weight, self._part = "", 0, 0.0


def _amount(split: Split, weight: int) -> float:
    if split.span is not None:
        return split.span[1] - split.span[0]
    return split.share * weight if split.data is None else len(split.data)
