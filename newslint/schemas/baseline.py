"""The schema of a baseline's lines: the first says what the file is, each other one is a known finding."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from newslint.baseline import HEAD


class KnownFinding(BaseModel):
    """One known finding. Only its fingerprint counts; the other keys are for people."""

    model_config = ConfigDict(extra="forbid", strict=True)
    article: str = Field(
        description="The path of its file from the baseline's folder, # and the article's id, address, headline or number."
    )
    rule: str
    match: str = Field(description="The beginning of the text found.")
    fingerprint: str = Field(pattern="^[0-9a-f]{16}$", description="The lasting name of the finding.")


def schema() -> dict[str, Any]:
    """One line."""
    first = {"type": "object", "const": HEAD, "description": "The first line."}
    known = KnownFinding.model_json_schema()
    return {"title": "A line of a newslint baseline", "anyOf": [first, known]}
