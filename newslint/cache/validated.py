"""The user's rules, once validated: what was made of a set of rule files, so that the next run need not read their YAML.

It is named by the files' names and bytes and by newslint itself. Only a set without a mistake is kept: of any other each
run tells anew.
"""

from __future__ import annotations

from newslint.blake import blake2b
from newslint.cache import state
from newslint.cache.shelf import Shelf

PART = "rules"  # the folder's name inside the cache
MOST = 64 << 20  # bytes of all sets: of more, the oldest go


class Validated:
    """The sets that lie in a folder of the cache, as `compiled` writes them. Raises OSError where nothing may be kept."""

    def __init__(self, folder: str) -> None:
        self._shelf, self._code = Shelf(folder, MOST), state.code()

    def get(self, made_of: str) -> bytes | None:
        """What was put there of the files with this digest; None where there is no such thing."""
        return self._shelf.get(self._name(made_of))

    def put(self, made_of: str, data: bytes) -> None:
        """Keeps what was made of the files with this digest."""
        self._shelf.put(self._name(made_of), data)
        self._shelf.prune()

    def _name(self, made_of: str) -> bytes:
        return blake2b(made_of.encode(), digest_size=16, key=self._code).digest()
