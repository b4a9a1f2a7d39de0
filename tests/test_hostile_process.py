"""The process: signals, closed streams, full disks, folders that are gone, and the same bytes out whatever the weather."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hostile_shared import LABEL, ROOT, check, command, environment, run

from newslint import ending, reports

resource = pytest.importorskip("resource")
RECORDS = "".join(f'{{"id": "n{n}", "text": "The harbour is frozen.\\nAD\\nPier {n}."}}\n' for n in range(60))
STILL = "No ship has left the harbour of Lindholm for days, and none is expected to before the thaw, which is late this year."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of articles of every sort."""
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LABEL)
    (tmp_path / "r.jsonl").write_text(RECORDS)
    (tmp_path / "bad.jsonl").write_bytes(b'{"text": "caf\xe9 \\ud800"}\nnull\n{"text": "x\\u0000\\u202e\\nAD"}\n')
    (tmp_path / "s.csv").write_text('title,text\nFerry,"Ferry\nAD"\n')
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(RECORDS.encode()))
    return tmp_path


def slow(folder: Path, records: int = 12_000) -> tuple[str, str]:
    """A file of which a run says something at once, and one that takes it many seconds, and makes several splits."""
    (folder / "first.txt").write_text(LABEL)
    with open(folder / "slow.jsonl", "w") as file:
        for number in range(records):
            file.write(f'{{"id": "m{number}", "text": "The harbour is frozen.\\nAD\\nPier {number}.\\n{STILL}"}}\n')
    return "first.txt", "slow.jsonl"


def others(folder: Path) -> set[str]:
    """All that lies in a folder but what newslint keeps, whole, for the next run."""
    found = {path.relative_to(folder) for path in folder.rglob("*")}
    return {str(path) for path in found if path.parts[0] != ".newslint_cache"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.0, 0.3, 1.2])
def test_a_signal_ends_the_run_at_once(tmp_path: Path, number: signal.Signals, after: float) -> None:
    process = subprocess.Popen(
        command("check", "--isolated", *slow(tmp_path), "--output-format", "jsonl"),
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    if after:
        process.stdout.readline()  # it is well under way
        time.sleep(after / 10)
    else:
        time.sleep(0.02)  # the interpreter may not even have begun
    process.send_signal(number)
    begun = time.monotonic()
    err = process.communicate(timeout=300)[1]
    assert time.monotonic() - begun < 60
    if after:
        assert b"Traceback" not in err, err
        assert process.returncode in (130, -signal.SIGTERM, 1), err
    assert others(tmp_path) == {"first.txt", "slow.jsonl"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whole", [True, False], ids=["the group", "the process"])
def test_a_signal_that_is_sent_three_times_is_quiet_too(
    tmp_path: Path, number: signal.Signals, jobs: str, whole: bool
) -> None:
    """An impatient Ctrl-C must not disturb the tidying up which the first one began."""
    names = slow(tmp_path)
    (tmp_path / "tmp").mkdir()
    run = subprocess.Popen(
        [sys.executable, "-P", "-c", "import sys; from newslint.cli import main; sys.exit(main())"]
        + ["check", "--isolated", *names, "--output-format", "jsonl", "--select", "ALL", "-j", jobs]
        + ["--ignore", "corpus"] * (jobs == "2"),
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path / "tmp")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stdout is not None and run.stderr is not None
    run.stdout.readline()
    with suppress(ProcessLookupError):
        for _ in range(3):
            os.killpg(run.pid, number) if whole else os.kill(run.pid, number)
    err = run.stderr.read()  # ends when the last process that holds it does: no worker stays behind
    run.stdout.close()
    run.stderr.close()
    assert run.wait(300) == 130 and err == b"", err
    assert others(tmp_path) == {*names, "tmp"}


def test_what_the_parent_wants_to_be_ignored_stays_ignored(folder: Path) -> None:
    line = command("check", "--isolated", *slow(folder, 2_000), "--output-format", "jsonl", "-q")
    for number in (signal.SIGHUP, signal.SIGINT):
        run = subprocess.Popen(
            line,
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda number=number: signal.signal(number, signal.SIG_IGN),  # type: ignore[misc]
        )
        assert run.stdout is not None
        run.stdout.readline()
        run.send_signal(number)
        assert run.stdout.read().count(b"\n") == 2_000
        run.stdout.close()
        assert run.wait(300) == 1


def test_a_signal_is_heard_once_and_handlers_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(ending.time, "monotonic", lambda: clock[0])
    before = [signal.getsignal(getattr(signal, name)) for name in ending.NAMES]
    with ending.Ending():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        for _ in range(3):
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGINT)
        clock[0] += ending.AGAIN
        with pytest.raises(KeyboardInterrupt):  # the tidying up may hang
            signal.raise_signal(signal.SIGINT)
    assert before == [signal.getsignal(getattr(signal, name)) for name in ending.NAMES]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("how", ["--output-file=/dev/full", "--report=sarif=/dev/full", "--report=junit=/dev/full"])
def test_a_full_disk_under_a_report_is_a_sentence_and_2(folder: Path, how: str) -> None:
    done = check(folder, ".", "--output-format", "jsonl", how)
    assert done.returncode == 2
    assert b"error: /dev/full: this output file cannot be written: No space left on device" in done.stderr


@pytest.mark.parametrize("name", [*reports.file_formats()])
def test_a_report_that_does_not_fit_is_named_and_the_old_one_stays(folder: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'newslint[parquet]'")
    (folder / "out").write_bytes(b"old")
    before = others(folder)
    more = ("--report", f"{name}=out", "--exclude", "out")
    done = check(folder, "r.jsonl", *more, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)))
    assert done.returncode == 2
    assert b"error: out: this output file cannot be written: File too large" in done.stderr
    assert (folder / "out").read_bytes() == b"old" and others(folder) == before


