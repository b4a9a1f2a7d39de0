"""Score `read_timestamp` on labelled strings: python tools/score_timestamps.py FILE

FILE is JSONL with raw, verdict and iso; an optional language is handed over.  Prints how many verdicts and ISO values
are right, and every miss.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newslint.timestamps import read_timestamp


def main(path: str) -> int:
    """Print the figures."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    verdicts = right = wrong = answered = repairable = 0
    for row in rows:
        found = read_timestamp(row["raw"], language=row.get("language"))
        verdicts += found.verdict == row["verdict"]
        repairable += row["iso"] is not None
        right += row["iso"] is not None and same(found.iso, row["iso"])
        false = found.iso is not None and not same(found.iso, row["iso"])
        wrong += false
        answered += row["verdict"] == "ambiguous" and found.iso is not None
        if found.verdict != row["verdict"] or not same(found.iso, row["iso"]):
            print(
                f"{row['raw']!r}: want {row['verdict']} {row['iso']}, got {found.verdict} {found.iso} ({found.reason})"
            )
    print(f"verdicts {verdicts}/{len(rows)}  iso right {right}/{repairable}")
    print(f"iso wrong {wrong}  ambiguous answered {answered}")
    return 0


def same(found: str | None, wanted: str | None) -> bool:
    """Equal values in equal precision: +00:00 and Z are one, and so are .0 and nothing."""
    if found is None or wanted is None:
        return found == wanted
    return normal(found) == normal(wanted)


def normal(value: str) -> tuple[object, int]:
    """A value as an instant with its precision."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return value, 0
    return (when, len(value.split("+")[0].split(".")[0].rstrip("Z").partition("T")[2][:8]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
