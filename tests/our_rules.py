"""Rules that tests write: as a file, as an installed pack has it, and made without a file."""

from __future__ import annotations

from typing import Any

from newslint.kind import Rule

SOURCE = """summary: A line says what it should not.
severity: warning
message: found "{match}"
kind: phrase
options:
  phrases:
    any: [Foo bar]
examples:
  bad:
    - text: |
        Foo bar
        ^^^^^^^ found "Foo bar"
        And more.
  good:
    - Nothing at all.
"""
GULLS = """summary: The text is about gulls.
severity: warning
message: gulls
kind: phrase
options: {phrases: {any: [A gull sat there.]}}
examples:
  bad:
    - text: |
        A gull sat there.
        ^^^^^^^^^^^^^^^^^ gulls
  good: [No bird was seen.]
"""


def rule(name: str = "test", kind: str = "phrase", **options: Any) -> Rule:
    """A rule of a kind with these options, as if a file had said so."""
    plain = {
        "name": name,
        "group": "test",
        "summary": "A rule of a test.",
        "why": "",
        "severity": "info",
        "message": "found",
        "kind": kind,
        "options": options,
        "fix": None,
        "yields_to": [],
        "enabled": True,
        "path": "test",
        "examples": {},
    }
    return Rule(plain)