def test_a_full_disk_under_the_help_is_said(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        for arguments in (("check", "--help"), ("--help",), ("rule",), ("schema", "rule"), ("completion", "bash")):
            done = run(folder, *arguments, stdout=full)
            assert done.returncode == 2 and b"cannot be written: No space left on device" in done.stderr, arguments


def test_a_report_in_a_read_only_folder_is_a_sentence_and_2(folder: Path) -> None:
    (folder / "locked").mkdir()
    (folder / "locked").chmod(0o555)
    if os.access(folder / "locked", os.W_OK):  # root may do everything: a folder of the kernel's that nobody may fill
        done = check(folder, "a.txt", "-o", "/proc/newslint.txt")
    else:
        done = check(folder, "a.txt", "-o", "locked/x.txt")
    assert done.returncode == 2 and b"cannot be written" in done.stderr


@pytest.mark.parametrize("name", ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"])
def test_a_pipe_that_breaks_is_quiet(folder: Path, name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as pipe:
        done = check(folder, ".", "--output-format", name, stdout=pipe)
    assert done.returncode in (141, 2)
    assert b"BrokenPipe" not in done.stderr and b"Errno" not in done.stderr


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize("paths", [("a.txt", "r.jsonl"), ("-",)])
def test_closed_streams_are_survived(folder: Path, closed: tuple[int, ...], paths: tuple[str, ...]) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    done = check(folder, *paths, preexec_fn=lambda: [os.close(number) for number in closed])
    assert done.returncode in ((1, 2) if 0 in closed or "-" not in paths else (0, 1, 2, 3))
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_working_folder_that_is_gone(tmp_path: Path, folder: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    for paths in (("{f}/a.txt",), ("{f}/deep",), (".",), ("a.txt",), ("-",), ("*.txt",)):
        named = [path.format(f=folder) for path in paths]
        done = subprocess.run(
            ["sh", "-c", script, "sh", *command("check", *named)],
            env=environment(), capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False,
        )  # fmt: skip
        gone.mkdir()
        assert b"Traceback" not in done.stderr and b"internal error" not in done.stderr, (named, done.stderr)
        expected = {".": (2, 3), "a.txt": (2,), "*.txt": (2,)}.get(paths[0], (1,))  # nothing at all is an empty article
        assert done.returncode in expected, (named, done)
        assert done.returncode == 1 or b"the system" not in done.stderr, done.stderr


def test_without_a_working_folder_nothing_is_written_elsewhere(tmp_path: Path, folder: Path) -> None:
    gone = tmp_path / "gone"
    script = f'mkdir "{gone}" && cd "{gone}" && rmdir "{gone}" && exec "$@"'
    for more in (
        ("baseline", "write", f"{folder}/a.txt"),
        ("check", f"{folder}/a.txt", "-o", "x.json"),
        ("check", f"{folder}/a.txt", "--report", "html=x.html"),
        ("learn", "."),
        ("init",),
    ):
        done = subprocess.run(
            ["sh", "-c", script, "sh", *command(*more)], env=environment(), capture_output=True, check=False
        )
        assert done.returncode == 2 and b"the system" not in done.stderr, (more, done.stderr)
        assert not os.path.lexists("/newslint-baseline.jsonl")


@pytest.mark.parametrize("count", [24, 64])
def test_few_file_descriptors(folder: Path, count: int) -> None:
    for number in range(100):
        (folder / f"many-{number}.txt").write_text(LABEL)
    place = folder
    for _ in range(40):
        place = place / "d"
        place.mkdir()
        (place / "x.txt").write_text(LABEL)
    done = check(
        folder,
        ".",
        "--output-format",
        "jsonl",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count)),
    )
    assert b"Too many open files" not in done.stderr
    assert {b"many-99.txt", b"d/d/x.txt"} <= {
        word for word in (b"many-99.txt", b"d/d/x.txt") if word in (done.stdout or b"")
    }


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


def test_a_check_writes_nothing_and_starts_nothing(folder: Path) -> None:
    """Under an audit hook that ends the process at the first write, connection, program or foreign import."""
    code = """
import os, sys
from newslint.cli import main
def hook(name, given):
    writes = name == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes and given[0] == os.devnull:
        return
    if writes or name.split(".")[0] in ("socket", "subprocess", "ctypes", "shutil", "tempfile", "urllib") or name in (
        "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "os.chmod",
        "os.truncate", "os.link", "os.symlink", "os.utime", "pickle.find_class", "marshal.loads", "exec_foreign",
    ) and not name.startswith("marshal"):
        sys.stderr.write(f"AUDIT {name} {given!r}\\n"); sys.stderr.flush(); os._exit(99)
sys.addaudithook(hook)
sys.dont_write_bytecode = True
sys.exit(main(sys.argv[1:]))
"""
    before = {name: (folder / name).lstat().st_mtime_ns for name in others(folder)}
    for arguments in (("check", "."), ("check", "--isolated", ".", "--output-format", "sarif"), ("rule", "ad-label")):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *arguments],
            cwd=folder,
            env=environment(NEWSLINT_NO_CACHE="1"),
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 1, 2) and b"AUDIT" not in done.stderr, done.stderr
    assert before == {name: (folder / name).lstat().st_mtime_ns for name in others(folder)}


