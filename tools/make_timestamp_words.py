"""Write `tools/words/cldr.json`: the date words of the world's news languages, out of CLDR.

    python tools/make_timestamp_words.py [--check]

Month, weekday, day-period and relative-time words, the literal words of date patterns and the order of
day, month and year come from CLDR through Babel's locale data; what Babel leaves out (yesterday and today, the
Islamic and Persian month names) comes from the same CLDR through `node`'s Intl (full ICU).  Both are needed
only here: tools/make_lexicon.py makes of it what newslint reads.  The words are folded as
`newslint.timestamps.digits.fold` folds text.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import babel
from babel import Locale, localedata
from babel.localedata import locale_identifiers

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from newslint.timestamps.digits import fold  # noqa: E402

TARGET = ROOT / "tools/words/cldr.json"
SPOKEN = """af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja
ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th
tk tr uk ur uz vi zh zu"""
LANGUAGES = SPOKEN.split()
UNITS = {"second": "s", "minute": "m", "hour": "h", "day": "d", "week": "w", "month": "M", "year": "y"}
LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[̀-ͯ]|['’.·-](?=[^\W\d_]))*")
INNER = re.compile(r"[^\W_][ .'’-]+[^\W_]")  # a phrase, whose parts may be joined again
Words = dict[str, dict[str, set[str]]]


def main(argv: list[str]) -> int:
    """Write the file, or with --check say whether it is up to date."""
    text = dump(collect())
    if "--check" in argv:
        return 0 if TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8")
    (ROOT / "newslint/timestamps/words/umalqura.json").write_text(umalqura(), encoding="utf-8")
    return 0


def collect() -> dict[str, Any]:
    """Everything CLDR says, merged over the regional variants of each language."""
    words: Words = defaultdict(lambda: defaultdict(set))
    orders: dict[str, str] = {}
    durations: set[str] = set()
    for code in sorted(locale_identifiers()):
        language = code.split("_")[0]
        if language in LANGUAGES and not re.search("_(Shaw|Dsrt|Mong|Dupl|Adlm|polyton)", code):
            localedata._cache.clear()  # Babel's aliases write into the parent locale they share
            locale = Locale.parse(code)
            for text, sense in senses(locale):
                add(words, text, sense, "no" if language in ("nb", "nn") else language)
            note_order(orders, code, locale)
            durations.update(unit_names(locale))
    for key in [key for key in words if key[0] == "|" and key[1:] in durations]:
        del words[key]  # "5 min" is a length, not a time before now
    for row in node_words():
        add(words, row[1], row[2], "no" if row[0] in ("nb", "nn") else row[0])
    return {
        "source": f"Unicode CLDR, through Babel {babel.__version__} and ICU; Unicode-3.0 licence, (c) Unicode, Inc.",
        "orders": thin(orders),
        "words": words,
    }


def add(words: Words, text: str, sense: str, language: str) -> None:
    """Enter one word with its meaning, folded; patterns keep their bar."""
    key = "|".join(fold(part) for part in text.split("|"))
    if key.strip("|") and not (len(key) == 1 and key.isascii()):
        words[key][sense].add(language)
        if "|" not in key and INNER.search(text):
            words[key]["j"].update()


def senses(locale: Locale) -> Iterator[tuple[str, str]]:
    """(word, sense) pairs of one locale."""
    for width_words in names(locale.months, ("wide", "abbreviated")):
        yield from ((word, f"m{number}") for number, word in width_words.items())
    for width_words in names(locale.days, ("wide", "abbreviated", "short")):
        yield from ((word, f"w{number}") for number, word in width_words.items())
    yield from periods(locale)
    yield from relative(locale)
    for style in ("full", "long", "medium"):
        pattern = re.sub(r"'([^']*)'", r"\1", locale.date_formats[style].pattern)
        literals = re.findall(r"'([^']+)'", locale.date_formats[style].pattern)
        for literal in literals or re.findall(r"[^\W\da-zA-Z_]+", pattern):
            yield from ((word, "f") for word in LETTERS.findall(literal))


def names(table: Any, widths: tuple[str, ...]) -> Iterator[dict[int, str]]:
    """The names of months or days in the contexts and widths that newspapers print."""
    for context in ("format", "stand-alone"):
        for width in widths:
            if width in table.get(context, {}):
                yield dict(table[context][width].items())


def periods(locale: Locale) -> Iterator[tuple[str, str]]:
    """Day-period words as the hours of the day they cover: am is h0-12, pm is h12-24."""
    spans = {"am": "h0-12", "pm": "h12-24"}
    for name, rules in locale.day_period_rules.get(None, {}).items():
        for rule in rules:
            start = rule.get("from", rule.get("at", 0)) // 3600
            end = rule.get("before", rule.get("at", 0) + 3600) // 3600
            spans[name] = f"h{start}-{end if end > start else end + 24}"
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name, word in locale.day_periods.get(context, {}).get(width, {}).items():
                if name in spans and (len(fold(word)) > 1 or not word.isascii()):
                    yield word, spans[name]


def relative(locale: Locale) -> Iterator[tuple[str, str]]:
    """Patterns such as "vor {0} Stunden" as "vor|Stunden"; fixed phrases ("an hour ago") count themselves."""
    counts = {"one": 1, "two": 2}
    for field, kinds in locale._data["date_fields"].items():
        unit = UNITS.get(field.split("-")[0])
        for count, text in kinds.get("past", {}).items() if unit else ():
            text = text.replace("’", "'")
            if "{0}" in text:
                before, _, after = text.partition("{0}")
                if fold(before) or len(fold(after)) > 2 or (fold(after) and not fold(after).isascii()):
                    yield before + "|" + after, f"r{unit}"
                    parts = after.split()
                    if len(parts) == 2 and not fold(before):
                        yield "|" + parts[0] + "ago", f"r{unit}"
            elif count in counts:
                yield text, f"r{counts[count]}{unit}"


def unit_names(locale: Locale) -> Iterator[str]:
    """Names of units as a plain length of time writes them."""
    for unit, widths in locale._data["unit_patterns"].items():
        if unit.startswith("duration-"):
            for forms in widths.values():
                yield from (fold(str(form).replace("{0}", "")) for form in forms.values())


def note_order(orders: dict[str, str], code: str, locale: Locale) -> None:
    """The order of day, month and year in the short pattern, the long one, and the clock's hours."""
    short, long = locale.date_formats["short"].pattern, locale.date_formats["long"].pattern
    hours = "12" if "h" in locale.time_formats["short"].pattern.split("'")[0] else "24"
    parts = code.split("_")
    if len(parts) == 3 and f"{parts[0]}-{parts[2]}" in orders:
        return
    key = parts[0] if len(parts) == 1 else f"{parts[0]}-{parts[-1]}"
    orders["no" if key == "nb" else key] = " ".join([sequence(short), sequence(long), hours])


