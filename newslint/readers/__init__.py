"""From files to articles: a module a format, found by the suffixes it declares; packed files are unpacked first."""

from __future__ import annotations

import io
import os
import stat
from contextlib import nullcontext, suppress
from functools import cache

from newslint import late
from newslint.paths import is_address, public
from newslint.problem import Problem
from newslint.readers import decode, own, packed
from newslint.readers.source import Options, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from newslint.article import Article

    Begin = Callable[[], AbstractContextManager[io.BufferedReader]]
    Read = Callable[[BinaryIO, Source], Iterator[Article | Problem]]

__all__ = ["Options", "Source", "is_readable", "read", "suffixes"]

MOST_LINES = 2_000_000  # of one text; each takes 75 to 450 bytes of memory
STDIN = "-"
BUFFER = 1 << 18
_texts: dict[str, Read] = {}
_formats: dict[str, Read] = {}
_seeking: set[str] = set()


def formats() -> dict[str, Read]:
    """The reader of each suffix. Every module of this folder that declares SUFFIXES and read() is one.

    One that says SEEKS = True gets the file itself, to move about in it; the others get a stream of text in UTF-8.
    """
    if not _formats:
        for name in sorted(_modules()):
            module = late.module(f"newslint.readers.{name}")
            if hasattr(module, "read"):
                _formats.update(dict.fromkeys(getattr(module, "SUFFIXES", ()), module.read))
                _seeking.update(module.SUFFIXES if getattr(module, "SEEKS", False) else ())
    return _formats


def reader(suffix: str) -> Read | None:
    """What reads files of a suffix; None where nothing does."""
    if not _texts:
        from newslint.readers import text

        _texts.update(dict.fromkeys(text.SUFFIXES, text.read))
    # Those are asked first, so that a check of a text file imports no other.
    return _texts.get(suffix) or formats().get(suffix)


def _modules() -> set[str]:
    try:
        files = os.listdir(os.path.dirname(__file__))
    except OSError:  # run from a zip archive
        from pkgutil import iter_modules

        return {module.name for module in iter_modules(__path__)}
    return {name.partition(".")[0] for name in files if name.endswith((".py", ".pyc")) and not name.startswith("__")}


def suffixes() -> tuple[str, ...]:
    """The suffixes that are read; each may be followed by those of packed.SUFFIXES."""
    return tuple(sorted(formats()))


def suffix_of(name: str) -> str:
    """The suffix that tells a file's format, in lower case: ".jsonl" for "x.jsonl.gz"."""
    stem, suffix = os.path.splitext(os.path.basename(public(name)).lower())
    for _ in range(packed.NESTED):
        if suffix not in packed.SUFFIXES:
            break
        stem, suffix = os.path.splitext(stem)
    return suffix


def is_readable(name: str) -> bool:
    """Whether the name is that of a format that is read."""
    dot = name.rfind(".")
    suffix = name[dot:]
    if dot > 0 and name[dot - 1] not in "/." and "?" not in name and reader(suffix) and suffix not in _seeking:
        return True  # as most are, told without taking the name apart
    return reader(suffix_of(name)) is not None and not _is_packed_and_seeks(name)


def is_packed_otherwise(name: str) -> bool:
    """Whether the name is that of a format that is read, packed in a way that is not."""
    stem, suffix = os.path.splitext(name.lower())
    return suffix in packed.FOREIGN_SUFFIXES and reader(suffix_of(stem)) is not None


def _is_packed_and_seeks(name: str) -> bool:
    return suffix_of(name) in _seeking and name.lower().endswith(packed.SUFFIXES)


def seeks(name: str) -> bool:
    """Whether the name is that of a format whose reader moves about in the file: such files are neither packed nor text."""
    return is_readable(name) and suffix_of(name) in _seeking


def unknown(name: str) -> str:
    """The sentence on a file whose suffix is none that is read."""
    given = suffix_of(name)
    if other := packed.foreign(given):
        return other
    if _is_packed_and_seeks(name):
        return f"has the suffix {given!r} and is packed once more, which is not read: unpack it"
    what = f"has the suffix {given!r}, which is not read" if given else "has no suffix that tells its format"
    return f"{what}: expected one of {', '.join(suffixes())} (also with .gz or .zst)"


def read(
    path: str, options: Options | None = None, *, stdin_filename: str | None = None
) -> Iterator[Article | Problem]:
    """The articles of a file, or of standard input where the path is "-", and what could not be read of it.

    `stdin_filename` is the name standard input is reported under, and whose suffix tells its format; without it the
    first bytes do. Never raises for anything in the file or about it.
    """
    source = Source(stdin_filename or path if path == STDIN else public(path), options)
    if path == STDIN:
        yield from guarded(source, stdin_filename, lambda: nullcontext(stdin()))
    elif is_readable(path):
        yield from guarded(source, path, lambda: opened(path))
    else:
        yield source.problem(unknown(path))


