"""Rule files: what is refused, and with which words; which rules run."""

from __future__ import annotations

from pathlib import Path

import pytest
from our_rules import SOURCE

from newslint import examples, ruleset
from newslint.problem import NewslintError


def load(tmp_path: Path, source: str, name: str = "my-rule.yaml") -> str:
    path = tmp_path / "mine" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, "utf-8")
    with pytest.raises(NewslintError) as caught:
        ruleset.load([str(path)])
    return str(caught.value)


def test_one_file_is_a_rule(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "my-rule.yaml").write_text(SOURCE, "utf-8")
    [rule] = ruleset.load([str(tmp_path / "mine")])
    assert (rule.name, rule.group) == ("my-rule", "mine")
    assert examples.run(rule) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("severity: warning", "severty: warning", 2, "severty: unknown key.*did you mean 'severity'"),
        ("severity: warning", "severity: bad", 2, "severity: .*'error', 'warning' or 'info'.*'bad'"),
        ("severity: warning\n", "severity: warning\nseverity: error\n", 3, "'severity' stands here a second time"),
        ("kind: phrase", "kind: frase", 4, "no kind 'frase'.*did you mean 'phrase'"),
        ("    any:", "    any: [a]\n  phases:\n    any:", 8, "phases.*unknown key.*did you mean 'phrases'"),
        ('"{match}"', '"{mach}"', 3, "unknown word {mach}.*did you mean 'match'"),
        ("summary: A line says what it should not.\n", "", 1, "summary.*required"),
        ("[Foo bar]", "['--']", 7, "holds nothing that could be compared"),
        ("  good:\n    - Nothing at all.\n", "", 8, "good.*required"),
        ("kind: phrase", "kind: [phrase]", 4, "kind"),
        ("- text: |", "- txt: |", 10, "txt.*unknown key.*did you mean 'text'"),
        ("    any:", "    englisch:", 7, "options.phrases.englisch: there is no language 'englisch'"),
        ("    any:", "    any tr:", 7, "any tr: there is no language"),
        ("    any:", "    nb:", 7, "there is no language 'nb'"),
        (
            "options:",
            "yields_to: [headline, ad-lable]\noptions:",
            5,
            "yields_to: .*'ad-lable'; did you mean 'ad-label'",
        ),
        ('"{match}"', '"{match"', 3, "message: a brace stands alone"),
        ('"{match}"', '"match}"', 3, "message: a brace stands alone"),
        ("options:", "options:\n  max_chars: 0", 6, "options.max_chars: expected 1 or more, not 0"),
        ("options:", "options:\n  max_chars: many", 6, "options.max_chars: expected a whole number, not 'many'"),
        ("options:", "options:\n  combined: maybe", 6, "options.combined: expected true or false, not 'maybe'"),
        ("options:\n  phrases:\n    any: [Foo bar]", "options: {}", 5, "options: a phrase rule needs"),
        (
            "options:",
            "fix: {action: rewrite-field, safe: true}\noptions:",
            5,
            "fix.action: a phrase rule cannot rewrite-field",
        ),
        (
            "options:",
            "fix: {action: delete-line, safe: true}\noptions:\n  field: title",
            5,
            "fix.action: lines are cut from",
        ),
        (
            "kind: phrase\noptions:\n  phrases:\n    any: [Foo bar]",
            "kind: timestamp\noptions: {reasons: [no-zon]}",
            5,
            "no reason 'no-zon'",
        ),
        (
            "kind: phrase\noptions:\n  phrases:\n    any: [Foo bar]",
            "kind: repeat\noptions: {min_columns: 90, max_columns: 9}",
            5,
            "min_columns 90 is more than max_columns 9",
        ),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in SOURCE
    message = load(tmp_path, SOURCE.replace(old, new, 1))
    first = message.splitlines()[0]
    assert first.startswith(f"{tmp_path}/mine/my-rule.yaml:{line}: "), message
    assert __import__("re").search(said, message), message


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("(a+)+b", "ways"), ("[", "not a regular expression"), (r"(\w)\1", "back-reference"), ("a" * 5000, "long")],
)
def test_a_bad_pattern_is_refused(tmp_path: Path, pattern: str, said: str) -> None:
    source = (
        SOURCE.replace("kind: phrase", "kind: pattern")
        .replace("phrases:", "patterns:")
        .replace("[Foo bar]", f"['{pattern}']")
    )
    message = load(tmp_path, source)
    assert ":7: options.patterns.any.0: " in message
    assert said in message


def test_a_name_must_be_a_name(tmp_path: Path) -> None:
    assert "lower-case words" in load(tmp_path, SOURCE, "My Rule.yaml")


def test_not_yaml_at_all(tmp_path: Path) -> None:
    assert "mapping" in load(tmp_path, "just text")
    assert ":1:" in load(tmp_path, "a: b: c")


def test_a_name_in_two_folders(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "my-rule.yaml").write_text(SOURCE, "utf-8")
    with pytest.raises(NewslintError, match=r"two/my-rule.yaml:1: a rule of this name is also in .*one/my-rule.yaml"):
        ruleset.load([str(tmp_path / "one"), str(tmp_path / "two")])
    with pytest.raises(NewslintError, match="also in"):
        ruleset.load([str(tmp_path)])
    assert len(ruleset.load([str(tmp_path / "one"), str(tmp_path / "one" / "my-rule.yaml")])) == 1


def test_no_such_file() -> None:
    with pytest.raises(NewslintError, match="no such rule file"):
        ruleset.load(["nowhere/"])


def test_a_users_rule_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "ad-label.yaml").write_text(SOURCE, "utf-8")
    merged = ruleset.merge(ruleset.shipped(), ruleset.load([str(tmp_path)]))
    assert [rule.kind for rule in merged if rule.name == "ad-label"] == ["phrase"]
    assert next(rule for rule in merged if rule.name == "ad-label").summary.startswith("A line says")


def names(**words: list[str]) -> set[str]:
    rules = ruleset.shipped()
    return {
        rule.name
        for rule in ruleset.select(rules, words.get("chosen", []), words.get("ignored", []), words.get("extended", []))
    }


def test_selection() -> None:
    everything = {rule.name for rule in ruleset.shipped()}
    default = {rule.name for rule in ruleset.shipped() if rule.enabled}
    ads = {rule.name for rule in ruleset.shipped() if rule.group == "ads"}
    assert names() == default
    assert names(chosen=["ALL"]) == everything
    assert names(chosen=["ads"]) == ads
    assert names(chosen=["ad-label"], ignored=["ads"]) == {"ad-label"}
    assert names(ignored=["ads"]) == default - ads
    assert names(extended=["repetition-budget"]) == default | {"repetition-budget"}
    assert names(chosen=["ads"], ignored=["ad-label"]) == ads - {"ad-label"}


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(NewslintError, match="did you mean 'ad-label'"):
        names(chosen=["ad-lable"])
