"""The user's rules are validated once: after that no run reads their YAML, until a byte of them, or newslint, is another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newslint import _version, cachedir, chosen, plainyaml, ruleset
from newslint.cache import state
from newslint.cache.validated import PART, Validated
from newslint.cli import main
from newslint.kind import Rule, load
from newslint.problem import NewslintError
from newslint.settings import Settings

RULE = """summary: The text is about gulls.
severity: warning
message: gull "{match}"
kind: phrase
options: {phrases: {any: [A gull sat there.], en: [And a second one.]}}
yields_to: [ad-label, ads]
examples:
  bad:
    - text: |
        A gull sat there.
        ^^^^^^^^^^^^^^^^^ gull "A gull sat there."
  good: ["A gull\u2028\\u0085 flew."]
"""
PATTERN = """summary: A line that names a pier.
severity: info
message: pier
kind: pattern
options: {patterns: {any: ['Pier \\d{1,3}[.]']}, where: body}
fix: {action: delete-line, safe: false}
examples:
  bad:
    - text: |
        Pier 7.
        ^^^^^^^ pier
        And more.
  good: [It is.]
"""
HEAVY = {"pydantic", "yaml", "rapidfuzz", "newslint.rule", "newslint.config", "newslint.regexguard", "pathlib"}
TEXT = "The harbour is frozen.\nA gull sat there.\nNo ship has left it since Tuesday.\n"
IMPORTED = (
    "import sys; from newslint.cli import main; s = main(sys.argv[1:]); print(s, *sorted(sys.modules), sep='\\n')"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules" / "birds").mkdir(parents=True)
    (tmp_path / "rules" / "birds" / "gull.yaml").write_text(RULE)
    (tmp_path / "rules" / "pier.yml").write_text(PATTERN)
    (tmp_path / "newslint.toml").write_text("rules = ['rules']\nignore = ['pull-quote']\n")
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many YAML documents were read since it was last asked."""
    seen: list[str] = []
    real = plainyaml.read
    monkeypatch.setattr(plainyaml, "read", lambda text: seen.append(text) or real(text))

    def count() -> int:
        found = len(seen)
        seen.clear()
        return found

    return count


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    main(["check", "--output-format", "concise", "-q", *(words or ("a.txt",))])
    return capsys.readouterr().out


def entries(folder: Path) -> list[Path]:
    place = folder / cachedir.NAME / PART
    return sorted(place.iterdir()) if place.is_dir() else []


def test_known_and_validated_are_the_same(folder: Path) -> None:
    def told(rule: Rule) -> tuple[object, ...]:
        plain = [name for name in Rule.__slots__ if name not in ("options", "prepared", "_plain")]
        prepared = rule.prepared if hasattr(load(rule.kind), "prepare") else None
        return json.dumps([vars(rule.options), prepared], default=dict), *(getattr(rule, name) for name in plain)

    kept = Validated(str(folder / "rules"))
    fresh = [told(rule) for rule in ruleset.load(["rules"])]
    assert [told(rule) for rule in ruleset.load(["rules"], kept)] == fresh
    assert [told(rule) for rule in ruleset.load(["rules"], kept)] == fresh


def test_a_text_never_seen_imports_no_yaml_and_no_pydantic(folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT + f"And {name}.\n")
        done = subprocess.run(
            [sys.executable, "-P", "-c", IMPORTED, "check", name, "--output-format", "concise", "-q"],
            capture_output=True,
            text=True,
        )
        found, status, *modules = done.stdout.splitlines()
        assert (found, status) == (f'{name}:2:1: warning gull: gull "A gull sat there."', "1"), done.stderr
    assert {"newslint.ruleset", "newslint.checks.phrase"} <= set(modules)
    assert not HEAVY & set(modules)


def test_another_byte_is_another_rule(
    folder: Path, capsys: pytest.CaptureFixture[str], read: Callable[[], int]
) -> None:
    assert "gull" in checked(capsys) and read() == 2
    assert "gull" in checked(capsys, "a.txt", "--ignore", "ads") and read() == 0
    rule = folder / "rules" / "birds" / "gull.yaml"
    rule.write_text(RULE.replace("severity: warning", "severity: error"))
    os.utime(rule, (0, 0))
    assert "error gull" in checked(capsys) and read() == 2
    rule.rename(rule.with_name("seagull.yaml"))
    assert "error seagull" in checked(capsys) and read() == 2


