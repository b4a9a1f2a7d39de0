"""How the work of one run is shared out."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newslint.meter import Meter


class Way:
    """Among so many processes (`jobs`), or by a cluster (`engine`, as the flag says it; then `jobs` 0 is all it has).

    `folder` is where outcomes are kept, and looked for first; `meter` is told what is done, `say` hears what a person
    should know. `is_large` tells whether it will take a while. Afterwards `old` of `splits` outcomes had lain in the folder
    before.
    """

    def __init__(self, jobs: int = 1, engine: str | None = None, folder: str | None = None) -> None:
        self.jobs, self.engine, self.folder = jobs, engine, folder
        self.stdin_filename: str | None = None
        self.meter: Meter | None = None
        self.say: Callable[[str], None] = lambda text: None
        self.is_large = False
        self.old = self.splits = 0

    def is_plain(self) -> bool:
        """Whether one file after another is read and checked in this process, with nothing around it."""
        return self.jobs == 1 and self.engine is None and self.folder is None and self.meter is None
