"""Phrases: languages, beginnings, runs, lines made of several, labels in disguise, headings."""

from __future__ import annotations

from typing import Any

import pytest
from our_rules import rule

from newslint.article import Article
from newslint.checks import phrase
from newslint.kind import options_of


def found(text: str, language: str | None = None, **options: Any) -> list[str]:
    article = Article({"text": text, "language": language} if language else {"text": text})
    return [text[hit.start : hit.end] for hit in phrase.build([rule(**options)])(article)]


def test_a_phrase_is_a_whole_line_without_case_and_what_is_drawn_around_it() -> None:
    text = "[ AD ]\nThe ad is old.\n\u2014 Ad \u2014\nAds"
    assert found(text, phrases={"any": ["ad"]}) == ["[ AD ]", "\u2014 Ad \u2014"]


@pytest.mark.parametrize(
    ("code", "language", "counts"),
    [
        ("any", "tr", True),
        ("any -tr -az", "tr", False),
        ("any -tr -az", "en", True),
        ("hr sr bs", "sr", True),
        ("hr sr bs", "sl", False),
        ("de", None, True),
    ],
)
def test_a_phrase_counts_in_its_languages(code: str, language: str | None, counts: bool) -> None:
    assert bool(found("Ad", language, phrases={code: ["Ad"]})) is counts


def test_a_beginning_ends_with_a_word() -> None:
    text = "Read more: the bridge\nRead moreover the book\n\u95a2\u9023\u8a18\u4e8b\u6a4b"
    starts = {"any": ["Read more", "\u95a2\u9023\u8a18\u4e8b"]}
    assert found(text, starts=starts) == ["Read more: the bridge", "\u95a2\u9023\u8a18\u4e8b\u6a4b"]


def test_weak_phrases_count_beside_another_only() -> None:
    options: dict[str, Any] = {"phrases": {"any": ["Share this"]}, "in_runs": {"any": ["Facebook", "Print"]}}
    assert found("Facebook\nThe company fell.\nShare this\n\nPrint", **options) == ["Share this", "Print"]


def test_a_line_of_several_phrases() -> None:
    options: dict[str, Any] = {"combined": True, "in_runs": {"any": ["Facebook", "Twitter", "Copy Link"]}}
    assert found("FacebookTwitter Copy Link", **options) == ["FacebookTwitter Copy Link"]
    assert found("Facebook Twitter and others", **options) == []


@pytest.mark.parametrize(
    "line", ["Anz\u0435ig\u0435", "gnubreW", "W e r b u n g", "W|erbung", "We\u200crbung", "W\u0435rbung"]
)
def test_a_phrase_in_disguise(line: str) -> None:
    assert found(line, disguised=True, phrases={"any": ["Anzeige", "Werbung"]}) == [line]


@pytest.mark.parametrize("line", ["Werbung", "Anzeige", "werben", "Bewerbung", "Sp/O", "\u0430\u0434"])
def test_what_is_no_disguise(line: str) -> None:
    assert found(line, disguised=True, phrases={"any": ["Anzeige", "Werbung", "Ad"]}) == []


def test_headings_are_spared() -> None:
    options: dict[str, Any] = {"spare_headings": True, "phrases": {"any": ["Werbung"]}}
    assert found("Film (2019)\nWerbung\nSpot (2020)", **options) == []
    assert found("Film (2019)\nWERBUNG\nSpot (2020)", **options) == ["WERBUNG"]
    assert found("Film (2019)\nWerbung\nEin langer Satz.", **options) == ["Werbung"]


def test_where_and_runs() -> None:
    text = "\n".join(["Ad", *["A sentence."] * 20, "Ad", "Ad"])
    assert len(found(text, phrases={"any": ["Ad"]}, where="tail")) == 2
    assert len(found(text, phrases={"any": ["Ad"]}, min_run=2)) == 2
    assert len(found(text, phrases={"any": ["Ad"]}, where="edges")) == 3


def test_a_rule_must_say_something() -> None:
    with pytest.raises(ValueError, match="needs"):
        phrase.verify(options_of(phrase, {}))
    with pytest.raises(ValueError, match="nothing that could be compared"):
        phrase.verify(options_of(phrase, {"phrases": {"en": ["--"]}}))
