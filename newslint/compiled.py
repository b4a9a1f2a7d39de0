"""The shipped rules, validated beforehand: a run that finds them unchanged need import neither YAML nor pydantic.

`compiled.json` holds what `rule.validate` made of every file, and the digest of the files' bytes. It is written by
tools/make_docs.py and compared by a test; where a rule was changed since, the digest differs and the YAML is read.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FILE = "compiled.json"


def digest(sources: Iterable[tuple[str, bytes]]) -> str:
    """The name of a set of rule files: BLAKE2b over paths and bytes, in the given order."""
    from hashlib import blake2b

    made = blake2b(digest_size=16)
    for path, data in sources:
        made.update(b"%d:%s%d:" % (len(path), path.encode("utf-8", "surrogatepass"), len(data)))
        made.update(data)
    return made.hexdigest()


def read(wanted: str) -> list[dict[str, Any]] | None:
    """The validated rules of the files with this digest; None where they were not compiled."""
    import json
    from importlib import resources

    try:
        held = json.loads((resources.files("newslint") / FILE).read_bytes())
    except (OSError, ValueError):
        return None
    rules: list[dict[str, Any]] | None = held["rules"] if held.get("digest") == wanted else None
    return rules


def written(wanted: str, rules: list[dict[str, Any]]) -> str:
    """What the file holds, one rule a line, so that a change of one rule is a change of one line."""
    import json

    lines = ",\n".join(json.dumps(rule, ensure_ascii=False, separators=(",", ":")) for rule in rules)
    return f'{{"digest":"{wanted}","rules":[\n{lines}\n]}}\n'
