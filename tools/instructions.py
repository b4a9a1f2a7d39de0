"""Instructions that checks cost, counted by valgrind: seconds are noise on a shared machine, these are the same each time.

    python tools/instructions.py [--update]

What articles of benchmarks/make_corpus.py cost is divided by what `json.loads` of their lines costs in the same Python, so
that the figure may be compared between machines. It fails where a figure is above the one in benchmarks/instructions.json by
more than a tenth; `--update` writes what was counted there. Without valgrind it says so, and nothing fails.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PINS = ROOT / "benchmarks" / "instructions.json"
ROOM = 1.10  # versions of Python and of libraries differ; what is mended costs more than this, or is no mending
ARTICLES = 64

LINT = """
import json, sys
sys.path[:0] = [{root!r}, {root!r} + "/benchmarks"]
from make_corpus import articles
from newslint import ruleset
from newslint.article import Article
from newslint.lint import Linter
made = [json.dumps(row) for row in articles({count}, 7)]
def checked():
    linter = Linter(ruleset.select(ruleset.shipped()))
    def once():
        for line in made:
            row = json.loads(line)
            row["language"] = row.pop("lang", None)
            linter.lint(Article(row))
    once()  # tables and patterns are made when they are first needed
    return once
def parsed():
    return lambda: [json.loads(line) for line in made]
work = {{"lint": checked, "json": parsed}}[sys.argv[1]]()
for _ in range(int(sys.argv[2])):
    work()
"""


def counted(folder: Path, *command: str) -> int:
    """The instructions of a whole process."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is counted is a warm start
    done = subprocess.run(
        ("valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", sys.executable, *command),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        raise SystemExit(f"valgrind {' '.join(command)} exited with {done.returncode}: {done.stderr[-500:]}")
    return int(found[1])


def figures(folder: Path) -> dict[str, float]:
    """What is pinned, by name: how many times its yardstick each costs."""
    script = folder / "lint.py"
    script.write_text(LINT.format(root=str(ROOT), count=ARTICLES), "utf-8")
    (folder / "one.txt").write_text(
        "Council votes on Monday\n\nThe council votes on Monday, and the mayor is against.\n"
    )
    for name in ("lint", "json"):  # so that there is bytecode
        counted(folder, str(script), name, "1")
    cost = {
        name: counted(folder, str(script), name, str(1 + more)) - counted(folder, str(script), name, "1")
        for name, more in (("lint", 2), ("json", 20))
    }
    nothing = counted(folder, "-c", "pass")
    check = ("-m", "newslint", "check", "--isolated", "--no-cache", "one.txt")
    version = ("-m", "newslint", "--version")
    for command in (check, version):  # so that there is bytecode
        counted(folder, *command)
    return {
        "checks of an article, over json.loads": round(cost["lint"] / 2 / (cost["json"] / 20), 1),
        "newslint check one.txt, over python -c pass": round(counted(folder, *check) / nothing, 2),
        "newslint --version, over python -c pass": round(counted(folder, *version) / nothing, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="pin what is counted now")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("there is no valgrind here, so nothing was counted (apt-get install valgrind)")
        return
    pinned: dict[str, float] = json.loads(PINS.read_text("utf-8")) if PINS.exists() else {}
    with TemporaryDirectory() as folder:
        found = figures(Path(folder))
    for name, value in found.items():
        print(f"{name:48}{value:>8}   pinned {pinned.get(name)}")
    if options.update:
        PINS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    elif worse := [name for name, value in found.items() if value > pinned.get(name, 0) * ROOM]:
        raise SystemExit(
            f"costs more than a tenth above what is pinned: {', '.join(worse)}; mend it, or say why: --update"
        )


if __name__ == "__main__":
    main()
