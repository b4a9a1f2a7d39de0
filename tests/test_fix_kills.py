"""Mending that is ended, or meets others at it: each file is wholly old or wholly new, and nothing is left beside it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fixing import HERE, NEW, OLD, command, environment, fix, leftovers, typed

from newslint import atomic
from newslint.atomic import Replacement


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(OLD)
    other = OLD.replace(b"frozen", b"thawed")
    for name, how in (("a.txt", "plain"), ("b.txt", "hidden"), ("c.txt", "gone")):
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); import fixing as t; from pathlib import Path;"
            "from newslint.repair.file import File; show = File._conclude\n"
            "def conclude(self):\n"
            f"    t.meddled(Path({name!r}), {how!r})\n"
            "    return show(self)\n"
            "File._conclude = conclude\n"
            "from newslint.cli import main; sys.exit(main(['check', '--isolated', '--fix', sys.argv[2]]))"
        )
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, str(HERE), name],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        assert b"not repaired" in done.stderr
    assert [(tmp_path / name).read_bytes() for name in ("a.txt", "b.txt")] == [other, other]
    assert not (tmp_path / "c.txt").exists() and not leftovers(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_kills_leave_each_file_wholly_old_or_new(tmp_path: Path) -> None:
    chance = random.Random(4)
    old = OLD + b"".join(b"Line %d of the story goes on about the ice.\n" % number for number in range(100))
    new = old.replace(b"AD\n", b"")
    for _ in range(8):
        shutil.rmtree(tmp_path / "d", ignore_errors=True)
        (tmp_path / "d").mkdir()
        for number in range(150):
            (tmp_path / "d" / f"{number}.txt").write_bytes(old)
        process = subprocess.Popen(
            command("check", "--isolated", "--fix", "--select", "ads", "d"), cwd=tmp_path, env=environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 300
        while process.poll() is None and (tmp_path / "d" / "0.txt").stat().st_size == len(old):
            assert time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        kinds = [(tmp_path / "d" / f"{number}.txt").read_bytes() for number in range(150)]
        assert set(kinds) <= {old, new}
    (tmp_path / "d" / f".newslint-fix-{_machine()}-{process.pid}-abcdef.tmp").write_bytes(b"half")
    fix(tmp_path, "d")
    assert not leftovers(tmp_path / "d")
    assert all((tmp_path / "d" / f"{number}.txt").read_bytes() == new for number in range(150))


def _machine() -> str:
    from newslint.atomic import _machine as machine

    return machine()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGTERM")
def test_sigterm_leaves_nothing_behind(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_bytes(OLD * 1)
    process = subprocess.Popen(
        command("check", "--isolated", "--fix", "."),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and (tmp_path / "0.txt").stat().st_size == len(OLD):
        time.sleep(0.002)
    process.send_signal(signal.SIGTERM)
    err = process.communicate()[1]
    # On a busy machine the signal may come when all is done, and the process only goes home: as the system ends it.
    assert process.returncode in (130, 0, -signal.SIGTERM) and b"Traceback" not in err
    assert not leftovers(tmp_path)
    assert {path.read_bytes() for path in tmp_path.iterdir()} <= {OLD, NEW}


def test_two_runs_at_once(tmp_path: Path) -> None:
    for number in range(120):
        (tmp_path / f"{number}.txt").write_bytes(OLD)
    line = command("check", "--isolated", "--fix", "--fix-log", "newslint-log.jsonl", ".")
    runs = [subprocess.Popen(line, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE) for _ in range(3)]
    for run in runs:
        err = run.communicate()[1]
        assert run.returncode in (0, 2) and b"Traceback" not in err, err
    assert {path.read_bytes() for path in tmp_path.glob("*.txt")} == {NEW}
    assert not leftovers(tmp_path)
    assert typed(tmp_path, "undo", "newslint-log.jsonl").returncode == 0
    assert {path.read_bytes() for path in tmp_path.glob("*.txt")} == {OLD}


def test_a_signal_at_any_instant_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The narrowest gap: the signal is there when the file was just made, and nobody knows it yet."""
    path = tmp_path / "a.txt"
    path.write_bytes(OLD)
    real = os.open

    def interrupted(name: str, *rest: int) -> int:
        number = real(name, *rest)
        if ".newslint-fix-" in str(name):
            os.close(number)
            raise KeyboardInterrupt
        return number

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(KeyboardInterrupt), Replacement(str(path)) as new:
        new.write(b"half")
    assert not leftovers(tmp_path) and path.read_bytes() == OLD


def test_leftovers_of_runs_that_are_over_are_swept_and_no_others(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    own = Path(atomic.beside(str(tmp_path / "a.txt"))).name
    machine = own.removeprefix(atomic.PREFIX).partition("-")[0]
    now = time.time()
    left = {
        f"{atomic.PREFIX}{machine}-{int(gone.stdout)}-00{atomic.SUFFIX}": (now, False),  # of a process that has ended
        own: (now, True),
        f"{atomic.PREFIX}elsewhere-{os.getpid()}-00{atomic.SUFFIX}": (now - atomic.STALE + 600, True),
        f"{atomic.PREFIX}elsewhere-{os.getpid()}-01{atomic.SUFFIX}": (now - atomic.STALE - 600, False),
        f"{atomic.PREFIX}{machine}-x-02{atomic.SUFFIX}": (now - atomic.STALE - 600, False),
        f"{atomic.PREFIX}elsewhere-1-03.txt": (1.0, True),  # somebody's file
        "a.txt": (1.0, True),
    }
    for name, (stamp, _) in left.items():
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (stamp, stamp))
    atomic.sweep(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {name for name, (_, stays) in left.items() if stays}
    atomic.sweep(str(tmp_path / "gone"))
