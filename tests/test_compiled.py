"""The compiled rules are the rules, and a run over unchanged ones imports little."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import compiled, quickjson, ruleset
from newslint.kind import Rule, load

HEAVY = (
    *("pydantic", "yaml", "rapidfuzz", "csv", "tqdm", "pathspec", "zoneinfo", "typing_extensions", "pathlib", "typing"),
    *(
        "json",
        "argparse",
        "gettext",
        "locale",
        "shutil",
        "tempfile",
        "tomllib",
        "hashlib",
        "dataclasses",
        "inspect",
        "random",
    ),
    *("datetime", "importlib.resources", "importlib.metadata", "multiprocessing", "subprocess", "urllib.parse", "html"),
    *("newslint.corpus", "newslint.carried", "newslint.files.walk", "newslint.readers.jsonl", "newslint.rule"),
    *("newslint.regexguard", "newslint.timestamps.line", "newslint.tell", "newslint.cli.parser"),
)


def test_compiled_and_read_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = ruleset.shipped()
    monkeypatch.setattr(compiled, "shipped", lambda wanted: None)
    slow = ruleset.shipped()

    def told(rule: Rule) -> tuple[object, ...]:
        plain = [name for name in Rule.__slots__ if name not in ("options", "prepared", "_plain")]
        prepared = json.dumps(rule.prepared, default=dict) if hasattr(load(rule.kind), "prepare") else None
        return (vars(rule.options), prepared, *(getattr(rule, name) for name in plain))

    assert [told(rule) for rule in fast] == [told(rule) for rule in slow]


def test_a_changed_rule_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled.shipped(compiled.digest([("ads/other.yaml", b"x")])) is None
    assert compiled.shipped(None) is not None


@pytest.mark.parametrize(
    "held",
    [
        *(
            b"",
            b"{",
            b"7",
            b'"digest"',
            b'"digest"\n{}',
            b'"digest"\n{}\n',
            b'"digest"\n[]\n',
            b'"digest"\n{"later":7}\n',
        ),
        b'"digest"\n{"later":{"texts":{"why":"x"}}}\n',
        b'"digest"\n{"later":{"texts":{"why":9},"options":{},"prepared":null}}\n"why"\n{}\n',
    ],
)
def test_a_damaged_file_is_as_none(held: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_bytes", lambda: held)
    assert compiled.shipped(None) is None


def test_each_line_is_json() -> None:
    lines = [json.loads(line) for line in ruleset.compile_shipped().splitlines()]
    assert [line["name"] for line in lines if isinstance(line, dict) and "later" in line] == [
        rule.name for rule in ruleset.shipped()
    ]


def test_what_a_run_does_not_ask_for_is_not_parsed() -> None:
    label = next(rule for rule in ruleset.shipped() if rule.name == "ad-label")
    phrases = label.options.phrases
    assert phrases["de"] == dict(phrases)["de"]
    fresh = next(rule for rule in ruleset.shipped() if rule.name == "ad-label")
    fresh.options.phrases["de"]
    assert set(fresh.options.phrases._known) == {"de"}
    assert set(fresh.options.phrases) == set(phrases) > {"de"}
    assert "examples" not in fresh._plain._known
    assert fresh.examples == label.examples


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda of: st.lists(of) | st.dictionaries(st.text(), of),
)


@given(VALUES)
def test_json_is_read_as_json_reads_it(value: object) -> None:
    data = json.dumps(value, ensure_ascii=False).encode()
    assert repr(quickjson.loads(data)) == repr(json.loads(data))


@pytest.mark.parametrize("data", [b"", b"{", b"[1", b'"a', b"1 2", b" 1", b"x", b'{"a" 1}', b'"\n"', b"\xff"])
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(ValueError):
        quickjson.loads(data)


def test_a_check_of_a_clean_text_imports_little(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text("The harbour is frozen, and no ship has left it since Tuesday.\n", "utf-8")
    check = "main(['check', 'clean.txt', '-q', '--no-cache'])"
    code = f"import sys; from newslint.cli import main; {check}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    modules = done.stdout.splitlines()[-1].split()
    assert "newslint.lint" in modules
    assert not [name for name in HEAVY if name in modules]
