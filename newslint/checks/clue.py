"""Lines that hold clues: one word of each of several lists, such as "we use" and "cookies"; what the sentence is about.

Sites word their notes in a thousand ways; what they ask for, and what for, are few words.
"""

from __future__ import annotations

from functools import cache, partial

from newslint.article import BRIEF
from newslint.kind import Hit
from newslint.seek import SPEECH, Seeker
from newslint.text import bare, even, squeeze
from newslint.zone import ByLanguage, Index, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Rule

    Group = Sequence[str]
    Clue = tuple[bool, Sequence[Group]]  # whether it needs no address, and the lists of words
    Clues = Mapping[str, Sequence[Clue]]  # by language
    Found = dict[Rule, dict[int, bool]]

WORDS = ()
_LONG = 6  # characters of a word that stands in few lines
BULLETS = "*•·▪●►▶>➤→✓✔☑|[( "  # no dashes: dialogue begins with them
_UNCASED = "\u0e00"  # from Thai on, scripts set no blanks between words (and those that do lose nothing)


class Options:
    """What a clue rule may say.

    `clues` are, by language (keys as in phrase rules), texts such as `cookie + we use|by continuing|accept`: the line
    must hold one of the words on each side of every `+`, each at the start of a word; `^` before a word asks for it at
    the start of the line, `$` behind it too for the end. A
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
    verify_clues(options.clues)


def verify_clues(clues: Mapping[str, Sequence[str]]) -> None:
    """Raises ValueError where a clue is not made of words."""
    if not clues:
        raise ValueError("options: the rule needs `clues`")
    for code, some in clues.items():
        for number, clue in enumerate(some):
            if not all(word.strip("^$") for group in _groups(clue)[1] for word in group):
                raise ValueError(f"options.clues.{code}.{number}: an empty word in {clue!r}")


def prepare(options: Options) -> Clues:
    """By language, whether each clue needs no address, and its lists of words as an even line has them; the list that
    lines are sought by first."""
    return prepared(options.clues)


def prepared(clues: Mapping[str, Sequence[str]]) -> Clues:
    """The same for clues of another kind."""
    return {code: [_rarest_first(*_groups(clue)) for clue in some] for code, some in clues.items()}


def sought(rules: Sequence[Rule], speaks: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The words of first lists that may stand anywhere in a line, and how long a line the rule reads."""
    for rule in rules:
        for _, groups in _spoken(rule.prepared, speaks):
            yield from ((word, rule.options.max_chars) for word in groups[0] if word[0] != "^")


def build(rules: Sequence[Rule], seeker: Seeker | None = None) -> Check:
    """One check for all clue rules."""
    merged = finder([(rule, rule.prepared) for rule in rules], seeker or Seeker(partial(sought, rules)))

    @cache
    def barred(rule: Rule) -> list[str]:
        return [even(word) for word in rule.options.unless]

    def check(article: Article) -> Iterator[Hit]:
        found: Found = merged(article)
        if not found:
            return
        from newslint import voice  # few texts have notes

        zone, lines = Zone(article), article.even_lines
        for rule in rules:
            if rule in found:
                limit = rule.options.max_chars
                numbers = [n for n in sorted(found[rule]) if len(lines[n]) <= limit]
                numbers = [n for n in numbers if not any(word in lines[n] for word in barred(rule))]
                if rule.options.addressed:
                    numbers = [n for n in numbers if is_note(article, n, found[rule][n])]
                if numbers and rule.options.topics and _is_about(article, rule.options.topics, numbers):
                    numbers = [n for n in numbers if not voice.is_prose(lines[n])]
                for number in zone.keep(numbers, rule.options.where, rule.options.min_run):
                    yield Hit(rule, "text", *article.span(number))

    return check


def is_note(article: Article, number: int, is_strong: bool) -> bool:
    """Whether a line with clues is no sentence of a story: it is none at all, or one that speaks to its reader."""
    from newslint import voice

    line, languages = article.even_lines[number], article.languages
    if voice.ends_sentence(line) and voice.is_report(line, languages):
        return False
    return is_strong or not voice.is_prose(line) or voice.is_address(line, languages)


