"""JSON Schemas of what newslint reads and writes, a module each, for editors and other checkers.

A module holds `schema()`, which returns the schema as plain values; lying in this folder is all it takes. The files
`*.json` beside them are written by `tools/make_schemas.py` and compared by a test: editors read those.
"""

from __future__ import annotations

import os

from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def names() -> list[str]:
    """The names of all schemas."""
    try:
        files = os.listdir(os.path.dirname(__file__))
        found = {name.partition(".")[0] for name in files if name.endswith((".py", ".pyc"))}
    except OSError:  # run from a zip archive
        from pkgutil import iter_modules

        found = {module.name for module in iter_modules(__path__)}
    return sorted(name for name in found if not name.startswith("_"))


def schema(name: str) -> dict[str, Any]:
    """One schema, made from the models. Raises NewslintError where there is none of that name."""
    from importlib import import_module

    if name not in names():
        raise NewslintError(f"there is no schema {name!r}; there are {', '.join(names())}")
    made: dict[str, Any] = import_module(f"newslint.schemas.{name}").schema()
    return {"$schema": DIALECT, **made}


def text(name: str) -> str:
    """The schema as JSON, as it lies in its file."""
    import json

    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def file(name: str) -> str:
    """Where the shipped file of a schema lies."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.json")
