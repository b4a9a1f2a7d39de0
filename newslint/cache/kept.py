"""The cache of a run: which steps it leaves to be done, and what is kept of those that were."""

from __future__ import annotations

from newslint.blake import blake2b
from newslint.cache import Begins, Ends, Known, Shown, pack, view
from newslint.cache.cutter import Cutter
from newslint.cache.units import Group, Stretch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from newslint.cache.shelf import Shelf
    from newslint.cache.units import Held, Unit
    from newslint.cache.view import View
    from newslint.problem import Problem
    from newslint.settings import Settings
    from newslint.splits import Split
    from newslint.summary import Summary

    Step: TypeAlias = Problem | Split | Shown | Begins | Known | Ends

_READY = b"checked"  # kept under the state's own name: its rules could be read, and none is a rule over the corpus


class Cache:
    """The cache of one run: `state` names all that findings depend on besides the input (`state.name`).

    `view` listens to the report, where that is kept as well. `looked` and `known` count bytes of input.
    """

    def __init__(self, shelf: Shelf, state: bytes) -> None:
        self.shelf, self.state = shelf, state
        self.view: View | None = None
        self.looked = self.known = 0

    @property
    def is_ready(self) -> bool:
        """Whether the rules and settings of this state are known to be sound."""
        return self.shelf.get(self._name(b"state")) == _READY

    def ready(self) -> None:
        """Notes that they are."""
        if not self.is_ready:
            self.shelf.put(self._name(b"state"), _READY)

    def _name(self, *parts: bytes) -> bytes:
        return blake2b(b"\0".join(parts), digest_size=16, key=self.state).digest()

    def steps(self, found: Iterable[str | Problem], settings: Settings) -> Iterator[Step]:
        """The run, step by step: what is known, and what has to be checked, in the order of the input."""
        cutter = Cutter(settings)
        for piece in cutter.cut(found):
            if not isinstance(piece, tuple):
                yield piece
                continue
            unit, held = piece
            self.looked += unit.size
            shown = self._shown(unit)
            if shown is not None:
                self.known += unit.size
                yield shown
            else:
                yield from self._parts(unit, held, cutter)

    def _shown(self, unit: Unit) -> Shown | None:
        if self.view is None:
            return None
        data = self.shelf.get(self._name(unit.place, self.view.form))
        found = None if data is None else view.unpacked(data, unit.digest, self.view.color)
        if found is None:
            return None
        if isinstance(unit, Stretch):
            unit.lines = found[2] or None
        return Shown(unit, *found[:2])

    def _parts(self, unit: Unit, held: Sequence[Held], cutter: Cutter) -> Iterator[Step]:
        if isinstance(unit, Group):
            unit.name(held)
        elif isinstance(unit, Stretch) and held:
            unit.count(held[0][1])
        data = self.shelf.get(self._name(unit.place))
        kept = {} if data is None else pack.unpacked(data)
        known = {name: kept[name] for _, name in unit.entries if name in kept}
        begins = Begins(unit, pack.Record(unit, known))
        sizes = {path: len(data) for path, data, _ in held} if isinstance(unit, Group) else {}
        missing = [path for path, name in unit.entries if name not in known]
        begins.missing = sum(sizes.get(path, unit.size) for path in missing)
        self.known += unit.size - begins.missing
        yield begins
        run: list[str] = []
        for path, name in unit.entries:
            if name not in known:
                run.append(path)
                continue
            yield from unit.work(run, cutter.options) if run else ()
            run = []
            yield Known(path, known[name])
        yield from unit.work(run, cutter.options) if run else ()
        yield Ends()

    def keep(self, begins: Begins, counts: Summary | None) -> None:
        """Keeps what a unit has shown, if it is still what it was; `counts` where the report's words are to be kept."""
        text = self.view.end() if self.view is not None else None
        record = begins.record
        blobs = record.end()
        shows = counts is not None and text is not None and record.is_sound and not counts.other_sites
        if (blobs == record.known and not shows) or not begins.unit.is_as_it_was():
            return
        if blobs != record.known:
            self.shelf.put(self._name(begins.unit.place), pack.packed(blobs))
        if shows and self.view is not None and counts is not None and text is not None:
            data = view.packed(begins.unit, counts, text)
            if data is not None:
                self.shelf.put(self._name(begins.unit.place, self.view.form), data)

    def close(self) -> None:
        """The run is over: what is too much goes."""
        self.shelf.prune()
