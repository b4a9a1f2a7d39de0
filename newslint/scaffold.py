"""A new rule file to fill in: it holds at once, since it begins as the smallest shipped rule of its kind."""

from __future__ import annotations

import inspect
import re

from newslint import kind, ruleset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_KEY = re.compile(r"(?m)^(?=[a-z_]+:)")
_DROPPED = ("summary:", "why:", "yields_to:", "enabled:")  # what is said of the other rule only


def rule_text(name: str, kind_name: str, schema: str) -> str:
    """The text of a rule file: valid, its examples passing, and comments that say what to write instead.

    `schema` is what the editor's line names as the schema. Raises ValueError where no shipped rule shows the kind.
    """
    title = name.replace("-", " ")
    summary = f"To do: {title}, in a sentence that says what is wrong."
    return "".join(
        [
            f"# yaml-language-server: $schema={schema}\n",
            *(f"# {line}".rstrip() + "\n" for line in _notes(name, kind_name, kind.load(kind_name))),
            f"summary: {_quoted(summary[:120])}\n",
            "why: |\n  To do: where the defect comes from, and what it does to whoever uses the text.\n",
            *_body(kind_name),
        ]
    )


def _quoted(text: str) -> str:
    """A text as a YAML scalar in quotes: a colon in it would make a mapping of it."""
    return "'" + text.replace("'", "''") + "'"


def _notes(name: str, kind_name: str, module: ModuleType) -> Iterator[str]:
    yield f"Fill in every `To do`, then make options, message and examples your own: they are those of another {kind_name} rule."
    yield f"Try it: newslint test {name}.yaml; newslint check --rules {name}.yaml FILES"
    yield f"Words for the message: {', '.join(f'{{{word}}}' for word in dict.fromkeys(('match', *module.WORDS)))}"
    yield f"What a {kind_name} rule may say under options:"
    for line in inspect.cleandoc(module.Options.__doc__ or module.__doc__ or "").split("\n"):
        yield f"  {line}"


def _body(kind_name: str) -> list[str]:
    """The keys of the smallest shipped rule of the kind, as they are written there."""
    shown = [rule for rule in ruleset.shipped() if rule.kind == kind_name]
    if not shown:
        raise ValueError(f"no shipped rule shows how kind {kind_name!r} is used")
    home = ruleset.shipped_folder()
    texts = [home.joinpath(*rule.path.split("/")[1:]).read_text(encoding="utf-8") for rule in shown]
    blocks = _KEY.split(min(texts, key=len))
    return [block for block in blocks if _KEY.match(block) and not block.startswith(_DROPPED)]
