"""What newslint says of an article: where, what, why, how it can be mended, and under which lasting name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Named = tuple[str, str, int]

SEVERITIES = ("info", "warning", "error")  # mildest first
EDITS_SHOWN = 2000  # edits of one fix that a report writes out: `--fix` applies all of them
MATCH_LIMIT = 1000  # characters of the found text that a finding carries: huge inputs must not make huge reports


class Place:
    """A stretch of one field. Offsets count code points from 0; lines and columns from 1, the end column exclusive.

    `line` is None where the whole article or a field other than the text is meant. `excerpt` is the line (or field)
    the place begins on, clipped; `lead` characters of it stand before the excerpt.
    """

    __slots__ = ("field", "start", "end", "line", "column", "end_line", "end_column", "excerpt", "lead")

    def __init__(
        self,
        field: str | None,
        start: int = 0,
        end: int = 0,
        line: int | None = None,
        column: int | None = None,
        end_line: int | None = None,
        end_column: int | None = None,
        excerpt: str = "",
        lead: int = 0,
    ) -> None:
        self.field, self.start, self.end = field, start, end
        self.line, self.column, self.end_line, self.end_column = line, column, end_line, end_column
        self.excerpt, self.lead = excerpt, lead

    def as_dict(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }


class Edit:
    """Put `text` in the place of the characters start..end (code points) of a field. Empty text cuts."""

    __slots__ = ("field", "start", "end", "text")

    def __init__(self, field: str, start: int, end: int, text: str) -> None:
        self.field, self.start, self.end, self.text = field, start, end, text

    def as_dict(self) -> dict[str, Any]:
        return {"field": self.field, "start": self.start, "end": self.end, "text": self.text}


class Fix:
    """The repair of a finding. Safe means: no sentence of the story can be lost or changed."""

    __slots__ = ("safe", "action", "edits")

    def __init__(self, safe: bool, action: str, edits: tuple[Edit, ...]) -> None:
        self.safe, self.action, self.edits = safe, action, edits

    def as_dict(self) -> dict[str, Any]:
        some = [edit.as_dict() for edit in self.edits[:EDITS_SHOWN]]
        more = len(self.edits) - len(some)
        return {"safe": self.safe, "action": self.action, "edits": some, **({"more_edits": more} if more else {})}


class Finding:
    """One defect of one article. `as_dict` is the contract of the JSON reports: its names do not change.

    `place` says where, `related` where else (the first copy of a repeated paragraph), `match` is the text found
    (1,000 characters at most), `fingerprint` the name that stays the same when the text around it moves. `accepted`
    says why it does not count (a baseline knows it, an ignore file excuses it); None: it counts. The
    fingerprint may be given as what it is made of besides the rule: article, match, and number.
    """

    __slots__ = (
        "rule",
        "group",
        "severity",
        "message",
        "path",
        "record",
        "article",
        "site",
        "language",
        "place",
        "match",
        "related",
        "fix",
        "accepted",
        "_name",
    )

    def __init__(
        self,
        rule: str,
        group: str,
        severity: str,
        message: str,
        path: str,
        record: int | None,
        article: str,
        site: str | None,
        language: str | None,
        place: Place,
        match: str,
        related: tuple[Place, ...] = (),
        fix: Fix | None = None,
        fingerprint: str | Named = "",
    ) -> None:
        self.rule, self.group, self.severity, self.message = rule, group, severity, message
        self.path, self.record, self.article, self.site, self.language = path, record, article, site, language
        self.place, self.match, self.related, self.fix = place, match, related, fix
        self.accepted: str | None = None
        self._name = fingerprint

    def __repr__(self) -> str:
        return f"Finding({self.location}: {self.rule}: {self.message!r})"

    @property
    def fingerprint(self) -> str:
        """The lasting name. Reports for people do not ask for it, and it costs a tenth of a finding."""
        if not isinstance(self._name, str):
            self._name = fingerprint(self.rule, *self._name)
        return self._name

    @property
    def field(self) -> str | None:
        return self.place.field

    @property
    def line(self) -> int | None:
        return self.place.line

    @property
    def column(self) -> int | None:
        return self.place.column

    @property
    def location(self) -> str:
        """`path:line:column` for people; in a record file `path:record` and `field:line:column` inside the record."""
        place, record = self.place, self.record
        inside = "" if place.line is None else f"{place.line}:{place.column}"
        where = self.path if record is None else f"{self.path}:{record}"
        field = "" if record is None and place.field == "text" else place.field
        return ":".join(filter(None, (where, field, inside)))

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON writes it."""
        return {
            "rule": self.rule,
            "group": self.group,
            "severity": self.severity,
            "message": self.message,
            "path": self.path,
            "record": self.record,
            "article": self.article,
            "site": self.site,
            "language": self.language,
            **self.place.as_dict(),
            "match": self.match,
            "related": [place.as_dict() for place in self.related],
            "fix": self.fix.as_dict() if self.fix else None,
            "fingerprint": self.fingerprint,
        }


def fingerprint(rule: str, article: str, match: str, index: int) -> str:
    """The lasting name of a finding: rule, article, normalised match, and the how-manieth of its equals it is.

    Never a line number, so that a finding that only moved keeps its name. 16 hexadecimal digits of BLAKE2b.
    """
    from newslint.blake import blake2b

    parts = ("newslint/v1", rule, article, " ".join(match.split()), str(index))
    data = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8).hexdigest()
