"""How a line stands to a headline."""

from __future__ import annotations

import pytest

from newslint.headline import Headline

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
