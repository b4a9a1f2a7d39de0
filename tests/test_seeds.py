"""The seeds: what a reader agreed is wrong with them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import newslint
from newslint import readers

SEEDS = Path(__file__).parent.parent / "seeds"
SCRAPED = SEEDS / "000_3b806ca0330072c3.txt"


def found(name: str) -> list[tuple[str | None, str | None, int | None, str]]:
    linter = newslint.Linter()
    articles = list(readers.read(str(SEEDS / name)))
    return [(f.article, f.field, f.line, f.rule) for article in articles for f in linter.check(article)]


def test_the_scraped_article() -> None:
    lines = [(line, rule) for _, _, line, rule in found(SCRAPED.name)]
    assert lines == [
        (1, "not-iso"),
        (5, "reading-time"),
        (6, "headline-in-text"),
        (12, "adjacent-repeat"),
        (22, "ad-label"),
        (23, "ad-label"),
        (24, "ad-label"),
        (25, "ad-label"),
        (26, "ad-label"),
    ]


def test_the_scraped_article_is_as_it_was_scraped() -> None:
    from hashlib import sha256

    assert (
        sha256(SCRAPED.read_bytes()).hexdigest() == "95151eca1f62d0265d6bed95acd15e51f8aaf3fb353b3389b62606416c1e1288"
    )


def test_the_scraped_article_is_clean_when_it_is_mended(tmp_path: Path) -> None:
    from newslint.cli import main

    copy = tmp_path / "a.txt"
    copy.write_bytes(SCRAPED.read_bytes())
    assert main(["check", "--isolated", "--fix", str(copy)]) == 0
    assert main(["check", "--isolated", str(copy)]) == 0
    assert copy.read_bytes().startswith(b"2024-10-22T20:01\n\nZelenskyy: ")


def test_a_clean_article_is_clean() -> None:
    assert found("clean.txt") == []


def test_markdown() -> None:
    assert [(field, line, rule) for _, field, line, rule in found("fahrplan.md")] == [
        ("published", None, "not-iso"),
        ("text", 7, "headline-in-text"),
        ("text", 9, "share-bar"),
        ("text", 13, "ad-label"),
        ("text", 17, "adjacent-repeat"),
        ("text", 19, "related-lead-in"),
    ]
