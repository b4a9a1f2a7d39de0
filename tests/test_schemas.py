"""The JSON Schemas: in step with the models, true to what newslint reads and writes, and strict."""

from __future__ import annotations

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newslint import check, plainyaml, schemas
from newslint.cli import main

ROOT = Path(__file__).parent.parent
RULES = sorted((ROOT / "rules").rglob("*.yaml"))
RULE = {
    "summary": "The text is about gulls.",
    "severity": "info",
    "message": 'gulls: "{match}"',
    "kind": "phrase",
    "options": {"phrases": {"any": ["A gull sat there."]}},
    "examples": {"bad": [{"text": "A gull sat there.\n"}], "good": ["It is."]},
}


def errors(name: str, value: object) -> list[str]:
    """What a schema has against a value."""
    return [error.message for error in Draft202012Validator(schemas.schema(name)).iter_errors(value)]


@pytest.mark.parametrize("name", schemas.names())
def test_a_schema_is_one_and_its_file_in_step(name: str) -> None:
    Draft202012Validator.check_schema(schemas.schema(name))
    shipped = json.loads(Path(schemas.file(name)).read_text(encoding="utf-8"))
    assert shipped == schemas.schema(name), "run: python tools/make_schemas.py"


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_shipped_rule_is_one(path: Path) -> None:
    assert errors("rule", plainyaml.load(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"severty": "info"}, "'severty' was unexpected"),
        ({"options": {"phrases": {"any": ["x"]}, "min_cols": 1}}, "'min_cols' was unexpected"),
        ({"options": {"patterns": {"any": ["x"]}}}, "'patterns' was unexpected"),
        ({"kind": "phrases"}, "'phrases' is not one of"),
        ({"message": "gulls {macth}"}, "does not match"),
        ({"fix": {"action": "delete", "safe": True}}, "is not valid under any"),
        ({"examples": {"bad": [], "good": ["It is."]}}, "[] should be non-empty"),
        ({"kind": "measure", "options": {}}, "'measure' is a required property"),
    ],
)
def test_a_misspelt_rule_is_refused(change: dict[str, Any], said: str) -> None:
    assert errors("rule", RULE) == []
    assert any(said in error for error in errors("rule", {**copy.deepcopy(RULE), **change}))


def test_options_are_explained() -> None:
    definitions = schemas.schema("rule")["$defs"]
    assert "phrases" in definitions["phrase-options"]["properties"]["phrases"]["description"]
    told = [value for value in definitions["phrase-options"]["properties"].values() if "description" in value]
    assert len(told) >= 3


def test_a_finding_is_what_the_schema_says() -> None:
    text = "The harbour is frozen.\nAD\n" + "The mayor of the town is very much against the plan of the council.\n" * 2
    found = check({"id": 7, "text": text, "published": "last Monday", "url": "https://a.example.org/x"})
    assert {one.line is None for one in found} == {True, False}
    for one in found:
        assert errors("finding", one.as_dict()) == []
    assert list(schemas.schema("finding")["required"]).sort() == list(found[0].as_dict()).sort()
    assert errors("finding", {**found[0].as_dict(), "colour": "red"})


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("select = ['ads']\nrecord-bytes = '64MiB'\ntext-bytes = 1000\nrules = ['pkg:acme']", True),
        ("[fields]\ntext = 'body'\ntitle = ['h', 'h1']\n[sites.\"example.org\"]\nzone = 'Europe/Kyiv'", True),
        ("[fields]\ntxt = 'body'", False),
        ("slect = ['ads']", False),
        ("output-format = 'pdf'", False),
        ("[sites.\"example.org\"]\nzon = 'Europe/Kyiv'", False),
        ("record-bytes = 0", False),
    ],
)
def test_a_configuration(text: str, good: bool) -> None:
    assert (errors("config", tomllib.loads(text)) == []) is good


def test_the_command_prints_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "rule"]) == 0
    assert json.loads(capsys.readouterr().out) == schemas.schema("rule")
