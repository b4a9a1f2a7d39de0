"""A run that mends, as a process: what the tests of it start, and the file before and after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OLD, NEW = (
    b"The harbour is frozen.\nAD\nNo ship has left it for days.\n",
    b"The harbour is frozen.\nNo ship has left it for days.\n",
)
BY_HAND = "import sys; from newslint.cli import main; sys.exit(main(sys.argv[1:]))"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-c", BY_HAND, *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONUTF8": "1"}


def typed(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), cwd=folder, env=environment(), capture_output=True, check=False, **how)


def fix(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    return typed(folder, "check", "--isolated", "--fix", *(arguments or (".",)), **how)


def leftovers(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".newslint")]


def meddled(path: Path, how: str) -> None:
    """Another process's change, just before the file is replaced."""
    status = path.stat()
    if how == "gone":
        path.unlink()
        return
    path.write_bytes(OLD.replace(b"frozen", b"thawed"))
    if how == "hidden":
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
