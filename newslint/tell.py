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
    from newslint.finding import Named
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
    equals: dict[tuple[str, str], int] = {}
    key, language = article.key(root), _language(article)
    found = [_finding(article, hit, equals, key, language) for hit in sorted(hits, key=_order)]
    _leave_something(article, found)
    return found


def _order(hit: Hit) -> tuple[int, int, str, int]:
    return (_rank(hit), hit.start or 0, hit.rule.name, hit.end or 0)


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
    rule, field, start, end = hit.rule, hit.field, hit.start, hit.end
    value = article.text if field == "text" else _value(article, field)
    match = value[start:end] if start is not None else ("" if field == "text" else value)
    squeezed = squeeze(match)
    index = equals[rule.name, squeezed] = equals.get((rule.name, squeezed), -1) + 1
    name: str | Named = (key, squeezed, index)
    if len(squeezed) > finding.MATCH_LIMIT:  # which the finding is not to hold on to
        name = finding.fingerprint(rule.name, key, squeezed, index)
    if field == "text" and start is not None:
        where = _on(article, hit.lines_in(article), start, end)
    else:
        where = place(article, field, start, end)
    return Finding(
        rule.name,
        rule.group,
        rule.severity,
        _message(hit, squeezed),
        article.path,
        article.record,
        article.id,
        article.site,
        language,
        where,
        clip(match, finding.MATCH_LIMIT),
        tuple([place(article, *other) for other in hit.related]) if hit.related else (),
        _fix(article, hit, value) if rule.fix_action is not None else None,
        name,
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
    said, parts = _cut(hit.rule.message)
    words = hit.words
    for name, literal in parts:
        if name in words:
            said += clip(str(words[name]), _MESSAGE_WORD) + literal
        else:
            said += (clip(match, _MESSAGE_MATCH) if name == "match" else f"{{{name}}}") + literal
    return said


@cache
def _cut(message: str) -> tuple[str, list[tuple[str, str]]]:
    """A rule's message cut at the names in braces: what stands before the first, and each with what stands behind it."""
    parts = _PLACEHOLDER.split(message)
    return parts[0], list(zip(parts[1::2], parts[2::2], strict=True))


def place(article: Article, field: str | None, start: int | None, end: int | None) -> Place:
    """The place of offsets in a field, with lines and columns where the field is the text."""
    if field != "text" or start is None:
        value = "" if field == "text" else _value(article, field)
        excerpt, lead = _excerpt(value, start or 0)
        return Place(field, start or 0, end or 0, excerpt=excerpt, lead=lead)
    return _on(article, article.lines_of(start, end), start, end)


def _on(article: Article, lines: range, start: int, end: int | None) -> Place:
    """The place of offsets in the text, which stand on these lines."""
    starts, above, first, last = article.starts, article.first_line + 1, lines.start, lines.stop - 1
    end = start if end is None else end
    column = start - starts[first]
    excerpt, lead = _excerpt(article.raw_lines[first], column)
    return Place("text", start, end, first + above, column + 1, last + above, end - starts[last] + 1, excerpt, lead)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a line that reports show (bounded, however long the line, and with what was found in it), and how many
    characters are left out before it: none unless it is long."""
    if len(line) <= EXCERPT:
        return line, 0
    lead = 0 if column <= EXCERPT // 2 else column - EXCERPT // 3
    return clip(line[lead : lead + EXCERPT + 1], EXCERPT), lead


def _fix(article: Article, hit: Hit, value: str) -> Fix | None:
    action, field, start, end = hit.rule.fix_action, hit.field, hit.start, hit.end
    if action is None or field is None:
        return None
    safe = hit.rule.fix_safe and hit.certain
    if hit.cuts:
        return Fix(safe, action, tuple([Edit(field, first, last, "") for first, last in hit.cuts]))
    if start is None:
        start, end = 0, len(value)
    if end is None:
        return None
    if action == "delete-line":
        if field != "text":
            return None
        start, end = _whole(article, article.lines_of(start, end) if hit.start is None else hit.lines_in(article))
        text = ""
    elif action == "delete-match":
        text = ""
    elif hit.replacement is None or hit.replacement == value[start:end]:
        return None
    else:
        text = hit.replacement
    return Fix(safe or hit.is_safe_to_cut, action, (Edit(field, start, end, text),))


def _whole(article: Article, lines: range) -> tuple[int, int]:
    """Where whole lines begin, and end with their ends."""
    starts = article.starts
    return starts[lines.start], starts[lines.stop] if lines.stop < len(starts) else len(article.text)
