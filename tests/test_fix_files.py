"""What a run that mends does to files, with real processes: kills, full disks, links, rights, patches for git."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from fixing import NEW, OLD, environment, fix, leftovers, typed

resource = pytest.importorskip("resource")


def test_mode_and_owner_are_kept_and_clean_files_untouched(tmp_path: Path) -> None:
    dirty, clean = tmp_path / "a.txt", tmp_path / "b.txt"
    dirty.write_bytes(OLD)
    clean.write_bytes(NEW)
    dirty.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(dirty, 1234, 2345)
    owner, before = (dirty.stat().st_uid, dirty.stat().st_gid), clean.stat()
    with suppress(OSError, AttributeError):
        os.setxattr(dirty, "user.kept", b"yes")
    assert fix(tmp_path).returncode == 0
    assert dirty.read_bytes() == NEW
    assert stat.S_IMODE(dirty.stat().st_mode) == 0o640
    assert (dirty.stat().st_uid, dirty.stat().st_gid) == owner
    if hasattr(os, "listxattr") and "user.kept" in os.listxattr(dirty):
        assert os.getxattr(dirty, "user.kept") == b"yes"
    after = clean.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


def test_a_read_only_file_is_named_and_the_others_mended(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(OLD)
    (tmp_path / "b.txt").chmod(0o444)
    done = fix(tmp_path)
    assert done.returncode == 2
    assert b"error: b.txt: not repaired, and left as it was: is read-only\n" in done.stderr
    assert b"exit 2: 1 problem kept newslint from checking and fixing everything\n" in done.stderr
    said = b"Fixed 2 findings in 2 articles; 1 finding could not be written (see above); besides, none left.\n"
    assert said in done.stderr
    assert b"Nothing was fixed; 1 finding could not be written" in fix(tmp_path).stderr
    assert [(tmp_path / f"{name}.txt").read_bytes() for name in "abc"] == [NEW, OLD, NEW]


@pytest.mark.skipif(os.name == "nt", reason="needs limits")
@pytest.mark.parametrize("log", [False, True])
def test_a_full_disk_loses_nothing(tmp_path: Path, log: bool) -> None:
    big = OLD + b"".join(b"Line %d of the story goes on about the ice.\n" % number for number in range(800))
    (tmp_path / "a.txt").write_bytes(big)
    (tmp_path / "b.txt").write_bytes(OLD)
    more = ["--fix-log", "newslint-log.jsonl"] if log else []
    done = fix(tmp_path, ".", *more, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
    assert done.returncode == 2, done.stderr
    assert b"a.txt: not repaired, and left as it was: file too large\n" in done.stderr
    assert (tmp_path / "a.txt").read_bytes() == big
    assert (tmp_path / "b.txt").read_bytes() == NEW
    assert not leftovers(tmp_path)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_links_are_written_through_inside_only(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    for folder in (data / "deep", out):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_bytes(OLD)
    (data / "link.txt").symlink_to("deep/a.txt")
    (data / "away.txt").symlink_to(out / "a.txt")
    done = fix(tmp_path, "data/link.txt", "data")
    assert (data / "link.txt").is_symlink() and (data / "deep" / "a.txt").read_bytes() == NEW
    assert b"data/away.txt: is a link out of data" in done.stderr
    done = fix(tmp_path, "data/away.txt")
    assert done.returncode == 2 and b"is a link to" in done.stderr
    assert (out / "a.txt").read_bytes() == OLD
    done = fix(tmp_path, "data/away.txt", "out")
    assert done.returncode == 0 and (out / "a.txt").read_bytes() == NEW


PATCHED = {
    "a.txt": OLD,
    "with blank.txt": OLD.removesuffix(b"\n"),
    "umlaut ä.txt": OLD.replace(b"\n", b"\r\n"),
    "deep/er/only.txt": b"One line is all there is.\nAD",
    "end.txt": b"The harbour is frozen.\nAD",
    "long.txt": b"AD\n"
    + b"".join(b"Line %d of it.\n" % n + (b"AD\n" if n in (20, 23, 90) else b"") for n in range(120)),
    "r.jsonl": b"".join(b'{"n": %d, "text": "One.%s"}\n' % (n, b"\\nAD" if n % 9 == 0 else b"") for n in range(40)),
    "r.csv": b'id,text\n1,"One.\nAD\nTwo."\n2,"AD\nThree."\n3,Four.\n',
    "cr.txt": OLD.replace(b"\n", b"\r"),
}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("below", [False, True])
def test_git_applies_the_patch(tmp_path: Path, below: bool) -> None:
    folder = tmp_path / "below" if below else tmp_path
    folder.mkdir(exist_ok=True)
    for name, raw in PATCHED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    done = typed(folder, "check", "--isolated", "--diff", ".")
    assert done.returncode == 1 and b"Would fix" in done.stderr
    assert all((folder / name).read_bytes() == raw for name, raw in PATCHED.items())
    applied = subprocess.run(
        ["git", "apply", "-p1", "-"], cwd=folder, input=done.stdout, capture_output=True, check=False
    )
    assert applied.returncode == 0, applied.stderr
    patched = {name: (folder / name).read_bytes() for name in PATCHED}
    for name, raw in PATCHED.items():
        (folder / name).write_bytes(raw)
    assert fix(folder).returncode in (0, 1)
    assert patched == {name: (folder / name).read_bytes() for name in PATCHED}


def test_a_packed_file_is_named_in_place_of_its_patch(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(OLD))
    done = typed(tmp_path, "check", "--isolated", "--diff", ".")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"a.txt.gz: 1 fixes are not shown: it is packed with gzip" in done.stderr


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
def test_a_large_file_is_not_held(tmp_path: Path) -> None:
    lines = b"".join(b'{"n": %d, "text": "%s"}\n' % (n, b"Sentences about ice. " * 500) for n in range(4000))
    (tmp_path / "a.jsonl").write_bytes(lines + b'{"text": "One.\\nAD"}\n')
    code = (
        "import sys; from newslint.cli import main;"
        "status = main(['check', '--isolated', '--fix', '--select', 'ads', 'a.jsonl', '-q']);"
        "print([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0].split()[1]); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment(), capture_output=True, check=True
    )
    assert (tmp_path / "a.jsonl").read_bytes() == lines + b'{"text": "One."}\n'
    assert int(done.stdout) < 90_000, "kilobytes"


def test_a_log_of_standard_input_says_that_there_is_no_file(tmp_path: Path) -> None:
    done = typed(tmp_path, "check", "--isolated", "--fix", "--fix-log", "log.jsonl", "-", input=OLD)
    assert (done.returncode, done.stdout) == (0, NEW)
    undone = typed(tmp_path, "undo", "log.jsonl")
    assert undone.returncode == 2
    assert b"standard input cannot be put back: what was cut stands in the log" in undone.stderr
    assert b"Traceback" not in undone.stderr


def test_blank_lines_in_a_log_are_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(OLD)
    assert fix(tmp_path, "--fix-log", "log.jsonl", ".").returncode == 0
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"\n" + log.read_bytes().replace(b"\n", b"\n\n"))
    undone = typed(tmp_path, "undo", "log.jsonl")
    assert undone.returncode == 0, undone.stderr
    assert (tmp_path / "a.txt").read_bytes() == OLD


def test_a_log_with_nothing_in_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_bytes(b"")
    undone = typed(tmp_path, "undo", "log.jsonl")
    assert undone.returncode == 0 and b"log.jsonl: no fix is in this log\n" in undone.stderr
