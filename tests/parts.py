"""Articles that a run parts into several splits."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from hostile_shared import LABEL

# 35 KB that are read, and not checked: thirty records make a split.
HTML = "<p>The harbour is frozen over, and no ship has left it.</p>" * 600


def record(number: int, more: str = "") -> str:
    text = f"Pier {number}.\nAD\n{more}"
    return json.dumps({"id": f"n{number}", "url": "https://a.example/", "text": text, "html": HTML}) + "\n"


def parted(folder: Path) -> Path:
    """A new folder: several splits of one file, some small files, packed ones, broken ones."""
    folder.mkdir()
    (folder / "many.jsonl").write_text("".join(map(record, range(120))) + "null\n")
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress("".join(map(record, range(40))).encode()))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(record(1).encode() * 40)[:-90])
    (folder / "a.txt").write_text(LABEL)
    (folder / "b.csv").write_text('title,text\nFerry,"Ferry\nAD"\n')
    return folder
