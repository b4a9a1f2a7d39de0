"""Rules validated beforehand: a run that finds them unchanged need import neither YAML nor pydantic.

`compiled.jsonl` holds what `rule.validate` made of the shipped files, and their digest. It is written by
tools/make_docs.py and compared by a test; where a rule was changed since, the digest differs and the YAML is read.

Each line is JSON: first the digest, then for each rule a line with what every run asks for. What it keeps for `later`
(texts for people, and the long lists that options have by language) stands in the lines below it, in the order in which
the rule names them, with the bytes that each has; such a line is parsed when somebody asks for it: of 900 KB a text in one
language needs a tenth.
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
    """A mapping of which some values are JSON still to be parsed: that is done when they are asked for.

    `known` are the others; `sizes` the bytes of each of those in `data`, line after line from `start` on.
    """

    __slots__ = ("_data", "_known", "_sizes", "_start")

    def __init__(self, known: dict[str, Any], sizes: dict[str, int], data: bytes, start: int) -> None:
        self._known, self._sizes, self._data, self._start = known, sizes, data, start

    def __getitem__(self, key: str) -> Any:
        if key not in self._known:
            self._known[key] = self._parsed(key)
        return self._known[key]

    def _parsed(self, wanted: str) -> Any:
        from newslint.quickjson import loads

        at = self._start
        for key, size in self._sizes.items():
            if key == wanted:
                return loads(self._data[at : at + size])
            at += size + 1
        raise KeyError(wanted)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._sizes, **self._known})

    def __len__(self) -> int:
        return len({**self._sizes, **self._known})


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
    from newslint.quickjson import loads

    end = data.find(b"\n")
    if loads(data[:end]) != wanted and wanted is not None:
        return None
    rules: list[Mapping[str, Any]] = []
    try:
        while end < len(data) - 1:
            start = end + 1
            end = data.index(b"\n", start)
            rule, end = _rule(loads(data[start:end]), data, end + 1)
            if data[end : end + 1] != b"\n":
                raise ValueError("what a rule keeps for later ends within a line")
            rules.append(rule)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no compiled rules: {error}") from None
    return rules


def _rule(plain: dict[str, Any], data: bytes, at: int) -> tuple[Later, int]:
    """One rule, and where the lines end that it keeps for later, which begin `at` there."""
    later = plain.pop("later")

    def kept(known: dict[str, Any], sizes: dict[str, int]) -> Later:
        nonlocal at
        made = Later(known, sizes, data, at)
        at += sum(sizes.values()) + len(sizes)
        return made

    rule = kept(plain, later["texts"])
    for name, sizes in later["options"].items():
        plain["options"][name] = kept({}, sizes)
    if later["prepared"] is not None:
        plain["prepared"] = kept({}, later["prepared"])
    return rule, at - 1


def written(made_of: str, rules: Iterable[Mapping[str, Any]]) -> str:
    """What the file holds, a value a line, so that a change of one is a change of one line, and of its rule's."""
    return "".join(f"{line}\n" for line in [_json(made_of), *(line for rule in rules for line in _lines(rule))])


def _lines(rule: Mapping[str, Any]) -> Iterator[str]:
    """A rule, and what it keeps for later."""
    long = {name: value for name, value in rule["options"].items() if isinstance(value, dict)}
    prepared = rule.get("prepared")
    small = {name: value for name, value in rule.items() if name not in TEXTS}
    small["options"] = {name: None if name in long else value for name, value in rule["options"].items()}
    if isinstance(prepared, dict):
        del small["prepared"]
    lines: list[str] = []

    def sizes(values: Mapping[str, Any]) -> dict[str, int]:
        more = {name: _json(value) for name, value in values.items()}
        lines.extend(more.values())
        return {name: len(line.encode()) for name, line in more.items()}

    small["later"] = {
        "texts": sizes({name: rule[name] for name in TEXTS}),
        "options": {name: sizes(value) for name, value in long.items()},
        "prepared": sizes(prepared) if isinstance(prepared, dict) else None,
    }
    yield _json(small)
    yield from lines


def _json(value: Any) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, separators=(",", ":"))
