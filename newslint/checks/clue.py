"""Lines that hold clues: one word of each of several lists, such as "we use" and "cookies"; what the sentence is about.

Sites word their notes in a thousand ways; what they ask for, and what for, are few words.
"""

from __future__ import annotations

from newslint.kind import Hit
from newslint.text import fold
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
    the start of the line, `$` behind it too for the end. The rarest list stands first: lines are sought by it. `unless` are words of which none may be
    there. `max_chars`, `where` and `min_run` are as in phrase rules; of a longer line the first 400 characters are read.
    """

    clues: Mapping[str, list[str]] = {}
    unless: list[str] = []
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"
    max_chars: Chars = 400
    min_run: Count = 1


def verify(options: Options) -> None:
    """Every clue must be made of words."""
    Clues(options.clues)


def build(rules: Sequence[Rule]) -> Check:
    """One check for all clue rules."""
    tables = [(rule, Clues(rule.options.clues), [fold(word) for word in rule.options.unless]) for rule in rules]

    def check(article: Article) -> Iterator[Hit]:
        whole = article.text.casefold()
        folded: dict[int, str] = {}
        zone: Zone | None = None
        for rule, clues, barred in tables:
            some = clues.possible(article, whole)
            if not some:
                continue
            numbers = [n for n in _short(article, rule.options.max_chars) if _is_one(article, folded, n, some, barred)]
            if numbers:
                zone = zone or Zone(article)
                for number in zone.keep(numbers, rule.options.where, rule.options.min_run):
                    yield Hit(rule, "text", *article.span(number))

    return check


def _short(article: Article, max_chars: int) -> Iterator[int]:
    return (number for number in article.solid if len(article.lines[number]) <= max_chars)


def _is_one(article: Article, folded: dict[int, str], number: int, some: list[list[Group]], barred: list[str]) -> bool:
    line = folded.get(number)
    if line is None:
        line = folded[number] = fold(article.lines[number])
    return _fits(line, some) and not any(word in line for word in barred)


class Clues:
    """The clues of one rule, by language. Raises ValueError where one is empty."""

    def __init__(self, clues: Mapping[str, Sequence[str]]) -> None:
        if not clues:
            raise ValueError("options: the rule needs `clues`")
        self.by_code = {code: [_groups(clue) for clue in some] for code, some in clues.items()}
        for code, some in self.by_code.items():
            for number, groups in enumerate(some):
                if not all(word.strip("^") for group in groups for word in group):
                    raise ValueError(f"options.clues.{code}.{number}: an empty word in {clues[code][number]!r}")

    def spoken(self, article: Article) -> list[list[Group]]:
        """The clues in the languages the article may be in."""
        return [groups for code, some in self.by_code.items() if speaks(article, code) for groups in some]

    def possible(self, article: Article, whole: str) -> list[list[Group]]:
        """Those of which a text holds a word of the first list at all; `whole` is the text in lower case."""
        return [
            groups for groups in self.spoken(article) if any(word.strip("^$") in whole for word in groups[0])
        ]

    def fit(self, article: Article, line: str) -> bool:
        """Whether a folded line fits one of them."""
        return _fits(line, self.spoken(article))


def _fits(line: str, some: list[list[Group]]) -> bool:
    return any(all(_holds(line, group) for group in groups) for groups in some)


def _groups(clue: str) -> list[Group]:
    return [tuple(_word(word) for word in side.split("|")) for side in clue.split(" + ")]


def _word(word: str) -> str:
    word = word.strip()
    return "^" + fold(word[1:]) if word.startswith("^") else fold(word)


def _holds(line: str, words: Group) -> bool:
    return any(_starts(word[1:], line) if word[0] == "^" else _is_in(word, line) for word in words)


def _starts(word: str, line: str) -> bool:
    return line == word[:-1] if word[-1] == "$" else line.startswith(word)


def _is_in(word: str, line: str) -> bool:
    """Whether the word stands in the line, at the start of a word where the script has words."""
    at = line.find(word)
    while at > 0 and word[0].isalnum() and line[at - 1].isalnum() and line[at - 1] < _UNCASED:
        at = line.find(word, at + 1)
    return at >= 0
