"""`newslint learn`: what it writes holds, whatever stands in the text, and nobody's edits are written over."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hostile_shared import run

from newslint import examples, learn, ruleset
from newslint.article import Article
from newslint.cli import main

HOSTILE = [
    'Read "our" letters: {match} & more',
    "- a: [b, c] # no comment",
    "\x1b[31mRed\x1b[0m letters",
    "\u202eevil letters\u2028of the sea",
    "::error::letters of the harbour",
    "*anchor &letters !tag %sea",
    "^^^ letters of the harbour",
    "😀 letters of the sea \ue000",
    "no",
    "\ud800 letters of half a character",
]


def lines(number: int, luck: random.Random) -> list[str]:
    words = "harbour ferry mayor engine county letter diver net crew boat winter town".split()
    return [" ".join(luck.choices(words, k=14)).capitalize() + f" {luck.random()} there." for _ in range(5)]


def corpus(folder: Path, *more: str, site: str = "gull.example", count: int = 30) -> None:
    luck = random.Random(1)
    with open(folder / "a.jsonl", "w") as file:
        for number in range(count):
            text = "\n".join([*lines(number, luck), *more])
            file.write(json.dumps({"url": f"https://{site}/{number}", "title": f"Story {number}", "text": text}) + "\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_written_is_a_rule_that_holds_and_finds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus(folder, "Harbour and sea", "Told on 3 March 2024")
    assert main(["learn", "a.jsonl", "--isolated"]) == 0
    out, err = capsys.readouterr()
    assert out == "rules/sites/gull-example.yaml\n" and "1 rule file written, with 2 lines." in err
    assert main(["test", "rules/sites"]) == 0
    [rule] = ruleset.load(["rules/sites"])
    assert (rule.group, rule.severity, rule.kind, rule.options.sites) == (
        "sites",
        "info",
        "furniture",
        ["gull.example"],
    )
    assert rule.options.lines == ["Harbour and sea", "Told on 3 March 2024"]
    capsys.readouterr()
    other = {
        "url": "https://gull.example/x",
        "title": "x",
        "text": "It is so.\nTold on Monday, 5 May 2025\nHarbour and sea",
    }
    elsewhere = {**other, "url": "https://tern.example/x"}
    (folder / "b.jsonl").write_text(json.dumps(other) + "\n" + json.dumps(elsewhere) + "\n")
    assert main(["check", "b.jsonl", "--isolated", "--rules", "rules/sites", "--output-format", "concise"]) == 0
    assert [line.split(" [")[0] for line in capsys.readouterr().out.splitlines()] == [
        "b.jsonl:1:text:2:1: info gull-example",
        "b.jsonl:1:text:3:1: info gull-example",
    ]


def test_hostile_lines_make_no_broken_file(folder: Path) -> None:
    corpus(folder, *HOSTILE)
    assert main(["learn", "a.jsonl", "--isolated"]) == 0
    text = Path("rules/sites/gull-example.yaml").read_text(encoding="utf-8")
    assert not any(bad in text for bad in "\x1b\u202e\u2028\ud800") and "\n::error" not in text
    [rule] = ruleset.load(["rules/sites"])
    assert examples.run(rule) == []
    assert set(rule.options.lines) >= {
        line for line in HOSTILE if "{match}" in line or "anchor" in line or "[b, c]" in line
    }


@pytest.mark.parametrize(
    "site",
    ["xn--mwe-pla.example", "möwe.example", "10.0.0.1", "../../x.example", "a'b\"c.example", "x" * 90 + ".example"],
)
def test_names_of_sites_lead_nowhere_else(site: str) -> None:
    name = learn.name(site, set())
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and name
    assert learn.name("gull.example", {"gull-example"}) != "gull-example"


def test_edited_files_are_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus(folder, "Harbour and sea")
    assert main(["learn", "a.jsonl", "--isolated", "-q"]) == 0
    path = Path("rules/sites/gull-example.yaml")
    first = path.read_text()
    assert main(["learn", "a.jsonl", "--isolated", "-q"]) == 0 and path.read_text() == first
    path.write_text(first.replace("severity: info", "severity: error"))
    edited = path.read_text()
    capsys.readouterr()
    assert main(["learn", "a.jsonl", "--isolated"]) == 0
    assert path.read_text() == edited
    assert "gull-example.yaml: was edited, and is left as it is; --force" in capsys.readouterr().err
    assert main(["learn", "a.jsonl", "--isolated", "--force"]) == 0 and path.read_text() == first


def test_what_a_rule_finds_is_not_learned_again_but_the_own_file_is(folder: Path) -> None:
    corpus(folder, "Advertisement", "Harbour and sea")
    assert main(["learn", "a.jsonl", "--isolated", "-q"]) == 0
    path = Path("rules/sites/gull-example.yaml")
    first = path.read_text()
    assert "Advertisement" not in first and "Harbour and sea" in first
    assert main(["learn", "a.jsonl", "--isolated", "-q", "--rules", "rules/sites"]) == 0 and path.read_text() == first
    assert main(["learn", "a.jsonl", "--isolated", "-q", "--rules", "rules/sites", "-o", "elsewhere"]) == 0
    assert not Path("elsewhere").exists()


def test_order_changes_nothing(folder: Path) -> None:
    corpus(folder, "Harbour and sea", "Told on 3 March 2024")
    assert main(["learn", "a.jsonl", "--isolated", "-q"]) == 0
    records = Path("a.jsonl").read_text().splitlines()
    random.Random(3).shuffle(records)
    Path("a.jsonl").write_text("\n".join(records) + "\n")
    assert main(["learn", "a.jsonl", "--isolated", "-q", "-o", "again"]) == 0
    assert Path("again/gull-example.yaml").read_text() == Path("rules/sites/gull-example.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["-"], 2, "standard input can be read once only"),
        (["a.jsonl", "--min-share", "0"], 2, "--min-share: expected 1 to 100, not 0"),
        (["a.jsonl", "-o", "a.jsonl/x"], 2, "this rule file cannot be written: Not a directory"),
        (["none.jsonl"], 2, "none.jsonl"),
        (["empty"], 3, "no article was found"),
    ],
)
def test_mistakes_are_sentences(
    arguments: list[str], status: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(folder, "Harbour and sea")
    Path("empty").mkdir()
    assert main(["learn", *arguments, "--isolated"]) == status
    assert said in capsys.readouterr().err


def test_nothing_is_learned_of_three_articles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus(folder, "Harbour and sea", count=3)
    assert main(["learn", "a.jsonl", "--isolated"]) == 0
    assert "0 rule files written" in capsys.readouterr().err


def test_an_article_of_no_site_is_of_no_site(folder: Path) -> None:
    rule = next(rule for rule in ruleset.shipped() if rule.name == "site-template")
    some = [
        Article({"text": f"Harbour and sea\n{'abcdefghijklmno'[n]} boat lay in the ice of the harbour."}, "a")
        for n in range(15)
    ]
    assert learn.learn(rule, [], lambda: some) == []


def test_the_same_is_learned_by_any_number_of_processes(folder: Path) -> None:
    for number in range(5):
        (folder / f"part{number}").mkdir()
        more = (
            "Read our letters",
            f"Printed in hall {number}",
            "We send the news of the harbour to you every morning.",
        )
        corpus(folder / f"part{number}", *more, site=f"s{number % 2}.example", count=200)
    (folder / "part5.jsonl").write_text('null\n{"text": "' + "The harbour. " * 90000 + '"}\n')
    outs = []
    for jobs in ("1", "2"):
        done = run(folder, "learn", "--isolated", "-j", jobs, "-o", f"out{jobs}", ".", "gone.txt")
        files = {path.name: path.read_bytes() for path in (folder / f"out{jobs}").iterdir()}
        said = [stream.replace(b"out" + jobs.encode(), b"out") for stream in (done.stdout, done.stderr)]
        outs.append((done.returncode, *said, files))
    assert outs[0] == outs[1]
    assert outs[0][0] == 2 and len(outs[0][3]) == 2 and b"part5.jsonl:1: " in outs[0][2] and b"gone.txt" in outs[0][2]
    assert all(b"600 articles" in text or b"400 articles" in text for text in outs[0][3].values())
