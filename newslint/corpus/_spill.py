"""Notes too many to hold: written to files by the hash of their key, and counted a file at a time.

A note is a 64-bit key and a few numbers. All notes of one key lie in files of one number (its shard), so each can be
counted exactly by itself, in the memory that a 256th of the notes needs. 64 bits tell 10^8 different keys apart with a
chance of error of one in 3,700 for the lot of them (the birthday bound).
"""

from __future__ import annotations

import json
import os
import struct

from newslint.blake import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

SHARDS = 256
HELD = 8 << 20  # bytes of notes held in memory before they are written


def key(*parts: str) -> int:
    """A name of 64 bits for some texts, the same in every process."""
    data = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


class Spoilt(ValueError):
    """The bytes are not what a Parcel handed over."""


class Spill:
    """The notes of one run, in files of a folder of its own."""

    most = HELD

    def __init__(self, folder: str) -> None:
        self.folder, self.held = folder, 0
        self.drawers: dict[str, Drawer] = {}
        self.texts: dict[str, Texts] = {}

    def drawer(self, name: str, numbers: str, places: Texts | None = None) -> Drawer:
        """Where notes of one sort go. `numbers` is what stands behind the key, in the letters of `struct`; the last of them
        is a place in `places`, if there is that."""
        made = self.drawers[name] = Drawer(self, name, "<Q" + numbers, places)
        return made

    def text(self, name: str) -> Texts:
        """Where texts of one sort go."""
        made = self.texts[name] = Texts(self, name)
        return made

    def hold(self, size: int) -> None:
        """So many bytes more are held."""
        self.held += size
        if self.held >= self.most:
            self.flush()

    def flush(self) -> None:
        """Writes all that is held."""
        for drawer in self.drawers.values():
            for shard, buffer in enumerate(drawer.buffers):
                _append(_file(self.folder, drawer.name, shard), buffer)
        for text in self.texts.values():
            _append(os.path.join(self.folder, text.name), text.buffer)
        self.held = 0

    def bases(self) -> dict[str, int]:
        """Where the texts end: those of the next Parcel are put behind."""
        return {name: text.at for name, text in self.texts.items()}

    def absorb(self, piece: bytes, bases: Mapping[str, int]) -> dict[str, Any]:
        """Adds a piece of a Parcel, whose first texts came behind `bases`; returns its head. Raises Spoilt, OSError."""
        try:
            line = piece.find(b"\n") + 1
            head: dict[str, Any] = json.loads(piece[:line])
            for name, shard, size in head["notes"]:
                drawer = self.drawers[name]
                base = bases[drawer.places.name] if drawer.places else 0
                drawer.buffers[shard] += drawer.moved(piece[line : line + size], base)
                line += size
            for name, size in head["texts"]:
                self.texts[name].buffer += piece[line : line + size]
                self.texts[name].at += size
                line += size
        except (ValueError, KeyError, TypeError, IndexError, struct.error) as error:
            raise Spoilt(str(error)) from None
        self.hold(len(piece))
        return head


class Parcel(Spill):
    """The notes on a few articles, as bytes that another process absorbs: nothing is written."""

    most = 64 << 20  # bytes of a piece

    def __init__(self) -> None:
        super().__init__("")
        self.pieces: list[bytes] = []
        self.said: list[object] = []  # goes along, as JSON

    def flush(self) -> None:
        """Makes a piece of all that is held."""
        notes = [
            (drawer, shard) for drawer in self.drawers.values() for shard in range(SHARDS) if drawer.buffers[shard]
        ]
        head = {
            "notes": [[drawer.name, shard, len(drawer.buffers[shard])] for drawer, shard in notes],
            "texts": [[text.name, len(text.buffer)] for text in self.texts.values()],
            "said": self.said,
        }
        parts = [drawer.buffers[shard] for drawer, shard in notes] + [text.buffer for text in self.texts.values()]
        self.pieces.append(json.dumps(head).encode() + b"\n" + b"".join(parts))
        for part in parts:
            part.clear()
        self.held, self.said = 0, []


class Drawer:
    """The notes of one sort. `add(key, *numbers)` adds one."""

    def __init__(self, spill: Spill, name: str, form: str, places: Texts | None) -> None:
        self.spill, self.name, self.places = spill, name, places
        self.form = struct.Struct(form)
        self.buffers = [bytearray() for _ in range(SHARDS)]

    def add(self, key: int, *numbers: int) -> None:
        """Adds a note."""
        self.buffers[key >> 56] += self.form.pack(key, *numbers)
        self.spill.hold(self.form.size)

    def moved(self, notes: bytes, base: int) -> bytes:
        """Notes of another spill, whose texts now begin at `base`. Raises struct.error."""
        if self.places is None and not len(notes) % self.form.size:
            return notes
        return b"".join(self.form.pack(*note[:-1], note[-1] + base) for note in self.form.iter_unpack(notes))


class Texts:
    """Texts of any length, told by where they lie."""

    def __init__(self, spill: Spill, name: str) -> None:
        self.spill, self.name, self.at = spill, name, 0
        self.buffer = bytearray()

    def add(self, data: bytes) -> int:
        """Adds a text; returns its place."""
        place = self.at
        self.buffer += len(data).to_bytes(4, "little") + data
        self.at += len(data) + 4
        self.spill.hold(len(data) + 4)
        return place


def _append(path: str, buffer: bytearray) -> None:
    if buffer:
        with open(path, "ab") as file:
            file.write(buffer)
        buffer.clear()


class Shards:
    """What several spills hold, a shard at a time. Folders are told by their number."""

    def __init__(self, folders: Sequence[str]) -> None:
        self.folders = list(folders)

    def notes(self, name: str, numbers: str) -> Iterator[list[tuple[int, ...]]]:
        """The notes of a drawer, a shard at a time: (number of the folder, key, numbers...) in no order to rely on."""
        form = struct.Struct("<Q" + numbers)
        for shard in range(SHARDS):
            found = []
            for number, folder in enumerate(self.folders):
                data = _read(_file(folder, name, shard))
                found += [(number, *note) for note in form.iter_unpack(data)]
            yield found

    def text(self, name: str, folder: int, place: int) -> bytes:
        """A text, by the number of its folder and its place there."""
        with open(os.path.join(self.folders[folder], name), "rb") as file:
            file.seek(place)
            return file.read(int.from_bytes(file.read(4), "little"))


def _file(folder: str, name: str, shard: int) -> str:
    return os.path.join(folder, f"{name}.{shard:02x}")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:  # nothing fell into this shard
        return b""
