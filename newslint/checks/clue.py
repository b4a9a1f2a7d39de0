"""Lines that hold clues: one word of each of several lists, such as "we use" and "cookies"; what the sentence is about.

Sites word their notes in a thousand ways; what they ask for, and what for, are few words.
"""

from __future__ import annotations

from newslint import voice
from newslint.article import LIMITS
from newslint.kind import Hit
from newslint.text import bare, even, squeeze
from newslint.zone import ByLanguage, Index, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Rule

    Group = tuple[str, ...]
    Clue = tuple[bool, tuple[Group, ...]]  # whether it needs no address, and the lists of words

WORDS = ()
_SPEECH = ('"', "'", "「")  # a line that begins so is what somebody says
_STEM = (6, 8, 10)  # characters of what several words share
_READ = 400  # characters of a line that are read
_BULLETS = "*•·▪●►▶>➤→✓✔☑|[( "  # no dashes: dialogue begins with them
_UNCASED = "\u0e00"  # from Thai on, scripts set no blanks between words (and those that do lose nothing)


class Options:
    """What a clue rule may say.

    `clues` are, by language (keys as in phrase rules), texts such as `cookie + we use|by continuing|accept`: the line
    must hold one of the words on each side of every `+`, each at the start of a word; `^` before a word asks for it at
    the start of the line, `$` behind it too for the end. The rarest list stands first: lines are sought by it. A
    line that begins as speech does never counts. `unless` are words of which none may be
    there. With `addressed` a sentence counts only where it speaks to its reader and tells nobody's words, found, said or
    ruled; a clue that begins with `!` needs no such address. Where the headline holds one of the `topics` the article is
    about such notices, and its sentences count for nothing. `max_chars`, `where` and `min_run` are as in phrase rules; of
    a longer line the first 400 characters are read.
    """

    clues: Mapping[str, list[str]] = {}
    unless: list[str] = []
    addressed: bool = False
    topics: list[str] = []
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"
    max_chars: Chars = 400
    min_run: Count = 1


def verify(options: Options) -> None:
    """Every clue must be made of words."""
    Clues(options.clues)


def build(rules: Sequence[Rule]) -> Check:
    """One check for all clue rules."""
    tables = [(rule, Clues(rule.options.clues), [even(word) for word in rule.options.unless]) for rule in rules]
    merged = ByLanguage(
        lambda speaks: _Table((rule, clues.spoken(speaks), rule.options.max_chars) for rule, clues, _ in tables)
    )

    def check(article: Article) -> Iterator[Hit]:
        found: dict[Rule, dict[int, bool]] = merged.of(article).find(article)
        if not found:
            return
        zone, lines = Zone(article), article.even_lines
        for rule, _, barred in tables:
            if rule in found:
                limit = rule.options.max_chars
                numbers = [n for n in sorted(found[rule]) if len(lines[n]) <= limit]
                numbers = [n for n in numbers if not any(word in lines[n] for word in barred)]
                if rule.options.addressed:
                    numbers = [n for n in numbers if is_note(article, n, found[rule][n])]
                if numbers and rule.options.topics and _is_about(article, rule.options.topics, numbers):
                    numbers = [n for n in numbers if not voice.is_prose(lines[n])]
                for number in zone.keep(numbers, rule.options.where, rule.options.min_run):
                    yield Hit(rule, "text", *article.span(number))

    return check


def is_note(article: Article, number: int, is_strong: bool) -> bool:
    """Whether a line with clues is no sentence of a story: it is none at all, or one that speaks to its reader."""
    line, languages = article.even_lines[number], article.languages
    if voice.ends_sentence(line) and voice.is_report(line, languages):
        return False
    return is_strong or not voice.is_prose(line) or voice.is_address(line, languages)


