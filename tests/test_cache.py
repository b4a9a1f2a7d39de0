"""The cache: the same bytes cold and warm, nothing believed that is not ours, nothing imported that is not needed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cached import RECORDS, checked, kept, shown
from hostile_shared import LABEL, environment, run
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import cachedir, reports
from newslint.cache import units
from newslint.cache.cutter import Cutter
from newslint.cli import main
from newslint.problem import Problem
from newslint.settings import Settings


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["full", "json"])  # kept as it was written, and not
def test_the_same_bytes_cold_and_warm(news: Path, form: str, jobs: str) -> None:
    words = ("--output-format", form, "-j", jobs, "--statistics", ".", "gone.txt")
    plain = checked(news, *words, "--no-cache")
    assert plain[2] == 2 and len(plain[0]) > 500
    assert not (news / cachedir.NAME).exists()
    cold = checked(news, *words)
    before = kept(news)
    assert len(before) > 3
    warm = checked(news, *words)
    assert plain == cold == warm
    assert kept(news) == before  # nothing was written anew


def test_the_same_bytes_in_every_format(news: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(news)
    for form in reports.formats():
        words = ["--output-format", form, "--statistics", "."]
        plain = shown([*words, "--no-cache"], capsys)
        assert plain[0] == 2 and len(plain[1]) > 500
        shutil.rmtree(cachedir.NAME, ignore_errors=True)
        assert [shown(words, capsys) for _ in range(2)] == [plain, plain], form
        assert shown(["."], capsys)[0] == 2  # warmed by another
        assert shown(words, capsys) == plain, form


def test_colours_are_not_mixed_up(news: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(news)
    for color in ("never", "always", "never", "always"):
        words = ["--color", color, "many.jsonl"]
        assert shown(words, capsys) == shown([*words, "--no-cache"], capsys)


def test_several_reports_at_once(news: Path) -> None:
    outs = []
    for flags in (["--no-cache"], [], []):
        more = [f"--report={name}={name}.out" for name in reports.formats()]
        done = checked(news, *flags, *more, "--exclude", "*.out", ".")
        outs.append((done, {name: (news / f"{name}.out").read_bytes() for name in reports.formats()}))
    assert outs[0] == outs[1] == outs[2]


def test_what_hangs_on_the_whole_run(news: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Baseline, ignore file, rates and rules over the corpus: the cache knows nothing of them, and changes nothing."""
    monkeypatch.chdir(news)
    (news / "newslint-ignore.yaml").write_text("- {rule: ad-label, article: n7, reason: why not}\n")
    run(news, "baseline", "write", "--exclude", "many.jsonl", ".", "--baseline", "known.jsonl")
    for words in (
        ("--baseline", "known.jsonl", "."),
        ("--ignore-file", "newslint-ignore.yaml", "."),
        ("--max-rate", "ads=1%", "--max-rate", "ALL=100%", "."),
        ("--extend-select", "corpus", "."),
        ("--fail-on", "never", "--statistics", "."),
        ("--diff", "."),
    ):
        some = ["--output-format", "json", *words]
        plain = shown([*some, "--no-cache"], capsys)
        assert [shown(some, capsys) for _ in range(2)] == [plain, plain], words


def test_since_a_revision(news: Path) -> None:
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *words], cwd=news, check=True, env=environment())
    (news / "1.txt").write_text(LABEL + "Advertisement\n")
    words = ("--since", "HEAD", ".")
    plain = checked(news, *words, "--no-cache")
    assert b"1.txt" in plain[0] and b"2.txt" not in plain[0]
    assert [checked(news, *words) for _ in range(2)] == [plain, plain]


