"""Several processes over one input: the same bytes out, and no article lost, whatever becomes of the processes."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_shared import LABEL, check, environment

from newslint import reports
from newslint.engines import cores, pool

KILLING = str(Path(__file__).with_name("killing.py"))
RECORDS = [f'{{"id": "n{number}", "text": "The harbour is frozen.\\nAD\\nPier {number}."}}\n' for number in range(150)]
HTML = "<p>The harbour is frozen over.</p>" * 1600  # 56 KB that are read, and not checked: few of them make a split
LONG = f'{{"text": "The harbour is frozen over.", "html": "{HTML}"}}\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sort of file: good, bad, packed, broken; and one that is more than one split."""
    folder = tmp_path_factory.mktemp("jobs")
    for number in range(20):
        (folder / f"{number}.txt").write_text(LABEL)
    (folder / "many.jsonl").write_text("".join([*RECORDS[:75], *[LONG] * 40, "null\n", *RECORDS[75:], "{\n"]))
    (folder / "bad.jsonl").write_bytes(b'{"text": "caf\xe9 \\ud800"}\nnull\n{"text": "x\\u0000\\u202e\\nAD"}\n')
    (folder / "wide.jsonl").write_bytes("".join(RECORDS).encode("utf-16"))
    (folder / "s.csv").write_text('title,text\nFerry,"Ferry\nAD"\n')
    (folder / "a.json").write_text("[" + ",".join(RECORDS[:9]) + "]")
    (folder / "p.jsonl.gz").write_bytes(gzip.compress("".join(RECORDS).encode()))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress("".join(RECORDS).encode())[:-200])
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "not.jsonl").write_bytes(b"%PDF-1.7")
    return folder


def test_the_same_bytes_for_any_number_of_processes(folder: Path, tmp_path: Path) -> None:
    outs = []
    for jobs in ("1", "2"):
        (tmp_path / jobs).mkdir()
        more = [f"--report={name}={tmp_path / jobs / name}" for name in reports.formats()]
        done = check(folder, ".", "gone.txt", "many.jsonl", "-j", jobs, *more)
        assert done.returncode == 2
        written = {name: (tmp_path / jobs / name).read_bytes() for name in reports.formats()}
        assert all(len(data) > 1000 for data in written.values())
        outs.append((done.stdout, done.stderr, written))
    assert outs[0] == outs[1]


PIECEWISE = [name for name in reports.formats() if reports.is_piecewise(name)]


@pytest.mark.parametrize("name", PIECEWISE)
def test_a_report_that_workers_write_is_the_same(folder: Path, tmp_path: Path, name: str) -> None:
    given = (".", "gone.txt", "-v", "--statistics", "--color", "always", "--output-format", name)
    for env in ({"PYTHONIOENCODING": "utf-8"}, {"PYTHONIOENCODING": "ascii"}):
        want = check(folder, *given, "-j", "1", "--no-cache", env=env)
        assert want.returncode == 2 and len(want.stdout) > 1000
        cold = ("--cache-dir", str(tmp_path / env["PYTHONIOENCODING"]))
        for how in (("--no-cache",), cold, cold):
            done = check(folder, *given, "-j", "2", *how, env=env)
            assert (done.stdout, done.stderr) == (want.stdout, want.stderr), how
    out = str(tmp_path / "out")
    check(folder, *given, "-j", "2", "--no-cache", "--output-file", out)
    assert Path(out).read_bytes() == check(folder, *given, "-j", "1", "--no-cache").stdout


