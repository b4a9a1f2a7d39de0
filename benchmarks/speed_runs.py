"""What whole runs cost: several processes, a second run with the cache, and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

Row = tuple[str, str, str]
TEXTS = 3000  # files of one text each, for the cache
# What a run cannot do without: to know which files there are, to read and to hash them.
HASHED = """
import os, sys
from _blake2 import blake2b
for folder, _, names in os.walk(sys.argv[1]):
    for name in sorted(names):
        with open(os.path.join(folder, name), "rb") as file:
            blake2b(file.read()).digest()
"""


def processes(check: tuple[str, ...], made: Path, rounds: int, environment: dict[str, str]) -> Iterator[Row]:
    """One process and two, by the clock and by what both have used. By the clock only idle cores tell anything."""
    one, two = [], []
    for _ in range(rounds):
        one.append(_both((*check, "-j", "1", str(made)), environment))
        two.append(_both((*check, "-j", "2", str(made)), environment))
    wall = median(pair[0] for pair in one) / median(pair[0] for pair in two)
    used = median(pair[1] for pair in two) / median(pair[1] for pair in one)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    yield f"-j 1 over -j 2, by the clock ({load})", f"{wall:.2f}", ">= 1.7 on idle cores"
    yield "-j 2 over -j 1, CPU", f"{used:.2f}", ""


def _both(command: tuple[str, ...], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds by the clock, and of CPU, of a command and its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cached(
    newslint: tuple[str, ...], made: Path, folder: Path, rounds: int, environment: dict[str, str], texts: list[str]
) -> Iterator[Row]:
    """A second run over files that did not change, over a program that does nothing but read and hash them."""
    many, large = folder / "many", folder / "large"
    many.mkdir()
    large.mkdir()
    for number, text in enumerate(texts):
        (many / f"{number:05}.txt").write_text(text, "utf-8")
    (large / made.name).write_bytes(made.read_bytes())
    for said, where in ((f"{len(texts):,} texts", many), ("one JSONL", large)):
        check = (*newslint, "check", "--isolated", "-j", "1", "--cache-dir", str(folder / "cache"), str(where))
        hashed = (sys.executable, "-c", HASHED, str(where))
        cold = _both(check, environment)[1]
        pairs = [(_both(check, environment)[1], _both(hashed, environment)[1]) for _ in range(rounds)]
        warm = median(pair[0] for pair in pairs)
        floor = median(pair[1] for pair in pairs)
        yield f"second run, {said}, over reading and hashing", f"{warm / floor:.2f}", "<= 1.5"
        yield f"second run, {said}, over the first", f"{warm / cold:.3f}", ""


def memory(check: tuple[str, ...], made: Path, folder: Path, size: int, environment: dict[str, str]) -> Iterator[Row]:
    """Peak memory of a command on a file, and on one of `size` bytes."""
    big = folder / "big.jsonl"
    with big.open("wb") as file:
        while file.tell() < size:
            file.write(made.read_bytes())
    for one in (made, big):
        code = f"import resource, subprocess; subprocess.run({(*check, '-j', '1', str(one))!r}, stdout=-3, stderr=-3); "
        code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, env=environment)
        peak = int(done.stdout) / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        yield f"peak memory, {one.stat().st_size / 1e6:,.0f} MB of JSONL", f"{peak:.0f} MB", "<= 200 MB"
    big.unlink()


def stretched(what: str, costs: Callable[[int], float], counts: tuple[int, ...]) -> Iterator[Row]:
    """The cost per byte as there is more of something, over that of the least: 1 is linear."""
    base = 0.0
    for count in counts:
        each = costs(count)
        base = base or each
        yield f"{count:,} {what}, per byte", f"{each / base:.2f}", "<= 1.15"
