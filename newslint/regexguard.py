"""Refuses regular expressions that could hang a run, before they meet any text.

Python's engine backtracks: `(a+)+$` on 27 characters takes seconds. A pattern's danger is the number of ways in which it
can match the same line. That number is bounded here from the parse tree; patterns above the limit are refused when the
rule is loaded. Possessive repeats (`++`, `*+`, `?+`) and atomic groups `(?>...)` keep their first way and count as one,
unless what is inside them is itself dangerous.
The line length is bounded too (`max_chars` of a rule), so that what is left is quick: see tests/test_regexguard.py.
"""

from __future__ import annotations

import re
from math import comb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WAYS_LIMIT = 2_000_000
LONGEST_PATTERN = 4000
INNER_LIMIT = 1000  # ways inside a possessive repeat or an atomic group, which are tried once a character
_TELLING = 3  # characters of a text that is worth a search (one where it is not ASCII)
_RARE = 5  # characters of a text that few texts hold
_TEXTS = 16  # texts that are sought at most for one pattern
_DIGIT = "\0"  # stands for all digits of all scripts
_CLASS_LIMIT = 64  # characters of a class that are listed
_ONE_WAY = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY", "AT", "RANGE"}


class Danger(ValueError):
    """The pattern is no regular expression, or can match in too many ways. The text is a sentence."""


def compile_safely(
    pattern: str, line_chars: int, flags: int = re.IGNORECASE, *, searching: bool = False
) -> re.Pattern[str]:
    """The compiled pattern, for lines of `line_chars` characters at most. Raises Danger.

    A pattern for `searching` in texts of any length may not hold an open repeat (`*`, `+`, `{3,}`): from each of a
    million places it could run to the end of the text.
    """
    check(pattern, line_chars)
    if searching and _is_open(re._parser.parse(pattern)):  # type: ignore[attr-defined]
        raise Danger("an open repeat (`*`, `+`, `{3,}`) is not allowed where the text is searched: bound it (`{0,80}`)")
    return re.compile(pattern, flags)


def check(pattern: str, line_chars: int) -> None:
    """Raises Danger where the pattern is wrong, or can match a line of `line_chars` characters in too many ways."""
    if len(pattern) > LONGEST_PATTERN:
        raise Danger(f"the pattern is {len(pattern):,} characters long; {LONGEST_PATTERN:,} are allowed")
    try:
        tree = re._parser.parse(pattern)  # type: ignore[attr-defined]
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError, ValueError) as error:
        raise Danger(f"not a regular expression: {error}") from None
    if "(?P=" in pattern or _has(tree, "GROUPREF"):
        raise Danger("a back-reference to a group is not allowed: it makes matching slow without bound")
    ways = _sequence(tree, line_chars)
    if ways > WAYS_LIMIT:
        raise Danger(
            f"the pattern can match a line of {line_chars} characters in more than {WAYS_LIMIT:,} ways, and would be slow "
            "on hostile text: make inner repeats possessive (`\\w++` for `\\w+`), bound them (`{1,20}`), or lower max_chars"
        )


def _has(tree: Any, wanted: str) -> bool:
    if hasattr(tree, "data") or isinstance(tree, (list, tuple)):
        return any(str(item) == wanted or _has(item, wanted) for item in tree)
    return False


def _is_open(tree: Any) -> bool:
    """Whether the tree holds a repeat without an upper bound."""
    if hasattr(tree, "data") or isinstance(tree, (list, tuple)):
        items = list(tree)
        if len(items) == 2 and str(items[0]).endswith("_REPEAT") and str(items[1][1]) == "MAXREPEAT":
            return True
        return any(_is_open(item) for item in items)
    return False


def _sequence(tree: Any, chars: int) -> int:
    """Ways of a sequence: the product of its parts' ways; k open repeats share the line, so C(chars + k, k) at most."""
    open_repeats, ways = 0, 1
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT") and value[1] - value[0] >= chars and _ways(value[2], chars) == 1:
            open_repeats += 1
        else:
            ways *= _part(name, value, chars)
    return min(ways * comb(chars + open_repeats, open_repeats), WAYS_LIMIT + 1)


def _ways(tree: Any, chars: int) -> int:
    return _sequence(tree, chars)


def _part(name: str, value: Any, chars: int) -> int:
    if name in _ONE_WAY or name == "FAILURE":
        return 1
    if name in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP"):
        return 1 if _ways(value if name == "ATOMIC_GROUP" else value[2], chars) <= INNER_LIMIT else WAYS_LIMIT + 1
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeat(value[0], value[1], value[2], chars)
    if name == "BRANCH":
        return _branch(value[1], chars)
    if name == "SUBPATTERN":
        return _ways(value[-1], chars)
    if name in ("ASSERT", "ASSERT_NOT"):
        return _ways(value[1], chars)
    return WAYS_LIMIT + 1  # a construct nobody has thought about: refused


