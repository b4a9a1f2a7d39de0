"""Makes the pictures of README.md from the seeds: docs/images/terminal.svg, and docs/images/report.png with a browser.

`--check` only says whether they are in step: the terminal byte for byte, the page by the hash of what it shows, which lies
beside the picture. Needs Chromium to make the PNG (Debian: apt-get install chromium).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
TERMINAL, REPORT, HASH = IMAGES / "terminal.svg", IMAGES / "report.png", IMAGES / "report.sha256"
SEED = "seeds/000_3b806ca0330072c3.txt"
TYPED = ["check", SEED, "--statistics"]
SIZE = (1280, 1720)  # of the picture of the page, in pixels
CELL, LINE, EDGE = 8.4, 19, 16  # of the terminal: pixels of a column, of a line, around
COLORS = {"1": "#ffffff", "31": "#ff8f85", "32": "#7fd89a", "33": "#f0c04e", "34": "#7f8a99", "36": "#7dc4f5"}
TEXT, GROUND = "#d5dae1", "#171b21"
_CODE = re.compile("\x1b\\[([0-9;]*)m")


def newslint(*words: str) -> str:
    """What a run prints, both streams, in colour."""
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    env.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "newslint", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8")


def terminal() -> str:
    """A terminal in which the command was typed, as SVG."""
    printed = newslint(*TYPED, "--color", "always")
    lines = [f"\x1b[1m$ newslint {' '.join(TYPED)}\x1b[0m", *printed.rstrip("\n").split("\n")]
    wide = max(len(_CODE.sub("", line)) for line in lines) * CELL + 2 * EDGE
    high = len(lines) * LINE + 2 * EDGE
    drawn = "\n".join(part for number, line in enumerate(lines) for part in _drawn(number, line))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" width="{wide:.0f}" height="{high}">
<title>newslint {" ".join(TYPED)}</title>
<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>
<g font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="14" fill="{TEXT}">
{drawn}
</g>
</svg>
"""


def _drawn(number: int, line: str) -> Iterator[str]:
    """The runs of one colour in a line, each where its column is, whatever the font."""
    column, look = 0, ""
    for place, part in enumerate(_CODE.split(line)):
        if place % 2:
            look = "" if part in ("", "0") else part
        elif part.strip():
            before = len(part) - len(part.lstrip())
            shown = part.strip()
            x, y = EDGE + (column + before) * CELL, EDGE + (number + 0.75) * LINE
            codes = look.split(";")
            fill = f' fill="{COLORS[codes[-1]]}"' if look else ""
            weight = ' font-weight="bold"' if "1" in codes else ""
            wide = f'textLength="{len(shown) * CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
            yield f'<text x="{x:.1f}" y="{y:.1f}"{fill}{weight} {wide} xml:space="preserve">{escape(shown)}</text>'
        if not place % 2:
            column += len(part)


def page(folder: Path) -> Path:
    """The report on the seeds."""
    newslint("check", "seeds/", "-q", "--report", f"html={folder / 'report.html'}")
    return folder / "report.html"


def shown(made: Path) -> str:
    """The hash of what the picture shows of a page: its style, and everything above the findings, but for the version."""
    head = made.read_text("utf-8").partition('<section id="findings">')[0]
    head = re.sub(r"<meta http-equiv[^>]*>|<meta name=\"generator\"[^>]*>|<p class=\"brand\">.*?</p>", "", head)
    return sha256(head.encode()).hexdigest() + "\n"


def photograph(made: Path, folder: Path) -> None:
    """Has a browser draw the page. Raises SystemExit where there is none."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise SystemExit("docs/images/report.png is out of step, and there is no Chromium to make it with")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder}/p",
    ]
    size = f"--window-size={SIZE[0]},{SIZE[1]}"
    subprocess.run([*command, size, f"--screenshot={REPORT}", made.as_uri()], check=True, capture_output=True)


def main() -> int:
    """Writes the pictures, or with --check says which are out of step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        svg, made = terminal(), page(folder)
        stale = [path for path, text in ((TERMINAL, svg), (HASH, shown(made))) if not _is(path, text)]
        if "--check" in sys.argv[1:]:
            for path in stale:
                print(f"{path.relative_to(ROOT)} is out of step: python tools/make_screenshots.py", file=sys.stderr)
            return int(bool(stale) or not REPORT.exists())
        IMAGES.mkdir(exist_ok=True)
        TERMINAL.write_text(svg, "utf-8")
        if HASH in stale or not REPORT.exists():
            photograph(made, folder)
            HASH.write_text(shown(made), "utf-8")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
