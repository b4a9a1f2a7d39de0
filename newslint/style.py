"""How text looks in a terminal: a few colours, and when they are welcome."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "bold": "1",
    "gutter": "34",
    "added": "32",
    "removed": "31",
}
MARKS = tuple(f"\x1b[{code}m" for code in (*_CODES.values(), "0"))  # all that colours a text


def wants_color(choice: str, stream: TextIO | None) -> bool:
    """Whether to colour: as `--color` says; for `auto` NO_COLOR, then FORCE_COLOR, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees the stream; a closed one is not seen."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def paint(text: str, look: str) -> str:
    """The text in one of the looks above. What it holds must be safe already."""
    return f"\x1b[{_CODES[look]}m{text}\x1b[0m"


def plain(text: str, look: str) -> str:
    """The text as it is: stands in for `paint` where colours are not wanted."""
    return text
