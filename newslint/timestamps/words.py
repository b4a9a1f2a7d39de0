"""The date words of all languages in one look-up, read from JSON when the first text date turns up.

A word has senses: m1-m12 month, p and i the same in the Persian and the Islamic calendar, w0-w6 weekday, h6-12
the hours a day period covers, r1d "yesterday", rh "hours ago", lp and lu a label for published and updated, uY uM uD
uh un us the word for year, month ..., e an era and its offset, k a calendar, c a word that announces a clock time, o
"one", f a filler such as "of", z noise such as "min read", j a phrase that may
stand in parts.  Each sense has the languages it holds in. In lexicon.json, which tools/make_lexicon.py writes, they are one
text: "m5 de en;z fr".
"""

from __future__ import annotations

import os
from functools import lru_cache

FOLDER = os.path.join(os.path.dirname(__file__), "words")
LONGEST_PHRASE = 5
Senses = dict[str, str]
NO_SENSES: Senses = {}

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def load(name: str) -> Any:
    """One of the data files; json is imported with the first."""
    import json

    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


class Lexicon:
    """All words by their folded form, and the orders of day, month and year by language.

    `words` has the senses of each as one text, since a run asks for few of them; `parts` are words inside phrases,
    `prefixes` what stands before the number in patterns such as "vor|tagen".
    """

    __slots__ = ("_met", "orders", "parts", "prefixes", "words")

    def __init__(self) -> None:
        held = load("lexicon.json")
        self.words: dict[str, str] = held["words"]
        self.parts = frozenset(held["parts"])
        self.prefixes = frozenset(held["prefixes"])
        self.orders: dict[str, str] = held["orders"]
        self._met: dict[str, Senses] = {}

    def senses(self, word: str) -> Senses:
        """The senses of a folded word; none where it is not known."""
        found = self._met.get(word)
        if found is None:
            if word not in self.words:
                return NO_SENSES
            pairs = (text.partition(" ") for text in self.words[word].split(";"))
            found = self._met[word] = {sense: languages for sense, _, languages in pairs}
        return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon of this process."""
    return Lexicon()


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
