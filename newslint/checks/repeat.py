"""Paragraphs that stand in the text more than once: in a row, apart, in blocks, nearly the same, or inside a longer one.

Every paragraph gets one verdict at most, its strongest; each rule of the kind asks for one sort of verdict.
"""

from __future__ import annotations

from newslint import likeness
from newslint.context import Context
from newslint.kind import Hit
from newslint.recital import is_copy
from newslint.text import PARAGRAPH_LINES, columns, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Count, Percent, Rule

WORDS = ("first_line", "similarity", "size")
BLOCK = 2  # paragraphs that make a block
WHOLE_TEXT = 3  # paragraphs inside one long line that make that line the copy: the text again without its line ends
_QUOTES = frozenset("\"'「『")
TEASER = 3  # a short copy among this many first paragraphs is a teaser


class Options:
    """What a repeat rule may say.

    `relation`: `same` (but for typography and case), `near` (at least `similarity` per cent, and only words added or
    only words left out, no number among them), or `inside` (wholly within a longer paragraph). `arrangement`: of the
    same, `adjacent`, in a `block` of paragraphs, or `distant`; of those inside, a `teaser` at the top that a later paragraph
    begins with, a
    `quote` in quotation marks, or a `part` anywhere else. Sizes are in columns, of which a Chinese, Japanese or Korean
    character takes two.
    """

    relation: Literal["same", "near", "inside"] = "same"
    arrangement: Literal["any", "adjacent", "block", "distant", "teaser", "quote", "part"] = "any"
    min_columns: Count = 40
    max_columns: Count = 1_000_000
    similarity: Percent = 90


def build(rules: Sequence[Rule]) -> Check:
    """One check for all repeat rules: the paragraphs are compared once."""
    wanted = {rule.options.relation for rule in rules}
    similarity = min((rule.options.similarity for rule in rules), default=90)

    def check(article: Article) -> Iterator[Hit]:
        keys = _keys(article)
        near = list(likeness.candidates(keys)) if "near" in wanted else []
        inside = list(likeness.contained(keys)) if "inside" in wanted else []
        if not near and not inside and len(set(keys)) == len(keys):
            return
        body = _body(article)
        verdicts: dict[int, Verdict] = {}
        verdicts |= _inside(body, inside)
        verdicts |= _near(body, similarity, near)
        verdicts |= _same(body)
        if verdicts:
            yield from _hits(article, body, verdicts, rules)

    return check


class Paragraph:
    """A paragraph, the form in which it is read, and the one (without its full stop) in which it is compared."""

    __slots__ = ("end", "folded", "key", "line", "start")

    def __init__(self, folded: str, line: int, start: int, end: int) -> None:
        self.folded, self.key = folded, folded.rstrip(".")
        self.line, self.start, self.end = line, start, end

    @property
    def size(self) -> int:
        """Its columns."""
        return columns(self.folded)


class Verdict:
    """What a paragraph is to another: relation, arrangement, the other's index, how alike, how large the block."""

    __slots__ = ("relation", "arrangement", "other", "similarity", "size")

    def __init__(self, relation: str, arrangement: str, other: int, similarity: int = 100, size: int = 1) -> None:
        self.relation, self.arrangement, self.other = relation, arrangement, other
        self.similarity, self.size = similarity, size


def _body(article: Article) -> list[Paragraph]:
    even = article.even
    some = article.paragraphs
    return [Paragraph(_folded(even[start:end]), line, start, end) for _, line, start, end in some]


def _folded(text: str) -> str:
    """A paragraph as one line, its white space squeezed where there is more than single blanks."""
    return squeeze(text) if "  " in text or "\n" in text or "\r" in text or "\t" in text else text


def _keys(article: Article) -> list[str]:
    """The paragraphs as they are compared: most articles need no closer look at them."""
    if article.is_wrapped:
        return [paragraph.key for paragraph in _body(article)]
    lines = article.even_lines
    keys = [lines[number].rstrip(".") for number in article.solid[:PARAGRAPH_LINES]]
    return list(map(_folded, keys)) if "  " in article.text or "\t" in article.text else keys


def _same(body: list[Paragraph]) -> dict[int, Verdict]:
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for index, paragraph in enumerate(body):
        if first.setdefault(paragraph.key, index) != index:
            copies[index] = first[paragraph.key]
    return {index: _arranged(body, index, other, copies) for index, other in copies.items()}


def _arranged(body: list[Paragraph], index: int, other: int, copies: dict[int, int]) -> Verdict:
    if body[index - 1].key == body[index].key:
        return Verdict("same", "adjacent", index - 1)
    size = _block_size(index, copies)
    return Verdict("same", "block" if size >= BLOCK else "distant", other, size=size)


def _block_size(index: int, copies: dict[int, int]) -> int:
    """How many paragraphs in a row, this one among them, repeat paragraphs that also stood in a row."""
    size = 1
    for step in (-1, 1):
        at = index
        while copies.get(at + step, -2) == copies[at] + step and size < 1000:
            at += step
            size += 1
    return size


def _near(body: list[Paragraph], similarity: int, pairs: list[tuple[int, int]]) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    for later, earlier in pairs:
        if later not in found and body[later].key != body[earlier].key:
            score = likeness.near(body[earlier].key, body[later].key, similarity)
            if score is not None:
                found[later] = Verdict("near", "any", earlier, score)
    return found


def _inside(body: list[Paragraph], pairs: list[tuple[int, int]]) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    held: dict[int, int] = {}
    for _, other in pairs:
        held[other] = held.get(other, 0) + 1
    for index, other in pairs:
        if held[other] >= WHOLE_TEXT:
            continue
        found[index] = Verdict("inside", _place_of(index, other, body), other)
    return found


def _place_of(index: int, other: int, body: list[Paragraph]) -> str:
    key = body[index].key
    if index < TEASER and index < other and body[other].key.startswith(key):
        return "teaser"
    return "quote" if key[0] in _QUOTES and key.rstrip(".,")[-1:] in _QUOTES else "part"


def _hits(
    article: Article, body: list[Paragraph], verdicts: dict[int, Verdict], rules: Sequence[Rule]
) -> Iterator[Hit]:
    lines = [paragraph.folded for paragraph in body]
    context = Context(lines)
    for index, verdict in sorted(verdicts.items()):
        paragraph = body[index]
        rule = next((rule for rule in rules if _wants(rule, verdict, paragraph)), None)
        if rule is None or context.excuses(index, verdict.relation, verdict.arrangement):
            continue
        other = body[verdict.other]
        words = {
            "first_line": other.line + 1 + article.first_line,
            "similarity": verdict.similarity,
            "size": verdict.size,
        }
        related = (("text", other.start, other.end),)
        in_a_row = verdict.arrangement == "adjacent"
        is_sure = not rule.fix_safe or is_copy(lines, index, context.counts[lines[index]], in_a_row=in_a_row)
        yield Hit(rule, "text", paragraph.start, paragraph.end, words, related, certain=is_sure)


def _wants(rule: Rule, verdict: Verdict, paragraph: Paragraph) -> bool:
    options: Options = rule.options
    return (
        options.relation == verdict.relation
        and options.arrangement in ("any", verdict.arrangement)
        and options.min_columns <= paragraph.size <= options.max_columns
        and verdict.similarity >= (options.similarity if options.relation == "near" else 0)
    )
