"""How far a run is: a bar in a terminal, lines where they are asked for, and never backwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_shared import environment
from parts import parted, record

from newslint import settings, splits
from newslint.meter import Meter
from newslint.problem import Problem
from newslint.work import Work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return parted(tmp_path / "articles")


def test_all_is_done_in_the_end_and_never_less_than_before(folder: Path) -> None:
    known = settings.Settings()
    work = Work(known, [])
    names: list[str | Problem] = [*(str(path) for path in sorted(folder.iterdir())), Problem("x", "gone")]
    seen: list[float] = []
    meter = Meter(names, lambda: seen.append(meter.done))
    for split in splits.plan(names, work.options):
        meter.add(split)
    assert seen == sorted(seen) and len(seen) > 6
    assert 0.9 * meter.total <= meter.done <= meter.total


def test_progress_is_told_where_it_is_asked_for_and_says_numbers_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for more, env in (([], {}), (["--progress"], {})):
        script = "from newslint.cli import main, watch; watch.LOG_PAUSE = 0.0; import sys; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-P", "-c", script, "check", "--isolated", "many.jsonl", "-j", "1", *more]
        done = subprocess.run(command, cwd=folder, env=environment(**env), capture_output=True, check=False)
        said = [line for line in done.stderr.decode().splitlines() if line.startswith("progress: ")]
        assert bool(said) == bool(more)
    assert said[-1].startswith("progress: ") and "120 articles, 120 findings, " in said[-1]
    assert all(set(line) <= set("progress: 0123456789%,.articlesfindings/slefthm") for line in said)


@pytest.mark.parametrize("is_ci", [False, True])
def test_a_bar_in_a_terminal_and_none_in_ci(folder: Path, is_ci: bool) -> None:
    termios = pytest.importorskip("termios", reason="needs terminals")
    master, slave = os.openpty()
    termios.tcsetwinsize(slave, (40, 120))
    script = "from newslint.cli import main, watch; watch.PATIENCE = watch.PAUSE = 0.0; import sys; main(sys.argv[1:])"
    command = [
        sys.executable,
        "-P",
        "-c",
        script,
        "check",
        "--isolated",
        "many.jsonl",
        "-j",
        "2",
        "--output-format",
        "jsonl",
    ]
    (folder / "many.jsonl").write_text("".join(map(record, range(300))))
    env = {name: value for name, value in environment().items() if name != "CI"}
    run = subprocess.Popen(
        command, cwd=folder, env={**env, **({"CI": "true"} if is_ci else {})}, stdout=subprocess.DEVNULL, stderr=slave
    )
    os.close(slave)
    told = b""
    try:
        while piece := os.read(master, 4096):
            told += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(master)
    assert run.wait(60) == 0
    assert (b"articles/s" in told and b"%|" in told) != is_ci
    assert b"Traceback" not in told and b"300 findings" in told
