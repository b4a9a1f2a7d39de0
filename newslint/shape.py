"""The shape of a line: what stays of it when numbers and dates are taken for one and the same.

`Updated 3 March 2024, 10:15` and `Updated Friday, 12 May 2025, 9:00 am` are one line that a site prints, filled in.
"""

from __future__ import annotations

from functools import lru_cache

from newslint.late import regex
from newslint.text import squeeze

ANY = "0"  # stands there for any number, date or clock time
_DATE_WORD = regex(r"(?:^|;)[mw]\d")  # of the senses of a word
_DIGIT = regex(r"\d")
# Digits with what stands within numbers, dates and times; the signs between are required, so there is one way to match.
_NUMBER = regex(r"\d+(?:[.,:/'\u202f\u00a0-]{1,2}\d+)*(?:st|nd|rd|th|er|[ºª])?\b|\d+")
_JOINED = regex(r"0(?:[ ,.:/()|-]{1,3}0)+")
_EDGES = "()[]{},.;:|"
_BETWEEN = frozenset("de del of di da d'".split())
_CLOCKS = frozenset("am pm a.m p.m uhr gmt utc bst cet cest est edt cst cdt pst pdt eet eest msk ist".split())


def shape(line: str) -> str:
    """The shape of a line, which is in the form that `text.even` gives; a line without digits only has its white space
    squeezed."""
    if not _DIGIT.search(line):
        return squeeze(line)
    words = _NUMBER.sub(ANY, line).split()
    cores = [word.strip(_EDGES) for word in words]
    for order in (range(len(words)), range(len(words) - 1, -1, -1)):  # a weekday lies two words from its number
        for place in order:
            if cores[place] != ANY and _is_date_word(cores[place]) and _beside_number(cores, place):
                words[place] = words[place].replace(cores[place], ANY)
                cores[place] = ANY
    return _JOINED.sub(ANY, " ".join(words))


def _beside_number(cores: list[str], place: int) -> bool:
    for step in (-1, 1):
        at = place + step
        if 0 <= at < len(cores) and cores[at] in _BETWEEN:
            at += step
        if 0 <= at < len(cores) and cores[at] == ANY:
            return True
    return False


def _is_date_word(word: str) -> bool:
    return word in _CLOCKS or word in _date_words()


@lru_cache(1)
def _date_words() -> frozenset[str]:
    """The names of months and weekdays in all languages that timestamps are read in; not the
    abbreviations of two Latin letters, which are words elsewhere (no, do, so)."""
    from newslint.timestamps.words import lexicon

    return frozenset(
        word.strip(".")
        for word, senses in lexicon().all()
        if (len(word.strip(".")) > 2 or not word.isascii()) and _DATE_WORD.search(senses)
    )
