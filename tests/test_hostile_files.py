"""Files, rules and configuration: what vanishes, changes, hides behind a link, lies about itself, or wants to run code."""

from __future__ import annotations

import ast
import gzip
import io
import os
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hostile_shared import LABEL, ROOT, check, command, environment, within

from newslint import files, readers
from newslint.article import Article
from newslint.problem import Problem
from newslint.readers import text

GOOD = b'{"text": "The harbour is frozen.\\nAD"}\n'
ROTTEN: dict[str, Callable[[Path], None]] = {
    "bomb.jsonl.gz": lambda path: put(path, gzip.compress(b"0" * 30_000_000)),
    "cut.jsonl.gz": lambda path: put(path, gzip.compress(GOOD * 500)[:-20]),
    "mislabelled.jsonl.zst": lambda path: put(path, b"no zstd at all"),
    "xz.jsonl": lambda path: put(path, b"\xfd7zXZ\x00" + b"\0" * 99),
    "pipe.jsonl": lambda path: os.mkfifo(path),
    "socket.jsonl": lambda path: listen(path),
    "zero.jsonl": lambda path: path.symlink_to("/dev/zero"),
    "proc.txt": lambda path: path.symlink_to("/proc/self/environ"),
    "loop.txt": lambda path: path.symlink_to(path.name),
    "dangling.txt": lambda path: path.symlink_to("nowhere"),
    "away.txt": lambda path: path.symlink_to("/etc/hostname"),
    "folder.txt": lambda path: path.mkdir(),
    "binary.txt": lambda path: put(path, b"\0\1\2" * 999),
    "deep.json": lambda path: put(path, b"[" * 200_000),
    "cut.json": lambda path: put(path, b'[{"text": "x"}, {"text": "y'),
    "error.json": lambda path: put(path, b"<html><body>502 Bad Gateway</body></html>"),
    "utf16.jsonl": lambda path: put(path, GOOD.decode().encode("utf-16-le")[:-1]),
}


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def put(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)


