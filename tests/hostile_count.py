"""How much hostile input the tests try, counted in the lists they go through.

`PYTHONPATH=tests:benchmarks python -m hostile_count` prints the table of tests/hostile/README.md.
"""

from __future__ import annotations

import payloads
import shapes
import test_hostile_cut as cut
import test_hostile_modes as modes
import test_hostile_records as records
import test_hostile_text as text

from newslint import reports

FORMATS = len(reports.formats())
# (what, how many inputs, in how many ways each, what the ways are)
ROWS: tuple[tuple[str, int, int, str], ...] = (
    ("payloads for terminals, CI runners, pages, parsers", len(payloads.PAYLOADS), len(modes.MODES), "commands and formats"),
    ("shapes of texts and files", len(shapes.names()), 3, "sizes, each read, checked, mended and reported"),
    ("control characters", len(text.CONTROLS), 2, "places"),
    ("odd characters, digits, line ends, broken UTF-8", len(text.ODDITIES) + len(text.DIGITS) + len(text.BROKEN), 1, "text"),
    ("encodings of eight languages", len(cut.ENCODED), 3, "file formats"),
    ("records that are odd", len(records.ODD), 2 + FORMATS, "file formats and reports"),
    ("dates that are none", len(records.DATES), len(records.ZONES) * 2, "zones, in fields and in texts"),
    ("tables and front matter that are none", len(records.TABLES) + len(records.MATTER) + len(records.PLAIN), 1, "file"),
    ("files cut off, at every byte", sum(len(raw) - 1 for _, raw in cut.CUT.values()), 1, "file"),
    ("rules cut off, at every character", sum(len(path.read_text("utf-8")) for path in cut.RULES), 1, "file"),
)  # fmt: skip


def table() -> str:
    """The rows and their sums as a table of Markdown."""
    lines = ["| hostile input | different ones | ways | tried |", "|---|---:|---|---:|"]
    lines += [f"| {what} | {count:,} | {ways} {said} | {count * ways:,} |" for what, count, ways, said in ROWS]
    every, tried = sum(row[1] for row in ROWS), sum(row[1] * row[2] for row in ROWS)
    return "\n".join([*lines, f"| all | {every:,} | | {tried:,} |"])


if __name__ == "__main__":
    print(table())
