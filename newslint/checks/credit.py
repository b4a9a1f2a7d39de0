"""Picture credits: lines that are one ("Photo: A. Name"), and captions that end in one ("... (Carlos Ruiz/AP)").

A credit is a word for a picture with a name after it, a © with a name, or a picture agency with a slash beside it.
"""

from __future__ import annotations

import re

from newslint.article import lazy
from newslint.head import is_prose
from newslint.kind import Hit
from newslint.late import regex
from newslint.text import SIGN, ends_sentence, even
from newslint.zone import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Rule

WORDS = ()
_REACH = 120  # characters at a line's end in which a credit is sought
_TORN = 3  # lines that a bracket may be torn into
_NAME = 80  # characters that a name (of persons, agencies) has at most

_WORD = r"[^\W\d_a-zß-ÿ][\w.'’-]*+"
_TWO_NAMES = regex(rf"{_WORD} (?:{_WORD} ?){{1,4}}+/ ?{_WORD}(?: (?:{_WORD}|for|of|the|via)){{0,6}}+")

# Each side begins with a character that has no case: so `re` goes from one such to the next.
_SIGN = regex(r" [:：|/／]|:|：|\||/|／| by | via | courtesy | - |©|\(c\) ?(?=[A-Z])", re.IGNORECASE)
_SIGNS = (":", "/", "|", "：", "／", "©", " by ", " via ", " courtesy ", " - ", "(c)")  # of which a credit holds one
_GLUE = regex(r"[a-zß-ÿ.!?)](?=[A-ZÄÖÜ])")
_WORDS = regex(r"\w+")
_TEAR = regex(rb"\((?=\n)")  # `re` jumps to the bracket: to seek two characters at once costs ten times as much
_CLOSING = " )].,;"
_BEFORE = '([|/.,;:!?–—―"”’»)'  # signs that may stand before the word of a credit


class Options:
    """What a credit rule may say.

    `words` are those that a colon (or "by", "via", "courtesy of") turns into a credit, `sources` the agencies whose name
    is one. `part` names what is found: `credit`, lines that are nothing but a credit; `caption`, lines that end in
    one; `beside`, lines that end no sentence right before or after a line that is a credit. A line that begins
    with one of `starts` is a caption too. Captions have `min_chars` to `max_chars` characters.
    """

    words: list[str]
    sources: list[str]
    min_chars: Count = 1
    part: Literal["credit", "caption", "beside"] = "credit"
    max_chars: Chars = 700
    starts: list[str] = []


def build(rules: Sequence[Rule]) -> Check:
    """One check for all credit rules."""
    finders = [(rule, _Finder(rule.options)) for rule in rules]

    def check(article: Article) -> Iterator[Hit]:
        for rule, finder in finders:
            find = _beside if rule.options.part == "beside" else _shaped
            for number in find(article, finder, rule.options):
                yield Hit(rule, "text", *article.span(number))

    return check


def _shaped(article: Article, finder: _Finder, options: Options) -> Iterator[int]:
    lines, least, most = article.lines, max(1, options.min_chars), options.max_chars
    torn = _torn(article, finder) if _TEAR.search(article.utf8) else {}
    numbers = [number for number, line in enumerate(lines) if least <= len(line) <= most]
    if options.part == "credit":
        known = {*torn, *finder.begun(article)}
        numbers = [number for number in numbers if number in known or finder.may_be_credit(lines[number])]
    for number in numbers:
        if (torn.get(number) or finder.shape(lines[number])) == options.part:
            yield number


def _torn(article: Article, finder: _Finder) -> dict[int, str]:
    """Captions and credits that line ends tore apart within their brackets: `... in a cell (`, `Image:`, `State Police)`."""
    found: dict[int, str] = {}
    lines, solid = article.lines, article.solid
    for place, number in enumerate(solid):
        if not lines[number].endswith("("):
            continue
        inner: list[int] = []
        for other in solid[place + 1 : place + 1 + _TORN]:
            line = lines[other]
            if "(" in line or not _is_name(line.rstrip(":")):
                break
            inner.append(other)
            if line.endswith(")"):
                break
        if inner and (lines[inner[-1]].endswith(")") or lines[inner[0]].casefold().rstrip(": ") in finder.words):
            found |= {number: "caption"} | dict.fromkeys(inner, "credit")
    return found


def _beside(article: Article, finder: _Finder, options: Options) -> Iterator[int]:
    """Captions told by the credit on the next line (or the one before, where that stands first)."""
    lines = [article.lines[number] for number in article.solid]
    for place, line in enumerate(lines):
        if finder.shape(line) != "credit":
            continue
        for other in (place - 1, place + 1):
            if 0 <= other < len(lines) and _is_caption(lines, other, options) and finder.shape(lines[other]) is None:
                yield article.solid[other]
                break


def _is_caption(lines: list[str], place: int, options: Options) -> bool:
    line = lines[place]
    if place == 0 or not options.min_chars <= len(line) <= options.max_chars or line[0].isdigit():
        return False
    return not ends_sentence(line) and not is_prose(line)


