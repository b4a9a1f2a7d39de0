"""Write docs/rules.md from the files in rules/.

    python tools/make_docs.py [--check]

With --check nothing is written; the exit status is 1 where the page is not what the rules say.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from newslint import explain, ruleset  # noqa: E402

TARGET = ROOT / "docs" / "rules.md"


def main(arguments: list[str]) -> int:
    """Writes the page, or compares it; returns the exit status."""
    page = explain.rules_page(ruleset.shipped())
    if "--check" in arguments:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == page
        if not same:
            print(f"{TARGET.relative_to(ROOT)} is out of step: run python tools/make_docs.py", file=sys.stderr)
        return 0 if same else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
