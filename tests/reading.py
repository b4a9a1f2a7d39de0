"""What the tests of readers read: records and broken ones, and a file of them read in one go."""

from __future__ import annotations

import json
from pathlib import Path

from newslint import readers
from newslint.article import Article
from newslint.problem import Problem
from newslint.readers import Options

TEXTS = [
    "The mayor spoke.\n\nShe left.",
    "Der Bürgermeister sprach.",
    "Мэр выступил.",
    "市長が演説した。",
    "تحدث رئيس البلدية.",
]
RECORDS = [{"title": f"Headline {n}", "text": text, "url": f"https://example.org/{n}"} for n, text in enumerate(TEXTS)]
FORMATS = sorted(suffix for suffix in readers.suffixes() if not readers.seeks(f"a{suffix}"))  # those that are text
BROKEN = [
    b'{"title": "cut", "text": "no end',
    b'{"title": "no brace", "text": "x"',
    b'{"title": "no quote, "text": "x"}',
    b'{"text": nonsense}',
    b'{"text": "x"}}',
    b'{"a": ["x", "text": "y"}',
    b'{"text": "raw\x00control"}',
    b'{"n": ' + b"9" * 5000 + b"}",
    b"[" * 5000,
    b"null",
    b"17",
    b'"text"',
    b"<html><body>502 Bad Gateway</body></html>",
    b"<<<<<<< HEAD",
    b'{"title": "no text"}',
    b'{"text": null}',
    b'{"text": 5}',
    b'{"text": [1, 2]}',
    b"{}",
    b"[]",
]


def found(tmp_path: Path, name: str, raw: bytes, options: Options | None = None) -> list[Article | Problem]:
    path = tmp_path / name
    path.write_bytes(raw)
    return list(readers.read(str(path), options))


def parted(items: list[Article | Problem]) -> tuple[list[Article], list[Problem]]:
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def texts(items: list[Article | Problem]) -> list[str]:
    return [article.text for article in parted(items)[0]]


def line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def as_format(suffix: str) -> bytes:
    if suffix == ".json":
        return line(RECORDS)
    if suffix in (".csv", ".tsv", ".tab"):
        rows = ["title,text,url", *(f'{r["title"]},"{r["text"]}",{r["url"]}' for r in RECORDS)]
        return "\n".join(rows).replace(",", "\t" if suffix != ".csv" else ",").encode()
    if suffix in (".md", ".markdown"):
        return f"---\ntitle: A\n---\n{TEXTS[0]}".encode()
    return TEXTS[0].encode() if suffix in (".txt", ".text") else b"\n".join(map(line, RECORDS))
