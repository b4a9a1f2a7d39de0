"""Which files a run reads."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import files
from newslint.problem import Problem


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plant(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(*paths: str, **options: object) -> list[str]:
    excludes = options.pop("excludes", files.EXCLUDES)
    return [str(item) for item in files.find(paths, excludes, **options)]  # type: ignore[arg-type]


def test_folders(tree: Path) -> None:
    plant(tree, "b.txt", "a.jsonl.gz", "c/d.csv", "c/e.png", "c/f/g.md", "c.json", "Z.TXT", "h.parquet.zst")
    expected = ["Z.TXT", "a.jsonl.gz", "b.txt", "c/d.csv", "c/f/g.md", "c.json"]
    assert names(".") == names("./") == expected
    assert names("c") == ["c/d.csv", "c/f/g.md"] == names("c/")
    assert names(str(tree / "c")) == [str(tree / "c/d.csv"), str(tree / "c/f/g.md")]
    assert names("b.txt", ".", "c/d.csv", "./b.txt", str(tree / "b.txt")) == [
        "b.txt",
        *(n for n in expected if n != "b.txt"),
    ]
    assert names("-") == ["-"]


def test_named_files_are_taken(tree: Path) -> None:
    plant(tree, "README.md", "x.log", ".hidden/a.txt", "node_modules/a.txt")
    assert names("README.md", ".hidden", "node_modules/a.txt") == ["README.md", ".hidden/a.txt", "node_modules/a.txt"]
    assert names("README.md", ".hidden", "node_modules/a.txt", force_exclude=True) == []
    (said,) = names("x.log")
    assert "'.log'" in said and ".jsonl" in said
    (said,) = names("gone.txt")
    assert "No such file" in said


def test_default_excludes(tree: Path) -> None:
    plant(
        tree,
        "requirements-dev.txt",
        "robots.txt",
        "LICENSE.txt",
        "README.md",
        "CHANGELOG.md",
        "package.json",
        ".git/a.txt",
    )
    plant(tree, "node_modules/a/b.json", "__pycache__/a.txt", "env/pyvenv.cfg", "env/a.txt", "x.egg-info/SOURCES.txt")
    plant(tree, ".tox/a.txt", "dist/a.txt", "newslint-baseline.json", "kept/distant.txt", "kept/license-to-kill.txt")
    assert names(".") == ["kept/distant.txt", "kept/license-to-kill.txt"]


def test_own_excludes(tree: Path) -> None:
    plant(tree, "a/x.txt", "a/b/x.txt", "a/b/y.txt", "b/x.txt", "old-1.txt", "c d/[e].txt")
    for excludes, left in (
        (["b"], ["a/x.txt", "c d/[e].txt", "old-1.txt"]),
        (["/b"], ["a/b/x.txt", "a/b/y.txt", "a/x.txt", "c d/[e].txt", "old-1.txt"]),
        (["a/**/x.txt"], ["a/b/y.txt", "b/x.txt", "c d/[e].txt", "old-1.txt"]),
        (["a/*"], ["b/x.txt", "c d/[e].txt", "old-1.txt"]),
        (["*.txt", "!y.txt"], ["a/b/y.txt"]),
        (["old-[0-9].txt", "a/"], ["b/x.txt", "c d/[e].txt"]),
        (["x.txt/", "[!a-z]*.txt"], ["a/b/x.txt", "a/b/y.txt", "a/x.txt", "b/x.txt", "old-1.txt"]),
    ):
        assert sorted(names(".", excludes=excludes)) == sorted(left), excludes
        listed = ["a/x.txt", "a/b/x.txt", "a/b/y.txt", "b/x.txt", "old-1.txt", "c d/[e].txt"]
        assert sorted(names(*listed, excludes=excludes, force_exclude=True)) == sorted(left), excludes
    assert names("b", excludes=["a/b"], root="a") == ["b/x.txt"]
    assert names("a", excludes=["/b"], root="a") == ["a/x.txt"]


def test_gitignore(tree: Path) -> None:
    plant(tree, ".git/HEAD", "a.txt", "b.txt", "data/c.txt", "sub/a.txt", "sub/keep/a.txt", "sub/n.json")
    (tree / ".gitignore").write_text("a.txt\ndata/\n")
    (tree / "sub/keep/.gitignore").write_text("!a.txt\n")
    (tree / "sub/.gitignore").write_text("*.json\n")
    assert names(".") == ["b.txt", "sub/keep/a.txt"]
    assert names("sub") == ["sub/keep/a.txt"]
    assert names("data", "a.txt") == ["data/c.txt", "a.txt"]
    assert len(names(".", respect_gitignore=False)) == 6


def test_globs(tree: Path) -> None:
    plant(tree, "c/a.jsonl", "c/d/b.jsonl", "c/d/c.txt", "c/[x].txt", "e.log")
    assert names("c/**/*.jsonl") == ["c/a.jsonl", "c/d/b.jsonl"]
    assert names("c/*.jsonl", "c/a.jsonl", "c/?/*") == ["c/a.jsonl", "c/d/b.jsonl", "c/d/c.txt"]
    assert names("c/a.jsonl", "c/*.jsonl") == ["c/a.jsonl"]
    assert names("c/[x].txt") == ["c/[x].txt"]
    assert "matches no file" in names("c/*.csv")[0] and "matches no file" in names("*.log")[0]


def test_links_and_devices(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    plant(outside, "o.txt")
    plant(tree, "a/x.txt")
    (tree / "a/loop").symlink_to(tree / "a")
    (tree / "a/self.txt").symlink_to("self.txt")
    (tree / "a/in.txt").symlink_to("x.txt")
    (tree / "a/out.txt").symlink_to(outside / "o.txt")
    (tree / "a/out").symlink_to(outside)
    (tree / "a/gone.txt").symlink_to("nowhere")
    os.mkfifo(tree / "a/pipe.txt")
    found = list(files.find(["a"]))
    assert [item for item in found if isinstance(item, str)] == ["a/in.txt"]
    said = {item.path: item.message for item in found if isinstance(item, Problem)}
    assert set(said) == {"a/gone.txt", "a/out.txt", "a/pipe.txt", "a/self.txt"}
    assert (
        "nowhere" in said["a/gone.txt"] and "not followed" in said["a/out.txt"] and "named pipe" in said["a/pipe.txt"]
    )
    assert names("a/out.txt", "a/out") == ["a/out.txt"]
    assert "named pipe" in names("a/pipe.txt")[0] and "a device" in names("/dev/zero")[0]


def test_odd_names(tree: Path) -> None:
    odd = ["a\nb.txt", "-x.txt", "a,b%0A.txt", "é.txt", "e\u0301.txt", os.fsdecode(b"\xff.txt")]
    plant(tree, *odd)
    assert sorted(str(item) for item in files.find(["."])) == sorted(odd)
    assert all(isinstance(item, (str, Problem)) for item in files.find(["\0", "a\0*", "", "[", "**", "x/[", "\ud800*"]))


def test_deep_folders(tree: Path) -> None:
    place = tree
    for _ in range(300):
        place = place / "d"
    place.mkdir(parents=True)
    (place / "a.txt").write_text("x")
    assert len(names(".")) == 1


def test_unreadable_folders(tree: Path) -> None:
    plant(tree, "a/x.txt", "b.txt")
    os.chmod(tree / "a", 0)
    try:
        found = list(files.find(["."]))
    finally:
        os.chmod(tree / "a", 0o755)
    assert "b.txt" in found and len(found) == 2


NAMES = st.text("ab.*-/", max_size=6)


@given(st.lists(NAMES, max_size=3), NAMES)
def test_simple_patterns_are_told_as_any_others(patterns: list[str], path: str) -> None:
    simple = [pattern for pattern in patterns if files.names.is_simple(pattern)]
    expression = "|".join("(?:.*/)?" + files.translate(pattern) for pattern in simple)
    told = bool(re.fullmatch(f"(?:{expression})", path, re.DOTALL)) if simple else False
    assert files.names.Names(simple).fullmatch(path) == told
