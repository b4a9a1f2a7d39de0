"""What holds for every article and whatever newslint says of it: shared by the property tests and the fuzz targets."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

from newslint import reports
from newslint.article import FIELDS, Article
from newslint.finding import MATCH_LIMIT, Finding
from newslint.problem import Problem
from newslint.summary import Summary
from newslint.tell import EXCERPT

MESSAGE = 2000  # characters: what a rule may say (200) with each of its words clipped
FULL = 4 * MATCH_LIMIT + 4000  # bytes of one finding as JSON, escapes of its match and excerpts apart


def no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; AssertionError where a key stands in it twice."""
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def no_constant(name: str) -> object:
    """Stands in for NaN and Infinity, which are no JSON."""
    raise AssertionError(f"{name} in JSON")


def strict(raw: str) -> object:
    """The value of strict JSON in ASCII, which can be written again in UTF-8."""
    assert raw.isascii()
    value: object = json.loads(raw, object_pairs_hook=no_key_twice, parse_constant=no_constant)
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


def written(name: str, article: Article, findings: Sequence[Finding]) -> str:
    """The report on one article."""
    out = io.StringIO()
    report = reports.open_report(name, out, reports.Context())
    summary = Summary()
    summary.add(list(findings))
    report.article(article, findings)
    report.close(summary)
    return out.getvalue()


def check_item(item: Article | Problem) -> None:
    """What a reader hands over is an article or a problem, with a place and a bounded sentence."""
    if isinstance(item, Problem):
        assert item.message and len(item.message) < MESSAGE, item
        assert item.record is None or item.record >= 0
        return
    assert isinstance(item, Article)
    assert set(item.fields) <= set(FIELDS), set(item.fields)
    assert isinstance(item.fields["text"], str)


def check_findings(article: Article, findings: Sequence[Finding], problems: Sequence[Problem]) -> None:
    """No kind failed; places lie inside their field and in order; names are unique; the report is strict and bounded."""
    assert not problems, [str(problem) for problem in problems]
    keys = [(found.place.line or 0, found.place.start) for found in findings if found.field == "text"]
    assert keys == sorted(keys)
    assert len({found.fingerprint for found in findings}) == len(findings)
    for found in findings:
        _check_place(article, found)
        assert len(found.message) <= MESSAGE, found
        assert len(found.match) <= MATCH_LIMIT + 1
        for edit in found.fix.edits if found.fix else ():
            assert 0 <= edit.start <= edit.end <= _length(article, edit.field), found
    for line in written("jsonl", article, findings).splitlines():
        strict(line)


def _check_place(article: Article, found: Finding) -> None:
    for place in (found.place, *found.related):
        assert 0 <= place.start <= place.end <= _length(article, place.field), (found, place.field)
        assert len(place.excerpt) <= EXCERPT + 1
        if place.field == "text" and place.line is not None:
            number = place.line - 1 - article.first_line
            assert 0 <= number < len(article.raw_lines)
            assert 1 <= (place.column or 1) <= len(article.raw_lines[number]) + 2


def _length(article: Article, field: str | None) -> int:
    if field is None:
        return 0
    value = article.field(field) if field in ("text", "title") else article.moment(field)
    return len(value) if isinstance(value, str) else 0 if value is None else len(str(value))
