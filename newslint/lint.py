"""The hot loop: every check over one article, and what they found as findings."""

from __future__ import annotations

from functools import cache
from itertools import chain

from newslint import kind
from newslint.article import Site
from newslint.ending import unmask
from newslint.problem import Problem
from newslint.seek import Seeker
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.kind import Hit, Rule

FURNITURE = ("ads", "boilerplate")  # groups of rules whose lines belong to the page


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
        seeker = _seeker(by_kind)
        self._early: list[tuple[str, kind.Check]] = []
        self._late: list[tuple[str, kind.Check]] = []
        for name, some in sorted(by_kind.items()):
            module = kind.load(name)
            checks = self._late if getattr(module, "LATE", False) else self._early
            if not kind.is_corpus(name):
                checks.append((name, module.build(some, seeker) if hasattr(module, "sought") else module.build(some)))
            elif learned is not None:
                checks.append((name, module.build(some, learned[name])))

    def wrap(self, make: Callable[[str, kind.Check], kind.Check]) -> None:
        """Puts what `make` returns in the place of each kind's check: whoever measures wants to know what each costs."""
        self._early = [(name, make(name, check)) for name, check in self._early]
        self._late = [(name, make(name, check)) for name, check in self._late]

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
        kept = _yielded(article, hits)
        if article.ignored:
            kept = [hit for hit in kept if not check_ignored(hit, article)]
        return _findings()(article, kept, self.root), problems


def _seeker(by_kind: Mapping[str, Sequence[Rule]]) -> Seeker:
    """What finds the words that all kinds seek."""
    seeking = [(sought, some) for name, some in by_kind.items() if (sought := getattr(kind.load(name), "sought", None))]
    return Seeker(lambda speaks: chain.from_iterable(sought(some, speaks) for sought, some in seeking))


@cache
def _findings() -> Callable[[Article, Sequence[Hit], str | None], list[Finding]]:
    """What tells of hits, imported for the first of them: one text is clean more often than not."""
    from newslint.tell import findings

    return findings


def _run(checks: Iterable[tuple[str, kind.Check]], article: Article, hits: list[Hit], problems: list[Problem]) -> None:
    for name, run in checks:
        try:
            hits.extend(run(article))
        except Exception as error:  # noqa: BLE001 - see `lint`
            unmask(error)
            problems.append(_internal(article, name, error))


def _furniture(article: Article, hits: Iterable[Hit]) -> dict[int, set[str]]:
    """The lines that rules for ads and boilerplate found, each with the names of the rules."""
    found: dict[int, set[str]] = {}
    for hit in hits:
        for line in hit.lines_in(article) if hit.rule.group in FURNITURE else ():
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
    if len(hits) < 2:
        return hits
    spoke = {word for hit in hits for word in (hit.rule.name, hit.rule.group)}
    above = [spoke & hit.rule.yields for hit in hits]
    if not any(above):
        return hits
    placed = [hit.lines_in(article) for hit in hits]
    claimed: dict[str, set[int]] = {word: set() for word in set().union(*above)}
    for hit, lines in zip(hits, placed, strict=True):
        for word in (hit.rule.name, hit.rule.group):
            if word in claimed:
                claimed[word].update(lines)
    kept: list[tuple[Hit, range]] = []
    lent: set[int] = set()
    for hit, lines, others in zip(hits, placed, above, strict=True):
        if not others or all([claimed[word].isdisjoint(lines) for word in others]):  # noqa: C419
            kept.append((hit, lines))
        elif hit.rule.fix_safe and hit.certain and hit.rule.fix_action == "delete-line":
            lent.update(lines)
    for hit, lines in kept if lent else ():
        hit.is_safe_to_cut = hit.rule.fix_action == "delete-line" and len(lines) > 0 and lent.issuperset(lines)
    return [hit for hit, _ in kept]
