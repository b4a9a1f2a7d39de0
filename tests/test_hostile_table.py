"""tests/hostile/README.md names a test for each of the 57 threats, and each of these tests exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", (HERE / "hostile" / "README.md").read_text("utf-8"), re.MULTILINE)


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
