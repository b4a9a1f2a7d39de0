"""Read a clock time at a place in the tokens."""

from __future__ import annotations

from newslint.timestamps.tokens import Token
from newslint.timestamps.zones import Zone, zone_of_word

_HOUR_WIDTHS = (1, 2, 4)  # digits of a number that an hour can begin with
_HALVES = ("am", "pm", "πμ", "μμ")


class Clock:
    """One clock time: text of the fraction kept, `end` the first token behind it."""

    __slots__ = (
        "contradicts",
        "end",
        "fraction",
        "half",
        "hour",
        "minute",
        "padded",
        "second",
        "spelt",
        "start",
        "zone",
    )

    def __init__(
        self,
        hour: int,
        minute: int | None,
        end: int,
        *,
        second: int | None = None,
        fraction: str = "",
        padded: bool = False,
    ) -> None:
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fraction = fraction.rstrip("0") and fraction
        self.padded = padded
        self.start = end
        self.end = end
        self.zone: Zone | None = None
        self.contradicts = False  # the day period: 16:30 a.m.
        self.half = False  # a day period ("PM", "오후") is given
        self.spelt = False  # a word says it is a clock time ("Uhr", "h")

    @property
    def possible(self) -> bool:
        """Whether a clock can show it (24:00 and 23:59:60 can be)."""
        if self.contradicts:
            return False
        if self.hour == 24:
            return not (self.minute or self.second)
        return (
            self.hour < 24
            and (self.minute or 0) < 60
            and ((self.second or 0) < 60 or (self.second == 60 and self.minute == 59))
        )


def _at(tokens: list[Token], index: int) -> Token | None:
    return tokens[index] if index < len(tokens) else None


def sep_at(tokens: list[Token], index: int, marks: str) -> bool:
    """Whether that separator stands there."""
    return index < len(tokens) and tokens[index].kind == "s" and tokens[index].text in marks


def number_at(tokens: list[Token], index: int, widths: tuple[int, ...], *, glued: bool = True) -> Token | None:
    """The number there, if it has one of the widths."""
    token = _at(tokens, index)
    if token and token.kind == "n" and len(token.text) in widths and (token.glued or not glued):
        return token
    return None


def _unit(tokens: list[Token], index: int, unit: str) -> bool:
    token = _at(tokens, index)
    return token is not None and "u" + unit in token.senses


def read_clock(tokens: list[Token], index: int, *, dots: bool = False) -> Clock | None:
    """A clock time with its day period; `dots` where 10.23 can only be a clock time."""
    if not _may_begin(tokens, index):
        return None
    first = index
    period, start = _period(tokens, index)
    if period:
        index = start
    bare = _digits(tokens, index, dots=dots or bool(period)) or _hour_only(tokens, index, known=bool(period))
    if bare is None:
        return None
    bare.start = first
    _skip_spelt(tokens, bare)
    at = bare.end if not period else first
    if not period:
        period, bare.end = _period(tokens, bare.end, behind=True)
    if period:
        _apply(bare, period, is_half=any(token.key in _HALVES for token in tokens[at : at + 2]))
    return bare


def _may_begin(tokens: list[Token], index: int) -> bool:
    """Whether a clock time can begin there: with a day period, or an hour and what may stand behind it."""
    token = tokens[index]
    if token.kind != "n":
        return token.kind == "w" and token.has("h")
    if len(token.text) not in _HOUR_WIDTHS or index + 1 == len(tokens):
        return False
    following = tokens[index + 1]
    return following.kind == "w" or (following.kind == "s" and following.text in ":.(|")


def _digits(tokens: list[Token], index: int, *, dots: bool) -> Clock | None:
    """20:01, 20:01:30.5, 20h01, 21時37分, and 20.01 where allowed or followed by "Uhr"."""
    hour = number_at(tokens, index, (1, 2), glued=False)
    if hour is None:
        return None
    padded = hour.text[0] == "0"
    if _unit(tokens, index + 1, "h"):
        return _spelt_clock(tokens, index, hour)
    colon = sep_at(tokens, index + 1, ":")
    if not colon and not sep_at(tokens, index + 1, "."):
        return None
    minute = number_at(tokens, index + 2, (1, 2) if colon else (2,), glued=not colon)
    if minute is None or (not colon and not tokens[index + 1].glued):
        return None
    clock = Clock(hour.value, minute.value, index + 3, padded=padded)
    second = number_at(tokens, index + 4, (2,)) if sep_at(tokens, index + 3, ":" if colon else ":.") else None
    if second:
        clock.second, clock.end = second.value, index + 5
        fraction = (
            number_at(tokens, index + 6, tuple(range(1, 13)))
            if sep_at(tokens, index + 5, ".,:") and tokens[index + 5].glued
            else None
        )
        if fraction:
            clock.fraction, clock.end = fraction.text.rstrip("0") and fraction.text, index + 7
    if not colon and not dots and not _marked(tokens, clock.end):
        return None
    return clock if colon or clock.possible else None


