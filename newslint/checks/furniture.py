"""Whole lines that a site prints around its stories, word for word but for the numbers and dates in them."""

from __future__ import annotations

from newslint.kind import Hit
from newslint.language import site_of
from newslint.shape import shape
from newslint.text import HEAD, even
from newslint.zone import Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Rule

WORDS = ()
LONGEST = 1000  # characters of a line that is looked at


class Options:
    """What a furniture rule may say: the `lines`, compared without case and typography.

    A number in one stands for any number, a date for any date. With `sites` the rule speaks only in articles of these
    registrable domains; without, each line must begin with a letter. `where` names the part of the text in which they
    count.
    """

    lines: list[str]
    sites: list[str] = []
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"


def verify(options: Options) -> None:
    """Lines that could be told from others, and sites as articles have them."""
    for number, line in enumerate(options.lines):
        known = shape(even(line))
        if not any(character.isalpha() for character in known) or len(line) > LONGEST or "\n" in line:
            said = f"expected one line, with letters in it, of {LONGEST} characters at most"
            raise ValueError(f"options.lines.{number}: {said}, not {line[:80]!r}")
        if not options.sites and not known[:1].isalpha():
            raise ValueError(f"options.lines.{number}: {line!r} begins with no letter: only lines of `sites` may")
    for number, site in enumerate(options.sites):
        if site_of(site) != site:
            raise ValueError(f"options.sites.{number}: expected a registrable domain such as example.org, not {site!r}")
    if not options.lines:
        raise ValueError("options.lines: expected a line at least")


def prepare(options: Options) -> list[str]:
    """The lines as they are compared: to work that out takes the names of all months, which are slow to gather."""
    return [shape(even(line)) for line in options.lines]


def build(rules: Sequence[Rule]) -> Check:
    """One check for all furniture rules: a table for each site, and one for all."""
    by_site: dict[str | None, dict[str, list[Rule]]] = {}
    for rule in rules:
        for site in rule.options.sites or [None]:
            table = by_site.setdefault(site, {})
            for line in rule.prepared:
                table.setdefault(line, []).append(rule)
    anywhere = by_site.pop(None, {})
    heads = frozenset(known[:HEAD] for known in anywhere)

    def check(article: Article) -> Iterator[Hit]:
        if by_site and article.site in by_site:
            yield from _hits(article, by_site[article.site], article.solid)
        if not heads.isdisjoint(article.heads):
            yield from _hits(article, anywhere, [n for n, head in enumerate(article.heads) if head in heads])

    return check


def _hits(article: Article, table: dict[str, list[Rule]], numbers: Iterable[int]) -> Iterator[Hit]:
    zone: Zone | None = None
    for number in numbers:
        line = article.even_lines[number]
        rules = table.get(shape(line)) if line and len(line) <= LONGEST else None
        for rule in rules or ():
            zone = zone or Zone(article)
            if rule.options.where == "anywhere" or zone.keep([number], rule.options.where, 1):
                yield Hit(rule, "text", *article.span(number))
