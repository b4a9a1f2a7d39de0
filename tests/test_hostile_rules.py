"""Rules, configurations and what else comes with data from elsewhere: refused by name, and nothing runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile_shared import LABEL, check, run
from our_rules import SOURCE

from newslint import ruleset
from newslint.problem import NewslintError

PATTERN = SOURCE.replace("kind: phrase", "kind: pattern").replace("phrases:", "patterns:")
BAD_RULES = {
    "python tag": SOURCE.replace("[Foo bar]", "!!python/object/apply:os.system ['touch pwned']"),
    "alias": SOURCE.replace("[Foo bar]", "&x [*x]"),
    "deep": SOURCE.replace("[Foo bar]", "[" * 5000),
    "slow pattern": PATTERN.replace("Foo bar", "(a+)+$"),
    "overflow": PATTERN.replace("Foo bar", "a{99999999999}"),
    "deep pattern": PATTERN.replace("[Foo bar]", '["' + "(" * 1500 + ")" * 1500 + '"]'),
    "format": SOURCE.replace("{match}", "{match.__class__}"),
    "numbers": SOURCE.replace("severity: warning", "severity: 5"),
    "list": "- a\n",
    "nul": SOURCE.replace("Foo bar", "\0"),
    "empty": "",
    "huge": SOURCE + "#" * (5 << 20),
    "escape": SOURCE.replace("severity: warning", 'severity: "\\e[31m::error::\\u202e"'),
}


@pytest.mark.parametrize("name", BAD_RULES)
def test_a_bad_rule_is_refused_by_name_and_nothing_runs(tmp_path: Path, name: str) -> None:
    (tmp_path / "my-rule.yaml").write_text(BAD_RULES[name])
    (tmp_path / "a.txt").write_text(LABEL)
    done = check(tmp_path, "a.txt", "--rules", "my-rule.yaml", timeout=300)
    assert done.returncode == 2 and not done.stdout and b"my-rule.yaml:" in done.stderr
    assert len(done.stderr) < 3000 and b"\x1b" not in done.stderr and b"\n::" not in done.stderr
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("name", ["a\x1bb.yaml", "Ad Label.yaml", "::error::.yaml", "../x.yaml", "ümlaut.yaml"])
def test_a_rules_name_is_untrusted_too(tmp_path: Path, name: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).write_text(SOURCE)
    done = check(tmp_path, ".", "--rules", f"deep/{name}")
    assert done.returncode == 2 or name.startswith("..")
    assert b"\x1b" not in done.stderr and not done.stderr.startswith(b"::")


def test_rules_speak_plainly(tmp_path: Path) -> None:
    """What a rule says is put in as it stands: no format string, no markup, no escape."""
    source = SOURCE.replace('found "{match}"', "'%s {match} [red] {{0}} \\x1b ::error::'").replace(
        'Foo bar"', 'Foo bar"'
    )
    source = source.replace('^^^^^^^ found "Foo bar"', "^^^^^^^ %s Foo bar [red] {{0}} \\x1b ::error::")
    source = source.replace("message: '%s", 'message: "%s').replace("::error::'", '::error::"', 1)
    (tmp_path / "my-rule.yaml").write_text(source)
    (tmp_path / "a.txt").write_text("Foo bar\nAnd more.\n")
    done = check(tmp_path, "a.txt", "--rules", "my-rule.yaml", "--select", "my-rule", "--output-format", "concise")
    assert b"\x1b" not in done.stdout + done.stderr
    assert done.returncode == 2 or rb"%s Foo bar [red]" in done.stdout


def test_a_thousand_rules_and_two_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for number in range(1000):
        (tmp_path / "mine" / f"rule-{number}.yaml").write_text(SOURCE.replace("Foo bar", f"Foo bar{number}"))
    assert len(ruleset.load([str(tmp_path / "mine")])) == 1000
    (tmp_path / "mine" / "deep").mkdir()
    (tmp_path / "mine" / "deep" / "rule-1.yaml").write_text(SOURCE)
    with pytest.raises(NewslintError, match="rename one of the two files"):
        ruleset.load([str(tmp_path / "mine")])


CONFIGS = {
    "unknown key": "plugin = 'os.system'",
    "code": "rules = ['pkg:os']",
    "address": "rules = ['https://example.org/rules']",
    "outside": "rules = ['/etc/passwd']",
    "nan": "record-bytes = nan",
    "inf": "unpacked-bytes = inf",
    "deep": "fields = " + "[" * 3000 + "]" * 3000,
    "deep tables": "[" + "a." * 3000 + "b]",
    "type": "select = {a = 1}",
    "escape": 'select = ["\\u001b[31m::error::"]',
    "nul": 'exclude = ["\\u0000"]\nselect = 1',
    "binary": "\0\0\0",
    "digits": "record-bytes = " + "9" * 5000,
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_bad_configuration_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "newslint.toml").write_text(CONFIGS[name])
    (tmp_path / "a.txt").write_text(LABEL)
    done = run(tmp_path, "check", "a.txt", timeout=300)
    assert done.returncode == 2 and not done.stdout, done
    assert len(done.stderr) < 20_000 and b"\x1b" not in done.stderr and b"\n::" not in done.stderr


PLANTED = {
    "rules": ("check", "a.txt", "--rules", "odd.yaml"),
    "rules in a folder": ("check", "a.txt", "--rules", "."),
    "the baseline": ("check", "a.txt", "--baseline", "odd.yaml"),
    "the ignore file": ("check", "a.txt", "--ignore-file", "odd.yaml"),
    "an old report": ("diff", "odd.yaml", "odd.yaml"),
    "a log": ("undo", "odd.yaml"),
    "a log to be written": ("check", "a.txt", "--fix", "--fix-log", "odd.yaml"),
}


@pytest.mark.parametrize("odd", ["a pipe", "a device"])
@pytest.mark.parametrize("what", PLANTED)
def test_what_comes_with_data_from_elsewhere_is_never_waited_for(tmp_path: Path, what: str, odd: str) -> None:
    """A checkout may hold a pipe that nobody writes to, or a link to what never ends."""
    (tmp_path / "a.txt").write_text(LABEL)
    os.mkfifo(tmp_path / "odd.yaml") if odd == "a pipe" else (tmp_path / "odd.yaml").symlink_to("/dev/zero")
    done = run(tmp_path, *PLANTED[what], timeout=300)
    assert done.returncode == 2 and b"odd.yaml" in done.stderr, done.stderr
    assert (tmp_path / "a.txt").read_text() == LABEL
