"""What the filters of training data cost on the same articles, each in an environment of its own, made by pip.

What does not install, or does not run, is left out with a word. CPU seconds per article of the filters alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ARTICLES = 40  # of them one peer is given: some take seconds for that
PATIENCE = 600  # seconds for an installation or a run
DATATROVE = """
from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, GopherRepetitionFilter
chain = [GopherRepetitionFilter(), GopherQualityFilter(), C4QualityFilter(filter_no_terminal_punct=False)]
def one(row):
    document = Document(text=row["text"], id=str(row["id"]))
    for each in chain:
        each.filter(document)
"""
DOLMA = """
from dolma.core.data_types import Document
from dolma.core.registry import TaggerRegistry
import dolma.taggers
chain = [TaggerRegistry.get(name)() for name in ("c4_v2", "gopher_v1")]
def one(row):
    document = Document(id=str(row["id"]), source="made", version="0", text=row["text"])
    for each in chain:
        each.predict(document)
"""
JUICER = """
from data_juicer.ops.filter.character_repetition_filter import CharacterRepetitionFilter
from data_juicer.ops.filter.special_characters_filter import SpecialCharactersFilter
from data_juicer.ops.filter.word_repetition_filter import WordRepetitionFilter
chain = [CharacterRepetitionFilter(), SpecialCharactersFilter(), WordRepetitionFilter(tokenization=False)]
def one(row):
    sample = {"text": row["text"], "__dj__stats__": {}}
    for each in chain:
        each.process_single(each.compute_stats_single(sample))
"""
TIMED = """
import json, sys, time
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")][: int(sys.argv[2])]
one(rows[0])
start = time.process_time()
for row in rows:
    one(row)
print((time.process_time() - start) / len(rows))
"""
PEERS = {
    "datatrove, Gopher and C4": (("datatrove[processing]", "spacy"), DATATROVE),
    "dolma, Gopher and C4 taggers": (("dolma",), DOLMA),
    "data-juicer, three filters": (("py-data-juicer",), JUICER),
}


def peers(made: Path, folder: Path) -> Iterator[tuple[str, float | str]]:
    """(name, CPU seconds per article) of each, or what went wrong."""
    for name, (packages, code) in PEERS.items():
        try:
            yield name, _cost(made, folder / packages[0].split("[")[0], packages, code)
        except subprocess.TimeoutExpired:
            yield name, f"left out: not done within {PATIENCE} s"
        except (subprocess.CalledProcessError, OSError, ValueError) as error:
            said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
            yield name, f"left out: {said[-1][:90] if said else 'it does not run'}"


def _cost(made: Path, home: Path, packages: tuple[str, ...], code: str) -> float:
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        _run(sys.executable, "-m", "venv", str(home))
        _run(str(python), "-m", "pip", "install", "--quiet", *packages)
    return float(_run(str(python), "-c", code + TIMED, str(made), str(ARTICLES)).split()[-1])


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout
