"""The HTML report of some findings, taken apart as a browser would."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from pathlib import Path

from test_reports import _found

from newslint import reports
from newslint.article import Article
from newslint.finding import Finding
from newslint.problem import Problem
from newslint.summary import Summary

STYLE = (Path(reports.__file__).parent / "_html" / "style.css").read_text("utf-8")
VOID = {"meta", "input", "br", "link", "img", "rect", "path"}


class Page(HTMLParser):
    """A page's elements: (tag, attributes, text directly and indirectly inside), and whether every one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        assert not self.open, [tag for tag, _, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, list[str]())
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, tag

    def handle_data(self, data: str) -> None:
        for _, _, said in self.open:
            said.append(data)

    def all(self, tag: str, name: str = "") -> list[tuple[dict[str, str], str]]:
        return [
            (attributes, " ".join("".join(said).split()))
            for one, attributes, said in self.elements
            if one == tag and (not name or name in attributes.get("class", "").split())
        ]


def _page(cases: list[tuple[Article, list[Finding]]], problems: int = 0, fail_on: str = "warning") -> Page:
    out = io.StringIO()
    report = reports.open_report("html", out, reports.Context(fail_on=fail_on, paths=["news/", "it's here"]))
    summary = Summary(fail_on)
    for article, findings in cases:
        summary.add(findings)
        report.article(article, findings)
    for number in range(problems):
        report.problem(Problem(f"{number}.jsonl", "is no JSON", 3))
        summary.problems += 1
    report.close(summary)
    return Page(out.getvalue())


def _many(count: int, texts: int, sites: int, rules: int = 20) -> list[tuple[Article, list[Finding]]]:
    """Articles with one finding each."""
    made = []
    for number in range(count):
        word = f"Advertisement {number % texts:06d} " + "x" * 100
        text = "\n".join(
            ["The harbour is frozen, and the ferry does not sail today, says the captain. " * 2] * 4 + [word]
        )
        fields = {"id": f"n{number}", "url": f"https://site-{number % sites}.example/{number}", "text": text}
        article = Article(fields, "news.jsonl", number + 1)
        made.append((article, [_found(article, word, f"rule-{number % rules}", fix="safe")]))
    return made
