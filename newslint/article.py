"""One article: its fields, its head and body, its lines and paragraphs, each worked out once and shared by all checks."""

from __future__ import annotations

from bisect import bisect_right

from newslint import head, language, text
from newslint.paths import rooted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from functools import cached_property
    from typing import Any

    from newslint.timestamps import Timestamp

    lazy = cached_property
else:

    class lazy:
        """functools.cached_property without its lock, which costs as much as the small things kept here."""

        def __init__(self, make: Callable[[Any], Any]) -> None:
            self.make = make

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, article: Any, owner: type | None = None) -> Any:
            value = article.__dict__[self.name] = self.make(article)
            return value


# The fields of an article, in the order in which reports speak of them.
FIELDS = (
    "id",
    "title",
    "text",
    "published",
    "modified",
    "url",
    "site",
    "language",
    "author",
    "description",
    "crawled_at",
)
BRIEF = 400  # characters of a line that most rules read; of a news article 60 per cent stand in such lines
MOMENTS = ("published", "modified", "crawled_at")


class Site:
    """What is known of a site beforehand, from the configuration: all None where nothing is.

    `name` as the site writes it in its titles, `zone` an IANA time zone, `date_order` DMY, MDY or YMD, `first_year` the
    year of its first article.
    """

    __slots__ = ("name", "zone", "date_order", "first_year")

    def __init__(
        self,
        name: str | None = None,
        zone: str | None = None,
        date_order: str | None = None,
        first_year: int | None = None,
    ) -> None:
        self.name, self.zone, self.date_order, self.first_year = name, zone, date_order, first_year


