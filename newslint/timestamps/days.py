"""A calendar date in all the readings it can have, and the days its numbers may mean."""

from __future__ import annotations

from newslint.timestamps.calendars import NEWEST, calendar_of, is_date, to_gregorian
from newslint.timestamps.hints import Hints

Day = tuple[int, int | None, int | None]


class Date:
    """A date: every reading, why there are several or none, and how sure the form is."""

    __slots__ = ("calendar", "end", "order", "readings", "reason", "start", "sure", "text", "words", "yearless")

    def __init__(
        self, readings: list[Day], end: int, *, reason: str = "", calendar: str = "g", order: str = ""
    ) -> None:
        self.readings = readings
        self.reason = reason
        self.start = 0
        self.end = end
        self.calendar = calendar
        self.order = order
        self.yearless: tuple[int, int] | None = None
        self.sure = False  # order beyond doubt: year first, month named, or no other order gives a day
        self.words: frozenset[str] = frozenset()
        self.text = ""


def day_of(year: int, month: int, day: int, hints: Hints, sense: str = "g") -> tuple[Day, str] | None:
    """The Gregorian day and the calendar it was written in, if it exists."""
    calendar = calendar_of(year, sense, hints.languages)
    year -= 543 if calendar == "b" else 0
    found = to_gregorian(calendar, year, month, day)
    if found is None or not is_date(*found):
        return None
    return found, calendar


def full_year(year: int) -> int:
    """Two digits as a year: up to 37 in this century, the rest in the last."""
    return year + (2000 if year <= NEWEST - 2000 else 1900)


def choose(orders: dict[str, tuple[int, int, int]], allowed: set[str], end: int, hints: Hints) -> Date:
    """The readings in the allowed orders; all orders if those give no day at all."""
    found: dict[Day, tuple[str, str]] = {}
    for names in (allowed, set(orders)):
        for name in sorted(names & set(orders)):
            day = day_of(*orders[name], hints)
            if day:
                found.setdefault(day[0], (name, day[1]))
        if found:
            break
    date = Date(list(found), end, reason="" if len(found) == 1 else "day-month-order" if found else "impossible-date")
    if len(found) == 1:
        date.order, date.calendar = next(iter(found.values()))
    return date


def with_year(date: Date, year: int, end: int) -> Date | None:
    """A day and month completed by a year that stands behind the clock time: "Fri Apr 28 19:20:36 CEST 2023"."""
    if date.yearless is None or not is_date(year, *date.yearless):
        return None
    whole = Date([(year, *date.yearless)], end, order="asctime" if date.order == "MDY" else date.order)
    whole.sure, whole.words, whole.text = True, date.words, f"{date.text} {year}"
    return whole
