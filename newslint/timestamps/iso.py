"""ISO 8601 and RFC 3339, strictly: what is ok, what lacks a zone, and what only looks like it."""

from __future__ import annotations

import re

from newslint.datetimes import date, datetime, timedelta
from newslint.late import regex
from newslint.timestamps.calendars import OLDEST
from newslint.timestamps.clocks import Clock
from newslint.timestamps.hints import Hints
from newslint.timestamps.plausible import implausible, leap_second
from newslint.timestamps.stamp import Timestamp
from newslint.timestamps.zones import clock_offsets, offset_text

_CLOCK = (
    r"(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,12}))?)?"
    r"|(?P<bminute>\d\d)(?:(?P<bsecond>\d\d)(?:[.,](?P<bfraction>\d{1,12}))?)?)?"
)
_ZONE = r"(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?(?P<suffix>(?:\[[^\[\]]{1,60}\]){0,4})"
_DAY = (
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)-(?P<day>\d\d)|-W(?P<week>\d\d)-(?P<weekday>[1-7])|-(?P<yday>\d{3})"
    r"|(?P<bmonth>\d\d)(?P<bday>\d\d)|W(?P<bweek>\d\d)(?P<bweekday>[1-7])|(?P<byday>\d{3}))"
)
_DAY_MINUTES = 1440
BAD = 10**6  # an offset whose minutes are none
Fields = dict[str, str | None]
_WHOLE = regex(_DAY + "(?:[Tt ]" + _CLOCK + _ZONE + ")?")
_COARSE = regex(r"(\d{4})(?:-(\d\d)|-?W(\d\d))?")


def read_iso(text: str, hints: Hints) -> Timestamp | None:
    """A verdict on anything in ISO shape, None otherwise."""
    if not 4 <= len(text) <= 160 or not text[:4].isdecimal() or not text.isascii():
        return None
    coarse = _COARSE.fullmatch(text)
    if coarse:
        return _read_coarse(coarse, hints)
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    day = _day(part)
    if day is None:
        return Timestamp("malformed", reason="impossible-date", detail=f"{text[:10]} is no day of the calendar")
    if part["hour"] is None:
        return _finish_day(day, hints)
    return _finish_time(part, day, hints)


def _read_coarse(match: re.Match[str], hints: Hints) -> Timestamp | None:
    """Year, year and month, year and week."""
    year, month, week = match.groups()
    if not 1000 <= int(year) <= 2600 and not month:
        return None
    try:
        day = date.fromisocalendar(int(year), int(week), 1) if week else date(int(year), int(month or 1), 1)
    except ValueError:
        return Timestamp("malformed", reason="impossible-date", detail=f"{match[0]} is not in the calendar")
    iso = f"{year}-W{week}" if week else match[0]
    reason = implausible(day, None, hints) if month or week or int(year) < OLDEST else ""
    return Timestamp("implausible" if reason else "ok", iso, reason=reason, lossless=not reason)


def _day(part: Fields) -> date | None:
    """The calendar day of any of the three ISO forms."""
    year = int(part["year"] or 0)
    week, weekday = part["week"] or part["bweek"], part["weekday"] or part["bweekday"]
    yday = part["yday"] or part["byday"]
    try:
        if week:
            return date.fromisocalendar(year, int(week), int(weekday or 1))
        if yday:
            day = date(year, 1, 1) + timedelta(days=int(yday) - 1)
            return day if day.year == year and yday != "000" else None
        return date(year, int(part["month"] or part["bmonth"] or 0), int(part["day"] or part["bday"] or 0))
    except (ValueError, OverflowError):
        return None


def _finish_day(day: date, hints: Hints) -> Timestamp:
    iso = day.isoformat()
    reason = implausible(day, None, hints)
    return Timestamp(
        "implausible" if reason else "ok",
        iso,
        reason=reason,
        lossless=not reason,
        detail=f"{iso} cannot be the moment" if reason else "",
    )


