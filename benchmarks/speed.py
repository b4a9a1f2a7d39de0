"""What newslint costs, as ratios in one run: CPU time, the median of five.

    python benchmarks/speed.py [--articles 20000] [--rounds 5] [--corpus ../shared/corpus/dev/articles.jsonl]
                               [--memory 1000] [--peers FOLDER]

Ratios hold on any machine, seconds do not. The yardstick of a check is `orjson.loads` of each line of the same file,
that of a start is `python -c pass`. Needs `pip install newslint[fast]`; a check is measured without its libraries too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import orjson
from make_corpus import articles
from speed_peers import peers
from speed_runs import TEXTS, cached, memory, processes, stretched

from newslint import ruleset
from newslint.article import Article
from newslint.kind import Rule
from newslint.lint import Linter

ROOT = Path(__file__).parent.parent
DEV = ROOT.parent / "shared" / "corpus" / "dev" / "articles.jsonl"
NEWSLINT = (sys.executable, "-m", "newslint")
PLAIN = (
    "import sys; sys.modules.update(orjson=None, ahocorasick_rs=None); from newslint.cli import main; sys.exit(main())"
)
NAMES = {"lang": "language"}
Row = tuple[str, str, str]  # what, how much, the bar


def cpu(run: Callable[[], object]) -> float:
    """CPU seconds of a call, in this process."""
    start = time.process_time()
    run()
    return time.process_time() - start


def command_cpu(*command: str) -> float:
    """CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(), check=False)
    if done.returncode > 1:  # 1: there are findings
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment() -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # bytecode is warm
    return {**known, "PYTHONPATH": str(ROOT)}