def test_what_workers_have_written_is_kept_with_what_they_found(folder: Path, tmp_path: Path) -> None:
    place = ("many.jsonl", "a.json", *(f"{n}.txt" for n in range(20)), "--cache-dir", str(tmp_path / "c"), "--timing")
    lines = (folder / "many.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "many.jsonl").write_text("".join(line for line in lines if line not in ("null\n", "{\n")))
    for name in place[1:-3]:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    first = check(tmp_path, *place, "-j", "2", "--output-format", "concise")
    assert first.returncode == 1 and b"cache: 0.0% of" in first.stderr
    for name in ("concise", "jsonl"):  # as it was written, and as it was found
        again = check(tmp_path, *place, "-j", "2", "--output-format", name)
        assert b"cache: 100.0% of" in again.stderr
        plain = check(tmp_path, *place, "-j", "1", "--no-cache", "--output-format", name)
        assert again.stdout == plain.stdout and len(plain.stdout) > 1000


def test_what_is_accepted_is_the_same_for_any_number_of_processes(folder: Path, tmp_path: Path) -> None:
    baseline = str(tmp_path / "baseline.jsonl")
    (tmp_path / "ignore.yaml").write_text("- {rule: ad-label, article: n7, reason: why not}\n")
    outs = []
    for jobs in ("1", "2"):
        (tmp_path / "newslint.toml").write_text(f"jobs = {jobs}\n")
        command = [sys.executable, "-P", KILLING]
        where = ["--config", str(tmp_path / "newslint.toml"), "--baseline", baseline]
        written = subprocess.run(
            [*command, "baseline", "write", "many.jsonl", "7.txt", "--force", *where],
            cwd=folder, env=environment(), capture_output=True, check=False,
        )  # fmt: skip
        held = Path(baseline).read_bytes()
        Path(baseline).write_bytes(b"".join(held.splitlines(keepends=True)[:100]))
        args = ["check", *where, "--ignore-file", str(tmp_path / "ignore.yaml"), "--output-format", "json", "."]
        done = subprocess.run([*command, *args], cwd=folder, env=environment(), capture_output=True, check=False)
        outs.append((written.stderr, held, done.stdout, done.stderr, done.returncode))
        assert json.loads(done.stdout)["summary"]["suppressed"] > 100
    assert outs[0] == outs[1]


def test_standard_input_for_any_number_of_processes(folder: Path) -> None:
    for name in ("many.jsonl", "wide.jsonl", "s.csv"):
        given = ["--stdin-filename", name, "-", "--output-format", "jsonl", "-j"]
        with open(folder / name, "rb") as one, open(folder / name, "rb") as other:
            want, more = check(folder, *given, "1", stdin=one), check(folder, *given, "2", stdin=other)
        assert len(want.stdout) > 100 and (more.stdout, more.stderr) == (want.stdout, want.stderr), name


def killing(
    folder: Path, texts: dict[str, list[str]], *arguments: str, html: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """A run of two workers over articles with these texts, by file."""
    for name, some in texts.items():
        (folder / name).write_text("".join(json.dumps({"text": f"{text}\nAD", "html": html}) + "\n" for text in some))
    command = [sys.executable, "-P", KILLING, "check", "--isolated", *texts, "--output-format", "jsonl", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, timeout=300, check=False)
    assert b"Traceback" not in done.stderr, done.stderr
    return done


def told(done: subprocess.CompletedProcess[bytes]) -> list[tuple[str, int]]:
    """(path, record) of the findings, in the order in which they were told."""
    return [(found["path"], found["record"]) for found in map(json.loads, done.stdout.splitlines())]


def test_an_article_that_kills_its_worker_is_named_and_no_other_lost(tmp_path: Path) -> None:
    texts = {"a.jsonl": ["Pier 1.", "Pier 2."], "b.jsonl": [f"Pier {n}." for n in range(40)], "c.jsonl": ["KILL"]}
    texts["b.jsonl"][17] = texts["b.jsonl"][33] = "KILL"
    done = killing(tmp_path, texts, "-j", "2")
    assert done.returncode == 2
    lost = [("b.jsonl", 18), ("b.jsonl", 34), ("c.jsonl", 1)]
    assert told(done) == [(n, r + 1) for n, some in texts.items() for r in range(len(some)) if (n, r + 1) not in lost]
    said = [line for line in done.stderr.decode().splitlines() if "ends the process" in line]
    assert [line.removeprefix("error: ").split(": ")[0] for line in said] == [f"{n}:{r}" for n, r in lost]


def test_a_worker_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    texts = {f"{name}.jsonl": [f"Pier {n}." for n in range(30)] for name in "abc"}
    want = killing(tmp_path, texts, "-j", "1", html=HTML)
    texts["b.jsonl"][3] += "ONCE"
    done = killing(tmp_path, texts, "-j", "2", html=HTML)
    assert (tmp_path / "ONCE").exists()
    assert done.stderr == want.stderr and told(done) == told(want) and done.returncode == 1


def test_a_file_that_kills_its_reader_is_named_and_no_other_lost(tmp_path: Path) -> None:
    texts = {"a.jsonl": ["Pier 1."], "b.jsonl": ["Pier 2.", "READ", "Pier 3."], "c.jsonl": ["Pier 4."]}
    done = killing(tmp_path, texts, "-j", "2")
    assert done.returncode == 2 and told(done) == [("a.jsonl", 1), ("c.jsonl", 1)]
    assert b"error: b.jsonl: ends the process that reads it" in done.stderr


def test_a_bug_in_reading_costs_the_rest_of_its_file(tmp_path: Path) -> None:
    texts = {"a.jsonl": ["Pier 1."], "b.jsonl": ["Pier 2.", "RAISE", "Pier 3."], "c.jsonl": ["Pier 4."]}
    outs = [killing(tmp_path, texts, "-j", jobs) for jobs in ("1", "2")]
    assert outs[0].stdout == outs[1].stdout and outs[0].stderr == outs[1].stderr
    assert outs[0].returncode == 2 and told(outs[0]) == [("a.jsonl", 1), ("b.jsonl", 1), ("c.jsonl", 1)]
    assert b"b.jsonl: internal error while reading (KeyError: 'raised')" in outs[0].stderr


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("whole", [True, False], ids=["the group", "the parent"])
def test_a_signal_ends_all_workers(tmp_path: Path, number: signal.Signals, whole: bool) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text('{"text": "HANG"}\n' + LONG * 40)
    command = [sys.executable, "-P", KILLING, "check", "--isolated", "-j", "2", "a.jsonl", "b.jsonl"]
    run = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stderr is not None
    workers = {int(run.stderr.readline().split()[-1]) for _ in range(2)}
    assert len(workers) == 2 and all(map(_is_alive, workers))
    os.killpg(run.pid, number) if whole else os.kill(run.pid, number)
    err = run.stderr.read()  # ends when the last process that holds it does
    run.stderr.close()
    assert run.wait(300) in (130, -number)
    assert b"Traceback" not in err and (b"leaked" not in err or number == signal.SIGKILL)  # then Python tidies up
    limit = time.monotonic() + 300  # their stderr is closed, so they are all but gone
    while any(map(_is_alive, workers)):
        assert time.monotonic() < limit, "a worker outlived the run"
        time.sleep(0.02)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_workers_import_nothing_from_the_working_folder(tmp_path: Path) -> None:
    for name in "json newslint re signal threading pickle struct socket multiprocessing site encodings".split():
        (tmp_path / f"{name}.py").write_text('import os; os.write(2, b"PLANTED"); os._exit(98)\n')
    (tmp_path / "x.jsonl").write_text("".join(RECORDS))
    done = check(tmp_path, "x.jsonl", "-j", "2", env={"PYTHONSAFEPATH": ""})
    assert done.returncode == 1 and b"PLANTED" not in done.stderr


def test_one_process_where_no_other_can_live(tmp_path: Path) -> None:
    """A script without the guard that Python asks for: its workers would start workers, and end at once."""
    (tmp_path / "x.jsonl").write_text("".join(RECORDS))
    script = tmp_path / "script.py"
    script.write_text("import sys\nfrom newslint.cli import main\nsys.exit(main(sys.argv[1:]))\n")
    outs = []
    for jobs in ("1", "2"):
        line = [sys.executable, "-P", str(script), "check", "--isolated", "x.jsonl", "-j", jobs]
        outs.append(subprocess.run(line, cwd=tmp_path, env=environment(), capture_output=True, check=False))
    assert outs[0].returncode == outs[1].returncode == 1 and outs[0].stdout == outs[1].stdout


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1025", "٣", ""])
def test_a_number_of_processes_that_is_none(folder: Path, jobs: str) -> None:
    done = check(folder, "7.txt", f"--jobs={jobs}")
    assert done.returncode == 2 and b"expected a number of processes from 1 to 1,024" in done.stderr


def test_cores_are_those_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(8)), raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    quotas = {"cpu.max": "max 100000"}

    def words(path: str) -> list[str]:
        name = path.removeprefix("/sys/fs/cgroup/")
        if name not in quotas:
            raise FileNotFoundError(name)
        return quotas[name].split()

    monkeypatch.setattr(cores, "_words", words)
    assert cores.cores() == 8
    quotas["cpu.max"] = "250000 100000"
    assert cores.cores() == 2
    quotas["cpu.max"] = "50000 100000"
    assert cores.cores() == 1
    quotas.clear()
    quotas |= {"cpu/cpu.cfs_quota_us": "300000", "cpu/cpu.cfs_period_us": "100000"}
    assert cores.cores() == 3
    quotas["cpu/cpu.cfs_quota_us"] = "-1"
    assert cores.cores() == 8


def test_few_splits_are_under_way() -> None:
    assert 2 <= pool.WINDOW <= 4
