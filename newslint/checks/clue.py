"""Lines that hold clues: one word of each of several lists, such as "we use" and "cookies"; what the sentence is about.

Sites word their notes in a thousand ways; what they ask for, and what for, are few words.
"""

from __future__ import annotations

from newslint.kind import Hit
from newslint.text import FOLD_LIMIT, fold
from newslint.zone import Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Rule

    Group = tuple[str, ...]

WORDS = ()
_UNCASED = "\u0e00"  # from Thai on, scripts set no blanks between words (and those that do lose nothing)


class Options:
    """What a clue rule may say.

    `clues` are, by language (keys as in phrase rules), texts such as `cookie + we use|by continuing|accept`: the line
    must hold one of the words on each side of every `+`, each at the start of a word; `^` before a word asks for it at
    the start of the line. The rarest list stands first: lines are sought by it. `unless` are words of which none may be
    there. `min_chars`, `max_chars`, `where` and `min_run` are as in phrase rules; of a longer line the first 400
    characters are read.
    """

    clues: Mapping[str, list[str]] = {}
    unless: list[str] = []
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"
    min_chars: Chars = 1
    max_chars: Chars = 400
    min_run: Count = 1


def verify(options: Options) -> None:
    """Every clue must be made of words."""
    if not options.clues:
        raise ValueError("options: a clue rule needs `clues`")
    for code, some in options.clues.items():
        for number, clue in enumerate(some):
            if not all(word.strip("^") for group in _groups(clue) for word in group):
                raise ValueError(f"options.clues.{code}.{number}: an empty word in {clue!r}")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all clue rules."""
    by_code: dict[str, list[tuple[Rule, list[Group]]]] = {}
    for rule in rules:
        for code, some in rule.options.clues.items():
            by_code.setdefault(code, []).extend((rule, _groups(clue)) for clue in some)
    barred = {rule: [fold(word) for word in rule.options.unless] for rule in rules}

    def check(article: Article) -> Iterator[Hit]:
        entries = [entry for code, some in by_code.items() if speaks(article, code) for entry in some]
        whole = article.text.casefold()
        entries = [(rule, groups) for rule, groups in entries if any(word.lstrip("^") in whole for word in groups[0])]
        found: dict[Rule, list[int]] = {}
        for number, line in _short_lines(article, entries):
            for rule, groups in entries:
                if _fits(rule, line) and all(_holds(line, group) for group in groups):
                    numbers = found.setdefault(rule, [])
                    if numbers[-1:] != [number] and not any(word in line for word in barred[rule]):
                        numbers.append(number)
        zone = Zone(article) if found else None
        for rule, numbers in found.items():
            for number in zone.keep(numbers, rule.options.where, rule.options.min_run) if zone else ():
                yield Hit(rule, "text", *article.span(number))

    return check


def _short_lines(article: Article, entries: Sequence[tuple[Rule, list[Group]]]) -> Iterator[tuple[int, str]]:
    longest = max((rule.options.max_chars for rule, _ in entries), default=0)
    for number in article.solid if entries else ():
        if len(article.lines[number]) <= longest:
            yield number, fold(article.lines[number])


def _fits(rule: Rule, line: str) -> bool:
    options = rule.options
    return bool(options.min_chars <= len(line) <= options.max_chars or len(line) >= FOLD_LIMIT <= options.max_chars)


def _groups(clue: str) -> list[Group]:
    return [tuple(_word(word) for word in side.split("|")) for side in clue.split(" + ")]


def _word(word: str) -> str:
    word = word.strip()
    return "^" + fold(word[1:]) if word.startswith("^") else fold(word)


def _holds(line: str, words: Group) -> bool:
    return any(line.startswith(word[1:]) if word[0] == "^" else _is_in(word, line) for word in words)


def _is_in(word: str, line: str) -> bool:
    """Whether the word stands in the line, at the start of a word where the script has words."""
    at = line.find(word)
    while at > 0 and word[0].isalnum() and line[at - 1].isalnum() and line[at - 1] < _UNCASED:
        at = line.find(word, at + 1)
    return at >= 0
