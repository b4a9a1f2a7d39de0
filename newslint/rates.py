"""How many articles may have a finding: limits such as `ads=0.5%`, and whether a run keeps them."""

from __future__ import annotations

from newslint.language import site_of
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from newslint.finding import Finding
    from newslint.kind import Rule

ALL = "ALL"
_RANK = {"info": 0, "warning": 1, "error": 2, "never": -1}  # with `never`, findings of any severity count in a limit


class Limit:
    """One limit: `most` (a fraction) of the articles, of one site or (`site` None) of all, may have such a finding.

    `word` is a rule, a group or ALL. `found` of `articles` have one; `text` is the limit as it was written.
    """

    __slots__ = ("articles", "by_rule", "found", "most", "site", "text", "word")

    def __init__(self, text: str, word: str, site: str | None, most: float, by_rule: bool) -> None:
        self.text, self.word, self.site, self.most, self.by_rule = text, word, site, most, by_rule
        self.articles = self.found = 0

    def covers(self, found: Finding) -> bool:
        """Whether the limit speaks of a finding: then that finding does not fail the run by itself."""
        return self.word in (found.rule, found.group, ALL) and self.site in (None, found.site)

    @property
    def share(self) -> float:
        """The share of articles with a finding; 0 where there is no article."""
        return self.found / self.articles if self.articles else 0.0

    @property
    def is_passed(self) -> bool:
        """Whether more articles have a finding than may."""
        return self.share > self.most

    def sentence(self) -> str:
        """The limit as it was kept, or not, for people."""
        at = f" of {self.site}" if self.site else ""
        what = "a finding" if self.word == ALL else f"a finding of {self.word}"
        said = f"{self.found:,} of {self.articles:,} articles{at} have {what}, {_percent(self.share)}"
        if not self.is_passed:
            return f"{said}, within {self.text}"
        by = _percent(self.share - self.most).removesuffix("%")
        return f"{said}: {by} points more than {self.text}"

    def as_dict(self) -> dict[str, Any]:
        """The limit as JSON writes it."""
        return {
            "limit": self.text,
            "articles": self.articles,
            "articles_with_finding": self.found,
            "share": self.share,
            "most": self.most,
            "passed": self.is_passed,
        }


class Rates:
    """The limits of a run, and what is counted for them. What a baseline or an ignore file accepts is not told to it."""

    def __init__(self, limits: Sequence[Limit], fail_on: str) -> None:
        self.limits, self.least = limits, _RANK[fail_on]

    def add(self, findings: Iterable[Finding], site: str | None) -> None:
        """Counts one article."""
        for limit in self.limits:
            if limit.site in (None, site):
                limit.articles += 1
                limit.found += any(self._counts(limit, found) for found in findings)

    def _counts(self, limit: Limit, found: Finding) -> bool:
        """A limit on a rule counts all its findings, a wider one those that would fail the run without it."""
        return limit.covers(found) and (limit.by_rule or _RANK[found.severity] >= self.least)

    def covers(self, found: Finding) -> bool:
        """Whether some limit speaks of a finding."""
        return any(limit.covers(found) for limit in self.limits)

    def passed(self) -> list[Limit]:
        """The limits that are not kept, the one passed by most first."""
        return sorted((limit for limit in self.limits if limit.is_passed), key=lambda limit: limit.most - limit.share)


def rates(written: Mapping[str, str], rules: Sequence[Rule], fail_on: str, origin: str) -> Rates | None:
    """The limits of `max-rate`, None where there are none; `rules` are all there are. Raises NewslintError.

    A key is a rule, a group, ALL, a site, or one of the former at a site: `example.org:ads`.
    """
    if not written:
        return None
    return Rates([_limit(key, share, rules, origin) for key, share in written.items()], fail_on)


def _limit(key: str, share: str, rules: Sequence[Rule], origin: str) -> Limit:
    names = {rule.name for rule in rules}
    known = {ALL, *names, *(rule.group for rule in rules)}
    text = f"{key}={share}"
    if key in known:
        return Limit(text, key, None, points(share), key in names)
    before, colon, after = key.rpartition(":")
    site, word = (before, after) if colon and "." not in after else (key, ALL)
    domain = site_of(site)
    if domain is None or word not in known:
        from newslint.rule import near

        wrong = word if domain is not None else key
        where = origin if origin.startswith("--") else f"{origin}: max-rate"
        said = f"{where}: there is no rule or group {wrong!r}{near(wrong, sorted(known))}, and it is no site"
        raise NewslintError(f"{said}; expected ads=0.5%, example.org=2% or example.org:ads=1%")
    return Limit(text, word, domain, points(share), word in names)


def pair(text: str) -> tuple[str, str]:
    """What and how much of a limit written as `ads=0.5%`. Raises NewslintError."""
    key, sign, share = text.rpartition("=")
    if not sign or not key.strip():
        raise NewslintError(f"expected a limit such as ads=0.5%, not {text!r}")
    points(share)
    return key.strip(), share.strip()


def points(text: str) -> float:
    """A share written as `0.5%`, as a fraction. Raises NewslintError."""
    number, sign, rest = text.strip().partition("%")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not sign or rest or not 0 <= value <= 100 or not number.replace(".", "", 1).isdecimal():
        raise NewslintError(f"expected a share of articles such as 0.5%, not {text!r}")
    return value / 100


def _percent(share: float) -> str:
    """A share in percent, with digits enough to tell it from nothing."""
    digits = 2 if share >= 0.0001 or not share else 4
    return f"{share * 100:.{digits}f}".rstrip("0").rstrip(".") + "%"
