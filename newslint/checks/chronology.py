"""Moments that contradict each other: modified before published, fields that disagree, a date in the address."""

from __future__ import annotations

from newslint import timestamps
from newslint.checks.timestamp import field_stamp
from newslint.kind import Hit
from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Count, Rule

WORDS = ("field", "other", "difference")
# A day owns the end of its path segment: /2023/10/3-questions-for... is no day (newspaper#1028).
_IN_ADDRESS = regex(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=/|\.|-\D|$)")


class Options:
    """What a chronology rule may say.

    `relation`: `modified-before-published`, or `address-disagrees` (the day in the URL against `published`), each by
    more than `tolerance_hours`; `too-old` means a `published` before the site's first year.
    """

    relation: Literal["modified-before-published", "address-disagrees", "too-old"]
    tolerance_hours: Count = 24


def build(rules: Sequence[Rule]) -> Check:
    """One check for all chronology rules."""
    relations = {
        "modified-before-published": _modified_first,
        "address-disagrees": _address,
        "too-old": _too_old,
    }
    finders = [(relations[rule.options.relation], rule) for rule in rules]

    def check(article: Article) -> list[Hit]:
        if not article.fields.get("published"):
            return []
        return [hit for find, rule in finders if (hit := find(article, rule))]

    return check


def _iso(article: Article, name: str) -> str | None:
    """The field in ISO form, where it has one reading that can be the moment."""
    stamp = field_stamp(article, name)
    return None if stamp is None or stamp.verdict == "implausible" else stamp.iso


def _instant(article: Article, name: str) -> datetime | None:
    """The field as a moment in UTC where it has one reading with a zone; else None."""
    iso = _iso(article, name)
    return None if iso is None else timestamps.instant(iso)


def _loosely(article: Article, name: str) -> tuple[datetime, int] | None:
    """The field as a moment, taken for UTC where it has no zone; and by how many hours it may be off for want of one."""
    iso = _iso(article, name)
    return None if iso is None else timestamps.loosely(iso)


def _hours(later: datetime, earlier: datetime) -> float:
    return (later - earlier).total_seconds() / 3600


def _said(hours: float) -> str:
    hours = abs(hours)
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"


def _modified_first(article: Article, rule: Rule) -> Hit | None:
    early = _loosely(article, "modified")
    late = _loosely(article, "published") if early else None
    if early is None or late is None:
        return None
    hours = _hours(late[0], early[0])
    if hours <= rule.options.tolerance_hours + early[1] + late[1]:
        return None
    words = {"field": "modified", "other": "published", "difference": _said(hours)}
    return Hit(rule, "modified", words=words, related=(("published", 0, len(str(article.fields["published"]))),))


def _address(article: Article, rule: Rule) -> Hit | None:
    found = _IN_ADDRESS.search((article.field("url") or "")[:2000])
    published = _instant(article, "published") if found else None
    if not found or published is None:
        return None
    noon = timestamps.noon(int(found[1]), int(found[2]), int(found[3]))
    if noon is None:
        return None
    hours = _hours(published, noon)
    if abs(hours) <= 12 + rule.options.tolerance_hours:
        return None
    words = {"field": "published", "other": "url", "difference": _said(hours)}
    return Hit(rule, "published", words=words, related=(("url", found.start(1), found.end(3)),))


def _too_old(article: Article, rule: Rule) -> Hit | None:
    first = article.facts.first_year
    published = _instant(article, "published") if first else None
    if published is None or first is None or published.year >= first:
        return None
    words = {
        "field": "published",
        "other": f"the site's first year, {first}",
        "difference": f"{first - published.year} years",
    }
    return Hit(rule, "published", words=words)
