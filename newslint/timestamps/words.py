"""The date words of all languages in one look-up, read from JSON when the first text date turns up.

A word has senses: m1-m12 month, p and i the same in the Persian and the Islamic calendar, w0-w6 weekday, h6-12
the hours a day period covers, r1d "yesterday", rh "hours ago", lp and lu a label for published and updated, uY uM uD
uh un us the word for year, month ..., e an era and its offset, k a calendar, c a word that announces a clock time, o
"one", f a filler such as "of", z noise such as "min read", j a phrase that may
stand in parts.  Each sense has the languages it holds in.
"""

from __future__ import annotations

import os
from functools import lru_cache

from newslint.late import regex
from newslint.timestamps.digits import fold

FOLDER = os.path.join(os.path.dirname(__file__), "words")
LONGEST_PHRASE = 5
_INNER = regex(r"[^\W_][ .'’-]+[^\W_]")
Senses = dict[str, str]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def load(name: str) -> Any:
    """One of the data files; json is imported with the first."""
    import json

    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


class Lexicon:
    """All words by their folded form, and the orders of day, month and year by language."""

    __slots__ = ("orders", "parts", "prefixes", "words")

    def __init__(self) -> None:
        cldr = load("cldr.json")
        self.words: dict[str, Senses] = cldr["words"]
        self.parts: set[str] = set()  # words inside phrases
        self.orders: dict[str, str] = cldr["orders"]
        self._add_labels(load("labels.json"))
        self.prefixes = {key.partition("|")[0] for key in self.words if "|" in key and key[0] != "|"}

    def _add_labels(self, typed: dict[str, dict[str, list[str]]]) -> None:
        """Enter the words typed by hand."""
        for group, sense in (
            ("published", "lp"),
            ("updated", "lu"),
            ("fillers", "f"),
            ("clocks", "c"),
            ("one", "o"),
            ("noise", "z"),
        ):
            self._add_group(typed[group], sense)
        for group in ("units", "calendars"):
            for letter, by_language in typed[group].items():
                self._add_group(by_language, group[0].replace("c", "k") + letter)  # type: ignore[arg-type]
        for group in ("months", "weekdays", "eras"):
            for language, numbers in typed[group].items():
                for word, number in numbers.items():  # type: ignore[attr-defined]
                    self._add(word, f"{group[0]}{number}", language)
        for language, hours in typed["periods"].items():
            for word, span in hours.items():  # type: ignore[attr-defined]
                self._add(word, f"h{span}", language)
        for group in ("persian", "islamic"):
            for language, names in typed[group].items():
                for number, word in enumerate(names, 1):
                    self._add(word, f"{group[0]}{number}", language)
        self._add_relative(typed)

    def _add_relative(self, typed: dict[str, dict[str, list[str]]]) -> None:
        """Words for today and yesterday with the days they lie back, and patterns CLDR lacks."""
        back = {fold(word): str(days) for word, days in typed["days_back"].items()}
        for language, phrases in typed["relative"].items():
            for phrase in phrases:
                self._add(phrase, f"r{back.get(fold(phrase), '')}d" if fold(phrase) in back else "rx", language)
        for language, patterns in typed["ago"].items():
            for pattern in patterns:
                before, _, after = pattern.partition("|")
                self._enter(f"{fold(before)}|{fold(after)}", "r" + _unit(fold(after)), language)

    def _add_group(self, by_language: dict[str, list[str]], sense: str) -> None:
        for language, phrases in by_language.items():
            for phrase in phrases:
                self._add(phrase, sense, language)

    def _add(self, word: str, sense: str, language: str) -> None:
        key = fold(word)
        self._enter(key, sense, language)
        if not word.isalpha() and _INNER.search(word):
            self.words[key]["j"] = ""
            self.parts.update(fold(part) for part in word.split())

    def _enter(self, key: str, sense: str, language: str) -> None:
        senses = self.words.setdefault(key, {})
        if language not in senses.get(sense, "").split():
            senses[sense] = f"{senses[sense]} {language}" if sense in senses else language


def _unit(suffix: str) -> str:
    """The unit of a typed pattern, by the first letters of its words (they are few; all others come from CLDR)."""
    starts = (
        ("h", "h ore hora heur ঘণ ساع hr std tim sa godz час 小 jam giờ gio घं घट uur"),
        ("d", "d يوم ايام أيام tag dia दिन hari ngay"),
        ("m", "min dk মিন мин 分 menit phut मिन دق m"),
        ("w", "اسبوع week"),
        ("M", "شهر اشهر month"),
    )
    for unit, heads in starts:
        if any(suffix.startswith(fold(head) or head) for head in heads.split()):
            return unit
    return "x"


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
