"""Whose records are understood, and how."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.problem import Problem
from newslint.readers.fields import Fields

CRAWLERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "trafilatura": (
        {
            "title": "T",
            "hostname": "a.org",
            "raw_text": "no",
            "text": "yes",
            "excerpt": "E",
            "date": "2024-01-02",
            "source": "https://a.org/x",
            "source-hostname": "A",
            "fingerprint": "f",
            "id": None,
            "author": "B; C",
            "filedate": "2024-02-03",
            "language": None,
        },
        {
            "title": "T",
            "site": "a.org",
            "text": "yes",
            "description": "E",
            "published": "2024-01-02",
            "url": "https://a.org/x",
            "author": "B; C",
            "crawled_at": "2024-02-03",
        },
    ),
    "news-please": (
        {
            "authors": ["B", "C"],
            "date_download": "d",
            "date_modify": "m",
            "date_publish": "p",
            "description": None,
            "filename": "x",
            "language": "de",
            "maintext": "yes",
            "source_domain": "a.org",
            "title": "T",
            "url": "u",
        },
        {
            "author": "B, C",
            "crawled_at": "d",
            "modified": "m",
            "published": "p",
            "language": "de",
            "text": "yes",
            "site": "a.org",
            "title": "T",
            "url": "u",
        },
    ),
    "fundus": (
        {
            "title": "T",
            "authors": ["B"],
            "publishing_date": "p",
            "publisher": "BBC",
            "body": {
                "summary": ["S"],
                "sections": [{"headline": [], "paragraphs": ["a", "b"]}, {"headline": ["H"], "paragraphs": ["c"]}],
            },
        },
        {"title": "T", "author": "B", "published": "p", "site": "BBC", "text": "S\n\na\n\nb\n\nH\n\nc"},
    ),
    "newspaper": (
        {
            "url": "u",
            "title": "T",
            "text": "yes",
            "meta_lang": "en",
            "publish_date": 1700000000,
            "authors": [],
            "meta_description": "D",
            "summary": "",
        },
        {
            "url": "u",
            "title": "T",
            "text": "yes",
            "language": "en",
            "published": 1700000000,
            "description": "D",
            "author": "",
        },
    ),
    "schema.org": (
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "T",
            "articleBody": "yes",
            "datePublished": "p",
            "dateModified": "m",
            "inLanguage": "en",
            "author": [{"@type": "Person", "name": "B"}],
            "publisher": {"name": "A"},
            "mainEntityOfPage": {"@id": "u"},
        },
        {"title": "T", "text": "yes", "published": "p", "modified": "m", "language": "en", "author": "B", "url": "u"},
    ),
    "newsapi": (
        {
            "source": {"id": None, "name": "A News"},
            "author": "B",
            "title": "T",
            "description": "D",
            "url": "u",
            "publishedAt": "p",
            "content": "yes",
        },
        {"author": "B", "title": "T", "description": "D", "url": "u", "published": "p", "text": "yes"},
    ),
    "elasticsearch": (
        {"_index": "i", "_id": "7", "_source": {"Title": "T", "Body": "yes", "@timestamp": "p"}},
        {"id": "7", "title": "T", "text": "yes", "published": "p"},
    ),
    "wordpress": (
        {
            "id": 5,
            "title": {"rendered": "T"},
            "content": {"rendered": "yes"},
            "link": "u",
            "date": "p",
            "modified": "m",
        },
        {"id": 5, "title": "T", "text": "yes", "url": "u", "published": "p", "modified": "m"},
    ),
    "mongodb": (
        {
            "_id": {"$oid": "5f"},
            "article": {"headline": "T", "paragraphs": ["a", None, "b"]},
            "published": {"$date": "p"},
        },
        {"id": "5f", "title": "T", "text": "a\n\nb", "published": "p"},
    ),
}


def read(record: dict[str, Any], names: dict[str, Any] | None = None) -> Article | Problem:
    return Fields(names or {}).article(record, "x", 1)


@pytest.mark.parametrize("crawler", CRAWLERS)
def test_crawlers(crawler: str) -> None:
    record, fields = CRAWLERS[crawler]
    article = read(record)
    assert isinstance(article, Article) and article.fields == fields


def test_keys_are_the_original_ones() -> None:
    article = read({"Article": 1, "data": {"Article Body": "x", "HEAD-LINE": "y"}, "Publish Date": "z"})
    assert isinstance(article, Article)
    assert dict(article.keys) == {
        "text": "data.Article Body",
        "title": "data.HEAD-LINE",
        "published": "Publish Date",
    } | ({} if "title" in article.fields else {"title": ""})


def test_own_names() -> None:
    own = {"text": "payload.body", "title": ("payload.names.1", "head")}
    article = read({"text": "no", "payload": {"body": "yes", "names": ["a", "b"]}, "title": "no"}, own)
    assert isinstance(article, Article) and article.fields == {"text": "yes", "title": "b"}
    assert dict(article.keys) == {"text": "payload.body", "title": "payload.names.1"}
    dotted = read({"payload.body": "yes"}, own)
    assert isinstance(dotted, Article) and dotted.text == "yes"
    missing = read({"text": "no", "payload": {}}, own)
    assert isinstance(missing, Problem) and "payload.body" in str(missing)


def test_the_next_name_is_taken_where_one_is_empty() -> None:
    article = read({"title": None, "headline": "H", "published": "", "date": "d", "text": "", "body": "b"})
    assert isinstance(article, Article) and article.fields == {"title": "H", "published": "d", "text": "b"}
    assert article.keys["title"] == "headline"
    empty = read({"text": ""})
    assert isinstance(empty, Article) and empty.text == ""


def test_sites_are_hosts_rather_than_names() -> None:
    for record, site in (
        ({"source": "BBC News", "url": "u"}, None),
        ({"source": "BBC News"}, "BBC News"),
        ({"source": "https://bbc.co.uk/news", "publisher": "BBC"}, "https://bbc.co.uk/news"),
        ({"source": "BBC", "domain": "bbc.co.uk"}, "bbc.co.uk"),
    ):
        article = read({"text": "x", **record})
        assert isinstance(article, Article) and article.fields.get("site") == site


@pytest.mark.parametrize(
    ("record", "word"),
    [
        ({"title": "T", "date": "d"}, "has no text: expected one of text, body"),
        ({"text": None}, "null"),
        ({"text": 5}, "a number"),
        ({"text": True}, "true"),
        ({"text": ["a", 1]}, "a list"),
        ({"text": {"a": 1}}, "an object"),
        ({}, "no keys at all"),
        ({"k" * 10**6: 1}, "…"),
        ({str(n): n for n in range(10_000)}, "..."),
    ],
)
def test_records_without_text(record: dict[str, Any], word: str) -> None:
    problem = read(record)
    assert isinstance(problem, Problem) and word in str(problem) and len(str(problem)) < 500 and problem.record == 1


def test_ignored_rules() -> None:
    for value, rules in (
        ("a", ("a",)),
        (["a", "b"], ("a", "b")),
        ("a, b", ("a", "b")),
        (None, ()),
        ([1], ("a number",)),
        ([], ()),
    ):
        article = read({"text": "x", "newslint_ignore": value})
        assert isinstance(article, Article) and article.ignored == rules


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "name", "body", "sections", "x"]), inner)
    ),
    max_leaves=8,
)
NAMES = [
    "text",
    "title",
    "body",
    "source",
    "url",
    "data",
    "article",
    "published",
    "newslint_ignore",
    "id",
    "author",
    "__proto__",
]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_no_values_raise(record: dict[str, Any]) -> None:
    made = read(record)
    if isinstance(made, Article):
        assert isinstance(made.fields["text"], str)
        assert all(
            isinstance(made.fields.get(name, ""), str) for name in ("title", "url", "site", "language", "author")
        )
        assert set(made.fields) <= set(made.keys)
    assert isinstance(read(record, {"text": "data.text.0"}), (Article, Problem))


def test_many_shapes_are_bounded() -> None:
    finder = Fields({})
    for number in range(2500):
        assert isinstance(finder.article({"text": "x", str(number): 1}, "x", 1), Article)
    assert len(finder.shapes) <= 1000