@pytest.mark.parametrize("name", ROTTEN)
def test_a_rotten_neighbour_costs_no_other_file(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    for other in ("0.jsonl", "zz.jsonl"):
        put(tmp_path / other, GOOD)
    ROTTEN[name](Path(name))
    done = check(tmp_path, ".", "--output-format", "concise", "-q", "--unpacked-bytes", "1MB", timeout=300)
    for other in (b"0.jsonl:1:", b"zz.jsonl:1:"):
        assert other in done.stdout
    if name != "folder.txt":
        assert done.returncode == 2 and name.encode() in done.stderr, done.stderr


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs /proc")
def test_a_link_to_what_the_system_says_of_itself_is_not_opened(tmp_path: Path) -> None:
    """Not even where it is named, as a shell does that expands *.txt: a report would show the process's secrets."""
    put(tmp_path / "a.txt", LABEL.encode())
    (tmp_path / "b.txt").symlink_to("/proc/self/environ")
    done = check(tmp_path, "a.txt", "b.txt", "--output-format", "concise", env={"SECRET": "AD\nAD"})
    assert done.returncode == 2 and done.stdout.startswith(b"a.txt:2:1:") and done.stdout.count(b"\n") == 1
    assert done.stderr.count(b"leads to where the system speaks of itself (/proc, /sys): it was not read") == 1


class Odd(io.RawIOBase):
    """A stream that writes down how much is asked of it at once."""

    def __init__(self, raw: bytes) -> None:
        self.inner = io.BytesIO(raw)
        self.asked: list[int] = []

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.asked.append(size)
        return self.inner.read(size)


def test_a_small_text_asks_for_little_memory() -> None:
    """Python sets aside what is asked for: 256 MiB for a text of a line, which a process with a limit does not get."""
    stream = Odd(LABEL.encode())
    source = readers.Source("a.txt")
    assert [item.text for item in text.read(stream, source) if isinstance(item, Article)]  # type: ignore[arg-type]
    assert max(stream.asked) <= 1 << 20 and min(stream.asked) >= 0


@pytest.mark.skipif(not hasattr(os, "set_blocking"), reason="needs pipes that do not wait")
def test_standard_input_that_does_not_wait_is_waited_for(tmp_path: Path) -> None:
    """Some parents (node, ssh) set their pipes so: what had not come yet seemed to be the end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    line = command("check", "--isolated", "-", "--stdin-filename", "a.jsonl", "--output-format", "jsonl")
    run = subprocess.Popen(
        line, stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()
    )
    os.close(reading)
    os.write(writing, GOOD)
    assert run.stdout is not None
    os.set_blocking(writing, False)
    with suppress(BrokenPipeError):
        for _ in range(20):
            time.sleep(0.1)
            os.write(writing, GOOD)
    os.close(writing)
    out, err = run.communicate(timeout=120)
    assert out.count(b"\n") == 21, err


def test_names_that_act_are_shown_and_their_files_checked(tmp_path: Path) -> None:
    names = [
        "a\nb.txt",
        "\x1b[31m.txt",
        "a,b=c%0A:d.txt",
        "-rf.txt",
        "::error::x.txt",
        "##[error].txt",
        "\u202egpj.txt",
    ]
    names += [os.fsdecode(b"\xff\xfe.txt"), "[bold]{0}%s.txt", "x" * 251 + ".txt"]
    for name in names:
        (tmp_path / name).write_text(LABEL)
    for how in ("concise", "github", "full"):
        done = within(tmp_path, ".", "--output-format", how)
        assert done.returncode == 1
        assert not any(mark in done.stdout + done.stderr for mark in (b"\x1b", b"\xe2\x80\xae", b"##[", b"\xff"))
        assert how == "github" or b"\n::" not in b"\n" + done.stdout + b"\n" + done.stderr
    done = check(tmp_path, "--output-format", "concise", "--", "-rf.txt")
    assert done.stdout.startswith(b"-rf.txt:2:1: ")


CHANGES: dict[str, Callable[[Path], None]] = {
    "vanishes": lambda path: path.unlink(),
    "becomes a link": lambda path: (path.unlink(), path.symlink_to("/dev/zero"))[1],
    "becomes a pipe": lambda path: (path.unlink(), os.mkfifo(path))[1],
    "becomes a folder": lambda path: (path.unlink(), path.mkdir())[1],
    "is emptied": lambda path: os.truncate(path, 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_after_it_was_found(tmp_path: Path, change: str) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        put(tmp_path / name, GOOD)
    items: list[Article | Problem] = []
    for path in files.find([str(tmp_path)]):
        assert isinstance(path, str)
        if path.endswith("a.jsonl"):
            CHANGES[change](Path(path))
        items += readers.read(path)
    assert isinstance(items[-1], Article) and items[-1].path.endswith("b.jsonl")
    assert len(items) == (1 if change == "is emptied" else 2)


@pytest.mark.parametrize("how", ["grows", "shrinks", "is replaced"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, how: str) -> None:
    path = tmp_path / "a.jsonl"
    put(path, GOOD * 40_000)
    items = []
    for number, item in enumerate(readers.read(str(path))):
        items.append(item)
        if number == 10:
            if how == "grows":
                with open(path, "ab") as file:
                    file.write(GOOD * 100)
            elif how == "shrinks":
                os.truncate(path, 100_000)
            else:
                os.replace(tmp_path / "b", path) if put(tmp_path / "b", b"null\n") else None
    whole = [item for item in items if isinstance(item, Article)]
    assert len(whole) >= 2_000 and len(items) - len(whole) <= 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named_and_the_others_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(LABEL)
    (tmp_path / "a.txt").chmod(0)
    done = check(tmp_path, ".")
    assert done.returncode == 2 and b"a.txt" in done.stderr and b"b.txt" in done.stdout


FORBIDDEN = {
    "pickle",
    "marshal",
    "shelve",
    "subprocess",
    "socket",
    "http",
    "ftplib",
    "ssl",
    "asyncio",
    "ctypes",
    "dill",
    "runpy",
}


# --since asks git; what is meant for workers goes to them as Python's own pool sends it, and to nobody else.
# pickle: what a run sends to its own workers; what they send back are checked bytes (carried.py). socket: --engine ray.
# __import__: of kinds of check, by the names of the files that lie there.
ALLOWED = {
    "since.py": {"subprocess"},
    "pool.py": {"pickle"},
    "cluster.py": {"pickle", "socket"},
    "late.py": {"__import__"},
}


def test_no_module_can_run_code_or_reach_the_network() -> None:
    for path in sorted((ROOT / "newslint").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            allowed = ALLOWED.get(path.name, set())
            assert not ({name.split(".")[0] for name in names} & FORBIDDEN) - allowed, path
            assert "urllib.request" not in names, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"} - allowed, path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml":
                assert node.attr not in ("load", "unsafe_load", "full_load", "Loader", "FullLoader"), path


def test_a_range_that_is_none_is_what_it_says(tmp_path: Path) -> None:
    for name in ("a.txt", "[z-a].txt", "b.txt"):
        put(tmp_path / name, LABEL.encode())
    put(tmp_path / ".gitignore", b"[z-a]*\n(((\n")
    for more in (("--exclude", "[z-a]*"), ()):
        done = check(tmp_path, ".", "--output-format", "concise", *more)
        assert done.returncode == 1 and b"a.txt:2" in done.stdout and b"b.txt:2" in done.stdout
        assert not more or b"[z-a]" not in done.stdout
    assert check(tmp_path, "[z-a]*").returncode == 1
