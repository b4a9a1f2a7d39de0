"""Read a date with a month in words, or with the words for year, month and day."""

from __future__ import annotations

from newslint.timestamps.calendars import calendar_of
from newslint.timestamps.clocks import read_clock
from newslint.timestamps.days import Date, Day, day_of, full_year
from newslint.timestamps.hints import Hints
from newslint.timestamps.tokens import Token

_GAP = 5  # tokens that may stand between two parts of a date
_IN_DATE = frozenset(",.-/'|")


class Part:
    """One element of a date with a named month: n(umber), Y, M or D."""

    __slots__ = ("fixed", "index", "kind", "months", "value", "width")

    def __init__(self, kind: str, value: int, width: int, index: int) -> None:
        self.kind = kind
        self.value = value
        self.width = width
        self.index = index
        self.months: dict[str, str] = {}
        self.fixed = False  # the year is already Gregorian


def read_named(tokens: list[Token], index: int, hints: Hints) -> Date | None:
    """22 October 2024, Oct 22 2024, 2024 m. spalio 22 d., 令和6年10月22日, October 2024, 22 October."""
    parts, ends = _collect(tokens, index, hints)
    for size in (3, 2):
        if len(parts) >= size:
            date = _assemble(parts[:size], ends[size - 1], hints)
            if date:
                return _attach_calendar(tokens, date, parts, hints)
    return None


def _collect(tokens: list[Token], index: int, hints: Hints) -> tuple[list[Part], list[int]]:
    """Up to three elements from here, over fillers, and where each ends."""
    parts: list[Part] = []
    ends: list[int] = []
    offset: int | None = None
    gap, k = 0, index
    while k < len(tokens) and len(parts) < 3 and gap <= _GAP:
        token = tokens[k]
        part = None
        if token.kind == "n" and len(token.text) <= 4 and not _is_time(tokens, k, len(parts), parts):
            part, k_end = _number_part(tokens, k, offset)
            offset = None
        elif token.kind == "w" and _months(token) and not any(p.kind == "M" for p in parts):
            part, k_end = Part("M", 0, 0, k), k + 1
            part.months = _months(token)
        elif (
            token.kind == "w"
            and "vi" in token.senses.get("uM", "")
            and k + 1 < len(tokens)
            and tokens[k + 1].kind == "n"
        ):
            part, k_end = Part("M", tokens[k + 1].value, 2, k), k + 2
            part.months = {f"m{part.value}": ""}
        elif token.kind == "w" and token.has("e"):
            offset = next(iter(token.numbers("e")))
            if token.text.endswith("元") or (k + 1 < len(tokens) and tokens[k + 1].text.startswith("元")):
                part, k_end = Part("Y", offset + 1, 4, k), k + 2
                part.fixed, offset = True, None
        elif not _skippable(tokens, k):
            if token.kind == "w" and _months(token) and tokens[index].has("w"):
                return [], []  # "Mar 5 novembre": the first word was a weekday
            break
        if part:
            parts.append(part)
            ends.append(k_end)
            gap, k = 0, k_end
        elif not parts and not token.has("e") and not token.has("u"):
            break
        else:
            gap, k = gap + 1, k + 1
    return parts, ends


def _is_time(tokens: list[Token], k: int, have: int, parts: list[Part]) -> bool:
    """Whether the number is the hour of a clock time."""
    if have == 0 and not (k + 1 < len(tokens) and tokens[k + 1].text == ":"):
        return False
    dotted = have >= 2 and any(part.kind == "M" for part in parts)
    return len(tokens[k].text) <= 2 and read_clock(tokens, k, dots=dotted) is not None


def _number_part(tokens: list[Token], k: int, offset: int | None) -> tuple[Part, int]:
    """A number and the unit behind it: 2024年, 10월, 22日; or behind an era, the Gregorian year."""
    token = tokens[k]
    part, end = Part("n", token.value, len(token.text), k), k + 1
    if offset is not None:
        part.kind, part.value, part.width, part.fixed = "Y", token.value + offset, 4, True
    if end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end + 1].has("uM"):
        end += 1  # Mongolian: 8-р сар
    unit = tokens[end] if end < len(tokens) and tokens[end].kind == "w" else None
    if unit is not None:
        for letter in "YMD":
            if (
                "u" + letter in unit.senses
                and not _months(unit)
                and (unit.glued or unit.text > "\u0370")
                and "vi" not in unit.senses["u" + letter]
            ):
                part.kind = letter
                part.months = {f"m{part.value}": ""} if letter == "M" else {}
                return part, end + 1
    return part, k + 1


def _skippable(tokens: list[Token], k: int) -> bool:
    """Separators, fillers, and ordinal endings glued to a number ("1er", "22-го")."""
    token = tokens[k]
    if token.kind == "s":
        return token.text in _IN_DATE
    if token.kind != "w":
        return False
    if "f" in token.senses or "c" in token.senses or token.has("u") or token.has("k"):
        return True
    numbered = k and (
        tokens[k - 1].kind == "n" or (tokens[k - 1].text in "-'." and k > 1 and tokens[k - 2].kind == "n")
    )
    return bool(numbered) and token.glued and len(token.text) <= 4


