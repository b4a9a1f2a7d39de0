"""The process: closed streams, full disks, folders that are gone, and nothing written, started or imported that should not be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_shared import LABEL, ROOT, check, command, environment, filled, others, run

from newslint import reports

resource = pytest.importorskip("resource")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path)


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