def ratio(rounds: int, one: Callable[[], float], other: Callable[[], float]) -> float:
    """How many times as much the one costs as the other: both in turn, the median of each."""
    one(), other()
    pairs = [(one(), other()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs) / median(pair[1] for pair in pairs)


def parsed(lines: Sequence[bytes]) -> list[Article]:
    """The articles of a JSONL file, as a reader hands them over."""
    rows = [orjson.loads(line) for line in lines]
    return [Article({NAMES.get(key, key): value for key, value in row.items()}) for row in rows]


def lint_cpu(linter: Linter, lines: Sequence[bytes]) -> float:
    """CPU seconds of the checks alone: articles are made anew, for they keep what was worked out."""
    some = parsed(lines)
    return cpu(lambda: [linter.lint(article) for article in some])


def checks(name: str, path: Path, rounds: int, linter: Linter) -> Iterator[Row]:
    """The whole check of a file, inside this process and as a command, and each kind by itself."""
    lines = path.read_bytes().splitlines()

    def yardstick() -> float:
        return cpu(lambda: [orjson.loads(line) for line in lines])

    yield f"checks, {name}", _times(ratio(rounds, lambda: lint_cpu(linter, lines), yardstick)), "<= 12, far goal 5"
    for kind in sorted({rule.kind for rule in linter.rules}):
        alone = Linter([rule for rule in linter.rules if rule.kind == kind])
        yield f"  {kind} alone", _times(ratio(1, lambda alone=alone: lint_cpu(alone, lines), yardstick)), ""  # type: ignore[misc]
    empty = path.with_name("empty.jsonl")
    empty.write_bytes(lines[0] + b"\n")
    words = ("check", "--isolated", "--no-cache", "-j", "1", "--output-format", "jsonl")
    for said, command in (("", NEWSLINT), (", nor newslint[fast]", (sys.executable, "-c", PLAIN))):
        check = (*command, *words)
        start = median(command_cpu(*check, str(empty)) for _ in range(rounds))
        whole = ratio(rounds, lambda check=check, start=start: command_cpu(*check, str(path)) - start, yardstick)  # type: ignore[misc]
        yield f"newslint check, {name}, without its start{said}", _times(whole), "<= 12, far goal 5"


def starts(folder: Path, rounds: int) -> Iterator[Row]:
    """What it takes until there is something to read."""
    text = folder / "one.txt"
    text.write_text("Council votes on Monday\n\nThe council votes on Monday, and the mayor is against.\n", "utf-8")

    def nothing() -> float:
        return command_cpu(sys.executable, "-c", "pass")

    clean, dirty = ROOT / "seeds" / "clean.txt", next((ROOT / "seeds").glob("000_*.txt"))
    bar = "<= 4, far goal 2.5"
    os.environ["NEWSLINT_CACHE_DIR"] = str(folder / "cache")
    for said, most, words in (
        ("newslint check one.txt, clean", bar, ("check", "--isolated", "--no-cache", str(clean))),
        ("newslint check one.txt, 9 findings", bar, ("check", "--isolated", "--no-cache", str(dirty))),
        ("newslint check one.txt, of unknown language", bar, ("check", "--isolated", "--no-cache", str(text))),
        ("newslint check one.txt, clean, known to the cache", bar, ("check", "--isolated", str(clean))),
        ("newslint check one.txt, 9 findings, known to the cache", bar, ("check", "--isolated", str(dirty))),
        ("newslint --version", "<= 2.5, far goal 2", ("--version",)),
        ("newslint --help", "<= 2.5, far goal 2", ("--help",)),
    ):
        yield said, _times(ratio(rounds, lambda words=words: command_cpu(*NEWSLINT, *words), nothing)), most  # type: ignore[misc]
    unseen = _unseen(folder / "own", clean.read_text("utf-8"))
    yield "newslint check one.txt, clean, own rules and configuration", _times(ratio(rounds, unseen, nothing)), ""


def _unseen(folder: Path, text: str) -> Callable[[], float]:
    """The CPU seconds of a check of a text that is another each time, with a configuration and a rule of one's own."""
    (folder / "rules" / "mine").mkdir(parents=True)
    shutil.copy(ROOT / "rules" / "ads" / "ad-label.yaml", folder / "rules" / "mine" / "own-label.yaml")
    (folder / "newslint.toml").write_text('rules = ["rules"]\nignore = ["pull-quote"]\n')
    numbers = count(1)

    def check() -> float:
        (folder / "one.txt").write_text(f"{text}\nIt is number {next(numbers)}.\n", "utf-8")
        return command_cpu(*NEWSLINT, "check", "--config", str(folder / "newslint.toml"), str(folder / "one.txt"))

    return check


def more_phrases(path: Path, rounds: int, rules: Sequence[Rule]) -> Iterator[Row]:
    """Ten times the phrases, invented ones, in rules of their own."""
    lines = path.read_bytes().splitlines()
    phrase = next(rule for rule in rules if rule.kind == "phrase" and rule.options.phrases)
    known = sum(len(some) for rule in rules if rule.kind == "phrase" for some in rule.options.phrases.values())
    words = [f"{row['title'][:24]} {number}" for number, row in enumerate(articles(9 * known, 11, 1))]
    extra = Rule(_plain(phrase, {"phrases": {"any": words}}))
    few, many = Linter(rules), Linter([*rules, extra])
    found = ratio(rounds, lambda: lint_cpu(many, lines), lambda: lint_cpu(few, lines))
    yield f"{len(words) + known:,} phrases instead of {known:,}", _times(found), "<= 1.3, far goal 1.1"


def _plain(rule: Rule, options: dict[str, Any]) -> dict[str, Any]:
    names = ("group", "summary", "why", "severity", "message", "kind", "yields_to", "enabled", "path", "examples")
    return {**{name: getattr(rule, name) for name in names}, "name": "more", "fix": None, "options": options}


def growth(rounds: int, linter: Linter) -> Iterator[Row]:
    """Cost per byte as there are more articles, and more paragraphs: 1 is linear.

    Articles are held in memory so many at a time, until all have been checked once. The same hundred again and again would
    cost a quarter less than a hundred that are new each time: the processor has learned them, as in no run.
    """

    def per_byte(lines: list[bytes], held: int = 1 << 30) -> float:
        parts = [lines[at : at + held] for at in range(0, len(lines), held)]
        return median(sum(lint_cpu(linter, part) for part in parts) for _ in range(rounds)) / sum(map(len, lines))

    made = _made(articles(10_000, 3))
    yield from stretched("articles at a time", lambda count: per_byte(made, count), (100, 1000, 10_000))
    paragraphs = (10, 100, 1000, 10_000)
    yield from stretched("paragraphs", lambda count: per_byte(_made(articles(20_000 // count, 5, count))), paragraphs)


def _made(rows: Iterable[dict[str, Any]]) -> list[bytes]:
    return [orjson.dumps(row) for row in rows]


def limits(made: Path, folder: Path) -> Iterator[Row]:
    """What the peers cost, in the unit of the table."""
    lines = made.read_bytes().splitlines()
    unit = median(cpu(lambda: [orjson.loads(line) for line in lines]) for _ in range(3)) / len(lines)
    for name, cost in peers(made, folder):
        yield name, cost if isinstance(cost, str) else f"{cost / unit:,.0f}", ""


def _times(value: float) -> str:
    return f"{value:.2f}"


def rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """The table, row by row, as it is measured."""
    rules = ruleset.select(ruleset.shipped())
    linter, made, rounds = Linter(rules), folder / "made.jsonl", options.rounds
    made.write_bytes(b"".join(line + b"\n" for line in _made(articles(options.articles, 7))))
    yield from starts(folder, rounds)
    yield from checks("made articles", made, rounds, linter)
    if options.corpus.is_file():
        ten = folder / "dev.jsonl"
        ten.write_bytes(options.corpus.read_bytes() * 10)
        yield from checks("development corpus x 10", ten, rounds, linter)
    yield from more_phrases(made, rounds, rules)
    yield from growth(rounds, linter)
    environment, check = _environment(), (*NEWSLINT, "check", "--isolated", "--no-cache", "--output-format", "jsonl")
    yield from processes(check, made, rounds, environment)
    texts = [row["text"] for row in articles(TEXTS, 9)]
    yield from cached(NEWSLINT, made, folder, rounds, environment, texts)
    yield from memory(check, made, folder, int(options.memory * 1e6), environment)
    yield from limits(made, options.peers) if options.peers else ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000, help="articles that are made")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=DEV, help="real articles to measure on as well")
    parser.add_argument("--memory", type=float, default=1000, help="MB of the JSONL on which memory is measured")
    parser.add_argument(
        "--peers", type=Path, help="folder for the environments of other filters, which are measured too"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        table = []
        for what, found, bar in rows(Path(folder), options):
            table.append((what, found))
            if not options.json:
                print(f"{what:52}{found:>10}   {bar}", flush=True)
    if options.json:
        print(json.dumps(dict(table), indent=1))


if __name__ == "__main__":
    main()
