"""The words sought at once are found wherever a look at each line for each word would find them."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import examples, ruleset
from newslint.article import BRIEF, Article
from newslint.checks import clue
from newslint.kind import Rule, load
from newslint.seek import SOON, SPEECH, Seeker
from newslint.zone import may_mean

RULES = [rule for rule in ruleset.shipped() if rule.kind == "clue"]
LANGUAGES = ["en", "de", "fr", "tr", "pl", "ru", "ar", "ja", "th"]
LINES = sorted(
    {
        line
        for rule in ruleset.shipped()
        for example in [*rule.examples["bad"], *rule.examples["good"]]
        for line in examples.article_of(example).text.split("\n")
    }
)
SEEKER = Seeker(lambda speaks: clue.sought(RULES, speaks))


def naive(rule: Rule, article: Article) -> set[int]:
    """The lines that fit a clue, by a look at each line for each list of words."""
    lines = article.even_lines
    spoken = [groups for code, some in rule.prepared.items() if may_mean(article.languages, code) for _, groups in some]
    return {
        number
        for number, line in enumerate(lines)
        if line
        and line[0] not in SPEECH
        and any(all(clue._holds(line[:BRIEF], group) for group in groups) for groups in spoken)
    }


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=12),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["{}", "» {}", "x{}", "({})", "… {} ñ", "{}\u200b"]),
)
def test_the_kind_finds_what_looking_finds(some: list[str], language: str, dress: str) -> None:
    article = Article({"text": "\n".join(map(dress.format, some)), "language": language})
    for rule in RULES:
        find = clue.finder([(rule, rule.prepared)], SEEKER)
        assert set(find(article).get(rule, {})) == naive(rule, article)


def test_a_word_is_found_where_a_word_begins() -> None:
    seeker = Seeker(
        lambda speaks: [(word, 400) for word in ("cookies", "e-paper", "©", "may not be", "not be", "łąka", "куки")]
    )

    def lines(text: str) -> dict[str, list[int]]:
        article = Article({"text": text, "language": "en"})
        return {word: [n for n in some if word in article.even_lines[n]] for word, some in seeker.find(article).items()}

    assert lines("Cookies\n“Cookies!”\n… “cookies”, (Cookies)")["cookies"] == [0, 2]
    assert lines("biscuitcookies") == {}
    assert lines("It may not be.") == {"may not be": [0], "not be": [0]}
    assert lines("x\ne-paper © łąka куки") == {"e-paper": [1], "©": [1], "łąka": [1], "куки": [1]}


def test_a_long_line_is_read_for_the_words_of_rules_that_have_such_lines() -> None:
    seeker = Seeker(lambda speaks: [("inbox", 300), ("cookies", 3000)])
    long = "By continuing you accept cookies in your inbox. " + "The site stores them. " * 20
    article = Article({"text": f"Your inbox.\n{long}\n{'x ' * 300}cookies", "language": "en"})
    assert seeker.find(article) == {"inbox": [0], "cookies": [1]}


def test_a_stretch_that_begins_a_line_begins_there_and_not_on_the_blank_line_above() -> None:
    rule = next(rule for rule in ruleset.shipped() if rule.name == "inline-ad-label")
    text = "The mayor spoke.\n\nAdvertisement 2\n\nNobody answered."
    hits = list(load("pattern").build([rule])(Article({"text": text, "language": "en"})))
    assert [text[hit.start : hit.end] for hit in hits] == ["Advertisement 2"]


def places(article: Article, way: str) -> dict[str, list[int]]:
    """What is found before there is a tree, by the tree (where there is no library), or by the library's automaton."""
    seeker = Seeker(lambda speaks: clue.sought(RULES, speaks))
    sought = seeker.made.of(article)
    if way == "automaton":
        seeker.seen = SOON
    if way == "tree":
        sought.tree.seen = sought.long_tree.seen = SOON
    found = seeker.find(article)
    assert (sought.automaton is not None) == (way == "automaton" and bool(article.text))
    return {word: [n for n in some if word in article.even_lines[n]] for word, some in found.items()}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(LANGUAGES))
def test_the_first_texts_are_searched_as_the_others_are(some: list[str], language: str) -> None:
    article = Article({"text": "\n".join(some), "language": language})
    first, tree, automaton = (places(article, way) for way in ("neither", "tree", "automaton"))
    assert first == tree
    assert {word: lines for word, lines in first.items() if lines}.items() <= automaton.items()


@pytest.mark.parametrize("library", [True, False])
def test_a_long_text_is_not_searched_word_by_word(library: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not library:
        monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    article = Article({"text": "The cookies we use.\nNo news.\n" * 2000, "language": "en"})
    seeker = Seeker(lambda speaks: [("cookies", 400)])
    assert seeker.find(article) == {"cookies": list(range(0, 4000, 2))}
    sought = seeker.made.of(article)
    assert (sought.automaton if library else sought.tree.pattern) is not None