PLANTED = "json yaml newslint orjson pydantic rapidfuzz re csv pathspec tqdm shtab typing sitecustomize zlib".split()


def test_nothing_is_imported_from_the_working_folder(folder: Path) -> None:
    for name in PLANTED:
        (folder / f"{name}.py").write_text('import os; os.write(2, b"PLANTED"); os._exit(98)\n')
    (folder / "newslint").mkdir()
    (folder / "newslint" / "__init__.py").write_text('import os; os.write(2, b"PLANTED"); os._exit(98)\n')
    script = folder.parent / f"bin-{folder.name}"
    script.mkdir()
    # What pip writes as console script: the script's own folder is first on the path, not the working folder.
    (script / "newslint").write_text(
        f"#!{sys.executable}\nimport sys\nfrom newslint.cli import main\nsys.exit(main())\n"
    )
    (script / "newslint").chmod(0o755)
    for arguments in (
        ("check", "."),
        ("rule",),
        ("test", str(ROOT / "rules" / "ads")),
        ("config",),
        ("schema", "rule"),
    ):
        done = subprocess.run(
            [str(script / "newslint"), *arguments], cwd=folder, env=environment(), capture_output=True, check=False
        )
        assert done.returncode in (0, 1, 2) and b"PLANTED" not in done.stderr, (arguments, done.stderr)
        assert run(folder, *arguments).returncode == done.returncode
