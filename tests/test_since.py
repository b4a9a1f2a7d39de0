"""--since: only what is new since a Git revision, told by fingerprints and not by touched lines."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

from newslint.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
AD = "The harbour is frozen.\nAD\nNo ship has left.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commit(folder: Path) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x", "--allow-empty"]):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The places of what is reported."""
    capsys.readouterr()
    status = main(["check", "--output-format", "concise", "-q", *arguments])
    out = capsys.readouterr().out.splitlines()
    assert status == bool(out)
    return [line.partition(" ")[0] for line in out]


def test_only_new_findings_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    (folder / "b.jsonl").write_text('{"id": 1, "text": "It is.\\nAD"}\n')
    commit(folder)
    assert found(capsys, "--since", "HEAD") == []
    (folder / "a.txt").write_text("Moved down.\n\n" + AD + "Advertisement\n")
    (folder / "b.jsonl").write_text('{"id": 2, "text": "It is.\\nAD"}\n{"id": 1, "text": "It is.\\nAD"}\n')
    (folder / "new.txt").write_text(AD)
    assert found(capsys, "--since", "HEAD") == ["a.txt:6:1:", "b.jsonl:1:text:2:1:", "new.txt:2:1:"]
    commit(folder)
    assert found(capsys, "--since", "HEAD") == []
    assert len(found(capsys, "--since", "HEAD~1")) == 3


def test_a_finding_on_a_line_that_was_not_touched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paragraph = "The icebreaker of the coast guard set out in the morning and reached the ferry at noon."
    (folder / "a.txt").write_text(f"{paragraph}\nBetween them.\nThe ferry is late.\n")
    commit(folder)
    (folder / "a.txt").write_text(f"{paragraph}\n{paragraph}\nBetween them.\nThe ferry is late.\n")
    assert found(capsys, "--since", "HEAD") == ["a.txt:2:1:"]


def test_packed_files_subfolders_and_odd_names(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "dätä x"
    inner.mkdir()
    (inner / "a.jsonl.gz").write_bytes(gzip.compress(b'{"id": 1, "text": "It is.\\nAD"}\n'))
    (inner / "b\tü.txt").write_text(AD)
    commit(folder)
    monkeypatch.chdir(inner)
    assert found(capsys, "--since", "HEAD") == []
    assert found(capsys, str(inner), "--since", "HEAD") == []


def test_it_goes_with_a_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    commit(folder)
    (folder / "b.txt").write_text(AD)
    assert main(["baseline", "write", "b.txt", "-q"]) == 0
    assert found(capsys, "--since", "HEAD", "--baseline", "newslint-baseline.jsonl") == []


@pytest.mark.parametrize("ref", ["nowhere", "-x", "", "HEAD:a.txt", "--output=x"])
def test_a_revision_that_is_none_is_a_sentence(folder: Path, ref: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    commit(folder)
    assert main(["check", f"--since={ref}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"error: --since {ref}: ")
    assert not (folder / "x").exists()


def test_no_repository_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    assert main(["check", "--since", "HEAD"]) == 2
    assert capsys.readouterr().err.startswith("error: --since: .: not a git repository")


def test_no_git_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert main(["check", "--since", "HEAD"]) == 2
    assert capsys.readouterr().err.startswith("error: --since: git cannot be started")


def test_a_file_that_was_renamed_is_not_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    (folder / "b.jsonl").write_text('{"id": 1, "text": "It is.\\nAD"}\n')
    commit(folder)
    (folder / "deep").mkdir()
    for old, new in (("a.txt", "deep/ä.txt"), ("b.jsonl", "c.jsonl")):
        subprocess.run(["git", "mv", old, new], cwd=folder, check=True, capture_output=True)
    assert found(capsys, "--since", "HEAD") == []
    (folder / "deep" / "ä.txt").write_text(AD + "Advertisement\n")
    assert found(capsys, "--since", "HEAD") == ["deep/ä.txt:4:1:"]
    commit(folder)
    assert found(capsys, "--since", "HEAD~1") == ["deep/ä.txt:4:1:"]


def test_the_repository_is_that_of_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two", "away"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(AD)
    commit(folder / "one")
    commit(folder / "two")
    (folder / "two" / "a.txt").write_text(AD + "Advertisement\n")
    monkeypatch.chdir(folder / "away")
    (folder / "away" / "newslint.toml").write_text("fail-on = 'warning'\n")
    both = ["../one", "../two/a.txt", "--since", "HEAD"]
    assert found(capsys, *both) == ["../two/a.txt:4:1:"]
    assert main(["check", *both, "."]) == 2
    assert "error: --since: .: not a git repository" in capsys.readouterr().err
