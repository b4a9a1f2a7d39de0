"""Group what a string says into moments: label, date, clock time, zone, weekday, relative phrase."""

from __future__ import annotations

from newslint.timestamps.clocks import Clock, number_at, read_clock, sep_at
from newslint.timestamps.dates import read_date
from newslint.timestamps.days import Date, with_year
from newslint.timestamps.hints import Hints
from newslint.timestamps.offsets import read_zone
from newslint.timestamps.relative import Relative, read_relative
from newslint.timestamps.tokens import Token
from newslint.timestamps.zones import Zone

_NONE: frozenset[str] = frozenset()


class Moment:
    """The parts of one moment, as far as the string gives them."""

    __slots__ = ("clocks", "date", "label", "labelled", "other_date", "relative", "weekday_text", "weekdays", "zone")

    def __init__(self) -> None:
        self.label: str | None = None
        self.labelled = False
        self.date: Date | None = None
        self.other_date: Date | None = None  # the same day in another calendar
        self.clocks: list[Clock] = []
        self.zone: Zone | None = None
        self.weekdays: set[int] = set()
        self.weekday_text = ""
        self.relative: Relative | None = None

    @property
    def filled(self) -> bool:
        """Whether it names a time at all."""
        return bool(self.date or self.clocks or self.relative)


class Scan:
    """Everything found in a string: its moments, and what is left that is no part of them."""

    __slots__ = ("fillers", "loose", "moments", "noise", "tokens", "unknown")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.moments: list[Moment] = [Moment()]
        self.unknown: list[str] = []
        self.loose: list[int] = []  # numbers that belong to nothing
        self.fillers = 0
        self.noise = 0

    @property
    def current(self) -> Moment:
        return self.moments[-1]

    def fresh(self) -> Moment:
        """A new moment, unless the current one is still empty."""
        if self.current.filled or self.current.labelled or self.current.weekdays:
            self.moments.append(Moment())
        return self.current


def scan(tokens: list[Token], hints: Hints) -> Scan:
    """Read a token list from left to right."""
    found = Scan(tokens)
    index = 0
    while index < len(tokens):
        index = _step(found, tokens, index, hints)
    found.moments = [moment for moment in found.moments if moment.filled or moment.weekdays]
    return found


def _step(found: Scan, tokens: list[Token], index: int, hints: Hints) -> int:
    """Read what stands at one place; the index behind it."""
    token = tokens[index]
    if token.kind == "s" and token.text not in "+-":  # nothing but an offset begins with a sign
        return index + 1
    if token.kind == "w" and (token.has("lp") or token.has("lu")):
        return _label(found, tokens, index)
    if token.has("z") and index and tokens[index - 1].kind == "n":
        found.noise += 1
        return index + 1
    if token.kind == "n" and len(token.text) == 4 and found.current.date and found.current.clocks:
        whole = with_year(found.current.date, token.value, index + 1)
        if whole:
            found.current.date = whole
            return whole.end
    relative = read_relative(tokens, index)
    if relative:
        return _add_relative(found, relative)
    if _is_announced(tokens, index) and (clock := read_clock(tokens, index, dots=True)):
        return _add_clock(found, clock)
    date = read_date(tokens, index, hints)
    if date:
        return _add_date(found, date)
    clock = read_clock(tokens, index, dots=_time_expected(found))
    if clock:
        return _add_clock(found, clock)
    zone = read_zone(tokens, index, hints, after_clock=_after_clock(found, index))
    if zone:
        return _add_zone(found, *zone)
    return _rest(found, tokens, index, hints)


def _label(found: Scan, tokens: list[Token], index: int) -> int:
    """A label opens a moment; one that ends it (1月14日 01時40分更新) closes the moment before."""
    label = "updated" if tokens[index].has("lu") else "published"
    last = index + 1 == len(tokens) or (tokens[index + 1].kind == "s" and tokens[index + 1].text in ")]|")
    if last and found.current.filled and not found.current.labelled:
        found.current.label, found.current.labelled = label, True
        return index + 1
    if found.current.filled or found.current.labelled:
        found.moments.append(Moment())
    found.current.label, found.current.labelled = label, True
    return index + 1


