"""A folder of every sort of file, checked with its cache and without."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from hostile_shared import LABEL, run

from newslint import cachedir
from newslint.cache import PART
from newslint.cli import main

RECORDS = [f'{{"id": "n{number}", "text": "The harbour is frozen.\\nAD\\nPier {number}."}}\n' for number in range(120)]
HTML = "<p>The harbour is frozen over.</p>" * 2500  # 85 KB that are read, and not checked
LONG = f'{{"id": "long", "url": "https://example.org/1", "text": "The harbour is frozen over.", "html": "{HTML}"}}\n'


def fill(folder: Path) -> None:
    """Every sort of file: clean, with findings, broken, packed, and one that is more than one stretch."""
    folder.mkdir(exist_ok=True)
    for number in range(20):
        (folder / f"{number}.txt").write_text(LABEL if number % 3 else "The harbour is frozen.\n")
    (folder / "many.jsonl").write_text("".join([*RECORDS[:60], *[LONG] * 16, *RECORDS[60:]]))
    (folder / "broken.jsonl").write_text("".join([*RECORDS[:9], "null\n", *RECORDS[9:12], "{\n"]))
    (folder / "wide.jsonl").write_bytes("".join(RECORDS[:20]).encode("utf-16"))
    (folder / "s.csv").write_text('title,text\nFerry,"Ferry\nAD"\n')
    (folder / "large.csv").write_text(f'title,text,html\nFerry,"Ferry\nAD",\nIce,"The ice is thick.","{HTML * 5}"\n')
    (folder / "p.jsonl.gz").write_bytes(gzip.compress("".join(RECORDS[:40]).encode()))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress("".join(RECORDS).encode())[:-200])
    (folder / "bad.txt").write_bytes(b"caf\xe9 \x00\nAD\n")
    (folder / "empty.jsonl").write_bytes(b"")


def checked(folder: Path, *words: str, env: dict[str, str] | None = None) -> tuple[bytes, bytes, int]:
    done = run(folder, "check", *words, env=env)
    return done.stdout, done.stderr, done.returncode


def kept(folder: Path) -> dict[str, bytes]:
    """What lies in the cache of a folder."""
    place = folder / cachedir.NAME / PART
    return {path.name: path.read_bytes() for path in place.iterdir()} if place.is_dir() else {}


def shown(words: list[str], capsys: Any) -> tuple[int, str, str]:
    """The same in this process."""
    status = main(["check", "--isolated", "-j", "1", *words])
    return status, *capsys.readouterr()
