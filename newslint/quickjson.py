"""`json.loads` for what newslint wrote itself: `json` takes more than a millisecond to import, the scanner in C below it none."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Usual:
    """How `json.loads` reads."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, float


try:
    from _json import make_scanner

    _scan: Any = make_scanner(_Usual)  # type: ignore[arg-type]
except (ImportError, AttributeError):  # a Python that does without it, or asks for more
    from json import JSONDecoder

    _scan = JSONDecoder().scan_once  # type: ignore[attr-defined]


def loads(data: bytes) -> Any:
    """What the bytes say: JSON in UTF-8, without white space around it. Raises ValueError."""
    text = data.decode()
    try:
        value, end = _scan(text, 0)
    except StopIteration:  # so it says that nothing begins here
        end = -1
    if end != len(text):
        raise ValueError(f"no JSON: {text[:40]!r}")
    return value
