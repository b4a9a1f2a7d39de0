"""ISO strings with damage that is known from real sites and loses nothing."""

from __future__ import annotations

from newslint.late import regex
from newslint.timestamps.hints import Hints
from newslint.timestamps.iso import read_iso
from newslint.timestamps.stamp import Timestamp

_DAY = r"(\d{4}-\d\d-\d\d)"
_DAY_WITH_OFFSET = regex(_DAY + r"(?:Z|\+\d\d:?\d\d)")  # xsd:date
_SECONDS = regex(_DAY + r"(?:[+-]\d\d)?T?(\d\d:\d\d:\d\d)([+-])(\d{4,5})")  # offset in seconds: -10800
_PLUS_LOST = regex(_DAY + r"T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) (\d\d:?\d\d)")  # "+" read as a blank in a URL
_HYPHENS = regex(_DAY + r"[T _](\d\d)[-.](\d\d)(?:[-.](\d\d))?(Z|[+-]\d\d:?\d\d)?")  # 20-59-53, 20.59.53
_EPOCH = regex(_DAY + r"(\d{13}|\d{10})(\d\d:\d\d:\d\d)")  # date, Unix time and clock run together


def mend(text: str, hints: Hints) -> Timestamp | None:
    """The value behind the damage, as malformed and lossless; None if it is no such case."""
    if len(text) > 45:
        return None
    is_dated = text[4:5] == "-"
    if is_dated and _DAY_WITH_OFFSET.fullmatch(text) and (found := read_iso(text[:10], hints)) and found.iso:
        return Timestamp("malformed", found.iso, reason="not-iso", detail=f"{found.iso} with an offset, but no time")
    repairs = (_plus_lost, _offset_in_seconds, _hyphens, _run_together, _inner_iso)
    for repair in repairs if is_dated else (_inner_iso,):
        candidate = repair(text)
        if candidate:
            found = read_iso(candidate, hints)
            if found is not None:
                if found.verdict in ("ok", "missing-zone"):
                    found.verdict, found.reason = "malformed", "not-iso"
                    found.lossless = found.has_zone and repair is not _plus_lost  # that "+" is a guess
                return found
    return None


def _plus_lost(text: str) -> str | None:
    match = _PLUS_LOST.fullmatch(text)
    return f"{match[1]}T{match[2]}+{match[3]}" if match else None


def _offset_in_seconds(text: str) -> str | None:
    match = _SECONDS.fullmatch(text)
    if match is None:
        return None
    day, clock, sign, seconds = match.groups()
    minutes, rest = divmod(int(seconds), 60)
    if rest or minutes % 15 or (len(seconds) == 4 and int(seconds[2:]) < 60 and int(seconds[:2]) < 15):
        return None
    return f"{day}T{clock}{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def _hyphens(text: str) -> str | None:
    match = _HYPHENS.fullmatch(text)
    if match is None:
        return None
    day, hour, minute, second, zone = match.groups()
    if second is None and not zone:
        return None
    return f"{day}T{hour}:{minute}" + (f":{second}" if second else "") + (zone or "")


def _run_together(text: str) -> str | None:
    """The Unix time tells the zone of the clock beside it; only believed where they agree in UTC."""
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    day, number, clock = match.groups()
    hour, minute, second = (int(part) for part in clock.split(":"))
    agrees = int(number[:10]) % 86400 // 60 == hour * 60 + minute and second < 60
    return f"{day}T{clock}Z" if agrees else None


def _inner_iso(text: str) -> str | None:
    """Entities, quotes or foreign digits were all that was wrong."""
    return text
