"""What a rule's form cannot say: whether it could find, mend or leave alone anything at all."""

from __future__ import annotations

from newslint.language import is_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_CUTS = ("delete-line", "delete-match")  # what every kind can have done


def check_languages(plain: dict[str, Any]) -> None:
    """Raises ValueError where a table is filed under what is no language: it would never be looked at."""
    for key, table in plain.items():
        for code in table if isinstance(table, dict) else ():
            parts = code.split(" ")
            if parts[0] == "any":
                parts = [part.removeprefix("-") for part in parts[1:] if part.startswith("-")] or [""] * (
                    len(parts) - 1
                )
            for part in parts:
                if not is_code(part):
                    form = "write a code such as `de`, several (`hr sr bs`), `any`, or `any -tr -az`"
                    raise ValueError(f"options.{key}.{code}: there is no language {part!r}; {form}")


def check_bounds(options: Any, plain: dict[str, Any]) -> None:
    """Raises ValueError where the least is more than the most: nothing could ever be found."""
    for key in [key for key in dir(options) if key.startswith("min_")]:
        most = "max_" + key.removeprefix("min_")
        if hasattr(options, most) and getattr(options, key) > getattr(options, most):
            where = key if key in plain else most
            least = f"{key} {getattr(options, key)} is more than {most} {getattr(options, most)}"
            raise ValueError(f"options.{where}: {least}; nothing could be found")


def of_fix(kind: str, action: str, options: Any, module: ModuleType) -> str:
    """Why the fix could do nothing, as a sentence; empty where it can: few kinds know what to write in a place."""
    able = (*_CUTS, *getattr(module, "WRITES", ()))
    if action not in able:
        return f"a {kind} rule cannot {action}; it can {' or '.join(able)}"
    field = getattr(options, "field", "text")
    if action in _CUTS and field != "text":
        return f"lines are cut from the text only, and this rule looks at the {field}; leave `fix` out"
    return ""
