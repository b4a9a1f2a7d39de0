"""Makes the articles that speed.py measures on: `python benchmarks/make_corpus.py FILE [--articles 20000] [--seed 7]`.

Sentences are put together from the small words of eight languages and invented ones, so that no line is anybody's text and
short lines hardly recur (in real pages 9 % do: a memo of lines would flatter itself on anything else). The rates
of the defects are estimates, not counts; the record's `defects` names those it got.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

SMALL = {
    "en": "the of and to in that for with was on by at from after before said would has been",
    "de": "der die das und in den mit von auf für nach vor ist war wurde hat sich auch über",
    "fr": "le la les des et dans pour avec sur par après avant est était sont été aussi que",
    "es": "el la los las de y en para con por sobre después antes fue era son ha también que",
    "it": "il la gli le di e in per con da su dopo prima era sono stato anche che nella",
    "sv": "och att det som en på är för med av till efter före var har också inte om",
    "pl": "w na z się nie do to że jest o jak po przez od dla są był oraz które",
    "ru": "и в не на что с он по это как но из за от для был или которые также году",
}
SYLLABLES = {
    "ru": "ба ве го ди жу ка ли мо ну по ре си та у фо ха це че ша ны тель ство ный ка ция".split(),
    "": "ba ve go di ju ka li mo nu po re si ta u fo ha ce che sha ny ter ston ing er en al on".split(),
}
LETTERS = {"de": "äöü", "fr": "éèç", "es": "áíñ", "it": "àèò", "sv": "åäö", "pl": "łąę", "en": "", "ru": ""}
AD = {
    "en": "Advertisement",
    "de": "Anzeige",
    "fr": "Publicité",
    "es": "Publicidad",
    "it": "Pubblicità",
    "sv": "Annons",
    "pl": "REKLAMA",
    "ru": "Реклама",
}
READ_ALSO = {
    "en": "Read more:",
    "de": "Lesen Sie auch:",
    "fr": "Lire aussi :",
    "es": "Lea también:",
    "it": "Leggi anche:",
    "sv": "Läs också:",
    "pl": "Czytaj też:",
    "ru": "Читайте также:",
}
# Share of articles with each defect: rough estimates, still to be replaced by counts from real extractor output.
RATES = {
    "ad": 0.08,
    "headline": 0.3,
    "repeat": 0.05,
    "block": 0.02,
    "near": 0.01,
    "date-line": 0.12,
    "bad-date": 0.04,
    "read-also": 0.15,
    "credit": 0.2,
    "reading-time": 0.03,
    "newsletter": 0.06,
    "cookies": 0.02,
    "entity": 0.01,
    "mojibake": 0.005,
    "cut-off": 0.01,
}


class Writer:
    """Writes articles in one language."""

    def __init__(self, language: str, random: Random) -> None:
        self.language, self.random = language, random
        self.small = SMALL[language].split()
        self.syllables = SYLLABLES.get(language, SYLLABLES[""])
        self.words = [self._invented() for _ in range(8000)]

    def _invented(self) -> str:
        word = "".join(self.random.choices(self.syllables, k=self.random.randint(2, 4)))
        letters = LETTERS[self.language]
        if letters and self.random.random() < 0.3:
            at = self.random.randrange(1, len(word))
            word = word[:at] + self.random.choice(letters) + word[at + 1 :]
        return word

    def phrase(self, least: int, most: int) -> str:
        """Some words in a row, the first with a capital."""
        count = self.random.randint(least, most)
        # rank-weighted, as words are in any language
        some = [
            self.random.choice(self.small)
            if self.random.random() < 0.45
            else self.words[int(8000 * self.random.random() ** 3)]
            for _ in range(count)
        ]
        said = " ".join(some)
        return said[:1].upper() + said[1:]

    def sentence(self) -> str:
        """A sentence, now and then with a number, a name or a quotation in it."""
        said, roll = self.phrase(7, 24), self.random.random()
        if roll < 0.1:
            return f"“{said}”, {self.random.choice(self.small)} {self.name()}."
        if roll < 0.25:
            return f"{said} {self.random.randint(2, 9000)} {self.phrase(2, 5).lower()}."
        return f"{said} {self.name()}." if roll < 0.35 else f"{said}."

    def name(self) -> str:
        """First name and surname."""
        return f"{self.random.choice(self.words).title()} {self.random.choice(self.words).title()}"

    def paragraph(self) -> str:
        """One to four sentences."""
        return " ".join(self.sentence() for _ in range(self.random.choice((1, 1, 2, 2, 3, 4))))

    def lines(self, chars: int) -> list[str]:
        """The body: paragraphs, and between them the short lines that news pages have."""
        lines: list[str] = []
        while sum(map(len, lines)) < chars:
            lines.append(self.paragraph())
            if self.random.random() < 0.35:
                lines.append(self.phrase(2, 9))
        return lines


def articles(count: int, seed: int, paragraphs: int | None = None) -> Iterator[dict[str, Any]]:
    """The records, the same for the same seed; of so many paragraphs each where that is given."""
    random = Random(seed)
    writers = [Writer(language, random) for language in SMALL]
    for number in range(count):
        writer = random.choice(writers)
        title = writer.phrase(6, 12)
        if paragraphs is None:
            lines = writer.lines(random.randint(1200, 4800))
        else:
            lines = [writer.paragraph() for _ in range(paragraphs)]
        record = {
            "id": f"{seed}-{number}",
            "url": f"https://www.{random.choice(writer.words)}.example/{number}",
            "title": title,
            "published": f"2025-{random.randint(1, 12):02}-{random.randint(1, 28):02}T{random.randint(0, 23):02}:30:00+00:00",
            "language": writer.language,
        }
        defects = [name for name, rate in RATES.items() if random.random() < rate]
        for name in defects:
            _spoil(name, record, lines, writer)
        yield {**record, "text": "\n".join(lines), "defects": defects}


def _spoil(name: str, record: dict[str, Any], lines: list[str], writer: Writer) -> None:
    random, language = writer.random, writer.language
    at = random.randrange(len(lines))
    line = lines[at]
    added = {
        "ad": AD[language],
        "date-line": f"{random.randint(1, 28)}.{random.randint(1, 12)}.2025, {random.randint(10, 23)}:15",
        "credit": f"Foto: {writer.name()}",
        "reading-time": f"{random.randint(2, 12)} min read",
        "newsletter": f"Sign up for our {random.choice(writer.words)} newsletter",
        "cookies": f"We use cookies to {writer.phrase(3, 6).lower()}. By continuing you accept all cookies.",
        "repeat": line,
        "near": f"{line} {writer.phrase(1, 2).lower()}",
    }
    if name in added:
        lines.insert(0 if name == "date-line" else at + 1, added[name])
    elif name == "headline":
        lines.insert(0, record["title"])
    elif name == "read-also":
        lines[at + 1 : at + 1] = [READ_ALSO[language], writer.phrase(6, 11)]
    elif name == "block":
        lines += lines[at : at + 3]
    elif name == "bad-date":
        record["published"] = random.choice(("31.02.2025", "2 hours ago", "03/04/2025", "2025-13-01T00:00:00"))
    else:
        lines[at] = (
            line + {"entity": " &amp;nbsp;&quot;", "mojibake": " cafÃ© â€™", "cut-off": " … [+2219 chars]"}[name]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--paragraphs", type=int, help="of each article, instead of about 3 KB")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with options.file.open("w", encoding="utf-8") as file:
        for record in articles(options.articles, options.seed, options.paragraphs):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
