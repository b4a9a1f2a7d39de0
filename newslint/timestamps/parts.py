"""Collect the elements of a date with a month in words: numbers, months, units, eras."""

from __future__ import annotations

from newslint.timestamps.clocks import read_clock
from newslint.timestamps.tokens import Token
from newslint.timestamps.words import Senses

_GAP = 5  # tokens that may stand between two parts of a date
_IN_DATE = frozenset(",.-/'|")
_JOINING_SIGNS = frozenset("-~/&+")
_JOINING = frozenset(
    "to till until through thru and bis und au et al a y e até hasta alle tot tm en til och og ja do až i по до и та й și"
    " la ve dan és hingga sampai đến και έως".split()
)


class Part:
    """One element of a date with a named month: n(umber), Y, M or D."""

    __slots__ = ("fixed", "kind", "months", "value", "width")

    def __init__(self, kind: str, value: int, width: int) -> None:
        self.kind = kind
        self.value = value
        self.width = width
        self.months: Senses = {}
        self.fixed = False  # the year is already Gregorian


def starts_date(token: Token) -> bool:
    """Whether a date can begin with that word."""
    return token.kind == "w" and (
        bool(months_of(token)) or token.has("uM") or token.has("uD") or token.has("uY") or token.has("e")
    )


def months_of(token: Token) -> Senses:
    """Senses of the word that are months: {"m5": {"en", "de"}}."""
    return {sense: langs for sense, langs in token.senses.items() if sense[0] in "mpi" and sense[1:].isdigit()}


def collect(tokens: list[Token], index: int) -> tuple[list[Part], list[int]]:
    """Up to three elements from here, over fillers, and where each ends."""
    parts: list[Part] = []
    ends: list[int] = []
    gap, k = 0, index
    while k < len(tokens) and len(parts) < 3 and gap <= _GAP:
        found = _part(tokens, k, parts)
        if found is not None:
            parts.append(found[0])
            ends.append(found[1])
            gap, k = 0, found[1]
        elif tokens[k].kind == "w" and parts and months_of(tokens[k]) and tokens[index].has("w"):
            return [], []  # "Mar 5 novembre": the first word was a weekday
        elif _skippable(tokens, k) and (parts or tokens[k].has("u")):
            gap, k = gap + 1, k + 1
        else:
            break
    return parts, ends


def _part(tokens: list[Token], k: int, parts: list[Part]) -> tuple[Part, int] | None:
    """The element there and the token behind it."""
    token = tokens[k]
    if token.kind == "n":
        return None if len(token.text) > 4 or _is_time(tokens, k, parts) else _number_part(tokens, k)
    if token.kind != "w":
        return None
    if token.has("e"):
        return _era_part(tokens, k)
    months = months_of(token)
    if months and not any(part.kind == "M" for part in parts):
        month = Part("M", 0, 0)
        month.months = months
        return month, k + 1
    if "vi" in token.senses.get("uM", ()) and k + 1 < len(tokens) and tokens[k + 1].kind == "n":
        month = Part("M", tokens[k + 1].value, 2)
        month.months = {f"m{month.value}": frozenset()}
        return month, k + 2
    return None


def _era_part(tokens: list[Token], k: int) -> tuple[Part, int] | None:
    """令和6年, 令和元年, พ.ศ. 2567: an era and the year in it, as a Gregorian year."""
    offset = next(iter(tokens[k].numbers("e")))
    following = next((n for n in range(k + 1, min(k + 3, len(tokens))) if tokens[n].text != "."), 0)
    if not following:
        return None
    first = tokens[following].text.startswith("元")
    if not first and (tokens[following].kind != "n" or len(tokens[following].text) > 4):
        return None
    year = Part("Y", offset + (1 if first else tokens[following].value), 4)
    year.fixed = True
    end = following + 1
    return year, end + (end < len(tokens) and tokens[end].has("uY"))


def _is_time(tokens: list[Token], k: int, parts: list[Part]) -> bool:
    """Whether the number is the hour of a clock time."""
    have = len(parts)
    if have == 0 and not (k + 1 < len(tokens) and tokens[k + 1].text == ":"):
        return False
    dotted = have >= 2 and any(part.kind == "M" for part in parts)
    return len(tokens[k].text) <= 2 and read_clock(tokens, k, dots=dotted) is not None


def _number_part(tokens: list[Token], k: int) -> tuple[Part, int]:
    """A number and the unit behind it: 2024年, 10월, 22日; with the dash of Mongolian."""
    token = tokens[k]
    part, end = Part("n", token.value, len(token.text)), k + 1
    if end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end + 1].has("uM"):
        end += 1  # Mongolian: 8-р сар
    unit = tokens[end] if end < len(tokens) and tokens[end].kind == "w" else None
    if unit is not None:
        for letter in "YMD":
            if (
                "u" + letter in unit.senses
                and not months_of(unit)
                and (unit.glued or unit.text > "\u0370")
                and "vi" not in unit.senses["u" + letter]
            ):
                part.kind = letter
                part.months = {f"m{part.value}": frozenset()} if letter == "M" else {}
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


def joins(between: list[Token]) -> bool:
    """Whether what stands between two days is one joining word, or signs with a joining one among them."""
    words = [token for token in between if token.kind == "w"]
    signs = [token.text for token in between if token.kind == "s"]
    if len(between) != len(words) + len(signs):
        return False
    if words:
        return len(words) == 1 and words[0].text.casefold() in _JOINING
    return not _JOINING_SIGNS.isdisjoint(signs)
