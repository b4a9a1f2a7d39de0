"""The schema of a rule file: the keys of every rule, and for each kind of check the options that it knows."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from newslint import kind
from newslint.rule import RuleForm, options_model

if TYPE_CHECKING:
    from types import ModuleType

_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z`])")


def schema() -> dict[str, Any]:
    """A rule, its options by its kind."""
    form = RuleForm.model_json_schema()
    definitions = form.pop("$defs")
    branches = []
    for name in kind.kinds():
        module = kind.load(name)
        options, own = _options(name, module)
        definitions |= own
        definitions[f"{name}-options"] = options
        branches.append(_branch(name, module, bool(options.get("required"))))
    properties = form["properties"]
    for value in properties.values():
        value.pop("title", None)
    properties["kind"] = {**properties["kind"], "enum": kind.kinds()}
    properties["options"].pop("additionalProperties", None)
    return {**form, "title": "A rule of newslint", "allOf": branches, "$defs": definitions}


def _branch(name: str, module: ModuleType, needs_options: bool) -> dict[str, Any]:
    """What holds where the kind is this one."""
    words = [*dict.fromkeys(("match", *module.WORDS))]
    inner = "|".join(words)
    said = f"What a finding says. A {name} rule knows the words {', '.join(f'{{{word}}}' for word in words)}."
    then: dict[str, Any] = {
        "properties": {
            "options": {"$ref": f"#/$defs/{name}-options"},
            "message": {"pattern": rf"^(?![\s\S]*\{{(?!(?:{inner})\}})[^{{}}]*\}})", "description": said},
        }
    }
    if needs_options:
        then["required"] = ["options"]
    return {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then}


def _options(name: str, module: ModuleType) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options of a kind, each with the sentences that its docstring says of it, and what they refer to."""
    made = options_model(module).model_json_schema(ref_template=f"#/$defs/{name}-{{model}}")
    inner = {f"{name}-{key}": value for key, value in made.pop("$defs", {}).items()}
    text = inspect.cleandoc(module.Options.__doc__ or module.__doc__ or "")
    sentences = _SENTENCE.split(" ".join(text.split()))
    for key, value in made.get("properties", {}).items():
        value.pop("title", None)
        said = [sentence for sentence in sentences if f"`{key}`" in sentence or f"`{key}:" in sentence]
        if said:
            value["description"] = " ".join(said)
    return {**made, "title": f"Options of kind {name}", "description": text}, inner
