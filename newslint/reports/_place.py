"""Where a finding stands in its file, for consumers that know files and lines but neither records nor fields."""

from __future__ import annotations

import os

from newslint import tell
from newslint.paths import is_address, working_folder
from newslint.readers import jsonl, suffix_of
from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newslint.article import Article
    from newslint.finding import Finding, Place

ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # where GitHub and GitLab keep the checkout that paths are relative to
TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")


class Spot:
    """A stretch of a file: 1-based lines, and columns in code points (the end exclusive) where they are known."""

    __slots__ = ("column", "end_column", "end_line", "line")

    def __init__(
        self, line: int, column: int | None = None, end_line: int | None = None, end_column: int | None = None
    ) -> None:
        self.line, self.column, self.end_line, self.end_column = line, column, end_line, end_column


def spot(article: Article, place: Place) -> Spot | None:
    """Where in its file a place is: in a text its lines, in JSON Lines the record's line; None where nobody can tell."""
    if is_text(article):
        if place.line is None and place.field in article.places:
            place = tell.place(article, "text", *article.places[place.field])
        return None if place.line is None else Spot(place.line, place.column, place.end_line, place.end_column)
    if article.record is not None and suffix_of(article.path) in jsonl.SUFFIXES:
        return Spot(article.record)
    return None


def is_text(article: Article) -> bool:
    """Whether the lines of the article are those of its file: plain text, or Markdown below front matter."""
    return article.record is None and (article.plain or article.first_line > 0)


def is_editable(article: Article) -> bool:
    """Whether an edit of the article's text is one of the file: not where the file is packed or standard input."""
    return is_text(article) and article.path.lower().endswith(TEXT_SUFFIXES)


def edges(article: Article, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """(line from 0, offset in the line) of both ends of a stretch of the text; a line that is cut ends on the next."""
    first, last = article.line_at(start), article.line_at(end)
    return (first, start - article.starts[first]), (last, end - article.starts[last])


def inside(found: Finding) -> str:
    """Where in its record a finding is, as `text:2:1`; empty where the file's own lines say it."""
    if found.record is None and found.field in ("text", None):
        return ""
    line = "" if found.line is None else f"{found.line}:{found.column}"
    return ":".join(part for part in (found.field or "", line) if part)


def said(found: Finding) -> str:
    """The message, with the place inside the record behind it: `ad label "AD" (text:2:1)`. Safe to show."""
    within = inside(found)
    return safe_text(f"{found.message} ({within})" if within else found.message)


def relative(path: str) -> str:
    """A path as a repository knows it: with slashes, relative to the checkout or else the working folder."""
    if path == "-" or is_address(path):
        return path
    for name in ROOTS:
        root = os.environ.get(name)
        if root and (found := _below(path, root)) is not None:
            return found
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except (OSError, ValueError):  # no working folder; another drive
        return path.replace(os.sep, "/")


def _below(path: str, root: str) -> str | None:
    """The path relative to a folder it lies in; None where it lies elsewhere."""
    full = os.path.join(working_folder(), path)
    try:
        found = os.path.relpath(full, root)
    except ValueError:  # another drive, or a NUL
        return None
    return None if found.startswith("..") else found.replace(os.sep, "/")


def uri(path: str) -> str:
    """A path as a relative URI (an address: an absolute one), percent-encoded: also what is no UTF-8, byte for byte."""
    from urllib.parse import quote

    if is_address(path):
        kind, _, rest = path.partition("://")
        return f"{kind}://{quote(rest.encode('utf-8', 'surrogatepass'), safe='/~:@')}"
    try:
        raw = relative(path).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = relative(path).encode("utf-8", "surrogatepass")
    return quote(raw, safe="/~")
