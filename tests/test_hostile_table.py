"""tests/hostile/README.md names a test for each of the 57 threats, and each of these tests exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import hostile_count
import payloads

HERE = Path(__file__).parent
PAGE = (HERE / "hostile" / "README.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)


def test_every_line_has_its_tests() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 58))
    for number, _, tests in ROWS:
        assert re.findall(r"\w+::\w+", tests), number


def test_every_test_that_is_named_exists() -> None:
    for _, _, tests in ROWS:
        for module, function in re.findall(r"(\w+)::(\w+)", tests):
            tree = ast.parse((HERE / f"{module}.py").read_text("utf-8"))
            names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            assert function in names, f"{module}::{function}"


def test_what_is_tried_is_counted() -> None:
    assert hostile_count.table() in PAGE, (
        "PYTHONPATH=tests:benchmarks python -m hostile_count prints the table of today"
    )
    assert len(set(payloads.PAYLOADS)) == len(payloads.PAYLOADS) >= 80
    assert sum(row[1] for row in hostile_count.ROWS) >= 500
