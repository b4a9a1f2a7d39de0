"""Rules validated beforehand: a run that finds them unchanged need import neither YAML nor pydantic.

`compiled.jsonl` holds what `rule.validate` made of the shipped files, and their digest. It is written by
tools/make_docs.py and compared by a test; where a rule was changed since, the digest differs and the YAML is read.

Each line is JSON: first the digest, then for each rule a line with what every run asks for. What it keeps for `later`
(texts for people, and the long lists that options have by language) stands in the lines below it, in the order in which
the rule names them; such a line is parsed when somebody asks for it: of 500 KB a text in one language needs a tenth.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

FILE = "compiled.jsonl"
TEXTS = ("why", "examples")  # of a rule, which only people ask for


class Later(Mapping[str, "Any"]):
    """A mapping of which some values are JSON still to be parsed: that is done when they are asked for."""

    __slots__ = ("_known",)

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known

    def __getitem__(self, key: str) -> Any:
        value = self._known[key]
        if value.__class__ is bytes:
            from json import loads

            value = self._known[key] = loads(value)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def digest(sources: Iterable[tuple[str, bytes]]) -> str:
    """The name of a set of rule files: BLAKE2b over paths and bytes, in the given order."""
    from newslint.blake import blake2b

    made = blake2b(digest_size=16)
    for path, data in sources:
        made.update(b"%d:%s%d:" % (len(path), path.encode("utf-8", "surrogatepass"), len(data)))
        made.update(data)
    return made.hexdigest()


def shipped(wanted: str | None) -> list[Mapping[str, Any]] | None:
    """The shipped rules; None where they were not compiled, or from files of another digest than the one `wanted`."""
    try:
        return read(_bytes(), wanted)
    except (OSError, ValueError):  # it was not written: this is a checkout, and somebody is about to
        return None


def _bytes() -> bytes:
    try:
        with open(os.path.join(os.path.dirname(__file__), FILE), "rb") as file:
            return file.read()
    except OSError:  # run from a zip archive
        from pkgutil import get_data

        return get_data("newslint", FILE) or b""


def read(data: bytes, wanted: str | None) -> list[Mapping[str, Any]] | None:
    """The rules that `written` wrote, ready for `kind.Rule`; None where their digest is not the one wanted (None: any).

    Raises ValueError where the bytes are no such thing.
    """
    from json import loads

    lines = iter(data.split(b"\n"))
    if loads(next(lines)) != wanted and wanted is not None:
        return None
    try:
        return [_rule(loads(line), lines) for line in lines]
    except (KeyError, TypeError, RuntimeError, StopIteration) as error:
        raise ValueError(f"no compiled rules: {error}") from None


def _rule(plain: dict[str, Any], lines: Iterator[bytes]) -> Later:
    """One rule; what it keeps for later is taken from the lines, and left as it is."""
    later = plain.pop("later")
    plain.update({name: next(lines) for name in later["texts"]})
    for name, keys in later["options"].items():
        plain["options"][name] = Later({key: next(lines) for key in keys})
    if later["prepared"] is not None:
        plain["prepared"] = Later({key: next(lines) for key in later["prepared"]})
    return Later(plain)


def written(made_of: str, rules: Iterable[Mapping[str, Any]]) -> str:
    """What the file holds, a value a line, so that a change of one is a change of one line."""
    return "\n".join([_json(made_of), *(line for rule in rules for line in _lines(rule))])


def _lines(rule: Mapping[str, Any]) -> Iterator[str]:
    """A rule, and what it keeps for later."""
    long = {name: value for name, value in rule["options"].items() if isinstance(value, dict)}
    prepared = rule.get("prepared")
    small = {name: value for name, value in rule.items() if name not in TEXTS}
    small["options"] = {name: None if name in long else value for name, value in rule["options"].items()}
    values = [rule[name] for name in TEXTS] + [inner for value in long.values() for inner in value.values()]
    if isinstance(prepared, dict):
        del small["prepared"]
        values += prepared.values()
    small["later"] = {
        "texts": TEXTS,
        "options": {name: list(value) for name, value in long.items()},
        "prepared": list(prepared) if isinstance(prepared, dict) else None,
    }
    yield _json(small)
    yield from map(_json, values)


def _json(value: Any) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, separators=(",", ":"))