def sequence(pattern: str) -> str:
    """The order of the fields in a date pattern: DMY, MDY, YMD ..."""
    plain = re.sub(r"'[^']*'", "", pattern)
    found = {field: plain.find(letter) for field, letter in (("D", "d"), ("M", "M"), ("Y", "y"))}
    found["M"] = found["M"] if found["M"] >= 0 else plain.find("L")
    return "".join(sorted((f for f in found if found[f] >= 0), key=lambda f: found[f]))


def thin(orders: dict[str, str]) -> dict[str, str]:
    """Only the regions that differ from their language."""
    return {
        key: value
        for key, value in sorted(orders.items())
        if "-" not in key or (orders.get(key.split("-")[0]) != value and len(key.split("-")[1]) != 4)
    }


SCRIPT = """
const out = [];
for (const l of process.argv.slice(1)) {
  const r = new Intl.RelativeTimeFormat(l, {numeric: 'auto'});
  if (!r.resolvedOptions().locale.startsWith(l)) continue;
  out.push([l, r.format(0, 'day'), 'r0d'], [l, r.format(-1, 'day'), 'r1d'], [l, r.format(-2, 'day'), 'r2d']);
  out.push([l, r.format(0, 'second'), 'r0s']);
  for (const [cal, code] of [['islamic-umalqura', 'i'], ['persian', 'p']]) {
    const m = new Intl.DateTimeFormat(l + '-u-nu-latn-ca-' + cal, {month: 'long', day: 'numeric'});
    const n = new Intl.DateTimeFormat(l + '-u-nu-latn-ca-' + cal, {month: 'numeric'});
    for (let d = 0; d < 354; d += 5) {
      const t = new Date(Date.UTC(2021, 2, 25 + d, 12));
      const month = n.formatToParts(t).find(p => p.type == 'month').value;
      const name = m.formatToParts(t).find(p => p.type == 'month').value;
      if (!/[0-9]/.test(name)) out.push([l, name, code + month]);
    }
  }
}
console.log(JSON.stringify(out));
"""
CALENDAR_LANGUAGES = ("ar", "az", "bn", "bs", "de", "en", "fa", "fr", "id", "ms", "ps", "tr", "ur", "uz")


