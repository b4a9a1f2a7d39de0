"""The common case in one look: a whole ISO value that nothing is wrong with, as most fields have it."""

from __future__ import annotations

from newslint.datetimes import UTC, datetime, timedelta
from newslint.timestamps.calendars import NEWEST
from newslint.timestamps.stamp import Timestamp

_AFTER_SENTINELS = 1972  # Unix time 0 and its neighbours are for the careful reader
_TWO_DAYS = timedelta(hours=48)


def read_plain_iso(text: str, crawled_at: datetime | None = None) -> Timestamp | None:
    """2024-10-22, or 2024-10-22T20:01:00+03:00 or Z with any fraction, without any grammar; None leaves it to the others.

    `crawled_at` is a moment with a zone: what lies more than two days behind it is left to the others too.
    """
    is_day = len(text) == 10
    if not (is_day or _is_moment(text)) or text[4] + text[7] != "--" or not text.isascii():
        return None
    try:
        when = datetime.fromisoformat(text)
        if not _AFTER_SENTINELS <= when.year <= NEWEST:
            return None
        if crawled_at is not None and (when.replace(tzinfo=UTC) if is_day else when) - crawled_at > _TWO_DAYS:
            return None
    except (ValueError, OverflowError):
        return None
    return Timestamp("ok", text, has_zone=not is_day, lossless=True)


def _is_moment(text: str) -> bool:
    """Whether the time is in the right places, its fraction says something, and its offset is Z or one of some place."""
    size = len(text)
    if not 20 <= size <= 32 or text[10] != "T" or text[13] != ":" or text[16] != ":":
        return False
    if text[-1] == "Z":
        end = size - 1
    elif text[-3] != ":" or text[-6] not in "+-" or text[-5:] > "12:00" or text[-2:] > "59" or text[-6:] == "-00:00":
        return False
    else:
        end = size - 6
    return end == 19 or (text[19] == "." and text[20:end].isdecimal() and bool(text[20:end].strip("0")))
