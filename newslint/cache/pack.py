"""What was found in the pieces of a unit, as bytes to be kept: a list of (name of what the piece held, blobs of `carried`)."""

from __future__ import annotations

from newslint.written import Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newslint.cache.units import Unit
    from newslint.carried import Item

    Blobs = dict[bytes, list[bytes]]

FULL = 256 << 10  # characters of articles that wait to be packed
MOST = 32 << 20  # bytes of what was found in one unit: more is worked out anew each time


def packed(blobs: Blobs) -> bytes:
    """The blobs of a unit, by the names of its pieces."""
    import json

    head = [[name.hex(), list(map(len, some))] for name, some in blobs.items()]
    return b"".join([json.dumps(head).encode(), b"\n", *(blob for some in blobs.values() for blob in some)])


def unpacked(data: bytes) -> Blobs:
    """The same again; nothing where it is not what `packed` made."""
    import json

    line, _, rest = data.partition(b"\n")
    found: Blobs = {}
    at = 0
    try:
        for name, sizes in json.loads(line):
            found[bytes.fromhex(name)] = some = []
            for size in sizes:
                some.append(rest[at : at + _size(size)])
                at += size
    except (ValueError, TypeError, RecursionError):
        return {}
    return found


def _size(value: Any) -> int:
    if value.__class__ is not int or value < 0:
        raise TypeError("no size")
    return int(value)


class Record:
    """Takes down what is found in a unit while it is told, piece by piece; what had problems is not kept."""

    def __init__(self, unit: Unit, known: Blobs) -> None:
        self.unit, self.blobs, self.known = unit, dict(known), known
        self.is_sound = True  # nothing was amiss in the whole unit
        self._names = dict(unit.entries)
        # A stretch from the middle of a file does not begin with that file's name.
        self._path = None if unit.begins or known else unit.entries[0][0]
        self._items: list[Item] = []
        self._done: list[bytes] = []
        self._waiting = self._size = 0

    def add(self, item: Item | Written) -> None:
        """One more item of what had to be checked."""
        if isinstance(item, Written):
            self._take(item)
            return
        if isinstance(item, str):
            self._close()
            self._path = item
        elif not isinstance(item, tuple) or item[2]:
            self.is_sound = False
            self._path = None
        if self._path is None:
            return
        self._items.append(item)
        self._waiting += len(item[0].text) if isinstance(item, tuple) else 0
        if self._waiting >= FULL:
            self._pack()

    def _take(self, part: Written) -> None:
        """Items that were packed where they were found."""
        for path in part.begins:
            self._close()
            self._path = path
        if self._path is not None and self._items:
            self._pack()
        if self._path is not None:
            self._hold(part.blob)

    def end(self) -> Blobs:
        """What is known of the unit now."""
        self._close()
        return self.blobs

    def _pack(self) -> None:
        from newslint import carried

        blob = carried.packed(self._items)
        self._items, self._waiting = [], 0
        self._hold(blob)

    def _hold(self, blob: bytes) -> None:
        self._done.append(blob)
        self._size += len(blob)
        if self._size > MOST:
            self._path, self._done = None, []

    def _close(self) -> None:
        if self._path is not None and self._items:
            self._pack()
        if self._path is not None and self._path in self._names:
            self.blobs[self._names[self._path]] = self._done
        self._path, self._items, self._done, self._waiting, self._size = None, [], [], 0, 0
