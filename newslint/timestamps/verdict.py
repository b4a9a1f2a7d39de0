"""Judge one moment by the policy: implausible, relative, ambiguous, malformed, in this order."""

from __future__ import annotations

from newslint.datetimes import date as Calendar
from newslint.datetimes import datetime, timedelta
from newslint.timestamps.clocks import Clock
from newslint.timestamps.days import Date, Day
from newslint.timestamps.hints import Hints
from newslint.timestamps.moments import Moment
from newslint.timestamps.plausible import implausible, leap_second
from newslint.timestamps.stamp import Timestamp
from newslint.timestamps.zones import Zone, clock_offsets, in_place, in_summer, offset_text


def judge(moment: Moment, hints: Hints) -> Timestamp:
    """The verdict on one moment that is not ISO in shape."""
    date = moment.date
    if date is None or date.yearless is not None:
        return _without_date(moment, hints)
    days, reason = _weekday_filter(moment, date)
    if reason:
        return Timestamp("implausible", reason=reason, detail=f"{date.text} was no {moment.weekday_text}")
    if not days:
        return Timestamp(
            "malformed", reason=date.reason or "impossible-date", detail=f"{date.text} is no day of the calendar"
        )
    if any(not clock.possible for clock in moment.clocks[:1]):
        return Timestamp("malformed", reason="impossible-time", detail="no clock shows that time")
    clock = one_clock(moment.clocks)
    if clock is None and moment.clocks:
        return Timestamp("ambiguous", reason="several-moments", detail="two clock times that do not agree")
    if len(days) > 1:
        readings = tuple(
            sorted(
                {value.iso for day in days if (value := _resolve(moment, date, day, clock, hints)).iso}
                or {_iso_day(day) for day in days}
            )
        )
        return Timestamp(
            "ambiguous",
            reason=date.reason or "day-month-order",
            readings=readings,
            detail="may be " + " or ".join(readings),
        )
    return _resolve(moment, date, days[0], clock, hints)


def _weekday_filter(moment: Moment, date: Date) -> tuple[list[Day], str]:
    """The readings that fall on the weekday named; a contradiction if none does."""
    if not moment.weekdays:
        return date.readings, ""
    fitting = [
        day
        for day in date.readings
        if day[2] is None or Calendar(day[0], day[1] or 1, day[2]).weekday() in moment.weekdays
    ]
    if date.readings and not fitting:
        return [], "weekday-contradicts"
    return fitting, ""


def one_clock(clocks: list[Clock]) -> Clock | None:
    """The clock time; of several the first, if all are the same moment in their zones, or the same time."""
    if len(clocks) < 2:
        return clocks[0] if clocks else None
    utc = [
        (c.hour * 60 + (c.minute or 0) - (c.zone.minutes or 0)) % 1440
        for c in clocks
        if c.zone and c.zone.minutes is not None
    ]
    if len(utc) == len(clocks):
        return clocks[0] if len(set(utc)) == 1 else None
    if len({(c.hour, c.minute) for c in clocks}) == 1:
        return next((c for c in clocks if c.zone), clocks[0])
    return clocks[0] if all(c.zone for c in clocks) else None


def _iso_day(day: Day) -> str:
    year, month, number = day
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{number:02d}" if number else "")


def _resolve(moment: Moment, date: Date, day: Day, clock: Clock | None, hints: Hints) -> Timestamp:
    """One day with its clock time and zone as a verdict."""
    if day[1] is None or day[2] is None or clock is None:
        return _day_only(date, day, hints)
    when = datetime(day[0], day[1], day[2])
    zone = clock.zone or moment.zone
    if clock.hour == 24:
        try:
            when += timedelta(days=1)
        except OverflowError:
            return Timestamp("implausible", reason="future")
    else:
        when = when.replace(hour=clock.hour, minute=clock.minute or 0, second=min(clock.second or 0, 59))
    halves = _halves(date, clock, hints)
    offsets, problem = _offsets(zone, when, hints)
    if problem == "no-such-time":
        return Timestamp("implausible", reason="dst-gap", detail="that local time never was: clocks sprang forward")
    for offset in offsets or (None,):
        reason = implausible(when, offset, hints)
        if reason:
            return Timestamp(
                "implausible",
                write(when, clock, offset, zone) if abs(offset or 0) < 1440 else None,
                reason=reason,
                detail=f"{_iso_day(day)} cannot be the moment",
            )
    if clock.second == 60 and not leap_second(when, offsets):
        return Timestamp("implausible", reason="leap-second", detail="no leap second was inserted then")
    if len(halves) > 1:
        readings = tuple(
            write(when.replace(hour=hour), clock, offsets[0] if len(offsets) == 1 else None, zone) for hour in halves
        )
        return Timestamp(
            "ambiguous", reason="twelve-hour-clock", readings=readings, detail="may be " + " or ".join(readings)
        )
    if problem:
        readings = tuple(write(when, clock, offset, zone) for offset in offsets)
        return Timestamp("ambiguous", reason=problem, readings=readings, detail=_unsettled(problem, zone))
    return _finished(date, when, clock, offsets, zone, hints)


def _unsettled(problem: str, zone: Zone | None) -> str:
    if problem == "dst-fold":
        return "that local time was twice: clocks fell back"
    return f"{zone.text if zone else 'the zone name'} is the name of several zones"


