"""Apply edits: never two over the same characters, and blank lines left behind are tidied once.

The tidying belongs here and not to the single finding: the repairs of neighbouring lines would otherwise overlap.
"""

from __future__ import annotations

from newslint.late import regex
from newslint.text import LINE_END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newslint.finding import Edit, Finding

_BLANK_LINES = regex(rf"(?:[^\S\r\n]*(?:{LINE_END}))+")
_BLANK_ABOVE = regex(r"(?:\A|\n)[^\S\n]*\n\Z")
_LAST_END = regex(rf"(?:{LINE_END})\Z")


def edits(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Edit]:
    """The edits of the findings that may be mended: the safe ones, or all."""
    return [edit for found in findings for edit in _edits(found, unsafe)]


def apply(fields: dict[str, str], changes: Iterable[Edit]) -> dict[str, str]:
    """The fields with the edits applied. Of edits that overlap, the first by place is kept."""
    by_field: dict[str, list[Edit]] = {}
    for change in changes:
        by_field.setdefault(change.field, []).append(change)
    return {**fields, **{name: edited(fields.get(name, ""), some) for name, some in by_field.items()}}


def compatible(findings: Iterable[Finding], *, unsafe: bool = False) -> list[tuple[Finding, Edit]]:
    """The same edits, each with its finding, but for those that overlap an earlier one: they wait for another round."""
    found = [(one, edit) for one in findings for edit in _edits(one, unsafe)]
    kept: list[tuple[Finding, Edit]] = []
    for pair in sorted(found, key=lambda pair: (pair[1].field, pair[1].start, -pair[1].end)):
        if not kept or kept[-1][1].field != pair[1].field or pair[1].start >= kept[-1][1].end:
            kept.append(pair)
    return kept


def _edits(found: Finding, unsafe: bool) -> tuple[Edit, ...]:
    """What mends a finding; nothing where it is accepted as it is."""
    if found.fix is None or found.accepted is not None or not (found.fix.safe or unsafe):
        return ()
    return found.fix.edits


def edited(text: str, changes: Iterable[Edit]) -> str:
    """The text with the edits applied to it."""
    return replaced(text, cuts(text, changes))


def replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """The text with something else at places (start, end, what), which are in order."""
    parts, offset = [], 0
    for start, end, replacement in places:
        parts += [text[offset:start], replacement]
        offset = end
    return "".join([*parts, text[offset:]])


def cuts(text: str, changes: Iterable[Edit]) -> list[tuple[int, int, str]]:
    """What the edits come down to, in order and without overlaps: (start, end, what is put there instead)."""
    done: list[tuple[int, int, str]] = []
    offset = 0
    solid = len(text.rstrip())
    for start, end, replacement in (_tidied(text, solid, *change) for change in _merged(text, changes)):
        start = max(start, offset)
        if end >= start:
            done.append((start, end, replacement))
            offset = end
    return done


def _merged(text: str, changes: Iterable[Edit]) -> list[tuple[int, int, str]]:
    """The edits in order, without overlaps; cuts of lines that only blank lines part become one."""
    kept: list[tuple[int, int, str]] = []
    for change in sorted(changes, key=lambda c: (c.start, -c.end)):
        start, end, replacement = change.start, change.end, change.text
        if kept and start < kept[-1][1]:
            continue
        if (
            kept
            and not replacement
            and not kept[-1][2]
            and _is_line_cut(text, *kept[-1][:2])
            and _is_line_cut(text, start, end)
        ):
            if not text[kept[-1][1] : start].strip():
                kept[-1] = (kept[-1][0], end, "")
                continue
        kept.append((start, end, replacement))
    return kept


def _is_line_cut(text: str, start: int, end: int) -> bool:
    begins = start == 0 or text[start - 1] in "\r\n"
    return begins and end > start and (end == len(text) or text[end - 1] in "\r\n")


def _tidied(text: str, solid: int, start: int, end: int, replacement: str) -> tuple[int, int, str]:
    """A cut of lines takes along the blank lines that would otherwise stand beside others, or at the text's ends.

    From `solid` on, the text is blank.
    """
    if replacement or not _is_line_cut(text, start, end):
        return start, end, replacement
    if end >= solid:
        return _at_the_end(text, start)
    following = _BLANK_LINES.match(text, end)
    if following and _is_blank_above(text, start):
        end = following.end()
    return start, end, replacement


def _is_blank_above(text: str, start: int) -> bool:
    above = text[max(0, start - 400) : start].replace("\r\n", "\n").replace("\r", "\n")
    return bool(_BLANK_ABOVE.search(above)) or start == 0


def _at_the_end(text: str, start: int) -> tuple[int, int, str]:
    """Nothing but the cut is left up to the end: the blank lines before it go too, and the final line end stays as it was."""
    kept = text[:start].rstrip()
    final = _LAST_END.search(text)
    return len(kept), len(text), final[0] if final and kept else ""
