"""Packed files are mended as what is in them, and taken back byte for byte where that is possible."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from mending import _zstd, mend, unpacked

from newslint.repair.packing import Packing
from newslint.repair.undo import undo

pytestmark = pytest.mark.usefixtures("made_once", "no_leftovers")


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_packed_at_an_odd_level_it_is_what_it_was_unpacked(tmp_path: Path, kind: str) -> None:
    path, log = tmp_path / f"a.txt.{kind}", tmp_path / "newslint-log.jsonl"
    raw = b"".join(b"Line %d of the story.\n" % number for number in range(200)) + b"AD\n"
    halves = raw[:999], raw[999:]  # two members: no level gives these bytes again
    path.write_bytes(b"".join(gzip.compress(half) if kind == "gz" else _zstd(half) for half in halves))
    before = path.read_bytes()
    assert not mend(path, log=log)[0]
    [item] = undo(str(log))
    assert getattr(item, "note", "") == "unpacked, it is what it was; its packed bytes are others"
    assert unpacked(path) == raw and path.read_bytes() != before
    assert [getattr(item, "runs", item) for item in undo(str(log))] == [0]


NOISE = b"".join(b"%d: %x of the harbour.\n" % (number, number * 2_654_435_761 % 2**32) for number in range(3000))


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_gzip_is_taken_back_byte_for_byte(tmp_path: Path, level: int) -> None:
    path, log = tmp_path / "a.txt.gz", tmp_path / "newslint-log.jsonl"
    with open(path, "wb") as raw, gzip.GzipFile("story.txt", "wb", level, raw, mtime=7) as file:
        file.write(NOISE + b"AD\n")
    before = path.read_bytes()
    assert not mend(path, log=log)[0] and unpacked(path) == NOISE
    assert path.read_bytes()[:20] == before[:20] and before[10:20] == b"story.txt\0"  # its time and name stay
    [item] = undo(str(log))
    assert not getattr(item, "note", item) and path.read_bytes() == before


@pytest.mark.parametrize("level", [1, 3, 6, 10, 19])
@pytest.mark.parametrize("checksum", [0, 1])
def test_zstd_is_taken_back_byte_for_byte(tmp_path: Path, level: int, checksum: int) -> None:
    from newslint.repair.packing import _zstd

    path, log = tmp_path / "a.txt.zst", tmp_path / "newslint-log.jsonl"
    before = b"".join(_zstd(iter([NOISE + b"AD\n"]), bool(checksum), level))
    path.write_bytes(before)
    assert not mend(path, log=log)[0] and unpacked(path) == NOISE
    assert bool(path.read_bytes()[4] & 4) == bool(checksum)
    [item] = undo(str(log))
    assert not getattr(item, "note", item) and path.read_bytes() == before


def test_of_a_gzip_header_stays_what_is_true_of_the_file_mended() -> None:
    head, name, note = b"\x1f\x8b\x08%c\x07\0\0\0\x02\xff", b"story.txt\0", b"a note\0"
    assert Packing(head % 0 + b"rest").header == head % 0
    assert Packing(head % 0b11001 + name + note + b"rest").header == head % 0b11001 + name + note
    extra = head % 0b11111 + b"\x03\0abc" + name + note + b"cc"
    assert Packing(extra + b"rest").header == head % 0b11001 + name + note
    assert Packing(b"\x1f\x8b").header == b"\x1f\x8b\x08" + bytes(6) + b"\xff"
