"""A look at a line of an article that costs little and turns nearly all away, before what reads dates is even imported."""

from __future__ import annotations

from functools import lru_cache

from newslint.late import regex
from newslint.timestamps.digits import fold
from newslint.timestamps.words import lexicon, senses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newslint.timestamps.stamp import Timestamp

SHORTEST_LINE = 4
LONGEST_LINE = 120  # two labelled moments with zone and weekday stay below 100
_HEAD_LINE = 60
_LONGEST_PHRASE = 40
_UNLIKELY = regex('[?!%$€£¥=<>{}#&"“”„«»…©]')
_UNLIKELY_PLAIN = regex('[?!%$=<>{}#&"]')  # of ASCII: most lines need no more, and it is compiled ten times as fast
_DATE_DIGITS = 5  # 1.2.24 alone may be a section or a version
_WORDS = regex(r"[^\W\d_]{3,}")
_STRANGERS = 2  # words that only a phrase of CLDR has ("ago"), or two words glued
_LETTERS = regex(r"[a-zA-Z]+")
_JOINED = regex(r"\d[ ]?[:./-][ ]?\d|[a-z][A-Z]|\d[a-zA-Z]")  # numbers that make a date or a time, and words glued
_FILLERS_ONLY = frozenset("fzo")
_COUNT = regex(r"(\D*+)\d{1,3}(\D*+)")
_COUNT_DIGITS = 3
_DIGIT = regex(r"\d")
# In UTF-8, where no digit is: all bytes but ASCII's digits, and those with which the digits of other scripts begin.
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789\n\xd9\xdb\xdf\xe0\xe1\xea\xef\xf0"))
_SHORT, _FEW_DIGITS, _MANY_BLANKS = 40, 4, 22
PIECE = 5  # letters of a word that can be no ordinal ending, day period or unit
# Of the lexicon: the words for "one", and the beginnings of phrases such as "two days ago" in one word (Welsh, Maltese,
# Hebrew, Arabic). Lines without digits are asked for them, so that most texts need no lexicon; a test compares.
ONES = frozenset("a an een eine einem einer en et ett o one uma um un una une".split())
RELATIVES = frozenset("awr blw deu gim min pyt sag sas sek sen sie xah לפנ قبل".split())


def read_line(line: str, *, language: str | None = None) -> Timestamp | None:
    """The timestamp a line consists of (with labels, zone, reading time at most); None for everything else."""
    if len(line) > 3 * LONGEST_LINE:
        return None
    line = line.strip()
    return read_likely(line, language) if may_be_stamp(line) else None


def read_likely(line: str, language: str | None) -> Timestamp | None:
    """The same of a line, without white space around it, that has been looked at (`likely`)."""
    from newslint.timestamps.line import whole

    return whole(line, language)


def read_head_line(line: str) -> Timestamp | None:
    """The same for a line that stands where only a timestamp does: broken ones, numbers and a mere "yesterday" count too."""
    found = read_line(line)
    if found is not None or not SHORTEST_LINE <= len(line) <= _HEAD_LINE or _is_unlikely(line):
        return found
    if _has_foreign(line, _strangers(line, _HEAD_LINE)):
        return None
    from newslint.timestamps.line import broken

    return broken(line)


