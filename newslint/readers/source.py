"""What a reader is told about its input: its name, the field names, the limits, and where the stream stands."""

from __future__ import annotations

from newslint.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newslint.readers.fields import Fields

MIB = 1 << 20
LINES: tuple[str, ...] = (".jsonl", ".ndjson", ".jl", ".jsonlines")  # suffixes of files that have a record a line


class Options:
    """How a run reads: made once, shared by all its files (the field finder remembers what it has worked out).

    `fields` maps names of article.FIELDS to the keys (dotted paths) that hold them. Limits are in bytes: `record_bytes`
    for one record, `text_bytes` for a file that is one article, `unpacked_bytes` for what a packed file unpacks to
    (None: 96 MiB, or 200 times what was packed, whichever is more).
    """

    __slots__ = ("_finder", "fields", "record_bytes", "text_bytes", "unpacked_bytes")

    def __init__(
        self,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        *,
        record_bytes: int = 64 * MIB,
        text_bytes: int = 256 * MIB,
        unpacked_bytes: int | None = None,
    ) -> None:
        self.fields = fields or {}
        self._finder: Fields | None = None
        self.record_bytes, self.text_bytes, self.unpacked_bytes = record_bytes, text_bytes, unpacked_bytes

    @property
    def finder(self) -> Fields:
        """What finds the fields of a record: texts have none."""
        if self._finder is None:
            from newslint.readers.fields import Fields

            self._finder = Fields(self.fields)
        return self._finder


class Source:
    """One input. `path` is its name as the user wrote it.

    `offset` is where the reader's stream begins in the unpacked bytes (after a byte order mark), None where the stream
    is not those bytes (it was UTF-16): records then have no span. `records` counts the lines before the stream, for a
    reader given the middle of a file, as `groups` are the row groups (from 0) that are wanted of a Parquet file (None:
    all), and `rows` those (from 0) of a single one. `encoding` is what the bytes were, `problems` what was noticed on the
    way, `cut` whether it would have unpacked to more than it may: what was read of it is no whole article then.
    """

    __slots__ = (
        *(
            "cut",
            "encoding",
            "groups",
            "offset",
            "options",
            "path",
            "problems",
            "record_bytes",
            "records",
            "rows",
        ),
    )

    def __init__(self, path: str, options: Options | None = None) -> None:
        self.path = path
        self.options = options or Options()
        self.record_bytes = self.options.record_bytes
        self.offset: int | None = 0
        self.records = 0
        self.groups: range | None = None
        self.rows: range | None = None
        self.encoding = "UTF-8"
        self.cut = False
        self.problems: list[Problem] = []

    @property
    def finder(self) -> Fields:
        """What finds the fields of its records."""
        return self.options.finder

    @property
    def is_first(self) -> bool:
        """Whether the file's beginning is wanted: who reads it says what is to be said of the file."""
        return not (self.records or (self.groups and self.groups.start) or (self.rows and self.rows.start))

    def problem(self, message: str, record: int | None = None) -> Problem:
        """A Problem of this input, to be yielded."""
        return Problem(self.path, message, record)

    def complain(self, message: str, record: int | None = None) -> None:
        """Keep a Problem that was noticed where nothing can be yielded; the next `drain` hands it over."""
        self.problems.append(Problem(self.path, message, record))

    def drain(self) -> Iterator[Problem]:
        """The problems kept so far, each once."""
        kept, self.problems = self.problems, []
        yield from kept

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The place in the unpacked bytes of a piece of the stream."""
        return None if self.offset is None else (self.offset + start, self.offset + end)


def size(count: int) -> str:
    """A number of bytes for people: 64 MiB, 1.5 GiB."""
    for unit, scale in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= scale:
            return f"{count / scale:.3g} {unit}"
    return f"{count} bytes"
