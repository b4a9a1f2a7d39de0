"""Command lines of paths, switches and values are read as argparse would read them; all others are left to it."""

from __future__ import annotations

from importlib import import_module

import pytest

from newslint.cli import VERBS, plainly
from newslint.cli.parser import Parser

LINES = (
    (),
    ("one.txt",),
    ("a", "b c", "-", "", "ä"),
    ("-q", "one.txt", "--isolated"),
    ("one.txt", "--fix", "--diff", "-v", "two.txt"),
    ("--statistics",),
    ("--no-baseline", "a", "--exit-zero"),
    ("--output-format", "json", "a", "-j", "2", "b"),
    ("a", "--jobs", "1", "-j", "3", "--fail-on", "error", "-q", "--output-file", ""),
    ("--text-bytes", "64 MiB", "--cache-dir", "a b"),
)
LEFT = (
    ("--output-format", "jason"),
    ("--output-format", "-"),
    ("--output-format", "-q"),
    ("a", "--output-format"),
    ("--fail-on", "Error"),
    ("-j", "0", "a"),
    ("-j", "two"),
    ("--select", "ads", "a"),
    ("--select=ads", "a"),
    ("-j2", "a"),
    ("-qv", "a"),
    ("--quie", "a"),
    ("--", "-a"),
    ("a", "--help"),
    ("--force-exclude", "a"),
    ("--color=never",),
    ("a\0",),
)


@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_they_are_read_as_argparse_reads_them(verb: str, line: tuple[str, ...]) -> None:
    declare = import_module(f"newslint.cli.{verb.replace(' ', '_')}").arguments
    args = plainly.read(declare, line)
    if args is not None:
        parser = Parser(prog=f"newslint {verb}")
        declare(parser)
        assert vars(args) == vars(parser.parse(line))


def test_a_check_is_read_so() -> None:
    declare = import_module("newslint.cli.check").arguments
    assert all(plainly.read(declare, line) is not None for line in LINES)


@pytest.mark.parametrize("line", LEFT, ids=repr)
def test_what_is_odd_is_left_to_argparse(line: tuple[str, ...]) -> None:
    assert plainly.read(import_module("newslint.cli.check").arguments, line) is None
