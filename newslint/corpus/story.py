"""The same story in several articles: letter by letter, or nearly.

Of the texts that belong together the longest is taken for the story itself; of the articles that have it, the one whose key (id,
address or place) comes first in the alphabet. The others are the same story again, however the input was ordered or cut up.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter

from newslint.corpus import _near
from newslint.corpus._spill import key
from newslint.kind import Hit
from newslint.text import columns, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.corpus._spill import Shards, Spill
    from newslint.kind import Check, Count, Percent, Rule

    Found = tuple[str, int, int, int]  # what the first is called, likeness in per cent, articles in all, rule

WORDS = ("count", "first", "similarity")
LABELS = "story-labels"
_NUMBERS = "QIQ"


class Options:
    """What a story rule may say: `relation` same, or near: at least `similarity` per cent of the runs of five words that
    either text has are in both.

    Texts count from `min_columns` on. Near stories need the extra `newslint[corpus]`.
    """

    relation: Literal["same", "near"] = "same"
    similarity: Percent = 80
    min_columns: Count = 500


def verify(options: Options) -> None:
    """A likeness that the search for candidates finds nearly all of."""
    if options.relation == "near" and options.similarity < 70:
        raise ValueError("options.similarity: expected 70 or more: stories less alike would often be missed")


def gather(rules: Sequence[Rule], spill: Spill) -> Callable[[Article], None]:
    """Notes what each text is, and of which article."""
    labels = spill.text(LABELS)
    same = spill.drawer("story", _NUMBERS, labels)
    near = _near.gather(spill) if any(rule.options.relation == "near" for rule in rules) else None
    fewest = min((rule.options.min_columns for rule in rules), default=0)

    def add(article: Article) -> None:
        size = columns(article.even)
        if size >= max(1, fewest):
            text = squeeze(article.even)
            digest = key(text)
            called = [article.key(), article.id]
            same.add(digest, _name(article), size, labels.add(json.dumps(called).encode()))
            if near is not None:
                near(text, digest, size)

    return add


def _name(article: Article) -> int:
    """The name of an article within one run."""
    return key(article.path, str(article.record))


def conclude(rules: Sequence[Rule], shards: Shards) -> dict[int, Found]:
    """Which articles are which story again, by their names."""
    learned: dict[int, Found] = {}
    for number, rule in enumerate(rules):
        if rule.options.relation == "same":
            _same(learned, shards, number, rule.options.min_columns)
    for number, rule in enumerate(rules):
        if rule.options.relation == "near":
            alike = _near.conclude(shards, rule.options.similarity / 100, rule.options.min_columns)
            _alike(learned, shards, number, alike)
    return learned


def _same(learned: dict[int, Found], shards: Shards, number: int, fewest: int) -> None:
    for _, notes in _groups(shards):
        if len(notes) > 1 and notes[0][3] >= fewest:
            first, called = _first(shards, notes)
            for note in notes:
                if note[2] != first:
                    learned.setdefault(note[2], (called, 100, len(notes), number))


def _alike(learned: dict[int, Found], shards: Shards, number: int, alike: dict[int, tuple[int, int]]) -> None:
    """Every article of a text that is nearly another's, with the first article of that."""
    called: dict[int, str] = {}
    others: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    wanted = {first for first, _ in alike.values()}
    for digest, notes in _groups(shards):
        if digest in wanted:
            called[digest] = _first(shards, notes)[1]
        elif digest in alike:
            others[digest] = [note[2] for note in notes]
        if digest in wanted or digest in alike:
            first = alike[digest][0] if digest in alike else digest
            sizes[first] = sizes.get(first, 0) + len(notes)
    for digest, names in others.items():
        first, likeness = alike[digest]
        for name in names:
            learned.setdefault(name, (called[first], likeness, sizes[first], number))


def _groups(shards: Shards) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """The notes of each text, by its digest: (folder, digest, article, columns, place of the label)."""
    for notes in shards.notes("story", _NUMBERS):
        notes.sort(key=itemgetter(1))
        for digest, group in groupby(notes, key=itemgetter(1)):
            yield digest, list(group)


def _first(shards: Shards, notes: list[tuple[int, ...]]) -> tuple[int, str]:
    """The article that is taken for the story itself: its name, and what messages call it."""
    labels = [(*json.loads(shards.text(LABELS, note[0], note[4])), note[2]) for note in notes]
    _, called, name = min(labels)
    return name, called


def build(rules: Sequence[Rule], learned: dict[int, Found]) -> Check:
    """Tells each article that is a story again."""

    def check(article: Article) -> Iterator[Hit]:
        found = learned.get(_name(article)) if learned else None
        if found is not None:
            called, likeness, count, number = found
            yield Hit(rules[number], None, words={"first": called, "similarity": likeness, "count": count})

    return check
