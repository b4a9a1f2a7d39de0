"""How well `newslint learn` tells planted template lines from lines of stories that come again: precision and recall.

    python benchmarks/learn.py [--seeds 5] [--articles 300] [--errors]

Everything is generated: sites in four made-up vocabularies, with template lines of many shares and places (some with dates
or numbers filled in, some inside the text), and lines of content that recur: headings of recipes, datelines, refrains,
results. Exit status 1 below precision 0.98 or recall 0.95.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from newslint import learn, ruleset  # noqa: E402
from newslint.article import Article  # noqa: E402
from newslint.corpus import needed  # noqa: E402
from newslint.shape import shape  # noqa: E402
from newslint.text import even  # noqa: E402

LETTERS = (("bcdfglmnprst", "aeiou"), ("бвгдклмнпрст", "аеиоу"), ("βγδκλμνπρστ", "αειου"), ("kstnhmyrw", "aiueo"))
MONTHS = "January February March April May June July August September October November December".split()
CONTENT = ("Ingredients", "Method", "Notes", "The result", "Lineups", "Question", "Refrain of the sea")


class Site:
    """One site: its words, its template, and which of its stories are recipes."""

    def __init__(self, luck: random.Random, number: int) -> None:
        self.luck, self.domain = luck, f"site{number}.example"
        hard, soft = LETTERS[number % len(LETTERS)]
        self.words = [
            "".join(luck.choice(hard) + luck.choice(soft) for _ in range(luck.randint(1, 4))) for _ in range(400)
        ]
        self.recipes, self.agency = luck.choice((0.0, 0.05, 0.6)), luck.choice((0.0, 0.4))
        self.templates = [self._template() for _ in range(luck.randint(3, 9))]

    def phrase(self, low: int, high: int, end: str = "") -> str:
        return " ".join(self.luck.choices(self.words, k=self.luck.randint(low, high))).capitalize() + end

    def _template(self) -> tuple[str, str, float]:
        """(line, place, share): `{d}` in it is a date, `{n}` a number."""
        place, share = self.luck.choice(("head", "tail", "tail", "inside")), self.luck.choice((0.2, 0.4, 0.8, 1.0))
        if place == "inside":
            return self.phrase(8, 12, "."), place, share
        sort = self.luck.choice(("short", "sentence", "date", "number"))
        line = self.phrase(9, 14, ".") if sort == "sentence" else self.phrase(2, 4)
        return line + {"date": " {d}", "number": " {n}"}.get(sort, ""), place, share

    def article(self, number: int) -> Article:
        luck = self.luck
        prose = [self.phrase(14, 30, ".") for _ in range(luck.randint(4, 12))]
        if luck.random() < self.recipes:
            prose[1:1], prose[-1:-1] = [CONTENT[0], *(self.phrase(1, 3) for _ in range(4))], [CONTENT[1]]
        elif luck.random() < 0.15:
            prose.insert(luck.randint(1, len(prose) - 1), luck.choice(CONTENT[2:]))
        if luck.random() < self.agency:
            prose.insert(0, "LONDON (Reuters) -")
        lines = {"head": [], "tail": [], "inside": []}  # type: dict[str, list[str]]
        for line, place, share in self.templates:
            if luck.random() < share:
                day = f"{luck.randint(1, 28)} {luck.choice(MONTHS)} {luck.randint(2020, 2024)}"
                lines[place].append(line.replace("{d}", day).replace("{n}", str(luck.randint(1, 5000))))
        for line in lines["inside"]:
            prose.insert(luck.randint(1, len(prose) - 1), line)
        text = "\n".join([*lines["head"], *prose, *lines["tail"]])
        return Article(
            {"url": f"https://{self.domain}/{number}", "title": self.phrase(5, 9), "text": text}, "a", number
        )


def main() -> int:
    """Measures over all seeds, prints, and returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    rules = ruleset.shipped()
    rule = next(rule for rule in rules if rule.name == "site-template")
    others = [other for other in rules if other not in needed(rules)]
    right = wrong = missed = 0
    for seed in range(args.seeds):
        sites = [Site(random.Random(f"{seed}/{n}"), n) for n in range(12)]
        some = [site.article(number) for number in range(args.articles) for site in sites]
        found = {
            (site.domain, shape(even(line.text)))
            for site in learn.learn(rule, others, lambda some=some: some)  # type: ignore[misc]
            for line in site.lines()
        }
        planted = {
            (site.domain, shape(even(line.replace("{d}", "1 May 2024").replace("{n}", "1"))))
            for site in sites
            for line, _, _ in site.templates
        }
        right, wrong, missed = right + len(found & planted), wrong + len(found - planted), missed + len(planted - found)
        for mark, lines in (("+", found - planted), ("-", planted - found)) if args.errors else ():
            print("\n".join(f"{mark} {domain} {line}" for domain, line in sorted(lines)))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"{right + missed} planted: precision {precision:.3f}, recall {recall:.3f}")
    return int(precision < 0.98 or recall < 0.95)


if __name__ == "__main__":
    raise SystemExit(main())
