"""What is read of a timestamp as a moment, to be compared with others."""

from __future__ import annotations

from newslint.datetimes import UTC, datetime

_ZONES, _DAY = 14, 24  # hours: a zone is so far from UTC at most, and a bare day lasts so long
_DAY_SIZE = len("2024-10-22")


def instant(iso: str) -> datetime | None:
    """A value in ISO form as a moment in UTC; None where it has no zone."""
    try:
        moment = datetime.fromisoformat(iso)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def loosely(iso: str) -> tuple[datetime, int] | None:
    """The same, taken for UTC where it has no zone, and by how many hours it may be off for want of one; None for a month."""
    if len(iso) < _DAY_SIZE:
        return None
    try:
        moment = datetime.fromisoformat(iso)
        if moment.tzinfo:
            return moment.astimezone(UTC), 0
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC), _ZONES + (_DAY if len(iso) == _DAY_SIZE else 0)


def noon(year: int, month: int, day: int) -> datetime | None:
    """The noon of a day in UTC; None where there is no such day."""
    try:
        return datetime(year, month, day, 12, tzinfo=UTC)
    except ValueError:
        return None
