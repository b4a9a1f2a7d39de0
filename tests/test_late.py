"""A pattern that is compiled late is the pattern all the same."""

from __future__ import annotations

import pickle
import re

import pytest

from newslint import late


def test_it_finds_what_the_pattern_finds() -> None:
    word = late.regex(r"(?P<first>\w)\w+", re.ASCII)
    assert [found["first"] for found in word.finditer("ab ç cd")] == ["a", "c"]
    assert word.sub("-", "ab c") == "- c"
    assert word.groups == 1
    assert late.regex(rb"\d").match(b"1")


def test_it_is_compiled_at_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or real(*given))
    pattern = late.regex("abc", re.IGNORECASE)
    assert not compiled
    for _ in range(3):
        assert pattern.search("xABC")
    assert compiled == [("abc", re.IGNORECASE)]


def test_a_wrong_one_says_so_when_used() -> None:
    with pytest.raises(re.error):
        late.regex("(").match("")


def test_it_crosses_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(late.regex("b+"))).fullmatch("bb")
