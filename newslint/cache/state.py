"""What findings depend on besides the input, as one name: newslint's code, its rules, the settings, where it stands.

Another name is another cache. What only says how findings are written, or which files are looked at, is not in it.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from newslint import _version
from newslint.blake import blake2b
from newslint.paths import opened, working_folder
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newslint.settings import Settings

# Settings that change nothing in what is found in an article.
_ELSEWHERE = (
    *("fail_on", "max_rate", "output_format", "baseline", "ignore_file", "jobs", "file", "origins", "words"),
    *("no_cache", "cache_dir"),
)
_CODE = (".py", ".json", ".jsonl", ".txt", ".yaml", ".yml")


def name(settings: Settings) -> bytes | None:
    """The name of a run's state; None where it cannot be told, so that nothing may be kept.

    newslint's own files count by name, size and time, as Python counts them when it takes bytecode from its cache; the
    user's rules count by their bytes.
    """
    known = {key: _plain(value) for key, value in vars(settings).items() if key not in _ELSEWHERE}
    try:
        whole = (known, working_folder(), settings.anchor, code(), list(_own(settings.rules)))
    except (OSError, NewslintError):  # whoever reads the rules will say so
        return None
    return blake2b(repr(whole).encode("utf-8", "surrogatepass"), digest_size=16).digest()


@cache
def code() -> bytes:
    """The name of newslint as it is, and of the Python that runs it. Raises OSError."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    made = blake2b(repr((_version.__version__, sys.version, sys.platform)).encode(), digest_size=16)
    for folder in _folders(package):
        _stamp(made, folder)
    return made.digest()


def _plain(value: Any) -> Any:
    """A setting whose `repr` says all: the sites of a configuration are objects."""
    if isinstance(value, dict):
        return [(key, _plain(inner)) for key, inner in value.items()]
    return [getattr(value, slot) for slot in value.__slots__] if hasattr(value, "__slots__") else value


def _folders(package: str) -> list[str]:
    """The folders of newslint's files: of the package, and of the rules beside it in a checkout."""
    beside = os.path.join(os.path.dirname(package), "rules")
    return [package] if os.path.isdir(os.path.join(package, "rules")) else [package, beside]


def _stamp(made: blake2b, folder: str) -> None:
    """Tells a digest what is in a folder and below."""
    below = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(_CODE):
                status = entry.stat()
                made.update(b"%b:%d:%d," % (os.fsencode(entry.name), status.st_size, status.st_mtime_ns))
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                below.append(entry.path)
    for path in below:
        made.update(os.fsencode(path))
        _stamp(made, path)


def _own(paths: list[str]) -> Iterator[tuple[str, str]]:
    """The user's rule files, each with the digest of its bytes; of an installed pack, where it lies too."""
    from newslint import packs

    for path in paths:
        yield path, ""
        place = str(packs.folder(path)) if path.startswith(packs.PREFIX) else path
        for file in _files(place):
            with opened(file) as stream:
                yield file, blake2b(stream.read(), digest_size=16).hexdigest()


def _files(place: str) -> Iterator[str]:
    if not os.path.isdir(place):
        yield place
        return
    with os.scandir(place) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith((".yaml", ".yml")):
            yield entry.path
