"""What a reading of a timestamp gives back."""

from __future__ import annotations

REASONS = tuple(
    "no-zone relative weekday-only day-month-order two-digit-year twelve-hour-clock shared-zone-name dst-fold month-name"
    " several-moments sentinel future too-old bad-offset leap-second weekday-contradicts dst-gap not-iso epoch-number zone-name"
    " foreign-calendar no-year time-only impossible-date impossible-time duration template empty not-a-date".split()
)
VERDICTS = ("ok", "malformed", "ambiguous", "missing-zone", "relative", "implausible")


class Timestamp:
    """A verdict on one raw value: what is wrong with it, and what it means if exactly one meaning follows."""

    __slots__ = ("detail", "has_zone", "iso", "lossless", "moments", "readings", "reason", "verdict")

    def __init__(
        self,
        verdict: str,
        iso: str | None = None,
        *,
        reason: str = "",
        detail: str = "",
        readings: tuple[str, ...] | None = None,
        lossless: bool = False,
        has_zone: bool = False,
    ) -> None:
        self.verdict = verdict
        self.iso = iso
        self.readings = readings if readings is not None else (iso,) if iso else ()
        self.reason = reason
        self.detail = detail if len(detail) <= 120 else detail[:119] + "…"
        self.moments: tuple[tuple[str | None, Timestamp], ...] = ()
        self.lossless = lossless
        self.has_zone = has_zone

    def __repr__(self) -> str:
        return f"Timestamp({self.verdict!r}, {self.iso!r}, reason={self.reason!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Timestamp):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((self.verdict, self.iso, self.reason))
