"""Answers of news APIs and of systems that publish news, in the shapes their documentation shows, with a text of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from reading import found, parted

TITLE = "Ferry waits in the ice of Lindholm"
TEXT = "The evening ferry has been stuck off Lindholm since Monday."
URL = "https://lindholmpost.example/2024/03/05/ferry-waits"
STAMP = "2024-03-05T06:00:00Z"
WANTED = {"title": TITLE, "text": TEXT, "url": URL, "published": STAMP}
ANSWERS: dict[str, Any] = {
    "Ghost": {
        "posts": [
            {"id": "5", "title": TITLE, "html": f"<p>{TEXT}", "plaintext": TEXT, "url": URL, "published_at": STAMP}
        ],
        "meta": {"pagination": {"page": 1, "pages": 1, "next": None}},
    },
    "Webz.io": {
        "posts": [{"thread": {"uuid": "5", "site": "lindholmpost.example"}, "title": TITLE, "text": TEXT, "url": URL}],
        "totalResults": 1,
    },
    "NewsAPI": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "Lindholm Post"},
                "author": "Karin Moe",
                "title": TITLE,
                "description": "",
                "url": URL,
                "urlToImage": None,
                "publishedAt": STAMP,
                "content": TEXT,
            }
        ],
    },
    "The Guardian": {
        "response": {
            "status": "ok",
            "results": [
                {
                    "id": "a/b",
                    "webPublicationDate": STAMP,
                    "webTitle": TITLE,
                    "webUrl": URL,
                    "fields": {"bodyText": TEXT},
                }
            ],
        }
    },
    "WordPress": [
        {
            "id": 5,
            "date": STAMP,
            "link": URL,
            "title": {"rendered": TITLE},
            "content": {"rendered": TEXT, "protected": False},
        }
    ],
    "Elasticsearch": {
        "took": 3,
        "hits": {
            "total": {"value": 1},
            "hits": [{"_id": "5", "_source": {"headline": TITLE, "body": TEXT, "link": URL}}],
        },
    },
    "schema.org": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "articleBody": TEXT,
        "datePublished": STAMP,
        "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
    },
    "JSON:API": {
        "data": [
            {"type": "articles", "id": "5", "attributes": {"title": TITLE, "body": TEXT, "created": STAMP, "uri": URL}}
        ]
    },
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_read_as_it_was_saved(tmp_path: Path, name: str) -> None:
    for indent in (None, 2):
        articles, problems = parted(found(tmp_path, "a.json", json.dumps(ANSWERS[name], indent=indent).encode()))
        assert not problems and len(articles) == 1
        told = {field: value for field, value in articles[0].fields.items() if field in WANTED}
        assert told == {field: value for field, value in WANTED.items() if field in told} and len(told) >= 3
