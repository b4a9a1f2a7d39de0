"""What was found in a split, as bytes: JSON that crosses from a worker to the process that reports, or lies in a cache.

An item is the name of a file that begins, a Problem, or (article, findings, problems inside newslint). Of a clean article
only its small fields are carried. What is read back is checked value by value: a cache is a file that anybody may change.
"""

from __future__ import annotations

import io
import json

from newslint.article import Article
from newslint.finding import SEVERITIES, Edit, Finding, Fix, Place
from newslint.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Checked = tuple[Article, list[Finding], list[Problem]]
    Item = str | Problem | Checked

_json = json.JSONEncoder(separators=(",", ":")).encode
LARGE = ("text", "description")  # fields that reports need only where something was found
_PLACE = ((str, None), (int,), (int,), (int, None), (int, None), (int, None), (int, None), (str,), (int,))


class Spoilt(ValueError):
    """The bytes are not what `packed` made."""


class Packing:
    """Items on their way into bytes, of `size` so far. No article is held on to: with what was worked out on it, it takes ten
    times what is carried of it."""

    def __init__(self) -> None:
        self.items: list[str] = []
        self.texts: list[bytes] = []
        self.size = 0

    def add(self, item: Item) -> None:
        """Adds an item."""
        before = len(self.texts)
        self.items.append(_json(_plain(item, self.texts)))
        self.size += len(self.items[-1]) + sum(map(len, self.texts[before:]))

    def packed(self) -> bytes:
        """The items as a line of JSON in ASCII (lone surrogates, huge numbers and NaN survive) and behind it the texts.

        Texts are most of it, and as JSON would cost three times as much to write and read.
        """
        return f"[{','.join(self.items)}]\n".encode() + b"".join(self.texts)


def packed(items: Iterable[Item]) -> bytes:
    """The items, packed."""
    packing = Packing()
    for item in items:
        packing.add(item)
    return packing.packed()


def _plain(item: Item, texts: list[bytes]) -> object:
    if isinstance(item, str):
        return item
    if isinstance(item, Problem):
        return {"path": item.path, "record": item.record, "message": item.message}
    article, findings, problems = item
    small = {name: value for name, value in article.fields.items() if name not in LARGE}
    head: list[object] = [small, article.path, article.record, article.plain, article.first_line]
    if findings:
        head += [article.id, article.site, [_finding(found) for found in findings]]
        large = [(name, value) for name in LARGE if (value := article.field(name))]
        raw = [value.encode("utf-8", "surrogatepass") for _, value in large]
        head.append([[name, len(one)] for (name, _), one in zip(large, raw, strict=True)])
        texts += raw
    return [*head, [problem.message for problem in problems]] if problems else head


def _finding(found: Finding) -> list[object]:
    fix = found.fix
    edits = fix and [fix.safe, fix.action, [[edit.field, edit.start, edit.end, edit.text] for edit in fix.edits]]
    return [
        *(found.rule, found.group, found.severity, found.message, found.language, found.match, found.fingerprint),
        *(_place(found.place), [_place(place) for place in found.related], edits),
    ]


def _place(place: Place) -> list[object]:
    return [getattr(place, name) for name in Place.__slots__]


def unpacked(data: bytes) -> Iterator[Item]:
    """The items again. Raises Spoilt before the first of them where the bytes are no such thing."""
    line = data.find(b"\n")
    texts = io.BytesIO(data)
    texts.seek(line + 1)
    try:
        items = [_item(value, texts) for value in _list(json.loads(data[:line]))]
    except (ValueError, TypeError, RecursionError, KeyError, OverflowError) as error:
        raise Spoilt(str(error)) from None
    return iter(items)


def _item(value: Any, texts: io.BytesIO) -> Item:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return Problem(_is(value["path"], str), _is(value["message"], str), _is(value["record"], int, None))
    fields, path, record, plain, first_line, *rest = _list(value)
    large, found = [], []
    if len(rest) > 1:
        name, site, found, large, *rest = rest
    for field, size in _list(large):
        fields[_is(field, str)] = texts.read(max(0, _is(size, int))).decode("utf-8", "surrogatepass")
    where = {"plain": _is(plain, bool), "first_line": _is(first_line, int)}
    article = Article(_is(fields, dict), _is(path, str), _is(record, int, None), **where)
    if found:
        article.__dict__.update(id=_is(name, str), site=_is(site, str, None))  # as they were worked out
    findings = [_found(article, one) for one in _list(found)]
    return article, findings, [Problem(path, _is(message, str), record) for message in _list(rest[0] if rest else [])]


def _found(article: Article, value: Any) -> Finding:
    rule, group, severity, message, language, match, fingerprint, place, related, fix = _list(value)
    if severity not in SEVERITIES:
        raise ValueError("no severity")
    return Finding(
        rule=_is(rule, str),
        group=_is(group, str),
        severity=severity,
        message=_is(message, str),
        path=article.path,
        record=article.record,
        article=article.id,
        site=article.site,
        language=_is(language, str, None),
        place=_read_place(place),
        match=_is(match, str),
        related=tuple(_read_place(other) for other in _list(related)),
        fix=None if fix is None else _read_fix(fix),
        fingerprint=_is(fingerprint, str),
    )


def _read_place(value: Any) -> Place:
    return Place(*(_is(part, *kinds) for part, kinds in zip(_list(value), _PLACE, strict=True)))


def _read_fix(value: Any) -> Fix:
    safe, action, edits = _list(value)
    return Fix(_is(safe, bool), _is(action, str), tuple(_read_edit(*_list(edit)) for edit in _list(edits)))


def _read_edit(field: Any, start: Any, end: Any, text: Any) -> Edit:
    return Edit(_is(field, str), _is(start, int), _is(end, int), _is(text, str))


def _is(value: Any, *kinds: type | None) -> Any:
    """The value, if it is of one of the kinds (None: may be missing). Raises TypeError."""
    if value.__class__ in kinds or (value is None and None in kinds):
        return value
    raise TypeError(f"unexpected {type(value).__name__}")


def _list(value: Any) -> list[Any]:
    found: list[Any] = _is(value, list)
    return found
