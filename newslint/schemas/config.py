"""The schema of newslint.toml, and of [tool.newslint] in pyproject.toml."""

from __future__ import annotations

from typing import Any

from newslint.article import FIELDS
from newslint.config import ConfigForm
from newslint.reports import formats

_SIZE = {
    "anyOf": [
        {"type": "integer", "minimum": 1},
        {"type": "string", "pattern": r"^\s*[0-9][0-9_.]*\s*[A-Za-z]*\s*$", "examples": ["64MiB"]},
    ]
}
_WORD = {"type": "string", "minLength": 1}


def schema() -> dict[str, Any]:
    """The settings; what the models turn into something else before they check it is put as it may be written."""
    made = ConfigForm.model_json_schema(by_alias=True)
    properties = made["properties"]
    for key, value in properties.items():
        value.pop("title", None)
        if key.endswith("-bytes"):
            properties[key] = {"description": value["description"], **_SIZE}
    properties["fields"] |= {
        "propertyNames": {"enum": list(FIELDS)},
        "additionalProperties": {"anyOf": [_WORD, {"type": "array", "items": _WORD}]},
    }
    properties["output-format"]["enum"] = formats()
    return {**made, "title": "The configuration of newslint"}
