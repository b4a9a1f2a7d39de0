"""pydantic's objections in the words of newslint: what was expected, for people who do not know Python."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_EXPECTED = {
    "string_type": "expected text",
    "list_type": "expected a list, such as [one, two]",
    "dict_type": "expected keys with values under it",
    "model_type": "expected keys with values under it",
    "model_attributes_type": "expected keys with values under it",
    "mapping_type": "expected keys with values under it",
    "bool_type": "expected true or false",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "literal_error": "expected {expected}",
    "string_too_short": "expected {min_length} characters or more",
    "string_too_long": "expected {max_length} characters at most",
    "too_short": "expected {min_length} entries or more",
    "too_long": "expected {max_length} entries at most",
    "greater_than_equal": "expected {ge} or more",
    "less_than_equal": "expected {le} or less",
}


def expected(detail: Any) -> str:
    """What an error of pydantic says was expected, and what was there instead. `detail` is one of `errors()`."""
    form = _EXPECTED.get(detail["type"])
    said = form.format(**detail.get("ctx", {})) if form else str(detail["msg"]).removeprefix("Value error, ")
    given = detail.get("input")
    if form and given == "":
        return f"{said}, not nothing"
    if isinstance(given, (dict, list)) or (not form and repr(given) in said):
        return said
    return f"{said}, not {given!r}"
