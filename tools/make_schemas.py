"""Write newslint/schemas/*.json from the models.

    python tools/make_schemas.py [--check]

With --check nothing is written; the exit status is 1 where a file is not what the models say.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from newslint import schemas  # noqa: E402


def main(arguments: list[str]) -> int:
    """Writes the files, or compares them; returns the exit status."""
    stale = []
    for name in schemas.names():
        path, text = Path(schemas.file(name)), schemas.text(name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in arguments:
        print(f"{', '.join(stale)}: out of step, run python tools/make_schemas.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
