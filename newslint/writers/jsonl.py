"""JSON Lines: a record is written as in JSON."""

from __future__ import annotations

from newslint.writers.json_ import Writer

__all__ = ["Writer"]
