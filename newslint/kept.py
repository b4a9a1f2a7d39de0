"""What came of splits, kept in a folder: a run that was stopped goes on there, and does nothing twice.

A split's outcome lies under a name that is made of what the split is, on every attempt and every machine the same, and is
renamed to it when it is whole. It is taken for good only where its head names the same content, the same rules and
settings and the same newslint, and its last bytes are the digest of the others; else the split is worked on anew.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress

from newslint import atomic, content
from newslint._version import __version__
from newslint.blake import blake2b
from newslint.paths import public
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO, TextIO

    from newslint.engines import Task
    from newslint.splits import Split

MANIFEST = "newslint-manifest.jsonl"
SUFFIX = ".out"
DIGEST = 16  # bytes
LENGTH = 8  # bytes that say how long a frame is
PIECE = 1 << 20  # bytes read at a time where nothing but a digest is wanted
HEAD = 1 << 10  # bytes that a head may have
LIMIT = 1 << 30  # bytes of a frame: none of ours comes near


class Receipt:
    """Where the outcome of a split is: in the folder under a `name`, or here as `data`, and then `why` it is not there.

    `data` None: it is too large to be carried. `is_old` says that it lay there already.
    """

    __slots__ = ("data", "is_old", "name", "why")

    def __init__(self, name: str = "", *, is_old: bool = False, data: bytes | None = None, why: str = "") -> None:
        self.name, self.is_old, self.data, self.why = name, is_old, data, why


class Keeping:
    """A task whose outcomes are kept in a folder. `run` is the digest of all besides the input that decides on them."""

    def __init__(self, work: Task, folder: str, run: str) -> None:
        self.work, self.folder, self.run = work, folder, run

    def outcome(self, split: Split, first: int = 0, end: int | None = None) -> Any:
        """A Receipt of a whole split; of a part of one, which a dead worker has left, what the task itself makes of it."""
        if first or end is not None:
            return self.work.outcome(split, first, end)
        inside = content.digest(split)
        if inside is None:
            return Receipt(data=self.work.outcome(split))
        name = _name(content.identity(split, self.work.task))
        head = _head(self.run, inside)
        if _is_good(os.path.join(self.folder, name), head):
            return Receipt(name, is_old=True)
        return self._made(split, name, head, inside)

    def _made(self, split: Split, name: str, head: bytes, inside: str) -> Receipt:
        frames = self.work.frames(split)
        first, is_last = next(frames)
        data = first if is_last else None
        path = os.path.join(self.folder, name)
        new = atomic.beside(path)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(new, "xb") as file:
                sealed = _Sealed(file, head)
                sealed.add(first)
                while not is_last:
                    more, is_last = next(frames)
                    sealed.add(more)
                sealed.close()
            if content.digest(split) != inside:
                return Receipt(data=data, why="the input is being written to")
            os.replace(new, path)
        except OSError as error:
            why = f"{error.strerror or error}"
            return Receipt(data=data, why=f"{why[:1].lower()}{why[1:]}")
        finally:
            with suppress(OSError):
                os.unlink(new)
        return Receipt(name)

    def names(self, split: Split) -> list[tuple[str, int | None]]:
        """(path, record) of each of a split's items."""
        return self.work.names(split)


def _name(identity: str) -> str:
    """Relative to the folder, in one of 256 folders of it."""
    return os.path.join(identity[:2], identity[2:] + SUFFIX)


def _head(run: str, content: str) -> bytes:
    return json.dumps({"newslint": __version__, "run": run, "content": content}).encode() + b"\n"


class _Sealed:
    """A file of frames, with a head before them and a digest behind."""

    def __init__(self, file: BinaryIO, head: bytes) -> None:
        self.file, self.digest = file, blake2b(digest_size=DIGEST)
        self._write(head)

    def _write(self, data: bytes) -> None:
        self.digest.update(data)
        self.file.write(data)

    def add(self, frame: bytes) -> None:
        self._write(len(frame).to_bytes(LENGTH, "little"))
        self._write(frame)

    def close(self) -> None:
        self.file.write(self.digest.digest())
        self.file.close()  # what does not fit may be told only now


def _is_good(path: str, head: bytes | None) -> bool:
    """Whether the file is whole, and has this head (None: any)."""
    try:
        with open(path, "rb") as file:
            left = os.fstat(file.fileno()).st_size - DIGEST
            first = file.readline(HEAD)
            if left < len(first) or (head is not None and first != head):
                return False
            digest = blake2b(first, digest_size=DIGEST)
            left -= len(first)
            while left > 0 and (piece := file.read(min(PIECE, left))):
                digest.update(piece)
                left -= len(piece)
            return not left and file.read(DIGEST + 1) == digest.digest()
    except OSError:
        return False


def frames(folder: str, name: str) -> Iterator[bytes] | None:
    """The frames of an outcome that lies in the folder; None where it is not what was put there."""
    path = os.path.join(folder, name)
    return _frames(path) if _is_good(path, None) else None


def _frames(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        left = os.fstat(file.fileno()).st_size - DIGEST - len(file.readline(HEAD))
        while left > 0:
            length = min(LIMIT, int.from_bytes(file.read(LENGTH), "little"))
            yield file.read(length)
            left -= LENGTH + length


def begun(folder: str) -> None:
    """Makes the folder ready to be used. Raises NewslintError where it cannot be, or holds what is not ours."""
    try:
        os.makedirs(folder, exist_ok=True)
        inside = os.listdir(folder)
        if inside and MANIFEST not in inside:
            said = "holds other things than the results of a run"
            raise NewslintError(f"--resume {folder}: this folder {said}: name a new or an empty one")
        if not inside:
            with open(os.path.join(folder, MANIFEST), "x", encoding="ascii") as file:
                file.write(json.dumps({"newslint": __version__, "state": "begun"}) + "\n")
        atomic.sweep(folder)
        for name in inside:
            atomic.sweep(os.path.join(folder, name))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise NewslintError(f"--resume {folder}: this folder cannot be used: {why[:1].lower()}{why[1:]}") from None


class Manifest:
    """The file that says which outcomes a run is made of, in the order of the input; there when the run is through."""

    def __init__(self, folder: str) -> None:
        self.path = os.path.join(folder, MANIFEST)
        self.new = atomic.beside(self.path)
        self.file: TextIO | None = None

    def __enter__(self) -> Manifest:
        with suppress(OSError):  # it is a convenience: outcomes speak for themselves
            self.file = open(self.new, "x", encoding="ascii", newline="\n")
            self._write({"newslint": __version__, "state": "done"})
        return self

    def add(self, split: Split, task: str | None, articles: int, findings: int) -> None:
        """Adds a split: its outcome's name (no task: it is not kept), its first file, what is before it there and in it."""
        about = {"path": public(split.paths[0]), "files": len(split.paths), "records_before": split.records}
        name = None if task is None else _name(content.identity(split, task))
        self._write({"output": name, **about, "articles": articles, "findings": findings})

    def _write(self, entry: dict[str, Any]) -> None:
        try:
            if self.file is not None:
                self.file.write(json.dumps(entry) + "\n")
        except OSError:
            self._leave()

    def _leave(self) -> None:
        with suppress(OSError):
            if self.file is not None:
                self.file.close()
        self.file = None
        with suppress(OSError):
            os.unlink(self.new)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        with suppress(OSError):
            if kind is None and self.file is not None:
                self.file.close()
                os.replace(self.new, self.path)
        self._leave()
