"""Reports of earlier runs, read back: `json`, `jsonl`, and Parquet where pyarrow is installed.

A finding is read at a time, so a report may be of any size. How many articles each site had stands in `json` and in the
Parquet file's metadata; a `jsonl` report is findings and nothing else.
"""

from __future__ import annotations

import json
import re
from math import isfinite

from newslint.paths import opened, shown
from newslint.problem import NewslintError
from newslint.readers import brackets
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

VALUE_LIMIT = 16 << 20  # bytes of one finding: its texts are clipped, so that no report of newslint comes near
PARQUET = b"PAR1"
# The keys of a Parquet file's metadata: JSON, as "sites" and "rules" in a `json` report.
SITES_KEY, RULES_KEY = b"newslint.sites", b"newslint.rules"
BATCH = 4096  # findings of a Parquet file held at a time
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_SECTIONS = (
    b"findings",
    b"suppressed",
    b"problems",
    b"rules",
    b"sites",
    b"statistics",
    b"summary",
)  # of a `json` report
_TEXTS = ("rule", "group", "severity", "message", "path", "article", "match")
_MORE = ("record", "site", "language", "field", "line", "column", "end_line", "end_column", "fingerprint")
_TYPES = {  # of values that may be missing: what is of another type than newslint writes is left out
    **dict.fromkeys(("field", "language"), (str, type(None))),
    **dict.fromkeys(("record", "line", "column", "end_line", "end_column"), (int, type(None))),
}
_DEEPEST = 8  # levels of lists and objects in a finding: newslint writes five
_KEY = re.compile(rb'"([^"\\]{1,60})"\s*:')


