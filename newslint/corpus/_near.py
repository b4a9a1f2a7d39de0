"""Texts that are nearly the same: candidates by MinHash, then compared for what they really share.

A text is the set of its runs of five words (of five characters, where words are not parted). Candidates come from banded
signatures (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, ch. 3): 21 bands of 6 of 128 hashes find a pair of
likeness s with a chance of 1-(1-s^6)^21: 99.8 % at 0.8, 92 % at 0.7.
"""

from __future__ import annotations

import struct
from array import array
from itertools import groupby
from operator import itemgetter
from zlib import crc32

from newslint.blake import blake2b
from newslint.late import regex
from newslint.problem import MissingExtra

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newslint.corpus._spill import Shards, Spill

RUN = 5
HASHES, BANDS, ROWS = 128, 21, 6
SEED = 1
WORDS = 20_000  # of one text that are compared
LEADERS = 16  # different texts of one band that a text is compared with
# Each like the next, but not like the one after that: a chain of n texts has n / 3 stars, and would be compared n * n / 3
# times. A live blog of 200 states is gone through to its end; of a longer chain the rest are no copies of anything.
COMPARED, FEWEST_COMPARED = 64, 10_000  # comparisons of each text tied together, on the average, and of a few of them
UNPARTED = 12  # letters in a word, on the average, from which on a language is taken not to part words
RUNS = "story-runs"
_WORD = regex(r"\w+")


def gather(spill: Spill) -> Callable[[str, int, int], None]:
    """Notes a text's runs and the bands of its signature. Raises MissingExtra."""
    try:
        from rensa import RMinHash
    except ImportError:
        said = "rules of kind story with `relation: near` need the extra: pip install 'newslint[corpus]'"
        raise MissingExtra(f"{said}; or leave them out: --ignore near-story") from None
    texts = spill.text(RUNS)
    bands = spill.drawer("story-bands", "QIQ", texts)
    bits = struct.Struct(f"<{ROWS}I")

    def add(text: str, digest: int, size: int) -> None:
        runs = _runs(text)
        if not runs:
            return
        signature = RMinHash(num_perm=HASHES, seed=SEED)
        signature.update(runs)
        values = signature.digest()
        place = texts.add(array("I", sorted({crc32(run.encode("utf-8", "surrogatepass")) for run in runs})).tobytes())
        for band in range(BANDS):
            rows = bits.pack(*values[band * ROWS : (band + 1) * ROWS])
            name = blake2b(rows, digest_size=8, salt=band.to_bytes(2, "little")).digest()
            bands.add(int.from_bytes(name, "little"), digest, size, place)

    return add


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text)[:WORDS]
    if words and sum(map(len, words)) > UNPARTED * len(words):
        words = list("".join(words))[:WORDS]
    texts = [
        "\ud7ff" if "\ud800" <= word <= "\udfff" else word for word in words
    ]  # lone surrogates are no text to others
    return [" ".join(texts[place : place + RUN]) for place in range(len(texts) - RUN + 1)]


def conclude(shards: Shards, least: float, fewest: int) -> dict[int, tuple[int, int]]:
    """Each text that is nearly a longer one: digest -> (digest of that, likeness in per cent)."""
    held = _Held(shards)
    for notes in shards.notes("story-bands", "QIQ"):
        notes.sort(key=itemgetter(1))
        for _, group in groupby(notes, key=itemgetter(1)):
            members = {note[2]: (note[3], note[0], note[4]) for note in group if note[3] >= fewest}
            if len(members) > 1:
                _link(held, members, least)
    alike: dict[int, tuple[int, int]] = {}
    for cluster in held.clusters():
        alike.update(_stars(held, cluster, least))
    return alike


def _link(held: _Held, members: dict[int, tuple[int, int, int]], least: float) -> None:
    """Ties together what is alike among the texts of one band, the longest being compared with the others first."""
    leaders: list[tuple[int, frozenset[int]]] = []
    for digest in sorted(members, key=lambda digest: (-members[digest][0], digest)):
        runs = held.runs(members[digest])
        for leader, other in leaders:
            if held.root(leader) == held.root(digest):
                break
            if _likeness(runs, other) >= least:
                held.tie(leader, members[leader], digest, members[digest])
                break
        else:
            if len(leaders) < LEADERS:
                leaders.append((digest, runs))


def _stars(held: _Held, cluster: list[int], least: float) -> Iterator[tuple[int, tuple[int, int]]]:
    """The longest text with all that are like it, then the same with what is left: nobody is like another by hearsay."""
    left = sorted(cluster, key=lambda digest: (-held.where[digest][0], digest))
    patience = FEWEST_COMPARED + COMPARED * len(left)
    while len(left) > 1 and patience > 0:
        patience -= len(left)
        first, runs = left[0], held.runs(held.where[left[0]])
        apart = []
        for digest in left[1:]:
            likeness = _likeness(held.runs(held.where[digest]), runs)
            if likeness >= least:
                yield digest, (first, int(100 * likeness))
            else:
                apart.append(digest)
        left = apart


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of what either has that both have (Jaccard)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


class _Held:
    """The texts that are like another: some 300 bytes of memory each, and their runs on disk."""

    def __init__(self, shards: Shards) -> None:
        self.shards = shards
        self.above: dict[int, int] = {}
        self.where: dict[int, tuple[int, int, int]] = {}  # (columns, folder, place of the runs)

    def runs(self, where: tuple[int, int, int]) -> frozenset[int]:
        """The runs of a text."""
        values = array("I")
        values.frombytes(self.shards.text(RUNS, where[1], where[2]))
        return frozenset(values)

    def root(self, digest: int) -> int:
        """What stands for all that a text is tied to."""
        while (above := self.above.get(digest, digest)) != digest:
            self.above[digest] = self.above.get(above, above)
            digest = above
        return digest

    def tie(self, one: int, at: tuple[int, int, int], other: int, there: tuple[int, int, int]) -> None:
        """Ties two texts and all that they are tied to."""
        for digest, where in ((one, at), (other, there)):
            self.where.setdefault(digest, where)
            self.above.setdefault(digest, digest)
        low, high = sorted((self.root(one), self.root(other)))
        self.above[high] = low

    def clusters(self) -> Iterator[list[int]]:
        """All that is tied together."""
        by_root: dict[int, list[int]] = {}
        for digest in self.where:
            by_root.setdefault(self.root(digest), []).append(digest)
        yield from by_root.values()