class _Finder:
    """The credits of one rule: a table of words, sought before the signs that make them one, and one of agencies."""

    def __init__(self, options: Options) -> None:
        self.stems = words = {word.casefold() for word in options.words}  # with which all words begin
        self.words = frozenset(words | {f"{word}s" for word in words} | {f"{word} credit" for word in words})
        self.longest = max((word.count(" ") + 1 for word in self.words), default=1)
        self.starts = tuple(options.starts)
        self.sources = tuple(sorted(options.sources))
        self.ends = {source[-2:] for source in self.sources}
        self.agency = regex(rf"(?<!\w)(?:{_any_of(options.sources)})(?!\w)")

    @lazy
    def index(self) -> Index:
        """The words by how a line that begins with one begins; only rules for lines that are credits ask for it."""
        made = Index()
        for word in sorted(self.stems):
            made.file(even(word), word)
        made.file("c)", "c)")
        made.add([SIGN + "©"], "©")
        return made

    @lazy
    def first_words(self) -> set[str]:
        """The first word of each agency's name."""
        return {found[0] for source in self.sources if (found := _WORDS.findall(source))}

    def may_be_credit(self, line: str) -> bool:
        """Whether a line that does not begin with a word for a picture may be nothing but a credit."""
        if "/" in line:
            if self._by_source(line, line[-_REACH:]) == "credit":
                return True
        elif len(line) <= _NAME:
            end = line.rstrip(_CLOSING)
            if end[-2:] in self.ends and end.endswith(self.sources):
                return True
        return bool(self.starts) and line.startswith(self.starts)

    def begun(self, article: Article) -> Iterator[int]:
        """The lines that begin with a word for a picture, one sign before it or not."""
        for number, words in self.index.find(article):
            line = article.lines[number].casefold()
            if line.startswith(words, line[0] in _BEFORE):
                yield number

    def shape(self, line: str) -> str | None:
        """`credit`, `caption`, or None for any other line."""
        if self.starts and line.startswith(self.starts):
            return "credit" if len(line) <= _NAME else "caption"
        tail = line[-_REACH:]
        even_tail = tail.lower()
        if not any(map(even_tail.__contains__, _SIGNS)) and not tail.rstrip(_CLOSING).endswith(self.sources):
            return None
        for sign in _SIGN.finditer(tail):
            start = self._word_before(tail, sign)
            if start is not None and _is_name(tail[sign.end() :]):
                return "credit" if len(line) - len(tail) + start == 0 else "caption"
        if "/" in tail or tail.rstrip(_CLOSING).endswith(self.sources):
            return self._by_source(line, tail)
        return None

    def _by_source(self, line: str, tail: str) -> str | None:
        return self._by_agency(line, tail) or self._by_names(line, tail)

    def _word_before(self, tail: str, sign: re.Match[str]) -> int | None:
        """Where the credit begins that a sign ends: at the word before it, or at the sign itself where that is a ©."""
        if sign[0] in "©" or sign[0].startswith(("(c)", "(C)")):
            return sign.start()
        before = tail[: sign.start()].casefold()
        words = before.rsplit(" ", self.longest)[-self.longest :]
        for first in range(len(words)):
            said = " ".join(words[first:])
            wanted = said.lstrip(_BEFORE)
            if (
                first == len(words) - 1
                and (own := _glued(tail[: sign.start()], wanted)) != wanted
                and own in self.words
            ):
                return 1
            if wanted in self.words:
                return 0 if len(said) == len(before) and len(said) - len(wanted) <= 1 else 1
        return None

    def _by_agency(self, line: str, tail: str) -> str | None:
        if self.first_words.isdisjoint(_WORDS.findall(tail)):
            return None
        match = next(reversed(list(self.agency.finditer(tail))), None)
        if match is None or len(tail) - match.end() > 60:
            return None
        before, after = tail[: match.start()], tail[match.end() :].strip(" )].,;")
        if not after and (
            before.endswith(("/", "/ ", "via ", "Via ", "| ", "• ", ".", '."')) or not before.strip(" ([—–-")
        ):
            return self._size(line, before)
        if before.endswith("/") and _is_name(after):
            return self._size(line, before)
        if after.startswith("/") and _is_name(after[1:]) and not before.rstrip().endswith("http"):
            return self._size(line, before)
        return None

    def _by_names(self, line: str, tail: str) -> str | None:
        """A photographer and a paper parted by a slash: as a line, or in brackets at the end of one."""
        if _TWO_NAMES.fullmatch(line):
            return "credit"
        at = tail.rfind("(")
        return "caption" if at > 0 and _TWO_NAMES.fullmatch(tail[at + 1 : -1]) else None

    def _size(self, line: str, before: str) -> str:
        """A line that is all names is a credit; one with a sentence in front a caption."""
        is_short = len(line) <= _NAME and not re.search(r"[.!?…] ?\w|\d{4}", line[: len(line) // 2])
        return "credit" if is_short and _is_name(line) and not _has_small_words(before) else "caption"


def _any_of(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _glued(before: str, wanted: str) -> str:
    """The last word without what is glued in front of it: `schlachtet.Bildrechte` is about `bildrechte`."""
    return _GLUE.split(before[-len(wanted) :] if wanted else "")[-1].casefold()


def _is_name(text: str) -> bool:
    """Whether the text is short and no sentence: names, agencies, a bracket at the end."""
    text = text.strip(" ([)].;,")
    return 0 < len(text) <= _NAME and not re.search(r"[.!?]\s+\w{2,} \w+ \w+|[\"“”:]", text) and text.count(" ") <= 11


def _has_small_words(text: str) -> bool:
    return sum(word.islower() and len(word) > 1 for word in text.split()) >= 2
