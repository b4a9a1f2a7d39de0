"""What rule authors get: a new rule that holds at once, and completion in their shell."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newslint import examples, kind, plainyaml, ruleset, schemas
from newslint.cli import main

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", kind.kinds())
def test_a_new_rule_of_every_kind_holds_at_once(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rule", "new", "gull-talk", "--kind", name, "--group", "birds"]) == 0
    assert capsys.readouterr().out == "rules/birds/gull-talk.yaml\n"
    text = Path("rules/birds/gull-talk.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../rule.schema.json\n")
    assert "To do" in text
    [rule] = ruleset.load(["rules"])
    assert (rule.name, rule.group, rule.kind) == ("gull-talk", "birds", name)
    assert examples.run(rule) == []
    schema = json.loads(Path("rules/rule.schema.json").read_text(encoding="utf-8"))
    assert schema == schemas.schema("rule")
    Draft202012Validator(schema).validate(plainyaml.load(text))


def test_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own").mkdir()
    Path("own/gull-talk.yaml").write_text("mine")
    assert main(["rule", "new", "gull-talk", "--kind", "phrase", "--output", "own"]) == 2
    assert "own/gull-talk.yaml: this is there already; it was not touched" in capsys.readouterr().err
    assert Path("own/gull-talk.yaml").read_text() == "mine"
    assert main(["rule", "new", "ad-label", "--kind", "phrase", "--output", "own"]) == 0
    assert "There is a shipped rule 'ad-label': yours takes its place" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["new", "Gull", "../gull"])
def test_names_that_cannot_be(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rule", "new", name, "--kind", "phrase"]) == 2
    assert not list(tmp_path.iterdir())


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The completion script for a shell."""
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def offered(path: Path, *typed: str) -> list[str]:
    """What bash offers for the last word typed."""
    code = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        "f=$(complete -p newslint | sed -n 's/.*-F \\([^ ]*\\).*/\\1/p'); "
        '"$f" newslint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", code, "_", str(path), *typed], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "newslint.bash"
    path.write_text(script("bash", capsys))
    assert offered(path, "newslint", "check", "--output-format", "gi") == ["github", "gitlab"]
    assert "ad-label" in offered(path, "newslint", "check", "--select", "ad")
    assert offered(path, "newslint", "sch") == ["schema"]
    assert offered(path, "newslint", "rule", "new", "--kind", "ph") == ["phrase"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_a_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = script(shell, capsys)
    assert "output-format" in text and "github" in text