@pytest.mark.parametrize("what", ["version", "python", "code"])
def test_another_newslint_has_its_own(
    folder: Path,
    what: str,
    capsys: pytest.CaptureFixture[str],
    read: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked(capsys, "--ignore", "ads", "a.txt")
    assert read() == 2
    state.code.cache_clear()
    if what == "version":
        monkeypatch.setattr(_version, "__version__", "999")
    elif what == "python":
        monkeypatch.setattr(sys, "version", "4.0")
    else:
        monkeypatch.setattr(state, "_folders", lambda package: [str(folder)])
    assert "gull" in checked(capsys) and read() == 2
    monkeypatch.undo()
    state.code.cache_clear()


def test_nothing_is_kept_where_nothing_may_be(
    folder: Path, capsys: pytest.CaptureFixture[str], read: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        assert "gull" in checked(capsys, "--no-cache", "a.txt") and read() == 2
        assert "gull" in checked(capsys, "--isolated", "--no-cache", "--rules", "rules", "a.txt") and read() == 2
    monkeypatch.setenv("NEWSLINT_NO_CACHE", "1")
    assert "gull" in checked(capsys) and read() == 2
    monkeypatch.delenv("NEWSLINT_NO_CACHE")
    assert main(["check", "--diff", "-q", "a.txt"]) == 0 and read() == 2  # what mends takes nothing from the cache
    assert not (folder / cachedir.NAME).exists()


def test_it_lies_where_the_cache_lies_and_goes_with_it(
    folder: Path, capsys: pytest.CaptureFixture[str], read: Callable[[], int]
) -> None:
    checked(capsys, "--cache-dir", "mine", "a.txt")
    assert not (folder / cachedir.NAME).exists()
    assert len(list((folder / "mine" / PART).iterdir())) == 1
    assert main(["clean", "--cache-dir", "mine"]) == 0
    assert not (folder / "mine").exists()
    read()
    checked(capsys, "--cache-dir", "mine", "a.txt")
    assert read() == 2


def test_paths_are_those_of_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Validated(str(folder / "rules"))
    assert ruleset.load(["rules"], kept)[0].path == "rules/birds/gull.yaml"
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    assert [rule.path for rule in ruleset.load(["../rules"], kept)] == ["../rules/birds/gull.yaml", "../rules/pier.yml"]
    assert ruleset.load(["../rules/pier.yml"], kept)[0].path == "../rules/pier.yml"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _other_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"A gull sat there.", b"A seal sat there."))


def _of_others(path: Path) -> None:
    """What was kept of other rules, under the name of these."""
    other = path.parent.parent.parent / "other"
    shutil.copytree(path.parent.parent.parent / "rules", other)
    (other / "birds" / "gull.yaml").write_text(RULE.replace("A gull", "A seal"))
    ruleset.load([str(other)], Validated(str(path.parent)))
    [new] = [entry for entry in path.parent.iterdir() if entry != path]
    new.replace(path)


@pytest.mark.parametrize(
    "spoil",
    [
        _cut,
        _other_bytes,
        _of_others,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b'"x"\n{}'),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    ],
    ids=["cut", "other bytes", "of others", "empty", "forged", "a folder", "a device"],
)
def test_what_is_damaged_counts_for_nothing(
    folder: Path, spoil: Callable[[Path], object], capsys: pytest.CaptureFixture[str], read: Callable[[], int]
) -> None:
    before = checked(capsys)
    [entry] = entries(folder)
    spoil(entry)
    read()
    assert checked(capsys, "--ignore", "ads", "a.txt") == before != ""
    assert read() >= 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: warning", "severity: mild", "gull.yaml:2: severity: "),
        ("[ad-label, ads]", "[ad-lable, ads]", "gull.yaml:6: yields_to: there is no rule or group 'ad-lable'"),
        ("summary", "sumary", "sumary: unknown key"),
    ],
)
def test_mistakes_are_told_in_each_run(
    folder: Path, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rules" / "birds" / "gull.yaml").write_text(RULE.replace(old, new))
    for _ in range(3):
        assert main(["check", "-q", "a.txt"]) == 2
        assert said in capsys.readouterr().err


def test_a_name_that_two_files_have_is_told_in_each_run(folder: Path) -> None:
    (folder / "rules" / "gull.yaml").write_text(RULE)
    kept = Validated(str(folder / "rules"))
    for _ in range(3):
        with pytest.raises(NewslintError, match="rename one of the two files"):
            ruleset.load(["rules"], kept)


def test_a_folder_that_cannot_be_written_to_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], read: Callable[[], int]
) -> None:
    (folder / cachedir.NAME).write_text("mine")
    for _ in range(2):
        assert "gull" in checked(capsys) and read() == 2


def test_rules_are_not_read_where_the_findings_are_known(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = checked(capsys)
    monkeypatch.setattr(ruleset, "load", lambda *given: pytest.fail("the rules were read"))
    assert checked(capsys) == before


def test_two_runs_at_once(folder: Path) -> None:
    command = [sys.executable, "-m", "newslint", "check", "--output-format", "concise", "-q", "a.txt"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    told = [run.communicate() for run in runs]
    assert {run.returncode for run in runs} == {1}
    assert {out for out, _ in told} == {b'a.txt:2:1: warning gull: gull "A gull sat there."\n'}
    assert not any(b"error" in err for _, err in told)
    assert [path.suffix for path in entries(folder)] == [""]


def test_the_rules_of_a_library_are_not_kept(folder: Path) -> None:
    settings = Settings()
    settings.rules = ["rules"]
    assert "gull" in {rule.name for rule in chosen.known(settings)}
    assert not (folder / cachedir.NAME).exists()
