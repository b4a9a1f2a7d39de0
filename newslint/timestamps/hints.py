"""What the caller, and the words of the string itself, say about how to read it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain

from newslint.datetimes import UTC, datetime
from newslint.timestamps.tokens import Token
from newslint.timestamps.words import date_orders

_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "tl": "fil", "sh": "sr", "ji": "yi"}
_ANY = frozenset("*")
_ORDERS = ("DMY", "MDY", "YMD")
_PERSIAN, _THAI = "۰۱۲۳۴۵۶۷۸۹", "๐๑๒๓๔๕๖๗๘๙"
_MILLISECONDS = 10**11  # from here on a Unix time is in milliseconds: as seconds it would be after the year 5000
_SCRIPTS = (
    ("\u0980", "\u09ff", "bn"),
    ("\u0900", "\u0d7f", "hi"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u4e00", "\u9fff", "zh"),
)

_FIRST_SCRIPT = min(low for low, _, _ in _SCRIPTS)


class Hints:
    """Language, zone, order of numbers and crawl time, as far as given; `words` are the languages the string speaks."""

    __slots__ = ("crawled_at", "date_order", "language", "region", "scripts", "words", "zone")

    def __init__(
        self, language: object = None, zone: object = None, date_order: object = None, crawled_at: object = None
    ) -> None:
        parts = language.replace("_", "-").split("-") if isinstance(language, str) else [""]
        code = parts[0].lower()
        self.language = _ALIASES.get(code, code) or None
        self.region = next((part.upper() for part in parts[1:] if len(part) == 2), None) if parts[1:] else None
        self.zone = zone if isinstance(zone, str) and zone else None
        order = date_order.upper() if isinstance(date_order, str) else ""
        self.date_order = order if order in _ORDERS else None
        self.crawled_at = None if crawled_at is None else moment_of(crawled_at)
        self.words: frozenset[str] = frozenset()
        self.scripts: frozenset[str] = frozenset()  # languages a script alone gives away, for zone names

    def listen(self, tokens: list[Token]) -> None:
        """Learn from the words of the string which languages it may be in."""
        firsts = {token.text[0] for token in tokens if token.text[0] >= _FIRST_SCRIPT}
        self.scripts = frozenset(name for first in firsts for low, high, name in _SCRIPTS if low <= first <= high)
        spoken = [some for token in tokens if token.senses and (some := _speakers(token))]
        self.words = frozenset.intersection(*spoken) if spoken else frozenset()
        if spoken and not self.words:  # no language has them all
            votes = Counter(chain.from_iterable(spoken))
            most = max(votes.values())
            self.words = frozenset(language for language, count in votes.items() if count == most)

    def counts_otherwise(self, raw: str, text: str) -> bool:
        """Whether a value in the shape of ISO has the year of another calendar: its digits or its language say so."""
        year = int(text[:4]) if text[:4].isdecimal() and text[4:5] == "-" else 0
        if 1340 <= year <= 1420:
            return self.language in ("fa", "ps") or raw[:1] in _PERSIAN
        return 2481 <= year <= 2580 and (self.language == "th" or raw[:1] in _THAI)

    @property
    def languages(self) -> frozenset[str]:
        """The languages to read in: the one given, unless the words are of others."""
        if self.language and (not self.words or self.language in self.words):
            return frozenset((self.language,))
        return self.words

    def orders(self, *, short_year: bool) -> frozenset[str]:
        """Orders of day, month and year that are possible; empty when nothing is known."""
        if self.date_order:
            return frozenset((self.date_order,))
        region = self.region if self.languages == {self.language} else None
        return date_orders(self.languages, region, short_year=short_year)


def _speakers(token: Token) -> frozenset[str]:
    """Languages one word belongs to.  AM and PM in Latin letters are international."""
    if token.key in ("am", "pm", "t", "st", "z"):
        return frozenset()
    return frozenset().union(*token.senses.values()) - _ANY


def moment_of(value: object) -> datetime | None:
    """A crawl time given as datetime, ISO text, or Unix time (a number, or its digits); None for anything else."""
    if isinstance(value, str):
        value = value.strip()
        if value.isascii() and value.isdecimal() and len(value) in (10, 13):
            value = int(value)
        else:
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
        return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _MILLISECONDS else None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def refuse(zone: object, date_order: object, crawled_at: object) -> None:
    """Raises ValueError where one is given and cannot be what it should be."""
    if zone is not None and not is_zone(zone):
        raise ValueError(f"zone {zone!r} is no IANA time zone; give one such as 'Europe/Berlin'")
    if date_order is not None and (not isinstance(date_order, str) or date_order.upper() not in _ORDERS):
        raise ValueError(f"date_order {date_order!r} is none of DMY, MDY, YMD")
    if crawled_at is not None and moment_of(crawled_at) is None:
        raise ValueError(f"crawled_at {crawled_at!r} is no datetime, ISO 8601 text or Unix time")


@lru_cache(maxsize=64)
def is_zone(name: object) -> bool:
    """Whether it is the name of a time zone that this machine knows."""
    from zoneinfo import ZoneInfo

    try:
        return isinstance(name, str) and bool(ZoneInfo(name))
    except (ValueError, KeyError, OSError):
        return False