def _repeat(low: int, high: int, body: Any, chars: int) -> int:
    high = min(int(high), chars)
    inner = _ways(body, chars)
    counts = max(1, high - low + 1)
    if inner == 1:
        return counts
    ways = inner
    for _ in range(high - 1):
        ways = ways * inner + 1
        if ways > WAYS_LIMIT:
            return WAYS_LIMIT + 1
    return ways + counts


def _branch(branches: list[Any], chars: int) -> int:
    """Ways of alternatives: of those with a first character of their own only the ones with the same can match."""
    by_first: dict[str | None, int] = {}
    for branch in branches:
        first = _first(branch)
        by_first[first] = by_first.get(first, 0) + _ways(branch, chars)
    anywhere = by_first.pop(None, 0)
    return anywhere + max(by_first.values(), default=0)


def _first(branch: Any) -> str | None:
    """The literal character a branch begins with, without case; None where it begins with anything else."""
    items = list(branch)
    if items and str(items[0][0]) == "LITERAL":
        return chr(items[0][1]).casefold()
    return None


def must_hold(pattern: str) -> frozenset[str]:
    """Characters, in lower case, of which every match holds one at least; empty where nothing can be said.

    A line without any of them need not be tried; NUL stands for any digit. Of several such sets the rarest is taken.
    """
    return _held(re._parser.parse(pattern))  # type: ignore[attr-defined]


def _held(tree: Any) -> frozenset[str]:
    found = [some for op, value in tree if (some := _held_by(str(op), value))]
    return min(found, key=lambda some: (max(map(_commonness, some)), len(some), sorted(some)), default=frozenset())


def _held_by(name: str, value: Any) -> frozenset[str]:
    if name == "LITERAL":
        return frozenset(chr(value).casefold()[:1])
    if name == "IN":
        return _listed(value)
    if name == "SUBPATTERN":
        return _held(value[-1])
    if name == "ATOMIC_GROUP":
        return _held(value)
    if name.endswith("_REPEAT") and value[0] > 0:
        return _held(value[2])
    if name == "BRANCH":
        parts = [_held(branch) for branch in value[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    return frozenset()


def _listed(items: Any) -> frozenset[str]:
    """The characters of a class such as `[.!?]` or `\\d`; none where it is left open, or long."""
    found: set[str] = set()
    for op, value in items:
        if str(op) == "LITERAL":
            found.add(chr(value).casefold()[:1])
        elif str(op) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add(_DIGIT)
        elif str(op) == "RANGE" and value[1] - value[0] < _CLASS_LIMIT:
            found.update(chr(point).casefold()[:1] for point in range(value[0], value[1] + 1))
        else:
            return frozenset()
    return frozenset(found)


def _commonness(character: str) -> int:
    """How likely a line holds the character, roughly: blanks and letters in most, digits in few, signs in fewer."""
    return (
        3
        if character.isspace()
        else 2
        if character.isalpha() and character.isascii()
        else 1
        if character.isdigit() or character == _DIGIT
        else 0
    )


def must_contain(pattern: str) -> tuple[str, ...]:
    """Texts, in lower case, of which every match holds one; none where nothing can be said. For a question to a whole text."""
    return _texts(re._parser.parse(pattern))  # type: ignore[attr-defined]


def _texts(tree: Any) -> tuple[str, ...]:
    found: list[tuple[str, ...]] = []
    run = ""
    for op, value in [*tree, (None, None)]:
        if str(op) == "LITERAL":
            run += chr(value)
            continue
        if len(run) >= _TELLING or not run.isascii():
            found.append((run.casefold().replace("i\u0307", "i"),))
        run = ""
        if some := _texts_in(str(op), value):
            found.append(some)
    return min(found, key=lambda some: (min(map(len, some)) < _RARE, len(some), -min(map(len, some)), some), default=())


def _texts_in(name: str, value: Any) -> tuple[str, ...]:
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _texts(value[-1] if name == "SUBPATTERN" else value)
    if name.endswith("_REPEAT") and value[0] > 0:
        return _texts(value[2])
    if name != "BRANCH":
        return ()
    parts = [_texts(branch) for branch in value[1]]
    if not all(parts):
        return ()
    joined = tuple(dict.fromkeys(text for part in parts for text in part))
    return joined if len(joined) <= _TEXTS else ()
