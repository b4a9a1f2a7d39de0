"""Zone names and offsets: what "CEST" is, what "IST" may be, and what a place's clock did on a day.

Abbreviations follow the IANA tz database and common news usage.  A name that several zones share has no offset
unless the language of the text says whose it is.
"""

from __future__ import annotations

from functools import cache

from newslint.datetimes import UTC, datetime, timedelta
from newslint.timestamps.digits import fold
from newslint.timestamps.words import zone_names, zone_table

# Real leap seconds: IERS Bulletin C; each stood at 23:59:60 UTC of the day.
LEAP_DAYS = frozenset(
    (
        "1972-06-30",
        "1972-12-31",
        "1973-12-31",
        "1974-12-31",
        "1975-12-31",
        "1976-12-31",
        "1977-12-31",
        "1978-12-31",
        "1979-12-31",
        "1981-06-30",
        "1982-06-30",
        "1983-06-30",
        "1985-06-30",
        "1987-12-31",
        "1989-12-31",
        "1990-12-31",
        "1992-06-30",
        "1993-06-30",
        "1994-06-30",
        "1995-12-31",
        "1997-06-30",
        "1998-12-31",
        "2005-12-31",
        "2008-12-31",
        "2012-06-30",
        "2015-06-30",
        "2016-12-31",
    )
)
AREAS = frozenset("Africa America Antarctica Asia Atlantic Australia Europe Indian Pacific Etc".split())
BEGINNING = 3  # letters by which a name is known at first
LARGEST, SMALLEST = 14 * 60, -12 * 60


class Zone:
    """What a string says of its zone: minutes, or an IANA name, or a shared abbreviation."""

    __slots__ = ("minutes", "name", "shared", "summer", "text", "utc")

    def __init__(
        self, text: str, minutes: int | None = None, name: str | None = None, *, shared: bool = False, utc: bool = False
    ) -> None:
        self.text = text
        self.minutes = minutes
        self.name = name
        self.shared = shared
        self.utc = utc
        # A US standard-time name in a summer month is a slip, or another country's zone of that name.
        self.summer = {"est": "America/New_York", "pst": "America/Los_Angeles"}.get(fold(text))


def zone_of_word(word: str, languages: frozenset[str], language: str | None = None) -> Zone | None:
    """The zone of an abbreviation or spelt-out name; shared ones are settled by the languages of the text alone."""
    key = fold(word)
    table = zone_table()
    if key in table["shared"]:
        for settled, minutes in table["shared"][key].items():
            names = frozenset(settled.split())
            if language in names or languages & names:
                return Zone(word, minutes)
        return Zone(word, shared=True)
    if key in table["places"]:
        return Zone(word, name=table["places"][key])
    found = table["fixed"].get(key)
    return Zone(word, found, utc=found == 0) if found is not None else None


@cache
def beginnings() -> frozenset[str]:
    """What all names of zones and areas begin with: a word that begins otherwise names none."""
    return frozenset(name[:BEGINNING] for name in (*zone_names(), *map(fold, AREAS)))


def clock_offsets(name: str, moment: datetime) -> tuple[int, ...] | None:
    """Offsets in minutes of a place at that local time: none in a gap, two in a fold; None for an unknown place."""
    from zoneinfo import ZoneInfo

    try:
        place = ZoneInfo(name)
        found = []
        for fold_ in (0, 1):
            offset = moment.replace(tzinfo=place, fold=fold_).utcoffset() or timedelta()
            back = (moment - offset).replace(tzinfo=UTC).astimezone(place).replace(tzinfo=None)
            minutes = int(offset.total_seconds() // 60)
            if back == moment.replace(fold=0) and minutes not in found:
                found.append(minutes)
    except (ValueError, KeyError, OSError, OverflowError):
        return None
    return tuple(found)


def in_place(moment: datetime, name: str) -> datetime:
    """The moment as the clock of a place showed it; unchanged for an unknown place."""
    from zoneinfo import ZoneInfo

    try:
        return moment.astimezone(ZoneInfo(name))
    except (ValueError, KeyError, OSError, OverflowError):
        return moment


def in_summer(name: str, moment: datetime) -> bool:
    """Whether daylight saving time was on there."""
    from zoneinfo import ZoneInfo

    try:
        return bool(moment.replace(tzinfo=ZoneInfo(name)).dst())
    except (ValueError, KeyError, OSError, OverflowError):
        return False


def offset_text(minutes: int, *, utc: bool = False) -> str:
    """An offset as ISO 8601 writes it."""
    if utc and minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
