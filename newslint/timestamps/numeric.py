"""Read a date in numbers: 2024/10/22, 22.10.2024, 10/22/24."""

from __future__ import annotations

from newslint.timestamps.days import Date, choose, day_of, full_year
from newslint.timestamps.hints import Hints
from newslint.timestamps.tokens import Token


def read_numeric(tokens: list[Token], index: int, hints: Hints) -> Date | None:
    """2024/10/22, 22.10.2024, 22. 10. 24, 2024. 10. 22., with one separator throughout."""
    if index and tokens[index].glued and _is_version(tokens[index - 1]):
        return None
    parts, seps, end = [tokens[index]], [], index + 1
    while (
        len(parts) < 3
        and end + 1 < len(tokens)
        and tokens[end].text in "./-"
        and tokens[end].kind == "s"
        and tokens[end + 1].kind == "n"
    ):
        seps.append(tokens[end].text)
        parts.append(tokens[end + 1])
        end += 2
    if len(parts) == 2 and seps == ["/"]:
        return _day_and_month(tokens, index, end)
    if len(parts) < 3 or seps[0] != seps[1] or any(len(part.text) > 4 for part in parts):
        return None
    widths = [len(part.text) for part in parts]
    values = [part.value for part in parts]
    if (
        seps[0] in "."
        and end < len(tokens)
        and tokens[end].text == "."
        and not (end + 1 < len(tokens) and tokens[end + 1].kind == "n" and tokens[end + 1].glued)
    ):
        end += 1
    if widths[0] in (3, 4) and max(widths[1:]) <= 2:
        return _year_first(values, widths[0], end, hints)
    if widths[2] in (3, 4) and max(widths[:2]) <= 2:
        return _year_last(values, widths[2], seps[0], end, hints)
    if max(widths) <= 2:
        return _short_year(values, seps[0], end, hints)
    return None


def _is_version(before: Token) -> bool:
    """Whether the word a number is glued to makes it a version or a part number: v2024.10.1."""
    return before.kind == "w" and before.text.isascii() and (len(before.text) < 3 or not before.senses)


def _day_and_month(tokens: list[Token], index: int, end: int) -> Date | None:
    """3/4 without a year, in either order."""
    low, high = sorted((tokens[index].value, tokens[index + 2].value))
    if not 1 <= low <= 12 or high > 31 or not tokens[index + 1].glued or not tokens[index + 2].glued:
        return None
    date = Date([], end, reason="no-year")
    date.yearless = (low, high)
    return date


def _year_first(values: list[int], width: int, end: int, hints: Hints) -> Date | None:
    """Year, month, day; a year of three digits is the Republic of China's."""
    year = values[0] + 1911 if width == 3 else values[0]
    if width == 3 and not 80 <= values[0] <= 130:
        return None
    found = day_of(year, values[1], values[2], hints)
    date = Date(
        [found[0]] if found else [],
        end,
        reason="" if found else "impossible-date",
        calendar=found[1] if found else "g",
        order="YMD",
    )
    date.sure = width == 4 and date.calendar == "g"
    if width == 3:
        date.calendar = "r"
    return date


def _year_last(values: list[int], width: int, sep: str, end: int, hints: Hints) -> Date | None:
    """Day and month in doubt: dots are day-first (82 of 83 CLDR locales), else the order of the language decides."""
    if width == 3:
        return None
    allowed = {"DMY"} if sep == "." and not hints.date_order else set(hints.orders(short_year=False)) & {"DMY", "MDY"}
    orders = {"DMY": (values[2], values[1], values[0]), "MDY": (values[2], values[0], values[1])}
    date = choose(orders, allowed or {"DMY", "MDY"}, end, hints)
    days = {found[0] for order in orders.values() if (found := day_of(*order, hints))}
    date.sure = date.calendar == "g" and (len(days) == 1 or date.order == hints.date_order)
    return date


def _short_year(values: list[int], sep: str, end: int, hints: Hints) -> Date | None:
    """Two-digit years: 00-37 are 20xx, the rest 19xx."""
    a, b, c = values
    orders = {"DMY": (full_year(c), b, a), "YMD": (full_year(a), b, c)}
    if sep != ".":
        orders["MDY"] = (full_year(c), a, b)
    allowed = set(hints.orders(short_year=True))
    date = choose(orders, allowed & set(orders) or set(orders), end, hints)
    if date.reason == "day-month-order":
        date.reason = "two-digit-year"
    return date
