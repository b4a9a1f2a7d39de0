"""Mending a file in this process, with all safe rules: what the tests of it share."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from newslint import chosen
from newslint.problem import Problem
from newslint.repair import Repair
from newslint.repair.log import Log
from newslint.run import Job, results
from newslint.settings import Settings

KNOWN = Settings()
RULES = chosen.in_force(KNOWN, chosen.known(KNOWN))
PROSE = [
    "The harbour has been frozen since Tuesday, and no ship has left it for days.",
    "The passengers spent the night in the school beside the church of the island.",
    "Élodie said “the ice – thirty centimetres of it – will hold”, and nobody laughed.",
    "Знову працює маяк: рибалки повернулися додому ще до заходу сонця, сказала мати.",
]
JUNK = ["AD", "Advertisement", "2 min read", "Story continues below advertisement"]
LINES = st.lists(st.sampled_from([*PROSE, *PROSE, *JUNK, ""]), min_size=1, max_size=10).filter(
    lambda lines: any(line in PROSE for line in lines)
)


def mend(path: Path, *, unsafe: bool = False, log: Path | None = None, **how: Any) -> tuple[list[Problem], Any]:
    """Mends a file in place; what went wrong, and the job's summary."""
    job = Job(how.pop("known", KNOWN), RULES, [str(path)])
    out = io.BytesIO()
    job.repair = Repair(out.write, unsafe=unsafe, log=Log(str(log)) if log else None, **how)  # type: ignore[arg-type]
    problems = [item for item in results(job) if isinstance(item, Problem)]
    return problems, out.getvalue()


def left(path: Path, *, unsafe: bool = False) -> list[str]:
    """The rules whose findings in a file could be mended."""
    job = Job(KNOWN, RULES, [str(path)])
    found = [item for item in results(job) if isinstance(item, tuple)]
    return [one.rule for _, some in found for one in some if one.fix and (one.fix.safe or unsafe)]


def write(path: Path, data: bytes) -> bytes:
    packed = gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else _zstd(data) if path.suffix == ".zst" else data
    path.write_bytes(packed)
    return packed


def _zstd(data: bytes) -> bytes:
    from newslint.repair.packing import _zstd

    return b"".join(_zstd(iter([data]), True, 3))


def unpacked(path: Path) -> bytes:
    from newslint.repair.packing import Opened

    with Opened(str(path)) as opened:
        return opened.stream.read()
