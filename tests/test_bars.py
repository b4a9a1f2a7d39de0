"""The table of `--statistics`, and what a run suggests to type next."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reports import _cases

from newslint import bars
from newslint.advice import advice, loudest
from newslint.safe import width
from newslint.summary import RuleCount, Summary


class Screen(io.StringIO):
    """A terminal of an encoding."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


def _summary(**counts: tuple[int, int, int]) -> Summary:
    """Of each rule: findings, with a fix, with a safe one."""
    summary = Summary()
    summary.articles, summary.with_findings = 20, 5
    for name, (findings, fixable, safe) in counts.items():
        count = summary.rules[name] = RuleCount(name, "error")
        count.findings, count.fixable, count.safe = findings, fixable, safe
        summary.findings += findings
    return summary


TWO = {"loud": (1000, 750, 500), "quiet": (1, 0, 0)}


def test_a_bar_shows_what_can_be_mended() -> None:
    lines = "".join(bars.table(_summary(**TWO), io.StringIO(), False)).splitlines()
    assert lines == [
        "  count  fixable  severity  rule",
        "  1,000      750  error     loud   " + "█" * 20 + "▒" * 10 + "░" * 10,
        "      1        -  error     quiet  ░",
        "  1,001      750            in 5 of 20 articles",
        "                            █ safe fix  ▒ unsafe fix  ░ no fix",
    ]


def test_ascii_where_the_encoding_has_no_blocks() -> None:
    written = "".join(bars.table(_summary(**TWO), Screen("ascii"), False))
    assert written.isascii() and "#" * 20 + "=" * 10 + "-" * 10 in written
    assert bars.blocks(Screen("no-such-encoding")) == "#=-"


def test_no_colour_unless_it_is_wanted() -> None:
    assert "\x1b" not in "".join(bars.table(_summary(**TWO), Screen(), False))
    assert "\x1b[32m" + "█" * 20 + "\x1b[0m" in "".join(bars.table(_summary(**TWO), Screen(), True))


@pytest.mark.parametrize("columns", ["20", "43", "60", "80", "200", "0", "x", "9" * 5000])
def test_no_line_is_wider_than_the_screen(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    wide = int(columns) if columns.isdecimal() and 0 < len(columns) < 5 and int(columns) else 80
    for line in "".join(bars.table(_summary(**TWO), Screen(), False)).splitlines():
        assert width(line) <= max(wide, 47), line  # the counts are never cut
    assert ("█" in "".join(bars.table(_summary(**TWO), Screen(), False))) == (wide >= 47)


def test_a_file_is_the_same_on_any_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = list(bars.table(_summary(**TWO), io.StringIO(), False))
    monkeypatch.setenv("COLUMNS", "200")
    assert list(bars.table(_summary(**TWO), io.StringIO(), False)) == usual


@given(st.integers(1, 10**9), st.data())
def test_a_bar_is_as_long_as_its_share(most: int, data: st.DataObject) -> None:
    findings = data.draw(st.integers(1, most))
    fixable = data.draw(st.integers(0, findings))
    safe = data.draw(st.integers(0, fixable))
    loud, own = RuleCount("a", "error"), RuleCount("b", "error")
    loud.findings, own.findings, own.fixable, own.safe = most, findings, fixable, safe
    cells = bars.cells(own, loud, 40)
    assert all(cell >= 0 for cell in cells)
    assert abs(sum(cells) - findings * 40 / most) <= 1 and sum(cells) >= 1


def test_a_hostile_rule_name_is_shown() -> None:
    written = "".join(
        bars.table(_summary(**{"::error::\x1b[2J": (1, 0, 0), "x" * 500: (1, 0, 0)}), io.StringIO(), False)
    )
    assert "\x1b" not in written and not re.search(r"^\s*::", written, re.MULTILINE)
    assert max(map(len, written.splitlines())) <= 80


def test_what_to_type_next() -> None:
    summary = _summary(**TWO)
    assert [command for command, _ in advice(summary, ["a b", "c"], ["--select", "ads"])] == [
        "newslint check 'a b' c --select ads --diff",
        "newslint rule loud",
        "newslint baseline write 'a b' c --select ads",
    ]
    assert next(command for command, _ in advice(summary, list("abcde"))) == "newslint check a b c ... --diff"
    assert [command for command, _ in advice(summary, ["-"])] == ["newslint rule loud"]
    assert not any("write" in command for command, _ in advice(summary, ["a"], ["--baseline", "b"]))
    assert (
        next(command for command, _ in advice(_summary(x=(2, 2, 0)), ["a"])) == "newslint check a --diff --unsafe-fixes"
    )
    assert next(command for command, _ in advice(_summary(x=(2, 0, 0)), ["a"])) == "newslint rule x"
    assert list(advice(_summary(), ["a"])) == []


def test_no_secret_of_an_address_is_told_and_no_fix_where_none_can_be_made() -> None:
    told = [command for command, _ in advice(_summary(**TWO), ["https://me:secret@news.example/a.jsonl?key=secret"])]
    assert told == ["newslint rule loud", "newslint baseline write https://news.example/a.jsonl"]


def test_who_spoke_most() -> None:
    summary = Summary()
    for _, findings in _cases():
        summary.add(findings)
    assert loudest(summary) == "Most of it by label (2), far-right (1), field (1) and 5 other rules."
    assert loudest(_summary(**TWO)) == "Found by loud (1,000) and quiet (1)."
    assert loudest(_summary(one=(1, 1, 1))) == "Found by one (1)."
