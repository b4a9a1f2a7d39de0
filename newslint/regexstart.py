"""What a match of a regular expression can begin with, so that most lines need not be tried at all.

Signs before the first letter, digit or `_` count for nothing, in a pattern and in a line alike: `\\W{0,4}read more` is
filed under `rea`, and so is "» Read more". Everything is in the form of `text.even`.
"""

from __future__ import annotations

import re

from newslint.text import DIGIT, HEAD, SIGN, even

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Heads = frozenset[str] | None

MOST = 400  # beginnings of one pattern; with more, it can begin with nearly anything
WIDEST = 500  # characters of a match, beyond which nothing is gained by a look at a part of the text
_WIDEST = 40  # characters of a class that are listed
_NO_WIDTH = {"AT", "ASSERT", "ASSERT_NOT"}
_COMMON_SIGNS = "\"'-.([*\t"
ANY_SIGN = " "  # no line begins with one, so that it can stand for all


def width(pattern: str) -> tuple[int, int | None]:
    """The fewest and the most characters of a match; None where there is no useful bound."""
    least, most = map(int, re._parser.parse(pattern).getwidth())  # type: ignore[attr-defined]
    return least, most if most <= WIDEST else None


def every_sign(pattern: str) -> str:
    """Signs of which each stands in every match."""
    return "".join(sorted(set(_every_sign(re._parser.parse(pattern)))))  # type: ignore[attr-defined]


def _every_sign(items: Any) -> Iterator[str]:
    for op, value in items:
        name = str(op)
        if name == "LITERAL" and not chr(value).isalnum() and even(chr(value)) == chr(value) != " ":
            yield chr(value)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _every_sign(value[-1] if name == "SUBPATTERN" else value)
        elif name.endswith("_REPEAT") and value[0] > 0:
            yield from _every_sign(value[2])


class _TooMany(Exception):
    """The pattern can begin with more than can be listed."""


def heads(pattern: str) -> Heads:
    """The beginnings (up to three characters) of what the pattern can match; None where that is nearly anything.

    A beginning of fewer characters stands for all that begin so; SIGN for what is nothing but signs, or goes on with
    anything, SIGN and a sign for what begins with that one.
    """
    try:
        found = _sequence(list(re._parser.parse(pattern)), {""}, HEAD)  # type: ignore[attr-defined]
    except _TooMany:
        return None
    return frozenset(head.rstrip("\0") for head in found)


def _sequence(items: list[Any], heads: set[str], most: int) -> set[str]:
    """The beginnings after each item in turn. One that is complete, or cannot be followed further, ends in NUL."""
    for op, value in items:
        done = {head for head in heads if len(head) >= most or head.endswith("\0")}
        if done == heads:
            break
        heads = _shortened(done | _after(str(op), value, heads - done, most), most)
    return heads


def _shortened(heads: set[str], most: int) -> set[str]:
    """The beginnings, cut to fewer characters where there are too many."""
    if len(heads) > MOST:
        heads = {head if head[:1] == SIGN else head[: most - 1].rstrip("\0") + "\0" for head in heads}
    if len(heads) > MOST:
        raise _TooMany
    return heads


def _after(name: str, value: Any, heads: set[str], most: int) -> set[str]:
    if name in _NO_WIDTH:
        return heads
    if name == "LITERAL":
        return _add(heads, _variants(chr(value)))
    if name == "IN":
        return _add(heads, _listed(value))
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sequence(list(value[-1] if name == "SUBPATTERN" else value), heads, most)
    if name == "BRANCH":
        return set().union(*(_sequence(list(branch), heads, most) for branch in value[1]))
    if name.endswith("_REPEAT"):
        return _repeated(value, heads, most)
    return _stop(heads)


def _repeated(value: Any, heads: set[str], most: int) -> set[str]:
    low, high, body = value
    found = heads if not low else set()
    for count in range(1, min(int(high), most + 1) + 1):
        before, heads = heads, _sequence(list(body), heads, most)
        if count >= low:
            found = found | heads
        if heads == before:
            return found | heads
    return found | (heads if low > most else set())


def _add(heads: set[str], characters: set[str] | None) -> set[str]:
    """The beginnings with one character more; signs before the first letter are left out."""
    if characters is None:
        return _stop(heads)
    found: set[str] = set()
    for head in heads:
        is_open = head[:1] in ("", SIGN)
        for character in characters:
            if not is_open:
                found.add(head + (character if character != DIGIT else "\0"))
            elif len(head) > 1 and head[1] not in _COMMON_SIGNS:
                found.add(head + "\0")  # few lines begin with such a sign
            elif character == DIGIT:
                found.add(DIGIT + "\0")
            elif character.isalnum():
                found.add(character)
            else:
                found.add(head or (SIGN if character == ANY_SIGN else SIGN + character))
    return found


def _stop(heads: set[str]) -> set[str]:
    if "" in heads:
        raise _TooMany
    return {head + "\0" for head in heads}


def _listed(items: Any) -> set[str] | None:
    """The characters of a class; signs as one; None where it is left open, or long."""
    found: set[str] = set()
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            found |= _variants(chr(value))
        elif name == "RANGE" and value[1] - value[0] < _WIDEST:
            found |= {one for code in range(value[0], value[1] + 1) for one in _variants(chr(code))}
        elif name == "CATEGORY" and str(value) == "CATEGORY_NOT_WORD":
            found.add(ANY_SIGN)
        elif name == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            found.add("\t")  # no line begins with one: it has none around it
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add(DIGIT)
        else:
            return None
    return found


def _variants(character: str) -> set[str]:
    """The forms in which an even text can have what the literal matches, case aside."""
    if character.isdecimal():
        return {DIGIT}
    extra = re._casefix._EXTRA_CASES.get(ord(character.lower()[:1]), ())  # type: ignore[attr-defined]
    return {even(one)[:1] for one in (character, *map(chr, extra))}


def is_one_word(pattern: str) -> bool:
    """Whether no match holds white space."""
    return not _holds_blank(re._parser.parse(pattern))  # type: ignore[attr-defined]


def _holds_blank(items: Any) -> bool:
    return any(_may_be_blank(str(op), value) for op, value in items)


def _may_be_blank(name: str, value: Any) -> bool:
    if name in _NO_WIDTH:
        return False
    if name == "LITERAL":
        return chr(value).isspace()
    if name == "IN":
        characters = _listed(value)
        plain = all(str(op) in ("LITERAL", "RANGE") for op, _ in value)
        return not plain or (characters is not None and any(map(str.isspace, characters)))
    if name == "BRANCH":
        return any(map(_holds_blank, value[1]))
    if name.endswith("_REPEAT"):
        return _holds_blank(value[2])
    return name not in ("SUBPATTERN", "ATOMIC_GROUP") or _holds_blank(value[-1] if name == "SUBPATTERN" else value)
