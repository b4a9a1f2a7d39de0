"""No pattern that the guard accepts can take long: not the classics, not those that ship, whatever the line."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import ruleset
from newslint.kind import Rule
from newslint.regexguard import Danger, check, compile_safely, must_contain, must_hold

SHIPPED = [rule for rule in ruleset.shipped() if rule.kind == "pattern"]
CLASSICS = [
    r"(a+)+$",
    r"(a*)*b",
    r"(a|a)*$",
    r"(a|aa)+$",
    r"([a-zA-Z]+)*$",
    r"(.*a){12}",
    r"(\w+\s?)+$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(x+x+)+y",
    r"(?:.*,){20}P",
    r"(\d+)\1",
    r"(?P<a>x)(?P=a)",
    r".*.*.*.*=.*",
    r"(a?){40}a{40}",
]
HOSTILE = (
    "a",
    "1",
    " ",
    "\u00a9",
    ".",
    "-",
    "/",
    "{",
    "[",
    "By A",
    "1,",
    "a.",
    "Ab ",
    "Photo: ",
    "\u05d0",
    "\u00e9",
    "=",
)


@pytest.mark.parametrize("pattern", CLASSICS)
def test_classics_are_refused(pattern: str) -> None:
    with pytest.raises(Danger):
        check(pattern, 400)


@pytest.mark.parametrize("pattern", [r"(", r"*a", r"(?P<1>a)", "a{99999999999}", "[z-a]"])
def test_what_is_no_regular_expression_is_refused(pattern: str) -> None:
    with pytest.raises(Danger):
        check(pattern, 100)


def test_a_searched_pattern_must_be_bounded() -> None:
    with pytest.raises(Danger):
        compile_safely(r"a.*b", 100, searching=True)
    assert compile_safely(r"a.{0,20}b", 100, searching=True).search("a--b")


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.name)
def test_shipped_patterns_are_quick_on_hostile_lines(rule: Rule) -> None:
    size = min(rule.options.max_chars, 2000)
    lines = [(unit * size)[: size - 1] + end for unit in HOSTILE for end in ("!", "\u2028", "a")]
    lines += [
        (text * size)[: size - 1] + "!"
        for some in rule.options.patterns.values()
        for one in some
        for text in must_contain(one)
    ]
    for some in rule.options.patterns.values():
        for one in some:
            pattern = compile_safely(one, rule.options.max_chars, 0 if rule.options.match_case else re.IGNORECASE)
            for line in lines:
                start = time.process_time()
                pattern.fullmatch(line) if rule.options.scope == "line" else pattern.search(line)
                assert time.process_time() - start < 0.25, (one, line[:40])


def held_by(line: str) -> set[str]:
    """The characters of a line as `must_hold` names them: in lower case, NUL for all digits, ı as i."""
    held = set(line.casefold())
    return held | {"\0" for c in held if c.isdecimal()} | {"i" for c in held if c == "\u0131"}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\d{1,3} min read", "3 min read"),
        (r"\d+ Min\. Lesezeit", "\u0663 MIN. LESEZEIT"),
        (r"(?:by|von) \w+", "VON Anna"),
        (r"[.!?]x", "!X"),
        (r"istanbul", "\u0130STANBUL"),
        (r"istanbul", "\u0131stanbul"),
        (r"(?:foo|bar)baz?", "BARBA"),
        (r"stra\u00dfe", "Stra\u00dfe"),
    ],
)
def test_what_every_match_holds_is_in_the_match(pattern: str, text: str) -> None:
    assert re.fullmatch(pattern, text, re.IGNORECASE)
    needed, texts = must_hold(pattern), must_contain(pattern)
    assert not needed or needed & held_by(text)
    whole = text.casefold().replace("i\u0307", "i").replace("\u0131", "i")
    assert not texts or any(one in whole for one in texts)


@given(st.from_regex(re.compile(r"(?:ab|c[de]f?){1,3}\d{1,2}(?:x|yz)?!"), fullmatch=True))
def test_the_questions_before_the_dear_one_lose_no_match(text: str) -> None:
    pattern = r"(?:ab|c[de]f?){1,3}\d{1,2}(?:x|yz)?!"
    assert must_hold(pattern) & held_by(text)
    assert not must_contain(pattern) or any(one in text.casefold() for one in must_contain(pattern))
