"""A linter with every rule there is, made once for all tests of hostile articles."""

from __future__ import annotations

import invariants

from newslint import ruleset
from newslint.article import Article
from newslint.finding import Finding
from newslint.lint import Linter

RULES = ruleset.select(ruleset.shipped(), ["ALL"])
LINTER = Linter(RULES)


def lint(article: Article) -> list[Finding]:
    """The findings, all of them sound."""
    findings, problems = LINTER.lint(article)
    invariants.check_findings(article, findings, problems)
    return findings
