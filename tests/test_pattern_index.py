"""The short cuts of the pattern kind lose nothing: it finds what trying every regex on every line would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import examples, regexstart, ruleset
from newslint.article import Article
from newslint.kind import Rule, load
from newslint.text import even
from newslint.zone import Zone, speaks

RULES = [rule for rule in ruleset.shipped() if rule.kind == "pattern" and rule.options.field == "text"]
LINE_RULES = [rule for rule in RULES if rule.options.scope == "line"]


def _lines() -> list[str]:
    """Every line of every example of every shipped rule: all languages, all kinds of boilerplate, and prose."""
    texts: list[str] = []
    for rule in ruleset.shipped():
        for example in [*rule.examples["bad"], *rule.examples["good"]]:
            texts.append(examples.article_of(example).text)
    lines = sorted({line.strip() for text in texts for line in text.split("\n") if line.strip()})
    dressed = [f"» {line}" for line in lines[::3]] + [line.upper() for line in lines[::5]]
    return lines + dressed


LINES = _lines()


def naive(rule: Rule, article: Article) -> set[int]:
    """The lines that match, by trying."""
    flags = 0 if rule.options.match_case else re.IGNORECASE
    found = {
        number
        for code, patterns in rule.options.patterns.items()
        if speaks(article, code)
        for pattern in patterns
        for number in article.solid
        if len(article.lines[number]) <= rule.options.max_chars
        and re.compile(pattern, flags).fullmatch(article.lines[number])
    }
    return set(Zone(article).keep(sorted(found), rule.options.where, rule.options.min_run))


@pytest.mark.parametrize("rule", LINE_RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("language", [None, "en", "de", "tr", "ja"])
def test_the_kind_finds_what_trying_finds(rule: Rule, language: str | None) -> None:
    fields = {"text": "\n".join(LINES), **({"language": language} if language else {})}
    article = Article(fields)
    got = {article.line_at(hit.start or 0) for hit in load("pattern").build([rule])(article)}
    assert {article.lines[n] for n in got} == {article.lines[n] for n in naive(rule, article)}


PATTERNS = [pattern for rule in LINE_RULES for some in rule.options.patterns.values() for pattern in some]


@given(st.sampled_from(PATTERNS), st.sampled_from(LINES))
def test_what_matches_begins_as_foretold(pattern: str, line: str) -> None:
    """`heads` may name too much, and never too little."""
    foretold = regexstart.heads(pattern)
    if foretold is None or not re.compile(pattern, re.IGNORECASE).fullmatch(line):
        return
    letters = re.sub(r"^[\W]+", "", even(line))
    assert any(letters.startswith(head) for head in foretold) or regexstart.SIGN in foretold
