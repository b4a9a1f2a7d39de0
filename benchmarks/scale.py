"""What large inputs cost, as a table: speed-up, overhead of a cluster, memory of a worker, growth, and 10^9 articles on paper.

    python benchmarks/scale.py [--articles 20000] [--growth 10000,100000] [--rounds 3] [--only speed,ray,growth]

Articles are made by make_corpus.py. CPU seconds are those of all processes of a run, sampled from /proc, so they count on a
loaded machine too; a speed-up is one of the clock and needs idle cores: the load is printed with it. `ray` needs the extra.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from make_corpus import articles  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
NEWSLINT = [sys.executable, "-P", "-c", "import sys; from newslint.cli import main; sys.exit(main(sys.argv[1:]))"]
LOOK = 0.05  # seconds between two samples
SHORT = 2  # paragraphs of an article in the growth table: 0.8 KB, so that a million of them take minutes
GROWN = {
    "check": ("check", "--no-cache"),
    "corpus rules": ("check", "--no-cache", "--select", "corpus"),
    "learn": ("learn", "-o", "rules"),
}


class Run:
    """One run, watched: seconds by the clock, CPU seconds of its first process and of all others, peaks in MB."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.cpu: dict[int, float] = {}
        self.peak: dict[int, float] = {}
        began = time.monotonic()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"}
        run = subprocess.Popen(
            [*NEWSLINT, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        while run.poll() is None:
            self._look(run.pid)
            time.sleep(LOOK)
        self.seconds = time.monotonic() - began
        said = run.stderr.read().decode() if run.stderr else ""
        assert run.returncode in (0, 1), said
        self.own, self.others = self.cpu.pop(run.pid), sum(self.cpu.values())
        self.memory = self.peak.pop(run.pid), max(self.peak.values(), default=0.0)

    @property
    def total(self) -> float:
        """CPU seconds of all."""
        return self.own + self.others

    def _look(self, first: int) -> None:
        """Notes what each process that descends from the run has used so far."""
        parents, used = {}, {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    words = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                parents[int(entry)], used[int(entry)] = int(words[1]), (int(words[11]) + int(words[12])) / TICK
        known = {first, *self.cpu}
        for pid in parents:
            above = pid
            while above not in known and above in parents:
                above = parents[above]
            if above in known:
                self.cpu[pid] = max(used[pid], self.cpu.get(pid, 0.0))
                self.peak[pid] = max(_peak(pid), self.peak.get(pid, 0.0))


def _peak(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def corpus(folder: Path, count: int, paragraphs: int | None = None) -> str:
    """The name of a file of so many articles."""
    path = folder / f"{count}{'-short' if paragraphs else ''}.jsonl"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            for record in articles(count, 7, paragraphs):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path.name


def speed(folder: Path, count: int, rounds: int) -> dict[str, float]:
    """One and two processes, in turn; then what is kept for --resume, and what it costs to take it. CPU in us an article."""
    name = corpus(folder, count)
    check = ("check", "--no-cache", "--isolated", name, "--output-format", "jsonl")
    pairs = [(Run(folder, *check, "-j", "1"), Run(folder, *check, "-j", "2")) for _ in range(rounds)]
    one, two = (min((pair[n] for pair in pairs), key=lambda run: run.total) for n in (0, 1))
    gain = statistics.median(a.seconds / b.seconds for a, b in pairs)
    kept, again = (Run(folder, *check, "-j", "2", "--resume", "work") for _ in range(2))
    size = sum(path.stat().st_size for path in (folder / "work").rglob("*.out"))
    row("1 process", f"{per(one.total, count)}, {one.memory[0]:.0f} MB")
    row(
        "2 processes",
        f"{per(two.total, count)}, of it {per(two.own, count)} to merge; {two.memory[0]:.0f} MB, a worker {two.memory[1]:.0f} MB",
    )
    row("speed-up by the clock", f"{gain:.2f} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    row("keeping for --resume", f"{per(kept.total, count)}, {size / count:.0f} bytes an article")
    row("all taken from there", per(again.total, count))
    return {"check": two.others / count, "merge": two.own / count, "bytes": size / count}


def ray(folder: Path, count: int, rounds: int) -> None:
    """The pool and a Ray of its own on two cores: CPU of the work, without what it takes Ray to start and end."""
    name = corpus(folder, count)
    (folder / "one.jsonl").write_text('{"text": "The harbour is frozen."}\n')
    ways = {"pool": ("-j", "2"), "Ray": ("--engine", "ray", "-j", "2")}
    cost = {}
    for way, flags in ways.items():
        start = min(Run(folder, "check", "--no-cache", "--isolated", "one.jsonl", *flags).total for _ in range(rounds))
        runs = [Run(folder, "check", "--no-cache", "--isolated", name, *flags) for _ in range(rounds)]
        best = min(runs, key=lambda run: run.total)
        cost[way] = best.total - start
        row(
            way,
            f"{per(cost[way], count)} and {start:.1f} s to start and end; a process {best.memory[1]:.0f} MB at most",
        )
    row("Ray over the pool", f"{cost['Ray'] / cost['pool']:.2f}")


def growth(folder: Path, counts: list[int], jobs: int) -> dict[str, float]:
    """CPU an article and peaks of memory as the corpus grows, articles being short."""
    last: dict[str, float] = {}
    for what, words in GROWN.items():
        for count in counts:
            name = corpus(folder, count, SHORT)
            run = Run(folder, *words, "--isolated", name, "-j", str(jobs), "-q")
            row(
                f"{what}, {count:,}",
                f"{per(run.total, count)}, of it {per(run.own, count)} in the first process;"
                f" {run.memory[0]:.0f} MB, a worker {run.memory[1]:.0f} MB; {run.seconds:.0f} s",
            )
            last[what], last[f"{what}, first"] = run.total / count, run.own / count
    return last


def paper(found: dict[str, float]) -> None:
    """A thousand million articles, by the constants above."""
    billion = 1e9
    row("10^9 articles of 3.9 KB", f"{found['check'] * billion / 3600:,.0f} core-hours to check")
    row("", f"{found['merge'] * billion / 3600:,.0f} hours of one core to put the report together")
    row("", f"{found['bytes'] * billion / 1e9:,.0f} GB of outcomes go to that process")


def per(seconds: float, count: int) -> str:
    """CPU of an article."""
    return f"{1e6 * seconds / count:.0f} us"


def row(name: str, text: str) -> None:
    """A line of the table."""
    print(f"{name:<28} {text}", flush=True)


def main() -> int:
    """Measures what is asked for, and prints it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--growth", default="10000,100000", help="sizes of corpora, parted by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="speed,ray,growth")
    parser.add_argument("--folder", type=Path, help="where corpora are kept, and found again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if "speed" in args.only:
            paper(speed(folder, args.articles, args.rounds))
        if "ray" in args.only:
            ray(folder, args.articles, args.rounds)
        if "growth" in args.only:
            growth(folder, [int(count) for count in args.growth.split(",")], 2)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
