"""YAML as it looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import plainyaml


def test_nothing_turns_into_something_else() -> None:
    data = plainyaml.load(
        "a: no\nb: 2024-01-02\nc: 20:01\nd: 0x10\ne: 010\nf: yes\ng: 1_000\nh: 12\ni: 1.5\nj: true\nk:\n"
    )
    assert data == {
        "a": "no",
        "b": "2024-01-02",
        "c": "20:01",
        "d": "0x10",
        "e": "010",
        "f": "yes",
        "g": "1_000",
        "h": 12,
        "i": 1.5,
        "j": True,
        "k": None,
    }


def test_every_part_has_its_line() -> None:
    document = plainyaml.read("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n")
    assert document.line_of(("a", "b")) == 2
    assert document.line_of(("a", "c", 1, "y")) == 5
    assert document.line_of(("a", "c", 1, "z")) == 5


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("a: 1\na: 2", 2, "a second time"),
        ("a: &x 1\nb: *x", 2, "alias"),
        ("a: !!python/object:os.system x", 1, "tag"),
        ("a:\n  <<: {b: 1}", 2, "merge key"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: [1,", 2, ""),
        ("? [a]\n: b", 1, "key"),
        ("[" * 100, 1, "deeper"),
    ],
)
def test_refused_with_its_line(source: str, line: int, said: str) -> None:
    with pytest.raises(plainyaml.YamlError, match=f"line {line}: .*{said}"):
        plainyaml.load(source)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        plainyaml.load(source)
    except plainyaml.YamlError as error:
        assert error.line >= 1
