"""How text looks in a terminal: a few colours, and the table of statistics."""

from __future__ import annotations

import os

from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from newslint.summary import Summary

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "bold": "1",
    "gutter": "34",
    "added": "32",
    "removed": "31",
}


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


def table(summary: Summary, color: bool) -> Iterator[str]:
    """The lines of `--statistics`: count, severity, rule, how many of them a fix would mend; the loudest rule first."""
    look = paint if color else plain
    counts = summary.by_rule()
    wide = max([len("rule"), *(len(safe_text(count.rule)) for count in counts)])
    yield look(f"{'count':>7}  {'fixable':>7}  {'severity':<8}  {'rule':<{wide}}".rstrip(), "bold") + "\n"
    for count in counts:
        severity = look(f"{count.severity:<8}", count.severity)
        yield f"{count.findings:>7}  {count.fixable or '-':>7}  {severity}  {safe_text(count.rule)}\n"
    fixable = sum(count.fixable for count in counts)
    where = f"in {summary.with_findings} of {summary.articles} articles"
    yield f"{summary.findings:>7}  {fixable or '-':>7}  {'':<8}  {where}\n"
