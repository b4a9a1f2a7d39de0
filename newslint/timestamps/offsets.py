"""Read a zone at a place in the tokens: CEST, UTC+1, -0400, Europe/Kyiv."""

from __future__ import annotations

from newslint.timestamps.clocks import number_at, sep_at
from newslint.timestamps.hints import Hints
from newslint.timestamps.tokens import Token
from newslint.timestamps.zones import AREAS, BEGINNING, Zone, beginnings, zone_of_word

_SPELT = frozenset(("gmt", "utc", "z", "мск", "mesz", "cest"))


def read_zone(tokens: list[Token], index: int, hints: Hints, *, after_clock: bool) -> tuple[Zone, int] | None:
    """A zone there: UTC+1, (GMT+7), -0400, CEST, Europe/Kyiv, Eastern Time; with the token behind it."""
    token = tokens[index]
    if token.kind == "s":
        return _offset(tokens, index, after_clock=after_clock)
    if token.kind != "w" or (len(token.key) >= BEGINNING and token.key[:BEGINNING] not in beginnings()):
        return None
    place = _place(tokens, index)
    if place:
        return place
    for size in (4, 3, 2, 1):
        words = tokens[index : index + size]
        if len(words) < size or any(word.kind != "w" for word in words):
            continue
        text = " ".join(word.text for word in words)
        zone = zone_of_word(text, hints.scripts, _region_code(hints))
        if zone and (size > 1 or text.upper() == text or token.key in _SPELT or len(text) > 6):
            return _with_offset(tokens, index + size, zone)
    return None


def _region_code(hints: Hints) -> str | None:
    return f"{hints.language}-{hints.region}" if hints.region else hints.language


def _with_offset(tokens: list[Token], index: int, zone: Zone) -> tuple[Zone, int]:
    """GMT+7: the number behind a UTC name is the offset."""
    if zone.utc and sep_at(tokens, index, "+-"):
        following = number_at(tokens, index + 1, (1, 2, 3, 4))
        offset = _offset(tokens, index, after_clock=True) if following else None
        if offset:
            offset[0].utc = offset[0].minutes == 0
            return offset
    return zone, index


def _place(tokens: list[Token], index: int) -> tuple[Zone, int] | None:
    """An IANA name: Europe/Kyiv, America/Argentina/Buenos_Aires."""
    text, end = tokens[index].text, index + 1
    if text not in AREAS:
        return None
    while end + 1 < len(tokens) and tokens[end].text in "/_-" and tokens[end + 1].kind == "w":
        text += tokens[end].text + tokens[end + 1].text.replace(" ", "_")
        end += 2
    return (Zone(text, name=text), end) if "/" in text else None


def _offset(tokens: list[Token], index: int, *, after_clock: bool) -> tuple[Zone, int] | None:
    """+02:00, -0400, -5:00, +3: a sign glued to its number, right behind a clock time."""
    sign = tokens[index].text
    number = number_at(tokens, index + 1, (1, 2, 3, 4))
    if sign not in "+-" or not after_clock or number is None:
        return None
    minutes, end = number.value * 60, index + 2
    if len(number.text) > 2:
        minutes = number.value // 100 * 60 + number.value % 100
    elif sep_at(tokens, end, ":") and (part := number_at(tokens, end + 1, (2,))):
        minutes, end = minutes + part.value, end + 2
    elif sign == "-" and not tokens[index].glued and len(number.text) < 3:
        return None
    text = "".join(token.text for token in tokens[index:end])
    return Zone(text, -minutes if sign == "-" else minutes, utc=sign == "-" and minutes == 0), end