def _is_about(article: Article, topics: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether the headline says that the article is about what the rule looks for."""
    headline = even(article.title or "").strip()
    is_found = any(article.even_lines[number] == headline for number in numbers)  # a note taken for the headline
    return not is_found and any(topic in headline for topic in topics)


class Clues:
    """The clues of one rule, by language. Raises ValueError where one is empty."""

    def __init__(self, clues: Mapping[str, Sequence[str]]) -> None:
        if not clues:
            raise ValueError("options: the rule needs `clues`")
        self.by_code = {code: [_groups(clue) for clue in some] for code, some in clues.items()}
        for code, some in self.by_code.items():
            for number, groups in enumerate(some):
                if not all(word.strip("^$") for group in groups[1] for word in group):
                    raise ValueError(f"options.clues.{code}.{number}: an empty word in {clues[code][number]!r}")
        self.tables = ByLanguage(lambda speaks: _Table([("", self.spoken(speaks), _READ * 10)]))

    def spoken(self, speaks: Callable[[str], bool]) -> list[Clue]:
        """The clues in some languages."""
        return [groups for code, some in self.by_code.items() if speaks(code) for groups in some]

    def find(self, article: Article) -> dict[int, bool]:
        """The numbers of the lines that fit a clue, and whether it needs no address."""
        found: dict[int, bool] = self.tables.of(article).find(article).get("", {})
        return found


class _Table:
    """The clues of some rules in some languages, by the words of their first lists.

    Words are sought in the whole text, and first a stem that several of them share: a search reads a text of 6 KB at
    0.3 times the cost of parsing its record, and there are sixty words for English alone.
    """

    def __init__(self, rules: Iterable[tuple[Any, list[Clue], int]]) -> None:
        self.starts = Index()
        by_size: dict[int, dict[str, list[tuple[Any, Clue]]]] = {}
        for rule, clues, size in rules:
            words = by_size.setdefault(next((limit for limit in LIMITS if limit >= size), 0), {})
            for is_strong, groups in clues:
                for word in groups[0]:
                    if word[0] == "^":
                        self.starts.file(bare(word[1:].rstrip("$")), (rule, word[1:], (is_strong, groups[1:])))
                    else:
                        words.setdefault(word, []).append((rule, (is_strong, groups)))
        self.stems = [
            (limit, [(stem, [(word, words[word]) for word in some]) for stem, some in _stems(sorted(words))])
            for limit, words in by_size.items()
        ]

    def find(self, article: Article) -> dict[Any, dict[int, bool]]:
        """The lines that hold a first word and the others, by rule, and whether the clue needs no address."""
        found: dict[Any, dict[int, bool]] = {}
        lines = article.even_lines
        for number, things in self.starts.find(article):
            line = lines[number]
            for rule, word, (is_strong, rest) in things:
                if _starts(word, line.lstrip(_BULLETS)) and all(_holds(line[:_READ], group) for group in rest):
                    some = found.setdefault(rule, {})
                    some[number] = some.get(number, False) or is_strong
        for limit, stems in self.stems:
            some_lines = article.up_to(limit)
            for word, clues in [pair for stem, words in stems if stem in some_lines for pair in words]:
                for number in article.lines_with((word,)):
                    line = lines[number][:_READ]
                    for rule, (is_strong, groups) in clues:
                        if all(_holds(line, group) for group in groups):
                            some = found.setdefault(rule, {})
                            some[number] = some.get(number, False) or is_strong
        kept = {rule: {n: some[n] for n in some if lines[n][0] not in _SPEECH} for rule, some in found.items()}
        return {rule: some for rule, some in kept.items() if some}


def _stems(words: list[str]) -> list[tuple[str, list[str]]]:
    """The words, each under the text that it shares with the most others and that stands in all of them."""
    left, found = list(words), []
    while left:
        counts: dict[str, int] = {}
        for word in left:
            for stem in {word[at : at + size] for size in _STEM for at in range(len(word) - size + 1)} | {word}:
                counts[stem] = counts.get(stem, 0) + 1
        stem = max(counts, key=lambda one: (counts[one], len(one), one))
        found.append((stem, [word for word in left if stem in word]))
        left = [word for word in left if stem not in word]
    return found


def _groups(clue: str) -> Clue:
    sides = clue.removeprefix("!").split(" + ")
    return clue.startswith("!"), tuple(tuple(_word(word) for word in side.split("|")) for side in sides)


def _word(word: str) -> str:
    return even(squeeze(word))


def _holds(line: str, words: Group) -> bool:
    return any(_starts(word[1:], line.lstrip(_BULLETS)) if word[0] == "^" else _is_in(word, line) for word in words)


def _starts(word: str, line: str) -> bool:
    return line == word[:-1] if word[-1] == "$" else line.startswith(word)


def _is_in(word: str, line: str) -> bool:
    """Whether the word stands in the line, at the start of a word where the script has words."""
    at = line.find(word)
    while at > 0 and word[0].isalnum() and line[at - 1].isalnum() and line[at - 1] < _UNCASED:
        at = line.find(word, at + 1)
    return at >= 0
