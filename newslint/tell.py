"""What a hit is told as: a finding with its place, its message and its repair."""

from __future__ import annotations

from functools import cache

from newslint import finding, fix
from newslint.article import FIELDS
from newslint.finding import Edit, Finding, Fix, Place
from newslint.late import regex
from newslint.text import clip, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.article import Article
    from newslint.kind import Hit

EXCERPT = 240  # characters of a line that reports show
_ORDER = {name: number for number, name in enumerate(FIELDS)}
_PLACEHOLDER = regex(r"\{([^{}]*)\}")
_MESSAGE_MATCH = 60  # characters of the match that a message may quote
_MESSAGE_WORD = 240  # characters of any other word of a message, such as the id of another article


def findings(article: Article, hits: Sequence[Hit], root: str | None) -> list[Finding]:
    """The hits as findings, by place and rule; `root` is the folder from which fingerprints name files."""
    if not hits:
        return []
    ranked = sorted(hits, key=lambda hit: (_rank(hit), hit.start or 0, hit.rule.name, hit.end or 0))
    equals: dict[tuple[str, str], int] = {}
    key, language = article.key(root), _language(article)
    found = [_finding(article, hit, equals, key, language) for hit in ranked]
    _leave_something(article, found)
    return found


def _leave_something(article: Article, findings: Sequence[Finding]) -> None:
    """Fixes that would leave nothing of the text are not safe: an article of labels only is for a reader to judge."""
    safe = [found.fix for found in findings if found.fix and found.fix.safe and found.place.field == "text"]
    edits = [edit for one in safe for edit in one.edits]
    if edits and sum(edit.end - edit.start for edit in edits) >= sum(map(len, article.lines)):
        if not fix.edited(article.text, edits).strip():
            for one in safe:
                one.safe = False


def _rank(hit: Hit) -> int:
    if hit.field is None:
        return -1
    return len(_ORDER) if hit.field == "text" and hit.start is not None else _ORDER.get(hit.field, len(_ORDER))


def _finding(article: Article, hit: Hit, equals: dict[tuple[str, str], int], key: str, language: str | None) -> Finding:
    value, rule = _value(article, hit.field), hit.rule
    match = value[hit.start : hit.end] if hit.start is not None else ("" if hit.field == "text" else value)
    squeezed = squeeze(match)
    index = equals[rule.name, squeezed] = equals.get((rule.name, squeezed), -1) + 1
    return Finding(
        rule=rule.name,
        group=rule.group,
        severity=rule.severity,
        message=_message(hit, squeezed),
        path=article.path,
        record=article.record,
        article=article.id,
        site=article.site,
        language=language,
        place=place(article, hit.field, hit.start, hit.end),
        match=clip(match, finding.MATCH_LIMIT),
        related=tuple([place(article, *other) for other in hit.related]),
        fix=_fix(article, hit, value),
        fingerprint=finding.fingerprint(rule.name, key, squeezed, index),
    )


def _value(article: Article, field: str | None) -> str:
    if field is None:
        return ""
    value = article.field(field) if field in ("text", "title") else article.moment(field)
    return value if isinstance(value, str) else "" if value is None else str(value)


def _language(article: Article) -> str | None:
    """The article's language where there is no doubt about it."""
    codes = article.languages
    return next(iter(codes)) if len(codes) == 1 else None


def _message(hit: Hit, match: str) -> str:
    """The rule's message with the words of the hit, and those of its match, in the places of their names."""
    literals, names = _cut(hit.rule.message)
    said = literals[0]
    for name, literal in zip(names, literals[1:], strict=True):
        word = clip(match, _MESSAGE_MATCH) if name == "match" and name not in hit.words else hit.words.get(name)
        said += (f"{{{name}}}" if word is None and name not in hit.words else clip(str(word), _MESSAGE_WORD)) + literal
    return said


@cache
def _cut(message: str) -> tuple[list[str], list[str]]:
    """A rule's message cut at the names in braces: the literal parts, and the names between them."""
    parts = _PLACEHOLDER.split(message)
    return parts[::2], parts[1::2]


def place(article: Article, field: str | None, start: int | None, end: int | None) -> Place:
    """The place of offsets in a field, with lines and columns where the field is the text."""
    if field != "text" or start is None:
        value = "" if field == "text" else _value(article, field)
        return Place(field, start or 0, end or 0, excerpt=_excerpt(value, start or 0), lead=_lead(value, start or 0))
    end = start if end is None else end
    lines = article.lines_of(start, end)
    first, last = lines.start, lines.stop - 1
    line, column = article.raw_lines[first], start - article.starts[first]
    return Place(
        field,
        start,
        end,
        first + 1 + article.first_line,
        column + 1,
        last + 1 + article.first_line,
        end - article.starts[last] + 1,
        _excerpt(line, column),
        _lead(line, column),
    )


def _lead(line: str, column: int) -> int:
    """How many characters of a line are left out before its excerpt: none unless it is long."""
    return 0 if len(line) <= EXCERPT or column <= EXCERPT // 2 else column - EXCERPT // 3


def _excerpt(line: str, column: int) -> str:
    """The part of a line that reports show: bounded, however long the line, and with what was found in it."""
    lead = _lead(line, column)
    return clip(line[lead : lead + EXCERPT + 1], EXCERPT)


def _fix(article: Article, hit: Hit, value: str) -> Fix | None:
    action = hit.rule.fix_action
    if action is None or hit.field is None:
        return None
    if hit.cuts:
        edits = tuple(Edit(hit.field, start, end, "") for start, end in hit.cuts)
        return Fix(hit.rule.fix_safe and hit.certain, action, edits)
    edit = _edit(article, hit, action, value)
    safe = (hit.rule.fix_safe and hit.certain) or hit.is_safe_to_cut
    return Fix(safe, action, (edit,)) if edit else None


def _edit(article: Article, hit: Hit, action: str, value: str) -> Edit | None:
    start, end = (hit.start, hit.end) if hit.start is not None else (0, len(value))
    if hit.field is None or end is None:
        return None
    if action == "delete-match":
        return Edit(hit.field, start, end, "")
    if action == "delete-line":
        return _line_edit(article, start, end) if hit.field == "text" else None
    if hit.replacement is None or hit.replacement == value[start:end]:
        return None
    return Edit(hit.field, start, end, hit.replacement)


def _line_edit(article: Article, start: int, end: int) -> Edit:
    """Cuts whole lines with their ends."""
    lines, starts = article.lines_of(start, end), article.starts
    after = starts[lines.stop] if lines.stop < len(starts) else len(article.text)
    return Edit("text", starts[lines.start], after, "")
