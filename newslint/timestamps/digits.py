"""Bring any text to plain characters: ASCII digits and punctuation, nothing unseen; fold words for look-up."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from newslint.late import regex

LONGEST = 300  # a timestamp field longer than this is prose; everything behind is not read
# Bidi marks, zero-width characters, soft hyphen, BOM, tatweel: they ride along in scraped dates and mean nothing.
_UNSEEN = dict.fromkeys(
    [
        0xAD,
        0x61C,
        0x640,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),
    ]
)
_ALIKE = str.maketrans(
    {"ı": "i", "ی": "ي", "ى": "ي", "ک": "ك", "ۀ": "ه", "ة": "ه", "đ": "d", "ł": "l", "ø": "o", "æ": "ae"}
)
_PUNCTUATION = str.maketrans(
    {
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "、": ",",
        "،": ",",
        "。": ".",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "「": "(",
        "」": ")",
        "【": "(",
        "】": ")",
    }
)
_BLANKS = regex(r"\s+")


def plain(text: str) -> str:
    """The text as a reader of dates wants it: ASCII digits, full-width forms narrow, one blank at a time."""
    if not text.isascii():
        text = "".join(map(_plain_char, text.translate(_UNSEEN))).translate(_PUNCTUATION)
    return _BLANKS.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    """One character; superscripts and fractions are no digits (unicodedata.decimal, not isdigit), so they stay."""
    if char < "\x80":
        return char
    value = unicodedata.decimal(char, None)
    if value is not None:
        return str(value)
    if unicodedata.category(char) == "No" or "\ud800" <= char <= "\udfff":
        return char
    return unicodedata.normalize("NFKC", char)


def has_digit(text: str) -> bool:
    """Whether any decimal digit of any script is there."""
    if text.isascii():
        return any("0" <= char <= "9" for char in text)
    return any(char.isdecimal() for char in text)


class _Folded(dict[int, str]):
    """What each character of the scripts up to Arabic folds to, whatever stands beside it; worked out when it is met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold(chr(code))
        return found


_FOLDED = _Folded()
# Characters whose marks may be vowels, or that join up: all but Latin to Arabic, Vietnamese, and signs.
# Written as what is none of them: a set takes time to compile by the number of characters in it.
_DEPENDENT = regex("[^\0-\u0239\u023b-\u023d\u023f-\u06ff\u1e00-\u1e99\u1ea0-\u1ef9\u2000-\u206f]")


def fold(word: str) -> str:
    """A word for look-up: case, accents, dots, blanks and hyphens gone ("a. m." is "am", "févr." is "fevr")."""
    return word.lower() if word.isascii() and word.isalpha() else _folded(word)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    if word.isascii():
        return "".join(filter(str.isalpha, word)).lower()
    return _fold(word) if _DEPENDENT.search(word) else word.translate(_FOLDED)


def _fold(word: str) -> str:
    text = unicodedata.normalize("NFD", "".join(map(_plain_char, word.translate(_UNSEEN))).casefold())
    return unicodedata.normalize("NFC", "".join(_letters(text))).translate(_ALIKE)


def _letters(text: str) -> list[str]:
    """Letters and marks; accents are dropped up to Arabic, but are vowels in the scripts of India and beyond."""
    kept, base = [], ""
    for char in text:
        if unicodedata.category(char)[0] == "M":
            if base >= "\u0700":
                kept.append(char)
        elif char.isalpha():
            kept.append(char)
            base = char
    return kept
