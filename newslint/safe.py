"""The one gateway through which scraped text reaches a terminal, a log or a report.

What a terminal would obey (escape sequences, carriage returns), what reorders text (bidi controls), what ends a line
unseen (U+2028) and what a CI runner takes for a command (`::error::`, `##[group]`) is shown, not passed on.
"""

from __future__ import annotations

import re
import unicodedata

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# C0, DEL, C1, soft hyphen, Arabic letter mark and the other bidi controls, zero-width space, line and paragraph
# separator, word joiner and invisible operators, lone surrogates, BOM, interlinear marks, tags. Joiners stay: emoji and
# Persian live on them.
_UNSAFE = regex(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = regex("[\ud800-\udfff]")
_ODD_WIDTH = regex("[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e]")  # one column each: those
_RUNNER = regex(r"##(\w*)\[")
TAB = 4  # columns a tab advances to the next multiple of


def safe_text(text: str) -> str:
    """The text as it may stand in one line of output: what could act is shown as `\\x1b`, `\\n`, `\\u202e`."""
    if not text.isprintable():  # most text is, and the answer is one pass in C
        text = _UNSAFE.sub(_shown, text)
    return safe_line(text) if "::" in text or "##" in text else text


def safe_lines(text: str) -> str:
    """The same for newslint's own sentences of several lines: their line ends stay."""
    return "\n".join(safe_text(line) for line in text.split("\n"))


def safe_line(line: str) -> str:
    """A finished line without what a CI runner obeys: `::` at its beginning, `##[` anywhere."""
    if "##" in line:
        line = _RUNNER.sub(r"##\1\\x5b", line)
    if "::" in line and line.lstrip().startswith("::"):
        line = line.replace("::", r"\x3a:", 1)
    return line


def untabbed(text: str) -> str:
    """The text with tabs as blanks up to the next multiple of four columns, wide characters counted as two."""
    if "\t" not in text:
        return text
    parts: list[str] = []
    column = 0
    for number, part in enumerate(text.split("\t")):
        if number:
            gap = TAB - column % TAB
            parts.append(" " * gap)
            column += gap
        parts.append(part)
        column += width(part)
    return "".join(parts)


def width(text: str) -> int:
    """The columns a text takes in a terminal: two for wide characters, none for combining marks and joiners."""
    if text.isascii():
        return len(text)
    return len(text) + sum([_width(character) - 1 for character in _ODD_WIDTH.findall(text)])


def is_narrow(text: str) -> bool:
    """Whether each character of the text surely takes one column."""
    return text.isascii() or _ODD_WIDTH.search(text) is None


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    short = {9: r"\t", 10: r"\n", 13: r"\r"}.get(code)
    return short or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}")


def safe_json(value: Any, *, indent: int | None = None) -> str:
    """A value as strict ASCII JSON: no NaN, no lone surrogates (shown as text), nothing a CI runner would obey.

    Raises ValueError for NaN and infinities.
    """
    import json

    written = json.dumps(value, indent=indent, allow_nan=False)
    if "\\ud" in written:
        written = json.dumps(paired(value), indent=indent, allow_nan=False)
    return _RUNNER.sub(r"##\1\\u005b", written) if "##" in written else written


def paired(value: Any) -> Any:
    """The value with every lone surrogate in its texts written out as `\\ud800`."""
    if isinstance(value, str):
        return _SURROGATE.sub(_shown, value)
    if isinstance(value, dict):
        return {paired(key): paired(inner) for key, inner in value.items()}
    return [paired(inner) for inner in value] if isinstance(value, (list, tuple)) else value
