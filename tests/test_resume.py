"""Runs that are stopped, and go on: the same bytes as if nothing had happened, and nothing taken on trust."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_shared import check, environment
from parts import parted, record

from newslint import chosen, content, kept, settings, splits
from newslint.kept import MANIFEST
from newslint.work import Work

KILLING = str(Path(__file__).with_name("killing.py"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return parted(tmp_path / "articles")


def run(folder: Path, *more: str, jobs: str = "1") -> subprocess.CompletedProcess[bytes]:
    return check(folder, "--output-format", "jsonl", "-j", jobs, *more)


def outputs(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.out")}


def plain(stderr: bytes) -> bytes:
    return b"".join(line for line in stderr.splitlines(keepends=True) if b" parts of the input were done" not in line)


def test_a_second_run_takes_what_is_there_and_says_the_same(folder: Path, tmp_path: Path) -> None:
    want = run(folder)
    assert want.returncode == 2 and len(want.stdout.splitlines()) > 160
    first = run(folder, "--resume", str(tmp_path / "work"), jobs="2")
    assert (first.stdout, first.stderr) == (want.stdout, want.stderr)
    held = outputs(tmp_path / "work")
    stamps = {name: os.stat(tmp_path / "work" / name).st_mtime_ns for name in held}
    for jobs in ("1", "2"):
        again = run(folder, "--resume", str(tmp_path / "work"), jobs=jobs)
        assert again.stdout == want.stdout and plain(again.stderr) == want.stderr
        assert f"{len(held)} of {len(held)} parts of the input were done already".encode() in again.stderr
    assert {name: os.stat(tmp_path / "work" / name).st_mtime_ns for name in held} == stamps
    state, *entries = map(json.loads, (tmp_path / "work" / MANIFEST).read_text().splitlines())
    assert state["state"] == "done" and {entry["output"] for entry in entries} == set(held)
    assert sum(entry["findings"] for entry in entries) == len(want.stdout.splitlines())


def test_without_a_folder_nothing_is_written(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    run(folder, "--no-cache")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_damage_is_noticed_and_done_again(folder: Path, tmp_path: Path, jobs: str) -> None:
    work = tmp_path / "work"
    want = run(folder, "--resume", str(work), jobs=jobs)
    held = outputs(work)
    for number, (name, data) in enumerate(sorted(held.items())):
        spoilt = [data[:-1], data + b"x", b"", data[:200] + b"\0" + data[201:], data[:40], os.urandom(300)][number % 6]
        (work / name).write_bytes(spoilt)
    again = run(folder, "--resume", str(work), jobs=jobs)
    assert again.stdout == want.stdout and again.stderr == want.stderr
    assert outputs(work) == held


def test_an_input_that_changed_is_noticed_though_size_and_time_are_the_same(folder: Path, tmp_path: Path) -> None:
    run(folder, "--resume", str(tmp_path / "work"))
    for name in ("many.jsonl", "a.txt"):
        path = folder / name
        status = path.stat()
        path.write_bytes(path.read_bytes().replace(b"AD", b"ad", 1))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = run(folder, "--resume", str(tmp_path / "work"))
    assert again.stdout == run(folder).stdout
    total = len(outputs(tmp_path / "work"))
    assert f"{total - 2} of {total} parts".encode() in again.stderr


def test_other_rules_settings_or_names_are_other_runs(folder: Path, tmp_path: Path) -> None:
    work = str(tmp_path / "work")
    run(folder, "--resume", work)
    for more in (["--ignore", "ad-label"], ["--field", "text=id"], ["--per-file-ignores", "*.txt:ads"]):
        want, got = run(folder, *more), run(folder, *more, "--resume", work)
        assert (got.stdout, got.stderr) == (want.stdout, want.stderr) and got.stdout != run(folder).stdout
    got = check(tmp_path, "articles", "--output-format", "jsonl", "-j", "2", "--resume", work)
    assert got.stdout == check(tmp_path, "articles", "--output-format", "jsonl", "-j", "2").stdout
    assert b" parts of " not in got.stderr


def test_what_decides_on_the_report_only_is_the_same_run(folder: Path, tmp_path: Path) -> None:
    work = str(tmp_path / "work")
    run(folder, "--resume", work)
    total = len(outputs(tmp_path / "work"))
    got = run(folder, "--resume", work, "--fail-on", "never", "--max-rate", "ads=1%")
    assert f"{total} of {total} parts".encode() in got.stderr


def killing(jobs: str) -> list[str]:
    """A check of many.jsonl in which articles do harm."""
    return [sys.executable, "-P", KILLING, "check", "--isolated", "-j", jobs, "many.jsonl", "--output-format", "jsonl"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_stopped_goes_on(tmp_path: Path, number: signal.Signals, jobs: str) -> None:
    """The last article hangs the first time: the run is stopped there, and is told to go on."""
    (tmp_path / "many.jsonl").write_text("".join(record(n, "HANG" if n == 110 else "") for n in range(120)))
    command = [*killing(jobs), "--resume", "work"]
    held = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert held.stderr is not None
    assert b"checking in" in held.stderr.readline()
    limit = time.monotonic() + 50  # the last article hangs for a minute
    while not outputs(tmp_path / "work"):
        assert time.monotonic() < limit, "nothing is kept"
        time.sleep(0.02)
    held.send_signal(number)
    err = held.stderr.read()
    held.stderr.close()
    assert held.wait(60) in (130, -number) and b"Traceback" not in err
    before = outputs(tmp_path / "work")
    assert before
    again = run(tmp_path, "many.jsonl", "--resume", "work", jobs=jobs)
    assert f"{len(before)} of ".encode() in again.stderr and len(outputs(tmp_path / "work")) > len(before)
    want = run(tmp_path, "many.jsonl")
    assert again.stdout == want.stdout and plain(again.stderr) == want.stderr
    if number != signal.SIGKILL:  # of a process that nobody buries the system says that it still lives
        assert not [path for path in (tmp_path / "work").rglob("*") if ".tmp" in path.name]


def test_an_article_that_kills_its_worker_is_named_in_each_run(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("".join(record(n, "KILL" if n == 70 else "") for n in range(120)))
    outs = []
    for more in ([], ["--resume", "work"], ["--resume", "work"]):
        done = subprocess.run([*killing("2"), *more], cwd=tmp_path, env=environment(), capture_output=True, check=False)
        assert done.returncode == 2 and b"error: many.jsonl:71: ends the process that checks it" in done.stderr
        outs.append((done.stdout, plain(done.stderr)))
    assert outs[0] == outs[1] == outs[2]
    assert [json.loads(line)["record"] for line in outs[0][0].splitlines()] == [n + 1 for n in range(120) if n != 70]


def _mounted(folder: Path, size: str) -> bool:
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"), reason="mounts a small disk"
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_costs_nothing_but_what_could_have_been_kept(folder: Path, tmp_path: Path, jobs: str) -> None:
    work = tmp_path / "work"
    long = "The harbour is frozen over, and no ship has left it. " * 700  # is kept with what was found in it
    (folder / "many.jsonl").write_text("".join(record(number, long) for number in range(60)))
    if not _mounted(work, "1500k"):
        pytest.skip("may not mount")
    try:
        want = run(folder)
        for _ in range(2):
            done = run(folder, "--resume", str(work), jobs=jobs)
            said = [line for line in plain(done.stderr).splitlines(keepends=True) if not line.startswith(b"warning")]
            assert done.stdout == want.stdout and b"".join(said) == want.stderr
            assert done.stderr.count(b"not all results can be kept there: no space left on device") == 1
        assert b" parts of the input were done already" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=90m", str(work)], check=True)
        again = run(folder, "--resume", str(work), jobs=jobs)
        assert again.stdout == want.stdout and plain(again.stderr) == want.stderr
    finally:
        subprocess.run(["umount", str(work)], check=True)


def test_folders_that_cannot_be_used_are_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("x")
    (folder / "way-out").symlink_to(tmp_path / "other")
    for given, said in (
        (str(tmp_path / "file"), "this folder cannot be used: "),
        (str(tmp_path / "other"), "this folder holds other things than the results of a run"),
        ("way-out", "leads out of the working folder"),
        ("", "expected a folder"),
    ):
        done = run(folder, "--resume", given)
        assert done.returncode == 2 and said.encode() in done.stderr and not done.stdout, done.stderr
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["notes.txt"]
    done = run(folder, "--resume", "work", "--fix")
    assert done.returncode == 2 and b"files are mended by one process" in done.stderr


def test_results_that_others_wrote_are_refused_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    run(folder, "--resume", str(tmp_path / "work"))
    for name, data in outputs(tmp_path / "work").items():
        head, _, _ = data.partition(b"\n")
        body = b'[{"path": 7}]\n'
        raw = head + b"\n" + len(body).to_bytes(8, "little") + body
        (tmp_path / "work" / name).write_bytes(raw + kept.blake2b(raw, digest_size=kept.DIGEST).digest())
    done = run(folder, "--resume", str(tmp_path / "work"))
    assert done.returncode == 2 and b"holds results that newslint did not write" in done.stderr


def test_each_part_has_a_name_and_a_content_of_its_own(folder: Path) -> None:
    known = settings.Settings()
    work = Work(known, chosen.in_force(known, chosen.known(known)))
    names = [str(path) for path in sorted(folder.iterdir())]
    planned = [split for split in splits.plan(names, work.options) if isinstance(split, splits.Split)]
    assert len({content.identity(split, "check") for split in planned}) == len(planned) > 6
    assert len({content.digest(split) for split in planned} - {None}) == len(planned)
    gone = splits.Split((str(folder / "gone.txt"),))
    assert content.digest(gone) is None and content.identity(gone, "check") != content.identity(gone, "gather")
