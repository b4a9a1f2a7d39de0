"""What may stand in an article, and must not be reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newslint import plainyaml, ruleset
from newslint.article import Article
from newslint.lint import Linter

TRAPS: list[dict[str, Any]] = plainyaml.load((Path(__file__).parent / "data" / "traps.yaml").read_text("utf-8"))
LINTER = Linter(ruleset.select(ruleset.shipped()))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["name"])
def test_trap(trap: dict[str, Any]) -> None:
    findings, problems = LINTER.lint(Article({**trap["article"], "text": trap["text"]}, "trap"))
    assert not problems
    loud = [found for found in findings if found.severity != "info" or found.rule not in trap.get("mentioned", ())]
    assert not loud


def test_there_are_thirty() -> None:
    assert len(TRAPS) >= 30