def guarded(source: Source, name: str | None, begin: Begin) -> Iterator[Article | Problem]:
    """The articles of the stream that `begin` opens. `name` has the suffix that tells the format; None: the bytes do.

    The source knows more afterwards, such as the encoding.
    """
    yield from _said(source, begin, lambda stream: _read(stream, source, name))


def lines(source: Source, begin: Begin) -> Iterator[Article | Problem]:
    """The articles of a stretch of JSON Lines, unpacked and in UTF-8; the source knows where in its file it begins."""
    yield from _said(source, begin, lambda stream: formats()[".jsonl"](stream, source))


def _said(
    source: Source, begin: Begin, read: Callable[[io.BufferedReader], Iterator[Article | Problem]]
) -> Iterator[Article | Problem]:
    try:
        with begin() as stream:
            for item in read(stream):
                yield item if isinstance(item, Problem) or is_bounded(item.text) else _unbounded(item)
    except packed.Refused as refusal:
        source.complain(str(refusal))
    except OSError as error:
        source.complain(f"cannot be read: {error.strerror or error}")
    except ValueError as error:  # a name with a NUL byte, or one that the system's encoding does not have
        source.complain(f"cannot be read: {error}")
    except MemoryError:
        source.complain("needs more memory than there is: split it, or lower record-bytes and text-bytes")
    yield from source.drain()


def is_bounded(text: str) -> bool:
    """Whether a text has few enough lines to be looked at: memory goes by their number, also of empty ones."""
    return len(text) <= MOST_LINES or text.count("\n") + text.count("\r") <= MOST_LINES


def _unbounded(article: Article) -> Problem:
    said = f"has more than {MOST_LINES:,} lines, which is no article: it was left out; split it"
    return Problem(article.path, said, article.record)


def opened(path: str) -> io.BufferedReader:
    """The file, open for reading. Raises packed.Refused for what is no regular file: that is never waited for."""
    if is_address(path):
        from newslint.readers import remote

        return remote.opened(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    number = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise packed.Refused(f"is {what(status.st_mode)}, not a file: it was not opened")
        if status.st_dev in system_devices():
            raise packed.Refused("leads to where the system speaks of itself (/proc, /sys): it was not read")
        return io.BufferedReader(io.FileIO(number, "rb"), BUFFER)
    except BaseException:
        os.close(number)
        raise


@cache
def system_devices() -> frozenset[int]:
    """The devices of /proc and /sys: what looks like files there may never end, or hold this process's secrets."""
    return frozenset(os.stat(path).st_dev for path in ("/proc", "/sys") if os.path.ismount(path))


def what(mode: int) -> str:
    """What a file is that is no regular one, from its mode."""
    names = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISLNK, "a link"),
    )
    return next((name for test, name in names if test(mode)), "something else")


def stdin() -> io.BufferedReader:
    """Standard input. Raises packed.Refused where it is closed."""
    import sys

    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise packed.Refused("cannot be read: standard input is closed")
    with suppress(OSError, ValueError, AttributeError):  # some parents set it so that it seems to end where it waits
        os.set_blocking(stream.fileno(), True)
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def _read(stream: io.BufferedReader, source: Source, name: str | None) -> Iterator[Article | Problem]:
    if name and seeks(name) and (read := reader(suffix_of(name))):
        yield from read(stream, source)
        return
    text, suffix = begun(stream, source, name)
    if suffix and (read := reader(suffix)):
        yield from read(text, source)


def begun(stream: io.BufferedReader, source: Source, name: str | None) -> tuple[io.BufferedReader, str]:
    """The stream unpacked and as UTF-8 (itself where it is both), and the suffix of its format.

    `name` as in `guarded`. No suffix: newslint wrote it, and nobody is to read it. Raises packed.Refused.
    """
    if name and name.lower().endswith(packed.SUFFIXES) and not stream.peek(1):
        raise packed.Refused("is empty: expected packed data; fetch it again")
    text = decode.as_utf8(packed.unpack(stream, source), source)
    if own.is_own(text):
        return text, ""
    suffix = suffix_of(name) if name else sniffed(text)
    if reader(suffix) is None:
        raise packed.Refused(unknown(name or ""))
    return text, suffix


def sniffed(stream: io.BufferedReader) -> str:
    """The suffix of the format that the first bytes of a stream look like."""
    head = stream.peek(BUFFER).lstrip()
    line, newline, _ = head.partition(b"\n")
    if head.startswith(b"{"):
        return ".jsonl" if newline and line.rstrip().endswith(b"}") else ".json"
    return ".json" if head.startswith(b"[") else ".txt"
