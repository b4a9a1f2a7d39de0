"""The JSON of trafilatura, newspaper4k, news-please and fundus, as they write it, is read, checked and mended.

The records are what trafilatura 2.3.1, newspaper4k 0.9.6, news-please 1.6.16 and fundus 0.5.7 made of one page of our own;
only the texts are shortened.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newslint import Article, readers
from newslint.cli import main

ADDRESS = "https://lindholmpost.example/2024/03/05/ferry-waits"
TITLE = "Ferry waits in the ice of Lindholm"
LEAD = "The evening ferry has been stuck off Lindholm since Monday."
FIRST = "The evening ferry to the mainland left the quay at six on Monday with forty passengers aboard."
LAST = "The line hopes to sail again on Wednesday, when the wind is expected to turn."
TRAFILATURA: dict[str, Any] = {
    "title": TITLE,
    "author": "Karin Moe",
    "hostname": "lindholmpost.example",
    "date": "2024-03-05",
    "fingerprint": "10e480d73b06d2e2",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": f"{LEAD} {FIRST} Advertisement {LAST}",
    "text": f"{LEAD}\n{FIRST}\nAdvertisement\n{LAST}",
    "language": None,
    "image": None,
    "pagetype": "article",
    "filedate": "2024-03-06",
    "source": ADDRESS,
    "source-hostname": "The Lindholm Post",
    "excerpt": LEAD,
    "categories": "",
    "tags": "",
}
BARE = {"text": f"{LEAD}\n{FIRST}\nAdvertisement\n{LAST}", "comments": ""}  # without with_metadata
NEWSPAPER = {
    "url": ADDRESS,
    "read_more_link": "",
    "language": "en",
    "title": TITLE,
    "top_image": "",
    "meta_img": "",
    "images": [],
    "movies": [],
    "keywords": [],
    "meta_keywords": [""],
    "tags": None,
    "authors": ["Karin Moe"],
    "publish_date": "2024-03-05T00:00:00",
    "summary": "",
    "meta_description": LEAD,
    "meta_lang": "en",
    "meta_favicon": "",
    "meta_site_name": "The Lindholm Post",
    "canonical_link": ADDRESS,
    "text": f"{LEAD}\n\n{FIRST}\n\nAdvertisement\n\n{LAST}",
}
NEWS_PLEASE = {
    "authors": ["Karin Moe"],
    "date_download": "None",
    "date_modify": "None",
    "date_publish": "2024-03-05 07:30:00",
    "description": LEAD,
    "filename": "https%3A%2F%2Flindholmpost.example%2F2024%2F03%2F05%2Fferry-waits.json",
    "image_url": ADDRESS,
    "language": "en",
    "localpath": None,
    "maintext": f"{LEAD}\n{FIRST}\nAdvertisement\n{LAST}",
    "source_domain": "lindholmpost.example",
    "text": None,
    "title": TITLE,
    "title_page": None,
    "title_rss": None,
    "url": ADDRESS,
}
FUNDUS = {
    "publishing_date": "2024-03-05 07:30:00+01:00",
    "free_access": True,
    "title": TITLE,
    "authors": ["Karin Moe"],
    "topics": ["Shipping"],
    "body": {
        "summary": [LEAD],
        "sections": [
            {"headline": [], "paragraphs": [FIRST, "Advertisement"]},
            {"headline": ["Soup and cards"], "paragraphs": [LAST]},
        ],
    },
}
ALL = {
    "trafilatura": TRAFILATURA,
    "trafilatura-bare": BARE,
    "newspaper4k": NEWSPAPER,
    "news-please": NEWS_PLEASE,
    "fundus": FUNDUS,
}


def read(folder: Path, value: object) -> list[Article]:
    path = folder / "a.json"
    path.write_text(json.dumps(value, indent=4, ensure_ascii=False), "utf-8")
    found = list(readers.read(str(path)))
    articles = [item for item in found if isinstance(item, Article)]
    assert articles == found, found
    return articles


def rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check", str(folder / "a.json"), "--isolated", "--output-format", "jsonl"])
    return [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("name", list(ALL))
def test_the_text_is_found_with_its_ad(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [article] = read(tmp_path, ALL[name])
    lines = [line for line in article.lines if line]
    assert lines[:3] == [LEAD, FIRST, "Advertisement"]
    assert lines[-1] == LAST
    assert article.record is None
    found = rules(tmp_path, capsys)
    assert "ad-label" in found
    assert set(found) <= {"ad-label", "no-zone"}, "nothing else is wrong with it"


def test_trafilatura_keeps_the_address_under_source(tmp_path: Path) -> None:
    [article] = read(tmp_path, TRAFILATURA)
    assert (article.id, article.field("url"), article.site) == (ADDRESS, ADDRESS, "lindholmpost.example")
    assert (article.title, article.moment("published"), article.field("author")) == (TITLE, "2024-03-05", "Karin Moe")
    assert (article.field("description"), article.moment("crawled_at")) == (LEAD, "2024-03-06")
    [named] = read(tmp_path, {**TRAFILATURA, "source": "The Lindholm Post"})
    assert named.field("url") is None, "a name is no address"


def test_newspaper4k(tmp_path: Path) -> None:
    [article] = read(tmp_path, NEWSPAPER)
    assert (article.id, article.title, article.field("author")) == (ADDRESS, TITLE, "Karin Moe")
    assert article.moment("published") == "2024-03-05T00:00:00"
    assert article.field("description") == LEAD, "an empty summary gives way to the page's description"


def test_news_please_writes_none_for_dates_it_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [article] = read(tmp_path, NEWS_PLEASE)
    assert article.moment("modified") is None
    assert article.moment("crawled_at") is None
    assert article.moment("published") == "2024-03-05 07:30:00"
    assert "not-a-date" not in rules(tmp_path, capsys)
    [article] = read(tmp_path, {**NEWS_PLEASE, "date_publish": "none known"})
    assert "not-a-date" in rules(tmp_path, capsys)


def test_fundus_has_a_nested_body_and_files_by_publisher(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [article] = read(tmp_path, FUNDUS)
    assert "Soup and cards" in article.lines
    second = {**FUNDUS, "title": "Second"}
    articles = read(tmp_path, {"The Lindholm Post": [FUNDUS, second], "Øst": [], "Die Küste": [FUNDUS]})
    assert [(article.record, article.title) for article in articles] == [(1, TITLE), (2, "Second"), (3, TITLE)]
    assert rules(tmp_path, capsys) == ["ad-label"] * 3


def test_an_article_that_begins_with_lists_is_one_article(tmp_path: Path) -> None:
    related = [{"title": "Other", "text": "Another story."}]
    [article] = read(tmp_path, {"related": related, "text": FIRST})
    assert article.text == FIRST
    path = tmp_path / "b.json"
    path.write_text(json.dumps({"images": [{"src": "a.png"}], "tags": [{"name": "x"}]}))
    [problem] = readers.read(str(path))
    assert "has no text" in str(problem)


def test_files_by_publisher_are_mended(tmp_path: Path) -> None:
    record = {"title": TITLE, "text": f"{FIRST}\nAdvertisement\n{LAST}"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"One": [record], "Two": [record]}, indent=4), "utf-8")
    assert main(["check", str(path), "--isolated", "--fix", "-q"]) == 0
    mended = {"title": TITLE, "text": f"{FIRST}\n{LAST}"}
    assert path.read_text("utf-8") == json.dumps({"One": [mended], "Two": [mended]}, indent=4)
