"""What follows a lead-in: headlines under "Read also", names under "Tags", a life in three lines under "The author"."""

from __future__ import annotations

from newslint.head import is_prose
from newslint.kind import Hit
from newslint.text import ends_sentence, filed, is_odd, label
from newslint.zone import Index, Zone, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Rule

WORDS = ("lead",)
_HEADLINE_WORDS = 3  # a headline has at least; a shorter line among them (a section, a date) is passed over
_LINK_CHARS = 36  # of a headline that stands alone under its lead-in; headings are shorter
_LEAD_CHARS = 80  # a lead-in has at most


class Options:
    """What a follow rule may say.

    `leads` are the lead-ins, whole lines by language, compared as in phrase rules. What follows counts while it is like
    what `takes` names: `headlines` (lines that end no sentence; in the tail, teasers too: short sentences), `words` (one
    to four words), `all` (every line, to the end). At most `max_lines` lines of `max_chars` characters; outside the
    tail fewer than `min_lines` do not count. `where` is where the lead-in stands. With `leads_too` the lead-in counts as well.
    """

    leads: Mapping[str, list[str]] = {}
    takes: Literal["headlines", "words", "all"] = "headlines"
    leads_too: bool = False
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"
    min_lines: Count = 1
    max_lines: Count = 12
    max_chars: Chars = 200


def verify(options: Options) -> None:
    """A rule without a lead-in could never find anything."""
    if not options.leads:
        raise ValueError("options: a follow rule needs `leads`")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all follow rules."""
    table: dict[str, list[tuple[Rule, str]]] = {}
    for rule in rules:
        for code, leads in rule.options.leads.items():
            for lead in leads:
                table.setdefault(label(lead), []).append((rule, code))

    index = Index()
    for lead in table:
        index.file(filed(lead), lead)

    def check(article: Article) -> Iterator[Hit]:
        zone: Zone | None = None
        seen: set[tuple[Rule, int]] = set()
        for number in _possible(article, index):
            line = article.lines[number]
            if not (entries := table.get(label(line))):
                continue
            zone = zone or Zone(article)
            place = zone.order[number]
            for rule in dict.fromkeys(rule for rule, code in entries if speaks(article, code)):
                taken = list(_taken(article, zone, rule, place)) if zone.holds(number, rule.options.where) else []
                if len(taken) < rule.options.min_lines and not zone.holds(number, "tail"):
                    taken = [other for other in taken[:1] if _is_teaser(article, zone, rule, place, other)]
                for other in taken:
                    if (rule, other) not in seen:
                        seen.add((rule, other))
                        yield Hit(rule, "text", *article.span(other), words={"lead": line})

    return check


def _possible(article: Article, index: Index) -> list[int]:
    """The lines that may be lead-ins: short, and with the beginning of one."""
    lines = article.lines
    filed = {number for number, _ in index.find(article) if len(lines[number]) <= _LEAD_CHARS}
    odd = (number for number in article.solid if len(lines[number]) <= _LEAD_CHARS and is_odd(lines[number]))
    return sorted(filed.union(odd))


def _taken(article: Article, zone: Zone, rule: Rule, place: int) -> Iterator[int]:
    """The lines after the lead-in that belong to it."""
    options = rule.options
    if options.leads_too:
        yield article.solid[place]
    some = article.solid[place + 1 : place + 1 + options.max_lines]
    short: list[int] = []
    for at, number in enumerate(some):
        line, is_tail = article.lines[number], zone.holds(number, "tail")
        if len(line) > options.max_chars:
            return
        if not _is_like(line, options.takes, is_tail):
            if not (is_tail and at and _is_between(article, some[at - 1 : at + 2])):
                return
        elif options.takes == "headlines" and not _is_headline(line):
            short.append(number)
            continue
        yield from (*(short if len(short) == 1 and " " in article.lines[short[0]] else ()), number)
        short.clear()


def _is_headline(line: str) -> bool:
    """Whether a line among links is a headline, and no section, name, or name with a date ("A. Berg | 3 May 2021")."""
    is_dated = line[-4:].isdecimal() and any(sign in line for sign in "|•·")
    return not is_dated and (line.count(" ") + 1 >= _HEADLINE_WORDS or line[0] > "\u0e00")


def _is_between(article: Article, numbers: list[int]) -> bool:
    """Whether a sentence stands between two headlines, and so is the teaser of the first."""
    lines = [article.lines[number] for number in numbers]
    return len(lines) == 3 and all(_is_headline(line) and not is_prose(line) for line in (lines[0], lines[2]))


def _is_teaser(article: Article, zone: Zone, rule: Rule, place: int, number: int) -> bool:
    """Whether the one headline after a lead-in in the middle of a text is a link, and no heading of what follows."""
    line = article.lines[number]
    is_next = rule.options.takes == "headlines" and zone.order[number] == place + 1
    return is_next and len(line) >= _LINK_CHARS // (2 if line[0] > "\u0e00" else 1)


def _is_like(line: str, takes: str, is_tail: bool) -> bool:
    if takes == "words":
        return len(line.split()) <= 4 and len(line) <= 60 and not ends_sentence(line)
    if takes == "headlines":
        return not is_prose(line) and (is_tail or not line.endswith((".", "。", "।", "۔")))
    return True
