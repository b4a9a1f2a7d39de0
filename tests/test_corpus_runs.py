"""Rules over the corpus in whole runs: any number of processes, standard input, baselines, rates, without the extra."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from corpus_articles import RULES, articles, found, written
from hostile_shared import check

from newslint import corpus
from newslint.cli import main
from newslint.problem import NewslintError


def test_rules_over_the_corpus_for_any_number_of_processes_and_resumed(tmp_path: Path) -> None:
    pytest.importorskip("rensa")
    luck = random.Random(8)
    some = articles(7, 200)
    for name in ("a.jsonl", "b.jsonl"):
        lines = [json.dumps({**one.fields, "filler": str(luck.random()) * 1800}) + "\n" for one in some]
        (tmp_path / name).write_text("".join(lines) + "null\n")
    (tmp_path / "c.json").write_text(json.dumps([one.fields for one in some[:20]]))
    given = ["a.jsonl", "b.jsonl", "c.json", "gone.txt", "--extend-select", "corpus", "--output-format", "jsonl"]
    want = check(tmp_path, *given, "-j", "1")
    assert want.returncode == 2 and {json.loads(line)["rule"] for line in want.stdout.splitlines()} > {
        rule.name for rule in RULES
    }
    for more in (["-j", "2"], ["-j", "2", "--resume", "work"], ["-j", "1", "--resume", "work"]):
        got = check(tmp_path, *given, *more)
        said = [line for line in got.stderr.splitlines(keepends=True) if b" parts of the input" not in line]
        assert got.stdout == want.stdout and b"".join(said) == want.stderr
    assert b"parts of the input were done already" in got.stderr


def test_what_was_learned_can_be_given_to_other_processes() -> None:
    pytest.importorskip("rensa")
    import pickle

    some = articles(2)
    learned, _ = corpus.learn(RULES, some)
    assert found(some, pickle.loads(pickle.dumps(learned))) == found(some, learned)


def test_a_missing_extra_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(NewslintError, match="pip install 'newslint\\[corpus\\]'"):
        corpus.learn(RULES, [])


def test_rules_are_tested_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rensa", None)
    assert main(["test"]) == 0
    assert "near-story: not tested: rules of kind story" in capsys.readouterr().err
    [near] = [rule.path for rule in RULES if rule.name == "near-story"]
    assert main(["test", near]) == 2


def test_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, articles(3))
    select = [
        "check",
        "a.jsonl",
        "--isolated",
        "--select",
        "site-template,same-story,site-suffix",
        "--output-format",
        "concise",
    ]
    assert main(select) == 1
    out = capsys.readouterr().out
    assert (
        'a.jsonl:1:text:9:1: warning site-template [~]: line stands in 100 % of the articles of s1.example: "Read our letters"'
        in out
    )
    assert "a.jsonl:60:title: warning site-suffix" in out and "same-story" in out
    assert main(["check", "a.jsonl", "--isolated", "--output-format", "concise", "--exit-zero"]) == 0
    assert "site-template" not in capsys.readouterr().out
    assert main([*select, "--fix-only", "--unsafe-fixes"]) == 0
    assert "Read our letters" not in (tmp_path / "a.jsonl").read_text()
    assert "The Paper" not in (tmp_path / "a.jsonl").read_text()


def test_standard_input_can_be_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "-", "--isolated", "--select", "same-story"]) == 2
    said = "error: standard input can be read once only, and same-story must see all of it beforehand"
    assert said in capsys.readouterr().err


def test_what_a_baseline_accepts_and_max_rate_hold_for_the_corpus_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, articles(3))
    (tmp_path / "newslint.toml").write_text("select = ['corpus']\nignore = ['near-story']\n")
    assert main(["check", "a.jsonl", "--max-rate", "corpus=1%"]) == 1
    assert "points more than corpus=1% (--max-rate)" in capsys.readouterr().err
    assert main(["baseline", "write", "a.jsonl"]) == 0
    assert main(["check", "a.jsonl", "--baseline", "newslint-baseline.jsonl"]) == 0
