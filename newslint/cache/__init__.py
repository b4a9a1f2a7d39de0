"""What was found before is not looked for again: kept by the bytes of the input, the rules, the settings and the version.

Times and sizes of files never decide. All of it lies in `.newslint_cache` (see `cachedir`), as JSON and texts that are
checked when they are read, and may be deleted at any time. Standard input, addresses, runs with rules over the corpus and
runs that mend are not kept, nor is anything that had problems, or changed while it was read.

A unit (`units`, cut by `cutter`) is looked up twice: by what the report wrote of it (`view`), which is all a run needs that
asks for the same report again, and by what was found in each of its pieces (`pack`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newslint.cache.pack import Record
    from newslint.cache.units import Unit
    from newslint.summary import Summary

PART = "found"  # the folder's name inside the cache


class Shown:
    """A unit that is known as a whole: its counts, and what is written about it."""

    __slots__ = ("counts", "text", "unit")

    def __init__(self, unit: Unit, counts: Summary, text: bytes) -> None:
        self.unit, self.counts, self.text = unit, counts, text

    @property
    def begins(self) -> tuple[str, ...]:
        """The files that begin in it."""
        return self.unit.begins


class Begins:
    """A unit begins of which not all is known; `record` takes down what is found, `missing` bytes have to be checked."""

    def __init__(self, unit: Unit, record: Record) -> None:
        self.unit, self.record = unit, record
        self.missing = 0


class Known:
    """A file of the unit, of which the findings are known: blobs of `carried`."""

    def __init__(self, path: str, blobs: list[bytes]) -> None:
        self.path, self.blobs = path, blobs


class Ends:
    """The unit that began last ends."""
