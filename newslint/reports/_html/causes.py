"""Findings by cause: the same site, rule and text are one row with a count. Bounded: what occurs most is kept."""

from __future__ import annotations

import re

from newslint.blake import blake2b
from newslint.reports._html.bounded import prune
from newslint.text import clip, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from newslint.finding import Finding
    from newslint.reports._html.sample import Sample

CAUSES = 1_500  # that are held; up to twice as many before the rarest go
OF_A_RULE = 12  # causes of each rule that stay, however rare
SAMPLES_OF_A_RULE = 120  # single findings of a rule that are drawn; later ones only once they recur
PLACES = 8  # that a cause names
TEXT_CHARS = 160
_DIGITS = re.compile(r"\d")


class Cause:
    """Findings of one rule and one text on one site. `rank` is the how-manieth cause of its rule it was."""

    __slots__ = ("count", "fix", "group", "id", "places", "rank", "rule", "sample", "severity", "source", "text")

    def __init__(self, found: Finding, source: str, text: str, rank: int) -> None:
        self.rule, self.group, self.severity, self.source = found.rule, found.group, found.severity, source
        self.text = clip(squeeze(found.match[: TEXT_CHARS + 1]) or found.message, TEXT_CHARS)
        self.id = "c-" + name_of(source, found.rule, text)
        self.fix = "" if found.fix is None else "safe" if found.fix.safe else "unsafe"
        self.rank, self.count = rank, 0
        self.sample: Sample | None = None
        self.places: list[str] = []

    def worth(self) -> tuple[bool, int]:
        """What keeps it: a few of each rule first, then how often it occurs."""
        return self.rank < OF_A_RULE, self.count

    def order(self) -> tuple[int, int]:
        """Where it stands among those of its rule: the most frequent first, then as they came."""
        return -self.count, self.rank


class Causes:
    """The causes of a run."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], Cause] = {}
        self.seen: dict[str, int] = {}  # causes by rule, those that were dropped and came back counted again
        self.drawn: dict[str, int] = {}

    def add(self, found: Finding, source: str, draw: Callable[[], Sample]) -> None:
        """Counts a finding; the places of a few of its cause are kept, and one of them is drawn."""
        text = cause_text(found)
        key = (source, found.rule, text)
        cause = self.kept.get(key)
        if cause is None:
            rank = self.seen[found.rule] = self.seen.get(found.rule, -1) + 1
            cause = self.kept[key] = Cause(found, source, text, rank)
            prune(self.kept, CAUSES, Cause.worth)
        cause.count += 1
        if len(cause.places) < PLACES:
            cause.places.append(clip(found.location, 200))
        if cause.sample is None and (cause.count == 3 or self.drawn.get(found.rule, 0) < SAMPLES_OF_A_RULE):
            cause.sample = draw()
            self.drawn[found.rule] = self.drawn.get(found.rule, 0) + 1

    def by_rule(self) -> dict[str, list[Cause]]:
        """The causes of each rule in the order they are shown in."""
        held: dict[str, list[Cause]] = {}
        for cause in self.kept.values():
            held.setdefault(cause.rule, []).append(cause)
        for some in held.values():
            some.sort(key=Cause.order)
        return held


def cause_text(found: Finding) -> str:
    """The text that findings of one cause share: the same up to white space; of timestamps, the same form of digits."""
    text = squeeze(found.match[:TEXT_CHARS]) or found.message
    return _DIGITS.sub("0", text) if found.group == "timestamps" else text


def name_of(*parts: str) -> str:
    """A lasting name for links: 12 hexadecimal digits that only the parts decide."""
    data = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=6).hexdigest()
