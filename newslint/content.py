"""What a split is, and what is in it, as digests: by them a later run knows what an earlier one has done."""

from __future__ import annotations

import json
import os
import sys
import unicodedata

from newslint import readers, splits
from newslint._version import __version__
from newslint.blake import blake2b
from newslint.paths import is_address, working_folder
from newslint.problem import NewslintError
from newslint.readers import packed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, BinaryIO

    from newslint.kind import Rule
    from newslint.settings import Settings
    from newslint.splits import Split

SIZE = 16  # bytes of a digest
PIECE = 1 << 20
# Settings that decide which files are read, which rules run (of those there is a digest), and what is reported how.
LATER = (
    *("fail_on", "max_rate", "output_format", "jobs", "file", "origins", "baseline", "ignore_file", "exclude"),
    *("extend_exclude", "force_exclude", "respect_gitignore", "select", "ignore", "extend_select", "severity"),
    *("no_cache", "cache_dir"),
)
# What of a rule decides on its findings.
DECIDES = ("name", "group", "severity", "message", "kind", "options", "fix_action", "fix_safe", "yields_to")


def identity(split: Split, task: str) -> str:
    """What the split is, whatever is in it now: the same on every attempt."""
    parts = [split.span, split.groups, split.rows]
    spans = [[part[0], part[-1] + 1] if isinstance(part, range) and part else part and [*part] for part in parts]
    about = [task, split.paths, spans, split.records, split.offset, split.notes]
    return blake2b(json.dumps(about).encode(), digest_size=SIZE).hexdigest()


def digest(split: Split) -> str | None:
    """What is in the split now; None where that cannot be told, as of a file of the web or one that cannot be read."""
    found = blake2b(digest_size=SIZE)
    try:
        if split.data is not None:
            found.update(split.data)
        elif split.paths == (readers.STDIN,):
            return None
        elif split.groups is not None and not is_address(split.paths[0]):
            with splits.opened(split) as stream:
                _add_groups(found, stream, split.groups)
        elif split.span is not None:
            with splits.opened(split) as stream:
                _add(found, stream)
        else:
            for path in split.paths:
                _add_file(found, path)
    except (OSError, ValueError, MemoryError, packed.Refused):
        return None
    return found.hexdigest()


def _add(found: Any, stream: BinaryIO, size: int | None = None) -> None:
    left = sys.maxsize if size is None else size
    while left > 0 and (piece := stream.read(min(PIECE, left))):
        found.update(piece)
        left -= len(piece)


def _add_file(found: Any, path: str) -> None:
    """A file's bytes, or of one that is elsewhere what its store says of them. Raises packed.Refused."""
    if is_address(path):
        from newslint.readers import remote

        found.update(remote.version(path).encode())
        return
    with readers.opened(path) as stream:
        found.update(os.fstat(stream.fileno()).st_size.to_bytes(8, "little"))
        _add(found, stream)


def _add_groups(found: Any, stream: BinaryIO, groups: range) -> None:
    """The index of a Parquet file, and the columns of some row groups. Raises packed.Refused."""
    from newslint.readers import parquet

    index = parquet.opened(stream).metadata
    length = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, length - 8))
    own = min(length, 8 + int.from_bytes(stream.read(4), "little"))
    places = [(length - own, own), *_chunks(index, groups)]
    if sum(size for _, size in places) > 2 * length:
        raise packed.Refused("has an index of which the parts are more than the whole")
    for place, size in places:
        stream.seek(place)
        _add(found, stream, size)


def _chunks(index: Any, groups: range) -> Iterator[tuple[int, int]]:
    for group in (index.row_group(number) for number in groups):
        for chunk in (group.column(number) for number in range(group.num_columns)):
            places = [place for place in (chunk.dictionary_page_offset, chunk.data_page_offset) if place]
            yield max(0, min(places, default=0)), max(0, chunk.total_compressed_size)


def run_digest(
    settings: Settings, rules: Sequence[Rule], stdin_filename: str | None, learned: Mapping[str, Any] | None
) -> str:
    """All besides the input on which it depends what is found: rules, settings, newslint itself, what was learned."""
    known = {name: value for name, value in vars(settings).items() if name not in LATER}
    about = [
        *(__version__, _code(), sys.version_info[:2], unicodedata.unidata_version),
        *(working_folder(), settings.anchor, stdin_filename),
        *(_plain(known), [[_plain(getattr(rule, name)) for name in DECIDES] for rule in rules], _plain(learned)),
    ]
    return blake2b(repr(about).encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()


def _code() -> list[tuple[str, int, int]]:
    """Size and time of each module, so that whoever works on newslint is not shown what an older one has found."""
    folder = os.path.dirname(os.path.abspath(__file__))
    found = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".json")):
                status = os.stat(os.path.join(place, name))
                found.append((os.path.relpath(os.path.join(place, name), folder), status.st_size, status.st_mtime_ns))
    return found


def _fields(value: Any) -> dict[str, Any]:
    slots = getattr(type(value), "__slots__", None)
    if slots is None:
        return dict(vars(value))
    return {name: getattr(value, name) for name in slots}


def _plain(value: Any) -> object:
    """A value in a form whose repr is the same in every process."""
    if value is None or isinstance(value, (str, bytes, int, float)):
        return value
    if isinstance(value, dict):
        return sorted((repr(key), _plain(inner)) for key, inner in value.items())
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    if isinstance(value, (list, tuple, range)):
        return [_plain(inner) for inner in value]
    if hasattr(value, "__dict__") or hasattr(type(value), "__slots__"):
        return _plain(_fields(value))
    raise NewslintError(f"--resume: a rule holds a {type(value).__name__}, of which no digest can be made")
