"""Values that many articles of a site share, counted: how often each, of how many articles."""

from __future__ import annotations

from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.corpus._spill import Shards
    from newslint.kind import Rule


def totals(shards: Shards, name: str) -> Counter[int]:
    """How many articles each site has, by its key: some 100 bytes of memory a site."""
    found: Counter[int] = Counter()
    for notes in shards.notes(name, ""):
        found.update(note[1] for note in notes)
    return found


def frequent(rules: Sequence[Rule], shards: Shards, name: str) -> dict[int, tuple[int, int]]:
    """(articles that have it, articles of the site) of each value of a drawer (with its site behind the key) that is
    many enough for a rule; the sites lie in the drawer NAME-sites."""
    sites = totals(shards, f"{name}-sites")
    found: dict[int, tuple[int, int]] = {}
    for notes in shards.notes(name, "Q"):
        counts = Counter(note[1] for note in notes)
        for _, value, site in notes:
            if value not in found and any(is_many(rule, counts[value], sites[site]) for rule in rules):
                found[value] = (counts[value], sites[site])
    return found


def is_many(rule: Rule, count: int, total: int) -> bool:
    """Whether a count is large enough, by itself and as a share."""
    options = rule.options
    return bool(count >= max(2, options.min_articles) and count * 100 >= options.min_share * total)
