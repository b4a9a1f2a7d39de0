"""YAML as it looks: no dates, no `no` that means False, no key twice, no tags, no aliases - and where each thing stands.

The C parser of PyYAML gives events; the tree is built here, without recursion, so that depth and size are bounded.
"""

from __future__ import annotations

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

DEPTH_LIMIT = 40
SIZE_LIMIT = 4 * 1024 * 1024  # characters of one document
_NUMBER = regex(r"[-+]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlError(ValueError):
    """The document is not YAML, or more than plain YAML. `line` is 1-based; the text is a sentence that names it."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"line {line}: {what}")
        self.what, self.line = what, line


class Document:
    """Plain data, and the 1-based line of each part: `lines` maps a path of keys and indexes to it."""

    __slots__ = ("data", "lines")

    def __init__(self, data: Any, lines: dict[tuple[str | int, ...], int]) -> None:
        self.data, self.lines = data, lines

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """The line of the part at a path, or of the nearest part above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Any:
    """The document as plain data: dict, list, str, int, float, bool, None. Raises YamlError."""
    return read(text).data


def read(text: str) -> Document:
    """The document with the line of each of its parts. Raises YamlError."""
    import yaml

    if len(text) > SIZE_LIMIT:
        raise YamlError(f"the document is longer than {SIZE_LIMIT:,} characters", 1)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder().build(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "this is not YAML"
        context = getattr(error, "context", None)
        raise YamlError(f"{what}{f' ({context})' if context else ''}", mark.line + 1 if mark else 1) from None
    except (ValueError, RecursionError, OverflowError) as error:
        if isinstance(error, YamlError):
            raise
        raise YamlError(f"this cannot be read: {error}", 1) from None


class _Builder:
    """Builds the tree from events, keeping the open collections on a list instead of the call stack."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.open: list[tuple[Any, str | int | None]] = []
        self.path: list[str | int] = []
        self.root: Any = None
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Document:
        for event in events:
            self._take(type(event).__name__.removesuffix("Event"), event)
        return Document(self.root, self.lines)

    def _take(self, kind: str, event: Any) -> None:
        line = event.start_mark.line + 1
        if kind == "DocumentStart":
            self.documents += 1
            if self.documents > 1:
                raise YamlError("a second document begins here; one is expected", line)
        elif kind == "Alias":
            raise YamlError(f"an alias (*{event.anchor}) is not allowed: write the value out", line)
        elif kind in ("MappingStart", "SequenceStart"):
            self._refuse_tag(event, line)
            self._enter({} if kind == "MappingStart" else [], line)
        elif kind in ("MappingEnd", "SequenceEnd"):
            self._leave()
        elif kind == "Scalar":
            self._refuse_tag(event, line)
            self._scalar(event, line)

    def _refuse_tag(self, event: Any, line: int) -> None:
        if event.tag and event.tag != "!":
            raise YamlError(f"a tag ({event.tag}) is not allowed: write a plain value", line)

    def _enter(self, value: Any, line: int) -> None:
        if len(self.open) >= DEPTH_LIMIT:
            raise YamlError(f"nested deeper than {DEPTH_LIMIT} levels", line)
        if self.open and isinstance(self.open[-1][0], dict) and self.open[-1][1] is None:
            raise YamlError("a key must be a plain word, not a collection", line)
        self._add(value, line, is_open=True)
        self.open.append((value, None))

    def _leave(self) -> None:
        self.open.pop()
        if self.path:
            self.path.pop()
        if self.open:
            self.open[-1] = (self.open[-1][0], None)

    def _scalar(self, event: Any, line: int) -> None:
        parent = self.open[-1] if self.open else None
        if parent and isinstance(parent[0], dict) and parent[1] is None:
            self._key(event.value, line)
        else:
            self._add(_plain(event), line, is_open=False)

    def _key(self, key: str, line: int) -> None:
        mapping = self.open[-1][0]
        if key in mapping:
            first = self.lines.get((*self.path, key), line)
            raise YamlError(f"the key {key!r} stands here a second time (first on line {first})", line)
        if key == "<<":
            raise YamlError("a merge key (<<) is not allowed: write the keys out", line)
        self.open[-1] = (mapping, key)
        self.lines[(*self.path, key)] = line

    def _add(self, value: Any, line: int, *, is_open: bool) -> None:
        if not self.open:
            self.root = value
            return
        parent, key = self.open[-1]
        place: str | int
        if isinstance(parent, dict):
            assert key is not None
            place = key
            parent[place] = value
        else:
            place = len(parent)
            parent.append(value)
            self.lines[(*self.path, place)] = line
        if is_open:
            self.path.append(place)
        elif isinstance(parent, dict):
            self.open[-1] = (parent, None)


def _plain(event: Any) -> Any:
    """A scalar's value: quoted ones are text; plain ones true, false, null, a JSON number, or else text."""
    text: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if any(c in text for c in ".eE") else int(text)
