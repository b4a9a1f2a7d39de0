"""Time and memory on hostile input: `python benchmarks/hostile.py [--quick] [--only NAME]` prints slopes and megabytes.

A slope is the exponent in time ~ size ** slope between two sizes: 1 is linear, 2 quadratic. Each shape goes through all that
newslint does with it - read, learn, check, report in every format, mend - and its slope is that of the worst of these. The
status is 1 where one is above its limit, or a child needs more memory than its line of MEMORY allows.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import shapes

from newslint import corpus, readers, reports, ruleset, writers
from newslint.article import Article
from newslint.lint import Linter
from newslint.readers import Source
from newslint.repair.article import Mender
from newslint.summary import Summary

BASE = 10_000  # characters at 1x; then 10x and 100x
LIMIT, QUICK_LIMIT = 1.15, 1.35  # of a slope; with --quick, times are so small that noise is a part of them
TRIES = 3  # a slope above the limit is measured again: of several times the smallest is the one without noise
FLOOR = 0.05  # seconds below which a time says nothing about a slope
SENTENCE = shapes.SENTENCE
MIB = 1 << 20
RULES = ruleset.select(ruleset.shipped(), ["ALL"])
LINTER = Linter(RULES)


class Nowhere(io.TextIOBase):
    """Where reports go that nobody reads."""

    def write(self, text: str) -> int:
        return len(text)


class Stages:
    """The seconds that each stage takes with one file."""

    def __init__(self, suffix: str, raw: bytes) -> None:
        self.name, self.raw = "a" + suffix, raw
        self.times: dict[str, float] = {}
        context = reports.Context(rules=RULES)
        self.reports = [reports.open_report(name, Nowhere(), context) for name in reports.formats()]
        self.summary = Summary()
        made = None if suffix.endswith(".gz") else writers.writer(suffix, Source(self.name), raw[:MIB])
        self.mender = None if made is None else Mender(LINTER.lint, lambda: made, unsafe=True)

    def timed(self, stage: str, do: Callable[..., Any], *what: Any) -> Any:
        """Does something, and adds the time it takes to a stage."""
        begun = time.process_time()
        done = do(*what)
        self.times[stage] = self.times.get(stage, 0.0) + time.process_time() - begun
        return done

    def run(self) -> dict[str, float]:
        """Does all that newslint does with a file."""
        stream = io.BufferedReader(io.BytesIO(self.raw))  # type: ignore[arg-type]
        items = readers.guarded(Source(self.name), self.name, lambda: nullcontext(stream))
        with tempfile.TemporaryDirectory() as folder:
            survey = corpus.Survey(corpus.needed(RULES), folder)
            while (item := self.timed("read", next, items, None)) is not None:
                if isinstance(item, Article):
                    self.article(item, survey)
                else:
                    self.timed("report", lambda item=item: [report.problem(item) for report in self.reports])
            survey.close()
            self.timed("learn", corpus.conclude, RULES, [folder])
        self.timed("report", lambda: [report.close(self.summary) for report in self.reports])
        return self.times

    def article(self, article: Article, survey: corpus.Survey) -> None:
        """What is done with each article."""
        self.timed("learn", survey.add, article)
        findings, _ = self.timed("check", LINTER.lint, article)
        self.summary.add(findings)
        self.timed("report", lambda: [report.article(article, findings) for report in self.reports])
        if self.mender is not None:
            start, end = article.at or (0, None)
            self.timed("mend", self.mender.mend, article, lambda: self.raw[start:end])


def slope(times: list[dict[str, float]], step: float) -> tuple[float, str]:
    """The steepest slope of any stage between the last two sizes, and which stage that is."""
    before, after = times[-2], times[-1]
    steep = [
        (math.log(value / max(before.get(stage, 0.0), FLOOR / step)) / math.log(step), stage)
        for stage, value in after.items()
        if value > FLOOR
    ]
    return max(steep, default=(0.0, "-"))


def measured(name: str, sizes: list[int], limit: float) -> tuple[list[dict[str, float]], float, str]:
    """The times of one shape by stage at each size, and its slope: the smallest times of some tries."""
    times: list[dict[str, float]] = [{} for _ in sizes]
    for _ in range(TRIES):
        for known, size in zip(times, sizes, strict=True):
            for stage, value in Stages(*shapes.file_of(name, size)).run().items():
                known[stage] = min(value, known.get(stage, value))
        steepest, stage = slope(times, sizes[-1] / sizes[-2])
        if steepest <= limit:
            break
    return times, steepest, stage


def slopes(sizes: list[int], only: str, limit: float) -> bool:
    """Prints a row for each shape; whether all slopes are within the limit."""
    Stages(".jsonl", json.dumps({"text": SENTENCE % 1}).encode()).run()  # what is loaded once is no shape's
    print(f"{'shape':<36}" + "".join(f"{f'{size:,} chars':>18}" for size in sizes) + "   slope  stage")
    steepest = [0.0]
    for name in shapes.names():
        if only in name:
            times, steep, stage = measured(name, sizes, limit)
            steepest.append(steep)
            row = "".join(f"{sum(some.values()):>17.3f}s" for some in times)
            print(f"{name:<36}{row}{steep:>8.2f}  {stage}", flush=True)
    print(f"{len(steepest) - 1} shapes, the steepest slope {max(steepest):.2f} (limit {limit})")
    return max(steepest) <= limit


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
    sizes = [BASE // 2, BASE * 5] if args.quick else [BASE, BASE * 10, BASE * 100]
    linear = slopes(sizes, args.only, QUICK_LIMIT if args.quick else LIMIT)
    bounded = memory(args.quick, args.only)
    print("\nall linear, all bounded" if linear and bounded else f"\nlinear: {linear}, bounded: {bounded}")
    return 0 if linear and bounded else 1


if __name__ == "__main__":
    sys.exit(main())
