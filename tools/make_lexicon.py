"""Write `newslint/timestamps/words/lexicon.txt`: what CLDR has and what was typed by hand, as newslint reads it.

    python tools/make_docs.py

`tools/words/cldr.json` is written by tools/make_timestamp_words.py, `tools/words/labels.json` is typed.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from newslint.timestamps.digits import fold  # noqa: E402
from newslint.timestamps.glance import PIECE  # noqa: E402
from newslint.timestamps.words import Senses, zone_names  # noqa: E402

SOURCES = ROOT / "tools" / "words"
INNER = re.compile(r"[^\W_][ .'’-]+[^\W_]")  # a phrase, whose parts may be joined again


def page() -> str:
    """What the file holds: a line of JSON, and below it a line for each word, for each pattern, for each piece of these."""
    made = Builder(_read("cldr.json"), _read("labels.json"))
    lines = sorted(f"{word}\t{';'.join(map(_sense, senses.items()))}" for word, senses in made.words.items())
    prefixes = {key.partition("|")[0] for key in made.words if "|" in key and key[0] != "|"}
    held = {
        "source": made.source,
        "orders": made.orders,
        "parts": sorted(made.parts),
        "prefixes": sorted(prefixes),
    }
    words, patterns = ([line for line in lines if ("|" in line) is is_pattern] for is_pattern in (False, True))
    blocks = [json.dumps(held, ensure_ascii=False), *map("\n".join, (words, patterns, _pieces(patterns)))]
    return "\n\n".join(blocks)


def _pieces(patterns: list[str]) -> list[str]:
    """The letters that stand together in patterns of relative phrases and in names of zones: what is nowhere in them, and
    is as long as they are, has no part in either."""
    return sorted(set(re.findall(rf"[a-z]{{{PIECE},}}", "\n".join([*patterns, *zone_names(), "hours"]))))


def _sense(pair: tuple[str, str]) -> str:
    return " ".join(pair).rstrip()


def _read(name: str) -> Any:
    return json.loads((SOURCES / name).read_text("utf-8"))


class Builder:
    """The words of both files by their folded form, with the senses of each."""

    def __init__(self, cldr: dict[str, Any], labels: dict[str, Any]) -> None:
        self.words: dict[str, Senses] = cldr["words"]
        self.orders: dict[str, str] = cldr["orders"]
        self.source: str = cldr["source"]
        self.parts: set[str] = set()  # words inside phrases
        self._add_labels(labels)

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
        if not word.isalpha() and INNER.search(word):
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
