"""The words that rules seek anywhere in a line, all of them sought at once, in the lines that the rules read.

To look for one word costs 0.3 times what it costs to parse the record, for however many words that begin where a word
begins 5 times: blanks are found fast, and behind each stands one tree of letters. So long lines, two fifths of a text,
are read for those words only of which some rule would have them. Where `newslint[fast]` is installed an automaton (Aho and
Corasick 1975) seeks the same words in 2.
"""

from __future__ import annotations

import re
from itertools import chain

from newslint.article import BRIEF, lazy
from newslint.zone import ByLanguage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from typing import Any, AnyStr

    from ahocorasick_rs import AhoCorasick

    from newslint.article import Article

    Words = Callable[[Callable[[str], bool]], Iterable[tuple[str, int]]]

SPEECH = ('"', "'", "「")  # a line that begins so is what somebody says: nobody seeks in it
_LETTERS = 16  # of a word that are sought; the rest is for those who asked
_TELLING = 4  # letters without which a word is sought by itself
ANY_LINE = 0  # stands for the most characters of a line, of a word that is not sought in lines
SOON = 1 << 14  # bytes of text after which it costs less to make a tree of the words than to have none
_BLANK = ord(" ")
_END = -1  # stands in a tree where a key ends
# Letters and digits of Latin-1 as they are, a blank for all else: so begins every word behind a blank.
_PLAIN = bytes(code if chr(code).isalnum() else _BLANK for code in range(256))


class Seeker:
    """What the kinds of check seek. `words` is given a function that tells whether a language counts, and names words as
    an even text has them, each with the most characters of a line of use (ANY_LINE: wherever it stands); a word must begin
    where a word of the text begins (or with a sign)."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.made = ByLanguage(lambda speaks: _Sought(words(speaks)))
        self.seen = 0  # characters that were read so far
        self.last: Article | None = None  # that was read

    def find(self, article: Article) -> dict[str, list[int]]:
        """The words that may stand in the text, each with the lines where to look (those with its first letters)."""
        sought = self._read(article)
        return sought.by_trees(article) if sought.found is None else sought.at_once(article)

    def held(self, article: Article) -> Container[str]:
        """What tells whether a word stands anywhere in the text: the text itself, or what was found in it at once."""
        found = self._read(article).found
        return article.even if found is None else found

    def _read(self, article: Article) -> _Sought:
        """What is sought in the article's languages; an automaton has read it where it has come to pay to make one."""
        sought: _Sought = self.made.of(article)
        if article is not self.last:
            self.last = article
            self.seen += len(article.text)
            sought.read(article.even, self.maker if self.seen > SOON else None)
        return sought

    @lazy
    def maker(self) -> Callable[[list[str]], AhoCorasick] | None:
        """What makes an automaton of words, where there is a library for it."""
        try:
            from ahocorasick_rs import AhoCorasick, Implementation
        except ImportError:
            return None
        return lambda words: AhoCorasick(words, implementation=Implementation.DFA)