def _finished(
    date: Date, when: datetime, clock: Clock, offsets: tuple[int, ...], zone: Zone | None, hints: Hints
) -> Timestamp:
    iso = write(when, clock, offsets[0] if offsets else None, zone)
    given = zone is not None and bool(offsets)
    detail = f"{when.day} {when:%B %Y %H:%M}" + ("" if offsets else ", no zone")
    if offsets and zone is None:
        detail += f", as the clock in {hints.zone}"
    reason = "foreign-calendar" if date.calendar not in "g" else "zone-name" if zone and zone.name else "not-iso"
    # A name of a zone is more than its offset; a bare 8:01 may be meant for the evening.
    certain = date.sure and (given or date.order == "YMD" or _is_of_day(clock)) and not (zone and zone.name)
    return Timestamp("malformed", iso, reason=reason, detail=detail, lossless=certain, has_zone=given)


def _is_of_day(clock: Clock) -> bool:
    """Whether the hour is told on a clock of 24 hours, or with its half of the day."""
    return clock.padded or clock.half or clock.spelt or not 1 <= clock.hour <= 12


def _day_only(date: Date, day: Day, hints: Hints) -> Timestamp:
    iso = _iso_day(day)
    reason = implausible(Calendar(day[0], day[1] or 1, day[2] or 1), None, hints)
    if reason:
        return Timestamp("implausible", iso, reason=reason, detail=f"{iso} cannot be the moment")
    name = "foreign-calendar" if date.calendar not in "g" else "not-iso"
    return Timestamp(
        "malformed",
        iso,
        reason=name,
        detail=f"{iso}, day precision" if day[2] else f"{iso}, month precision",
        lossless=date.sure,
    )


def _halves(date: Date, clock: Clock, hints: Hints) -> list[int]:
    """Both hours, where a US-style string gives an unmarked hour of 1 to 12."""
    us_style = date.order == "MDY" and (not date.words or "en" in date.words) and clock.start >= date.end
    marked = (
        clock.half or clock.spelt or bool(clock.zone and clock.zone.utc) or (clock.second is not None and clock.padded)
    )
    if us_style and not marked and 1 <= clock.hour <= 12:
        return [clock.hour % 12, clock.hour % 12 + 12]
    return [clock.hour]


def _offsets(zone: Zone | None, when: datetime, hints: Hints) -> tuple[tuple[int, ...], str]:
    """The offsets the zone can have at that time, and what is wrong with it."""
    if zone is None:
        return _place_offsets(hints.zone, when) if hints.zone else ((), "")
    if zone.name:
        return _place_offsets(zone.name, when)
    if zone.shared or (zone.summer and in_summer(zone.summer, when)):
        found = _settled_by_place(zone, when, hints)
        return (found, "") if found else ((), "shared-zone-name")
    return (zone.minutes or 0,), ""


def _place_offsets(name: str, when: datetime) -> tuple[tuple[int, ...], str]:
    offsets = clock_offsets(name, when)
    if offsets is None:
        return (), ""
    if not offsets:
        return (), "no-such-time"
    return offsets, "dst-fold" if len(offsets) > 1 else ""


def _settled_by_place(zone: Zone, when: datetime, hints: Hints) -> tuple[int, ...]:
    """The offset of the site's own zone, if its clock goes by that name then."""
    if not hints.zone:
        return ()
    from zoneinfo import ZoneInfo

    try:
        local = when.replace(tzinfo=ZoneInfo(hints.zone))
    except (ValueError, KeyError, OSError):
        return ()
    offset = local.utcoffset()
    return (int(offset.total_seconds() // 60),) if offset is not None and local.tzname() == zone.text.upper() else ()


def write(when: datetime, clock: Clock, offset: int | None, zone: Zone | None) -> str:
    """ISO 8601 in the precision the string has."""
    text = when.replace(tzinfo=None).isoformat(timespec="minutes")
    if clock.second is not None:
        text += f":{clock.second:02d}" + (f".{clock.fraction}" if clock.fraction else "")
    return text + (offset_text(offset, utc=bool(zone and zone.utc)) if offset is not None else "")


def _without_date(moment: Moment, hints: Hints) -> Timestamp:
    """Relative phrases, clock times and days without a year."""
    relative = moment.relative
    if relative is not None:
        return _relative(moment, hints)
    if moment.date is not None:
        return Timestamp("malformed", reason="no-year", detail=f"{moment.date.text}, no year")
    if moment.weekdays:
        return Timestamp("relative", reason="weekday-only", detail=f"{moment.weekday_text}, no date")
    if moment.clocks:
        reason = "time-only" if moment.clocks[0].possible else "impossible-time"
        return Timestamp("malformed", reason=reason, detail="a clock time without a date")
    return Timestamp("malformed", reason="not-a-date", detail="no date in it")


def _relative(moment: Moment, hints: Hints) -> Timestamp:
    """A relative phrase; counted back from the crawl time if that is known."""
    relative, crawl = moment.relative, hints.crawled_at
    assert relative is not None
    if crawl is not None and hints.zone and relative.unit not in "smh":
        crawl = in_place(crawl, hints.zone)  # whose yesterday it is
    then = relative.before(crawl) if crawl is not None else None
    if then is None:
        return Timestamp("relative", reason="relative", detail=f"{relative.text}, counted from the crawl")
    clock = moment.clocks[0] if moment.clocks and moment.clocks[0].possible and relative.unit == "d" else None
    if clock is not None and clock.hour < 24:
        when = then.replace(hour=clock.hour, minute=clock.minute or 0, second=0, microsecond=0, tzinfo=None)
        zone = clock.zone or moment.zone
        offsets, problem = _offsets(zone, when, hints)
        iso = write(when, clock, offsets[0] if offsets and not problem else None, zone)
    elif relative.unit in "smh":
        iso = then.replace(second=0, microsecond=0).isoformat(timespec="minutes")
    else:
        iso = then.date().isoformat()
    return Timestamp(
        "relative", iso, reason="relative", detail=f"{relative.text}, counted from {hints.crawled_at:%Y-%m-%d %H:%M}"
    )
