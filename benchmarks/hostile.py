"""Time and memory on hostile input: `python benchmarks/hostile.py [--quick] [--only NAME]` prints slopes and megabytes.

A slope is the exponent in time ~ size ** slope between two sizes: 1 is linear, 2 quadratic. The status is 1 where one is
above LIMIT or a child needs more memory than its line of MEMORY allows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newslint import ruleset
from newslint.article import Article
from newslint.lint import Linter

BASE = 10_000  # characters at 1x; then 10x and 100x
LIMIT = 1.35  # of a slope: noise on a shared machine, and sorting, are well below
FLOOR = 0.005  # seconds below which a time says nothing about a slope
SENTENCE = "The harbour of the northern town stayed frozen for a third week, and %d ships lay in the ice. "
MIB = 1 << 20


def near(count: int, size: int) -> str:
    """Paragraphs alike but for a word, whose words come again and again."""
    base = ["a"] * (size // 2)
    return "\n\n".join(" ".join([*base[: n % 97], f"b{n % 7}", *base[n % 97 :]]) for n in range(count))


SHAPES: dict[str, Callable[[int], dict[str, str]]] = {
    "one line": lambda n: {"text": (SENTENCE % 1) * (n // 90)},
    "short lines": lambda n: {"text": "ab\n" * (n // 3)},
    "lines, all different": lambda n: {"text": "".join(f"line {i:06}\n" for i in range(n // 12))},
    "empty lines": lambda n: {"text": "\n" * n},
    "label lines": lambda n: {"text": "AD\n" * (n // 3)},
    "equal paragraphs": lambda n: {"text": (SENTENCE % 1 + "\n\n") * (n // 90)},
    "near-equal paragraphs": lambda n: {"text": "\n\n".join(SENTENCE % i for i in range(n // 90))},
    "near-equal, few words, long": lambda n: {"text": near(n // 4900, 4900)},
    "near-equal, few words, short": lambda n: {"text": near(n // 300, 300)},
    "title as long as the text": lambda n: {"title": SENTENCE * (n // 90), "text": (SENTENCE + "\n") * (n // 90)},
    "title again and again": lambda n: {"title": SENTENCE[:60], "text": (SENTENCE[:60] + "\n") * (n // 60)},
    "blanks": lambda n: {"title": " " * n + "x", "text": " " * n + "x"},
    "blanks of all kinds": lambda n: {"text": "\t\u00a0\u3000" * (n // 3) + "x"},
    "combining marks": lambda n: {"title": "e" + "\u0301\u0316" * (n // 2), "text": "e" + "\u0301\u0316" * (n // 2)},
    "digits": lambda n: {"published": "9" * n, "text": "9" * n},
    "entities": lambda n: {"text": "&amp;lt;" * (n // 8)},
    "brackets": lambda n: {"text": "[" * (n // 2) + "<" * (n // 2)},
    "addresses": lambda n: {"url": "https://" + "a." * (n // 2), "text": "http://a" * (n // 8)},
    "dates": lambda n: {"published": "3 August 2022 " * (n // 14), "text": "3 August 2022\n" * (n // 14)},
    "names": lambda n: {"author": "A B, " * (n // 5), "text": "By A B, " * (n // 8)},
    "zero width": lambda n: {"text": "a\u200b" * (n // 2)},
    "right-to-left overrides": lambda n: {"text": "\u202e" * n},
    "mojibake": lambda n: {"text": "Ã©" * (n // 2)},
}


def seconds(linter: Linter, fields: dict[str, str]) -> float:
    """The time to check one article."""
    article = Article(fields)
    begun = time.process_time()
    linter.lint(article)
    return time.process_time() - begun


def slopes(sizes: list[int], only: str) -> bool:
    """Prints a row for each shape; whether all slopes are within LIMIT."""
    linter = Linter(ruleset.select(ruleset.shipped(), ["ALL"]))
    linter.lint(Article({"text": SENTENCE}))
    print(f"{'shape':<32}" + "".join(f"{f'{size:,} chars':>18}" for size in sizes) + "   slope")
    good = True
    for name, make in SHAPES.items():
        if only in name:
            times = [min(seconds(linter, make(size)) for _ in range(2 if size < 500_000 else 1)) for size in sizes]
            slope = (
                math.log(times[-1] / max(times[-2], FLOOR)) / math.log(sizes[-1] / sizes[-2])
                if times[-1] > FLOOR
                else 0.0
            )
            good = good and slope <= LIMIT
            print(f"{name:<32}" + "".join(f"{value:>17.3f}s" for value in times) + f"{slope:>8.2f}", flush=True)
    return good


def large_jsonl(path: Path, scale: int) -> None:
    """A file of many articles, of which some have findings."""
    record = json.dumps({"title": "Ferry stuck", "text": (SENTENCE % 7 + "\n") * 20 + "AD"}) + "\n"
    with open(path, "w", encoding="utf-8") as file:
        for _ in range(500 * scale):
            file.write(record)


def long_line(path: Path, scale: int) -> None:
    """One text of one line, a megabyte for each unit of the scale."""
    path.write_text("a b " * (scale * MIB // 4), encoding="utf-8")


def short_lines(path: Path, scale: int) -> None:
    """One text of lines of two letters."""
    path.write_text("ab\n" * (scale * MIB // 3), encoding="utf-8")


def bomb(path: Path, scale: int) -> None:
    """Zeros, 30 megabytes of them for each unit of the scale."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(30 * scale):
            file.write(b"0" * MIB)


