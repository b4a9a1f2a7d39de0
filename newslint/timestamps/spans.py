"""Spans and lists of days ("22-25 October 2024"): what they name is no moment, and half of one would be a wrong one."""

from __future__ import annotations

from itertools import pairwise

from newslint.timestamps.days import Date
from newslint.timestamps.moments import Moment, Scan
from newslint.timestamps.parts import joins
from newslint.timestamps.tokens import Token
from newslint.timestamps.verdict import one_clock

_DAY_DIGITS = 2


def is_span(found: Scan) -> bool:
    """Whether a string names several days as the ends of a span, or as a list, and not with labels as moments."""
    dates = [(moment, moment.date) for moment in found.moments if moment.date is not None]
    if any(
        joins(found.tokens[a.end : b.start]) for (_, a), (m, b) in pairwise(dates) if not m.labelled and _differ(a, b)
    ):
        return True
    loose = [index for index in found.loose if len(found.tokens[index].text) <= _DAY_DIGITS]
    return any(_is_beside(found.tokens, index, date) for index in loose for _, date in dates)


def disagree(chief: Moment, moments: list[Moment]) -> bool:
    """Whether a clock time, or a day without a year, stands beside the chief moment that is another, and no label tells."""
    clocks = [c for m in moments if not (m is chief or m.date or m.relative or m.labelled) for c in m.clocks]
    if chief.clocks and clocks and one_clock([*chief.clocks, *clocks]) is None:
        return True
    if chief.label == "published" or chief.date is None:
        return False
    others = [m.date for m in moments if m is not chief and m.label != "updated" and m.date and m.date.yearless]
    return any(_differ(chief.date, other) for other in others)


def _differ(one: Date, other: Date) -> bool:
    """Whether two dates have no day in common; one without a year is compared by its day and month."""
    if one.yearless or other.yearless:
        return not _days(one) & _days(other)
    return not set(one.readings) & set(other.readings)


def _days(date: Date) -> set[tuple[int | None, int | None]]:
    return {date.yearless} if date.yearless else {day[1:] for day in date.readings}


def _is_beside(tokens: list[Token], index: int, date: Date) -> bool:
    """Whether a number that belongs to nothing is the other day of a span: 22 in "22 bis 25. Oktober 2024"."""
    if index < date.start:
        between = tokens[index + 1 : date.start]
        if index == 0 and [token.text for token in between] == [","]:
            return tokens[0].value < tokens[date.start].value
        return joins([token for token in between if token.text != "."])
    between, after = tokens[date.end : index], tokens[index + 1 : index + 2]
    if after and after[0].kind == "w" and not after[0].senses:
        return False  # "- 5 comments"
    is_glued = [token.text for token in between] == ["."] and between[0].glued and tokens[index].glued
    return is_glued or (bool(between) and joins(between))
