"""Any article, any bytes, any rule, any value: nothing raises, and what is said is sound (see invariants.py)."""

from __future__ import annotations

import io
import os
from contextlib import nullcontext
from typing import Any

import invariants
import pytest
from all_rules import LINTER, RULES
from hypothesis import given, settings
from hypothesis import strategies as st
from our_rules import SOURCE

from newslint import corpus, kind, readers, rule
from newslint.article import Article
from newslint.lint import Linter
from newslint.readers import Options, Source
from newslint.readers.fields import Fields

MORE = int(os.environ.get("NEWSLINT_EXAMPLES", "1"))  # times as many examples: 25 are a thousand of each and more
KINDS = {name: [one for one in RULES if one.kind == name] for name in kind.kinds()}
# Pieces that rules look for, and pieces that trip those who look.
PIECES = (
    *(
        "AD",
        "ADVERTISEMENT",
        "Advertisement",
        "Read also: Ferry stuck",
        "3 min read",
        "Ferry stuck in the ice",
        "By Anna Berg",
    ),
    *(
        "3 August 2022",
        "2024-05-04T10:00:00Z",
        "vor 2 Stunden",
        "Photo: AP",
        "(c) 2024",
        "https://example.org/x",
        "&amp;",
        "Ã©",
    ),
    *(
        "The harbour of the northern town stayed frozen for a third week, the council said on Monday.",
        "Share this",
        "{match}",
    ),
    *(
        "The harbour of the northern town stayed frozen for a third week, the council said.",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\0",
    ),
    *(
        "\ud800",
        "\u2028",
        "\x85",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        " ",
        "\t",
        "é",
        "e\u0301",
        "市長が演説した。",
        "Реклама",
        "إعلان",
        "٣",
        "²",
    ),
    *(
        "::error::",
        "##[error]",
        "\x1b[31m",
        "=1+1",
        "</script>",
        "[a](b)",
        "|",
        "`",
        "%s",
        '"',
        "'",
        "“",
        "Subscribe",
        "...",
        "…",
    ),
)
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=()), max_size=5), max_size=25
).flatmap(lambda parts: st.sampled_from(["", "\n", " ", "\r\n", "\n\n"]).map(lambda glue: glue.join(parts)))
VALUES = TEXTS | st.none() | st.integers() | st.floats() | st.booleans() | st.lists(st.integers(), max_size=2)
FIELDS = st.fixed_dictionaries(
    {"text": TEXTS},
    optional=dict.fromkeys(
        ("id", "title", "published", "modified", "url", "site", "language", "author", "description"), VALUES
    ),
)


@settings(max_examples=200 * MORE, deadline=None)
@given(fields=FIELDS, plain=st.booleans(), line=st.integers(0, 3))
def test_any_article_is_checked(fields: dict[str, Any], plain: bool, line: int) -> None:
    made = Fields({}).article(fields, "a.jsonl", 1)  # odd values are sorted out where records become articles
    for article in [made, Article({"text": fields["text"]}, "a.txt", plain=plain, first_line=line)]:
        if isinstance(article, Article):
            findings, problems = LINTER.lint(article)
            invariants.check_findings(article, findings, problems)
            again, _ = LINTER.lint(
                Article(
                    article.fields, article.path, article.record, plain=article.plain, first_line=article.first_line
                )
            )
            assert [found.as_dict() for found in again] == [found.as_dict() for found in findings]


@pytest.mark.parametrize("name", kind.kinds())
def test_every_kind_has_a_shipped_rule(name: str) -> None:
    """A kind that lies in the folder is fuzzed by the tests below, through its rules: without one it would be forgotten."""
    assert KINDS.get(name), f"write a rule of kind {name}, and the tests below take it up"


@pytest.mark.parametrize("name", [name for name in kind.kinds() if not kind.is_corpus(name)])
@settings(max_examples=40 * MORE, deadline=None)
@given(fields=FIELDS, plain=st.booleans())
def test_every_kind_takes_any_article(name: str, fields: dict[str, Any], plain: bool) -> None:
    article = Article(fields, "a.txt", plain=plain)
    invariants.check_findings(article, *Linter(KINDS[name]).lint(article))


@pytest.mark.parametrize("name", [name for name in kind.kinds() if kind.is_corpus(name)])
@settings(max_examples=15 * MORE, deadline=None)
@given(some=st.lists(FIELDS, min_size=1, max_size=6), times=st.integers(1, 12))
def test_every_corpus_kind_takes_any_articles(name: str, some: list[dict[str, Any]], times: int) -> None:
    """The articles come several times: what is seen once is no template."""
    articles = [
        Article({**fields, "site": "example.org"}, "a.jsonl", number + 1) for number, fields in enumerate(some * times)
    ]
    learned, problems = corpus.learn(KINDS[name], articles)
    assert not problems, [str(problem) for problem in problems]
    linter = Linter(KINDS[name], learned=learned)
    for article in articles:
        invariants.check_findings(article, *linter.lint(article))


@pytest.mark.parametrize("suffix", [*readers.suffixes(), ".jsonl.gz", ".txt.zst"])
@settings(max_examples=40 * MORE, deadline=None)
@given(raw=st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_any_reader_makes_of_any_bytes_is_sound(suffix: str, raw: bytes) -> None:
    source = Source("a" + suffix, Options(record_bytes=200, text_bytes=2000, unpacked_bytes=4000))
    stream = io.BufferedReader(io.BytesIO(raw))  # type: ignore[arg-type]
    for item in readers.guarded(source, "a" + suffix, lambda: nullcontext(stream)):
        invariants.check_item(item)
        if isinstance(item, Article):
            invariants.check_findings(item, *LINTER.lint(item))


@settings(max_examples=250 * MORE, deadline=None)
@given(
    at=st.integers(0, len(SOURCE)),
    length=st.integers(0, 30),
    piece=TEXTS | st.sampled_from(["- ", ": ", "{", "[", "&a ", "*a", "!!x "]),
)
def test_any_change_to_a_rule_is_a_rule_or_a_rule_error(at: int, length: int, piece: str) -> None:
    try:
        plain = rule.validate(SOURCE[:at] + piece + SOURCE[at + length :], "r.yaml", "my-rule", "mine")
    except rule.RuleError as error:
        assert str(error).startswith("r.yaml:")
        return
    article = Article({"text": "Foo bar\nAnd more."})
    invariants.check_findings(article, *Linter([kind.Rule(plain)]).lint(article))
