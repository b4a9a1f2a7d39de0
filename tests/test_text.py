"""Cutting and folding text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import head, text, voice


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("", [""]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb", ["a", "b"]),
        ("a\r\r\nb", ["a", "b"]),
        ("a\u2028b\u0085c\x0bd\x0ce", ["a\u2028b\u0085c\x0bd\x0ce"]),
    ],
)
def test_only_the_ends_that_editors_know_end_a_line(raw: str, lines: list[str]) -> None:
    assert text.cut(raw)[0] == lines


@given(st.text(alphabet="ab \r\n\u2028é"))
def test_lines_stand_where_their_starts_say(raw: str) -> None:
    lines, starts = text.cut(raw)
    assert len(lines) == len(starts)
    for line, start in zip(lines, starts, strict=True):
        assert raw[start : start + len(line)] == line
        assert "\n" not in line and "\r" not in line


@given(st.text(alphabet="ab \t\n\r\x0b\x1c\x1f\x85\u00a0\u200b\u2003\u2028\u3000é") | st.text())
def test_squeezed_is_as_words_parted_by_a_blank(raw: str) -> None:
    assert text.squeeze(raw) == " ".join(raw.split())


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("«Ferry», he said…", '"ferry", HE  said...'),
        ("ＡＤ", "ad"),
        ("Adver\u200btise\u00adment", "advertisement"),
        ("It’s", "it's"),
    ],
)
def test_folded_alike(one: str, two: str) -> None:
    assert text.fold(one) == text.fold(two)


@pytest.mark.parametrize("drawn", ["AD", "[AD]", "— AD —", "【AD】", "AD:", "*** AD ***", "| AD |", "· AD"])
def test_a_label_is_what_stays_without_its_frame(drawn: str) -> None:
    assert text.label(drawn) == "ad"


def test_folding_reads_a_bounded_stretch() -> None:
    assert len(text.fold("e" + "\u0301" * 100_000)) <= 2 * text.FOLD_LIMIT


def test_wide_characters_take_two_columns() -> None:
    assert text.columns("港は凍る") == 8
    assert text.columns("Hafen") == 5


WRAPPED = """The harbour has been frozen since Tuesday, and no ship has
left it. The icebreaker that the island asked for is still
two days away, and nobody knows whether it will come at all
before the week is over.

The captain of the ferry sleeps on board, since somebody has
to, and forty passengers spend the night in the school beside
the church.
"""


def test_a_wrapped_paragraph_is_one_paragraph() -> None:
    found = text.paragraphs(*text.cut(WRAPPED))
    assert [line for _, line, _, _ in found] == [0, 5]
    assert found[1][0].endswith("the night in the school beside the church.")
    assert WRAPPED[found[1][2] : found[1][3]].startswith("The captain")


def test_otherwise_a_line_is_a_paragraph() -> None:
    found = text.paragraphs(*text.cut("One line.\nAnother line.\n\n  A third.  "))
    assert [(words, line) for words, line, _, _ in found] == [("One line.", 0), ("Another line.", 1), ("A third.", 3)]


def test_what_is_asked_first_turns_away_nothing() -> None:
    sets = (text._WIDE, head._WIDE, voice._DENSE)
    every = [chr(code) for code in range(0x110000)]
    assert not [one for one in every if any(some.search(one) for some in sets) and not text.is_far(one)]
    assert not text.is_far("„Grüße“ – “naïve” … Привіт, κόσμε")
