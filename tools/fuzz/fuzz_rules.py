"""Coverage-guided: any text as a rule file becomes a rule, or a RuleError that names the file and a line; the rule then runs."""

from __future__ import annotations

import re
import sys

import atheris

with atheris.instrument_imports(include=["newslint"]):
    from newslint import plainyaml, rule
    from newslint.article import Article
    from newslint.kind import Rule
    from newslint.lint import Linter

ARTICLE = Article({"title": "Ferry stuck", "text": "Ferry stuck\nThe harbour is frozen.\nAD\n3 August 2022\n"})
SAID = re.compile(r"r\.yaml:\d+: ")


def one_input(data: bytes) -> None:
    """Loads the bytes as a rule file, and runs what comes of it."""
    text = data.decode("utf-8", "replace")
    try:
        plainyaml.load(text)
    except plainyaml.YamlError as error:
        if error.line < 1:
            raise AssertionError(error) from error
    try:
        plain = rule.validate(text, "r.yaml", "my-rule", "mine")
    except rule.RuleError as error:
        if not SAID.match(str(error)):
            raise AssertionError(str(error)) from error
        return
    _, problems = Linter([Rule(plain)]).lint(ARTICLE)
    if problems:
        raise AssertionError(str(problems[0]))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