def test_settings_and_rules_are_another_cache(news: Path) -> None:
    (news / "rules").mkdir()
    rule = news / "rules" / "pier.yaml"
    text = (
        "summary: A pier is named.\nseverity: error\nmessage: pier {match}\nkind: phrase\noptions: {phrases: {any: [PIER]}}\n"
        "examples: {bad: [{text: \"PIER\\n^^^^^^^ pier PIER\\n\"}], good: [No.]}\n"
    ).replace("PIER", "Pier 7.")  # fmt: skip
    outs = set()
    for words in ((), ("--select", "ads"), ("--isolated",), ("--field", "text=id"), ("--text-bytes", "10")):
        some = (*words, "many.jsonl", "1.txt")
        out = checked(news, *some)
        assert out == checked(news, *some) == checked(news, *some, "--no-cache")
        outs.add(out[0])
    assert len(outs) == 3  # some find the same
    for phrase in ("Pier 7.", "Pier 8."):  # of the same size
        rule.write_text(text.replace("Pier 7.", phrase))
        os.utime(rule, ns=(1, 1))
        some = ("--rules", "rules", "--select", "pier", "many.jsonl")
        out = checked(news, *some)
        assert phrase.encode() in out[0] and out == checked(news, *some) == checked(news, *some, "--no-cache")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_edit_is_seen_whatever_the_times_say(news: Path, jobs: str) -> None:
    checked(news, ".", "-j", jobs)
    for name, old, new in (("1.txt", "AD", "an"), ("many.jsonl", "Pier 7.", "Pier 9."), ("large.csv", "AD", "it")):
        before = (news / name).stat()
        (news / name).write_text((news / name).read_text().replace(old, new, 1))
        os.utime(news / name, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (news / name).stat().st_size == before.st_size
        out = checked(news, ".", "-j", jobs)
        assert out == checked(news, ".", "--no-cache") == checked(news, ".", "-j", jobs)


def test_only_what_changed_is_checked(news: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from newslint.work import Work

    monkeypatch.chdir(news)
    seen: list[str] = []
    real = Work.check
    monkeypatch.setattr(Work, "check", lambda work, article: (seen.append(article.path), real(work, article))[1])
    words = ["check", "--isolated", "-j", "1", *(f"{number}.txt" for number in range(20)), "many.jsonl", "large.csv"]
    main(words)
    assert len(seen) == 20 + 136 + 2
    for edit, least, most in (
        (lambda: None, 0, 0),
        (lambda: (news / "7.txt").write_text("Nothing.\n"), 1, 1),
        (lambda: (news / "many.jsonl").write_text((news / "many.jsonl").read_text() + RECORDS[0]), 1, 120),  # of 136
    ):
        edit()
        seen.clear()
        main(words)
        assert least <= len(seen) <= most
    capsys.readouterr()


EDITS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(["write", "delete", "add", "touch"]),
        st.sampled_from(
            ["AD\n", "Ferry\nFerry\n", "::error::x\x1b[31m\n", "Clean words.\n", "", "caf\ud800\n", "AD\n" * 9]
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12)
@given(st.lists(EDITS, min_size=1, max_size=4), st.sampled_from(["full", "concise", "jsonl", "csv", "json", "sarif"]))
def test_any_edits(tmp_path_factory: pytest.TempPathFactory, rounds: list[Any], form: str) -> None:
    folder = tmp_path_factory.mktemp("edits")
    news = folder / "news"
    news.mkdir()
    for number in range(8):
        (news / f"{number}.txt").write_text(LABEL)
    for edits in [[], *rounds]:
        for number, what, text in edits:
            _edit(news / f"{number}.{'jsonl' if number == 7 else 'txt'}", what, text)
        outs = [_inside(folder, form, cached) for cached in (False, True, True)]
        assert outs[0] == outs[1] == outs[2]


def _edit(path: Path, what: str, text: str) -> None:
    if path.suffix == ".jsonl":
        text = json.dumps({"text": text}) + "\n"
    raw = text.encode("utf-8", "surrogatepass")
    if what == "delete":
        path.unlink(missing_ok=True)
    elif what == "touch":
        path.touch()
    else:
        path.write_bytes(raw if what == "write" or not path.exists() else path.read_bytes() + raw)


def _inside(folder: Path, form: str, cached: bool) -> tuple[int, bytes]:
    out = folder / "out"
    words = ["check", "--isolated", "-q", "--output-format", form, "-o", str(out), str(folder / "news")]
    status = main([*words, *(["--cache-dir", str(folder / "kept")] if cached else ["--no-cache"])])
    return status, out.read_bytes()


def test_problems_are_told_each_time_and_not_kept(news: Path) -> None:
    words = ("broken.jsonl", "bad.txt", "cut.jsonl.gz", "gone.txt", "--output-format", "json")
    first = checked(news, *words)
    assert len(json.loads(first[0])["problems"]) >= 5
    assert checked(news, *words) == first
    assert len(kept(news)) <= 2  # that the settings are sound, and the list of what is known: nothing


def test_what_changes_during_the_run_is_not_kept(news: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from newslint.work import Work

    monkeypatch.chdir(news)
    real = Work.check

    def check(work: Work, article: Any) -> Any:
        found = real(work, article)
        if article.path == "1.txt":  # after it was read
            (news / "1.txt").write_text("Another text.\n")
        elif article.path == "many.jsonl" and article.record == 3:
            with open(news / "many.jsonl", "a") as file:
                file.write(RECORDS[0])
        return found

    words = ["check", "--isolated", "-j", "1", "1.txt", "2.txt", "many.jsonl"]
    monkeypatch.setattr(Work, "check", check)
    main(words)
    monkeypatch.setattr(Work, "check", real)
    held = kept(news)
    assert len(held) == 1  # that the settings are sound
    capsys.readouterr()
    outs = []
    for more in ([], [], ["--no-cache"]):
        main([*words, *more])
        outs.append(capsys.readouterr())
    assert outs[0] == outs[1] == outs[2]


def test_a_file_that_is_written_again_with_the_same_bytes_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LABEL)
    held = units.small(str(path))
    assert held is not None
    group = units.Group([held])
    assert group.is_as_it_was()
    path.write_text("x")
    path.write_text(LABEL)
    os.utime(path, ns=(1, 1))
    assert not group.is_as_it_was()


def test_groups_do_not_hang_on_their_neighbours(tmp_path: Path) -> None:
    def cut() -> list[list[str]]:
        found = sorted(str(path) for path in tmp_path.iterdir())
        made = Cutter(Settings()).cut([*found, Problem("gone", "is gone")])
        return [[path for path, _ in one[0].entries] for one in made if isinstance(one, tuple)]

    for number in range(600):
        (tmp_path / f"{number:04}.txt").write_text(str(number))
    before = cut()
    assert sum(map(len, before)) == 600 and 4 < len(before) < 30
    (tmp_path / "0300a.txt").write_text("new")
    after = cut()
    assert sum(one not in before for one in after) <= 2
