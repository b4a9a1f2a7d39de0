"""Which files an address stands for: one, those below a prefix, or those that match a glob."""

from __future__ import annotations

from newslint import readers
from newslint.late import regex
from newslint.paths import public
from newslint.problem import Problem
from newslint.readers import remote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newslint.files import Excludes

_MAGIC = regex(r"[*?[]")


def find(address: str, excludes: Excludes) -> Iterator[str | Problem]:
    """The addresses of the files, in the order of their names; a Problem where there is none, or no answer."""
    if remote.scheme(address) in remote.WEB:  # the web lists no files, and a ? belongs to the address
        yield address if readers.is_readable(address) else Problem(public(address), readers.unknown(address))
        return
    try:
        yield from _listed(address, excludes)
    except Exception as error:  # noqa: BLE001 - each library has errors of its own
        yield Problem(public(address), remote.why(error))


def _listed(address: str, excludes: Excludes) -> Iterator[str | Problem]:
    system, path = remote.split(address)
    bucket, _, inner = path.lstrip("/").partition("/")
    kind, _, rest = address.partition("://")
    front = f"{kind}://{rest.partition('/')[0]}"
    if not bucket or _MAGIC.search(bucket):
        yield Problem(public(address), "names no bucket: expected s3://BUCKET/... or the like")
        return
    if _MAGIC.search(inner):
        base = inner[: _MAGIC.search(inner).start()].rpartition("/")[0]  # type: ignore[union-attr]
        names = _files(system, system.glob(path, detail=True))
    elif path.endswith("/") or not inner or system.info(path)["type"] == "directory":
        base, names = inner.rstrip("/"), _files(system, {path: {"type": "directory"}})
    elif readers.is_readable(path):
        yield address
        return
    else:
        yield Problem(public(address), readers.unknown(address))
        return
    kept = [name for name in names if _is_wanted(name.lstrip("/")[len(bucket) + 1 :], base, excludes)]
    yield from (front + name.lstrip("/")[len(bucket) :] for name in kept)
    if not kept:
        yield Problem(public(address), "holds no file of a format that is read")


def _files(system: Any, found: dict[str, dict[str, Any]]) -> list[str]:
    """The files among what was found, and those below its folders."""
    names: set[str] = set()
    for name, about in found.items():
        names.update(system.find(name) if about["type"] == "directory" else [name])
    return sorted(names)


def _is_wanted(inner: str, base: str, excludes: Excludes) -> bool:
    """Whether a file is of a format that is read, and nothing below the base of the search excludes it."""
    below = inner[len(base) :].lstrip("/").split("/")
    ways = ("/".join(below[:count]) for count in range(1, len(below) + 1))
    return readers.is_readable(inner) and not any(excludes.match(way, way.count("/") + 1 < len(below)) for way in ways)
