"""What kept newslint from doing its job on some input: said on stderr and in the `json` report, never a finding."""

from __future__ import annotations


class Problem:
    """One input, or one record of it, that could not be read (or only in part).

    `path` is the file as the user named it, `record` the 1-based line, row or index, or None for the whole file,
    `message` a sentence that says what was expected and what to do.
    """

    __slots__ = ("path", "record", "message")

    def __init__(self, path: str, message: str, record: int | None = None) -> None:
        self.path, self.message, self.record = path, message, record

    def __repr__(self) -> str:
        return f"Problem({str(self)!r})"

    def __str__(self) -> str:
        where = self.path if self.record is None else f"{self.path}:{self.record}"
        return f"{where}: {self.message}"

    def as_dict(self) -> dict[str, object]:
        return {"path": self.path, "record": self.record, "message": self.message}


class NewslintError(Exception):
    """A mistake of the user's that stops the run: bad flag, configuration or rule. The text is the whole message."""


class MissingExtra(NewslintError):
    """What was asked for needs a library that is not installed: the text says which, and how to get it."""
