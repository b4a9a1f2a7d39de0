"""The compiled rules are the rules, and a run over unchanged ones imports little."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newslint import compiled, ruleset
from newslint.kind import Rule, load

HEAVY = ("pydantic", "yaml", "rapidfuzz", "csv", "tqdm", "pathspec", "zoneinfo", "typing_extensions")


def test_compiled_and_read_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = ruleset.shipped()
    monkeypatch.setattr(compiled, "read", lambda wanted: None)
    slow = ruleset.shipped()

    def told(rule: Rule) -> tuple[object, ...]:
        plain = [name for name in Rule.__slots__ if name not in ("options", "_prepared")]
        prepared = json.dumps(rule.prepared) if hasattr(load(rule.kind), "prepare") else None
        return (vars(rule.options), prepared, *(getattr(rule, name) for name in plain))

    assert [told(rule) for rule in fast] == [told(rule) for rule in slow]


def test_a_changed_rule_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled.read(compiled.digest([("rules/ads/other.yaml", b"x")])) is None


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    held = json.loads(ruleset.compile_shipped())
    assert set(held) == {"digest", "rules"}
    assert len(held["rules"]) == len(ruleset.shipped())


def test_a_check_of_a_clean_text_imports_little(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text("The harbour is frozen, and no ship has left it since Tuesday.\n", "utf-8")
    code = "import sys; from newslint.cli import main; main(['check', 'clean.txt', '-q']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    modules = done.stdout.splitlines()[-1]
    assert not [name for name in HEAVY if f"'{name}'" in modules]
