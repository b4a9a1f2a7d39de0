"""The table of `--statistics`: a line a rule with a bar, as wide as the screen, in what characters the output has."""

from __future__ import annotations

import os

from newslint.safe import safe_text, width
from newslint.style import is_terminal, paint, plain
from newslint.summary import many
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from newslint.summary import RuleCount, Summary

WIDTH = 80  # columns where no terminal says otherwise: files look the same wherever they are written
LONGEST = 40  # cells of a bar
SHORTEST = 8  # below which there is none
LEGEND = 36  # columns of the line that says what the signs are
NAME = 40  # columns of a rule's name
_LOOKS = (("safe fix", "added"), ("unsafe fix", "warning"), ("no fix", "gutter"))
_BLOCKS, _ASCII = "█▒░", "#=-"


def table(summary: Summary, out: TextIO, color: bool) -> Iterator[str]:
    """The lines for a stream: count, fixable, severity, rule, and a bar of safe, unsafe and no fixes; the loudest first."""
    look = paint if color else plain
    counts = summary.by_rule()
    names = [clip(safe_text(count.rule), NAME) for count in counts]
    wide = max([len("rule"), *map(width, names)])
    room = min(LONGEST, columns(out) - wide - 31)
    signs = blocks(out)
    shows_bars = room >= SHORTEST and bool(counts)
    yield look(f"{'count':>7}  {'fixable':>7}  {'severity':<8}  rule", "bold") + "\n"
    for count, name in zip(counts, names, strict=True):
        severity = look(f"{count.severity:<8}", count.severity)
        row = f"{count.findings:>7,}  {f'{count.fixable:,}' if count.fixable else '-':>7}  {severity}  {name}"
        drawn = "".join(
            look(signs[n] * size, _LOOKS[n][1]) for n, size in enumerate(cells(count, counts[0], room)) if size
        )
        yield f"{row}{' ' * (wide - width(name))}  {drawn}\n" if shows_bars else f"{row}\n"
    fixable = sum(count.fixable for count in counts)
    total = f"{summary.findings:>7,}  {f'{fixable:,}' if fixable else '-':>7}"
    yield f"{total}  {'':<8}  in {summary.with_findings:,} of {many(summary.articles, 'article')}\n"
    if shows_bars:
        legend = "  ".join(f"{look(sign, name)} {said}" for sign, (said, name) in zip(signs, _LOOKS, strict=True))
        yield " " * min(28, columns(out) - LEGEND) + legend + "\n"


def cells(count: RuleCount, loudest: RuleCount, room: int) -> tuple[int, int, int]:
    """How many cells of a rule's bar stand for findings with a safe fix, an unsafe one, none. At least one in all."""
    ends = (count.safe, count.fixable, count.findings)
    marks = [round(end * room / loudest.findings) for end in ends]
    if not marks[2]:
        marks = [int(end > 0) for end in ends]
    return marks[0], marks[1] - marks[0], marks[2] - marks[1]


def columns(out: TextIO) -> int:
    """How wide a stream's lines may be: as the terminal is (COLUMNS says it first), else 80."""
    if not is_terminal(out):
        return WIDTH
    own = os.environ.get("COLUMNS", "")
    try:
        return int(own) if own.isdecimal() and int(own) else os.get_terminal_size(out.fileno()).columns or WIDTH
    except (ValueError, OSError):
        return WIDTH


def blocks(out: TextIO) -> str:
    """What bars are made of: blocks, or ASCII where the stream's encoding has no such characters."""
    try:
        _BLOCKS.encode(getattr(out, "encoding", None) or "utf-8")
    except (UnicodeError, LookupError):
        return _ASCII
    return _BLOCKS
