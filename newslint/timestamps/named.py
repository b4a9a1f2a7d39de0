"""Read a date with a month in words, or with the words for year, month and day."""

from __future__ import annotations

from newslint.timestamps.calendars import calendar_of
from newslint.timestamps.days import Date, Day, day_of, full_year
from newslint.timestamps.hints import Hints
from newslint.timestamps.parts import Part, collect, joins, months_of
from newslint.timestamps.tokens import Token


def read_named(tokens: list[Token], index: int, hints: Hints) -> Date | None:
    """22 October 2024, Oct 22 2024, 2024 m. spalio 22 d., 令和6年10月22日, October 2024, 22 October."""
    parts, ends = collect(tokens, index)
    for size in (3, 2):
        if len(parts) >= size:
            if _year_follows(tokens, parts[:size], ends[size - 1]) or _is_span(tokens, index, parts[:size], ends):
                continue
            date = _assemble(parts[:size], ends[size - 1], hints)
            if date and not _is_mixed(tokens[index : date.end], parts[:size], date):
                return _attach_calendar(tokens, date, parts, hints)
    return None


def _year_follows(tokens: list[Token], parts: list[Part], end: int) -> bool:
    """Whether the year stands behind two short numbers, so that one of them belongs to no date, or to another.

    "Oct 22-25, 2024", "Vol. 5, 22 October 2024"; and "May, 4 March 2025", where the number belongs to the next month.
    """
    if any(part.kind != "M" and (part.kind != "n" or part.width > 2) for part in parts):
        return False
    if len(parts) == 3 and parts[1].kind == "M":
        return False
    while end < len(tokens) and tokens[end].kind == "s" and tokens[end].text in ",.":
        end += 1
    if len(parts) == 2 and end < len(tokens) and months_of(tokens[end]) and tokens[end].kind == "w":
        end += 1
    elif len(parts) == 2:
        return False
    while end < len(tokens) and (tokens[end].text in ",." or tokens[end].has("f")):
        end += 1
    return end < len(tokens) and tokens[end].kind == "n" and len(tokens[end].text) == 4


def _is_span(tokens: list[Token], index: int, parts: list[Part], ends: list[int]) -> bool:
    """Whether two short numbers side by side are the ends of a span: "22-25 October", "del 22 al 25 de octubre"."""
    kinds = "".join(part.kind for part in parts)
    if kinds not in ("nnM", "Mnn") or max(part.width for part in parts) > 2:
        return False
    first = kinds.index("n")
    between = tokens[ends[first] : ends[first + 1] - 1]
    return joins([token for token in between if token.text != "."]) and parts[first].value <= 31


def _is_mixed(tokens: list[Token], parts: list[Part], date: Date) -> bool:
    """Whether a date without a whole year has its month and its small words from two languages: "7 out of 10"."""
    if not date.words or any(part.width == 4 for part in parts):
        return False
    fillers = [token.senses["f"] for token in tokens if "f" in token.senses and len(token.text) > 1]
    return any(not languages & {*date.words, "*"} for languages in fillers)


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
            found = day_of(year, int(sense[1:]), day, hints, sense[0])
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
    kept = [sense for sense, languages in month.months.items() if spoken & languages]
    gregorian = [sense for sense in kept or month.months if sense[0] == "m"]
    return gregorian or kept or list(month.months)


def _languages(month: Part, senses: list[str]) -> frozenset[str]:
    return frozenset().union(*(month.months[sense] for sense in senses))


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
