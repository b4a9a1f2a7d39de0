"""Where in a text a line stands: head, body, tail; how many of its like stand together; and whether a language is its."""

from __future__ import annotations

from functools import lru_cache

from newslint.article import lazy
from newslint.head import HEAD_LINES
from newslint.text import DIGIT, DIGITS, HEAD, SIGN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from newslint.article import Article

HEADS_KEPT = 10_000  # beginnings of lines of which an index keeps what is filed under them
KEPT = 64  # sets of languages for which tables are kept
EDGE = 5  # non-blank lines at either end that count as the edge of a text
TAIL_SHARE = 0.2  # the last part of the lines, and at least EDGE of them, is the tail


class Zone:
    """The parts of one article's text, by line number (from 0)."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.order = {number: place for place, number in enumerate(article.solid)}
        self.count = len(article.solid)
        self.tail = self.count - max(EDGE, int(self.count * TAIL_SHARE))

    @lazy
    def body(self) -> int:
        """The place of the body's first line."""
        return self.order.get(self.article.body_start, self.count)

    @lazy
    def marks(self) -> set[int]:
        """The places of headline and dates in the head."""
        head = self.article.head
        return {self.order[line] for line in (head.title, head.published, head.modified) if line is not None}

    def is_dateline(self, number: int) -> bool:
        """Whether a line is the text's first, or stands right beside its headline or its date."""
        place = self.order[number]
        return place == 0 or bool(self.marks & {place - 1, place + 1})

    def holds(self, number: int, where: str) -> bool:
        """Whether a line is in a part: anywhere, head, body, tail, edges (head, first lines, or tail), or top.

        The top are the lines that can belong to a head, some prose between them or not.
        """
        place = self.order[number]
        if where == "top":
            return place < HEAD_LINES
        if where == "head":
            return place < self.body or place < EDGE
        if where == "body":
            return place >= self.body
        if where == "tail":
            return place >= self.tail
        return where == "anywhere" or place < max(self.body, EDGE) or place >= self.tail

    def keep(self, numbers: Sequence[int], where: str, min_run: int) -> list[int]:
        """The lines that are in the part and stand in runs of at least `min_run`; at the top one alone."""
        if where == "top" and len(numbers) > 1:
            return []
        inside = [number for number in numbers if where == "anywhere" or self.holds(number, where)]
        if min_run <= 1:
            return inside
        return [number for run in self.runs(inside) if len(run) >= min_run for number in run]

    def runs(self, numbers: Sequence[int]) -> list[list[int]]:
        """The lines in runs: neighbours, blank lines apart."""
        runs: list[list[int]] = []
        for number in numbers:
            if runs and self.order[number] == self.order[runs[-1][-1]] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs


def speaks(article: Article, code: str) -> bool:
    """Whether the article is, or may be, in a language that a key names: `de`, `hr sr bs`, `any`, `any -tr -az`."""
    return may_mean(article.languages, code)


@lru_cache(maxsize=1 << 13)
def may_mean(languages: frozenset[str], code: str) -> bool:
    """Whether a key names one of the languages, of which none means any."""
    if code == "any" or not languages:
        return True
    words = code.split()
    if words[0] != "any":
        return not languages.isdisjoint(words)
    return not languages <= {word[1:] for word in words[1:]}


class ByLanguage:
    """What a kind prepares for the languages an article may be in: made once for each set of them, and kept."""

    __slots__ = ("made", "make")

    def __init__(self, make: Callable[[Callable[[str], bool]], Any]) -> None:
        """`make` is given a function that tells whether a language key of a rule counts."""
        self.make = make
        self.made: dict[frozenset[str], Any] = {}

    def of(self, article: Article) -> Any:
        """What was made for the article's languages."""
        languages = article.languages
        made = self.made.get(languages)
        if made is None:
            if len(self.made) >= KEPT:
                self.made.clear()
            made = self.made[languages] = self.make(lambda code: may_mean(languages, code))
        return made


def head_of(text: str) -> str:
    """What a text (from its first letter on, as `text.filed` gives it) is filed under in an index."""
    return text[:HEAD].rstrip() or SIGN


class _Known(dict[str, "tuple[Any, ...]"]):
    """What there is for the beginnings met so far, and for each new one, once it is asked for."""

    __slots__ = ("find",)

    def __init__(self, find: Callable[[str], tuple[Any, ...]]) -> None:
        self[""] = ()
        self.find = find

    def __missing__(self, head: str) -> tuple[Any, ...]:
        if len(self) >= HEADS_KEPT:
            self.clear()
            self[""] = ()
        things = self[head] = self.find(head)
        return things


class Index:
    """Things filed by what a line must begin with, so that most lines are asked for none of them.

    A line is known by its first three characters; one that begins with a sign also by those from its first letter on.
    """

    __slots__ = ("filed", "known")

    def __init__(self) -> None:
        self.filed: dict[str, list[Any]] = {}
        self.known = _Known(self._of)

    def file(self, text: str, thing: Any) -> None:
        """Files a thing under the beginning of a text."""
        self.add([head_of(text)], thing)

    def merge(self, filed: Mapping[str, Iterable[Any]]) -> None:
        """Takes over what was filed beforehand, by `head_of`."""
        for head, things in filed.items():
            self.filed.setdefault(head, []).extend(things)

    def add(self, heads: Iterable[str], thing: Any) -> None:
        """Files a thing under its heads: three characters, fewer where that is all; DIGIT for any digit, SIGN for any
        sign, or SIGN and the one it is."""
        for head in sorted(heads):
            self.filed.setdefault(head, []).append(thing)

    def find(self, article: Article) -> list[tuple[int, tuple[Any, ...]]]:
        """The lines that begin so, by number, each with what may be said of it."""
        return [(number, things) for number, things in enumerate(map(self.known.__getitem__, article.heads)) if things]

    def _of(self, head: str) -> tuple[Any, ...]:
        """What there is for a beginning."""
        if head[0].isalnum():
            return self._under(head)
        return (*self._under(head[1:]), *self.filed.get(SIGN, ()), *self.filed.get(SIGN + head[0], ()))

    def _under(self, head: str) -> tuple[Any, ...]:
        filed = self.filed
        things = [thing for size in range(len(head), 0, -1) for thing in filed.get(head[:size], ())]
        return (*things, *filed.get(DIGIT, ())) if head[:1] in DIGITS and head[:1] != DIGIT else tuple(things)
