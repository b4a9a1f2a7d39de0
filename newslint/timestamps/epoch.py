"""Unix times and dates written as one run of digits."""

from __future__ import annotations

from newslint.datetimes import datetime, timedelta
from newslint.late import regex
from newslint.timestamps.hints import Hints
from newslint.timestamps.iso import read_iso
from newslint.timestamps.plausible import implausible
from newslint.timestamps.stamp import Timestamp

_NUMBER = regex(r"(\d{9,19})(?:\.(\d{1,9}))?")
_UNITS = {10: 1, 13: 1000, 16: 10**6, 19: 10**9}
_START = datetime(1970, 1, 1)
_EARLIEST, _LATEST = 1990, 2037  # a number outside is an identifier or a telephone number


def read_epoch(text: str, hints: Hints) -> Timestamp | None:
    """Seconds, milli-, micro- or nanoseconds since 1970, or YYYYMMDDHHMM(SS); None for anything else."""
    match = _NUMBER.fullmatch(text)
    if match is None or not text.isascii():
        return None
    digits, fraction = match.groups()
    if len(digits) in (12, 14) and not fraction:
        return _compact(digits, hints)
    size = 10 if len(digits) == 9 else len(digits)
    unit = _UNITS.get(size)
    if unit is None:
        return None
    seconds, rest = divmod(int(digits), unit)
    when = _START + timedelta(seconds=seconds)
    if not _EARLIEST <= when.year <= _LATEST:
        return None
    part = (f"{rest:0{len(str(unit)) - 1}d}" if unit > 1 else fraction or "").rstrip("0")
    iso = when.strftime("%Y-%m-%dT%H:%M:%S") + (f".{part[:6]}" if part else "") + "Z"
    reason = implausible(when, 0, hints)
    if reason:
        return Timestamp("implausible", iso, reason=reason, detail=f"{iso} cannot be the moment")
    return Timestamp(
        "malformed", iso, reason="epoch-number", detail=f"Unix time of {iso}", lossless=len(part) <= 6, has_zone=True
    )


def _compact(digits: str, hints: Hints) -> Timestamp | None:
    """20241022200100 and 202410222001."""
    clock = f"{digits[8:10]}:{digits[10:12]}" + (f":{digits[12:]}" if len(digits) == 14 else "")
    found = read_iso(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{clock}", hints)
    if found is None or found.iso is None or not OLD <= int(digits[:4]) <= _LATEST:
        return None
    found.verdict = "malformed" if found.verdict == "missing-zone" else found.verdict
    found.reason, found.lossless = "not-iso", found.verdict == "malformed"
    return found


OLD = 1970
