"""gzip and zstd: several members, damage, bombs, wrong names."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
from pathlib import Path

import pytest

from newslint import files, readers
from newslint.article import Article
from newslint.problem import Problem
from newslint.readers import Options

zstd = pytest.importorskip("backports.zstd")
LINES = [b'{"text": "Absatz %d: \xc3\xbcber %d"}\n' % (n, n * n) for n in range(40)]
RAW = b"".join(LINES)
PACKERS = {".gz": gzip.compress, ".zst": zstd.compress}


def found(tmp_path: Path, name: str, raw: bytes, options: Options | None = None) -> tuple[int, list[Problem]]:
    path = tmp_path / name
    path.write_bytes(raw)
    items = list(readers.read(str(path), options))
    return sum(isinstance(i, Article) for i in items), [i for i in items if isinstance(i, Problem)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_one_member_and_many(tmp_path: Path, suffix: str) -> None:
    pack = PACKERS[suffix]
    assert found(tmp_path, "a.jsonl" + suffix, pack(RAW)) == (40, [])
    assert found(tmp_path, "a.jsonl" + suffix, b"".join(map(pack, LINES))) == (40, [])
    assert found(tmp_path, "a.jsonl" + suffix, pack(RAW) + b"\0" * 900) == (40, [])
    assert found(tmp_path, "a.jsonl" + suffix, pack(pack(RAW))) == (40, [])
    assert found(tmp_path, "a.JSONL" + suffix.upper(), pack(RAW)) == (40, [])
    count, problems = found(tmp_path, "a.jsonl" + suffix, pack(RAW) + b"garbage")
    assert count == 40 and "none" in str(problems[0]) and len(problems) == 1


@pytest.mark.parametrize("suffix", PACKERS)
def test_the_first_bytes_beat_the_name(tmp_path: Path, suffix: str) -> None:
    other = ".zst" if suffix == ".gz" else ".gz"
    assert found(tmp_path, "a.jsonl" + other, PACKERS[suffix](RAW)) == (40, [])
    assert found(tmp_path, "a.jsonl" + suffix, RAW) == (40, [])
    assert found(tmp_path, "a.jsonl", PACKERS[suffix](RAW)) == (40, [])


@pytest.mark.parametrize("suffix", PACKERS)
def test_every_prefix(tmp_path: Path, suffix: str) -> None:
    packed = PACKERS[suffix](RAW)
    counts = []
    for end in range(len(packed)):
        count, problems = found(tmp_path, "a.jsonl" + suffix, packed[:end])
        assert problems
        counts.append(count)
    assert counts == sorted(counts) and (counts[-1] == 40 or suffix == ".zst")


def test_damage_costs_nothing_before_it(tmp_path: Path) -> None:
    rng = random.Random(3)
    noise = b"".join(b'{"text": "%d"}\n' % rng.getrandbits(200) for _ in range(5000))
    for pack in PACKERS.values():
        packed = bytearray(pack(noise))
        place = len(packed) * 9 // 10
        packed[place : place + 8] = b"\xff" * 8
        count, problems = found(tmp_path, "a.jsonl.gz", bytes(packed))
        assert problems and count > (4400 if pack is gzip.compress else 2000)


def test_wrong_checksums_are_said(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(RAW))
    packed[-6] ^= 0xFF
    count, problems = found(tmp_path, "a.jsonl.gz", bytes(packed))
    assert count == 40 and len(problems) == 1 and "damaged" in str(problems[0])
    checked = zstd.compress(RAW, options={zstd.CompressionParameter.checksum_flag: 1})
    count, problems = found(tmp_path, "a.jsonl.zst", checked[:-1] + bytes([checked[-1] ^ 0xFF]))
    assert count == 40 and len(problems) == 1


@pytest.mark.parametrize("suffix", PACKERS)
def test_bombs_end(tmp_path: Path, suffix: str) -> None:
    bomb = PACKERS[suffix](RAW + b"0" * 30_000_000)
    count, problems = found(tmp_path, "a.jsonl" + suffix, bomb, Options(unpacked_bytes=5_000_000, record_bytes=100_000))
    assert count == 40 and any("unpacked-bytes" in str(problem) for problem in problems)


def test_own_limit_of_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint.readers import packed

    monkeypatch.setattr(packed, "FLOOR", 1_000_000)
    count, problems = found(tmp_path, "a.txt.gz", gzip.compress(b"\n" * 20_000_000))
    assert count == 0  # millions of lines of nothing would cost gigabytes
    assert any("bomb" in str(problem) for problem in problems)
    assert found(tmp_path, "b.txt.gz", gzip.compress(random.Random(1).randbytes(3_000_000).hex().encode())) == (1, [])


SKIPPED = b"\x50\x2a\x4d\x18\x04\0\0\0\x00\x00\x10\x00"  # a zstd frame of no data, as pzstd writes before each


def test_frames_that_hold_no_data_are_skipped(tmp_path: Path) -> None:
    half = len(LINES) // 2
    halves = [zstd.compress(b"".join(LINES[:half])), zstd.compress(b"".join(LINES[half:]))]
    for raw in (SKIPPED.join([b"", *halves]), SKIPPED.join([*halves, b""])):
        assert found(tmp_path, "a.jsonl.zst", raw) == (40, [])


def test_packed_over_and_over(tmp_path: Path) -> None:
    raw = RAW
    for times in range(1, 5):
        raw = gzip.compress(raw)
        count, problems = found(tmp_path, "a.jsonl.gz", raw)
        assert count == (40 if times < 4 else 0)
    assert [problem.message for problem in problems] == [
        "is packed more than 3 times over, which is not read: unpack it"
    ]
    assert found(tmp_path, "a.jsonl.gz.gz", gzip.compress(gzip.compress(RAW))) == (40, [])


OTHERS = {
    "xz": (lzma.compress(RAW), "packed with xz", "`xz -d`"),
    "bz2": (bz2.compress(RAW), "packed with bzip2", "`bzip2 -d`"),
    "zip": (b"PK\x03\x04" + bytes(99), "a zip archive", "`unzip`"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(99), "a 7-Zip archive", "`7z x`"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(99), "a RAR archive", "`unrar x`"),
    "lz4": (b"\x04\x22\x4d\x18" + bytes(99), "packed with lz4", "`lz4 -d`"),
    "tar": (b"x.jsonl".ljust(257, b"\0") + b"ustar" + bytes(999), "a tar archive", "`tar -xf`"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_packed_otherwise_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    raw, what, command = OTHERS[name]
    for path in (f"a.jsonl.{name}", "a.jsonl", "b.txt"):
        count, problems = found(tmp_path, path, raw)
        assert count == 0 and len(problems) == 1, problems
        assert f"is {what}" in problems[0].message and command in problems[0].message
    packed_once = found(tmp_path, "c.jsonl.gz", gzip.compress(raw))[1]
    assert command in packed_once[0].message and len(packed_once) == 1


def test_in_a_folder_too_what_is_packed_otherwise_is_named(tmp_path: Path) -> None:
    """Nobody would miss what was passed over in silence."""
    for name in ("a.jsonl.xz", "b.csv.bz2", "c.json.zip", "tool.zip", "d.tar.xz"):
        (tmp_path / name).write_bytes(OTHERS["xz"][0])
    told = [item for item in files.find([str(tmp_path)]) if isinstance(item, Problem)]
    assert [Path(problem.path).name for problem in told] == ["a.jsonl.xz", "b.csv.bz2", "c.json.zip"]
    assert all("which is not read: unpack it with" in problem.message for problem in told)


def test_empty_and_foreign(tmp_path: Path) -> None:
    for name, raw in (
        ("a.txt.gz", b""),
        ("a.txt", b"%PDF-1.7"),
        ("a.txt.gz", b"PK\x03\x04zip"),
        ("a.json", b"\xfd7zXZ\x00"),
    ):
        count, problems = found(tmp_path, name, raw)
        assert count == 0 and len(problems) == 1


def test_without_zstd_the_need_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("compression", "compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(sys.modules["backports"], "zstd", None, raising=False)
    monkeypatch.delattr(sys.modules["backports"], "zstd", raising=False)
    count, problems = found(tmp_path, "a.jsonl.zst", zstd.compress(RAW))
    assert count == 0 and "backports.zstd" in str(problems[0])


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_the_place_of_the_damage_is_that_in_the_packed_file(tmp_path: Path, name: str) -> None:
    """A member that is whole, and one whose first block is of no type there is."""
    whole = (gzip.compress if name == "gzip" else zstd.compress)(RAW)
    broken = whole[:10] + b"\xff" * 20 if name == "gzip" else whole[:4] + b"\xff" * 20
    count, problems = found(tmp_path, "a.jsonl", whole + broken)
    assert count == 40 and f"has damaged {name} data near packed byte {len(whole)} (" in str(problems[0])
