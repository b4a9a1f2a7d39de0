"""What a check costs when nothing has changed, against reading and hashing the same files: CPU time, the median of nine.

    python benchmarks/cache.py [--articles 20000] [--files 3000] [--rounds 9]

Two ratios a row: of the whole commands, and of what is left when the start of each (on one file of a line) is taken off.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from make_corpus import articles
from speed import NEWSLINT, ROOT, command_cpu

YARDSTICK = """
import os, sys
from hashlib import blake2b
def walk(top):
    with os.scandir(top) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            yield from walk(entry.path) if entry.is_dir() else [entry.path]
for top in sys.argv[1:]:
    for path in [top] if os.path.isfile(top) else walk(top):
        with open(path, "rb") as file:
            made = blake2b(digest_size=16)
            while piece := file.read(1 << 20):
                made.update(piece)
            made.digest()
"""


def inputs(folder: Path, count: int, files: int) -> Iterator[tuple[str, Path]]:
    """One large file, many small ones, and the seeds."""
    large, small = folder / "large.jsonl", folder / "small"
    with large.open("w") as out:
        for number, row in enumerate(articles(count, 7)):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            if number < files:
                path = small / f"{number // 500}" / f"{number}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{row['title']}\n\n{row['text']}\n")
    yield f"{large.stat().st_size / 1e6:.0f} MB of JSONL, {count:,} articles", large
    yield f"{files:,} files of text", small
    yield "the seeds", ROOT / "seeds"


def main() -> None:
    """Writes a row for each input."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("--articles", 20_000), ("--files", 3000), ("--rounds", 9)):
        parser.add_argument(name, type=int, default=value)
    args = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        one = folder / "one.txt"
        one.write_text("The harbour is frozen.\n")

        def costs(path: Path) -> tuple[float, float]:
            """CPU seconds of a warm check, and of the yardstick."""
            check = (*NEWSLINT, "check", str(path), "--cache-dir", str(folder / "cache"))
            plain = (sys.executable, "-c", YARDSTICK, str(path))
            command_cpu(*check)
            pairs = [(command_cpu(*check), command_cpu(*plain)) for _ in range(args.rounds)]
            return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)

        start, other = costs(one)
        print(f"start: {start * 1000:.0f} ms, of Python with hashlib {other * 1000:.0f} ms")
        for said, path in inputs(folder, args.articles, args.files):
            warm, plain = costs(path)
            left = f"{(warm - start) / (plain - other):.2f}x" if plain > 1.5 * other else "-"
            print(
                f"{said}: {warm / plain:.2f}x, without the start {left} ({warm * 1000:.0f} ms, {plain * 1000:.0f} ms)"
            )


if __name__ == "__main__":
    main()
