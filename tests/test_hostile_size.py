"""Large texts: the work grows as they do, and findings, fixes and names stay small."""

from __future__ import annotations

import io
from contextlib import nullcontext
from typing import Any

import invariants
import pytest
import shapes
from all_rules import LINTER, lint
from counting import calls

from newslint import fix, readers, reports, seek
from newslint.article import Article
from newslint.readers import Source
from newslint.readers.fields import Fields


def work(name: str, size: int) -> None:
    """Reads and checks a file of a shape."""
    suffix, raw = shapes.file_of(name, size)
    stream = io.BufferedReader(io.BytesIO(raw))  # type: ignore[arg-type]
    for item in readers.guarded(Source("a" + suffix), "a" + suffix, lambda: nullcontext(stream)):
        if isinstance(item, Article):
            LINTER.lint(item)


@pytest.mark.parametrize("name", shapes.names())
def test_four_times_the_text_is_no_sixteen_times_the_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time itself, also of what is no call, over 1x, 10x and 100x is measured by benchmarks/hostile.py."""
    monkeypatch.setattr(seek, "SOON", -1)  # what is worked out when there is much text is so at once
    work(name, 24_000)  # what is worked out once
    size = 3_000
    if (small := calls(lambda: work(name, size))) < 200_000:  # else it has many records, and is telling enough
        size = 6_000
        small = calls(lambda: work(name, size))
    large = calls(lambda: work(name, 4 * size))
    assert large < 5 * small + 12_000, (small, large)


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_huge_texts_do_not_make_huge_findings(name: str) -> None:
    fields: Any = shapes.SHAPES[name](6_000)
    made = Fields({}).article(fields, "a.jsonl", 1)
    assert isinstance(made, Article)
    for found in lint(made):
        size = len(invariants.written("jsonl", Article({"text": ""}), [found]))
        assert size < 20_000 + 80 * min(2_000, len(found.fix.edits) if found.fix else 0)


@pytest.mark.parametrize("name", reports.formats())
def test_a_fix_of_very_many_edits_is_written_in_part_and_applied_whole(name: str) -> None:
    article = Article({"text": "a\u200b" * 50_000}, "a.txt", plain=True)
    [found] = [found for found in lint(article) if found.rule == "invisible-characters"]
    written = invariants.written(name, article, [found])
    assert len(written) < 1_000_000
    assert name not in ("json", "jsonl") or '"more_edits": 48000' in written
    assert found.fix is not None and fix.edited(article.text, found.fix.edits) == "a" * 50_000


@pytest.mark.parametrize("field", ["id", "url", "title"])
def test_names_of_articles_are_bounded(field: str) -> None:
    """Each of a thousand findings has its article's name."""
    articles = [Article({field: "x" * 300_000 + end, "text": "AD\n" * 1_000}, "a.jsonl", 1) for end in "ab"]
    findings = [LINTER.lint(article)[0] for article in articles]
    assert len(findings[0]) > 900
    assert len(invariants.written("jsonl", articles[0], findings[0])) < 3_000 * len(findings[0])
    assert not {found.fingerprint for found in findings[0]} & {found.fingerprint for found in findings[1]}
