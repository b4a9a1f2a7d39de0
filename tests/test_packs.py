"""Rule packs: installed packages that name their rules by an entry point."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from our_rules import GULLS

from newslint import Linter, NewslintError, packs, ruleset
from newslint.cli import main


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with a pack whose code must never run, and one whose entry point is wrong."""
    home = tmp_path / "site"
    for folder in ("acme_news/rules/birds", "acme_news-1.0.dist-info"):
        (home / folder).mkdir(parents=True)
    (home / "acme_news/__init__.py").write_text("raise RuntimeError('the code of a pack has run')\n")
    (home / "acme_news/rules/birds/no-gulls.yaml").write_text(GULLS)
    info = home / "acme_news-1.0.dist-info"
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-news\nVersion: 1.0\n")
    points = "acme_news = acme_news:rules\nlost = acme_news:nowhere\nabsent = acme_weather\nout = acme_news:../.."
    (info / "entry_points.txt").write_text(f"[newslint.rules]\n{points}\n")
    monkeypatch.syspath_prepend(str(home))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    Path("a.txt").write_text("The sea was calm.\nA gull sat there.\n")
    return home


def test_a_pack_is_found_without_running_it(site: Path) -> None:
    assert packs.folder("pkg:acme_news") == site / "acme_news" / "rules"
    [rule] = ruleset.load(["pkg:acme_news"])
    assert (rule.name, rule.group, rule.path) == ("no-gulls", "birds", "pkg:acme_news/birds/no-gulls.yaml")
    assert "acme_news" not in sys.modules


def test_by_flag_by_configuration_by_library(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "a.txt:2:1: warning no-gulls: gulls\n"
    assert main(["check", "--rules", "pkg:acme_news", "--output-format", "concise", "-q"]) == 1
    assert capsys.readouterr().out == line
    Path("newslint.toml").write_text('rules = ["pkg:acme_news"]\n')
    assert main(["check", "--output-format", "concise", "-q"]) == 1
    assert capsys.readouterr().out == line
    assert main(["test", "pkg:acme_news", "-q"]) == 0
    [found] = Linter(["pkg:acme_news", "ads"]).check({"text": "The sea was calm.\nA gull sat there.\n"})
    assert found.rule == "no-gulls"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("pkg:acme_nws", "there is no rule pack of this name; installed are .*acme_news"),
        ("pkg:lost", "its entry point 'acme_news:nowhere' names no folder of an installed package"),
        ("pkg:absent", "its entry point 'acme_weather' names no folder"),
        ("pkg:out", "leads out of its package"),
        ("pkg:", "there is no rule pack of this name"),
    ],
)
def test_errors_are_sentences(site: Path, word: str, said: str) -> None:
    with pytest.raises(NewslintError, match=said):
        packs.folder(word)
    assert main(["check", "--rules", word]) == 2
