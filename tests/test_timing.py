"""--timing: where the time went, whoever spent it; and nothing else of the run is changed by it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_shared import LABEL, environment, run

from newslint.timing import MEASURING, Clock, Timing

TABLE = """\
  ad-controls TIME
  ad-delimiter TIME
  ad-label TIME
  finding files TIME
  findings of what checks hit TIME
  in all TIME
  kind pattern TIME
  kind phrase TIME
  making rules ready TIME
  reading TIME
  reporting TIME
  starting, and all else TIME
each rule alone, on 3 articles us each
exit 1: 40 findings of severity warning or above (--fail-on)
processor time seconds share"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{LABEL}Pier {number}\n")
    return tmp_path


def told(folder: Path, *words: str) -> str:
    """What is said on standard error, with the times masked and its lines in one order: they are sorted by time."""
    done = run(folder, "check", "--timing", "--quiet", *words)
    assert done.returncode == 1
    said = re.sub(r" +[0-9.]+( +[0-9.]+%)?$", " TIME", done.stderr.decode(), flags=re.M)
    return "\n".join(sorted(re.sub(r"(?<=\S)  +", " ", said).splitlines()))


def test_the_table(news: Path) -> None:
    words = ("--select", "ad-label,ad-controls,ad-delimiter", "--no-cache", "-j", "1", ".")
    assert told(news, *words) == TABLE


def test_it_changes_nothing_else(news: Path) -> None:
    for jobs in ("1", "2"):
        words = ("check", "-j", jobs, "--no-cache", ".", "--output-format", "json")
        plain, timed = run(news, *words), run(news, *words, "--timing")
        assert (plain.stdout, plain.returncode) == (timed.stdout, timed.returncode)
        assert timed.stderr.endswith(plain.stderr)


def test_workers_are_counted(news: Path) -> None:
    (news / "many.jsonl").write_text("".join(f'{{"id": {number}, "text": "Ferry\\nAD"}}\n' for number in range(9000)))
    said = told(news, "-j", "2", "--no-cache", "many.jsonl")
    found = re.search(r"processor time of (\d) processes", said)
    assert found is not None and 2 <= int(found[1]) <= 3
    assert "  kind phrase TIME" in said and "  reading TIME" in said


def test_what_the_cache_knew(news: Path) -> None:
    for share in ("0.0%", "100.0%"):
        said = told(news, ".")
        assert re.search(rf"cache: {share} of [\d,]+ bytes were known", said), said
    assert "kind phrase" not in said and "reading and looking up TIME" in said


def test_fixes_are_timed(news: Path) -> None:
    done = run(news, "check", "--timing", "--diff", ".")
    assert done.returncode == 1 and b"  kind phrase " in done.stderr


def test_shares_add_up() -> None:
    clock = Clock()
    with clock.on("outer"):
        inner = clock.call("inner", lambda: sum(range(100_000)))
        inner()
        assert list(clock.each("each", lambda: iter("abc"))()) == ["a", "b", "c"]
    assert set(clock.spent) == {"outer", "inner", "each"}
    assert clock.spent["inner"] > clock.spent["each"]


def test_it_is_bounded_and_harmless(tmp_path: Path) -> None:
    timing = Timing(str(tmp_path))
    timing.clock.alone = {f"\x1b[31m::error::{number}" + "x" * 900: 1.0 for number in range(900)}
    timing.clock.samples = 1
    timing.clock.spent = {MEASURING: 0.0, "kind \x1b": 1.0}
    (tmp_path / "1.json").write_text("{")
    lines = list(timing.lines())
    assert len(lines) < 40 and all(len(line) < 100 for line in lines)
    assert "880 more" in lines[-1]
    assert all(line.isprintable() and not line.lstrip().startswith("::") for line in lines)


def test_a_run_that_is_not_timed_knows_nothing_of_it(news: Path) -> None:
    code = (
        "import sys; from newslint.cli import main; main(sys.argv[1:]);"
        "sys.exit(9 if 'newslint.timing' in sys.modules or 'tempfile' in sys.modules else 0)"
    )
    command = [sys.executable, "-P", "-c", code, "check", "-j", "1", "--no-cache", "."]
    done = subprocess.run(command, cwd=news, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0
