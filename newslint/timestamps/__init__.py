"""What a raw timestamp means: `read_timestamp` for a field, `read_line` for a line of text."""

from __future__ import annotations

from newslint.timestamps.line import read_line
from newslint.timestamps.read import read_timestamp
from newslint.timestamps.stamp import VERDICTS, Timestamp

__all__ = ["VERDICTS", "Timestamp", "read_line", "read_timestamp"]
