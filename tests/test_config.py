"""Where settings come from, which file counts, and what is said of a wrong one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import config, keys, settings
from newslint.cli.flags import words
from newslint.problem import NewslintError
from newslint.size import byte_count


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _complaint(folder: Path, text: str) -> str:
    (folder / "newslint.toml").write_text(text)
    with pytest.raises(NewslintError) as caught:
        settings.load()
    return str(caught.value)


def test_without_a_file_everything_is_at_its_default(folder: Path) -> None:
    known = settings.load()
    assert known.file is None
    assert all(known.origin(key) == "default" for key in settings.names())


def test_the_nearest_file_upward_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "newslint.toml").write_text("fail-on = 'info'\n")
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert settings.load().fail_on == "info"
    (folder / "a" / "pyproject.toml").write_text("[project]\nname = 'newslint-user'\n")
    assert settings.load().fail_on == "info", "a pyproject.toml without [tool.newslint] is passed over"
    (folder / "a" / "pyproject.toml").write_text("[tool.newslint]\nfail-on = 'error'\n")
    known = settings.load()
    assert known.fail_on == "error"
    assert known.root == str(folder / "a")


def test_in_one_folder_the_dotted_file_counts(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.newslint]\nfail-on = 'info'\n")
    (folder / "newslint.toml").write_text("fail-on = 'error'\n")
    assert settings.load().file == "newslint.toml"
    (folder / ".newslint.toml").write_text("fail-on = 'never'\n")
    assert settings.load().file == ".newslint.toml"
    assert settings.load(isolated=True).file is None
    assert settings.load("pyproject.toml").fail_on == "info"


def test_every_key_can_be_set_and_is_told_from_where(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "newslint.toml").write_text(
        """
