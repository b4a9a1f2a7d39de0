"""The hooks of .pre-commit-hooks.yaml, run by a real pre-commit, and the files that `newslint init` writes.

Without the network: the entries run as `language: system` hooks of a throw-away repository. That they install from a clone
is what tools/check_hooks.sh shows.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from newslint import readers, starter
from newslint.cli import VERBS, main
from newslint.cli.parser import Parser

ROOT = Path(__file__).parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
AD = "The harbour is frozen.\nAD\nNo ship has left.\n"
CLEAN = "The harbour is frozen.\n"
pre_commit = pytest.mark.skipif(find_spec("pre_commit") is None, reason="needs pre-commit")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with every hook, and a `newslint` on the path that is this one."""
    folder = tmp_path / "repository"
    programs = tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    script = programs / "newslint"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m newslint "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "SKIP", "PYTHONSAFEPATH"):
        monkeypatch.delenv(name, raising=False)
    local = [{**hook, "language": "system"} for hook in HOOKS.values()]
    (folder / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": local}]}))
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def run(folder: Path, hook: str) -> tuple[int, str]:
    """The exit status and the output of one hook over all files."""
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    command = [sys.executable, "-P", "-m", "pre_commit", "run", hook, "--all-files", "--verbose"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout + done.stderr


@pre_commit
def test_a_defect_fails_and_a_clean_article_passes(repository: Path) -> None:
    (repository / "a.txt").write_text(CLEAN)
    (repository / "picture.bin").write_bytes(b"\0AD\n")
    assert run(repository, "newslint")[0] == 0
    (repository / "b.jsonl").write_text('{"text": "The harbour is frozen.\\nAD"}\n')
    status, said = run(repository, "newslint")
    assert status == 1
    assert "b.jsonl:1:text:2:1: error ad-label" in said
    assert run(repository, "newslint-all")[0] == 1


@pre_commit
def test_excludes_hold_for_names_that_are_given(repository: Path) -> None:
    (repository / "requirements.txt").write_text("AD\n")
    (repository / "old").mkdir()
    (repository / "old" / "a.txt").write_text(AD)
    (repository / "newslint.toml").write_text("extend-exclude = ['old/']\n")
    status, said = run(repository, "newslint")
    assert status == 0, said
    assert "No findings in 0 articles." in said


@pre_commit
def test_what_can_be_mended_is_mended_and_fails_once(repository: Path) -> None:
    (repository / "a.txt").write_text(AD)
    status, said = run(repository, "newslint-fix")
    assert status == 1
    assert "files were modified by this hook" in said
    assert (repository / "a.txt").read_text() == AD.replace("AD\n", "")
    assert run(repository, "newslint-fix")[0] == 0


@pre_commit
def test_rule_files_are_tested(repository: Path) -> None:
    (repository / "rules" / "ours").mkdir(parents=True)
    rule = repository / "rules" / "ours" / "gull.yaml"
    rule.write_text("summary: [")
    assert run(repository, "newslint-rules")[0] == 1
    assert main(["rule", "new", "gull", "--kind", "phrase", "--output", str(repository / "made")]) == 0
    rule.write_text((repository / "made" / "gull.yaml").read_text())
    status, said = run(repository, "newslint-rules")
    assert status == 0, said


@pytest.mark.parametrize("name", list(HOOKS))
def test_every_entry_is_a_command_of_ours(name: str) -> None:
    program, *words = shlex.split(HOOKS[name]["entry"])
    assert program == "newslint"
    verb = words.pop(0)
    assert verb in VERBS
    parser = Parser(prog=f"newslint {verb}")
    import_module(f"newslint.cli.{verb}").arguments(parser)
    parser.parse_args([*words, "a.txt"])
    takes_names = HOOKS[name].get("pass_filenames", True)
    assert ("--force-exclude" in words) == (takes_names and verb == "check")


def test_the_files_of_the_hooks_are_the_formats_that_are_read() -> None:
    import re

    for name in ("newslint", "newslint-fix"):
        pattern = re.compile(HOOKS[name]["files"])
        texts = [suffix for suffix in readers.suffixes() if not readers.seeks(f"a{suffix}")]  # Parquet needs an extra
        assert all(pattern.search(f"a{suffix}") for suffix in texts)
        assert not pattern.search("a.py") and not pattern.search("txt")


def _init(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    capsys.readouterr()
    assert main(["init", *arguments]) == 0
    out, err = capsys.readouterr()
    return out, err


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_init_writes_what_is_missing_once(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / ".github").mkdir()
    _, said = _init(capsys)
    files = ["newslint.toml", ".pre-commit-config.yaml", ".github/workflows/newslint.yml"]
    assert [f"wrote {name}" in said for name in files] == [True] * 3
    before = {name: (empty / name).read_text() for name in files}
    (empty / "a.txt").write_text(CLEAN)
    assert main(["check"]) == 0, "the configuration it writes holds"
    out, said = _init(capsys)
    assert out == "" and said.count("there already") == 3
    assert {name: (empty / name).read_text() for name in files} == before
    [hook] = yaml.safe_load(before[files[1]])["repos"][0]["hooks"]
    assert hook["entry"] == HOOKS["newslint"]["entry"]
    workflow = yaml.safe_load(before[files[2]])
    assert workflow["jobs"]["newslint"]["steps"][-1]["run"] == "newslint check --output-format github"


def test_init_shows_what_to_add_to_what_is_there(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / ".gitlab-ci.yml").write_text("stages: []\n")
    (empty / ".pre-commit-config.yaml").write_text("repos: []\n")
    (empty / "pyproject.toml").write_text("[tool.newslint]\n")
    out, said = _init(capsys, "--repo", "https://git.example.org/newslint", "--rev", "v1")
    assert '- repo: "https://git.example.org/newslint"\n    rev: "v1"' in out
    assert "codequality: gl-code-quality-report.json" in out
    assert "pyproject.toml: there already\n" in said
    assert (empty / ".gitlab-ci.yml").read_text() == "stages: []\n"
    assert not (empty / "newslint.toml").exists()


def test_init_can_only_show(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, said = _init(capsys, "--dry-run")
    assert "# newslint.toml\n" in out and "neither GitHub nor GitLab" in said
    assert not list(empty.iterdir())
    assert main(["init", "--repo", "x"]) == 2


@pytest.mark.parametrize(
    ("url", "service"), [("git@gitlab.example.org:a/b.git", "gitlab"), ("https://x.example/a", None)]
)
def test_the_service_is_told_from_the_remote(tmp_path: Path, url: str, service: str | None) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text(f'[remote "origin"]\n\turl = {url}\n')
    assert starter.service(str(tmp_path)) == service


def test_the_branch_that_ci_watches_is_the_repository_s(tmp_path: Path) -> None:
    assert starter.branch(str(tmp_path)) == "main"
    (tmp_path / ".git" / "refs" / "remotes" / "origin").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/trunk\n")
    assert starter.branch(str(tmp_path)) == "trunk"
    (tmp_path / ".git" / "refs" / "remotes" / "origin" / "HEAD").write_text("ref: refs/remotes/origin/news/now\n")
    assert starter.branch(str(tmp_path)) == "news/now"


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    return steps


def test_the_action_runs_no_input_in_a_shell() -> None:
    scripts = [step["run"] for step in _steps() if "run" in step]
    assert scripts and not any("${{" in script for script in scripts)


def test_the_script_of_the_action_hands_its_inputs_over(tmp_path: Path) -> None:
    script = next(step["run"] for step in _steps() if step.get("name") == "Check")
    shown = tmp_path / "show"
    shown.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    shown.chmod(0o755)
    environment = {
        "PATH": os.environ["PATH"],
        "NEWSLINT_BIN": str(shown),
        "NEWSLINT_PATHS": "a b/\n$(touch oops) ;x",
        "NEWSLINT_ARGS": "",
        "NEWSLINT_FAIL_ON": "error",
        "NEWSLINT_SARIF": "o p.sarif",
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
    }
    (tmp_path / "o p.sarif").write_text("{}")  # committed long ago: not to be uploaded as if this run had written it
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[:6] == [
        "check",
        "--output-format",
        "github",
        "--report",
        "sarif=o p.sarif",
        "--fail-on",
    ]
    assert done.stdout.splitlines()[6:] == ["error", "--", "a", "b/", "$(touch", "oops)", ";x"]
    assert not (tmp_path / "oops").exists()
    assert not (tmp_path / "outputs").exists()
    shown.write_text('#!/bin/sh\necho "{}" > "o p.sarif"\nexit 1\n')
    assert subprocess.run(command, cwd=tmp_path, env=environment).returncode == 1
    assert (tmp_path / "outputs").read_text() == "sarif=o p.sarif\n"