def node_words() -> list[list[str]]:
    """Yesterday and today in every language; Islamic and Persian months where papers print them."""
    done = subprocess.run(["node", "-e", SCRIPT, *LANGUAGES], capture_output=True, text=True, check=True)
    rows = [row for row in json.loads(done.stdout) if row[2][0] == "r" or row[0] in CALENDAR_LANGUAGES]
    rows = [row for row in rows if row[2] != "r0s" or len(row[1]) > 4]  # "nu", "most", "ora" are other words elsewhere
    return [row for row in rows if not re.search(r"\d", row[1])]


LUNAR = """
const f = new Intl.DateTimeFormat('en-u-nu-latn-ca-islamic-umalqura',
  {year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC'});
const part = (t, k) => parseInt(f.formatToParts(t).find(p => p.type == k).value);
const starts = [];
for (let t = Date.UTC(1979, 10, 1); t < Date.UTC(2048, 1, 1); t += 864e5)
  if (part(t, 'day') == 1) starts.push([t / 864e5, part(t, 'year'), part(t, 'month')]);
console.log(JSON.stringify(starts));
"""


def umalqura() -> str:
    """The Islamic month lengths of 1400 AH on, a bit a month, from ICU's Umm al-Qura calendar."""
    done = subprocess.run(["node", "-e", LUNAR], capture_output=True, text=True, check=True)
    starts = [row for row in json.loads(done.stdout) if row[1] >= 1400]
    years: dict[int, str] = defaultdict(str)
    for (day, year, _), (following, _, _) in pairwise(starts):
        years[year] += str(following - day - 29)
    lengths = " ".join(f"{int(bits, 2):03x}" for bits in years.values() if len(bits) == 12)
    return json.dumps({"start": str(719163 + starts[0][0]), "lengths": lengths}, indent=0) + "\n"


def dump(found: dict[str, Any]) -> str:
    """JSON with a word a line, so that an update of CLDR shows as a readable difference."""
    lines = []
    for word, meanings in sorted(found["words"].items()):
        if len([sense for sense in meanings if sense[0] == "m"]) > 6:  # "tháng 10": the word for month itself
            meanings = {"uM": set.union(*meanings.values())}
        flat = {sense: " ".join(sorted(langs)) for sense, langs in sorted(meanings.items())}
        lines.append(f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(flat)}")
    head = json.dumps(found["source"], ensure_ascii=False)
    orders = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in found["orders"].items())
    return f'{{"source": {head},\n"orders": {{\n{orders}\n}},\n"words": {{\n' + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
