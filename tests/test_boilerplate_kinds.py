"""Clues, walls, credits, what follows a lead-in, runs of short lines."""

from __future__ import annotations

import random
from typing import Any

import pytest
from counting import calls
from our_rules import rule

from newslint.article import Article
from newslint.checks import clue, credit, follow, pattern, run, wall
from newslint.kind import options_of

PROSE = "The council votes on Monday on the new bridge, and the mayor is against it, as she said at the weekend."


def found(kind: Any, text: str, language: str = "en", **options: Any) -> list[str]:
    check = kind.build([rule(kind=kind.__name__.rsplit(".", 1)[-1], **options)])
    return [text[hit.start : hit.end] for hit in check(Article({"text": text, "language": language}))]


def test_a_clue_needs_a_word_of_each_list() -> None:
    clues = {"en": ["cookies + we use|by continuing", "^sign up + newsletter"]}
    text = "We use cookies.\nShe bakes cookies.\nSign up for our newsletter\nTo sign up for a newsletter"
    assert found(clue, text, clues=clues) == ["We use cookies.", "Sign up for our newsletter"]
    assert found(clue, text, "de", clues=clues) == []


def test_a_clue_starts_a_word_and_may_end_a_line() -> None:
    assert found(clue, "erid: 2Vf\nheridos: 2", clues={"any": ["erid"]}) == ["erid: 2Vf"]
    assert found(clue, "Log in\nLog into the site", clues={"any": ["^log in$"]}) == ["Log in"]
    assert found(
        clue, "\u5f53\u30b5\u30a4\u30c8\u3067\u306fCookie\u3092\u4f7f\u7528", clues={"any": ["cookie + \u4f7f\u7528"]}
    )


def test_a_clue_may_be_barred() -> None:
    assert found(clue, "We use cookies, she said.", clues={"any": ["cookies"]}, unless=["she said"]) == []


@pytest.mark.parametrize("bad", ["", "a + ", "a||b"])
def test_an_empty_clue_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="empty word"):
        clue.verify(options_of(clue, {"clues": {"en": [bad]}}))


def test_a_wall_is_most_of_the_text() -> None:
    clues = {"any": ["^access denied", "enable javascript"]}
    assert found(wall, "Access denied\nPlease enable JavaScript.", clues=clues) == ["Access denied"]
    assert found(wall, f"Access denied\n{PROSE}\n{PROSE}", clues=clues) == []


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Photo: Ann Example", "credit"),
        ("(Image credit: Example Studios)", "credit"),
        ("\u00a9 Ann Example", "credit"),
        ("Ann Example/Reuters", "credit"),
        ("Getty Images", "credit"),
        ("The bridge at night. Photo: Ann Example/AP", "caption"),
        ("The mayor leaves. (Ann Example/AP)", "caption"),
        ("The bridge burns.Bild: dpa", "caption"),
        ("The mayor told Reuters that she would go.", None),
        ("A photo of the bridge was sold by the end of the week for a sum that nobody knows.", None),
        ("The picture: a council without a plan, a mayor without a majority. Nobody laughs about it any more.", None),
    ],
)
def test_credits_and_captions(line: str, part: str | None) -> None:
    options = {
        "words": ["Photo", "Picture", "Image", "Bild", "Image credit"],
        "sources": ["Reuters", "AP", "Getty Images"],
    }
    for wanted in ("credit", "caption"):
        assert found(credit, line, part=wanted, **options) == ([line] if part == wanted else [])


def test_a_quick_look_loses_no_credit() -> None:
    parts = [
        "Photo",
        "photo credit",
        "Bild",
        "Ann Example",
        "AP",
        "Getty Images",
        "/",
        ": ",
        " by ",
        "(",
        ")",
        "\u00a9 ",
        "(c) ",
    ]
    parts += ["\u201c", "|", "- ", ". ", "2024 ", "the mayor of ", "Im Bild: ", "FOTO:", "\u0424\u043e\u0442\u043e: "]
    options = {
        "words": ["Photo", "Bild", "Foto", "\u0424\u043e\u0442\u043e"],
        "sources": ["AP", "Getty Images"],
        "part": "credit",
    }
    finder = credit._Finder(options_of(credit, options))
    rng = random.Random(7)
    lines = ["".join(rng.choice(parts) for _ in range(rng.randrange(1, 6))).strip() for _ in range(4000)]
    lines = [line for line in lines if line and line[-1] != "("]  # which would tear the next
    wanted = [line for line in lines if finder.shape(line) == "credit"]
    assert len(wanted) > 100
    assert found(credit, "\n".join(lines), **options) == wanted


def test_what_follows_a_lead_in() -> None:
    text = f"{PROSE}\nRead also\nWhy the bridge fell\nSports\nThe mayor's other plan\n{PROSE}"
    options: dict[str, Any] = {"leads": {"en": ["Read also"]}}
    assert found(follow, text, **options) == ["Why the bridge fell", "The mayor's other plan"]
    assert found(follow, text, "de", **options) == []
    assert found(follow, f"Tags\nBridge\nCity council\n{PROSE}", leads={"en": ["Tags"]}, takes="words") == [
        "Bridge",
        "City council",
    ]


def test_runs_after_the_last_paragraph() -> None:
    short = "Why the bridge fell\nThe mayor's other plan\nFerry dearer from May"
    text = "\n".join([PROSE] * 4) + "\n" + short
    assert len(found(run, text, min_words=3, min_run=3)) == 3
    assert found(run, text, min_words=3, min_run=4) == []
    assert found(run, short, min_words=3, min_run=3) == []
    assert found(run, text + "\n" + PROSE, min_words=3, min_run=3) == []


def test_a_pattern_matches_whole_lines_or_within_them() -> None:
    assert found(pattern, "2 min read\nIt was a 2 min read.", patterns={"en": [r"\d+ min read"]}) == ["2 min read"]
    assert found(pattern, "a &amp; b", patterns={"any": ["&amp;"]}, scope="inside") == ["&amp;"]


@pytest.mark.parametrize("kind", [clue, credit, follow, run, pattern])
def test_work_grows_with_the_text_and_no_faster(kind: Any) -> None:
    options: dict[str, dict[str, Any]] = {
        "clue": {"clues": {"any": ["a + b", "^a + b"]}},
        "credit": {"words": ["Photo"], "sources": ["AP"]},
        "follow": {"leads": {"any": ["a"]}, "max_lines": 12},
        "run": {"min_prose": 1},
        "pattern": {"patterns": {"any": ["a.{0,20}b"]}},
    }
    name = kind.__name__.rsplit(".", 1)[-1]
    found(kind, "a\n" * 8_000 + PROSE, **options[name])  # what is worked out once
    small, large = (
        calls(lambda count=count: found(kind, "a\n" * count + PROSE, **options[name])) for count in (2_000, 8_000)
    )
    assert large < 5 * small + 1_000, (small, large)
