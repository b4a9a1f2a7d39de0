"""What a raw timestamp means: `read_timestamp` for a field, `read_line` for a line of text.

A `Timestamp` has a verdict (one of VERDICTS, first match in the order implausible, relative, ambiguous, malformed,
missing-zone, ok), the `iso` value if exactly one follows, all `readings`, and a `reason`:
ok: none.  missing-zone: no-zone.  relative: relative, weekday-only.
ambiguous: day-month-order, two-digit-year, twelve-hour-clock, shared-zone-name, dst-fold, month-name, several-moments.
implausible: sentinel, future, too-old, bad-offset, leap-second, weekday-contradicts, dst-gap.
malformed, with a value: not-iso, epoch-number, zone-name, foreign-calendar, several-moments; without one: no-year,
time-only, impossible-date, impossible-time, several-moments, duration, template, empty, not-a-date.
"""

from __future__ import annotations

from newslint.timestamps.glance import likely, may_be_stamp, read_head_line, read_likely, read_line
from newslint.timestamps.stamp import REASONS, VERDICTS, Timestamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newslint.timestamps.hints import is_zone, moment_of
    from newslint.timestamps.instants import instant, loosely, noon
    from newslint.timestamps.plain import read_plain_iso
    from newslint.timestamps.read import read_timestamp, read_value

__all__ = [
    "REASONS",
    "VERDICTS",
    "Timestamp",
    "instant",
    "is_zone",
    "likely",
    "loosely",
    "may_be_stamp",
    "moment_of",
    "noon",
    "read_head_line",
    "read_likely",
    "read_line",
    "read_plain_iso",
    "read_timestamp",
    "read_value",
]

_HOMES = {
    "instant": "instants",
    "is_zone": "hints",
    "loosely": "instants",
    "moment_of": "hints",
    "noon": "instants",
    "read_plain_iso": "plain",
    "read_timestamp": "read",
    "read_value": "read",
}


def __getattr__(name: str) -> object:
    """What most texts do not need, imported when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'newslint.timestamps' has no attribute {name!r}")
    from newslint import late

    value: object = getattr(late.module(f"newslint.timestamps.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
