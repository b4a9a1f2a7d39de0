"""The lines of an article that a finding is about, drawn with line numbers, and carets under what was found."""

from __future__ import annotations

from newslint import style
from newslint.safe import TAB, safe_line, safe_text, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.finding import Place

WINDOW = 100  # characters of a line that are shown
LEAD = 30  # of them before the match, where the line is longer


class Row:
    """One line of an article: what stands in the gutter, the place, the mark under it (`^` or `-`), a note behind."""

    __slots__ = ("gutter", "mark", "note", "place")

    def __init__(self, place: Place, mark: str = "^", note: str = "") -> None:
        self.gutter = (place.field or "") if place.line is None else str(place.line)
        self.place, self.mark, self.note = place, mark, note


def draw(rows: Sequence[Row], look: str, color: bool) -> Iterator[str]:
    """The rows as lines of text, each with its end. `look` names the colour of what was found."""
    paint = style.paint if color else style.plain
    wide = max((len(row.gutter) for row in rows), default=0)
    above: int | None = None
    drawn = [(row, *_drawn(row, look, paint)) for row in rows]
    yield _line(" " * wide, "", paint)
    for number, (row, text, marks) in enumerate(drawn):
        line = row.place.line
        if above is not None and line is not None and line > above + 2:
            yield paint("...", "gutter") + "\n"
        yield _line(f"{row.gutter:>{wide}}", text, paint)
        if number + 1 == len(drawn) or drawn[number + 1][2] != marks:  # equal marks under neighbours are drawn once
            yield _line(" " * wide, marks, paint)
        above = row.place.end_line


def _line(gutter: str, text: str, paint: Paint) -> str:
    bar = paint(f"{gutter} |", "gutter")
    return safe_line(f"{bar} {text}".rstrip()) + "\n"


def _drawn(row: Row, look: str, paint: Paint) -> tuple[str, str]:
    """The row's text as it is shown, and the line of marks that belongs under it."""
    place = row.place
    start, end = _span(place)
    first, last = _window(len(place.excerpt), start, end)
    end = min(end, last)
    cut = "..." if first or place.lead else ""
    before = cut + _cells(place.excerpt[first:start], len(cut))
    column = width(before)
    match = _cells(place.excerpt[start:end], column)
    after = _cells(place.excerpt[end:last], column + width(match)) + ("..." if last < len(place.excerpt) else "")
    marks = " " * column + paint(row.mark * max(1, width(match)), look if row.mark == "^" else "gutter")
    note = f" {safe_text(row.note)}" if row.note else ""
    return before + paint(match, look) + after if match and row.mark == "^" else before + match + after, marks + note


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
