"""Where splits are worked on, a module each: this machine's cores (`pool`), a cluster (`cluster`), this process (`here`).

A task is an object with `outcome(split, first, end)`, `frames` and `names(split)`, as `work.Work` has them; an engine does
it. It has `submit(split, first, end)`, which returns a ticket; `get(ticket)`, the outcome; `fresh()`, new workers where
some have died; `names(split)`, what a split holds; and `close()`. `get` and `names` raise Crash where the worker has died,
`fresh` raises Useless where no worker ever lives. An outcome is bytes, None where it is more than can be carried, or a
kept.Receipt.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from newslint.readers import Options
    from newslint.splits import Split
    from newslint.work import Frames

    Names = list[tuple[str, int | None]]

    class Task(Protocol):
        """What is done to splits."""

        task: str
        options: Options

        def outcome(self, split: Split, first: int = 0, end: int | None = None) -> bytes | None: ...
        def frames(self, split: Split, first: int = 0, end: int | None = None) -> Frames: ...
        def names(self, split: Split) -> Names: ...

    class Worked(Protocol):
        """A task as an engine sees it."""

        def outcome(self, split: Split, first: int = 0, end: int | None = None) -> Any: ...
        def names(self, split: Split) -> Names: ...

    class Engine(Protocol):
        """Where splits are worked on; `window` of them are to be under way, or done and waiting for their turn."""

        @property
        def window(self) -> int: ...
        def submit(self, split: Split, first: int = 0, end: int | None = None) -> Any: ...
        def get(self, ticket: Any) -> Any: ...
        def names(self, split: Split) -> Names: ...
        def fresh(self) -> None: ...
        def close(self) -> None: ...


class Crash(Exception):
    """A worker has died of what it was given, or of something else."""


class Useless(Exception):
    """Workers cannot be had here; the text says why."""
