"""From a record, as somebody's scraper wrote it, to an article: which key holds the text, the title, the dates..."""

from __future__ import annotations

import re

from newslint.article import FIELDS, MOMENTS, Article
from newslint.late import regex
from newslint.problem import Problem
from newslint.readers.names import INNER, INNER_TEXT, NAMES, WRAPPERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

IGNORE_KEY = "newslint_ignore"
MAX_SHAPES = 1000  # sets of keys remembered; a file where each record has its own is read all the same, only slower
HOST_LENGTH = 300  # characters of a site or its address that are looked at
LONGEST_NAME = 60  # characters: a longer key is nobody's name for a field
DEEPEST = 6  # levels of lists and objects in a text
_NOISE = regex(r"[\W_]+")
_HOST = regex(r"(?:https?://)?(?:[\w-]+\.)+[\w-]{2,}\.?(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_ADDRESS = regex(r"https?://[^\s/]+/\S+")
NONE = "None"  # what news-please writes for a date that it has not found
SOURCE = "source"  # a site's name in most records, but the article's address in those of trafilatura
_PARTS = ("summary", "headline", "paragraphs", "sections")  # of a fundus body, in the order in which they are read
_RANKS = {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}


class Shape:
    """What the keys of a record say: worked out once for all records that have the same keys in the same order."""

    __slots__ = ("ignores", "keys", "other", "plain", "source", "ways", "wrappers")

    def __init__(self, keys: tuple[str, ...], mapped: Mapping[str, tuple[str, ...]]) -> None:
        present = set(keys)
        self.ways = {field: _paths(mapped[field], present) for field in mapped}
        for field, found in _usual(keys).items():
            self.ways.setdefault(field, tuple((key,) for key in found))
        self.ways = {field: self.ways[field] for field in FIELDS if self.ways.get(field)}
        self.plain = [(field, ways[0][0]) for field, ways in self.ways.items() if len(ways[0]) == 1]
        self.other = [field for field, ways in self.ways.items() if len(ways[0]) > 1]
        self.keys = {field: ".".join(ways[0]) for field, ways in self.ways.items()}
        self.wrappers = [key for key in keys if key in WRAPPERS]
        self.ignores = IGNORE_KEY in present
        self.source = SOURCE in present and "url" not in mapped


def squash(key: str) -> str:
    """How a key is compared: lower case, letters and digits only."""
    return _NOISE.sub("", key.lower()) if len(key) <= LONGEST_NAME else ""


def known(keys: Iterable[str]) -> int:
    """How many of the keys are usual names of fields: how much a CSV header looks like one."""
    return sum(1 for key in keys if squash(key) in _RANKS)


def _usual(keys: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for key in keys:
        if place := _RANKS.get(squash(key)):
            found.setdefault(place[0], []).append((place[1], key))
    return {field: [key for _, key in sorted(ranked, key=lambda pair: pair[0])] for field, ranked in found.items()}


def _paths(wanted: tuple[str, ...], present: set[str]) -> tuple[tuple[str, ...], ...]:
    paths = ((name,) if name in present else tuple(name.split(".")) for name in wanted)
    return tuple(path for path in paths if path[0] in present)


class Fields:
    """Finds the fields of records. `names` maps fields to keys or dotted paths of the user's own, which replace the
    usual names of those fields. `coarse` is set when a field was a number too large for a float to hold exactly."""

    __slots__ = ("coarse", "hosts", "mapped", "shapes")

    def __init__(self, names: Mapping[str, str | Sequence[str]]) -> None:
        self.mapped = {field: (own,) if isinstance(own, str) else tuple(own) for field, own in names.items()}
        self.shapes: dict[tuple[str, ...], Shape] = {}
        self.hosts: set[str] = set()
        self.coarse = False

    def article(
        self, record: dict[str, Any], path: str, number: int | None, at: tuple[int, int] | None = None
    ) -> Article | Problem:
        """The article a record holds, or the Problem that it has no text."""
        fields, keys, shape = self.pick(record)
        if "text" not in fields:
            return Problem(path, self.complaint(record, shape), number)
        return Article(fields, path, number, keys=keys, ignored=self.ignored(record, shape), at=at)

    def pick(self, record: dict[str, Any], wrapped: bool = False) -> tuple[dict[str, Any], Mapping[str, str], Shape]:
        """(fields, the keys they had, the record's shape); no "text" among the fields where the record has none."""
        shape = self.shapes.get(tuple(record)) or self.shape(tuple(record))
        fields: dict[str, Any] = {}
        keys: Mapping[str, str] = shape.keys
        odd = None
        for field, key in shape.plain:
            value = record[key]
            if value.__class__ is str and value and value != NONE:
                fields[field] = value
            else:
                odd = [*odd, field] if odd else [field]
        if "site" in fields and fields["site"] not in self.hosts:
            odd = [*(odd or ()), "site"]  # "source" and the like may be a display name: a second look has to decide
        if odd or shape.other:
            for field in (odd or []) + shape.other:
                keys = self._settle(field, record, shape, fields, keys)
        if shape.source and "url" not in fields and _is_address(record[SOURCE]):
            fields["url"], keys = record[SOURCE], {**keys, "url": SOURCE}
        if "text" not in fields and shape.wrappers and not wrapped:
            fields, keys = self._unwrap(record, shape, fields, keys)
        return fields, keys, shape

    def holds_articles(self, groups: Mapping[str, Sequence[Any]]) -> bool:
        """Whether lists hold articles, and nothing but objects, while what holds the lists is no article itself."""
        records = [record for group in groups.values() for record in group]
        if "text" in self.pick(dict(groups))[0] or not all(isinstance(record, dict) for record in records):
            return False
        return any("text" in self.pick(record)[0] for record in records)

    def shape(self, keys: tuple[str, ...]) -> Shape:
        """What records with these keys hold where."""
        if len(self.shapes) >= MAX_SHAPES:
            self.shapes.clear()
        shape = self.shapes[keys] = Shape(keys, self.mapped)
        return shape

    def _settle(
        self, field: str, record: dict[str, Any], shape: Shape, fields: dict[str, Any], keys: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Take the first of a field's keys that holds something; an empty string only where no other does."""
        spare = None
        for way in shape.ways[field]:
            value = self._fit(field, reach(record, way))
            if field == "site" and value and not self._is_host(value):
                spare, value = (value, way) if "url" not in fields else spare, None
            if value or value == 0:
                break
            if value is not None and spare is None:
                spare = (value, way)
        else:
            if spare is None:
                fields.pop(field, None)
                return keys
            value, way = spare
        fields[field] = value
        name = ".".join(way)
        return keys if keys.get(field) == name else {**keys, field: name}

    def _is_host(self, value: str) -> bool:
        if value not in self.hosts and _HOST.fullmatch(value[:HOST_LENGTH]):
            if len(self.hosts) >= MAX_SHAPES:
                self.hosts.clear()
            self.hosts.add(value)
        return value in self.hosts

    def _fit(self, field: str, value: Any) -> Any:
        """A value in the form its field has in an Article; None where it is nothing of the kind."""
        if value is None or value.__class__ is str:
            return None if value == NONE and field in MOMENTS else value
        if field == "text":
            parts = paragraphs(value)
            return None if parts is None else "\n\n".join(parts)
        if value.__class__ is float and abs(value) >= 1 << 63:
            self.coarse = True
        if field in MOMENTS:
            return words(value) if isinstance(value, dict) else value
        if field == "id" and isinstance(value, (int, float)):
            return value
        return words(value)

    def _unwrap(
        self, record: dict[str, Any], shape: Shape, fields: dict[str, Any], keys: Mapping[str, str]
    ) -> tuple[dict[str, Any], Mapping[str, str]]:
        for wrapper in shape.wrappers:
            inner = record[wrapper]
            if isinstance(inner, dict) and all(isinstance(key, str) for key in inner):
                found, names, _ = self.pick(inner, wrapped=True)
                if "text" in found:
                    return {**fields, **found}, {**keys, **{field: f"{wrapper}.{names[field]}" for field in found}}
        return fields, keys

    def ignored(self, record: dict[str, Any], shape: Shape) -> tuple[str, ...]:
        """The rules that the record itself wants to be left out."""
        return _rules(record[IGNORE_KEY]) if shape.ignores else ()

    def complaint(self, record: dict[str, Any], shape: Shape) -> str:
        """Why a record without text is no article, and what to do."""
        if ways := shape.ways.get("text"):
            name, value = ".".join(ways[0]), reach(record, ways[0])
            return f"{name!r} should hold the text, but is {kind(value)}: expected text, or a list of paragraphs"
        if own := self.mapped.get("text"):
            return f"has no {own[0]!r}, which [tool.newslint.fields] names as the text; it has {listed(record)}"
        return (
            "has no text: expected one of text, body, content, article_body, maintext, article ...; "
            f"it has {listed(record)}; name yours under [tool.newslint.fields]"
        )


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def reach(record: Any, way: tuple[str, ...]) -> Any:
    """The value at a path of keys (and list indices); None where it leads nowhere."""
    for part in way:
        if isinstance(record, dict):
            record = record.get(part)
        elif isinstance(record, list) and part.isascii() and part.isdigit() and len(part) < 10:
            record = record[int(part)] if int(part) < len(record) else None
        else:
            return None
    return record


def words(value: Any, depth: int = 0) -> str | None:
    """A name or the like as one string: lists are joined by commas, objects give their name."""
    if isinstance(value, str):
        return value
    if depth < DEEPEST and isinstance(value, (list, tuple)):
        return ", ".join(part for item in value if (part := words(item, depth + 1)))
    if depth < DEEPEST and isinstance(value, dict):
        return next((part for key in INNER if (part := words(value.get(key), depth + 1))), None)
    return None


def paragraphs(value: Any, depth: int = 0) -> list[str] | None:
    """The paragraphs of a text kept as a list or as fundus's nested body, in order; None where it is something else."""
    if value is None or isinstance(value, str):
        return [value] if value else []
    if depth > DEEPEST or not isinstance(value, (list, dict)):
        return None
    if isinstance(value, dict):
        # An object with a text and a title is an article: not here, but where wrappers are opened.
        if not ("sections" in value or (depth and any(part in value for part in _PARTS))):
            names = INNER_TEXT if depth else INNER_TEXT[2:]
            inner = next((value[key] for key in names if isinstance(value.get(key), str)), None)
            return None if inner is None else [inner]
        value = [value.get(part) for part in _PARTS]
    found = [paragraphs(item, depth + 1) for item in value]
    return None if None in found else [text for part in found for text in part or ()]


def kind(value: Any) -> str:
    """What a value is, in JSON's words."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    names = ((str, "a string"), (int, "a number"), (float, "a number"), (list, "a list"), (dict, "an object"))
    return next((name for type_, name in names if isinstance(value, type_)), "of another type")


def listed(record: Mapping[str, Any]) -> str:
    """The keys of a record for a message: eight at most, and short."""
    names = [key if len(key) <= 30 else key[:29] + "…" for key in list(record)[:8]]
    return (", ".join(names) + (" ..." if len(record) > 8 else "")) or "no keys at all"


def _rules(value: Any) -> tuple[str, ...]:
    """The words of a record's own ignores; what is no text is shown as it is, to be told as no name of a rule."""
    names = value if isinstance(value, list) else [] if value is None else [value]
    texts = [item if isinstance(item, str) else kind(item) for item in names]
    return tuple(name.strip() for text in texts for name in text.split(",") if name.strip())
