"""Wheel, source distribution, editable install and checkout all find the rules."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = {str(path.relative_to(ROOT)) for path in (ROOT / "rules").rglob("*.yaml")}
COUNT = "from newslint import ruleset; print(len(ruleset.shipped()))"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the source distribution, without the network."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
        text=True,
    )
    return out


def run(code: str, path: Path, cwd: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_wheel_holds_every_rule(dist: Path) -> None:
    [wheel] = dist.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"newslint/{rule}" for rule in RULES} <= set(names)
    assert {"newslint/py.typed", "newslint/schemas/rule.json"} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "seeds/"))]


def test_the_source_distribution_holds_what_the_tests_need(dist: Path) -> None:
    [source] = dist.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert names >= RULES
    assert {"tests/test_rules.py", "seeds/clean.txt", "docs/rules.md"} <= names


def test_rules_are_read_out_of_an_unpacked_wheel_and_out_of_the_zip(dist: Path, tmp_path: Path) -> None:
    [wheel] = dist.glob("*.whl")
    assert run(COUNT, wheel, tmp_path) == str(len(RULES))
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    assert run(COUNT, tmp_path / "site", tmp_path) == str(len(RULES))


def test_rules_are_read_out_of_a_checkout(tmp_path: Path) -> None:
    assert run(COUNT, ROOT, tmp_path) == str(len(RULES))
