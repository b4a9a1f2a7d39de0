"""Lines that hold clues: one word of each of several lists, such as "we use" and "cookies"; what the sentence is about.

Sites word their notes in a thousand ways; what they ask for, and what for, are few words.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

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
_QUOTES = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "))
_SPEECH = ('"', "'", "„", "«", "»", "「")  # a line that begins so is what somebody says
_KEY = 3  # characters by which the words that begin a line are filed; one less for the shortest
_TABLES = 64  # language sets of which tables are kept
_READ = 400  # characters of a line that are read
_UNCASED = "\u0e00"  # from Thai on, scripts set no blanks between words (and those that do lose nothing)


class Options:
    """What a clue rule may say.

    `clues` are, by language (keys as in phrase rules), texts such as `cookie + we use|by continuing|accept`: the line
    must hold one of the words on each side of every `+`, each at the start of a word; `^` before a word asks for it at
    the start of the line, `$` behind it too for the end. The rarest list stands first: lines are sought by it. A
    line that begins as speech does never counts. `unless` are words of which none may be
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
        lines = lowered(article)
        whole = "\n".join(["", *lines])
        zone: Zone | None = None
        for rule, clues, barred in tables:
            limit = rule.options.max_chars
            numbers = [n for n in clues.find(article, lines, whole) if len(lines[n]) <= limit]
            numbers = [n for n in numbers if not any(word in lines[n] for word in barred)]
            if numbers:
                zone = zone or Zone(article)
                for number in zone.keep(numbers, rule.options.where, rule.options.min_run):
                    yield Hit(rule, "text", *article.span(number))

    return check


def lowered(article: Article) -> list[str]:
    """The lines as clues are sought in them: in lower case, with plain quotes."""
    whole = "\n".join(article.lines)
    if not whole.isascii():
        for curly, plain in _QUOTES:
            whole = whole.replace(curly, plain)
    return whole.casefold().split("\n")


class Clues:
    """The clues of one rule, by language. Raises ValueError where one is empty."""

    def __init__(self, clues: Mapping[str, Sequence[str]]) -> None:
        if not clues:
            raise ValueError("options: the rule needs `clues`")
        self.by_code = {code: [_groups(clue) for clue in some] for code, some in clues.items()}
        self.tables: dict[frozenset[str], _Table] = {}
        for code, some in self.by_code.items():
            for number, groups in enumerate(some):
                if not all(word.strip("^$") for group in groups for word in group):
                    raise ValueError(f"options.clues.{code}.{number}: an empty word in {clues[code][number]!r}")

    def find(self, article: Article, lines: list[str], whole: str) -> list[int]:
        """The numbers of the lines that fit a clue; `lines` as `lowered` gives them, `whole` with a line end before each."""
        table = self.tables.get(article.languages)
        if table is None:
            spoken = [groups for code, some in self.by_code.items() if speaks(article, code) for groups in some]
            if len(self.tables) >= _TABLES:
                self.tables.clear()
            table = self.tables[article.languages] = _Table(spoken)
        found = set(table.at_starts(lines)) | set(table.inside(lines, whole))
        return sorted(number for number in found if not lines[number].startswith(_SPEECH))


class _Table:
    """The clues of one rule in some languages, by the words of their first lists."""

    def __init__(self, clues: list[list[Group]]) -> None:
        self.starts: dict[str, list[tuple[str, list[Group]]]] = {}
        self.words: list[tuple[str, list[Group]]] = []
        for groups in clues:
            for word in groups[0]:
                if word[0] == "^":
                    self.starts.setdefault(word[1 : 1 + _KEY].rstrip("$"), []).append((word[1:], groups[1:]))
                else:
                    self.words.append((word, groups))

    def at_starts(self, lines: list[str]) -> Iterator[int]:
        """Lines that begin with a first word, and hold the others."""
        for number, line in enumerate(lines):
            for key in (line[:_KEY], line[: _KEY - 1]):
                for word, rest in self.starts.get(key, ()):
                    if _starts(word, line) and all(_holds(line[:_READ], group) for group in rest):
                        yield number

    def inside(self, lines: list[str], whole: str) -> Iterator[int]:
        """Lines that hold a first word anywhere, and the others."""
        offsets: list[int] = []
        for word, groups in self.words:
            at = whole.find(word)
            if at >= 0 and not offsets:
                offsets = list(accumulate((len(line) + 1 for line in lines), initial=1))
            while at >= 0:
                number = bisect_right(offsets, at) - 1
                if all(_holds(lines[number][:_READ], group) for group in groups):
                    yield number
                at = whole.find(word, offsets[number + 1])


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
