"""Mends files: fixes are worked out article by article, and a file's bytes are replaced once, whole.

Nothing but what a fix touches changes: the fixes of each record become splices of the file's bytes.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress

from newslint import readers
from newslint.atomic import sweep
from newslint.paths import is_address
from newslint.problem import Problem
from newslint.repair.file import File, Mended

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newslint.repair.article import Check
    from newslint.repair.file import Result
    from newslint.repair.log import Log

ONLY_READ = "Parquet is only read: mend it where it is written, with newslint.arrow.fix_batch"
ELSEWHERE = "what is not on this machine is only read: fetch it, mend it, and put it back"

__all__ = ["File", "Mended", "Repair"]


class Repair:
    """How a run mends: made once, for all its files.

    `unsafe`: also with fixes that are not safe. `writes`: false where only the patch is wanted. `log` is that of
    `--fix-log`. `put` takes what goes to standard output: the patch, or the repaired standard input. `say` takes
    sentences for standard error.
    """

    def __init__(
        self,
        put: Callable[[bytes], None],
        *,
        unsafe: bool = False,
        writes: bool = True,
        log: Log | None = None,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.put, self.unsafe, self.writes, self.log, self.say = put, unsafe, writes, log, say
        self.swept: set[str] = set()
        self.given: list[str] = []

    def allow(self, paths: Sequence[str]) -> None:
        """Learns the paths of the run: no link is followed out of them to write."""
        self.given = [_place(path) for path in paths]

    def results(
        self, path: str, options: readers.Options, check: Check, stdin_filename: str | None
    ) -> Iterator[Result]:
        """A file's articles as they are when mended, with what is left; its problems; last, what was mended."""
        if path == readers.STDIN:
            with _kept() as copy:
                file = File(self, copy, stdin_filename or path, stdin_filename, options, check)
                file.is_stdin = True
                yield from file.results()
            return
        if not readers.is_readable(path):
            yield Problem(path, readers.unknown(path))
            return
        if readers.seeks(path) or is_address(path):
            yield from self._only_read(path, options, check, ELSEWHERE if is_address(path) else ONLY_READ)
            return
        real = os.path.realpath(path)
        folder = os.path.dirname(real)
        if self.writes and folder not in self.swept:
            self.swept.add(folder)
            sweep(folder)
        yield from File(self, real, path, path, options, check).results()

    def _only_read(self, path: str, options: readers.Options, check: Check, why: str) -> Iterator[Result]:
        """The findings of a file that newslint does not rewrite, and a Problem if there was anything to mend in it."""
        mendable = 0
        for item in readers.read(path, options):
            if isinstance(item, Problem):
                yield item
                continue
            findings, problems = check(item)
            mendable += sum(found.fix is not None and (found.fix.safe or self.unsafe) for found in findings)
            yield item, findings
            yield from problems
        if mendable:
            yield Problem(path, f"not repaired: {mendable:,} findings could be, but {why}")

    def covers(self, real: str) -> bool:
        """Whether a real path is one of those given, or lies in a folder given."""
        return any(real == given or real.startswith(os.path.join(given, "")) for given in self.given)


def _place(path: str) -> str:
    """What a path of the command line allows to be written: a folder (or a glob's) and all in it; a file, not its link."""
    if os.path.isdir(path):
        return os.path.realpath(path)
    if not os.path.lexists(path):
        parts = path.split(os.sep)
        fixed = next((count for count, part in enumerate(parts) if set(part) & set("*?[")), len(parts))
        return os.path.realpath(os.sep.join(parts[:fixed]) or (os.sep if path.startswith(os.sep) else "."))
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)


@contextmanager
def _kept() -> Iterator[str]:
    """Standard input as a file: it has to be read more than once."""
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="newslint-") as folder:
        path = os.path.join(folder, "stdin")
        with open(path, "wb") as copy, suppress(readers.packed.Refused):  # closed: as good as empty
            shutil.copyfileobj(readers.stdin(), copy)
        yield path
