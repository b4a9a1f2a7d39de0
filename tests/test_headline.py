"""How a line stands to a headline."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies

from newslint import ruleset
from newslint.article import Article
from newslint.headline import _WORD, Headline, words
from newslint.lint import Linter
from newslint.text import _PLAIN

TITLE = "Ferry stuck in the ice for a third day"


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("Ferry stuck in the ice for a third day", "same"),
        ("FERRY STUCK IN THE ICE FOR A THIRD DAY!", "same"),
        ("“Ferry stuck in the ice for a third day”", "same"),
        ("Weather: Ferry stuck in the ice for a third day", "variant"),
        ("Ferry stuck in the ice for a third day | The Island Post", "variant"),
        ("WeatherFerry stuck in the ice for a third day", "akin"),
        ("Ferry stuck in the ice for a thrid day", "variant"),
        ("Ferry stuck in the ice for a th...", "variant"),
        ("Ferry stuck in the ice for a fourth day", "akin"),
        ("Home > Weather > Ferry stuck in the ice for a third day", None),
        ("The council votes on Monday", None),
        ("", None),
        ("!!!", None),
    ],
)
def test_relation(line: str, relation: str | None) -> None:
    assert Headline(TITLE).relation(line) == relation


def test_numbers_make_another_headline() -> None:
    assert Headline("Best phones of 2023 for people with small hands").relation(
        "Best phones of 2024 for people with small hands"
    ) in ("akin", None)


@pytest.mark.parametrize("title", ["", "...", "|", "x" * 10_000, "\u0301" * 1000])
def test_odd_headlines(title: str) -> None:
    assert Headline(title).relation(TITLE) is None


@given(strategies.text(alphabet="aB1'’´`’ -_.,:|\u0301\u00a0…ßİı²éЖ\u200b\t"))
def test_words_are_found_the_quick_way_as_the_slow_one_finds_them(text: str) -> None:
    slow = unicodedata.normalize("NFKC", text).translate(_PLAIN) if not text.isascii() else text
    assert words(text) == _WORD.findall(slow.casefold())


def test_a_longer_head_leaves_more_first_lines() -> None:
    """A headline below kicker, date and share bar is among the first lines; below prose and four more it is late."""
    above = ["Politics", "Island", "Share this", "Print", "Write to us", "4 min read"]
    rule = [rule for rule in ruleset.shipped() if rule.kind == "echo"]
    body = "The ferry was stuck in the ice for the third day, and nobody could say when help would come to it.\n"
    for lines, name in ((above, "headline-in-text"), ([body.strip(), *above], "headline-late")):
        article = Article({"title": TITLE, "text": "\n".join([*lines, TITLE, body * 3])})
        found, _ = Linter(rule).lint(article)
        assert [finding.rule for finding in found] == [name]
