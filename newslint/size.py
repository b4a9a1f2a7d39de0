"""Sizes in bytes, as people write them."""

from __future__ import annotations

_UNITS = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30}


def byte_count(text: str) -> int:
    """A size such as `64 MiB`, `500kB` or `1000` in bytes. Raises ValueError."""
    number = text.strip().rstrip("BbiIkKmMgG ")
    unit = text.strip()[len(number) :].strip().lower()
    if unit not in _UNITS or not number.isascii() or not number.isdigit() or len(number) > 12 or int(number) < 1:
        raise ValueError(f"expected a size in bytes such as 1000000 or 64MiB, not {text!r}")
    return int(number) * _UNITS[unit]
