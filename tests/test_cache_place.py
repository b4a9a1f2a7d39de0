"""Where the cache lies, what is written there and nowhere else, how it is cleaned, and what a warm run does without."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cached import checked, kept
from hostile_shared import environment, run

from newslint import cachedir
from newslint.cache import PART


def test_where_nothing_can_be_kept(news: Path) -> None:
    plain = checked(news, ".", "--no-cache")
    (news / cachedir.NAME).write_text("mine")
    assert checked(news, ".") == plain
    assert (news / cachedir.NAME).read_text() == "mine"
    (news / cachedir.NAME).unlink()
    (news / "precious").mkdir()
    os.symlink("precious", news / cachedir.NAME)
    assert checked(news, ".") == plain
    assert not list((news / "precious").iterdir())
    assert b"no cache" in checked(news, "-v", ".")[1]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no rights")
def test_a_folder_that_is_read_only(news: Path) -> None:
    plain = checked(news, "1.txt", "--no-cache")
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    news.chmod(0o555)
    try:
        assert checked(news, "1.txt") == plain
    finally:
        news.chmod(0o755)


def test_where_it_lies(news: Path, tmp_path: Path) -> None:
    def lies(place: Path) -> bool:
        found = place.is_dir() and (place / "CACHEDIR.TAG").is_file() and (place / PART).is_dir()
        shutil.rmtree(place, ignore_errors=True)
        return found

    checked(news, "1.txt", "--cache-dir", str(tmp_path / "a"))
    assert lies(tmp_path / "a") and not (news / cachedir.NAME).exists()
    checked(news, "1.txt", env={"NEWSLINT_CACHE_DIR": str(tmp_path / "b")})
    assert lies(tmp_path / "b") and not (news / cachedir.NAME).exists()
    (news / "newslint.toml").write_text('cache-dir = "c"\n')
    checked(news, "1.txt")
    assert lies(news / "c") and not (news / cachedir.NAME).exists()
    for words, env in ((("--no-cache",), {}), ((), {"NEWSLINT_NO_CACHE": "1"})):
        checked(news, "1.txt", *words, env=env)
        assert not (news / "c").exists()
    (news / "newslint.toml").write_text("no-cache = true\n")
    checked(news, "1.txt")
    assert not (news / cachedir.NAME).exists()
    (news / "newslint.toml").write_text('cache-dir = "../c"\n')
    assert b"cache-dir: '../c' is outside" in checked(news, "1.txt")[1]


def test_standard_input_is_not_kept(news: Path) -> None:
    with open(news / "many.jsonl", "rb") as file:
        run(news, "check", "--stdin-filename", "x.jsonl", "-", stdin=file)
    assert not kept(news)


def test_two_runs_at_once(news: Path) -> None:
    plain = checked(news, ".", "--no-cache")
    command = [sys.executable, "-P", "-c", "import sys; from newslint.cli import main; sys.exit(main(sys.argv[1:]))"]
    for _ in range(2):
        runs = [
            subprocess.Popen(
                [*command, "check", "."], cwd=news, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for _ in range(3)
        ]
        outs = [(*one.communicate(), one.returncode) for one in runs]
        assert outs == [plain] * 3
    assert not [name for name in kept(news) if name.endswith(".tmp")]


def test_a_check_writes_to_its_cache_and_nowhere_else(news: Path) -> None:
    before = {path.name: path.read_bytes() for path in news.iterdir()}
    checked(news, ".")
    assert {path.name for path in news.iterdir()} == {*before, cachedir.NAME}
    assert {path.name for path in (news / cachedir.NAME).iterdir()} == {*cachedir.MARKS, PART}
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in kept(news))  # no name of ours tells one of theirs
    assert before == {name: (news / name).read_bytes() for name in before}


def test_clean(news: Path) -> None:
    checked(news, "1.txt")
    (news / "precious").write_text("x")
    os.symlink("../../precious", news / cachedir.NAME / PART / ("0" * 32))
    held = sum(map(len, kept(news).values())) - 1
    done = run(news, "clean")
    assert done.returncode == 0
    assert done.stderr.decode() == f"Removed 3 files ({held:,} bytes) in {cachedir.NAME}.\n"
    assert (news / "precious").exists()
    os.unlink(news / cachedir.NAME / PART / ("0" * 32))
    assert run(news, "clean").stderr.decode() == f"Nothing was kept in {cachedir.NAME}.\n"
    assert not (news / cachedir.NAME / PART).exists()
    checked(news, "1.txt", "--cache-dir", "own")
    run(news, "clean", "--cache-dir", "own")
    assert not (news / "own").exists()
    os.symlink(".", news / "link")
    (news / PART).mkdir()
    (news / PART / "mine").write_text("x")
    run(news, "clean", "--cache-dir", "link")
    assert (news / PART / "mine").exists()


HEAVY = (
    "pydantic",
    "yaml",
    "rapidfuzz",
    "pathspec",
    "tqdm",
    "jinja2",
    "newslint.lint",
    "newslint.kind",
    "newslint.work",
)


def test_a_warm_run_makes_nothing_ready(filled: Path, tmp_path: Path) -> None:
    news = Path(shutil.copytree(filled, tmp_path / "news"))
    words = ["check", "-j", "2", "many.jsonl", "large.csv", *(f"{number}.txt" for number in range(20))]
    code = (
        "import sys; from newslint.cli import main; status = main(sys.argv[1:]);"
        "sys.stderr.write('\\n' + ' '.join(sys.modules)); sys.exit(status)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *words], cwd=news, env=environment(), capture_output=True
        )
    assert done.returncode == 1 and len(done.stdout) > 10_000
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert "newslint.cache.kept" in loaded
    assert not loaded & {*HEAVY, "multiprocessing"}
    assert not [name for name in loaded if re.match(r"newslint\.(checks|corpus|timestamps)\b", name)]
