"""Markdown: the body is cut where it stands; a plain field of the front matter is written anew on its line."""

from __future__ import annotations

import io
import json
import re

from newslint.article import Article
from newslint.fix import replaced
from newslint.readers import Source, markdown
from newslint.writers import Unrepairable, encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newslint.writers import Cut, Splice

# The value on one line: in double quotes, in single quotes, or bare up to a comment.
_VALUE = r"""("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^\s"'#|>&*!{\[][^\r\n]*?)(?=[ \t]*(?:\s\#[^\r\n]*)?\r*$)"""
_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f]*\Z")  # what YAML may hold without quotes, but for the marks below
_MARKS = (": ", " #")


class Writer:
    """Writes the one article of a file."""

    def __init__(self, source: Source, head: bytes) -> None:
        self.source = source

    def read(self, raw: bytes, article: Article) -> Article | None:
        source = Source(self.source.path, self.source.options)
        return next((item for item in markdown.read(io.BytesIO(raw), source) if isinstance(item, Article)), None)

    def splices(self, raw: bytes, article: Article, field: str, cuts: Sequence[Cut]) -> list[Splice]:
        text = raw.decode()
        matter, body = markdown.split(text, Source(self.source.path, self.source.options))
        if field == "text":
            return encoded(text, cuts, body)
        key, value = article.keys.get(field), article.fields.get(field)
        if matter is None or key is None:
            raise Unrepairable(f"{field} has no line of its own in the front matter")
        start, end = _line_value(text[:body], matter[0], key)
        if value is None:
            raise Unrepairable(f"{field} is empty")
        changed = replaced(str(value), cuts)
        return encoded(text, [(start, end, _spelled(changed, text[start:end], matter[0]))])


def _line_value(head: str, mark: str, key: str) -> tuple[int, int]:
    """Where the value of a key stands, if it is alone on a line at the left margin."""
    sign = r"[ \t]*:[ \t]+" if mark == "---" else r"[ \t]*=[ \t]*"
    name = re.escape(key)
    found = list(re.finditer(rf"""^(?:{name}|"{name}"|'{name}'){sign}{_VALUE}""", head, re.MULTILINE))
    if len(found) != 1:
        raise Unrepairable(f"{key!r} is no plain value on a line of the front matter")
    return found[0].span(1)


def _spelled(value: str, before: str, mark: str) -> str:
    """The value in the quotes it had, or with quotes where it needs them: a text stays a text, and a date a date."""
    if before[0] == "'" and value.isprintable() and not ("'" in value and mark == "+++"):
        return "'" + value.replace("'", "''") + "'"
    if before[0] not in "'\"" and (_is_plain_yaml(value, before) if mark == "---" else _is_toml_date(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain_yaml(value: str, before: str) -> bool:
    """Whether the value can stand without quotes, and is then of the type that the plain one before it was."""
    if not _PLAIN.match(value) or any(sign in value for sign in _MARKS):
        return False
    from yaml import SafeLoader, ScalarNode

    resolve: Any = SafeLoader("").resolve
    return bool(resolve(ScalarNode, value, (True, False)) == resolve(ScalarNode, before, (True, False)))


def _is_toml_date(value: str) -> bool:
    """Whether the value is a date of TOML's own; one that had no quotes was such."""
    from tomllib import TOMLDecodeError, loads

    try:
        return hasattr(loads(f"date = {value}\n")["date"], "isoformat")
    except TOMLDecodeError:
        return False
