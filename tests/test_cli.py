"""The command line, as typed: a case of tests/cli/*.yaml says what lies in the folder, what is typed, what comes out.

A case: `name`, `files` (path: text, or a list of bytes as hex), `type` (the line, as in a shell), `stdin`, `env`,
`exit`, and of each stream either all of it (`stdout`, `stderr`) or pieces (`stdout-has`, `stderr-has`), or `...-lacks`.
"""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newslint import plainyaml
from newslint.cli import main

pytestmark = pytest.mark.usefixtures("validated_once")
HERE = Path(__file__).parent
KEYS = {"name", "files", "type", "stdin", "env", "exit"} | {
    f"{stream}{how}" for stream in ("stdout", "stderr") for how in ("", "-has", "-lacks")
}


def _cases() -> Iterator[Any]:
    for path in sorted((HERE / "cli").glob("*.yaml")):
        for case in plainyaml.load(path.read_text(encoding="utf-8")):
            assert KEYS.issuperset(case), f"{path.name}: {case['name']}: unknown keys {set(case) - KEYS}"
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an environment that says nothing of colours."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("case", list(_cases()))
def test_as_typed(
    case: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in case.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes.fromhex(content[0]) if isinstance(content, list) else content.encode())
    for name, value in case.get("env", {}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(case.get("stdin", "").encode())))
    program, *arguments = shlex.split(case["type"])
    assert program == "newslint"
    try:
        status = main(arguments)
    except SystemExit as end:  # argparse's --help
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    _compare(case, "stdout", out)
    _compare(case, "stderr", err)
    assert status == case.get("exit", 0), err
    assert not status or err.strip(), "a status other than 0 is said on stderr"


def _compare(case: dict[str, Any], stream: str, got: str) -> None:
    assert "Traceback" not in got
    if stream in case:
        assert got == case[stream]
    for piece in case.get(f"{stream}-has", ()):
        assert piece in got
    for piece in case.get(f"{stream}-lacks", ()):
        assert piece not in got


def _typed(*arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", "-m", "newslint", *arguments]
    return subprocess.run(command, env=env, text=True, check=False, stderr=subprocess.PIPE, **how)


def test_help_and_version_import_little(folder: Path) -> None:
    for flag in ("--help", "--version"):
        code = (
            "import sys; from newslint.cli import main; main([sys.argv[1]]);"
            "print(*(m for m in ('pydantic', 'yaml', 'rapidfuzz', 'argparse', 'newslint.readers') if m in sys.modules))"
        )
        env = {**os.environ, "PYTHONPATH": str(HERE.parent)}
        done = subprocess.run([sys.executable, "-P", "-c", code, flag], env=env, capture_output=True, check=True)
        assert done.stdout.splitlines()[-1] == b""


KEPT = "import builtins; builtins.kept = type('Kept', (), {'__del__': lambda self, say=print: say('taken apart')})();"


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (KEPT, []),
        (f"{KEPT} import threading;", ["taken apart"]),
        ("import atexit; atexit.register(print, 'the end');", ["the end"]),
        ("import sys; sys.setprofile(lambda *seen: None);" + KEPT, ["taken apart"]),
    ],
    ids=["nothing", "threads", "atexit", "a profiler"],
)
def test_what_waits_for_the_end_of_the_process_is_served(before: str, told: list[str]) -> None:
    code = f"{before} from newslint.cli import program; program()"
    env = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "check", "gone.txt", "--no-cache"], env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.splitlines()) == (2, told)
    assert done.stderr.splitlines()[-1].startswith("exit 2: ")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_a_sentence_and_2(folder: Path) -> None:
    (folder / "a.txt").write_text("AD\n")
    with open("/dev/full", "w") as full:
        done = _typed("check", "a.txt", "--isolated", stdout=full)
    assert done.returncode == 2
    assert done.stderr == "error: the output cannot be written: No space left on device\n"


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"text": "A\\nAD"}\n' * 5000)
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as pipe:
        done = _typed("check", "a.jsonl", "--isolated", "--output-format", "jsonl", stdout=pipe)
    assert done.returncode == 141
    assert done.stderr == ""


def test_a_closed_standard_output_is_survived(folder: Path) -> None:
    (folder / "a.txt").write_text("AD\n")
    done = _typed("check", "a.txt", "--isolated", "-q", preexec_fn=lambda: os.close(1))
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_a_bug_of_ours_is_a_sentence_and_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from newslint import chosen

    def broken(*given: object) -> None:
        raise ZeroDivisionError("\x1b[31moops")

    monkeypatch.setattr(chosen, "known", broken)
    assert main(["check", "."]) == 2
    said = capsys.readouterr().err
    assert said.startswith(r"error: internal error: ZeroDivisionError: \x1b[31moops (")
    assert "please report it" in said


def test_ctrl_c_is_130_and_silent(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from newslint import chosen

    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(chosen, "known", interrupted)
    monkeypatch.setattr("newslint.cli.terminal.Terminal.abandon", lambda terminal: None)
    assert main(["check", "."]) == 130
    assert capsys.readouterr() == ("", "")


def test_the_report_is_not_read_as_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("A harbour.\nAD\n")
    assert main(["check", ".", "-o", "found.jsonl", "--output-format", "jsonl", "--isolated"]) == 1
    first = (folder / "found.jsonl").read_text()
    assert main(["check", ".", "-o", "found.jsonl", "--output-format", "jsonl", "--isolated"]) == 1
    assert (folder / "found.jsonl").read_text() == first
    assert capsys.readouterr().out == ""


def test_a_long_run_shows_a_bar_in_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from newslint.cli import watch

    (folder / "a.jsonl").write_text('{"text": "A harbour."}\n' * 20)
    monkeypatch.setattr(watch, "PATIENCE", 0.0)
    monkeypatch.setattr(watch, "is_terminal", lambda stream: True)
    monkeypatch.delenv("CI", raising=False)
    assert main(["check", "a.jsonl", "--isolated"]) == 0
    assert "\r1 articles, 0 findings, " in capsys.readouterr().err
    assert main(["check", "a.jsonl", "--isolated", "-q"]) == 0
    assert capsys.readouterr().err == ""
