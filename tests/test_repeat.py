"""Repeats: what is one, what is excused, and that the search stays linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import likeness, ruleset
from newslint.article import Article
from newslint.lint import Linter

LINTER = Linter([rule for rule in ruleset.shipped() if rule.group == "repeats" and rule.enabled])
PARAGRAPHS = [
    "The harbour has been frozen since Tuesday, and no ship has left it since.",
    "Forty passengers spend the night in the school beside the old church.",
    "The captain sleeps on board because somebody has to stay with the engine.",
    "An icebreaker left the mainland on Wednesday and is expected on Friday.",
]


def found(*paragraphs: str) -> list[tuple[int | None, str]]:
    findings, problems = LINTER.lint(Article({"title": "T", "text": "\n".join(paragraphs)}))
    assert not problems
    return [(finding.line, finding.rule) for finding in findings]


def test_once_is_no_repeat() -> None:
    assert found(*PARAGRAPHS) == []


def test_adjacent() -> None:
    a, b, c, d = PARAGRAPHS
    assert found(a, b, b, c, d) == [(3, "adjacent-repeat")]


def test_what_belongs_to_the_page_does_not_part_copies() -> None:
    a, b, c, d = PARAGRAPHS
    everything = Linter(ruleset.select(ruleset.shipped()))
    for between in (["Advertisement"], ["AD", "3 min read"], ["Read also: Forty ships wait"]):
        text = "\n".join([a, b, *between, b, c, d])
        findings, _ = everything.lint(Article({"title": "T", "text": text, "language": "en"}))
        assert (len(between) + 3, "adjacent-repeat") in [(one.line, one.rule) for one in findings], between
    findings, _ = everything.lint(Article({"title": "T", "text": "\n".join([a, b, c, b, d]), "language": "en"}))
    assert [one.rule for one in findings] == ["distant-repeat-short"]


def test_adjacent_over_blank_lines_and_typography() -> None:
    assert found(
        '"No," she said, "the ship is not ours to give away."',
        "",
        "“No,” she said, “the ship is not ours to give away.”",
    ) == [(3, "adjacent-repeat")]


def test_block() -> None:
    a, b, c, d = PARAGRAPHS
    assert found(a, b, c, a, b, d) == [(4, "repeated-block"), (5, "repeated-block")]


def test_the_whole_text_twice() -> None:
    assert [line for line, _ in found(*PARAGRAPHS, *PARAGRAPHS)] == [5, 6, 7, 8]


def test_each_paragraph_gets_one_finding() -> None:
    a, b, c, _ = PARAGRAPHS
    lines = [line for line, _ in found(a, a, b, c, b, c, a, f"{a} And so on, and on.")]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Proclamation for the year 2001, given under our hand and seal in the old town hall of the island.",
         "Proclamation for the year 2011, given under our hand and seal in the old town hall of the island."),
        ("The patients with stage II of the disease were treated at the hospital on the mainland for a month.",
         "The patients with stage III of the disease were treated at the hospital on the mainland for a month."),
    ],
)  # fmt: skip
def test_two_facts_are_no_near_repeat(one: str, two: str) -> None:
    assert found(one, "Nobody was hurt.", two) == []


def test_a_line_with_the_whole_text_does_not_make_every_paragraph_a_quote() -> None:
    assert found(" ".join(PARAGRAPHS), *PARAGRAPHS) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*PARAGRAPHS, "short", "", "Why?"]), max_size=14))
def test_any_arrangement(paragraphs: list[str]) -> None:
    lines = [line for line, _ in found(*paragraphs)]
    assert len(lines) == len(set(lines))
    copies = sum(paragraphs.count(p) - 1 for p in set(paragraphs) if len(p) >= 60)
    assert len(lines) <= copies


def _work(count: int) -> float:
    """Seconds for `count` equal paragraphs and as many different ones."""
    article = Article(
        {"title": "T", "text": "\n".join([PARAGRAPHS[0]] * count + [f"{n} {PARAGRAPHS[1]}" for n in range(count)])}
    )
    start = time.process_time()
    LINTER.lint(article)
    return time.process_time() - start


def test_many_equal_paragraphs_end() -> None:
    """Not a timed test of speed: a quadratic search would not come back within minutes."""
    assert _work(9_000) < 60


def test_containment_of_whole_words_only() -> None:
    short = "and the harbour master says that nobody has ever seen such a winter here"
    keys = [short, f"It is cold, {short}, not even his grandfather.", f"xyz{short}xyz"]
    assert list(likeness.contained(keys)) == [(0, 1)]


def test_white_space_makes_no_paragraph_another() -> None:
    """Double blanks and tabs in the middle of a long paragraph or anywhere in a short one, in one copy only."""
    long = f"{PARAGRAPHS[0]} {PARAGRAPHS[1]} {PARAGRAPHS[2]}"
    short = "Somebody has to stay with the engine all night."
    for blank in ("  ", "\t", " \t ", "   "):
        for one in (long, short):
            for at in [place for place, sign in enumerate(one) if sign == " "]:
                assert found(one, PARAGRAPHS[3], one[:at] + blank + one[at + 1 :]), (blank, one[:at])


def test_a_whole_text_in_one_line_is_no_quote_even_where_only_one_of_its_paragraphs_is_one() -> None:
    quote = f'"{PARAGRAPHS[3]}"'
    assert found(" ".join([*PARAGRAPHS[:3], quote]), *PARAGRAPHS[:3], quote) == []
    assert found(*PARAGRAPHS[:2], f"{PARAGRAPHS[2]} {quote}", quote) == [(4, "pull-quote")]


@given(
    st.lists(
        st.sampled_from([*PARAGRAPHS, *(one[5:] for one in PARAGRAPHS), *(one[:-9] for one in PARAGRAPHS), "ab", ""])
    )
)
def test_what_begins_and_ends_in_its_own_way_is_no_copy(keys: list[str]) -> None:
    begins = likeness.begins(keys)
    if len(begins) < len(keys):
        return
    assert len(set(keys)) == len(keys)
    long = [key for key in keys if len(key) >= likeness.SHORTEST]
    shares = likeness.share_ends(long, begins)
    assert shares or not likeness.candidates(keys)
    assert shares or not likeness.share_ends(long, likeness.begins(long))
