"""Applying edits to a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import fix
from newslint.finding import Edit


def cut_lines(text: str, *numbers: int) -> str:
    """The text with whole lines (from 1) cut, as findings of line rules cut them."""
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*starts[1:], len(text)]
    return fix.edited(text, [Edit("text", starts[n - 1], ends[n - 1], "") for n in numbers])


@pytest.mark.parametrize(
    ("before", "lines", "after"),
    [
        ("a\nAD\nb\n", [2], "a\nb\n"),
        ("a\n\nAD\n\nb\n", [3], "a\n\nb\n"),
        ("a\n\nAD\nAD\nAD", [3, 4, 5], "a"),
        ("a\n\nAD\n\nAD\n", [3, 5], "a\n"),
        ("AD\n\na\n", [1], "a\n"),
        ("a\n\n\nb\nAD\n", [5], "a\n\n\nb\n"),
        ("a\r\n\r\nAD\r\n\r\nb\r\n", [3], "a\r\n\r\nb\r\n"),
        ("a\n\nAD\n\nb\n\nAD\n\nc", [3, 7], "a\n\nb\n\nc"),
        ("AD", [1], ""),
        ("a\nAD", [2], "a"),
        ("a\n \nAD\n\t\nb", [3], "a\n \nb"),
    ],
)
def test_cut_lines_leave_no_holes(before: str, lines: list[int], after: str) -> None:
    assert cut_lines(before, *lines) == after


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_go_whatever_ends_them(end: str) -> None:
    for before, after in (("a||AD||b|", "a||b|"), ("a| |AD|\t|b", "a| |b"), ("a|AD||b", "a||b"), ("a||AD|b", "a||b")):
        text = before.replace("|", end)
        start = text.index("AD")
        cut = fix.edited(text, [Edit("text", start, start + 2 + len(end), "")])
        assert cut == after.replace("|", end)


def test_edits_within_a_line() -> None:
    text = "fish &amp; chips &amp; peas"
    changes = [Edit("text", 5, 10, "&"), Edit("text", 17, 22, "&")]
    assert fix.edited(text, changes) == "fish & chips & peas"


def test_of_two_over_the_same_place_the_first_stays() -> None:
    assert fix.edited("abcdef", [Edit("text", 0, 3, "X"), Edit("text", 2, 5, "Y")]) == "Xdef"


def test_only_the_touched_field_changes() -> None:
    fields = {"title": "A | Site", "text": "body"}
    assert fix.apply(fields, [Edit("title", 0, 8, "A")]) == {"title": "A", "text": "body"}


LINES = st.lists(st.sampled_from(["", "a", "b c", " ", "AD", "d\r"]), min_size=1, max_size=12)


@given(LINES, st.data())
def test_what_stays_is_a_subsequence_of_the_lines(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    numbers = data.draw(st.sets(st.integers(1, len(lines))))
    kept = [line for number, line in enumerate(lines, 1) if number not in numbers and line.strip()]
    after = cut_lines(text, *sorted(numbers))
    assert [line.strip() for line in after.split("\n") if line.strip()] == [line.strip() for line in kept]


@given(st.text(alphabet="ab\n \r", max_size=40), st.data())
def test_any_edits_are_applied_or_left_out(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    changes = [
        Edit("text", min(pair), max(pair), data.draw(st.sampled_from(["", "x"])))
        for pair in data.draw(st.lists(st.tuples(places, places), max_size=4))
    ]
    assert isinstance(fix.edited(text, changes), str)
