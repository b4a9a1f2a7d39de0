"""Finds a value in the text of a JSON record by its path of keys. Of equal keys the last one counts, as for parsers."""

from __future__ import annotations

import json
import re

from newslint.writers import Unrepairable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = re.compile(r"[\s,:\ufeff]*+")
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BRACKET = re.compile(r'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+([{}\[\]])', re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}]+")
_KINDS = {"[": "is a list (of paragraphs, say), not one string", "{": "is an object, not a string"}


def value_at(text: str, key: str, value: object) -> tuple[int, int]:
    """Where the value stands that a reader found under a key, or a dotted path of keys."""
    seen = None
    for start, end in _spans(text, _blank(text, 0), key):
        seen = text[start]
        inner = [(start, end)] if seen not in "{[" else _inner(text, start) if seen == "{" else []
        for place in inner:
            if _is(text[slice(*place)], value):
                return place
    what = _KINDS.get(seen or "", "is written as something else")
    raise Unrepairable(f"{key!r} {what}: only whole strings are rewritten")


def _is(literal: str, value: object) -> bool:
    try:
        found = json.loads(literal)
    except (ValueError, RecursionError):
        return False
    return type(found) is type(value) and bool(found == value)


def _inner(text: str, start: int) -> list[tuple[int, int]]:
    """The strings right in an object that stands for one: {"rendered": "..."}."""
    return [place for place in members(text, start).values() if text[place[0]] == '"']


def _spans(text: str, at: int, path: str) -> Iterator[tuple[int, int]]:
    """The places a path may lead to; a key may have dots in it."""
    if text[at] == "[":
        found = {str(number): place for number, place in enumerate(_items(text, at))}
    else:
        found = members(text, at)
    if path in found:
        yield found[path]
    for key, (start, _) in found.items():
        if path.startswith(f"{key}.") and text[start] in "{[":
            yield from _spans(text, start, path[len(key) + 1 :])


def members(text: str, at: int) -> dict[str, tuple[int, int]]:
    """The values of the object that begins at a place, by key."""
    found = {}
    at = _blank(text, at + 1)
    while text[at] != "}":
        key = _end(text, at)
        start = _blank(text, key)
        end = _end(text, start)
        found[json.loads(text[at:key])] = (start, end)
        at = _blank(text, end)
    return found


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    at = _blank(text, at + 1)
    while text[at] != "]":
        end = _end(text, at)
        yield at, end
        at = _blank(text, end)


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _end(text: str, at: int) -> int:
    """Where the value ends that begins at a place."""
    if text[at] in "{[":
        depth = 1
        while depth:
            at += 1
            found = _BRACKET.match(text, at)
            if found is None:
                raise Unrepairable("the record is no JSON")
            at = found.end() - 1
            depth += 1 if found[1] in "{[" else -1
        return at + 1
    found = (_STRING if text[at] == '"' else _SCALAR).match(text, at)
    if found is None:
        raise Unrepairable("the record is no JSON")
    return found.end()