def _is_about(article: Article, topics: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether the headline says that the article is about what the rule looks for."""
    headline = even(article.title or "").strip()
    is_found = any(article.even_lines[number] == headline for number in numbers)  # a note taken for the headline
    return not is_found and any(topic in headline for topic in topics)


def finder(rules: Sequence[tuple[Rule, Clues]], seeker: Seeker) -> Callable[[Article], Found]:
    """What finds the lines of an article that fit a clue, by rule, and whether the clue needs no address."""
    tables = ByLanguage(lambda speaks: _Table((rule, _spoken(clues, speaks)) for rule, clues in rules))

    def find(article: Article) -> Found:
        table: _Table = tables.of(article)
        return table.find(article, seeker.find(article))

    return find


def _spoken(clues: Clues, speaks: Callable[[str], bool]) -> list[Clue]:
    """The clues in some languages."""
    return [clue for code in clues if speaks(code) for clue in clues[code]]


class _Table:
    """The clues of some rules in some languages, by the words of their first lists."""

    def __init__(self, rules: Iterable[tuple[Rule, list[Clue]]]) -> None:
        self.starts = Index()
        self.by_start: dict[str, list[tuple[Rule, bool, Clue]]] = {}
        self.by_word: dict[str, list[tuple[Rule, Clue]]] = {}
        for rule, clues in rules:
            for is_strong, groups in clues:
                for word in groups[0]:
                    if word[0] == "^":
                        own = word[1:].rstrip("$")
                        if own not in self.by_start:
                            self.starts.file(bare(own), own)
                        self.by_start.setdefault(own, []).append((rule, word[-1] == "$", (is_strong, groups[1:])))
                    else:
                        self.by_word.setdefault(word, []).append((rule, (is_strong, groups)))

    def find(self, article: Article, sought: Mapping[str, list[int]]) -> Found:
        """The lines that hold a first word and the others, by rule, and whether the clue needs no address."""
        found: Found = {}
        lines = article.even_lines
        for number, words in self.starts.find(article):
            line = lines[number].lstrip(BULLETS)
            if line.startswith(words) and lines[number][0] not in SPEECH:
                begun = [clue for word in words if line.startswith(word) for clue in self._begun(word, line)]
                for rule, (is_strong, rest) in begun:
                    if all(_holds(lines[number][:BRIEF], group) for group in rest):
                        some = found.setdefault(rule, {})
                        some[number] = some.get(number, False) or is_strong
        for word, numbers in sought.items():
            clues = self.by_word.get(word, ())
            for number in numbers if clues else ():
                line = lines[number][:BRIEF]
                for rule, (is_strong, groups) in clues if word in line else ():
                    if all(_holds(line, group) for group in groups):
                        some = found.setdefault(rule, {})
                        some[number] = some.get(number, False) or is_strong
        return found

    def _begun(self, word: str, line: str) -> Iterator[tuple[Rule, Clue]]:
        """The clues that begin with a word with which the line begins, or which it is."""
        for rule, is_whole, clue in self.by_start[word]:
            if not is_whole or line == word:
                yield rule, clue


def _rarest_first(is_strong: bool, groups: Sequence[Group]) -> Clue:
    """A clue with that list first whose words cost least to seek: few and long ones, or such as begin a line."""
    first = min(groups, key=lambda group: sum(map(_cost, group)))
    return is_strong, [first, *(group for group in groups if group is not first)]


def _cost(word: str) -> float:
    if word[0] == "^":
        return 0.05
    if " " in word or not word[0].isalnum():  # phrases are rare, and signs are found fast
        return 0.3
    return 1 if len(word) >= _LONG or not word.isascii() else 2 if len(word) > 4 else 4


def _groups(clue: str) -> Clue:
    sides = clue.removeprefix("!").split(" + ")
    return clue.startswith("!"), tuple(tuple(_word(word) for word in side.split("|")) for side in sides)


def _word(word: str) -> str:
    return even(squeeze(word))


def _holds(line: str, words: Group) -> bool:
    return any(_starts(word[1:], line.lstrip(BULLETS)) if word[0] == "^" else _is_in(word, line) for word in words)


def _starts(word: str, line: str) -> bool:
    return line == word[:-1] if word[-1] == "$" else line.startswith(word)


def _is_in(word: str, line: str) -> bool:
    """Whether the word stands in the line, at the start of a word where the script has words."""
    at = line.find(word)
    while at > 0 and word[0].isalnum() and line[at - 1].isalnum() and line[at - 1] < _UNCASED:
        at = line.find(word, at + 1)
    return at >= 0
