"""The classes of `datetime` as they are in C: Python 3.11 makes all of them in Python first, a millisecond of each start."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import UTC, date, datetime, timedelta
else:
    try:
        from _datetime import UTC, date, datetime, timedelta
    except ImportError:  # a Python that keeps them elsewhere
        from datetime import UTC, date, datetime, timedelta

__all__ = ["UTC", "date", "datetime", "timedelta"]
