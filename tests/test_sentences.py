"""What is said of broken files, in full: compared with tests/said.txt (`NEWSLINT_WRITE=1 pytest` writes it anew)."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

from newslint import chosen, readers
from newslint.problem import Problem
from newslint.readers import Options
from newslint.repair import Repair
from newslint.repair.log import Log
from newslint.repair.undo import undo
from newslint.run import Job, results
from newslint.settings import Settings

KEPT = Path(__file__).parent / "said.txt"
TIGHT = Options(record_bytes=60, text_bytes=60)
GOOD = b'{"text": "The harbour is frozen."}'
EURO = "Das Boot kostet 5 €.".encode()
READ: dict[str, tuple[bytes, Options | None]] = {
    "words.json": (b"The harbour.", None),
    "page.json": (b"<html></html>", None),
    "page.jsonl": (b" <html></html>\n", None),
    "conflict.jsonl": (b"<<<<<<< ours\n", None),
    "cut.jsonl": (b'{"text": "x"\n', None),
    "cut.json": (b"[" + GOOD + b', {"text": "x', None),
    "open.json": (b"[" + GOOD, None),
    "list.json": (b'{"articles": [' + GOOD, None),
    "around.json": (b'{"articles": [' + GOOD + b"]", None),
    "brackets.json": (b"[" + GOOD + b', {"a": [1}, ' + GOOD + b"]", None),
    "string.json": (b"[" + GOOD + b', {"a": "x\n", "b": 1}, ' + GOOD + b"]", None),
    "deep.json": (b"[" + GOOD + b", " + b"[" * 9999 + b"]" * 9999 + b"]", None),
    "deep.jsonl": (b"[" * 99_999 + b"\n", None),
    "large.json": (b"[" + GOOD + b', {"text": "' + b"x" * 99 + b'"}, ' + GOOD + b"]", TIGHT),
    "large.jsonl": (GOOD + b'\n{"text": "' + b"x" * 99 + b'"}\n', TIGHT),
    "large.txt": (b"x" * 61, TIGHT),
    "large.csv": (b"text\n" + b"x" * 99 + b"\ny\n", TIGHT),
    "null.jsonl": (b"null\n7\n[]\ntrue\n" + b'"text"\n', None),
    "nameless.jsonl": (b'{"words": "x", "n": 1}\n{}\n', None),
    "other.jsonl": (b'{"text": {"a": 1}}\n{"text": 7}\n{"text": ""}\n', None),
    "other.csv": (b"when,where\n1,2\n", None),
    "wide.csv": (b"title,text\nA,b,c\n", None),
    "quote.csv": (b'title,text\nA,"b\n', None),
    "latin.txt": ("Das Boot trägt.".encode("latin-1"), None),
    "russian.txt": ("Мэр выступил вчера".encode("cp1251"), None),
    "korean.txt": ("항구가 얼었다 오늘".encode("euc_kr"), None),
    "apart.txt": ("항 구 가 얼 었".encode("euc_kr"), None),
    "high.txt": ("\ud615\ud6c4 \ud558\ud588".encode("euc_kr"), None),  # as many high bytes as Cyrillic has
    "noise.txt": (bytes(range(0x80, 0x100)), None),
    "half.txt": (b"x\xed\xa0\xbd", None),
    "overlong.txt": (b"a\xc0\x80", None),
    "overlong too.txt": (b"a\xc1\x81", None),
    "no byte of it.txt": (b"a\xf5\x80\x80\x80a", None),
    "end.txt": (EURO[:-2], None),
    "lines.jsonl": (GOOD + b'\n{"text": "caf\xe9"}\n', None),
    "rows.csv": (b"text,x\na,b\nc\xe9,d\n", None),
    "marked.txt": ("Das Boot trägt.".encode("utf-16")[:-1], None),
    "unmarked.txt": ("Das Boot trägt.".encode("utf-16-le"), None),
    "binary.txt": (b"a\0b", None),
    "open.md": (b"---\ntitle: never closed\n\nText", None),
    "list.md": (b"---\n- a\n---\nText", None),
    "cut.txt.gz": (gzip.compress(b"The harbour.\n" * 99, mtime=0)[:-9], None),
    "more.txt.gz": (gzip.compress(b"The harbour.\n", mtime=0) + b"more", None),
    "small.txt.gz": (gzip.compress(b"x" * 2001, mtime=0), Options(unpacked_bytes=2000)),
    "a.pdf": (b"%PDF", None),
    "a": (b"", None),
    **{f"foreign {number}.txt": (magic + b"...", None) for number, (magic, *_) in enumerate(readers.packed.FOREIGN)},
    **{f"a{suffix}": (b"", None) for suffix in readers.packed.FOREIGN_SUFFIXES},
}
MENDED = {
    "list.jsonl": b'{"text": ["One.", "AD"]}\n',
    "object.jsonl": b'{"text": {"body": {"text": "One.\\nAD"}}}\n',
    "utf-16.txt": "One.\nAD\n".encode("utf-16"),
    "latin.txt": b"One \xe9.\nAD\n",
    "twice.txt.gz": gzip.compress(gzip.compress(b"One.\nAD\n", mtime=0), mtime=0),
    "cut.txt.gz": gzip.compress(b"One.\nAD\n" * 50, mtime=0)[:-6],
    "quotes.csv": b'title,text\nFerry,"One."\n"A" B,"One.\nAD\n"x\n',
    "offset.csv": b'title,text\nF\xe9,One.\nFerry,"One.\nAD\n"\n',
    "many.jsonl": b'{"text": ["One.", "AD"]}\n' * 3,
    "a.pdf": b"%PDF",
}
LOG = b'\n{"event": 7\n{"event": "stdin"}\n{"event": "file"}\n'


def told(folder: Path, problems: object) -> list[str]:
    return [str(one).replace(f"{folder}{os.sep}", "") for one in problems if isinstance(one, Problem)]  # type: ignore[attr-defined]


def mended(path: Path) -> list[object]:
    known = Settings()
    job = Job(known, chosen.in_force(known, chosen.known(known)), [str(path)])
    job.repair = Repair(io.BytesIO().write)  # type: ignore[arg-type]
    return list(results(job))


def changed(folder: Path) -> list[object]:
    """A file that changes, is gone, or is a folder, between being mended and being taken back."""
    path, log = folder / "changed.txt", folder / "log.jsonl"
    path.write_bytes(b"The harbour is frozen.\nAD\n")
    known = Settings()
    job = Job(known, chosen.in_force(known, chosen.known(known)), [str(path)])
    job.repair = Repair(io.BytesIO().write, log=Log(str(log)))  # type: ignore[arg-type]
    list(results(job))
    assert path.read_bytes() == b"The harbour is frozen.\n"
    path.write_bytes(b"Another text.\n")
    said = list(undo(str(log)))
    path.unlink()
    said += undo(str(log))
    path.mkdir()
    return [*said, *undo(str(log))]


def test_the_sentences(tmp_path: Path) -> None:
    lines = ["# read"]
    for name, (raw, options) in READ.items():
        (tmp_path / name).write_bytes(raw)
        said = told(tmp_path, readers.read(str(tmp_path / name), options))
        assert said, name
        lines += said
    lines += told(tmp_path, readers.read(str(tmp_path / "gone.txt")))
    lines += ["", "# mended"]
    for name, raw in MENDED.items():
        (tmp_path / name).write_bytes(raw)
        said = told(tmp_path, mended(tmp_path / name))
        assert said, name
        lines += said
    lines += ["", "# taken back"]
    (tmp_path / "fixes.jsonl").write_bytes(LOG)
    lines += [*told(tmp_path, undo(str(tmp_path / "fixes.jsonl"))), *told(tmp_path, changed(tmp_path))]
    got = "\n".join(lines) + "\n"
    if os.environ.get("NEWSLINT_WRITE"):
        KEPT.write_text(got, "utf-8", newline="\n")
    assert got == KEPT.read_text("utf-8")


def test_a_sentence_has_no_words_of_python() -> None:
    for line in KEPT.read_text("utf-8").splitlines():
        path, _, said = line.partition(": ")
        if said:
            assert path and not said[0].isupper() and not said.endswith("."), line
            assert not any(word in said for word in ("Error", "Exception", "object at", "None", "b'")), line
