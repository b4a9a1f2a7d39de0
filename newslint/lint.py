"""The hot loop: every check over one article, and what they found as findings."""

from __future__ import annotations

from newslint import finding, fix, kind
from newslint.article import FIELDS, Site
from newslint.finding import Edit, Finding, Fix, Place
from newslint.late import regex
from newslint.problem import Problem
from newslint.text import clip, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.kind import Hit, Rule

FURNITURE = ("ads", "boilerplate")  # groups of rules whose lines belong to the page
EXCERPT = 240  # characters of a line that reports show
_PLACEHOLDER = regex(r"\{([^{}]*)\}")
_MESSAGE_MATCH = 60  # characters of the match that a message may quote


class Linter:
    """The checks of a set of rules, ready to run over articles. Keeps nothing between articles.

    `rules` are those that run, `sites` what the configuration knows of sites, by registrable domain, `root` the folder
    from which fingerprints name files, `learned` what `corpus.conclude` has made of all articles: rules that need it are
    silent without.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        sites: Mapping[str, Site] | None = None,
        root: str | None = None,
        learned: Mapping[str, Any] | None = None,
    ) -> None:
        self.rules, self.root = list(rules), root
        self.sites = sites or {}
        by_kind: dict[str, list[Rule]] = {}
        for rule in self.rules:
            by_kind.setdefault(rule.kind, []).append(rule)
        self._early: list[tuple[str, kind.Check]] = []
        self._late: list[tuple[str, kind.Check]] = []
        for name, some in sorted(by_kind.items()):
            module = kind.load(name)
            checks = self._late if getattr(module, "LATE", False) else self._early
            if not kind.is_corpus(name):
                checks.append((name, module.build(some)))
            elif learned is not None:
                checks.append((name, module.build(some, learned[name])))

    def lint(self, article: Article) -> tuple[list[Finding], list[Problem]]:
        """The article's findings, sorted by place and rule, and what went wrong inside newslint while looking.

        A bug in one kind of check costs what that kind would have found in this article, and nothing else.
        """
        if self.sites and article.site:
            article.facts = self.sites.get(article.site, article.facts)
        hits: list[Hit] = []
        problems: list[Problem] = []
        _run(self._early, article, hits, problems)
        if hits and self._late:
            article.furniture = _furniture(article, hits)
        _run(self._late, article, hits, problems)
        if not hits:
            return [], problems
        kept = [hit for hit in _yielded(article, hits) if not check_ignored(hit, article)]
        return _findings(article, kept, self.root), problems


def _run(checks: Iterable[tuple[str, kind.Check]], article: Article, hits: list[Hit], problems: list[Problem]) -> None:
    for name, run in checks:
        try:
            hits.extend(run(article))
        except Exception as error:  # noqa: BLE001 - see `lint`
            problems.append(_internal(article, name, error))


def _furniture(article: Article, hits: Iterable[Hit]) -> dict[int, set[str]]:
    """The lines that rules for ads and boilerplate found, each with the names of the rules."""
    found: dict[int, set[str]] = {}
    for hit in hits:
        for line in _lines(article, hit) if hit.rule.group in FURNITURE else ():
            found.setdefault(line, set()).add(hit.rule.name)
    return found


def check_ignored(hit: Hit, article: Article) -> bool:
    """Whether the record itself asks not to hear of the rule."""
    return any(word in (hit.rule.name, hit.rule.group, "ALL") for word in article.ignored)


def _internal(article: Article, name: str, error: Exception) -> Problem:
    said = f"internal error in kind {name!r} ({type(error).__name__}: {clip(str(error), 200)}); please report it"
    return Problem(article.path, f"{said}. The other checks ran.", article.record)


def _yielded(article: Article, hits: list[Hit]) -> list[Hit]:
    """The hits without those whose rule leaves the line to another that spoke on it.

    A hit that goes lends its safe repair to those that stay: an ad line that is also a repeat may be cut all the same.
    """
    if len(hits) < 2 or not any(hit.rule.yields_to for hit in hits):
        return hits
    claimed: dict[str, set[int]] = {}
    for hit in hits:
        for word in (hit.rule.name, hit.rule.group):
            claimed.setdefault(word, set()).update(_lines(article, hit))
    kept, lent = [], set()
    for hit in hits:
        lines = _lines(article, hit)
        if not any(lines & claimed.get(word, set()) for word in hit.rule.yields_to):
            kept.append(hit)
        elif hit.rule.fix_safe and hit.certain and hit.rule.fix_action == "delete-line":
            lent |= lines
    for hit in kept:
        hit.is_safe_to_cut = (
            hit.rule.fix_action == "delete-line" and bool(lines := _lines(article, hit)) and lines <= lent
        )
    return kept


def _lines(article: Article, hit: Hit) -> set[int]:
    if hit.field != "text" or hit.start is None:
        return set()
    last = article.line_at(max(hit.start, (hit.end or hit.start) - 1))
    return set(range(article.line_at(hit.start), last + 1))


def _findings(article: Article, hits: Sequence[Hit], root: str | None) -> list[Finding]:
    if not hits:
        return []
    order = {name: number for number, name in enumerate(FIELDS)}
    ranked = sorted(hits, key=lambda hit: (_rank(hit, order), hit.start or 0, hit.rule.name, hit.end or 0))
    equals: dict[tuple[str, str], int] = {}
    key = article.key(root)
    findings = [_finding(article, hit, equals, key) for hit in ranked]
    _leave_something(article, findings)
    return findings


def _leave_something(article: Article, findings: Sequence[Finding]) -> None:
    """Fixes that would leave nothing of the text are not safe: an article of labels only is for a reader to judge."""
    safe = [found.fix for found in findings if found.fix and found.fix.safe and found.place.field == "text"]
    edits = [edit for one in safe for edit in one.edits]
    if edits and sum(edit.end - edit.start for edit in edits) >= sum(map(len, article.lines)):
        if not fix.edited(article.text, edits).strip():
            for one in safe:
                one.safe = False


def _rank(hit: Hit, order: dict[str, int]) -> int:
    if hit.field is None:
        return -1
    return len(order) if hit.field == "text" and hit.start is not None else order.get(hit.field, len(order))


def _finding(article: Article, hit: Hit, equals: dict[tuple[str, str], int], key: str) -> Finding:
    value = _value(article, hit.field)
    match = value[hit.start : hit.end] if hit.start is not None else ("" if hit.field == "text" else value)
    name = (hit.rule.name, squeeze(match))
    index = equals[name] = equals.get(name, -1) + 1
    return Finding(
        rule=hit.rule.name,
        group=hit.rule.group,
        severity=hit.rule.severity,
        message=_message(hit, match),
        path=article.path,
        record=article.record,
        article=article.id,
        site=article.site,
        language=_language(article),
        place=place(article, hit.field, hit.start, hit.end),
        match=clip(match, finding.MATCH_LIMIT),
        related=tuple(place(article, *other) for other in hit.related),
        fix=_fix(article, hit, value),
        fingerprint=finding.fingerprint(hit.rule.name, key, match, index),
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
    words = {"match": clip(" ".join(match.split()), _MESSAGE_MATCH), **hit.words}
    return _PLACEHOLDER.sub(lambda found: str(words.get(found[1], found[0])), hit.rule.message)


def place(article: Article, field: str | None, start: int | None, end: int | None) -> Place:
    """The place of offsets in a field, with lines and columns where the field is the text."""
    if field != "text" or start is None:
        value = "" if field == "text" else _value(article, field)
        return Place(field, start or 0, end or 0, excerpt=_excerpt(value, start or 0), lead=_lead(value, start or 0))
    end = start if end is None else end
    first, last = article.line_at(start), article.line_at(max(start, end - 1))
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
    first, last = article.line_at(start), article.line_at(max(start, end - 1))
    after = article.starts[last + 1] if last + 1 < len(article.starts) else len(article.text)
    return Edit("text", article.starts[first], after, "")
