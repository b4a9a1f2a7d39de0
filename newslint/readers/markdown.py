"""Markdown: the file is the article; front matter (YAML, or TOML between +++) gives its fields."""

from __future__ import annotations

import re

from newslint.article import Article
from newslint.late import regex
from newslint.readers.text import whole
from newslint.text import LINE_END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    from newslint.problem import Problem
    from newslint.readers.source import Source

SUFFIXES: tuple[str, ...] = (".md", ".markdown")
ERRORS = (ValueError, TypeError, RecursionError, OverflowError, MemoryError)
_OPENING = regex(r"(---|\+\+\+)[ \t]*\r*\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r*$", re.MULTILINE),
}
_HEADING = regex(r"^#[ \t]+(\S.*)$", re.MULTILINE)
_LINE_END = regex(LINE_END)


def read(stream: BinaryIO, source: Source) -> Iterator[Article | Problem]:
    """The one article of the file. Where front matter is broken a Problem says so, and the text is read without it."""
    text = whole(stream, source)
    if text is not None:
        yield _article(text, source)
    yield from source.drain()


def _article(text: str, source: Source) -> Article:
    matter, body = split(text, source)
    record = _load(*matter, source) if matter else {}
    if not record:
        fields: dict[str, Any] = {"text": text[body:]}
        return Article(fields, source.path, plain=True, first_line=_lines(text, body))
    fields, keys, _ = source.finder.pick(
        record
    )  # no ignores of its own: the writer of the text may have put them there
    fields["text"] = text[body:]
    if not fields.get("title") and (heading := _HEADING.search(text, body)):
        fields["title"] = heading[1].rstrip("\r").rstrip("#").rstrip(" \t")
    named = {field: keys[field] for field in fields if field in keys and field != "text"}
    return Article(fields, source.path, keys=named, first_line=_lines(text, body))


def split(text: str, source: Source) -> tuple[tuple[str, str] | None, int]:
    """((mark, front matter) or None, the offset at which the body begins)."""
    opening = _OPENING.match(text)
    if not opening:
        return None, 0
    mark = opening[1]
    closing = _CLOSING[mark].search(text, opening.end())
    if closing:
        end = _LINE_END.match(text, closing.end())
        return (mark, text[opening.end() : closing.start()]), end.end() if end else len(text)
    if mark == "---" and not re.match(r"[\w\"'-]+[ \t]*:", text[opening.end() : opening.end() + 200]):
        return None, 0  # a thematic break, not front matter
    source.complain(f"has front matter that is not closed: expected a line {mark} after it; all was read as text")
    return None, 0


def _load(mark: str, matter: str, source: Source) -> dict[str, Any]:
    try:
        data = _yaml(matter) if mark == "---" else _toml(matter)
    except ERRORS as error:
        said = str(error)[:300] or type(error).__name__
        source.complain(f"has front matter that cannot be read ({said}): the text was read without it")
        return {}
    if data is None or isinstance(data, dict):
        return {str(key): value for key, value in (data or {}).items()}
    source.complain("has front matter that is no mapping: expected lines such as title: ...; the text was read without")
    return {}


def _yaml(matter: str) -> Any:
    from newslint import plainyaml

    return plainyaml.load(matter)


def _toml(matter: str) -> dict[str, Any]:
    from tomllib import loads

    return {key: _plain(value) for key, value in loads(matter.replace("\r", "")).items()}


def _plain(value: Any) -> Any:
    """A TOML date as the text it was; everything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _lines(text: str, end: int) -> int:
    """The number of lines before an offset."""
    return len(_LINE_END.findall(text, 0, end))
