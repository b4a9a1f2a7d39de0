"""The cache: the same bytes cold and warm, nothing believed that is not ours, nothing imported that is not needed."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile_shared import LABEL, environment, run
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import cachedir, reports
from newslint.cache import PART, pack, units, view
from newslint.cache.cutter import Cutter
from newslint.cache.shelf import HEAD, Shelf
from newslint.cli import main
from newslint.problem import Problem
from newslint.settings import Settings
from newslint.summary import RuleCount, Summary

RECORDS = [f'{{"id": "n{number}", "text": "The harbour is frozen.\\nAD\\nPier {number}."}}\n' for number in range(120)]
HTML = "<p>The harbour is frozen over.</p>" * 2500  # 85 KB that are read, and not checked
LONG = f'{{"id": "long", "url": "https://example.org/1", "text": "The harbour is frozen over.", "html": "{HTML}"}}\n'


def fill(folder: Path) -> None:
    """Every sort of file: clean, with findings, broken, packed, and one that is more than one stretch."""
    folder.mkdir(exist_ok=True)
    for number in range(20):
        (folder / f"{number}.txt").write_text(LABEL if number % 3 else "The harbour is frozen.\n")
    (folder / "many.jsonl").write_text("".join([*RECORDS[:60], *[LONG] * 16, *RECORDS[60:]]))
    (folder / "broken.jsonl").write_text("".join([*RECORDS[:9], "null\n", *RECORDS[9:12], "{\n"]))
    (folder / "wide.jsonl").write_bytes("".join(RECORDS[:20]).encode("utf-16"))
    (folder / "s.csv").write_text('title,text\nFerry,"Ferry\nAD"\n')
    (folder / "large.csv").write_text(f'title,text,html\nFerry,"Ferry\nAD",\nIce,"The ice is thick.","{HTML * 5}"\n')
    (folder / "p.jsonl.gz").write_bytes(gzip.compress("".join(RECORDS[:40]).encode()))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress("".join(RECORDS).encode())[:-900])
    (folder / "bad.txt").write_bytes(b"caf\xe9 \x00\nAD\n")
    (folder / "empty.jsonl").write_bytes(b"")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache") / "news"
    fill(folder)
    return folder


@pytest.fixture
def news(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "news"))


def checked(folder: Path, *words: str, env: dict[str, str] | None = None) -> tuple[bytes, bytes, int]:
    done = run(folder, "check", *words, env=env)
    return done.stdout, done.stderr, done.returncode


def kept(folder: Path) -> dict[str, bytes]:
    """What lies in the cache of a folder."""
    place = folder / cachedir.NAME / PART
    return {path.name: path.read_bytes() for path in place.iterdir()} if place.is_dir() else {}


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


def shown(words: list[str], capsys: Any) -> tuple[int, str, str]:
    """The same in this process."""
    status = main(["check", "--isolated", "-j", "1", *words])
    return status, *capsys.readouterr()


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


DAMAGES = {
    "emptied": lambda data: b"",
    "cut": lambda data: data[:-1],
    "cut in its head": lambda data: data[:10],
    "foreign": lambda data: b"\x80\x04\x95pickle" * 20,
    "edited": lambda data: data.replace(b"AD", b"an"),
    "of another time": lambda data: data.replace(b"cache 1", b"cache 0"),
    "huge": lambda data: data + b" " * 100,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_ignored(news: Path, damage: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(news)
    plain = shown([".", "--no-cache"], capsys)
    for form in ("full", "json"):
        shown([".", "--output-format", form], capsys)
        held = kept(news)
        assert len(held) > 3
        for name, data in held.items():
            (news / cachedir.NAME / PART / name).write_bytes(damage(data))
        assert shown(["."], capsys) == plain
    assert shown(["."], capsys) == plain


def test_pieces_that_change_places_are_ignored(news: Path) -> None:
    plain = checked(news, ".", "--no-cache")
    checked(news, ".")
    held = kept(news)
    for name, data in zip(held, [*held.values()][::-1], strict=True):
        (news / cachedir.NAME / PART / name).write_bytes(data)
    assert checked(news, ".") == plain


def unit(name: bytes) -> units.Unit:
    return units.Unit("group:a.txt", ("a.txt",), name, 1, [])


def test_no_words_but_ours_come_from_the_cache() -> None:
    """Whoever can write to the folder may make a true seal: what would act on a terminal or a CI log is not passed on."""
    counts, name = Summary(), b"n" * 16
    acting = (
        "a\x1b]0;x\x07",
        "::error::x",
        "a\n ::set-output::x",
        "##[group]",
        "\u202e",
        "a\rb",
        "a\x1b[5m",
        "\x9b",
        "\ud800",
    )
    for bad in acting:
        for color in (False, True):
            assert view.unpacked(view.packed(unit(name), counts, f"{bad}\n") or b"", name, color) is None, bad
    good = "a.txt:1: \x1b[1;31merror\x1b[0m x: العربية 👩\u200d🚀\n\n"
    held = view.packed(unit(name), counts, good)
    assert held is not None
    found = view.unpacked(held, name, True)
    assert found is not None and found[1] == good.encode()
    assert view.unpacked(held, name, False) is None
    assert view.unpacked(held, b"o" * 16, True) is None


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_any_bytes_are_nothing(data: bytes) -> None:
    assert isinstance(pack.unpacked(data + b"\nrest"), dict)
    assert view.unpacked(data + b"\nrest", b"n" * 16, False) is None


def test_counts_that_can_be_none() -> None:
    name = b"n" * 16
    good = [f"{name.hex()}\t2\t1\t0", "ad-label\terror\t1\t1\t1", "text\n"]
    found = view.unpacked("\n".join(good).encode(), name, False)
    assert found is not None and found[0].findings == 1 and found[0].articles == 2
    heads = (
        "",
        "\t2\t1",
        "\t-2\t1\t0",
        "\t2\tx\t0",
        "\t2\t1\t-1",
        "\t2\t1_0\t0",
        "\t2\t\t0",
        "\t²\t1\t0",
        "\t2\t1\t" + "9" * 99,
    )
    rules = (
        "ad-label",
        "ad-label\tbad\t1\t1\t1",
        "ad-label\terror\t1\t1",
        "\terror\t1\t1\t1",
        "ad-label\terror\t1\t1\t-1",
    )
    for bad in (*([name.hex() + head, *good[1:]] for head in heads), *([good[0], rule, good[2]] for rule in rules)):
        assert view.unpacked("\n".join(bad).encode(), name, False) is None, bad
    assert view.unpacked("\n".join(good).encode() + b"\xc3A\xa9", name, False) is None  # bytes that are no text


def test_rules_with_odd_names_are_not_kept() -> None:
    for odd in ("a\tb", "a\nb", ""):
        counts = Summary()
        counts.rules[odd] = RuleCount(odd, "error")
        assert view.packed(unit(b"n" * 16), counts, "") is None


def test_a_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(str(tmp_path))
    one, two = b"1" * 16, b"2" * 16
    shelf.put(one, b"payload")
    assert shelf.get(one) == b"payload" and shelf.get(two) is None
    os.symlink(one.hex(), tmp_path / two.hex())
    assert shelf.get(two) is None  # a link
    os.unlink(tmp_path / two.hex())
    os.mkfifo(tmp_path / two.hex())
    assert shelf.get(two) is None  # waits for nobody
    assert (tmp_path / one.hex()).read_bytes().startswith(HEAD)


def test_the_oldest_go_first(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path), 4000)
    mine = tmp_path / "mine.txt"
    mine.write_text("x" * 9000)
    for number in range(10):
        shelf.put(bytes([number]) * 16, b"x" * 1000)
        shelf.written = 1
        with_time = tmp_path / (bytes([number]) * 16).hex()
        os.utime(with_time, (1_000_000 + number, 1_000_000 + number))
    left = tmp_path / f"{'0' * 32}.7.tmp"
    left.write_bytes(b"x")
    os.utime(left, (1, 1))
    shelf.prune()
    assert [shelf.get(bytes([number]) * 16) is not None for number in range(10)] == [False] * 7 + [True] * 3
    assert mine.exists() and not left.exists()


def test_one_run_does_not_fill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint.cache import shelf as module

    shelf = Shelf(str(tmp_path), 4000)
    for number in range(10):
        shelf.put(bytes([number]) * 16, b"x" * 1000)
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.setattr(module, "MOST", 1000)
    assert shelf.get(b"\0" * 16) is None


def test_where_nothing_can_be_kept(news: Path) -> None:
    plain = checked(news, ".", "--no-cache")
    (news / cachedir.NAME).write_text("mine")
    assert checked(news, ".") == plain
    assert (news / cachedir.NAME).read_text() == "mine"
    (news / cachedir.NAME).unlink()
    (news / "precious").mkdir()
    os.symlink("precious", news / cachedir.NAME)
    assert checked(news, ".") == plain
    assert not list((news / "precious").iterdir())
    assert b"no cache" in checked(news, "-v", ".")[1]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no rights")
def test_a_folder_that_is_read_only(news: Path) -> None:
    plain = checked(news, "1.txt", "--no-cache")
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    news.chmod(0o555)
    try:
        assert checked(news, "1.txt") == plain
    finally:
        news.chmod(0o755)


def test_where_it_lies(news: Path, tmp_path: Path) -> None:
    def lies(place: Path) -> bool:
        found = place.is_dir() and (place / "CACHEDIR.TAG").is_file() and (place / PART).is_dir()
        shutil.rmtree(place, ignore_errors=True)
        return found

    checked(news, "1.txt", "--cache-dir", str(tmp_path / "a"))
    assert lies(tmp_path / "a") and not (news / cachedir.NAME).exists()
    checked(news, "1.txt", env={"NEWSLINT_CACHE_DIR": str(tmp_path / "b")})
    assert lies(tmp_path / "b") and not (news / cachedir.NAME).exists()
    (news / "newslint.toml").write_text('cache-dir = "c"\n')
    checked(news, "1.txt")
    assert lies(news / "c") and not (news / cachedir.NAME).exists()
    for words, env in ((("--no-cache",), {}), ((), {"NEWSLINT_NO_CACHE": "1"})):
        checked(news, "1.txt", *words, env=env)
        assert not (news / "c").exists()
    (news / "newslint.toml").write_text("no-cache = true\n")
    checked(news, "1.txt")
    assert not (news / cachedir.NAME).exists()
    (news / "newslint.toml").write_text('cache-dir = "../c"\n')
    assert b"cache-dir: '../c' is outside" in checked(news, "1.txt")[1]


def test_standard_input_is_not_kept(news: Path) -> None:
    with open(news / "many.jsonl", "rb") as file:
        run(news, "check", "--stdin-filename", "x.jsonl", "-", stdin=file)
    assert not kept(news)


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


def test_two_runs_at_once(news: Path) -> None:
    plain = checked(news, ".", "--no-cache")
    command = [sys.executable, "-P", "-c", "import sys; from newslint.cli import main; sys.exit(main(sys.argv[1:]))"]
    for _ in range(2):
        runs = [
            subprocess.Popen(
                [*command, "check", "."], cwd=news, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for _ in range(3)
        ]
        outs = [(*one.communicate(), one.returncode) for one in runs]
        assert outs == [plain] * 3
    assert not [name for name in kept(news) if name.endswith(".tmp")]


def test_a_check_writes_to_its_cache_and_nowhere_else(news: Path) -> None:
    before = {path.name: path.read_bytes() for path in news.iterdir()}
    checked(news, ".")
    assert {path.name for path in news.iterdir()} == {*before, cachedir.NAME}
    assert {path.name for path in (news / cachedir.NAME).iterdir()} == {*cachedir.MARKS, PART}
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in kept(news))  # no name of ours tells one of theirs
    assert before == {name: (news / name).read_bytes() for name in before}


def test_clean(news: Path) -> None:
    checked(news, "1.txt")
    (news / "precious").write_text("x")
    os.symlink("../../precious", news / cachedir.NAME / PART / ("0" * 32))
    held = sum(map(len, kept(news).values())) - 1
    done = run(news, "clean")
    assert done.returncode == 0
    assert done.stderr.decode() == f"Removed 3 files ({held:,} bytes) in {cachedir.NAME}.\n"
    assert (news / "precious").exists()
    os.unlink(news / cachedir.NAME / PART / ("0" * 32))
    assert run(news, "clean").stderr.decode() == f"Nothing was kept in {cachedir.NAME}.\n"
    assert not (news / cachedir.NAME / PART).exists()
    checked(news, "1.txt", "--cache-dir", "own")
    run(news, "clean", "--cache-dir", "own")
    assert not (news / "own").exists()
    os.symlink(".", news / "link")
    (news / PART).mkdir()
    (news / PART / "mine").write_text("x")
    run(news, "clean", "--cache-dir", "link")
    assert (news / PART / "mine").exists()


HEAVY = (
    "pydantic",
    "yaml",
    "rapidfuzz",
    "pathspec",
    "tqdm",
    "jinja2",
    "newslint.lint",
    "newslint.kind",
    "newslint.work",
)


def test_a_warm_run_makes_nothing_ready(filled: Path, tmp_path: Path) -> None:
    news = Path(shutil.copytree(filled, tmp_path / "news"))
    words = ["check", "-j", "2", "many.jsonl", "large.csv", *(f"{number}.txt" for number in range(20))]
    code = (
        "import sys; from newslint.cli import main; status = main(sys.argv[1:]);"
        "sys.stderr.write('\\n' + ' '.join(sys.modules)); sys.exit(status)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *words], cwd=news, env=environment(), capture_output=True
        )
    assert done.returncode == 1 and len(done.stdout) > 10_000
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert "newslint.cache.kept" in loaded
    assert not loaded & {*HEAVY, "multiprocessing"}
    assert not [name for name in loaded if re.match(r"newslint\.(checks|corpus|timestamps)\b", name)]
