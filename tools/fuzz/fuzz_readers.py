"""Coverage-guided: any bytes under any suffix are read without an exception, and every article that comes of them is checked.

The first byte of an input chooses the suffix, the rest is the file.
"""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
with atheris.instrument_imports(include=["newslint"]):
    import invariants

    from newslint import readers, ruleset
    from newslint.article import Article
    from newslint.lint import Linter
    from newslint.readers import Options, Source

    SUFFIXES = [*readers.suffixes(), ".jsonl.gz", ".txt.zst"]
    LINTER = Linter(ruleset.select(ruleset.shipped(), ["ALL"]))
LONGEST = (
    20_000  # characters of an article that is checked: the fuzzer is after crashes, benchmarks/hostile.py after time
)


def one_input(data: bytes) -> None:
    """Reads the bytes, and checks what they hold."""
    if not data:
        return
    name = "a" + SUFFIXES[data[0] % len(SUFFIXES)]
    source = Source(name, Options(record_bytes=4096, text_bytes=65536, unpacked_bytes=1 << 20))
    stream = io.BufferedReader(io.BytesIO(data[1:]))  # type: ignore[arg-type]
    for item in readers.guarded(source, name, lambda: nullcontext(stream)):
        invariants.check_item(item)
        if isinstance(item, Article) and len(item.text) <= LONGEST:
            invariants.check_findings(item, *LINTER.lint(item))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
