"""The words that rules seek anywhere in a line, all of them sought at once, in the lines that the rules read.

To look for one word costs 0.3 times what it costs to parse the record, for however many words that begin where a word
begins 5 times: blanks are found fast, and behind each stands one tree of letters. So long lines, two fifths of a text,
are read for those words only of which some rule would have them.
"""

from __future__ import annotations

import re

from newslint.article import BRIEF
from newslint.zone import ByLanguage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from newslint.article import Article

    Words = Callable[[Callable[[str], bool]], Iterable[tuple[str, int]]]

SPEECH = ('"', "'", "「")  # a line that begins so is what somebody says: nobody seeks in it
_LETTERS = 16  # of a word that are sought; the rest is for those who asked
_TELLING = 4  # letters without which a word is sought by itself
SOON = 1 << 14  # bytes of text after which it costs less to make a tree of the words than to have none
_BLANK = ord(" ")
_END = -1  # stands in a tree where a key ends
# Letters and digits of Latin-1 as they are, a blank for all else: so begins every word behind a blank.
_PLAIN = bytes(code if chr(code).isalnum() else _BLANK for code in range(256))


class Seeker:
    """What a kind of check seeks. `words` is given a function that tells whether a language counts, and names words as an
    even text has them, each with the most characters of a line of use; a word must begin where a word of the text begins
    (or with a sign)."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.made = ByLanguage(self._make)

    def _make(self, speaks: Callable[[str], bool]) -> tuple[_Tree, _Tree]:
        """What is sought in lines of up to BRIEF characters, and in longer ones."""
        asked = list(self.words(speaks))
        return _Tree({word for word, _ in asked}), _Tree({word for word, chars in asked if chars > BRIEF})

    def find(self, article: Article) -> dict[str, list[int]]:
        """The words that may stand in the text, each with the lines where to look (those with its first letters)."""
        in_short, in_long = self.made.of(article)
        lines = article.even_lines
        found: dict[str, list[int]] = {}
        told = [number for number in article.solid if lines[number][0] not in SPEECH]
        short = [number for number in told if len(lines[number]) <= BRIEF]
        in_short.find("\n".join([lines[number] for number in short]), short, found)
        if len(short) < len(told) and in_long.has_words:
            long = [number for number in told if len(lines[number]) > BRIEF]
            in_long.find("\n".join([lines[number][:BRIEF] for number in long]), long, found)
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
        self.has_words = bool(self.single or self.by_key)
        self.sizes = sorted(set(map(len, self.by_key)))
        self.pattern: re.Pattern[bytes] | None = None
        self.seen = 0  # bytes that were read without it

    def find(self, text: str, numbers: Sequence[int], found: dict[str, list[int]]) -> None:
        """Enters what stands in some lines, joined, whose numbers in the article are given."""
        for word in self.single:  # a sign is found much faster than a word
            if (word[0].isalnum() or word[0] in text) and word in text:
                lines = found.setdefault(word, [])
                lines += [numbers[at] for at, line in enumerate(text.split("\n")) if word in line]
        if not self.by_key:
            return
        plain = b" " + _plain(text)  # so that a word stands where its blank does, less one
        for at in self._places(plain):
            for size in self.sizes:
                for word in self.by_key.get(plain[at + 1 : at + 1 + size], ()):
                    number = numbers[text.count("\n", 0, at)]
                    lines = found.setdefault(word, [])
                    if not lines or lines[-1] != number:
                        lines.append(number)

    def _places(self, plain: bytes) -> Iterable[int]:
        """The blanks behind which a word may stand, in order. The tree pays from some texts on; before, words are sought
        one by one."""
        if self.pattern is None:
            self.seen += len(plain)
            if self.seen <= SOON:
                return sorted({at for key in self.by_key for at in _all(b" " + key, plain)})
            self.pattern = re.compile(b" (?=" + _written(self.by_key) + b")")
        return (match.start() for match in self.pattern.finditer(plain))


def _all(sought: bytes, plain: bytes) -> Iterator[int]:
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
