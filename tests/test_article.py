"""Head and body, fields and places of an article."""

from __future__ import annotations

import pytest

from newslint.article import Article

PLAIN = """18:40 03.09.2021

Ferry stuck in the ice for a third day

2 min read
By A. Writer

The harbour has been frozen since Tuesday, and no ship has left it since then.
The captain sleeps on board.
"""


def plain(text: str) -> Article:
    return Article({"text": text}, "a.txt", plain=True)


def test_the_head_of_a_plain_text() -> None:
    article = plain(PLAIN)
    assert article.title == "Ferry stuck in the ice for a third day"
    assert article.moment("published") == "18:40 03.09.2021"
    assert article.lines[article.body_start].startswith("The harbour")
    assert article.id == "a.txt"


def test_an_update_is_no_publication() -> None:
    article = plain("Updated: 4 September 2021, 10:00\nPublished: 3 September 2021, 18:40\n" + PLAIN[18:])
    assert article.moment("modified") == "Updated: 4 September 2021, 10:00"
    assert article.moment("published") == "Published: 3 September 2021, 18:40"


def test_a_text_without_headline_has_none() -> None:
    article = plain("The harbour has been frozen since Tuesday, and no ship has left it.\nThe captain sleeps on board.")
    assert article.title is None
    assert article.body_start == 0


def test_a_record_keeps_its_own_fields() -> None:
    article = Article({"title": "Own", "text": PLAIN, "published": "2021-09-03"}, "a.jsonl", 3)
    assert article.title == "Own"
    assert article.moment("published") == "2021-09-03"
    assert article.places == {}
    assert article.id == "a.jsonl#3"


@pytest.mark.parametrize("text", ["", "\n\n", " ", "x", "\ufeff", "a\x00b"])
def test_small_texts(text: str) -> None:
    article = plain(text)
    assert article.body_start <= len(article.lines)
    assert isinstance(article.languages, frozenset)


def test_line_at() -> None:
    article = plain("ab\nc\n\nd")
    assert [article.line_at(offset) for offset in (0, 2, 3, 5, 6, 7)] == [0, 0, 1, 2, 3, 3]
