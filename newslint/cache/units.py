"""What is looked up as one: some small files, a stretch of JSON Lines, or a large file; each with a name of its bytes."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from newslint.blake import blake2b
from newslint.splits import Split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newslint.problem import Problem
    from newslint.readers import Options

    Stamp = tuple[int, ...]
    Held = tuple[str, bytes, Stamp]  # a file, its bytes, its stamp

SMALL = 256 << 10  # bytes of a file that is looked up together with its neighbours
PIECE = 1 << 20
_FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_BINARY", "O_NOCTTY", "O_CLOEXEC"):
    _FLAGS |= getattr(os, _flag, 0)


class Unit:
    """A piece of the input. `place` names it whatever it holds, `digest` names what it holds; `size` is in bytes.

    `begins` are the files that begin in it, `entries` the pieces that are kept one by one: each a file and the name of
    what it holds.
    """

    __slots__ = ("begins", "digest", "entries", "place", "size", "stamps")

    def __init__(self, place: str, begins: tuple[str, ...], digest: bytes, size: int, stamps: Sequence[Stamp]) -> None:
        self.place, self.begins, self.digest, self.size = _bytes(place), begins, digest, size
        self.stamps = stamps
        self.entries = [(path, digest) for path in begins]

    def split(self, *paths: str) -> Split:
        """These of its files, or all."""
        return Split(paths or self.begins)

    def work(self, paths: Sequence[str], options: Options) -> Iterable[Split | Problem]:
        """What has to be checked, where nothing is known of these of its files."""
        return [self.split(*paths)]

    def is_as_it_was(self) -> bool:
        """Whether its bytes are still those that were looked up."""
        raise NotImplementedError


class Group(Unit):
    """Some small files."""

    __slots__ = ()

    def __init__(self, held: Sequence[Held]) -> None:
        paths = tuple([path for path, _, _ in held])
        size = sum([len(data) for _, data, _ in held])
        super().__init__(f"group:{paths[0]}", paths, _digest(held), size, [one[2] for one in held])

    def name(self, held: Sequence[Held]) -> None:
        """Names what each file holds: only needed where the group as a whole is not known."""
        self.entries = [(one[0], _digest([one])) for one in held]

    def is_as_it_was(self) -> bool:
        again = [small(path) for path in self.begins]
        held = [one for one in again if one is not None]
        return len(held) == len(again) and [one[2] for one in held] == self.stamps and _digest(held) == self.digest


class Stretch(Unit):
    """Some lines of a large file of JSON Lines: `part` says which; `lines` is how many, once that is known."""

    __slots__ = ("lines", "part", "path")

    def __init__(self, part: Split, digest: bytes, stamp: Stamp) -> None:
        assert part.span is not None
        self.path, self.part = part.paths[0], part
        self.lines: int | None = None
        start, end = part.span
        super().__init__(
            f"lines:{start}:{self.path}", part.paths if part.is_first else (), digest, end - start, [stamp]
        )
        self.entries = [(self.path, digest)]

    def count(self, piece: bytes) -> int:
        """How many lines it has: all end in its last piece."""
        if self.lines is None:
            self.lines = piece.count(b"\n")
        return self.lines

    def split(self, *paths: str) -> Split:
        return self.part

    def is_as_it_was(self) -> bool:
        found = opened(self.path)
        if found is None:
            return False
        with os.fdopen(found[0], "rb") as file:
            return found[1] == self.stamps[0] and _stretch(file.fileno(), self.part) == self.digest


class Whole(Unit):
    """A large file that can only be read from its beginning."""

    __slots__ = ()

    def __init__(self, path: str, digest: bytes, stamp: Stamp) -> None:
        super().__init__(f"file:{path}", (path,), digest, stamp[2], [stamp])

    def work(self, paths: Sequence[str], options: Options) -> Iterable[Split | Problem]:
        from newslint import splits

        return splits.of_file(paths[0], options)

    def is_as_it_was(self) -> bool:
        found = whole(self.begins[0])
        return found is not None and found == (self.digest, self.stamps[0])


def small(path: str) -> Held | None:
    """A small file with its bytes and its stamp; None for what is none, or cannot be read."""
    try:
        number = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(number)
        size = status.st_size
        if size > SMALL or not stat.S_ISREG(status.st_mode):
            return None
        data = os.read(number, size + 1)  # one more, to see whether it grows
        return (path, data, _stamp(status)) if len(data) == size else None
    except OSError:
        return None
    finally:
        os.close(number)


def opened(path: str) -> tuple[int, Stamp] | None:
    """A regular file, open for reading, and its stamp; whatever is wrong with it will be said by those who read it."""
    try:
        number = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return None
    status = os.fstat(number)
    if stat.S_ISREG(status.st_mode):
        return number, _stamp(status)
    os.close(number)
    return None


def _stamp(status: os.stat_result) -> Stamp:
    """What changes when a file is written to or replaced: a second look, besides that at the bytes."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _bytes(name: str) -> bytes:
    """A name as bytes."""
    return name.encode("utf-8", "surrogatepass")


def _digest(held: Iterable[Held]) -> bytes:
    """The name of some files with their bytes."""
    made = blake2b(digest_size=16)
    for path, data, _ in held:
        name = _bytes(path)
        made.update(b"%d:%d:%b" % (len(name), len(data), name))
        made.update(data)
    return made.digest()


def begun(records: int, start: int) -> blake2b:
    """The name of a stretch of lines, to be told their bytes: where in its file it stands is part of it."""
    return blake2b(b"%d:%d:" % (records, start), digest_size=16)


def _stretch(number: int, part: Split) -> bytes | None:
    assert part.span is not None
    at, end = part.span
    made = begun(part.records, at)
    with suppress(OSError):
        os.lseek(number, at, os.SEEK_SET)
        while at < end and (piece := os.read(number, min(PIECE, end - at))):
            made.update(piece)
            at += len(piece)
        return made.digest() if at == end else None
    return None


def whole(path: str) -> tuple[bytes, Stamp] | None:
    """The name of a file with all its bytes, and its stamp; None where it changes meanwhile, or cannot be read."""
    found = opened(path)
    if found is None:
        return None
    number, stamp = found
    made = blake2b(_bytes(path), digest_size=16)
    try:
        while piece := os.read(number, PIECE):
            made.update(piece)
        return (made.digest(), stamp) if _stamp(os.fstat(number)) == stamp else None
    except OSError:
        return None
    finally:
        os.close(number)