class _Sought:
    """The words of some languages, and what finds them."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        longest: dict[str, int] = {}
        for word, chars in words:
            longest[word] = max(chars, longest.get(word, 0))
        self.words = sorted(longest)
        self.in_short = {word for word, chars in longest.items() if chars}
        self.in_long = {word for word, chars in longest.items() if chars > BRIEF}
        self.automaton: AhoCorasick | None = None
        self.found: frozenset[str] | None = None  # words in the last text, where an automaton has read it

    @lazy
    def tree(self) -> _Tree:
        """What finds them without an automaton, in lines of up to BRIEF characters."""
        return _Tree(self.in_short)

    @lazy
    def long_tree(self) -> _Tree:
        """The same for longer lines."""
        return _Tree(self.in_long)

    def read(self, text: str, maker: Callable[[list[str]], AhoCorasick] | None) -> None:
        """Finds all words in a text, if there is an automaton, or something to make one."""
        if maker and self.automaton is None and self.words:
            self.automaton = maker(self.words)
        if self.automaton:
            try:
                found = self.automaton.find_matches_as_strings(text, overlapping=True)
            except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 has no bytes for; no word has one
                text = text.encode("utf-8", "replace").decode("utf-8")
                found = self.automaton.find_matches_as_strings(text, overlapping=True)
            self.found = frozenset(found)

    def at_once(self, article: Article) -> dict[str, list[int]]:
        """The lines with what the automaton found, without those where nobody looks."""
        lines, even = article.even_lines, article.even
        found: dict[str, list[int]] = {}
        for word in sorted(self.in_short.intersection(self.found or ())):
            numbers = dict.fromkeys(map(article.line_at, _all(word, even)))
            if some := [number for number in numbers if self._is_read(lines[number], word)]:
                found[word] = some
        return found

    def _is_read(self, line: str, word: str) -> bool:
        is_long = len(line) > BRIEF
        return line[0] not in SPEECH and (not is_long or (word in self.in_long and word in line[:BRIEF]))

    def by_trees(self, article: Article) -> dict[str, list[int]]:
        """What is found in the lines where anybody looks."""
        lines = article.even_lines
        found: dict[str, list[int]] = {}
        told = [number for number in article.solid if lines[number][0] not in SPEECH]
        short = [number for number in told if len(lines[number]) <= BRIEF]
        self.tree.find("\n".join([lines[number] for number in short]), short, found)
        if len(short) < len(told) and self.in_long:
            long = [number for number in told if len(lines[number]) > BRIEF]
            self.long_tree.find("\n".join([lines[number][:BRIEF] for number in long]), long, found)
        return found


class _Tree:
    """The words of some languages as one regular expression over bytes; those of other scripts one by one."""

    def __init__(self, words: Iterable[str]) -> None:
        self.single: list[str] = []
        self.by_key: dict[bytes, list[str]] = {}
        for word in sorted(words):
            key = _plain(word)[:_LETTERS]
            if len(key.replace(b" ", b"")) < min(_TELLING, len(word)) or key[:1] == b" ":
                self.single.append(word)
            else:
                self.by_key.setdefault(key, []).append(word)
        self.sizes = sorted(set(map(len, self.by_key)))
        self.pattern: re.Pattern[bytes] | None = None
        self.seen = 0  # characters that were read without it

    def find(self, text: str, numbers: Sequence[int], found: dict[str, list[int]]) -> None:
        """Enters what stands in some lines, joined, whose numbers in the article are given."""
        last = line = 0
        for at, word in self._places(text):
            if at < last:
                last = line = 0
            line += text.count("\n", last, at)
            last = at
            lines = found.setdefault(word, [])
            if not lines or lines[-1] != numbers[line]:
                lines.append(numbers[line])

    def _places(self, text: str) -> Iterable[tuple[int, str]]:
        """Where words may stand, each word's places in order."""
        return chain(self._single(text), self._filed(b" " + _plain(text)))  # a blank: before each key stands one

    def _single(self, text: str) -> Iterator[tuple[int, str]]:
        for word in self.single:  # a sign is found much faster than a word
            if (word[0].isalnum() or word[0] in text) and word in text:
                yield from ((at, word) for at in _all(word, text))

    def _filed(self, plain: bytes) -> Iterable[tuple[int, str]]:
        """The tree pays from some texts on; before, words are sought one by one."""
        self.seen += len(plain)
        if self.seen <= SOON:
            by_key = self.by_key.items()
            return sorted((at, word) for key, words in by_key for at in _all(b" " + key, plain) for word in words)
        return self._by_pattern(plain) if self.by_key else ()

    def _by_pattern(self, plain: bytes) -> Iterator[tuple[int, str]]:
        if self.pattern is None:
            self.pattern = re.compile(b" (?=" + _written(self.by_key) + b")")
        for match in self.pattern.finditer(plain):
            at = match.start()
            for size in self.sizes:
                yield from ((at, word) for word in self.by_key.get(plain[at + 1 : at + 1 + size], ()))


def _all(sought: AnyStr, plain: AnyStr) -> Iterator[int]:
    at = plain.find(sought)
    while at >= 0:
        yield at
        at = plain.find(sought, at + 1)


def _plain(text: str) -> bytes:
    return text.encode("latin-1", "replace").translate(_PLAIN)


def _written(keys: Iterable[bytes]) -> bytes:
    """What the keys match: one set of first letters, and a tree of the rest, which takes some letters too many: measured,
    a tree from the first letter on costs half as much again, for it tries twenty branches behind each blank."""
    firsts = bytes(sorted({key[0] for key in keys}))
    tree: dict[int, Any] = {}
    for key in sorted((key[1:] for key in keys), key=len):
        _grow(tree, key)
    return b"[" + re.escape(firsts) + b"]" + _branches(tree)


def _grow(tree: dict[int, Any], key: bytes) -> None:
    """Enters a key into the tree, unless a shorter one that stands in it covers it."""
    for code in key:
        if _END in tree:
            return
        tree = tree.setdefault(code, {})
    tree[_END] = {}


def _branches(tree: dict[int, Any]) -> bytes:
    """The tree as alternatives, each letter once."""
    if _END in tree:
        return b""
    some = [re.escape(bytes((code,))) + _branches(below) for code, below in sorted(tree.items())]
    return some[0] if len(some) == 1 else b"(?:" + b"|".join(some) + b")"
