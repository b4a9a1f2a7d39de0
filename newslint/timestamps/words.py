"""The date words of all languages in one look-up, read when the first text date turns up.

A word has senses: m1-m12 month, p and i the same in the Persian and the Islamic calendar, w0-w6 weekday, h6-12
the hours a day period covers, r1d "yesterday", rh "hours ago", lp and lu a label for published and updated, uY uM uD
uh un us the word for year, month ..., e an era and its offset, k a calendar, c a word that announces a clock time, o
"one", f a filler such as "of", z noise such as "min read", j a phrase that may
stand in parts.  Each sense has the languages it holds in. In lexicon.txt, which tools/make_lexicon.py writes, each word has a
line, "mai\tm5 de fr;w1 vi", and the lines are in order, as bytes; those of patterns stand by themselves.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from functools import cache, lru_cache

from newslint.quickjson import loads
from newslint.timestamps.digits import fold

FOLDER = os.path.join(os.path.dirname(__file__), "words")
LONGEST_PHRASE = 5
Senses = dict[str, frozenset[str]]  # the languages by sense
_MANY = 1000  # words looked up one by one: so many cost as much as a dictionary
NO_SENSES: Senses = {}

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def load(name: str) -> Any:
    """One of the data files in JSON."""
    return loads(_bytes(name).strip())


def _bytes(name: str) -> bytes:
    with open(os.path.join(FOLDER, name), "rb") as file:
        return file.read()


class Lexicon:
    """The lines of lexicon.txt: to look for a word among them is slower than in a dictionary, and to make that takes 2 ms,
    which only a run over many texts gets back.

    `parts` are words inside phrases, `prefixes` what stands before the number in patterns such as "vor|tagen",
    `pieces` the letters that stand together in patterns and in names of zones (five of a to z at least, a line each),
    `orders` those of day, month and year by language.
    """

    __slots__ = ("_asked", "_by_word", "_lines", "_patterns", "orders", "parts", "pieces", "prefixes")

    def __init__(self) -> None:
        first, words, patterns, pieces = _bytes("lexicon.txt").split(b"\n\n")
        held = loads(first)
        self.parts = frozenset(held["parts"])
        self.prefixes = frozenset(held["prefixes"])
        self.orders: dict[str, str] = held["orders"]
        self.pieces = pieces.decode()
        self._lines, self._patterns = words.split(b"\n"), patterns.split(b"\n")
        self._by_word: dict[str, str] = {}
        self._asked = 0

    def find(self, word: str) -> str:
        """The senses of a folded word, or of a pattern, as the file has them; empty where it is not known."""
        self._asked += 1
        if self._asked > _MANY:
            self._by_word = self._by_word or dict(self.all())
            return self._by_word.get(word, "")
        wanted = word.encode("utf-8", "surrogatepass") + b"\t"
        lines = self._patterns if b"|" in wanted else self._lines
        at = bisect_left(lines, wanted)
        found = lines[at] if at < len(lines) else b""
        return found[len(wanted) :].decode() if found.startswith(wanted) else ""

    def all(self) -> Iterator[tuple[str, str]]:
        """Every word, and every pattern, with its senses, as the file has them."""
        for line in (*self._lines, *self._patterns):
            word, _, senses = line.decode().partition("\t")
            yield word, senses


@cache
def lexicon() -> Lexicon:
    """The one lexicon of this process."""
    return Lexicon()


@lru_cache(maxsize=1 << 14)
def senses(word: str) -> Senses:
    """The senses of a folded word; none where it is not known."""
    found = lexicon().find(word)
    if not found:
        return NO_SENSES
    return {sense: _spoken(languages) for sense, _, languages in (pair.partition(" ") for pair in found.split(";"))}


@cache
def _spoken(languages: str) -> frozenset[str]:
    """One set for all words of the same languages: in the lexicon are a few hundred."""
    return frozenset(languages.split())


def zone_names() -> list[str]:
    """All names and abbreviations of zones, folded."""
    return [name for names in zone_table().values() for name in names]


@cache
def zone_table() -> dict[str, dict[str, Any]]:
    """Zone names: of one offset, of a place, and shared (with the languages that settle whose it is)."""
    loaded: dict[str, dict[str, Any]] = load("zones.json")
    return {
        group: {fold(name): value for name, value in loaded[group].items()} for group in ("fixed", "places", "shared")
    }


def date_orders(languages: frozenset[str], region: str | None, *, short_year: bool) -> frozenset[str]:
    """The orders of day, month and year these languages write in numbers; empty when nothing is known.

    English without a region is both: CLDR has month first for the US, day first for the rest.
    """
    found: set[str] = set()
    for language in languages:
        if language == "en" and region is None:
            found.update(("DMY", "MDY"))
            continue
        orders = lexicon().orders
        entry = orders.get(f"{language}-{region}") or orders.get(language)
        if entry:
            short, long, _ = entry.split(" ")
            found.add(short if short_year or short != "YMD" else long)
    return frozenset(found)
