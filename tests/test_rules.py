"""Every example of every shipped rule, and what holds for the rules as a set."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newslint import examples, kind, ruleset
from newslint.kind import Rule

RULES = ruleset.shipped()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.group}/{rule.name}")
def test_examples(rule: Rule) -> None:
    failures = examples.run(rule)
    assert not failures, "\n\n".join(map(str, failures))


def test_names_are_unique_and_yields_name_something() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    known = {*names, *(rule.group for rule in RULES)}
    for rule in RULES:
        assert set(rule.yields_to) <= known, f"{rule.name} yields to {set(rule.yields_to) - known}"
        assert set(getattr(rule.options, "marks", ())) <= known
        assert rule.name not in rule.yields_to
    leaves = {
        rule.name: {r.name for r in RULES if r.name in rule.yields_to or r.group in rule.yields_to} for rule in RULES
    }
    assert not [(a, b) for a in leaves for b in leaves[a] if a in leaves[b]], (
        "two rules that yield to each other say nothing"
    )
    assert not set(names) & {rule.group for rule in RULES}, "a rule named as a group could not be selected alone"


def test_every_kind_is_used() -> None:
    assert {rule.kind for rule in RULES} == set(kind.kinds())


def test_every_rule_says_why() -> None:
    assert not [rule.name for rule in RULES if len(rule.why) < 30]


def test_no_phrase_is_torn_at_its_comma() -> None:
    """`[Sorry, you have been blocked]` is two entries in YAML: the second, in lower case behind a capital, gives it away."""
    torn = []
    for rule in RULES:
        for key in ("phrases", "starts", "in_runs", "leads"):
            table = getattr(rule.options, key, {})
            for code, some in table.items() if isinstance(table, dict) else ():
                capitals = sum(entry[0].isupper() for entry in some)
                pairs = [pair for pair in pairwise(some) if pair[0][0].isupper() and pair[1][0].islower()]
                if capitals >= 0.7 * len(some):
                    torn += [(rule.name, key, code, *pair) for pair in pairs if " " in "".join(pair)]
    assert torn == []
