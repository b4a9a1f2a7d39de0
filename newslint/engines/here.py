"""This process alone: a split is worked on when its outcome is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newslint.engines import Names, Worked
    from newslint.splits import Split


class Here:
    """An engine without workers: nothing dies but the run."""

    window = 1

    def __init__(self, work: Worked) -> None:
        self.work = work

    def submit(self, split: Split, first: int = 0, end: int | None = None) -> tuple[Split, int, int | None]:
        """Notes what is to be done."""
        return split, first, end

    def get(self, ticket: tuple[Split, int, int | None]) -> Any:
        """Does it."""
        return self.work.outcome(*ticket)

    def names(self, split: Split) -> Names:
        """What a split holds."""
        return self.work.names(split)

    def fresh(self) -> None:
        """Nothing to be done."""

    def close(self) -> None:
        """Nothing to be done."""