def _add_relative(found: Scan, relative: Relative) -> int:
    moment = found.current
    if moment.relative is None:
        moment.relative = relative
    return relative.end


def _add_date(found: Scan, date: Date) -> int:
    moment = found.current
    if moment.date is None:
        moment.date = date
    elif (
        moment.other_date is None
        and not moment.date.yearless
        and moment.date.calendar != date.calendar
        and "i" in (moment.date.calendar, date.calendar)
    ):
        moment.other_date = date
        if moment.date.calendar != "g":
            moment.date, moment.other_date = date, moment.date
    else:
        found.fresh().date = date
    return date.end


def _add_clock(found: Scan, clock: Clock) -> int:
    moment = found.current
    if moment.clocks and moment.date and not moment.date.yearless:
        moment = found.fresh()
    if moment.zone is not None and not moment.clocks:
        clock.zone, moment.zone = moment.zone, None
    moment.clocks.append(clock)
    return clock.end


def _add_zone(found: Scan, zone: Zone, end: int) -> int:
    moment = found.current
    if moment.clocks and (
        moment.clocks[-1].zone is None or moment.clocks[-1].zone.name is not None or zone.minutes is not None
    ):
        if moment.clocks[-1].zone is None or zone.name is None:
            first = moment.clocks[-1].zone
            moment.clocks[-1].zone = zone if first is None or first.minutes is None else first
    elif moment.zone is None:
        moment.zone = zone
    return end


def _after_clock(found: Scan, index: int) -> bool:
    """Whether a clock time (and at most its zone name) stands right before."""
    clocks = found.current.clocks
    return bool(clocks) and index - clocks[-1].end <= 1


def _time_expected(found: Scan) -> bool:
    """Whether 10.23 can only be a clock time here: behind a date, a weekday, "yesterday" or a label."""
    moment = found.current
    return bool(moment.date or moment.relative or moment.labelled or moment.weekdays)


def _is_announced(tokens: list[Token], index: int) -> bool:
    """Whether "kl." or its like stands before two numbers parted by a dot, and no third makes them a date."""
    before = index - 1 - (index > 1 and tokens[index - 1].text == ".")
    if before < 0 or "c" not in tokens[before].senses or not sep_at(tokens, index + 1, "."):
        return False
    return not (sep_at(tokens, index + 3, ".") and number_at(tokens, index + 4, (1, 2, 4), glued=False))


def _weekdays(token: Token, hints: Hints) -> set[int]:
    """The weekdays a word names in the languages of the string; none where it is a filler there ("on", "do")."""
    days = token.numbers("w")
    spoken = hints.languages
    if spoken & token.senses.get("f", _NONE):
        return set()
    return {day for day, languages in days.items() if spoken & languages} or set(days)


def _rest(found: Scan, tokens: list[Token], index: int, hints: Hints) -> int:
    """Weekdays, fillers, noise; everything else is unknown."""
    token = tokens[index]
    if token.kind == "n":
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if not (follower and follower.has("z")):
            found.loose.append(index)
    elif token.kind == "w":
        days = _weekdays(token, hints)
        if days and _near_time(found, tokens, index):
            _add_weekday(found, token, days)
        elif token.has("f") or token.has("c") or token.has("u") or token.has("k") or token.has("h"):
            found.fillers += 1
        else:
            found.unknown.append(token.text)
    return index + 1


def _near_time(found: Scan, tokens: list[Token], index: int) -> bool:
    """Two-letter weekdays ("Di.", "MA", "木") are words of other kinds too: only beside a date or clock time."""
    if len(tokens[index].text) > 2:
        return True
    if tokens[index].text > "\u2e80":
        around = tokens[index - 1 : index] + tokens[index + 1 : index + 2]
        return any(token.text in "()" for token in around) or bool(
            found.current.date and found.current.date.end == index
        )
    following = [token for token in tokens[index + 1 : index + 4] if token.kind != "s"]
    return found.current.filled or bool(following and (following[0].kind == "n" or following[0].has("m")))


def _add_weekday(found: Scan, token: Token, days: set[int]) -> None:
    moment = found.current
    if moment.weekdays and moment.date:
        moment = found.fresh()
    moment.weekdays = moment.weekdays & days or days
    moment.weekday_text = token.text
