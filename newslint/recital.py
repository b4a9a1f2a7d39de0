"""Whether a paragraph stands twice because somebody copied it, or because it is sung, prayed, chanted or said twice.

A repair that nobody looks at may only cut the first sort. Where words are recited their repetition is part of the story,
and nothing but the words and their surroundings can tell; so only what is prose without any sign of recital is a copy.
"""

from __future__ import annotations

import re

from newslint.late import regex
from newslint.text import STOPS, columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 50  # columns of prose: below it stand answers, cries, and lines of verse
LONG = 200  # columns that hold several sentences, as no line of a song and no response does
NEAR = 3  # paragraphs before and behind it that are looked at
VERSE = (15, 100)  # columns of a line of verse, also of long ones
ALIKE = 3  # words with which a litany begins each of its lines
_PAUSES = (",", ";", "،", "、", "，", "؛")
_OPENS = (":", "：")  # announces what is sung or said
_WORD = regex(r"\w+")
_CLOSERS = "\"'»)]”’」』 "
# How people pray, swear and sing, in what they begin with or turn to. Not complete: it stands behind the other signs.
_INVOKES = regex(
    r"""\A["'(«]?(?:i|we|o|oh|let\ us|ich|wir|lasst|je|nous|ô|yo|nosotros|noi|ja|my|ми|мы|я|о)\b
    |\b(?:amen|hall?elu[ij]ah?|alleluia|hosann?ah?|mercy\ on|pray\ for\ us|hear\ (?:us|our)|deliver\ us|thy|thee|thou
    |erbarme|bitte\ für\ uns|erhöre\ uns|prends\ pitié|prie[zr]?\ pour\ nous|exauce|ten\ piedad|ruega\ por|tende\ piedade
    |rogai\ por|abbi\ pietà|prega\ per\ noi|zmiłuj|módl\ się\ za|miserere|ora\ pro|förbarma|ontferm|помилуй|помолим\w*
    |аминь|амінь|ελέησον|αμήν|آمین|آمين|אמן)\b""",
    re.VERBOSE,
)


def is_copy(lines: Sequence[str], index: int, count: int, *, in_a_row: bool) -> bool:
    """Whether a paragraph that has stood there before is surely a copy.

    `lines` are the article's paragraphs, folded; `count` how many of them are this one, `in_a_row` whether it follows
    another of them.
    """
    line = lines[index]
    size = columns(line)
    if size < LEAST or (count > 2 and not (in_a_row and size >= LONG)) or _recurs(line, size >= LONG):
        return False
    return size >= LONG or (_is_sentence(line) and not _INVOKES.search(line) and not _is_recited(lines, index))


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(STOPS)


def _recurs(line: str, is_long: bool) -> bool:
    """Whether words come again within it, as in a refrain: three at a time, or five letters where none are parted."""
    words: Sequence[str] = _WORD.findall(line[:4000])
    size = 3
    if len(words) * 12 < columns(line[:4000]):
        words, size = line[:4000], 5
    runs = list(zip(*[words[at:] for at in range(size)], strict=False))
    again = len(runs) - len(set(runs))
    return again * 5 > len(runs) if is_long else again > 0


def _is_recited(lines: Sequence[str], index: int) -> bool:
    """Whether its neighbours announce a recital, begin as it does, or are verse."""
    line = lines[index]
    above = [other for other in lines[max(0, index - NEAR) : index] if other != line]
    others = above + [other for other in lines[index + 1 : index + 1 + NEAR] if other != line]
    if any(other.endswith(_OPENS) for other in above):
        return True
    begins = line.split()[:ALIKE]
    if len(begins) == ALIKE and any(other.split(maxsplit=ALIKE)[:ALIKE] == begins for other in others):
        return True
    verse = [other for other in others if VERSE[0] <= columns(other) <= VERSE[1] and not _is_sentence(other)]
    return len(verse) > 2 or any(other.endswith(_PAUSES) for other in verse)