# (what, file name, maker, scale, scale of --quick, megabytes that are enough)
MEMORY: tuple[tuple[str, str, Callable[[Path, int], None], int, int, int], ...] = (
    ("JSONL, 1 MB", "a.jsonl", large_jsonl, 1, 1, 150),
    ("JSONL, 20 MB", "a.jsonl", large_jsonl, 20, 5, 150),
    ("a text of one line, 10 MB", "a.txt", long_line, 10, 2, 200),
    ("a text of lines of two letters, 5 MB", "e.txt", short_lines, 5, 1, 900),
    ("a JSON line of 100 MB (left out, and said)", "b.jsonl", long_line, 100, 70, 300),
    ("a text of one line, 100 MB, --text-bytes 16MiB", "c.txt", long_line, 100, 20, 150),
    ("a gzip bomb of 3 GB in one line", "d.jsonl.gz", bomb, 100, 5, 300),
)
# VmHWM, since the ru_maxrss of a child begins with its parent's.
CHILD = """
import sys
from newslint.cli import main
status = main(sys.argv[1:])
try:
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak, file=sys.stderr)
sys.exit(status)
"""


def memory(quick: bool, only: str) -> bool:
    """Prints what a child process needs for each file; whether all stay within their bounds."""
    good = True
    print(f"\n{'file':<48}{'peak memory':>12}{'time':>9}{'status':>8}")
    for what, name, make, scale, small, bound in MEMORY:
        if only in what:
            with tempfile.TemporaryDirectory() as folder:
                make(Path(folder, name), small if quick else scale)
                limit = ["--text-bytes", "16MiB"] if name == "c.txt" else []
                arguments = ["check", "--isolated", "-q", "-o", os.devnull, *limit, name]
                begun = time.monotonic()
                done = subprocess.run(
                    [sys.executable, "-P", "-c", CHILD, *arguments], cwd=folder, stderr=subprocess.PIPE, check=False
                )
            peak = int(done.stderr.split()[-1]) / 1024
            good = good and peak <= bound and done.returncode in (0, 1, 2, 3)
            print(f"{what:<48}{peak:>9.0f} MB{time.monotonic() - begun:>8.1f}s{done.returncode:>8}", flush=True)
    return good


def main() -> int:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes, for .ci/run")
    parser.add_argument("--only", default="", help="only the rows whose names hold this")
    args = parser.parse_args()
    base = BASE // 2 if args.quick else BASE
    sizes = [base, base * 10] if args.quick else [base, base * 10, base * 100]
    linear = slopes(sizes, args.only)
    bounded = memory(args.quick, args.only)
    print("\nall linear, all bounded" if linear and bounded else f"\nlinear: {linear}, bounded: {bounded}")
    return 0 if linear and bounded else 1


if __name__ == "__main__":
    sys.exit(main())
