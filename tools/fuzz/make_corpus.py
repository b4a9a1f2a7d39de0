"""Writes what the fuzz targets begin with, from files of the repository: python tools/fuzz/make_corpus.py FOLDER."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from newslint import readers

ROOT = Path(__file__).parents[2]
STAMPS = (
    *("2024-05-04T10:00:00Z", "04/05/2024", "3 September 2022", "vor 2 Stunden", "Sat, 04 May 2024 10:00:00 GMT"),
    *("1714816800", "2024年5月4日", "٣ أغسطس ٢٠٢٢", "5 травня 2024, 10:00", "yesterday at 5pm", "24:00", "0000-00-00"),
    *("9999-12-31T23:59:59-14:00", "2024-W18-6", "20240504T100000+0200", "May 4, 2024 at 10:00 p.m. EST"),
)


def main(folder: Path) -> None:
    """Fills a sub-folder for each target."""
    suffixes = [*readers.suffixes(), ".jsonl.gz", ".txt.zst"]
    for target in ("readers", "rules", "timestamps"):
        (folder / target).mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "seeds").iterdir()):
        if path.suffix in suffixes:
            put(folder / "readers" / path.name, suffixes.index(path.suffix), path.read_bytes())
    packed = gzip.compress((ROOT / "seeds" / "records.jsonl").read_bytes())
    put(folder / "readers" / "packed", suffixes.index(".jsonl.gz"), packed)
    for path in sorted((ROOT / "rules").rglob("*.yaml"))[::4]:
        (folder / "rules" / path.name).write_bytes(path.read_bytes()[:4000])
    for number, stamp in enumerate(STAMPS):
        put(folder / "timestamps" / str(number), 3, stamp.encode())


def put(path: Path, choice: int, raw: bytes) -> None:
    """One input: a byte that chooses, and the rest."""
    path.write_bytes(bytes([choice]) + raw)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
