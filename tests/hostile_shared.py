"""newslint as a process of its own, or as a call: what the tests of hostile input start, and what they expect of every run."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newslint.cli import main

ROOT = Path(__file__).parent.parent
BY_HAND = "import sys; from newslint.cli import main; sys.exit(main(sys.argv[1:]))"
RECORDS = "".join(f'{{"id": "n{n}", "text": "The harbour is frozen.\\nAD\\nPier {n}."}}\n' for n in range(60))
LABEL = "The harbour is frozen.\nAD\nNo ship has left it for days.\n"


def command(*arguments: str) -> list[str]:
    """The command line of newslint, as its console script would run it."""
    return [sys.executable, "-P", "-c", BY_HAND, *arguments]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what CI says, with newslint on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_", "NEWSLINT"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def run(
    folder: Path, *arguments: str, env: dict[str, str] | None = None, **how: Any
) -> subprocess.CompletedProcess[bytes]:
    """One run in a folder. Whatever happens to it: it ends, its status is one of ours, and there is no traceback."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "timeout": 120, **how}
    done = subprocess.run(command(*arguments), cwd=folder, env=environment(**(env or {})), check=False, **how)
    assert done.returncode in (0, 1, 2, 3, 130, 141), (done.returncode, done.stderr)
    assert b"Traceback" not in (done.stderr or b"") and b"internal error" not in (done.stderr or b""), done.stderr
    return done


def check(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    """`newslint check` without a configuration file."""
    return run(folder, "check", "--isolated", *arguments, **how)


def within(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """What `check` gives, from a call in this process: a third of the time, where it is not the process that is looked at."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2)]
    words = ["check", "--isolated", *arguments]
    with contextlib.chdir(folder), pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - environment().keys():
            patch.delenv(name)
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        status = main(words)
    out, err = (stream.buffer.getvalue() for stream in streams)  # type: ignore[attr-defined]
    assert status in (0, 1, 2, 3) and b"Traceback" not in err and b"internal error" not in err, (status, err)
    return subprocess.CompletedProcess(words, status, out, err)


def filled(folder: Path) -> Path:
    """The folder, with articles of every sort in it."""
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(LABEL)
    (folder / "r.jsonl").write_text(RECORDS)
    (folder / "bad.jsonl").write_bytes(b'{"text": "caf\xe9 \\ud800"}\nnull\n{"text": "x\\u0000\\u202e\\nAD"}\n')
    (folder / "s.csv").write_text('title,text\nFerry,"Ferry\nAD"\n')
    (folder / "p.jsonl.gz").write_bytes(gzip.compress(RECORDS.encode()))
    return folder


def others(folder: Path) -> set[str]:
    """All that lies in a folder but what newslint keeps, whole, for the next run."""
    found = {path.relative_to(folder) for path in folder.rglob("*")}
    return {str(path) for path in found if path.parts[0] != ".newslint_cache"}
