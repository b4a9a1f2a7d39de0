"""The folder of what may be deleted at any time: where it lies, what marks it, and when there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newslint import cachedir


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cachedir.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


def test_it_lies_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    found = cachedir.folder("project/newslint.toml", "rules")
    assert found == str(tmp_path / "project" / ".newslint_cache" / "rules")
    assert os.path.isdir(found)


def test_it_lies_at_the_top_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "down")
    assert cachedir.folder(None, "rules") == str(tmp_path / ".newslint_cache" / "rules")


def test_the_variable_names_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cachedir.VARIABLE, "elsewhere/deep")
    assert cachedir.folder(None, "rules") == str(tmp_path / "elsewhere" / "deep" / "rules")
    assert not (tmp_path / ".newslint_cache").exists()


def test_it_is_marked(tmp_path: Path) -> None:
    cachedir.folder(None, "rules")
    assert (tmp_path / ".newslint_cache" / ".gitignore").read_text() == "*\n"
    tag = (tmp_path / ".newslint_cache" / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert {entry.name for entry in (tmp_path / ".newslint_cache").iterdir()} == {".gitignore", "CACHEDIR.TAG", "rules"}


def test_a_folder_of_the_users_is_not_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.txt").write_text("x")
    monkeypatch.setenv(cachedir.VARIABLE, str(tmp_path))
    assert cachedir.folder(None, "rules") == str(tmp_path / "rules")
    assert not (tmp_path / ".gitignore").exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    os.symlink("precious", ".newslint_cache")
    assert cachedir.folder(None, "rules") is None
    assert not list((tmp_path / "precious").iterdir())


def test_a_link_inside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / ".newslint_cache").mkdir()
    os.symlink("../precious", ".newslint_cache/rules")
    assert cachedir.folder(None, "rules") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no others")
def test_what_others_may_write_is_not_used(tmp_path: Path) -> None:
    (tmp_path / ".newslint_cache").mkdir()
    (tmp_path / ".newslint_cache").chmod(0o777)
    assert cachedir.folder(None, "rules") is None


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".newslint_cache").write_text("mine")
    assert cachedir.folder(None, "rules") is None
    assert (tmp_path / ".newslint_cache").read_text() == "mine"


def test_what_is_kept_is_whole(tmp_path: Path) -> None:
    cachedir.keep(str(tmp_path / "a"), b"old")
    cachedir.keep(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    cachedir.keep(str(tmp_path / "missing" / "a"), b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]
