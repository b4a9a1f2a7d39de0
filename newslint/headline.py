"""How a line stands to a headline: the same words, a variant of it, or nothing."""

from __future__ import annotations

from newslint.late import regex
from newslint.text import even, fold, squeeze

LONGEST = 400  # characters of a headline (or description) that are compared: `text.fold` reads no more
ALIKE = 92  # per cent at which two headlines are one with a slip in it
FEWEST = 3  # words (or 8 characters without blanks between them) that a part of a headline needs to stand for it
KICKER = 1.8  # times as many words as the headline that a line with it and a kicker may have
LONG_WORD = 4  # letters of a word that tells something
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
_SEPARATOR = regex(r"\s+[|–—·•:/»›-]+\s+|\s*[|｜]\s*|:\s+|\s+[-–—]+|[-–—]+\s+|：|【|】")
RUN = 5  # words in a row that two headlines share when they are of one article
_TRAIL = regex(r"\w *[>»›] *\w")  # a trail of sections, which ends with the headline
_HIDDEN_DIGIT = regex(r"[\d²³¹⁰-₉]")
_CUT = regex(r"(?:\.\.\.|…)\W*\Z")


def words(text: str) -> list[str]:
    """The words of a text, folded: what stays when case and punctuation are taken away."""
    return _WORD.findall(fold(text))


class Headline:
    """A headline, prepared to be compared with many lines."""

    __slots__ = ("_parts", "is_cut", "longest", "size", "telling", "text", "words")

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.size = len(text)
        evened = _WORD.findall(even(text))
        self.longest = max(evened, key=len, default="\n")
        self.telling = [word for word in evened if len(word) >= LONG_WORD] or evened
        self.is_cut = bool(_CUT.search(text))
        self.text = text
        self._parts: frozenset[tuple[str, ...]] | None = None

    @property
    def parts(self) -> frozenset[tuple[str, ...]]:
        """What may be left of it when kicker or site name go."""
        if self._parts is None:
            self._parts = _parts(self.text)
        return self._parts

    def may_be(self, line: str) -> bool:
        """Whether a line of an even text has the length, and a word, without which it has no relation to the headline."""
        if not self.size * 0.3 - 12 <= len(line) <= self.size * 1.6 + 60:
            return False
        return any(map(line.__contains__, self.telling))

    def relation(self, line: str, *, late: bool = False) -> str | None:
        """`same`, `variant`, `akin` (a headline of its own that tells the same), or None.

        Further down in the text (`late`), a line that merely begins or ends with the headline is no copy of it.
        """
        if not self.words or not self.size * 0.3 - 12 <= len(line) <= self.size * 1.6 + 60:
            return None
        if _TRAIL.search(line):
            return None
        others = words(line)
        if others == self.words:
            return "same"
        if not others:
            return None
        if tuple(others) in self.parts or tuple(self.words) in _parts(line):
            return "variant"
        if self._is_longer_than_cut(others, line) or self._is_a_slip(others):
            return "variant"
        if late:
            return None
        if self._is_at_an_end(others):
            return "variant"
        return "akin" if self._is_akin(others) else None

    def _is_at_an_end(self, others: list[str]) -> bool:
        """The line is the headline with a kicker before it or a little after it, whatever parts them."""
        size = len(self.words)
        if size <= FEWEST or not size < len(others) <= size * KICKER:
            return False
        return others[-size:] == self.words or others[:size] == self.words

    def _shares_a_run(self, others: list[str]) -> bool:
        runs = {tuple(self.words[at : at + RUN]) for at in range(len(self.words) - RUN + 1)}
        return any(tuple(others[at : at + RUN]) in runs for at in range(len(others) - RUN + 1))

    def _is_akin(self, others: list[str]) -> bool:
        """The line tells the same in other words: it shares three longer words, and half of the shorter one's."""
        one, two = ({w for w in some if len(w) >= LONG_WORD} for some in (self.words, others))
        if self._shares_a_run(others):
            return True
        shared = len(one & two)
        return len(others) > FEWEST + 1 and shared >= FEWEST and shared * 2 >= min(len(one), len(two))

    def _is_longer_than_cut(self, others: list[str], line: str) -> bool:
        """One is cut short with an ellipsis, and the other begins with its words (the last may be cut in the middle)."""
        if self.is_cut:
            short, long = self.words, others
        elif _CUT.search(line):
            short, long = others, self.words
        else:
            return False
        if len(short) <= FEWEST or len(long) < len(short):
            return False
        return long[: len(short) - 1] == short[:-1] and long[len(short) - 1].startswith(short[-1])

    def _is_a_slip(self, others: list[str]) -> bool:
        """Nearly the same letters, the same numbers, and no word in the place of quite another."""
        if abs(len(others) - len(self.words)) > 2 or min(len(others), len(self.words)) <= FEWEST:
            return False
        if _numbers(others) != _numbers(self.words):
            return False
        from rapidfuzz import fuzz

        one, two = " ".join(self.words), " ".join(others)
        if fuzz.ratio(one, two, score_cutoff=ALIKE) == 0:
            return False
        missing = [word for word in self.words if word not in others]
        extra = [word for word in others if word not in self.words]
        return not (missing and extra) or fuzz.ratio("".join(missing), "".join(extra)) >= 75


def _numbers(some: list[str]) -> list[str]:
    return [word for word in some if _HIDDEN_DIGIT.search(word)]


def _parts(text: str) -> frozenset[tuple[str, ...]]:
    """What may be left of a headline when kicker or site name go: all but its first or last segments."""
    segments = [segment for segment in _SEPARATOR.split(squeeze(text[:LONGEST])) if segment]
    if not 2 <= len(segments) <= 6:
        return frozenset()
    found = set()
    least = len("".join(words(text))) / 2
    for cut in range(1, len(segments)):
        for some in (segments[cut:], segments[:cut]):
            part = tuple(words(" ".join(some)))
            size = sum(map(len, part))
            if size >= least and (len(part) > FEWEST or size >= 16):
                found.add(part)
    return frozenset(found)