class Stored:
    """One report on disk. `articles` says how many of each site were checked, once `findings` is through: None where the
    report does not tell. `left_out` counts the articles of sites beyond those it tells of. `rules` are those that ran, in
    the same way."""

    def __init__(self, path: str) -> None:
        self.path, self.said = path, shown(path)
        self.articles: dict[str | None, int] | None = None
        self.left_out = 0
        self.rules: frozenset[str] | None = None

    def findings(self) -> Iterator[dict[str, Any]]:
        """Its findings, as `newslint schema finding` describes them. Raises NewslintError for what is no report."""
        try:
            with opened(self.path) as file:
                head = file.read(4)
                file.seek(0)
                if head == PARQUET:
                    yield from self._parquet(file)
                else:
                    yield from self._text(file)
        except OSError as error:
            raise NewslintError(f"{self.said}: this report cannot be read: {error.strerror or error}") from None

    def _text(self, file: BinaryIO) -> Iterator[dict[str, Any]]:
        """`json` where an object with a list of findings begins, else `jsonl`: tells them apart by what is in them."""
        window = brackets.Window(file)
        mark = window.next()
        if not mark:  # a clean run's jsonl is an empty file
            return
        if mark != b"{":
            raise self._no_report("1")
        while len(window.data) - window.at < 200 and not window.ended:
            window.more()
        key = _KEY.match(window.data[window.at + 1 : window.at + 200].lstrip())
        if key and key[1] in _SECTIONS:
            window.at += 1
            yield from self._document(window)
        else:
            for number, value in enumerate(self._values(window, b""), 1):
                yield self._finding(value, str(number))

    def _document(self, window: brackets.Window) -> Iterator[dict[str, Any]]:
        has_findings = False
        while (mark := window.next()) == b'"':
            key = self._key(window)
            opening = window.next()
            if key == "findings" and opening == b"[":
                has_findings = True
                window.at += 1
                for number, value in enumerate(self._values(window, b"]"), 1):
                    yield self._finding(value, f"findings {number}")
            elif key == "sites" and opening == b"[":
                window.at += 1
                self.articles = {}
                for value in self._values(window, b"]"):
                    self._count(value)
            elif key == "rules" and opening == b"[":
                self._name_rules(self._whole(window))
            elif opening in (b"{", b"["):
                self._pass_over(window)
            else:
                brackets.scalar(window)
        if mark != b"}" or not has_findings:
            raise self._no_report(str(window.base + window.at), "byte ")

    def _key(self, window: brackets.Window) -> str:
        while len(window.data) - window.at < 200 and not window.ended:
            window.more()
        found = _KEY.match(window.data, window.at)
        if not found:
            raise self._no_report(str(window.base + window.at), "byte ")
        window.at = found.end()
        return found[1].decode("utf-8", "replace")

    def _pass_over(self, window: brackets.Window) -> None:
        scan = brackets.Scan(window, 0)
        scan.pass_over()
        if scan.end is None:
            raise self._no_report(str(window.base + window.at), "byte ")

    def _whole(self, window: brackets.Window) -> Any:
        """A list of the document, which is held at once."""
        scan = brackets.Scan(window, VALUE_LIMIT).run()
        raw = b"" if scan.end is None else window.data[scan.start : scan.end]
        try:
            return json.loads(raw, parse_float=_finite, parse_constant=_finite)
        except (ValueError, RecursionError):
            raise self._no_report(str(window.base + window.at), "byte ") from None

    def _name_rules(self, value: Any) -> None:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise NewslintError(f"{self.said}: rules: expected a list of the names of the rules that ran")
        self.rules = frozenset(value)

    def _values(self, window: brackets.Window, closing: bytes) -> Iterator[Any]:
        """The objects up to the bracket that closes them, or (no bracket) up to the end of the file."""
        while (mark := window.next()) == b"{":
            yield self._whole(window)
        if mark != closing:
            raise self._no_report(str(window.base + window.at), "byte ")
        window.at += len(closing)

    def _parquet(self, file: BinaryIO) -> Iterator[dict[str, Any]]:
        try:
            import pyarrow as arrow
            from pyarrow import parquet
        except ImportError:
            said = f"{self.said}: to read a Parquet report: pip install 'newslint[parquet]'"
            raise NewslintError(said) from None
        try:
            table = parquet.ParquetFile(file)
            held = table.metadata.metadata or {}
            self._counts(held.get(SITES_KEY))
            if RULES_KEY in held:
                self._name_rules(_read(held[RULES_KEY]))
            missing = {*_TEXTS, "site", "fingerprint"}.difference(table.schema_arrow.names)
            if missing:
                raise NewslintError(f"{self.said}: this table is no report: it has no column {min(missing)!r}")
            columns = [*_TEXTS, *(name for name in _MORE if name in table.schema_arrow.names)]
            number = 0
            for batch in table.iter_batches(BATCH, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield self._finding(row, f"row {number}")
        except (arrow.ArrowException, OSError) as error:
            raise NewslintError(f"{self.said}: this Parquet file cannot be read: {clip(str(error), 200)}") from None

    def _counts(self, held: bytes | None) -> None:
        if held is None:
            return
        listed = _read(held)
        if not isinstance(listed, list):
            raise NewslintError(f"{self.said}: its metadata {SITES_KEY.decode()} is not a JSON list of sites")
        self.articles = {}
        for value in listed:
            self._count(value)

    def _count(self, value: Any) -> None:
        site, articles = (value.get("site"), value.get("articles")) if isinstance(value, dict) else (0, 0)
        if not isinstance(site, (str, type(None))) or type(articles) is not int or articles < 0:
            raise NewslintError(
                f'{self.said}: sites: expected {{"site": ..., "articles": ...}}, not {clip(repr(value), 80)}'
            )
        assert self.articles is not None
        if value.get("others"):
            self.left_out += articles
        else:
            self.articles[site] = self.articles.get(site, 0) + articles

    def _finding(self, value: Any, where: str) -> dict[str, Any]:
        if (
            not isinstance(value, dict)
            or not all(isinstance(value.get(name), str) for name in _TEXTS)
            or not isinstance(value.get("site"), (str, type(None)))
            or not isinstance(value.get("fingerprint"), str)
            or not _FINGERPRINT.fullmatch(value["fingerprint"])
            or not _is_flat(value)
        ):
            raise self._no_report(where)
        for name, types in _TYPES.items():
            if type(value.get(name)) not in types:
                value[name] = None
        return value

    def _no_report(self, where: str, what: str = "") -> NewslintError:
        said = f"{self.said}:{what}{where}: this is no report of newslint"
        return NewslintError(f"{said}: expected what `newslint check --report json=FILE` (or jsonl, parquet) writes")


def _read(held: bytes) -> Any:
    try:
        return json.loads(held, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        return None


def _finite(written: str) -> float | None:
    """A number, or nothing: NaN and 1e400 could not be written again."""
    number = float(written)
    return number if isfinite(number) else None


def _is_flat(value: Any) -> bool:
    """Whether lists and objects are nested as little as in what newslint writes: deeper ones could not be written again."""
    level = [value]
    for _ in range(_DEEPEST):
        inner = [one for one in level if isinstance(one, (dict, list))]
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
    return not level
