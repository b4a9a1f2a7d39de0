"""An engine that is started when there is something for it to do: a run that finds all in its cache never needs one."""

from __future__ import annotations

from newslint.engines import Useless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from newslint.engines import Engine, Names
    from newslint.splits import Split


class Late:
    """Stands for the engine that `make` starts. Splits are left to whoever asks (no ticket) until `is_wanted` is set."""

    def __init__(self, make: Callable[[], Engine], window: int) -> None:
        self.make, self.window = make, window
        self.is_wanted = False
        self.engine: Any = None

    def submit(self, split: Split, first: int = 0, end: int | None = None) -> Any:
        """A ticket of the engine; None where there is none to be had, or not yet."""
        if self.is_wanted and self.engine is None:
            try:
                self.engine = self.make()
            except Useless:
                self.is_wanted = False
        return self.engine.submit(split, first, end) if self.engine is not None else None

    def get(self, ticket: Any) -> Any:
        """What has come of a split."""
        return self.engine.get(ticket)

    def names(self, split: Split) -> Names:
        """What a split holds."""
        named: Names = self.engine.names(split)
        return named

    def fresh(self) -> None:
        """New workers for those that have died."""
        self.engine.fresh()

    def close(self) -> None:
        """Ends what was started."""
        if self.engine is not None:
            self.engine.close()
