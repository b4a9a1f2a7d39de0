"""The schema of a finding, as `jsonl` writes one a line and `json` in its list."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", strict=True)
Line = Annotated[int, Field(ge=1)]
Offset = Annotated[int, Field(ge=0)]


class Place(BaseModel):
    """A stretch of a field. Lines and columns count from 1, columns in code points, the end column exclusive."""

    model_config = _STRICT
    field: str | None = Field(description="The field of the article; null for the article as a whole.")
    line: Line | None = Field(description="The line in the field; in a text file, of the file. Null outside the text.")
    column: Line | None
    end_line: Line | None
    end_column: Line | None


class Edit(BaseModel):
    """Put `text` in the place of the characters start..end (code points from 0) of a field."""

    model_config = _STRICT
    field: str
    start: Offset
    end: Offset
    text: str = Field(description="What comes there; empty: the characters are cut.")


class Fix(BaseModel):
    """How the finding is mended."""

    model_config = _STRICT
    safe: bool = Field(description="Whether no sentence of the story can be lost or changed by it.")
    action: str
    edits: list[Edit] = Field(description="The first 2,000 of them.")
    more_edits: Annotated[int, Field(ge=1)] = Field(
        default=1, description="How many edits there are besides; only there where there are any."
    )


class Finding(Place):
    """One defect of one article."""

    rule: str = Field(description="The rule's name; `newslint rule NAME` explains it.")
    group: str
    severity: Literal["error", "warning", "info"]
    message: str
    path: str = Field(description="The file as it was named or found; - is standard input.")
    record: Line | None = Field(description="Line (JSONL), row (CSV) or index (JSON array); null: one article a file.")
    article: str = Field(description="The article's id, else its address, else its place.")
    site: str | None = Field(description="The registrable domain.")
    language: str | None
    match: str = Field(description="The text found, 1,000 characters of it at most.")
    related: list[Place] = Field(description="Other places that belong to it, such as the first copy of a paragraph.")
    fix: Fix | None
    fingerprint: str = Field(description="The lasting name: it stays the same when the text around the finding moves.")


def schema() -> dict[str, Any]:
    """One finding."""
    return {**Finding.model_json_schema(), "title": "A finding of newslint"}
