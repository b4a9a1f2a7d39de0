"""Years of other calendars as Gregorian dates.

Solar Hijri: the 33-year leap cycle ((25y + 11) mod 33 < 8), right for 1178-1633 SH (Birashk, Heydari).  Islamic:
the Umm al-Qura month lengths, bits taken from ICU through `tools/make_timestamp_words.py`, exact for 1400-1469 AH.
Buddhist and era years only shift the year.
"""

from __future__ import annotations

from functools import lru_cache

from newslint.datetimes import date
from newslint.timestamps.words import load

_PERSIAN_EPOCH = 226894  # ordinal of the day before 1 Farvardin 1, counted back from 1 Farvardin 1399 = 2020-03-20
OLDEST, NEWEST = (
    1600,
    2037,
)  # printed news began about 1605; 2038 is where 32-bit time ends: later is a sentinel or a slip


def to_gregorian(calendar: str, year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The Gregorian (year, month, day), or None where the other calendar has no such day."""
    if calendar == "p":
        ordinal = _persian(year, month, day)
    elif calendar == "i":
        ordinal = _islamic(year, month, day)
    else:
        return year, month, day
    if ordinal is None:
        return None
    found = date.fromordinal(ordinal)
    return found.year, found.month, found.day


def calendar_of(year: int, month_sense: str, languages: frozenset[str]) -> str:
    """Which calendar a year and a month word belong to: g, p (Solar Hijri), i (Islamic) or b (Buddhist).

    1380-1420 SH is 2001-2041, 1421-1469 AH is 2000-2047, 2543-2580 BE is 2000-2037; no article is as old, or as
    young, as those years are in the Gregorian calendar. A Gregorian month in words (`m`) goes with no other year but a
    Buddhist one.
    """
    if month_sense in "pi":
        return month_sense
    if 2481 <= year <= 2580:
        return "b"
    if month_sense == "m":
        return "g"
    if 1340 <= year <= 1420:
        return "i" if languages and languages <= {"ar", "ur", "ms"} else "p"
    if 1421 <= year <= 1469:
        return "i"
    return "g"


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the Gregorian calendar has that day."""
    try:
        date(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _persian(year: int, month: int, day: int) -> int | None:
    """The ordinal of a Solar Hijri day."""
    if not (1 <= month <= 12 and 1200 <= year <= 1500):
        return None
    length = 31 if month <= 6 else 30 if month < 12 or (25 * year + 11) % 33 < 8 else 29
    if not 1 <= day <= length:
        return None
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _PERSIAN_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + before + day


def _islamic(year: int, month: int, day: int) -> int | None:
    """The ordinal of an Umm al-Qura day."""
    table = _umalqura()
    start = int(table["start"])
    first, lengths = 1400, table["lengths"].split(" ")
    if not (first <= year < first + len(lengths) and 1 <= month <= 12):
        return None
    for row in lengths[: year - first]:
        start += 12 * 29 + int(row, 16).bit_count()
    bits = f"{int(lengths[year - first], 16):012b}"
    if not 1 <= day <= 29 + int(bits[month - 1]):
        return None
    return start + 29 * (month - 1) + bits[: month - 1].count("1") + day - 1


@lru_cache(maxsize=1)
def _umalqura() -> dict[str, str]:
    """Ordinal of 1 Muharram 1400 and, a hex number a year, which months have 30 days (first month first)."""
    loaded: dict[str, str] = load("umalqura.json")
    return loaded
