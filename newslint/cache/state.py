"""What findings depend on besides the input, as one name: newslint's code, its rules, the settings, where it stands.

Another name is another cache. What only says how findings are written, or which files are looked at, is not in it.
"""

from __future__ import annotations

import os
import sys

from newslint import _version
from newslint.blake import blake2b
from newslint.paths import working_folder
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
_CODE = (".py", ".json", ".yaml", ".yml")


def name(settings: Settings) -> bytes | None:
    """The name of a run's state; None where it cannot be told, so that nothing may be kept.

    newslint's own files count by name, size and time, as Python counts them when it takes bytecode from its cache; the
    user's rules count by their bytes.
    """
    import json

    known = {key: value for key, value in vars(settings).items() if key not in _ELSEWHERE}
    known["places"] = (working_folder(), settings.anchor, _version.__version__, sys.version, sys.platform)
    try:
        known["code"] = [*_code(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), *_shipped_beside()]
        known["own"] = [*_own(settings.rules)]
    except (OSError, NewslintError):  # whoever reads the rules will say so
        return None
    written = json.dumps(known, sort_keys=True, default=_plain)
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plain(value: Any) -> Any:
    """What JSON cannot hold, as it can: the sites of a configuration."""
    return [getattr(value, slot) for slot in value.__slots__]


def _code(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.endswith(_CODE):
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns
        elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
            yield from _code(entry.path)


def _shipped_beside() -> Iterator[tuple[str, int, int]]:
    """The shipped rules of a checkout, which lie beside the package."""
    beside = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "rules")
    inside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rules")
    if not os.path.isdir(inside):
        yield from _code(beside)


def _own(paths: list[str]) -> Iterator[tuple[str, str]]:
    """The user's rule files, each with the digest of its bytes; of an installed pack, where it lies too."""
    from newslint import packs

    for path in paths:
        yield path, ""
        place = str(packs.folder(path)) if path.startswith(packs.PREFIX) else path
        for file in _files(place):
            with open(file, "rb") as stream:
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
