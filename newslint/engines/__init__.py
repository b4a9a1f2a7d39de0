"""Where splits are worked on, a module each: this machine's cores (`pool`), or this process alone (`here`).

An engine is an object with `submit(split, first, end)`, which returns a ticket; `get(ticket)`, the outcome as bytes, or
None where it is more than can be carried; `fresh()`, new workers where some have died; `names(split)`, what a split holds;
and `close()`. `get` and `names` raise Crash where the worker has died, `fresh` raises Useless where no worker ever lives.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from newslint.splits import Split

    class Engine(Protocol):
        """Where splits are worked on."""

        def submit(self, split: Split, first: int = 0, end: int | None = None) -> Any: ...
        def get(self, ticket: Any) -> bytes | None: ...
        def names(self, split: Split) -> list[tuple[str, int | None]]: ...
        def fresh(self) -> None: ...
        def close(self) -> None: ...


class Crash(Exception):
    """A worker has died of what it was given, or of something else."""


class Useless(Exception):
    """Workers cannot be had here; the text says why."""
