"""How a line stands to a headline: the same words, a variant of it, or nothing."""

from __future__ import annotations

from newslint.late import regex
from newslint.text import even, fold, squeeze

RELATIONS = ("same", "variant", "akin")  # from the nearest to the furthest
LONGEST = 400  # characters of a headline (or description) that are compared: `text.fold` reads no more
ALIKE = 92  # per cent at which two headlines are one with a slip in it
FEWEST = 3  # words (or 8 characters without blanks between them) that a part of a headline needs to stand for it
KICKER = 1.8  # times as many words as the headline that a line with it and a kicker may have
LONG_WORD = 4  # letters of a word that tells something
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTERS = bytes(code if chr(code).isalnum() or chr(code) == "'" else ord(" ") for code in range(256))
_SEPARATOR = regex(r"\s+[|–—·•:/»›-]+\s+|\s*[|｜]\s*|:\s+|\s+[-–—]+|[-–—]+\s+|：|【|】")
RUN = 5  # words in a row that two headlines share when they are of one article
_TRAILS = ">»›"
_TRAIL = regex(r"\w *[>»›] *\w")  # a trail of sections, which ends with the headline
_HIDDEN_DIGIT = regex(r"[\d²³¹⁰-₉]")
_CUT = regex(r"(?:\.\.\.|…)\W*\Z")


def words(text: str) -> list[str]:
    """The words of a text, folded: what stays when case and punctuation are taken away."""
    return _cut(text[:LONGEST].lower() if text.isascii() else fold(text))


def _cut(folded: str) -> list[str]:
    """The words of a text in lower case: in Western Europe by blanks in the place of all else, which is quicker."""
    try:
        raw = folded.encode("latin-1").translate(_LETTERS)
    except UnicodeEncodeError:
        return _WORD.findall(folded)
    if b"'" in raw:  # which belongs to a word only within it
        raw = b" %b " % raw.replace(b"''", b"  ")
        raw = raw.replace(b" '", b"  ").replace(b"' ", b"  ")
    return raw.decode("latin-1").split()


class Headline:
    """A headline, prepared to be compared with many lines: what few of them ask for is worked out when one does."""

    __slots__ = ("_words", "high", "low", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low, self.high = (
            max(1, -int((12 - len(text) * 0.3) // 1)),
            int(len(text) * 1.6 + 60),
        )  # characters of such a line
        self._words: list[str] | None = None

    def sought(self) -> tuple[str, list[str]]:
        """Its longest word, and all telling ones, as an even text has them: a line without the latter has no relation to it."""
        evened = _cut(even(self.text))
        return max(evened, key=len, default="\n"), [word for word in evened if len(word) >= LONG_WORD] or evened

    @property
    def words(self) -> list[str]:
        """Its words, folded."""
        if self._words is None:
            self._words = words(self.text)
        return self._words

    def relation(self, line: str, *, late: bool = False, furthest: str = "akin") -> str | None:
        """`same`, `variant`, `akin` (a headline of its own that tells the same), or None where it is none up to `furthest`.

        Further down in the text (`late`), a line that merely begins or ends with the headline is no copy of it.
        """
        if not self.low <= len(line) <= self.high:
            return None
        found = self._relation(words(line), line, late, furthest)
        return None if found and any(map(line.__contains__, _TRAILS)) and _TRAIL.search(line) else found

    def _relation(self, others: list[str], line: str, late: bool, furthest: str) -> str | None:
        own = self.words
        if not own or not others:
            return None
        if others == own:
            return "same"
        if furthest == "same":
            return None
        if (others[0] == own[0] or others[-1] == own[-1]) and self._is_a_part(others, line, late):
            return "variant"
        if self._is_a_slip(others):
            return "variant"
        return "akin" if furthest == "akin" and not late and self._is_akin(others) else None

    def _is_a_part(self, others: list[str], line: str, late: bool) -> bool:
        """Whether one begins or ends with the other, and what it has more is a kicker, a site's name, or was cut off."""
        own = self.words
        if _is_at_an_end(others, own) and tuple(others) in _parts(self.text):
            return True
        if _is_at_an_end(own, others):
            is_near = len(own) > FEWEST and len(others) <= len(own) * KICKER  # whatever parts the two
            if (is_near and not late) or tuple(own) in _parts(line):
                return True
        return self._is_longer_than_cut(others, line)

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
        if _CUT.search(self.text):
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
        one, two = " ".join(self.words), " ".join(others)
        if min(len(one), len(two)) * 2 < (len(one) + len(two)) * ALIKE / 100:  # too different in length to be alike
            return False
        from rapidfuzz import fuzz

        if fuzz.ratio(one, two, score_cutoff=ALIKE) == 0 or _numbers(others) != _numbers(self.words):
            return False
        missing = [word for word in self.words if word not in others]
        extra = [word for word in others if word not in self.words]
        return not (missing and extra) or fuzz.ratio("".join(missing), "".join(extra)) >= 75


def _is_at_an_end(short: list[str], long: list[str]) -> bool:
    """Whether the longer list of words begins or ends with the shorter one."""
    size = len(short)
    return size < len(long) and (long[:size] == short or long[-size:] == short)


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