def likely(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that may be a timestamp: the same look for many lines, most of which cost a glance."""
    fit = [number for number, line in enumerate(lines) if SHORTEST_LINE <= len(line) <= LONGEST_LINE]
    raw = "\n".join([lines[number] for number in fit]).encode("utf-8", "surrogatepass")
    digits = raw.translate(None, _NO_DIGITS).split(b"\n")  # of all lines in a few microseconds
    some = [
        number
        for number, held in zip(fit, digits, strict=False)
        if held or (len(lines[number]) <= _LONGEST_PHRASE and _phrase(lines[number]))
    ]
    return [number for number in some if may_be_stamp(lines[number])]


def may_be_stamp(line: str) -> bool:
    """A cheap look that turns ordinary lines away: marks no date has, too few digits for the length, too many words."""
    size = len(line)
    if not SHORTEST_LINE <= size <= LONGEST_LINE:
        return False
    digits = len(_DIGIT.findall(line))
    if not digits:
        return size <= _LONGEST_PHRASE and _phrase(line) and not _is_unlikely(line) and _is_familiar(line)
    if (size > _SHORT and (digits < _FEW_DIGITS or line.count(" ") > _MANY_BLANKS)) or _is_unlikely(line):
        return False
    if digits <= _COUNT_DIGITS and _counts_back(line):
        return True
    if digits < _DATE_DIGITS and not _JOINED.search(line) and line.isascii() and not _says_when(line):
        return False
    return _is_familiar(line)


def _is_unlikely(line: str) -> bool:
    """Whether a sign is in the line that no date has."""
    return (_UNLIKELY_PLAIN if line.isascii() else _UNLIKELY).search(line) is not None


def _is_familiar(line: str) -> bool:
    """Whether two words at most have no sense of their own, and none of them is foreign to every date."""
    strangers = _strangers(line, _STRANGERS + 1)
    return len(strangers) <= _STRANGERS and not _has_foreign(line, strangers)


def _strangers(line: str, most: int) -> list[tuple[str, str]]:
    """The first words without a sense, each with its folded form."""
    found = []
    for match in _WORDS.finditer(line):
        word = match[0]
        if key := _strange(word):
            found.append((word, key))
            if len(found) == most:
                break
    return found


@lru_cache(maxsize=1 << 13)
def _strange(word: str) -> str:
    """The folded form of a word without a sense; empty for one that has any."""
    key = fold(word)
    return "" if senses(key) or key in lexicon().parts else key


def _has_foreign(line: str, strangers: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the words is foreign to every date. Invisible signs part words, and a slash makes names of zones."""
    return "/" not in line and line.isprintable() and any(_is_foreign(word, key) for word, key in strangers)


@lru_cache(maxsize=1 << 13)
def _is_foreign(word: str, key: str) -> bool:
    """Whether an ASCII word without a sense is no piece of a date either: of "hours ago", of a zone's name, of words
    glued together, or a month with an ending."""
    if len(word) < PIECE or not word.isascii() or not word[1:].islower() or key.startswith("ago"):
        return False
    is_month = any(senses(key[:size]) for size in range(len(key) - 1, max(4, len(key) - 6), -1))
    return not is_month and key not in lexicon().pieces


def _counts_back(line: str) -> bool:
    """Whether the line is "2 hours ago" in some language: what stands before and behind its number is one known pattern."""
    match = _COUNT.fullmatch(line.strip(" |·•-"))
    return match is not None and bool(senses(f"{fold(match[1])}|{fold(match[2])}"))


def _says_when(line: str) -> bool:
    """Whether a word of the line has a sense besides that of a filler: "42 of 57" and "Image 1" do not get far."""
    parts = lexicon().parts
    keys = map(str.lower, _LETTERS.findall(line))
    return any(key in parts or not senses(key).keys() <= _FILLERS_ONLY for key in keys)


def _phrase(line: str) -> bool:
    """Whether a line without digits may be a relative phrase ("an hour ago", "vor einer Stunde")."""
    if line.isascii():
        letters = _LETTERS.findall(line.lower())
        if ONES.isdisjoint(letters) and "".join(letters[:3])[:3] not in RELATIVES:
            return False
    if line.count(" ") > 6:
        return False
    some = list(map(fold, line.split(" ", 4)[:4]))
    return not ONES.isdisjoint(some) or ("".join(some)[:3] in RELATIVES and _is_relative(line))


def _is_relative(line: str) -> bool:
    """Whether the line is one phrase that says how long ago, without any number."""
    found = senses(fold(line))
    return any(sense[0] == "r" and sense[1:-1] not in ("", "0") and sense[-1] != "d" for sense in found)
