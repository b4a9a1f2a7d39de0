"""What README.md and docs/*.md tell to type is typed, and the Python they show is run, in a folder of articles.

Commands are the lines of ```sh fences, the `$ ` lines of ```console fences, and indented lines that begin with newslint; of a
pipe or a list of commands, those that are newslint's. Fences marked `offline` (```sh offline) are left to people, those marked
`needs=MODULE` to environments that have it. A check may exit with 0 or 1, everything else with 0.
"""

from __future__ import annotations

import gzip
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from newslint.cli import main

pytestmark = pytest.mark.usefixtures("validated_once")
ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ELSEWHERE = ("pip", "pytest", "python", "reviewdog", "cat", "git", "pre-commit", "bash", "mypy", "ruff", "mkdir", "cp")
_FENCE = re.compile(r"^```(\w+)?([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (newslint .+)$", re.MULTILINE)
_PARTS = re.compile(r"^(\||\|\||&&|;|&)$")


def commands(page: Path) -> list[str]:
    """The lines of a page that are to be typed."""
    text = page.read_text("utf-8")
    found = []
    for language, mark, body in _FENCE.findall(text):
        lines = body.replace("\\\n", " ").splitlines()
        needs = re.search(r"needs=(\w+)", mark)
        if "offline" in mark or (needs and find_spec(needs[1]) is None):
            continue
        if language == "sh":
            found += [line for line in lines if line.strip() and not line.startswith("#")]
        elif language == "console":
            found += [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    return found + _INDENTED.findall(_FENCE.sub("", text))


def typed(line: str) -> Iterator[list[str]]:
    """The newslint commands in a line, without what the shell does with their output."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    command: list[str] = []
    words = [*lexer, ";"]
    for place, word in enumerate(words):
        if _PARTS.match(word):
            program = command[0] if command else ""
            if program == "newslint":
                yield command[1:]
            else:
                assert program in ELSEWHERE, f"{line}: {program} is no program that the pages may name"
            command = []
        elif word in (">", ">>", "2>", "<") or (place and words[place - 1] in (">", ">>", "<")):
            continue
        else:
            command.append(word)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with what the pages speak of in it."""
    for name in ("seeds", "articles", "data"):
        shutil.copytree(ROOT / "seeds", tmp_path / name)
    shutil.copytree(ROOT / "rules" / "ads", tmp_path / "my-rules" / "ads")
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(b'{"text": "It is.\\nAD"}\n'))
    (tmp_path / "news.csv").write_text("titre,corps\nFerry,The harbour is frozen.\n")
    if find_spec("pyarrow"):
        from pyarrow import Table, parquet

        parquet.write_table(Table.from_pylist([{"text": "It is.\nAD"}]), tmp_path / "news.parquet")
    (tmp_path / "newslint-ignore.yaml").write_text("[]\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The harbour is frozen.\n")))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q", "-b", "main"], ["add", "articles", "data"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_what_a_page_tells_to_type_works(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in commands(page):
        for arguments in typed(line):
            try:
                status = main(arguments)
            except SystemExit as end:  # --help
                status = int(end.code or 0)
            said = capsys.readouterr().err
            expected = (0, 1) if arguments[0] == "check" else (0,)
            assert status in expected, f"{page.name}: {line}: exit {status}: {said}"


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_the_python_of_a_page_runs(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = [body for language, mark, body in _FENCE.findall((ROOT / name).read_text("utf-8")) if language == "python"]
    assert blocks
    for body in blocks:
        exec(compile(body, name, "exec"), {"__name__": "page"})


def test_the_yaml_of_the_pages_is_what_it_says() -> None:
    import yaml

    from newslint import ignoring, ruleset

    blocks = [
        (page.name, body)
        for page in PAGES
        for language, _, body in _FENCE.findall(page.read_text("utf-8"))
        if language == "yaml"
    ]
    assert all(yaml.safe_load(body) for _, body in blocks)
    [ignored] = [body for name, body in blocks if name == "baseline.md"]
    path = Path("newslint-ignore.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ignoring, "_text", lambda path, said: ignored)
        assert len(ignoring.load(str(path), ruleset.shipped(), "2026-11-23").entries) == 3


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if page.name != "rules.md":
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_pictures_show_what_runs_today() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_screenshots.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_readme_shows_of_the_seed_is_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text("utf-8")
    command, shown = next(body for language, _, body in _FENCE.findall(text) if language == "console").split("\n", 1)
    assert main([*shlex.split(command)[2:], "--isolated", "--no-cache"]) == 1
    assert capsys.readouterr().out == shown
