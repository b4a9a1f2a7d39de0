"""The Scrapy pipeline, in a real crawl of a page served on loopback, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("scrapy")

ROOT = Path(__file__).parent.parent
PAGES = {
    "/": '<a href="/ferry">Ferry</a> <a href="/clean">Clean</a> <a href="/picture">Picture</a>',
    "/ferry": "<h1>Ferry waits in the ice</h1><p>The ferry is stuck off the harbour.</p><p>Advertisement</p>"
    "<p>An icebreaker is on its way.</p>",
    "/clean": "<h1>Council votes</h1><p>The council votes on the new bridge.</p><p>It is the third vote.</p>",
    "/picture": "<h1>A picture</h1>",
}
SPIDER = """
import dataclasses, json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

form, settings, out = sys.argv[2], json.loads(sys.argv[3]), sys.argv[4]

class Story(scrapy.Item):
    url = scrapy.Field(); title = scrapy.Field(); text = scrapy.Field(); newslint = scrapy.Field()

@dataclasses.dataclass
class Report:
    url: str
    title: str
    text: str | None
    newslint: list | None = None

class News(scrapy.Spider):
    name = "news"
    start_urls = [sys.argv[1]]

    def parse(self, response):
        yield from response.follow_all(css="a", callback=self.parse_story)

    def parse_story(self, response):
        make = {"dict": dict, "item": Story, "dataclass": Report}[form]
        text = "\\n".join(response.css("p::text").getall())
        yield make(url=response.url, title=response.css("h1::text").get(), text=text or None)

process = CrawlerProcess({
    "ITEM_PIPELINES": {"newslint.integrations.scrapy.NewslintPipeline": 300}, "LOG_LEVEL": "ERROR",
    "FEEDS": {out: {"format": "jsonlines"}}, "TELNETCONSOLE_ENABLED": False, "CLOSESPIDER_TIMEOUT": 30,
    "DOWNLOAD_TIMEOUT": 10, "RETRY_ENABLED": False, **settings})
crawler = process.create_crawler(News)
process.crawl(crawler)
process.start()
print(json.dumps({key: value for key, value in crawler.stats.get_stats().items() if key.startswith(("newslint", "item_"))}))
"""


class Handler(BaseHTTPRequestHandler):
    """Serves the pages, and says nothing."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<html><body>{page or ''}</body></html>".encode())

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def crawl(
    address: str, folder: Path, form: str = "dict", **settings: Any
) -> tuple[dict[str, int], dict[str, dict[str, Any]], str]:
    """The stats of a crawl, its items by the last part of their address, and what it said."""
    (folder / "spider.py").write_text(SPIDER)
    out = folder / "items.jsonl"
    command = [sys.executable, "spider.py", address, form, json.dumps(settings), str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []
    stats = json.loads(done.stdout.splitlines()[-1])
    return stats, {item["url"].rsplit("/", 1)[1]: item for item in items}, done.stderr


@pytest.mark.parametrize("form", ["dict", "item", "dataclass"])
def test_items_are_counted_and_tagged(address: str, tmp_path: Path, form: str) -> None:
    stats, items, _ = crawl(address, tmp_path, form, NEWSLINT_TAG="newslint")
    assert stats["newslint/articles"] == 2
    assert stats["newslint/not_articles"] == 1
    assert stats["newslint/articles_with_findings"] == 1
    assert stats["newslint/findings/ad-label"] == 1
    assert stats["item_scraped_count"] == 3
    assert [found["rule"] for found in items["ferry"]["newslint"]] == ["ad-label"]
    assert items["clean"]["newslint"] == []
    assert "Advertisement" in items["ferry"]["text"]


def test_items_with_grave_findings_are_dropped(address: str, tmp_path: Path) -> None:
    stats, items, said = crawl(address, tmp_path, NEWSLINT_DROP="error", LOG_LEVEL="WARNING")
    assert set(items) == {"clean", "picture"}
    assert stats["newslint/dropped"] == stats["item_dropped_count"] == 1
    assert f"newslint: ad-label in {address}ferry" in said


def test_what_is_safe_is_mended_before_anything_is_dropped(address: str, tmp_path: Path) -> None:
    stats, items, _ = crawl(address, tmp_path, "item", NEWSLINT_FIX=True, NEWSLINT_DROP="error")
    assert items["ferry"]["text"] == "The ferry is stuck off the harbour.\nAn icebreaker is on its way."
    assert stats["newslint/fixed/ad-label"] == 1
    assert "newslint/findings/ad-label" not in stats
    assert set(items) == {"ferry", "clean", "picture"}


def test_the_settings_of_newslint_count(address: str, tmp_path: Path) -> None:
    stats, _, _ = crawl(address, tmp_path, NEWSLINT_CONFIG={"ignore": ["ads"]})
    assert "newslint/findings/ad-label" not in stats


def test_a_wrong_setting_is_told(address: str, tmp_path: Path) -> None:
    _, items, said = crawl(address, tmp_path, NEWSLINT_DROP="eror", LOG_LEVEL="WARNING")
    assert "NEWSLINT_DROP: expected one of info, warning, error, never, not 'eror'" in said
    assert set(items) == {"ferry", "clean", "picture"}, "Scrapy goes on without a pipeline that is not configured"
