"""newslint beside the filters that corpora are cleaned with, on the same labelled lines.

    python benchmarks/peers.py [CORPUS] [--half 0|1]

The filters are written anew here from their papers: C4's line rule (Raffel et al. 2020, as datatrove runs it: a line is kept
when it ends in a full stop, question or exclamation mark or closing quote and has five words), a list of ten phrases with
exact titles and repeats, and the duplicate limits by which Gopher (Rae et al. 2021) and FineWeb (Penedo et al. 2024) refuse
whole articles. Line filters are counted in lines; those that refuse articles lose all lines of them, wanted or not.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from accuracy import CLEAN, DEFAULT_CORPUS, Corpus, Line, findings

from newslint import ruleset

C4_WORDS = 5
C4_ENDS = (".", "!", "?", '"', "”", "’", "'")
GOPHER_LINES, FINEWEB_CHARACTERS = 0.30, 0.01  # the shares of duplicates above which an article is refused
PHRASES = (
    "advertisement",
    "read more",
    "related articles",
    "share this",
    "subscribe",
    "sign up",
    "newsletter",
    "cookies",
    "all rights reserved",
    "comments",
)


def c4(title: str, lines: list[str]) -> set[int]:
    """The lines (from 0) that C4's rule throws away."""
    return {n for n, line in enumerate(lines) if not line.endswith(C4_ENDS) or len(line.split()) < C4_WORDS}


def phrases(title: str, lines: list[str]) -> set[int]:
    """Short lines with one of ten phrases, lines that are the title, and lines that stood there before."""
    found, seen = set(), set()
    for number, line in enumerate(lines):
        even = line.casefold()
        is_phrase = len(line) < 80 and any(phrase in even for phrase in PHRASES)
        if is_phrase or even == title.casefold() or (len(line) >= 40 and even in seen):
            found.add(number)
        seen.add(even)
    return found


def gopher(title: str, lines: list[str]) -> set[int]:
    """All lines, where more than 30 per cent of them are repeats."""
    return _all_above(lines, GOPHER_LINES, lambda line: 1)


def fineweb(title: str, lines: list[str]) -> set[int]:
    """All lines, where more than 1 per cent of the characters are in repeated ones."""
    return _all_above(lines, FINEWEB_CHARACTERS, len)


def _all_above(lines: list[str], limit: float, size: Callable[[str], int]) -> set[int]:
    seen: set[str] = set()
    again = total = 0
    for line in lines:
        total += size(line)
        again += size(line) if line in seen else 0
        seen.add(line)
    return set(range(len(lines))) if total and again / total > limit else set()


def flagged(corpus: Corpus, drops: Callable[[str, list[str]], set[int]]) -> set[Line]:
    """The labelled lines that a filter throws away: it is shown those alone, as a file without blank lines has them."""
    found = set()
    for key, row in corpus.articles.items():
        numbers = [n for n, line in enumerate(corpus.text[key], 1) if line.strip()]
        lines = [corpus.text[key][n - 1].strip() for n in numbers]
        found |= {(key, numbers[place]) for place in drops(row.get("title") or "", lines)}
    return {line for line in found if line in corpus.gold}


def newslint_lines(corpus: Corpus, chosen: tuple[str, ...]) -> set[Line]:
    """The lines on which newslint finds something."""
    return {line for line, _ in findings(corpus, ruleset.select(ruleset.shipped(), chosen))}


def show(corpus: Corpus, name: str, lines: set[Line]) -> None:
    """One row: recall and precision over all boilerplate, wanted lines per 10,000 that are taken for it, articles emptied."""
    gold = corpus.gold
    wanted = sum(label == CLEAN for label in gold.values())
    right = sum(gold[line] != CLEAN for line in lines)
    alarms = len(lines) - right
    by_article = {key: [line for line in gold if line[0] == key and gold[line] == CLEAN] for key in corpus.articles}
    lost = sum(bool(some) and all(line in lines for line in some) for some in by_article.values())
    precision = f"{right / len(lines):.3f}" if lines else "-"
    recall = right / max(1, len(gold) - wanted)
    print(f"{name:34}{recall:>8.3f}{precision:>11}{10_000 * alarms / max(1, wanted):>14.1f}{lost:>10}")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=DEFAULT_CORPUS)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the sites of one half")
    args = parser.parse_args()
    corpus = Corpus(args.corpus, args.half)
    print(f"{'filter':34}{'recall':>8}{'precision':>11}{'story/10,000':>14}{'emptied':>10}")
    for name, drops in (
        ("C4 line rule", c4),
        ("ten phrases, titles, repeats", phrases),
        ("Gopher duplicate lines", gopher),
        ("FineWeb duplicate characters", fineweb),
    ):
        show(corpus, name, flagged(corpus, drops))
    show(corpus, "newslint, default rules", newslint_lines(corpus, ()))
    show(corpus, "newslint, all rules", newslint_lines(corpus, ("ALL",)))


if __name__ == "__main__":
    main()
