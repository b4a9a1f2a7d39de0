"""Two runs side by side: which findings are new, fixed, unchanged, and at which site a rule speaks more often than before."""

from __future__ import annotations

from collections import Counter

from newslint import chance
from newslint.stored import Stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Tell = Callable[[str, Mapping[str, Any]], None]

ALARM = 0.01  # the chance, over all rates of a comparison together, at which one of them is called a jump
ALL = "ALL"  # stands for every site together


class Rate:
    """How often one rule spoke at one site, before and now. `site` None: articles without one; ALL: all together.

    `had` of `of` articles had a finding, `has` of `now_of` have one now; `findings` counts the findings of both. `chance`
    is the probability, corrected for the number of rates compared, that nothing but chance made the difference.
    """

    __slots__ = ("chance", "findings", "had", "has", "now_of", "of", "rule", "site")

    def __init__(self, site: str | None, rule: str, had: int, of: int, has: int, now_of: int) -> None:
        self.site, self.rule, self.had, self.of, self.has, self.now_of = site, rule, had, of, has, now_of
        self.findings = (0, 0)
        self.chance = 1.0

    @property
    def rise(self) -> float:
        """By how much the share of articles with a finding has grown: -1 to 1."""
        return _share(self.has, self.now_of) - _share(self.had, self.of)

    @property
    def is_sure(self) -> bool:
        """Whether chance does not explain the difference."""
        return self.chance < ALARM

    def per_thousand(self) -> tuple[float, float]:
        """Findings per 1,000 articles, before and now."""
        return 1000 * _share(self.findings[0], self.of), 1000 * _share(self.findings[1], self.now_of)

    def as_dict(self) -> dict[str, Any]:
        """The rate as JSON writes it."""
        before, now = self.per_thousand()
        return {
            "site": self.site,
            "rule": self.rule,
            "old": {"articles": self.of, "with_finding": self.had, "findings": self.findings[0], "per_1000": before},
            "new": {"articles": self.now_of, "with_finding": self.has, "findings": self.findings[1], "per_1000": now},
            "rise": self.rise,
            "chance": self.chance,
            "jump": self.is_sure,
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


class Comparison:
    """What `compare` has found out. `rates` is None where a report does not say how many articles were checked;
    `without_counts` names those that do not. `apart` are the findings, by rule, of rules that ran in one of the runs only
    (old, new), where the reports tell that: they are neither new nor fixed, and have no rates."""

    def __init__(self) -> None:
        self.new = self.fixed = self.unchanged = 0
        self.articles: tuple[int, int] | None = None
        self.rates: list[Rate] | None = None
        self.without_counts: list[str] = []
        self.apart: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    def drift(self, most: float) -> list[Rate]:
        """The rates that have risen by at least `most` (0.005: half a point of a hundred) and not by chance.

        The greatest rise first.
        """
        risen = [rate for rate in self.rates or () if rate.is_sure and rate.rise >= most]
        return sorted(risen, key=lambda rate: (-rate.rise, _order(rate)))


class _Counted:
    """What is counted of one report while it is read: findings, and articles with one, by site and rule."""

    def __init__(self) -> None:
        self.findings: dict[tuple[str | None, str], int] = {}
        self.articles: dict[tuple[str | None, str], int] = {}
        self._last: dict[tuple[str | None, str], int] = {}

    def add(self, found: Mapping[str, Any]) -> None:
        """Counts a finding. An article's findings of one rule follow one another, as newslint writes them."""
        article = hash((found["path"], found.get("record"), found["article"]))
        for site in (found["site"], ALL):
            cell = (site, found["rule"])
            self.findings[cell] = self.findings.get(cell, 0) + 1
            if self._last.get(cell) != article:
                self._last[cell] = article
                self.articles[cell] = self.articles.get(cell, 0) + 1


class _Names:
    """The name of each finding of one report: its fingerprint, and for equals which of them it is.

    64 bits: about 150 bytes of memory a finding, in the two sets that `compare` holds at a time.
    """

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.equals: dict[int, int] = {}

    def of(self, found: Mapping[str, Any]) -> int:
        name = int(found["fingerprint"], 16)
        if name not in self.seen:
            self.seen.add(name)
            return name
        count = self.equals[name] = self.equals.get(name, 1) + 1
        return hash((name, count))


def compare(old: str, new: str, tell: Tell = lambda what, found: None) -> Comparison:
    """Compares the reports in two files; `tell` is given ("new" or "fixed", the finding as the report holds it).

    All new ones come first, each kind in the order of its report. Raises NewslintError.
    """
    made = Comparison()
    before, now = Stored(old), Stored(new)
    counted = (_Counted(), _Counted())
    names = _Names()
    known = {_counted_name(found, counted[0], names) for found in before.findings()}
    names = _Names()
    for found in now.findings():
        name = _counted_name(found, counted[1], names)
        if name in known:
            known.discard(name)
            made.unchanged += 1
        elif before.rules is not None and found["rule"] not in before.rules:
            made.apart[1][found["rule"]] += 1
        else:
            made.new += 1
            tell("new", found)
    for found in _left(old, known) if known else ():
        if now.rules is not None and found["rule"] not in now.rules:
            made.apart[0][found["rule"]] += 1
        else:
            made.fixed += 1
            tell("fixed", found)
    _measure(made, before, now, counted)
    return made


def _counted_name(found: Mapping[str, Any], counted: _Counted, names: _Names) -> int:
    counted.add(found)
    return names.of(found)


def _left(path: str, known: set[int]) -> Iterator[dict[str, Any]]:
    names = _Names()
    for found in Stored(path).findings():
        if names.of(found) in known:
            yield found


def _measure(made: Comparison, before: Stored, now: Stored, counted: tuple[_Counted, _Counted]) -> None:
    made.without_counts = [stored.said for stored in (before, now) if stored.articles is None]
    old, new = _totals(before), _totals(now)
    if old is None or new is None:
        return
    made.articles = (old[ALL], new[ALL])
    apart = made.apart[0].keys() | made.apart[1].keys()
    made.rates = sorted((rate for rate in _rates(old, new, counted) if rate.rule not in apart), key=_order)
    for rate, corrected in zip(made.rates, chance.holm([rate.chance for rate in made.rates]), strict=True):
        rate.chance = corrected
    made.rates.sort(key=lambda rate: (not rate.is_sure, -abs(rate.rise), _order(rate)))


def _totals(stored: Stored) -> dict[str | None, int] | None:
    """The articles of each site, and of all together."""
    if stored.articles is None:
        return None
    return {**stored.articles, ALL: sum(stored.articles.values()) + stored.left_out}


def _rates(
    old: Mapping[str | None, int], new: Mapping[str | None, int], counted: tuple[_Counted, _Counted]
) -> Iterator[Rate]:
    """A rate for each site and rule of which both reports have articles; what only one has seen cannot be compared."""
    before, now = counted
    has_many = len(old.keys() | new.keys()) > 2  # of one site alone, ALL would say the same again
    for cell in before.articles.keys() | now.articles.keys():
        site, rule = cell
        of, now_of = old.get(site, 0), new.get(site, 0)
        if not of or not now_of or (site == ALL and not has_many):
            continue
        rate = Rate(
            site, rule, min(of, before.articles.get(cell, 0)), of, min(now_of, now.articles.get(cell, 0)), now_of
        )
        rate.findings = (before.findings.get(cell, 0), now.findings.get(cell, 0))
        rate.chance = chance.difference(rate.had, rate.of, rate.has, rate.now_of)
        yield rate


def _order(rate: Rate) -> tuple[bool, str, str]:
    return (rate.site != ALL, rate.site or "", rate.rule)
