"""The baseline as a file: small diffs, nothing lost in a part of a run, swaps seen, what is scraped kept harmless."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newslint import baseline, schemas
from newslint.cli import main
from newslint.problem import NewslintError

AD = "The harbour is frozen.\nAD\nNo ship has left.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, *arguments: str) -> list[str]:
    assert main(["baseline", *(arguments or ("write",)), "-q"]) == 0
    return (folder / baseline.NAME).read_text("utf-8").splitlines()


def status(*arguments: str) -> int:
    return main(["check", "--baseline", baseline.NAME, "-q", *arguments])


def test_the_file_is_sorted_and_matches_its_schema(folder: Path) -> None:
    from jsonschema import Draft202012Validator

    for name in ("c.txt", "a.txt", "b.txt"):
        (folder / name).write_text(AD)
    lines = written(folder)
    assert [json.loads(line).get("article") for line in lines] == [None, "a.txt", "b.txt", "c.txt"]
    validator = Draft202012Validator(schemas.schema("baseline"))
    assert not [error for line in lines for error in validator.iter_errors(json.loads(line))]
    assert list(validator.iter_errors({"rule": "x"}))


def test_moving_the_text_changes_nothing(folder: Path) -> None:
    (folder / "a.txt").write_text(AD)
    before = written(folder)
    (folder / "a.txt").write_text("A new line.\n\n" + AD)
    assert status() == 0
    assert written(folder, "update") == before


def test_a_second_equal_finding_is_new(folder: Path) -> None:
    (folder / "a.txt").write_text(AD)
    written(folder)
    (folder / "a.txt").write_text(AD + "AD\n")
    assert status() == 1


def test_swapping_one_defect_for_another_of_the_rule_is_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    written(folder)
    (folder / "a.txt").write_text(AD.replace("AD", "Advertisement"))
    assert main(["check", "--baseline", baseline.NAME]) == 1
    assert "stale: ad-label in a.txt" in capsys.readouterr().err


def test_a_run_over_a_part_drops_nothing_else(folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(AD)
    written(folder)
    (folder / "a.txt").write_text("It is.\n")
    (folder / "b.txt").write_text("It is.\n")
    assert ["b.txt" in line for line in written(folder, "update", "a.txt")] == [False, True]
    assert len(written(folder, "update", "--select", "repeats")) == 2, "nor does a run of other rules"
    assert len(written(folder, "update")) == 1


def test_a_record_that_cannot_be_read_keeps_its_entries(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": "x", "text": "It is.\\nAD"}\n{"id": "y", "text": "It is.\\nAD"}\n')
    before = written(folder)
    (folder / "a.jsonl").write_text('{"id": "x", "text": "It is.\\nAD"}\n{"id": "y", "text": \n')
    assert main(["baseline", "update", "-q"]) == 2
    assert (folder / baseline.NAME).read_text().splitlines() == before


def test_records_without_id_are_known_by_their_headline(folder: Path) -> None:
    record = '{"title": "Ferry stuck in the ice", "text": "The harbour is frozen.\\nAD"}\n'
    (folder / "a.jsonl").write_text(record)
    written(folder)
    (folder / "a.jsonl").write_text('{"title": "New", "text": "It is."}\n' + record)
    assert status() == 0


def test_files_are_named_from_the_folder_of_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "newslint.toml").write_text(f"baseline = '{baseline.NAME}'\n")
    inner = folder / "data"
    inner.mkdir()
    (inner / "a.txt").write_text(AD)
    written(folder)
    for path in ("data", "./data/a.txt", str(inner / "a.txt")):
        assert main(["check", path, "-q"]) == 0
    monkeypatch.chdir(inner)
    assert main(["check", "a.txt", "-q"]) == 0


def test_only_what_is_known_is_left_when_the_rest_is_mended(folder: Path) -> None:
    (folder / "a.txt").write_text(AD)
    written(folder)
    (folder / "a.txt").write_text(AD + "AD\n")
    assert status("--fix") == 0
    assert (folder / "a.txt").read_text() == AD


def test_known_findings_are_suppressed_in_sarif(folder: Path) -> None:
    (folder / "a.txt").write_text(AD)
    written(folder)
    assert status("--report", "sarif=o.sarif") == 0
    [result] = json.loads((folder / "o.sarif").read_text())["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "known to the baseline"}
    ]


def test_scraped_text_is_shown_not_obeyed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trick = "\x1b[31m::error::\u202e\n"
    (folder / "a.jsonl").write_text(json.dumps({"id": trick, "text": "It is.\nAD"}) + "\n")
    lines = written(folder)
    assert r"\\x1b[31m" in lines[1]
    assert "\x1b" not in lines[1] and "\u202e" not in lines[1]
    assert status() == 0, "an article is recognised by the harmless form of its name"
    (folder / "a.jsonl").write_text(json.dumps({"id": trick, "text": "It is."}) + "\n")
    capsys.readouterr()
    assert main(["check", "--baseline", baseline.NAME]) == 0
    said = capsys.readouterr().err
    assert "stale: ad-label in " in said
    assert "\x1b" not in said and "\u202e" not in said


def test_a_baseline_that_cannot_be_written_is_a_sentence(folder: Path) -> None:
    with pytest.raises(NewslintError, match="cannot be written"):
        baseline.Baseline(str(folder / "nowhere" / "b.jsonl")).save()


def two_files(folder: Path, second: str = '{"id": "1", "text": "It is.\\nAD"}\n') -> None:
    (folder / "a.jsonl").write_text('{"id": "1", "text": "It is.\\nAD"}\n')
    (folder / "b.jsonl").write_text(second)


def test_an_id_is_that_of_its_file_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_files(folder)
    assert [json.loads(line)["article"] for line in written(folder)[1:]] == ["a.jsonl#1", "b.jsonl#1"]
    two_files(folder, '{"id": "1", "text": "It is."}\n')
    capsys.readouterr()
    assert main(["check", "--baseline", baseline.NAME, "a.jsonl"]) == 0
    assert "stale" not in capsys.readouterr().err
    assert len(written(folder, "prune", "a.jsonl")) == 3, "of b.jsonl the run knows nothing"
    assert len(written(folder, "update", "b.jsonl")) == 2
    two_files(folder)
    assert main(["check", "--baseline", baseline.NAME, "-q", "--output-format", "concise"]) == 1
    assert capsys.readouterr().out.count("b.jsonl:1:") == 1


@pytest.mark.parametrize("where", ["known.jsonl", "ci/known.jsonl"])
def test_files_are_named_from_the_folder_of_the_baseline(
    where: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "data"
    for one in (inner, folder / "ci"):
        one.mkdir()
    (inner / "a.txt").write_text(AD)
    (inner / "a.jsonl").write_text('{"id": "1", "text": "It is.\\nAD"}\n')
    known = str(folder / where)
    assert main(["baseline", "write", "-q", "data", "--baseline", where]) == 0
    assert main(["check", "--baseline", known, "-q"]) == 0
    monkeypatch.chdir(inner)
    assert main(["check", "--baseline", known, "-q", "a.txt", "a.jsonl"]) == 0
    (inner / "newslint.toml").write_text("fail-on = 'warning'\n")
    assert main(["check", "--baseline", known, "-q"]) == 0
    assert main(["baseline", "update", "--baseline", known, "-q"]) == 0
    assert len(Path(known).read_text("utf-8").splitlines()) == 3


def test_an_older_baseline_is_told_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(AD)
    (folder / baseline.NAME).write_text('{"baseline": "newslint/v1"}\n')
    assert status() == 2
    said = capsys.readouterr().err
    assert f"{baseline.NAME}:1: this baseline was written by another newslint (newslint/v1" in said
    assert "`newslint baseline write --force` writes it anew" in said


def test_flags_and_paths_come_in_any_order(folder: Path) -> None:
    (folder / "a.txt").write_text(AD)
    (folder / "b.txt").write_text(AD)
    assert main(["baseline", "write", "--baseline", "x.jsonl", "a.txt", "-q", "b.txt"]) == 0
    assert len((folder / "x.jsonl").read_text("utf-8").splitlines()) == 3
    assert main(["check", "a.txt", "--baseline", "x.jsonl", "b.txt", "-q"]) == 0
    assert main(["check", "--baseline", "x.jsonl", "-q", "--", "a.txt", "b.txt"]) == 0
    assert main(["check", "-q", "--", "-a.txt"]) == 2
