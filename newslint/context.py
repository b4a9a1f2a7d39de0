"""What excuses a repeat: songs, prayers, forms of questions, lists and records repeat their lines, and mean it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from newslint.late import regex
from newslint.text import STOPS, columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

VERSE_LINES = 4  # short lines in a row that make verse
VERSE_COLUMNS = 60
FORM = 3  # times that a question, or any short line, stands before it is a form and no accident
FORM_GAP = 4  # paragraphs between one response and the next
PETITION_COLUMNS = 40  # of what stands before a response
PROSE_COLUMNS = 120
_PAUSES = (",", ";", "،", "、", "，")
_PROSAIC = regex(r"[()\[\]:|©@\d]")  # what captions and lists hold, and verse does not


class Context:
    """The surroundings of one article's paragraphs, worked out only when something repeats."""

    __slots__ = ("keys", "counts", "_places", "_regular")

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self.counts = Counter(keys)
        self._places: dict[str, list[int]] = {}  # what many copies of many paragraphs would ask for again and again
        self._regular: dict[str, bool] = {}

    def excuses(self, index: int, relation: str, arrangement: str) -> bool:
        """Whether the paragraph's repetition belongs to the article."""
        if relation != "same" or arrangement == "block":
            return False
        if arrangement == "distant":
            return self._is_form(index) or self._is_verse(index, punctuated=True)
        return self._is_verse(index, punctuated=False)

    def _is_form(self, index: int) -> bool:
        """A question put again and again, or a response said again and again at the same distance."""
        key = self.keys[index]
        if self.counts[key] < FORM:
            return False
        if key.endswith(("?", "？", "؟")):
            return True
        return key.endswith(STOPS) and columns(self.keys[index]) < PROSE_COLUMNS and self._is_regular(key)

    def _is_regular(self, key: str) -> bool:
        if not self._places:
            for index, other in enumerate(self.keys):
                self._places.setdefault(other, []).append(index)
        if key not in self._regular:
            self._regular[key] = self._is_response(self._places[key])
        return self._regular[key]

    def _is_response(self, places: list[int]) -> bool:
        """Whether what stands in these places comes at one distance, mostly after something longer."""
        gaps = [later - earlier for earlier, later in pairwise(places)]
        petitions = sum(columns(self.keys[place - 1]) >= PETITION_COLUMNS for place in places if place)
        return max(gaps) <= FORM_GAP and max(gaps) - min(gaps) <= 1 and petitions * 2 >= len(places)

    def _is_verse(self, index: int, *, punctuated: bool) -> bool:
        """One of at least four short lines in a row, of which at least half go on where they end.

        Lists of links look so too; only what stands twice in a row is excused without any comma at a line's end.
        """
        if columns(self.keys[index]) > VERSE_COLUMNS:
            return False
        first, last = index, index
        while first > 0 and index - first < VERSE_LINES and columns(self.keys[first - 1]) <= VERSE_COLUMNS:
            first -= 1
        while (
            last + 1 < len(self.keys) and last - index < VERSE_LINES and columns(self.keys[last + 1]) <= VERSE_COLUMNS
        ):
            last += 1
        lines = self.keys[first : last + 1]
        if punctuated and not any(line.endswith(_PAUSES) for line in lines):
            return False
        going_on = sum(not line.endswith(STOPS) for line in lines)
        return len(lines) >= VERSE_LINES and going_on * 2 >= len(lines) and not any(map(_PROSAIC.search, lines))
