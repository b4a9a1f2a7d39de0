"""Plain text: the file is the text."""

from __future__ import annotations

import io

from newslint.article import Article
from newslint.readers import text
from newslint.writers import Unrepairable, encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.readers import Source
    from newslint.writers import Cut, Splice


class Writer:
    """Writes the one article of a file."""

    def __init__(self, source: Source, head: bytes) -> None:
        self.source = source

    def read(self, raw: bytes, article: Article) -> Article | None:
        return next((item for item in text.read(io.BytesIO(raw), self.source) if isinstance(item, Article)), None)

    def splices(self, raw: bytes, article: Article, field: str, cuts: Sequence[Cut]) -> list[Splice]:
        if field != "text":
            raise Unrepairable(f"{field} has no place of its own in a plain text")
        return encoded(raw.decode(), cuts)