select = ["ads"]
ignore = ["ads"]
extend-select = ["ads"]
severity = {ads = "info"}
per-file-ignores = {"old/*" = ["ads"]}
exclude = ["a"]
extend-exclude = ["b"]
force-exclude = true
respect-gitignore = false
rules = ["./mine"]
fail-on = "never"
output-format = "json"
record-bytes = "1 MiB"
text-bytes = 1000
unpacked-bytes = "2GB"
baseline = "known.jsonl"
ignore-file = "ours.yaml"
jobs = 3
no-cache = true
cache-dir = "kept"
[max-rate]
ads = "0.5%"
[fields]
text = "payload.body"
title = ["head", "kopf"]
[sites."www.Example.org"]
name = "Example"
zone = "Europe/Kyiv"
date-order = "DMY"
first-year = 1999
"""
    )
    known = settings.load()
    assert {known.origin(key) for key in settings.names()} == {"newslint.toml"}
    assert (known.record_bytes, known.text_bytes, known.unpacked_bytes) == (1 << 20, 1000, 2_000_000_000)
    assert known.fields == {"text": ["payload.body"], "title": ["head", "kopf"]}
    site = known.sites["example.org"]
    assert (site.name, site.zone, site.date_order, site.first_year) == ("Example", "Europe/Kyiv", "DMY", 1999)
    assert [Path(path).resolve() for path in known.rules] == [folder / "mine"]


def test_keys_of_the_form_and_of_the_settings_are_the_same() -> None:
    assert [name.replace("_", "-") for name in config.ConfigForm.model_fields] == settings.names() == list(keys.KEYS)
    assert [name.replace("_", "-") for name in config.SiteForm.model_fields] == list(keys.SITE)


WORDS = st.sampled_from(
    ["", "ads", "x.y", "info", "never", "text", "txt", "1 MiB", "0.5%", "101%", "DMY", "Europe/Kyiv", "\ud800"]
)
SIMPLE = WORDS | st.booleans() | st.integers(-1, 10_000) | st.just(1 << 70) | st.floats() | st.none()
LISTS = st.lists(WORDS | SIMPLE, max_size=2)
VALUES = SIMPLE | LISTS | st.dictionaries(WORDS | st.sampled_from(list(keys.SITE)), SIMPLE | LISTS, max_size=2)
SITES = st.dictionaries(WORDS, st.fixed_dictionaries({}, optional=dict.fromkeys((*keys.SITE, "x"), SIMPLE)), max_size=2)


@given(st.dictionaries(st.sampled_from([*keys.KEYS, "fail_on", "x"]), VALUES | SITES, min_size=1, max_size=2))
def test_what_is_taken_without_pydantic_is_taken_with_it(own: dict[str, Any]) -> None:
    values = keys.plain(own)
    if values is not None:
        assert values == config.checked(own, "newslint.toml", "")
        assert list(values) == list(config.checked(own, "newslint.toml", ""))


GOOD: dict[str, Any] = {
    **dict.fromkeys(("select", "ignore", "extend-select", "exclude", "extend-exclude", "rules"), ([], ["ads", "x"])),
    **dict.fromkeys(("force-exclude", "respect-gitignore", "no-cache"), (True, False)),
    **dict.fromkeys(("record-bytes", "text-bytes", "unpacked-bytes"), (1, "64MiB")),
    **dict.fromkeys(("baseline", "ignore-file", "cache-dir"), ("x",)),
    "severity": [{"ads": "info"}],
    "per-file-ignores": [{"a/*": ["ads"]}],
    "fields": [{"text": "a", "title": ["b", "c"]}],
    "sites": [{"a.org": {"name": "", "zone": "Europe/Kyiv", "date-order": "YMD", "first-year": 1400}}],
    "fail-on": ["error", "never"],
    "max-rate": [{"ads": "0.5%"}],
    "output-format": ["json", ""],
    "jobs": [1, 1024],
}


@pytest.mark.parametrize("key", keys.KEYS)
def test_what_is_right_is_taken_without_pydantic(key: str) -> None:
    for value in GOOD[key]:
        assert keys.plain({key: value}) == config.checked({key: value}, "newslint.toml", "")


def test_a_run_with_a_configuration_imports_no_pydantic(folder: Path) -> None:
    (folder / "newslint.toml").write_text("ignore = ['pull-quote']\n[sites.'a.org']\nname = 'The A'\n")
    (folder / "a.txt").write_text("The harbour is frozen, and no ship has left it since Tuesday.\n")
    code = "import sys; from newslint.cli import main; main(['check', 'a.txt', '-q']); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    modules = done.stdout.splitlines()[-1].split()
    assert "newslint.keys" in modules
    assert not {"pydantic", "newslint.config", "newslint.rule", "yaml"} & set(modules)


def test_flags_beat_the_file(folder: Path) -> None:
    text = "select = ['ads']\nignore = ['repeats']\nfields = {text = 'a', title = 'b'}\n"
    (folder / "newslint.toml").write_text(text)
    flags = {"select": ["repeats"], "ignore": ["headline"], "fields": {"text": ["c"]}}
    known = settings.load(flags=flags)
    assert known.select == ["repeats"]
    assert known.ignore == ["headline"]
    assert known.fields == {"text": ["c"], "title": ["b"]}
    assert known.origin("select") == "--select"
    assert known.origin("ignore") == "newslint.toml, --ignore"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nselct = []\n", "newslint.toml:2: selct: unknown key; possible are select, ignore, "),
        ("select = 'ads'\n", "newslint.toml:1: select: expected a list, such as [one, two], not 'ads'"),
        ("force-exclude = 1\n", "newslint.toml:1: force-exclude: expected true or false, not 1"),
        ("fail-on = 'fatal'\n", "newslint.toml:1: fail-on: expected 'error', 'warning', 'info' or 'never', not"),
        ("[severity]\nads = 'mild'\n", "newslint.toml:2: severity.ads: expected 'error', 'warning' or 'info', not"),
        ("[fields]\ntxt = 'x'\n", "newslint.toml:2: fields.txt: an article has no field 'txt'; there are id, "),
        ("[sites.'a.org']\nzone = 'Europe/Kiyv'\n", "toml:2: sites.a.org.zone: there is no time zone 'Europe/Kiyv'"),
        ("[sites.'a.org']\nzone = '../../etc/passwd'\n", "there is no time zone '../../etc/passwd'"),
        ("[sites.'a.org']\norder = 'DMY'\n", "sites.a.org.order: unknown key; possible are name, zone, date-order, "),
        ("[sites.'a.org']\ndate-order = 'dmy'\n", "expected 'DMY', 'MDY' or 'YMD', not 'dmy'"),
        ("[sites.'https://a.org/x']\nname = 'x'\n", "sites.https://a.org/x: expected a domain in quotes"),
        ("[sites.localhost]\nname = 'x'\n", "sites.localhost: expected a domain in quotes"),
        ("record-bytes = 'lots'\n", "record-bytes: expected a size in bytes such as 1000000 or 64MiB, not 'lots'"),
        ("record-bytes = 0\n", "record-bytes: expected 1 or more, not 0"),
        ("rules = ['/etc']\n", "newslint.toml:1: rules: '/etc' is outside this file's folder"),
        ("select = [", "newslint.toml: this is not TOML: "),
        ("a = 1\na = 2\n", "newslint.toml: this is not TOML: "),
        ("x = " + "[" * 5000, "newslint.toml: this is not TOML: "),
    ],
)
def test_mistakes_are_told_with_file_and_key(folder: Path, text: str, said: str) -> None:
    assert said in _complaint(folder, text)


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    assert len(_complaint(folder, "a = 1\nb = 2\n").splitlines()) == 2


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "newslint.toml").write_bytes(b"select = ['\xff']\n")
    with pytest.raises(NewslintError, match="TOML is written in UTF-8, but byte 12 is not"):
        settings.load()


WAYS = (
    "[tool.newslint]\nfail-on = 'info'\n",
    "[ tool . newslint ]\nfail-on = 'info'\n",
    "[tool.\"newslint\"]\nfail-on = 'info'\n",
    "['tool'.newslint]\nfail-on = 'info'\n",
    "[tool]\nnewslint = {fail-on = 'info'}\n",
    "[tool]\nnewslint.fail-on = 'info'\n",
    "tool.newslint.fail-on = 'info'\n",
    "tool = {newslint = {fail-on = 'info'}}\n",
)


@pytest.mark.parametrize("text", WAYS)
def test_every_way_to_write_the_table_counts(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text)
    assert settings.load().fail_on == "info"


def test_a_pyproject_that_only_names_newslint_is_not_parsed(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[project]\ndependencies = ['newslint']\nthis is no TOML\n")
    assert settings.load().file is None


def test_a_pyproject_of_the_wrong_shape(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool]\nnewslint = 3\n")
    with pytest.raises(NewslintError, match=r"pyproject.toml: tool.newslint: expected a table"):
        settings.load()
    (folder / "pyproject.toml").write_text("[tool.newslint\n")
    with pytest.raises(NewslintError, match=r"pyproject.toml: this is not TOML"):
        settings.load()


def test_a_named_file_must_speak_of_us(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(NewslintError, match=r"this file has no \[tool.newslint\]"):
        settings.load("pyproject.toml")


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("64MiB", 64 << 20), ("64 mib", 64 << 20), ("5kB", 5000)])
def test_sizes(text: str, count: int) -> None:
    assert byte_count(text) == count


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5GB", "MiB", "1 TiB", "\u0661", "9" * 40])
def test_no_sizes(text: str) -> None:
    with pytest.raises(ValueError, match="expected a size"):
        byte_count(text)


def test_words_are_parted_by_commas() -> None:
    assert words("ads, repeats,,") == ["ads", "repeats"]
