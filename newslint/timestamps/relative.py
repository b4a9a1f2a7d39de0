"""Read "2 hours ago", "vor 3 Stunden", "gestern": moments that need the time of the crawl."""

from __future__ import annotations

from newslint.datetimes import datetime, timedelta
from newslint.timestamps.tokens import Token, text_of
from newslint.timestamps.words import lexicon, senses

_LONGEST = 6  # tokens of a pattern on either side of its number
_SHORTEST_BARE = 6  # letters of a phrase that stands without its number
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_COARSE = {"M": 30, "y": 365}  # days; the result is then only said to be about that day


class Relative:
    """So many units before the crawl; `unit` x is a phrase such as "just now" without a number of days."""

    __slots__ = ("count", "end", "text", "unit", "words")

    def __init__(self, unit: str, count: int, end: int, text: str, words: frozenset[str]) -> None:
        self.unit = unit
        self.count = count
        self.end = end
        self.text = text
        self.words = words

    def before(self, crawled_at: datetime) -> datetime | None:
        """The moment, or None where the phrase names none."""
        try:
            if self.unit in _SECONDS:
                return crawled_at - timedelta(seconds=_SECONDS[self.unit] * self.count)
            if self.unit in _COARSE:
                return crawled_at - timedelta(days=_COARSE[self.unit] * self.count)
        except OverflowError:
            pass
        return None


def read_relative(tokens: list[Token], index: int) -> Relative | None:
    """The relative phrase that begins here, or None."""
    token = tokens[index]
    if token.kind == "s":
        return None
    fixed = _fixed(tokens, index)
    if fixed:  # Romanian "acum" is "now", and "acum 2 ore" two hours ago
        goes_on = index + 1 < len(tokens) and tokens[index + 1].kind == "n" and token.key in lexicon().prefixes
        return (_behind(tokens, index, index + 1, token.key) if goes_on else None) or fixed
    if token.kind == "n" or "o" in token.senses:
        return _behind(tokens, index, index, "")
    prefixes, prefix = lexicon().prefixes, ""
    for step in range(index, min(len(tokens) - 1, index + _LONGEST)):
        if tokens[step].kind != "w":
            if tokens[step].text in "'-":
                continue
            break
        prefix += tokens[step].key
        following = tokens[step + 1]
        if prefix in prefixes and (following.kind == "n" or "o" in following.senses):
            return _behind(tokens, index, step + 1, prefix)
    return _behind(tokens, index, index - 1, "") if index == 0 or tokens[index - 1].kind != "n" else None


def _fixed(tokens: list[Token], index: int) -> Relative | None:
    """A word or phrase with its own count: yesterday, an hour ago."""
    token = tokens[index]
    if token.kind != "w":
        return None
    for sense, languages in token.senses.items():
        if (
            sense[0] == "r"
            and (len(sense) > 2 or sense == "rx")
            and not any(other[0] in "mw" for other in token.senses)
        ):
            count = int(sense[1:-1] or 0)
            return Relative(sense[-1], count, index + 1, token.text, languages)
    return None


def _behind(tokens: list[Token], start: int, number: int, prefix: str) -> Relative | None:
    """The longest known pattern with this prefix, the number and the words behind it."""
    bare = number < start  # "час назад": one, unsaid
    if not bare and tokens[number].kind == "n" and len(tokens[number].text) > 4:
        return None
    found, suffix = None, ""
    for step in range(number + 1, min(len(tokens), number + 1 + _LONGEST)):
        following = tokens[step]
        if following.kind == "n":
            break
        if following.kind == "s":
            if following.text not in ".'":
                break
            continue
        suffix += following.key
        known = senses(f"{prefix}|{suffix}")
        if known:
            found = (step + 1, known)
    if found is None and prefix and (known := senses(prefix + "|")):
        found = (number + 1, known)
    if found is None:
        return None
    end, known = found
    if bare and len(suffix) < _SHORTEST_BARE:
        return None
    sense, languages = next(iter(known.items()))
    count = tokens[number].value if not bare and tokens[number].kind == "n" else 1
    text = text_of(tokens[start:end])
    return Relative(sense[-1], count, end, text, languages)
