"""The lines of an article that a finding is about, drawn with line numbers, and carets under what was found."""

from __future__ import annotations

from newslint import style
from newslint.safe import TAB, is_narrow, safe_line, safe_text, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.finding import Place

WINDOW = 100  # characters of a line that are shown
LEAD = 30  # of them before the match, where the line is longer


class Row:
    """One line of an article: what stands in the gutter, the place, the mark under it (`^` or `-`), a note behind."""

    __slots__ = ("gutter", "mark", "note", "place")

    def __init__(self, place: Place, mark: str = "^", note: str = "") -> None:
        self.gutter = (place.field or "") if place.line is None else str(place.line)
        self.place, self.mark, self.note = place, mark, note


def draw(rows: Sequence[Row], look: str, color: bool) -> str:
    """The rows as lines of text, each with its end. `look` names the colour of what was found."""
    paint = style.paint if color else style.plain
    wide = max([len(row.gutter) for row in rows], default=0)
    bar = paint(" " * wide + " |", "gutter")
    above: int | None = None
    drawn = [_drawn(row, look, paint) for row in rows]
    lines = [bar]
    for number, (row, (text, marks)) in enumerate(zip(rows, drawn, strict=True)):
        line = row.place.line
        if above is not None and line is not None and line > above + 2:
            lines.append(paint("...", "gutter"))
        lines.append(f"{paint(row.gutter.rjust(wide) + ' |', 'gutter')} {text}".rstrip())
        if number + 1 == len(drawn) or drawn[number + 1][1] != marks:  # equal marks under neighbours are drawn once
            lines.append(f"{bar} {marks}".rstrip())
        above = row.place.end_line
    return safe_line("\n".join(lines)) + "\n"  # all lines at once: no scraped text stands where one begins


def _drawn(row: Row, look: str, paint: Paint) -> tuple[str, str]:
    """The row's text as it is shown, and the line of marks that belongs under it."""
    place, mark = row.place, row.mark
    excerpt, (start, end) = place.excerpt, _span(place)
    first, last = _window(len(excerpt), start, end)
    shown, cut = excerpt[first:last], "..." if first or place.lead else ""
    start, end = start - first, min(end, last) - first
    before, match, after = shown[:start], shown[start:end], shown[end:]
    column, size = len(cut) + start, len(match)
    if not _is_simple(shown):
        before = _cells(before, len(cut))
        column = len(cut) + width(before)
        match = _cells(match, column)
        size = width(match)
        after = _cells(after, column + size)
    if last < len(excerpt):
        after += "..."
    marks = " " * column + paint(mark * (size or 1), look if mark == "^" else "gutter")
    if row.note:
        marks += f" {safe_text(row.note)}"
    return f"{cut}{before}{paint(match, look) if match and mark == '^' else match}{after}", marks


def _is_simple(text: str) -> bool:
    """Whether a text stands in a report as it is, each character in one column: most do, and their pieces need no look."""
    return text.isprintable() and "::" not in text and "##" not in text and is_narrow(text)


def _span(place: Place) -> tuple[int, int]:
    """Where in the excerpt the match begins and ends: all of it for a whole field."""
    length = len(place.excerpt)
    if place.line is None:
        start, end = place.start - place.lead, place.end - place.lead
        return (start, min(end, length)) if 0 <= start < end and start < length else (0, length)
    start = min((place.column or 1) - 1 - place.lead, length)
    end = length if place.end_line != place.line else (place.end_column or 1) - 1 - place.lead
    return start, max(start, min(end, length))


def _window(length: int, start: int, end: int) -> tuple[int, int]:
    """The part of a line that is shown: all where it fits, else a stretch around the match's beginning."""
    if length <= WINDOW or end <= WINDOW:
        return 0, min(length, WINDOW)
    first = max(0, min(start - LEAD, length - WINDOW)) if start > LEAD else 0
    return first, min(length, first + WINDOW)


def _cells(text: str, column: int) -> str:
    """The text as it is shown from a column on: safe, with tabs as blanks."""
    if "\t" not in text:
        return safe_text(text)
    parts: list[str] = []
    for number, part in enumerate(text.split("\t")):
        if number:
            parts.append(" " * (TAB - column % TAB))
            column += len(parts[-1])
        parts.append(safe_text(part))
        column += width(parts[-1])
    return "".join(parts)


if TYPE_CHECKING:
    from collections.abc import Callable

    Paint = Callable[[str, str], str]