class Article:
    """One article, as a reader hands it over.

    `fields` maps names of FIELDS to values as they stand in the record (str where text is meant; timestamps may be
    numbers); `keys` maps them to the keys they had there. `plain` is true where the file is the text and nothing else, so
    that headline and timestamp have to be found in its head. `record` is 1-based, None in a one-article file;
    `first_line` is the line of the file on which the text begins (after front matter), less one. `at` is the span of the
    record's bytes in the unpacked file, None where that is the whole file or not known.
    """

    def __init__(
        self,
        fields: Mapping[str, Any],
        path: str = "-",
        record: int | None = None,
        *,
        keys: Mapping[str, str] | None = None,
        plain: bool = False,
        first_line: int = 0,
        ignored: tuple[str, ...] = (),
        at: tuple[int, int] | None = None,
    ) -> None:
        self.fields = dict(fields)
        self.path, self.record, self.plain, self.first_line = path, record, plain, first_line
        self.keys = keys or {}
        self.ignored, self.at = ignored, at
        self.facts = Site()
        self.furniture: Mapping[
            int, set[str]
        ] = {}  # lines (from 0) of ads and boilerplate, and the rules that found them
        value = fields.get("text")
        self.text: str = value if isinstance(value, str) else ""

    def __repr__(self) -> str:
        return f"Article({self.id!r}, {len(self.text)} characters)"

    def field(self, name: str) -> str | None:
        """A field as text: None where the record has none, or something other than text."""
        if name == "text":
            return self.text
        if name == "title":
            return self.title
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None

    def moment(self, name: str) -> object:
        """A timestamp field as it stands in the record, or in the head of a plain text; None where there is none."""
        value = self.fields.get(name)
        place = self.places.get(name) if value in (None, "") else None
        return self.text[slice(*place)] if place else value

    @lazy
    def stamps(self) -> dict[str, Timestamp | None]:
        """What checks have read of the timestamp fields (`checks.timestamp.field_stamp`), by name."""
        return {}

    @lazy
    def id(self) -> str:
        """The record's id, else its address, else its place."""
        own = self.fields.get("id")
        called = str(own) if own is not None and own != "" else self.field("url")
        return text.named(called or (self.path if self.record is None else f"{self.path}#{self.record}"))

    def key(self, root: str | None = None) -> str:
        """What fingerprints know the article by: its path from the folder `root`, and its id or address.

        Ids are unique in their file at best, and one page may lie in several. A record without either goes by its
        headline: the number it has today is another's as soon as one is added.
        """
        path = rooted(self.path, root)
        if self.fields.get("id") not in (None, "") or self.field("url"):
            return self.id if path == "-" else f"{path}#{self.id}"
        if self.record is None:
            return path
        own = self.fields.get("title")
        return f"{path}#{text.named(text.squeeze(own)) if isinstance(own, str) and own.strip() else self.record}"

    @lazy
    def title(self) -> str | None:
        own = self.fields.get("title")
        if isinstance(own, str) and own.strip():
            return own
        place = self.places.get("title")
        return self.text[slice(*place)] if place else None

    @lazy
    def site(self) -> str | None:
        """The registrable domain, from the record's site or its address."""
        return language.site_of(self.field("site") or self.field("url"))

    @lazy
    def languages(self) -> frozenset[str]:
        """The languages the article is or may be in, as two- or three-letter codes; empty where that is anybody's guess."""
        own = self.field("language")
        if own and (code := language.primary(own)):
            return frozenset((code,))
        return language.guess(self.text)

    @lazy
    def raw_lines(self) -> list[str]:
        """The lines as they stand, without their ends."""
        return self.text.split("\n") if "\r" not in self.text else text.cut(self.text)[0]

    @lazy
    def starts(self) -> list[int]:
        """The offset of each line's first character."""
        return text.starts(self.raw_lines) if "\r" not in self.text else text.cut(self.text)[1]

    @lazy
    def lines(self) -> list[str]:
        """The lines without white space around them; a blank one is the empty string."""
        return [line.strip() for line in self.raw_lines]

    @lazy
    def solid(self) -> list[int]:
        """The numbers (from 0) of the lines that are not blank."""
        return [number for number, line in enumerate(self.lines) if line]

    @lazy
    def paragraphs(self) -> list[tuple[str, int, int, int]]:
        """(squeezed text, first line, start, end) of each paragraph."""
        return text.paragraphs(self.raw_lines, self.starts)

    @lazy
    def is_wrapped(self) -> bool:
        """Whether paragraphs are hard-wrapped over lines."""
        return text.is_wrapped(self.raw_lines)

    @lazy
    def even(self) -> str:
        """The text in lower case and plain typography, offset for offset the same."""
        return text.even(self.text)

    @lazy
    def utf8(self) -> bytes:
        """The text's bytes: to ask them for a whole block of characters costs no more than for one."""
        return self.text.encode("utf-8", "surrogatepass")

    @lazy
    def even_lines(self) -> list[str]:
        """The lines as `lines` has them, of the even text."""
        if "\r" not in self.text:
            return [line.strip() for line in self.even.split("\n")]
        ends = zip(self.starts, self.raw_lines, strict=True)
        return [self.even[start : start + len(raw)].strip() for start, raw in ends]

    @lazy
    def heads(self) -> list[str]:
        """The first characters of each line, by which everything that can begin a line is filed: of a line that begins
        with a sign that sign, and the first characters from its first letter on."""
        size = text.HEAD
        return [
            line[:size] if line[:1].isalnum() or not line else line[0] + text.bare(line)[:size]
            for line in self.even_lines
        ]

    @lazy
    def head(self) -> head.Head:
        """Where headline, timestamps and body are, as line numbers from 0."""
        own = self.fields.get("title")
        return head.find(self.lines, self.solid, own if isinstance(own, str) else None)

    @lazy
    def body_start(self) -> int:
        """The number (from 0) of the line on which the body begins."""
        return self.head.body

    @lazy
    def places(self) -> dict[str, tuple[int, int]]:
        """Where in the text the fields stand that were found there: only in a plain text, which has no others."""
        if not self.plain:
            return {}
        named = (("title", self.head.title), ("published", self.head.published), ("modified", self.head.modified))
        return {name: self.span(line) for name, line in named if line is not None}

    def span(self, number: int) -> tuple[int, int]:
        """Start and end offset of a line (from 0), white space around it left out."""
        raw = self.raw_lines[number]
        start = self.starts[number] + len(raw) - len(raw.lstrip())
        return start, start + len(self.lines[number])

    def line_at(self, offset: int) -> int:
        """The number (from 0) of the line that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def lines_of(self, start: int, end: int | None) -> range:
        """The numbers (from 0) of the lines that hold a stretch, at least the one on which it begins."""
        starts = self.starts
        first = bisect_right(starts, start) - 1
        if end is None or end <= start + 1 or first + 1 == len(starts) or end <= starts[first + 1]:
            return range(first, first + 1)
        return range(first, bisect_right(starts, end - 1))
