"""The common case in one look: a whole ISO value with an offset, as most fields have it."""

from __future__ import annotations

from datetime import datetime

from newslint.timestamps.calendars import NEWEST
from newslint.timestamps.stamp import Timestamp

_AFTER_SENTINELS = 1972  # Unix time 0 and its neighbours are for the careful reader


def read_plain_iso(text: str) -> Timestamp | None:
    """2024-10-22T20:01:00+03:00 or Z, with any fraction, without any grammar; None leaves it to the others."""
    size = len(text)
    if not 20 <= size <= 32 or text[10] != "T" or text[4] + text[7] + text[13] + text[16] != "--::":
        return None
    end = _offset_start(text, size)
    if end == 0 or (end > 19 and not (text[19] == "." and end > 20 and text[20:end].isdecimal())):
        return None
    if not text.isascii() or (end > 19 and text[20:end].strip("0") == ""):
        return None
    try:
        year = datetime.fromisoformat(text).year
    except ValueError:
        return None
    return Timestamp("ok", text, has_zone=True, lossless=True) if _AFTER_SENTINELS <= year <= NEWEST else None


def _offset_start(text: str, size: int) -> int:
    """Where the offset begins, if it is Z or one that some place uses; 0 otherwise."""
    if text[-1] == "Z":
        return size - 1
    if text[-3] != ":" or text[-6] not in "+-" or text[-5:] > "12:00" or text[-2:] > "59" or text[-6:] == "-00:00":
        return 0
    return size - 6
