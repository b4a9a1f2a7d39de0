"""The schema of newslint-ignore.yaml."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from newslint.ignoring import IgnoreForm


def schema() -> dict[str, Any]:
    """A list of entries, each of which says where or what."""
    made = TypeAdapter(list[IgnoreForm]).json_schema()
    entry = made["$defs"]["IgnoreForm"]
    names = ("article", "path", "site", "match", "fingerprint")
    entry["anyOf"] = [{"required": [name]} for name in names]
    entry["properties"]["until"] |= {"examples": ["2027-01-31"]}
    return {**made, "title": "Findings that newslint ignores"}