def _assemble(parts: list[Part], end: int, hints: Hints) -> Date | None:
    """A date from two or three elements with exactly one month."""
    months = [part for part in parts if part.kind == "M"]
    others = [part for part in parts if part.kind != "M"]
    if len(months) != 1 or not 1 <= _only(months[0]) <= 12:
        return None
    if len(others) == 1:
        return _pair(months[0], others[0], parts, end, hints)
    order, pairs = _roles(parts, others, hints)
    if not pairs:
        return None
    readings: dict[Day, str] = {}
    reason = "two-digit-year" if len(pairs) > 1 else ""
    senses = _senses(months[0], hints)
    for year, day in pairs:
        for sense in senses:
            found = day_of(year, int(sense[1:]), day, hints, "g" if sense[0] == "m" else sense[0])
            if found:
                readings.setdefault(found[0], found[1])
    if len(senses) > 1 and len(readings) > 1:
        reason = "month-name"
    date = Date(
        list(readings), end, reason=reason if len(readings) > 1 else "" if readings else "impossible-date", order=order
    )
    if len(readings) == 1:
        date.calendar = next(iter(readings.values()))
        date.sure = (
            date.calendar == "g"
            and all(part.width == 4 or part.value <= 31 for part in others)
            and any(p.width == 4 for p in others)
        )
    date.words = _languages(months[0], senses)
    return date


def _only(month: Part) -> int:
    return int(next(iter(month.months))[1:])


def _senses(month: Part, hints: Hints) -> list[str]:
    """The senses of a month word in the languages of the string; all of them if those know it not."""
    if len(month.months) == 1:
        return list(month.months)
    spoken = hints.languages
    kept = [sense for sense, languages in month.months.items() if spoken & set(languages.split())]
    gregorian = [sense for sense in kept or month.months if sense[0] == "m"]
    return gregorian or kept or list(month.months)


def _languages(month: Part, senses: list[str]) -> frozenset[str]:
    return frozenset(" ".join(month.months[sense] for sense in senses).split())


def _roles(parts: list[Part], others: list[Part], hints: Hints) -> tuple[str, list[tuple[int, int]]]:
    """(order, the possible (year, day)) of the two elements that are not the month."""
    first, last = others
    month_first = parts[0].kind == "M"
    if "D" in (first.kind, last.kind) or "Y" in (first.kind, last.kind):
        year, day = (first, last) if first.kind == "Y" or last.kind == "D" else (last, first)
        return "YMD" if year is first else "DMY", [(year.value, day.value)] if year.width == 4 or year.fixed else [
            (full_year(year.value), day.value)
        ]
    if last.width == 4 and first.width <= 2:
        return "MDY" if month_first else "DMY", [(last.value, first.value)]
    if first.width == 4 and last.width <= 2:
        return "YMD", [(first.value, last.value)]
    if first.width <= 2 and last.width == 2 and hints.languages == {"th"}:
        return "DMY", [(last.value + 1957, first.value)]  # 2565 is written 65, and is 2022
    if first.width <= 2 and last.width == 2:
        pairs = [(full_year(last.value), first.value)]
        if (
            not month_first
            and first.width == 2
            and first.value != last.value
            and hints.orders(short_year=True) != {"DMY"}
        ):
            pairs.append((full_year(first.value), last.value))
        return "MDY" if month_first else "DMY", [pair for pair in pairs if 1 <= pair[1] <= 31]
    return "", []


def _pair(month: Part, other: Part, parts: list[Part], end: int, hints: Hints) -> Date | None:
    """Month and year, or day and month without a year."""
    senses = _senses(month, hints)
    number = int(senses[0][1:])
    if other.kind == "Y" or (other.kind == "n" and other.width == 4 and 1000 <= other.value <= 2600):
        year = other.value - (
            543 if calendar_of(other.value, senses[0][0].replace("m", "g"), hints.languages) == "b" else 0
        )
        if senses[0][0] != "m" or not 1000 <= year <= 9999:
            return None
        return Date(
            [(year, int(sense[1:]), None) for sense in senses], end, reason="month-name" if len(senses) > 1 else ""
        )
    if other.kind in "nD" and other.width <= 2 and 1 <= other.value <= 31:
        date = Date([], end, reason="no-year", order="MDY" if parts[0] is month else "DMY")
        date.yearless = (number, other.value)
        date.words = _languages(month, senses)
        return date
    return None


def _attach_calendar(tokens: list[Token], date: Date, parts: list[Part], hints: Hints) -> Date:
    """Step over a calendar mark behind the date (1441هـ, 2020م), when no clock time stands before it."""
    if date.end < len(tokens) and tokens[date.end].has("k") and tokens[date.end].kind == "w":
        date.end += 1
    if any(part.fixed for part in parts):
        date.calendar = "e"
    return date


def starts_date(token: Token) -> bool:
    return token.kind == "w" and (
        bool(_months(token)) or token.has("uM") or token.has("uD") or token.has("uY") or token.has("e")
    )


def _months(token: Token) -> dict[str, str]:
    """Senses of the word that are months: {"m5": "en de"}."""
    return {sense: langs for sense, langs in token.senses.items() if sense[0] in "mpi" and sense[1:].isdigit()}
