"""What each shipped rule was measured to find: `measured.json`, written by benchmarks/accuracy.py --update."""

from __future__ import annotations

FEWEST = 5  # lines below which a share says nothing


def said(rule: str) -> str | None:
    """A sentence with the rule's measured precision; None where it was not measured, or on too few lines."""
    import json
    from importlib import resources

    file = resources.files("newslint") / "measured.json"
    if not file.is_file():
        return None
    figures = json.loads(file.read_text("utf-8"))
    row = figures["rules"].get(rule)
    if row is None or row["lines"] < FEWEST:
        return None
    share = (row["lines"] - row["on_content"]) / row["lines"]
    return f"{share:.1%} of the {row['lines']} lines it found in {figures['corpus']} were boilerplate"
