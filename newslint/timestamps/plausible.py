"""What cannot be the moment of an article: sentinels, far futures, offsets of no place, false leap seconds."""

from __future__ import annotations

from newslint.datetimes import date as Calendar
from newslint.datetimes import datetime, timedelta
from newslint.timestamps.calendars import NEWEST, OLDEST
from newslint.timestamps.hints import Hints
from newslint.timestamps.zones import LARGEST, LEAP_DAYS, SMALLEST

# Values that mean "no date" in some system: .NET and SQL minima, OLE day 0, Unix time 0, the 32-bit maximum, "never".
SENTINELS = frozenset(
    (
        "0001-01-01",
        "1601-01-01",
        "1753-01-01",
        "1899-12-30",
        "1899-12-31",
        "1900-01-01",
        "1901-12-13",
        "1904-01-01",
        "1970-01-01",
        "2038-01-19",
        "9999-12-31",
    )
)


def sentinel(when: datetime | Calendar, offset: int | None) -> bool:
    """Whether it is a sentinel, or Unix time 0 seen through a local offset."""
    if isinstance(when, datetime):
        if when.strftime("%m-%d") == "12-31" and when.year == 1969:
            return (offset or -1) < 0 and when.hour >= 12
        return when.date().isoformat() in SENTINELS and (
            when.year != 1970 or offset is None or _epoch_zero(when, offset) or when.hour == 0
        )
    return when.isoformat() in SENTINELS


def _epoch_zero(when: datetime, offset: int) -> bool:
    return when - timedelta(minutes=offset) == datetime(1970, 1, 1)


def implausible(when: datetime | Calendar, offset: int | None, hints: Hints) -> str:
    """Why it cannot be the moment, or nothing."""
    if sentinel(when, offset):
        return "sentinel"
    if when.year < OLDEST:
        return "too-old"
    if when.year > NEWEST:
        return "future"
    if offset is not None and not SMALLEST <= offset <= LARGEST:
        return "bad-offset"
    if hints.crawled_at is not None:
        return "future" if _after(when, offset, hints.crawled_at) else ""
    return ""


def _after(when: datetime | Calendar, offset: int | None, crawled_at: datetime) -> bool:
    """Whether it lies more than two days behind the crawl (a day is what zones differ by, and one to spare)."""
    try:
        instant = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
        crawl = crawled_at.replace(tzinfo=None) - (crawled_at.utcoffset() or timedelta())
        return instant - timedelta(minutes=offset or 0) - crawl > timedelta(hours=48)
    except OverflowError:
        return False


def leap_second(when: datetime, offsets: tuple[int, ...]) -> bool:
    """Whether 23:59:60 UTC was on that day; a naive time is taken as it stands."""
    utc = when - timedelta(minutes=offsets[0] if offsets else 0)
    return utc.date().isoformat() in LEAP_DAYS and (utc.hour, utc.minute) == (23, 59)