def _spelt_clock(tokens: list[Token], index: int, hour: Token) -> Clock:
    """12h55, 21時37分, 8시 6분 10초, 18h."""
    clock = Clock(hour.value, None, index + 2, padded=hour.text[0] == "0")
    clock.spelt = True
    minute = number_at(tokens, index + 2, (1, 2), glued=False)
    spaced = minute is not None and len(minute.text) == 2 and not tokens[index + 1].glued
    if minute and (minute.glued or spaced or _unit(tokens, index + 3, "n")) and not sep_at(tokens, index + 3, ":/"):
        clock.minute, clock.end = minute.value, index + 3
        clock.end += _unit(tokens, clock.end, "n")
        second = number_at(tokens, clock.end, (1, 2), glued=False)
        if second and _unit(tokens, clock.end + 1, "s"):
            clock.second, clock.end = second.value, clock.end + 2
    return clock


def _hour_only(tokens: list[Token], index: int, *, known: bool) -> Clock | None:
    """8 pm, 20 Uhr, 0339 GMT: an hour that only a following word makes a clock time."""
    number = number_at(tokens, index, (1, 2, 4), glued=False)
    if number is None:
        return None
    if len(number.text) == 4:
        clock = Clock(number.value // 100, number.value % 100, index + 1, padded=True)
        return clock if clock.possible and _zoned(_at(tokens, index + 1)) else None
    clock = Clock(number.value, None, index + 1, padded=number.text[0] == "0")
    if known or _marked(tokens, index + 1) or (_period(tokens, index + 1, behind=True)[0] and number.value <= 12):
        return clock if clock.possible else None
    return None


def _zoned(follower: Token | None) -> bool:
    """Whether four digits before that word are a clock time: 0339 GMT, 1930 hrs."""
    if follower is None or follower.kind != "w":
        return False
    return follower.key in ("hrs", "hours") or (
        follower.text.isupper() and zone_of_word(follower.text, frozenset()) is not None
    )


def _marked(tokens: list[Token], index: int) -> bool:
    """Whether "Uhr", "uur" or an am/pm follows."""
    token = _at(tokens, index)
    return token is not None and (
        token.key in ("uhr", "uur", "น", "hrs", "hodin", "hod", "horas", "часа", "ч")
        or (token.has("h") and token.key in ("am", "pm"))
    )


def _skip_spelt(tokens: list[Token], clock: Clock) -> None:
    """Step over "Uhr" and its like behind a clock time."""
    token = _at(tokens, clock.end)
    if (
        token
        and token.kind == "w"
        and ("c" in token.senses or token.key in ("hrs", "uhr", "h", "hs"))
        and not token.has("m")
    ):
        if token.key in ("at", "a", "o", "v", "u"):
            return
        clock.end += 1
        clock.spelt = True


def _period(tokens: list[Token], index: int, *, behind: bool = False) -> tuple[list[tuple[int, int]], int]:
    """The hours a day-period word there covers, and the token behind it."""
    start = index
    if behind and sep_at(tokens, index, "(|") and index + 2 < len(tokens):
        index += 1
    token = _at(tokens, index)
    spans = (
        []
        if token is None or token.kind != "w" or token.has("u")
        else [_span(sense) for sense in token.senses if sense[0] == "h"]
    )
    if not spans or (not behind and not (index + 1 < len(tokens) and tokens[index + 1].kind == "n")):
        return [], start
    if (
        behind
        and token is not None
        and token.text == "am"
        and number_at(tokens, index + 1, (1, 2), glued=False)
        and sep_at(tokens, index + 2, ".")
    ):
        return [], start  # German: "um 8:00 am 22. Oktober"
    if not behind and token is not None and token.text.isascii():
        if token.key not in ("am", "pm") or not sep_at(tokens, index + 2, ":"):  # German: "am 22. Oktober"
            return [], start
    end = index + 1
    if (token is not None and len(token.text) == 1) or (token is not None and "." in token.text):
        end += sep_at(tokens, end, ".")
    elif sep_at(tokens, end, ".") and tokens[end].glued:
        end += 1
    return spans, end


def _span(sense: str) -> tuple[int, int]:
    start, _, end = sense[1:].partition("-")
    return int(start), int(end)


def _apply(clock: Clock, spans: list[tuple[int, int]], *, is_half: bool) -> None:
    """Move the hour into the day period; a 24-hour time keeps its hour where the period agrees with it.

    With `is_half` the word is one for half a day, and contradicts the hours of the other: 16:30 a.m., 0:30 PM.
    """
    clock.half = True
    if clock.hour > 12 or (clock.hour == 0 and clock.minute is not None and is_half):
        clock.contradicts = is_half and clock.hour < 24 and not any(a <= clock.hour < b for a, b in spans)
        return
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        for hour in (clock.hour % 12, clock.hour % 12 + 12):
            if start <= hour < end or start <= hour + 24 < end:
                clock.hour = hour
                return
