"""The two streams a run writes to. Nothing else in newslint prints."""

from __future__ import annotations

import os
import sys

from newslint.safe import safe_line, safe_lines
from newslint.style import paint, wants_color

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Terminal:
    """Standard output and standard error. Neither ever raises for a character that its encoding does not have.

    `color` is the choice of `--color`; a command sets it as soon as it knows.
    """

    def __init__(self) -> None:
        self.out = _tolerant(sys.stdout, 1)
        self.err = _tolerant(sys.stderr, 2)
        self.color = "auto"

    def colors(self, stream: TextIO) -> bool:
        """Whether to colour what goes to a stream."""
        return wants_color(self.color, stream)

    def write(self, text: str) -> None:
        """Writes finished, safe text to standard output."""
        self.out.write(text)

    def note(self, text: str) -> None:
        """Says a line, or a few, on standard error."""
        try:
            self.err.write("".join(f"{safe_line(line)}\n" for line in safe_lines(text).split("\n")))
            self.err.flush()
        except OSError:  # nobody is there to be told
            pass

    def error(self, text: str) -> None:
        """Says what went wrong, on standard error."""
        label = paint("error", "error") if self.colors(self.err) else "error"
        try:
            self.err.write("".join(f"{label}: {line}\n" for line in safe_lines(text).split("\n")))
            self.err.flush()
        except OSError:
            pass

    def flush(self) -> None:
        """Hands everything over. Raises OSError where the other end takes it no more."""
        self.out.flush()

    def abandon(self) -> None:
        """Lets what is still buffered go nowhere: the interpreter would fail on it once more when it ends."""
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.out.fileno())
            os.close(null)
        except (OSError, ValueError):  # no real file underneath
            pass


def _tolerant(stream: TextIO | None, number: int) -> TextIO:
    """The stream, set to write `\\u2026` where its encoding has no such character; a sink where it is closed."""
    if stream is None or stream.closed:
        return open(os.devnull, "w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream
