"""The same bytes out, whatever the environment, the order of files, and who else runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hostile_shared import ROOT, check, command, environment, filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path)


BARE = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}


def bare(folder: Path, arguments: tuple[str, ...], **env: str) -> subprocess.CompletedProcess[bytes]:
    """A run with nothing in its environment but what is given."""
    done = subprocess.run(
        command(*arguments), cwd=folder, env={**BARE, **env}, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done


WEATHERS: list[dict[str, str]] = [
    {"HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    {"TZ": ":/etc/passwd"},
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},
    {"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"},
    {"TERM": "\x1b[31m", "COLUMNS": "-7", "LINES": "x"},
    {"TERM": "dumb", "COLUMNS": "99999999999999999999"},
    {"COLUMNS": "\u0663", "NO_COLOR": "\udcff"},
    {"PYTHONDEVMODE": "1"},
]


@pytest.mark.parametrize("name", ["jsonl", "sarif"])
def test_the_same_bytes_in_any_weather(folder: Path, name: str) -> None:
    arguments = ("check", "--isolated", ".", "--output-format", name, "--select", "ALL", "--no-cache")
    want = bare(folder, arguments, LC_ALL="C.UTF-8")
    assert want.returncode == 2 and len(want.stdout) > 10_000
    for weather in WEATHERS if name == "jsonl" else WEATHERS[1::6]:
        done = bare(folder, arguments, **weather)
        assert (done.returncode, done.stdout) == (want.returncode, want.stdout), weather


@pytest.mark.parametrize("weather", WEATHERS, ids=lambda weather: " ".join(weather))
def test_every_command_works_in_any_weather(folder: Path, weather: dict[str, str]) -> None:
    for arguments, status in (
        (("check", "--help"), 0),
        (("check", "--isolated", "bad.jsonl"), 2),
        (("rule", "ad-label"), 0),
    ):
        assert bare(folder, arguments, **weather).returncode == status, (arguments, weather)


def test_the_order_of_files_changes_nothing_within_a_file(folder: Path) -> None:
    names = ["a.txt", "b.txt", "r.jsonl", "s.csv", "bad.jsonl"]
    outs = [check(folder, *order, "--output-format", "jsonl").stdout for order in (names, names[::-1])]
    assert outs[0] != outs[1]
    assert sorted(outs[0].splitlines()) == sorted(outs[1].splitlines())
    made = [
        shutil.copytree(folder, folder.parent / f"{folder.name}-{turn}", copy_function=_newest_first) for turn in (1, 2)
    ]
    assert len({check(copy, ".", "--output-format", "jsonl").stdout for copy in made}) == 1


def _newest_first(source: str, target: str) -> str:
    shutil.copyfile(source, target)
    os.utime(target, (1, 1))
    return target


def test_two_checks_at_once_say_the_same(folder: Path) -> None:
    line = command("check", "--isolated", ".", "--output-format", "jsonl")
    runs = [
        subprocess.Popen(line, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    outs = {run.communicate(timeout=120) for run in runs}
    assert len(outs) == 1
