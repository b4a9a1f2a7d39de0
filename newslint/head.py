"""The head of an article's text: timestamps, headline, kicker, reading time - and the line on which the body begins.

A plain text has no fields: what a record would call `title` and `published` is found here, before any check runs, so
that a headline is compared with the body and never with itself.
"""

from __future__ import annotations

import re

from newslint.late import regex
from newslint.text import STOPS, ends_sentence, fold, is_far

FIRST = 2  # lines of which one may be the timestamp even where it is broken
HEAD_LINES = 12  # non-blank lines that can belong to a head
HEADLINE = (12, 250)  # characters a headline has, at least and at most
SENTENCE = 40  # characters from which a line that ends with a full stop is prose: headlines have none
PROSE = 80  # characters from which a line that ends with any other sign of a sentence is
_NOT_A_HEADLINE = regex(
    r"\d+[ -]?min\b|https?:|www\.|[^ ]+@|©|(?:by|von|por|par|di|da|av|af|door|автор:?|yazan:?) \w|(?:photo|foto|bild|image)\b",
    re.IGNORECASE,
)
_WIDE = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")  # scripts that say more in fewer characters


class Head:
    """Line numbers (from 0) of the headline and the timestamps where they are in the text, and of the body's first line."""

    __slots__ = ("title", "published", "modified", "body")

    def __init__(self) -> None:
        self.title: int | None = None
        self.published: int | None = None
        self.modified: int | None = None
        self.body = 0


def is_prose(line: str) -> bool:
    """Whether the line is running text: long, and ending as a sentence does (shorter where the script is dense)."""
    if not ends_sentence(line):
        return len(line) > HEADLINE[1]
    least = SENTENCE if line.endswith(STOPS) else PROSE
    return len(line) >= least or (len(line) >= least // 3 and _is_dense(line))


def _is_dense(line: str) -> bool:
    return is_far(line) and bool(_WIDE.search(line))


def find(lines: list[str], solid: list[int], title: str | None) -> Head:
    """The head of a text, given its stripped lines, the numbers of those not blank, and the title field if there is one."""
    head = Head()
    wanted = fold(title) if title else None
    for place, number in enumerate(solid[:HEAD_LINES]):
        line = lines[number]
        if is_prose(line) and fold(line) != wanted:
            head.body = number
            return head
        _place(head, number, line, wanted, is_first=place < FIRST)
    known = [n for n in (head.title, head.published, head.modified) if n is not None]
    rest = [n for n in solid if not known or n > max(known)]
    head.body = rest[0] if rest else len(lines)
    return head


def _place(head: Head, number: int, line: str, wanted: str | None, *, is_first: bool) -> None:
    labelled = _stamp(line, is_first)
    if labelled == "modified" and head.modified is None:
        head.modified = number
    elif labelled and head.published is None:
        head.published = number
    elif not labelled and head.title is None and _is_headline(line, wanted):
        head.title = number


def _stamp(line: str, is_first: bool) -> str | None:
    """Which timestamp the line is in essence, `published` or `modified`; None for any other line."""
    if len(line) > 120:
        return None
    from newslint.timestamps import read_head_line, read_line

    stamp = (read_head_line if is_first else read_line)(line)
    if stamp is None:
        return None
    labels = [label for label, _ in stamp.moments]
    return "modified" if labels == ["updated"] else "published"


def _is_headline(line: str, wanted: str | None) -> bool:
    if wanted is not None:
        return fold(line) == wanted
    dense = _is_dense(line)
    low, high = HEADLINE
    if not (low // (2 if dense else 1) <= len(line) <= high) or line.endswith((*STOPS, ":", ",", ";")):
        return False
    return (dense or line.count(" ") >= 2) and not _NOT_A_HEADLINE.match(line)
