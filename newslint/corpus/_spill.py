"""Notes too many to hold: written to files by the hash of their key, and counted a file at a time.

A note is a 64-bit key and a few numbers. All notes of one key lie in files of one number (its shard), so each can be
counted exactly by itself, in the memory that a 256th of the notes needs. 64 bits tell 10^8 different keys apart with a
chance of error of one in 3,700 for the lot of them (the birthday bound).
"""

from __future__ import annotations

import os
import struct

from newslint.blake import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARDS = 256
HELD = 8 << 20  # bytes of notes held in memory before they are written


def key(*parts: str) -> int:
    """A name of 64 bits for some texts, the same in every process."""
    data = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


class Spill:
    """The notes of one worker, in files of a folder of its own."""

    def __init__(self, folder: str) -> None:
        self.folder, self.held = folder, 0
        self.drawers: list[Drawer] = []

    def drawer(self, name: str, numbers: str) -> Drawer:
        """Where notes of one sort go. `numbers` is what stands behind the key, in the letters of `struct`."""
        made = Drawer(self, name, "<Q" + numbers)
        self.drawers.append(made)
        return made

    def flush(self) -> None:
        """Writes all that is held."""
        for drawer in self.drawers:
            drawer.flush()
        self.held = 0


class Drawer:
    """The notes of one sort. `add(key, *numbers)` adds one."""

    def __init__(self, spill: Spill, name: str, form: str) -> None:
        self.spill, self.name = spill, name
        self.pack, self.size = struct.Struct(form).pack, struct.calcsize(form)
        self.buffers = [bytearray() for _ in range(SHARDS)]

    def add(self, key: int, *numbers: int) -> None:
        """Adds a note."""
        self.buffers[key >> 56] += self.pack(key, *numbers)
        self.spill.held += self.size
        if self.spill.held >= HELD:
            self.spill.flush()

    def flush(self) -> None:
        """Writes what is held, each shard to its file."""
        for number, buffer in enumerate(self.buffers):
            if buffer:
                with open(_file(self.spill.folder, self.name, number), "ab") as file:
                    file.write(buffer)
                buffer.clear()


class Texts:
    """Texts of any length, told by where they lie."""

    def __init__(self, spill: Spill, name: str) -> None:
        self.path, self.at = os.path.join(spill.folder, name), 0
        self.buffer = bytearray()
        spill.drawers.append(self)  # type: ignore[arg-type]  # it is flushed like one

    def add(self, data: bytes) -> int:
        """Adds a text; returns its place."""
        place = self.at
        self.buffer += len(data).to_bytes(4, "little") + data
        self.at += len(data) + 4
        if len(self.buffer) >= HELD // 2:
            self.flush()
        return place

    def flush(self) -> None:
        """Writes what is held."""
        with open(self.path, "ab") as file:
            file.write(self.buffer)
        self.buffer.clear()


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
