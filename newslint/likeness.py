"""Which paragraphs could be copies of one another, and how alike two of them are.

Paragraphs that share neither their first nor their last 24 characters are not compared at all: of 367 near repeats that a
comparison of all with all finds in 3,000 texts, that misses 2, neither of them exact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import accumulate, chain
from operator import itemgetter

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

SLICE = 24
SHORTEST = 60  # characters of a paragraph that may count as nearly the same, or as contained
LONGEST = 5_000  # characters that the comparison may see: its time is quadratic
BUCKET = 8  # earlier paragraphs with a slice in common that a later one is compared with
SCAN_LIMIT = 20_000_000  # characters read in the search for contained paragraphs, which is quadratic
_EDGE = " \"'().,!?:;-"
_WORD = regex(r"\w+")
_NUMBER = regex(r"\d\w*")  # one in each word that holds a digit


def begins(keys: Iterable[str]) -> set[str]:
    """How the paragraphs begin: where all do so in a way of their own, no two are equal."""
    return set(map(_begin, keys))


def share_ends(keys: Sequence[str], begun: set[str]) -> bool:
    """Whether one of the paragraphs may be nearly another, or begin as another does: they are long, and all different.

    `begun` is how they begin, and perhaps others, which begin otherwise. False only where each piece stands once.
    """
    ends = set(map(_end, keys))
    return len(ends) < len(keys) or len(begun) < len(keys) or not ends.isdisjoint(begun)


def candidates(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (later, earlier) of paragraphs that share a slice at their ends."""
    fit = [index for index, key in enumerate(keys) if SHORTEST <= len(key) <= LONGEST]
    sliced = [_slices(keys[index]) for index in fit]
    shared = {piece for piece, count in Counter(chain.from_iterable(sliced)).items() if count > 1}
    pairs = []
    seen: dict[str, list[int]] = {}
    for index, pieces in zip(fit, sliced, strict=True):
        if shared.isdisjoint(pieces):
            continue
        met: set[int] = set()
        for piece in pieces:
            earlier = seen.setdefault(piece, [])
            met.update(earlier[:BUCKET])
            earlier.append(index)
        pairs += [(index, other) for other in sorted(met - {index})[:BUCKET]]
    return pairs


# The first and the last characters, as a pair of texts. Those next to them find nothing more: what is longer by a word at
# its end has them in another place.
_slices = itemgetter(slice(SLICE), slice(-SLICE, None))
_begin, _end = itemgetter(slice(SLICE)), itemgetter(slice(-SLICE, None))


def near(one: str, two: str, least: int) -> int | None:
    """How alike two paragraphs are in per cent, when they are two states of one text; None when they are not.

    A pair that differs in a number, or in one word for another, states two facts (defects.md: 63 % of all pairs at
    90 %); one that only lost or only gained words is a copy.
    """
    score = _ratio()(one, two, score_cutoff=least)
    return int(score) if score and _only_longer(one, two) else None


@cache
def _ratio() -> Callable[..., float]:
    """What compares letters, imported when two paragraphs are first compared."""
    from rapidfuzz import fuzz

    return fuzz.ratio


def _only_longer(one: str, two: str) -> bool:
    """Whether the words of one text are those of the other with some added, and no number among the added.

    In linear time: a diff is quadratic in words that come again, and minutes long on a text made for that.
    """
    if len(_NUMBER.findall(one)) != len(_NUMBER.findall(two)):
        return False
    short, long = sorted((_WORD.findall(one), _WORD.findall(two)), key=len)
    rest = iter(long)
    return not [word for word in short if word not in rest]


def contained(keys: Sequence[str], some: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
    """Pairs (shorter, longer) where the shorter paragraph stands word for word inside the longer.

    `some` are the indices that are asked for, where that is not all.
    """
    if some is not None and not some:
        return
    whole = "\n".join(keys)
    if len(keys) * len(whole) > SCAN_LIMIT:
        yield from _contained_at_ends(keys)
        return
    longest = max(map(len, keys), default=0)
    fit = [index for index in (range(len(keys)) if some is None else some) if SHORTEST <= len(keys[index]) < longest]
    cores = [(index, keys[index].strip(_EDGE)) for index in fit]
    # `count` stops nowhere, and is quicker all the same than a look at each place in turn
    again = [(index, core) for index, core in cores if SHORTEST <= len(core) <= LONGEST and whole.count(core) > 1]
    if not again:
        return
    ends = [end - 1 for end in accumulate([len(key) + 1 for key in keys])]
    for index, core in again:
        if (other := _other_place(whole, core, ends, index)) is not None:
            if len(keys[other].strip(_EDGE)) > len(core) + 10:
                yield index, other


def hold_many(keys: Sequence[str], longer: Collection[str], least: int) -> bool:
    """Whether one of the longer paragraphs may hold so many of all: false only where none does."""
    if len(keys) * sum(map(len, longer)) > SCAN_LIMIT:
        return True
    cores = [key.strip(_EDGE) for key in keys if len(key) >= SHORTEST]
    return any(sum(core in one for core in cores) >= least for one in longer)


def _contained_at_ends(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The same for a huge text, where only paragraphs that share a beginning or an end are compared: linear time."""
    known: set[int] = set()
    for later, earlier in candidates(keys):
        short, long = sorted((later, earlier), key=lambda index: len(keys[index]))
        if short not in known and len(keys[long]) > len(keys[short]) + 10 and keys[short].strip(_EDGE) in keys[long]:
            known.add(short)
            yield short, long


def _other_place(whole: str, core: str, ends: list[int], index: int) -> int | None:
    """The first paragraph other than `index` that holds the text, as whole words."""
    at, tries = whole.find(core), 0
    while at >= 0 and tries < BUCKET:
        other = bisect_left(ends, at + len(core))
        if other != index and _is_whole(whole, at, at + len(core)):
            return other
        at = whole.find(core, at + 1)
        tries += 1
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return before and (end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum()))
