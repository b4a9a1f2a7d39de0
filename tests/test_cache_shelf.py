"""What lies in the cache is believed only where it is ours and whole: damage, strange pieces, names, limits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from cached import checked, kept, shown
from hypothesis import given
from hypothesis import strategies as st

from newslint import cachedir
from newslint.cache import PART, pack, units, view
from newslint.cache.shelf import HEAD, Shelf
from newslint.summary import RuleCount, Summary

DAMAGES = {
    "emptied": lambda data: b"",
    "cut": lambda data: data[:-1],
    "cut in its head": lambda data: data[:10],
    "foreign": lambda data: b"\x80\x04\x95pickle" * 20,
    "edited": lambda data: data.replace(b"AD", b"an"),
    "of another time": lambda data: data.replace(b"cache 1", b"cache 0"),
    "huge": lambda data: data + b" " * 100,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_ignored(news: Path, damage: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(news)
    plain = shown([".", "--no-cache"], capsys)
    for form in ("full", "json"):
        shown([".", "--output-format", form], capsys)
        held = kept(news)
        assert len(held) > 3
        for name, data in held.items():
            (news / cachedir.NAME / PART / name).write_bytes(damage(data))
        assert shown(["."], capsys) == plain
    assert shown(["."], capsys) == plain


def test_pieces_that_change_places_are_ignored(news: Path) -> None:
    plain = checked(news, ".", "--no-cache")
    checked(news, ".")
    held = kept(news)
    for name, data in zip(held, [*held.values()][::-1], strict=True):
        (news / cachedir.NAME / PART / name).write_bytes(data)
    assert checked(news, ".") == plain


def unit(name: bytes) -> units.Unit:
    return units.Unit("group:a.txt", ("a.txt",), name, 1, [])


def test_no_words_but_ours_come_from_the_cache() -> None:
    """Whoever can write to the folder may make a true seal: what would act on a terminal or a CI log is not passed on."""
    counts, name = Summary(), b"n" * 16
    acting = (
        "a\x1b]0;x\x07",
        "::error::x",
        "a\n ::set-output::x",
        "##[group]",
        "\u202e",
        "a\rb",
        "a\x1b[5m",
        "\x9b",
        "\ud800",
    )
    for bad in acting:
        for color in (False, True):
            assert view.unpacked(view.packed(unit(name), counts, f"{bad}\n") or b"", name, color) is None, bad
    good = "a.txt:1: \x1b[1;31merror\x1b[0m x: العربية 👩\u200d🚀\n\n"
    held = view.packed(unit(name), counts, good)
    assert held is not None
    found = view.unpacked(held, name, True)
    assert found is not None and found[1] == good.encode()
    assert view.unpacked(held, name, False) is None
    assert view.unpacked(held, b"o" * 16, True) is None


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_any_bytes_are_nothing(data: bytes) -> None:
    assert isinstance(pack.unpacked(data + b"\nrest"), dict)
    assert view.unpacked(data + b"\nrest", b"n" * 16, False) is None


def test_counts_that_can_be_none() -> None:
    name = b"n" * 16
    good = [f"{name.hex()}\t2\t1\t0", "ad-label\terror\t1\t1\t1", "text\n"]
    found = view.unpacked("\n".join(good).encode(), name, False)
    assert found is not None and found[0].findings == 1 and found[0].articles == 2
    heads = (
        "",
        "\t2\t1",
        "\t-2\t1\t0",
        "\t2\tx\t0",
        "\t2\t1\t-1",
        "\t2\t1_0\t0",
        "\t2\t\t0",
        "\t²\t1\t0",
        "\t2\t1\t" + "9" * 99,
    )
    rules = (
        "ad-label",
        "ad-label\tbad\t1\t1\t1",
        "ad-label\terror\t1\t1",
        "\terror\t1\t1\t1",
        "ad-label\terror\t1\t1\t-1",
    )
    for bad in (*([name.hex() + head, *good[1:]] for head in heads), *([good[0], rule, good[2]] for rule in rules)):
        assert view.unpacked("\n".join(bad).encode(), name, False) is None, bad
    assert view.unpacked("\n".join(good).encode() + b"\xc3A\xa9", name, False) is None  # bytes that are no text


def test_rules_with_odd_names_are_not_kept() -> None:
    for odd in ("a\tb", "a\nb", ""):
        counts = Summary()
        counts.rules[odd] = RuleCount(odd, "error")
        assert view.packed(unit(b"n" * 16), counts, "") is None


def test_a_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(str(tmp_path))
    one, two = b"1" * 16, b"2" * 16
    shelf.put(one, b"payload")
    assert shelf.get(one) == b"payload" and shelf.get(two) is None
    os.symlink(one.hex(), tmp_path / two.hex())
    assert shelf.get(two) is None  # a link
    os.unlink(tmp_path / two.hex())
    os.mkfifo(tmp_path / two.hex())
    assert shelf.get(two) is None  # waits for nobody
    assert (tmp_path / one.hex()).read_bytes().startswith(HEAD)


def test_the_oldest_go_first(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path), 4000)
    mine = tmp_path / "mine.txt"
    mine.write_text("x" * 9000)
    for number in range(10):
        shelf.put(bytes([number]) * 16, b"x" * 1000)
        shelf.written = 1
        with_time = tmp_path / (bytes([number]) * 16).hex()
        os.utime(with_time, (1_000_000 + number, 1_000_000 + number))
    left = tmp_path / f"{'0' * 32}.7.tmp"
    left.write_bytes(b"x")
    os.utime(left, (1, 1))
    shelf.prune()
    assert [shelf.get(bytes([number]) * 16) is not None for number in range(10)] == [False] * 7 + [True] * 3
    assert mine.exists() and not left.exists()


def test_one_run_does_not_fill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint.cache import shelf as module

    shelf = Shelf(str(tmp_path), 4000)
    for number in range(10):
        shelf.put(bytes([number]) * 16, b"x" * 1000)
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.setattr(module, "MOST", 1000)
    assert shelf.get(b"\0" * 16) is None