def _finish_time(part: Fields, day: date, hints: Hints) -> Timestamp:
    """A day with a clock time: whether a clock shows it, whether it can be the moment, then zone and shape."""
    clock, offset = _clock(part), _minutes(part["zone"])
    if not clock.possible or offset == BAD:
        return Timestamp("malformed", reason="impossible-time", detail="no clock shows that time")
    when = datetime(day.year, day.month, day.day, clock.hour % 24, clock.minute or 0, min(clock.second or 0, 59))
    try:
        when += timedelta(days=clock.hour // 24)
    except OverflowError:
        return Timestamp("implausible", reason="sentinel", detail="the end of the calendar")
    iso = _write(when, clock, part, offset)
    found = _doubts(when, clock, offset, iso, hints)
    if found is None and part["suffix"]:
        found = _suffix(part["suffix"], when, offset, iso)
    if found is not None:
        return found
    if offset is None:
        return _naive(part, when, iso, clock.hour, hints)
    if clock.hour == 24 or _mixed(part):
        detail = f"{iso} in another spelling"
        return Timestamp("malformed", iso, reason="not-iso", detail=detail, lossless=True, has_zone=True)
    return Timestamp("ok", iso, lossless=True, has_zone=True)


def _clock(part: Fields) -> Clock:
    """The clock time of either format."""
    minute, second = part["minute"] or part["bminute"], part["second"] or part["bsecond"]
    clock = Clock(int(part["hour"] or 0), int(minute) if minute else None, 0, second=int(second) if second else None)
    fraction = part["fraction"] or part["bfraction"] or ""
    clock.fraction = fraction.rstrip("0") and fraction
    return clock


def _doubts(when: datetime, clock: Clock, offset: int | None, iso: str, hints: Hints) -> Timestamp | None:
    """Why it cannot be the moment: sentinel, far future, offset of no place, false leap second."""
    reason = implausible(when, offset, hints)
    if reason:
        literal = iso if offset is None or abs(offset) < _DAY_MINUTES else None
        detail = "no place uses that offset" if reason == "bad-offset" else f"{when:%Y-%m-%d} cannot be the moment"
        return Timestamp("implausible", literal, reason=reason, has_zone=offset is not None, detail=detail)
    if clock.second == 60 and not leap_second(when, () if offset is None else (offset,)):
        detail = f"no leap second was inserted on {when:%Y-%m-%d}"
        return Timestamp("implausible", reason="leap-second", detail=detail)
    return None


def _minutes(zone: str | None) -> int | None:
    """Minutes of an offset; BAD where its minutes are none."""
    if zone is None:
        return None
    if zone in "Zz":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        return BAD
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes


def _mixed(part: Fields) -> bool:
    """Whether basic and extended format are mixed, which ISO 8601 and RFC 3339 both forbid."""
    styles = {part["bmonth"] is None and part["bweek"] is None and part["byday"] is None}
    if part["minute"] or part["bminute"]:
        styles.add(part["minute"] is not None)
    zone = part["zone"] or ""
    if len(zone) > 3:
        styles.add(":" in zone)
    return len(styles) > 1


def _write(when: datetime, clock: Clock, part: Fields, offset: int | None) -> str:
    """The value in extended format, in its own precision."""
    text = when.isoformat(timespec="minutes")
    if clock.second is not None:
        text += f":{clock.second:02d}" + (f".{clock.fraction}" if clock.fraction else "")
    if offset is None:
        return text
    return text + offset_text(offset, utc=part["zone"] in ("Z", "z", "-00:00", "-0000", "-00"))


def _naive(part: Fields, when: datetime, iso: str, hour: int, hints: Hints) -> Timestamp:
    """A time without an offset; the site's zone settles it if given."""
    verdict, reason = ("malformed", "not-iso") if hour == 24 or _mixed(part) else ("missing-zone", "no-zone")
    detail = f"{when.day} {when:%B %Y %H:%M}, no zone"
    if not hints.zone:
        return Timestamp(verdict, iso, reason=reason, detail=detail, lossless=verdict == "malformed")
    offsets = clock_offsets(hints.zone, when)
    if offsets is None:
        return Timestamp(verdict, iso, reason=reason, detail=detail)
    if not offsets:
        return Timestamp(
            "implausible", reason="dst-gap", detail=f"{iso} never was in {hints.zone}: clocks sprang forward"
        )
    readings = tuple(iso + offset_text(minutes) for minutes in offsets)
    if len(readings) > 1:
        return Timestamp(
            "ambiguous",
            reason="dst-fold",
            readings=readings,
            detail=f"{iso} was twice in {hints.zone}: clocks fell back",
        )
    return Timestamp(
        verdict, readings[0], reason=reason, detail=f"{detail}; as the clock in {hints.zone}", lossless=True
    )


def _suffix(suffix: str, when: datetime, offset: int | None, iso: str) -> Timestamp | None:
    """RFC 9557: [Europe/Kyiv] must agree with the offset; [u-ca=...] says nothing about the moment."""
    name = suffix[1:].partition("]")[0].lstrip("!")
    if "=" in name:
        return None
    offsets = clock_offsets(name, when)
    if offsets is None:
        return None
    if offset is None:
        if not offsets:
            return Timestamp(
                "implausible", reason="dst-gap", detail=f"{iso} never was in {name}: clocks sprang forward"
            )
        if len(offsets) > 1:
            return Timestamp(
                "ambiguous",
                reason="dst-fold",
                readings=tuple(iso + offset_text(minutes) for minutes in offsets),
                detail=f"{iso} was twice in {name}",
            )
        return Timestamp(
            "malformed",
            iso + offset_text(offsets[0]),
            reason="zone-name",
            detail=f"the zone only by name, {name}",
            lossless=True,
            has_zone=True,
        )
    if offset not in offsets and iso[-1] != "Z":
        return Timestamp(
            "implausible",
            iso,
            reason="bad-offset",
            has_zone=True,
            detail=f"{offset_text(offset)} is not the offset of {name} then",
        )
    return None
