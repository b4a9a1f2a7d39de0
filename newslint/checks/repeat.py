"""Paragraphs that stand in the text more than once: in a row, apart, in blocks, nearly the same, or inside a longer one.

Every paragraph gets one verdict at most, its strongest; each rule of the kind asks for one sort of verdict.
"""

from __future__ import annotations

from itertools import islice, repeat

from newslint import likeness
from newslint.kind import Hit
from newslint.text import PARAGRAPH_LINES, columns, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Count, Percent, Rule

LATE = True
WORDS = ("first_line", "similarity", "size")
BLOCK = 2  # paragraphs that make a block
WHOLE_TEXT = 3  # paragraphs inside one long line that make that line the copy: the text again without its line ends
_QUOTES = frozenset("\"'「『")
VERDICTS = {"same": ("adjacent", "block", "distant"), "near": ("any",), "inside": ("teaser", "quote", "part")}
TEASER = 3  # a short copy among this many first paragraphs is a teaser


class Options:
    """What a repeat rule may say.

    `relation`: `same` (but for typography and case), `near` (at least `similarity` per cent, and only words added or
    only words left out, no number among them), or `inside` (wholly within a longer paragraph). `arrangement`: of the
    same, `adjacent`, in a `block` of paragraphs, or `distant`; of those inside, a `teaser` at the top that a later paragraph
    begins with, a `quote` in quotation marks, or a `part` anywhere else. Sizes are in columns, of which a Chinese,
    Japanese or Korean character takes two.
    """

    relation: Literal["same", "near", "inside"] = "same"
    arrangement: Literal["any", "adjacent", "block", "distant", "teaser", "quote", "part"] = "any"
    min_columns: Count = 40
    max_columns: Count = 1_000_000
    similarity: Percent = 90


def build(rules: Sequence[Rule]) -> Check:
    """One check for all repeat rules: the paragraphs are compared once."""
    wanted = {rule.options.relation for rule in rules}
    arrangements = {rule.options.arrangement for rule in rules if rule.options.relation == "inside"}
    everywhere = bool(arrangements & {"any", "part"})
    similarity = min((rule.options.similarity for rule in rules), default=90)
    asking = _asking(rules)

    def check(article: Article) -> Iterable[Hit]:
        body = Body(article)
        keys, begins = body.keys, likeness.begins(body.keys)
        differ = len(begins) == len(keys)  # which most paragraphs show by how they begin
        unique = keys if differ else set(keys)
        long = [key for key in unique if len(key) >= likeness.SHORTEST]
        shares = likeness.share_ends(long, begins if differ else likeness.begins(long))
        quotes = {key for key in long if key[0] in _QUOTES and _is_quote(key)}
        verdicts: dict[int, Verdict] = {}
        if everywhere or (arrangements and (shares or quotes)):
            verdicts = _inside(keys, _contained(keys, None if everywhere else _possible(keys, quotes, shares)))
        if shares and "near" in wanted:
            verdicts |= _near(keys, similarity, likeness.candidates(keys))
        if len(unique) < len(keys):
            verdicts |= _same(keys, body.furniture)
        return _hits(article, body, verdicts, asking) if verdicts else ()

    return check


def _asking(rules: Sequence[Rule]) -> dict[tuple[str, str], list[Rule]]:
    """The rules, in order, by the relation and arrangement of the verdicts that they ask for."""
    asking: dict[tuple[str, str], list[Rule]] = {}
    for relation, arrangements in VERDICTS.items():
        for arrangement in arrangements:
            asking[relation, arrangement] = [
                rule
                for rule in rules
                if rule.options.relation == relation and rule.options.arrangement in ("any", arrangement)
            ]
    return asking


class Body:
    """The paragraphs of an article, each looked at closely only where it is asked for.

    `keys` are the forms in which they are compared: even, in one line, without a full stop.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.is_wrapped = article.is_wrapped
        if self.is_wrapped:
            even = article.even
            self.texts = [_folded(even[start:end]) for _, _, start, end in article.paragraphs]
        else:
            self.texts = list(islice(filter(None, article.even_lines), PARAGRAPH_LINES))
            if _has_runs(article.text):
                self.texts = list(map(_folded, self.texts))
        self.keys = list(map(str.rstrip, self.texts, repeat(".")))

    @property
    def furniture(self) -> frozenset[int]:
        """The paragraphs (by index) that belong to the page: they do not part what they stand between."""
        lines = self.article.furniture
        return frozenset(n for n in range(len(self.keys)) if self.place(n)[0] in lines) if lines else frozenset()

    def place(self, index: int) -> tuple[int, int, int]:
        """First line (from 0), start and end offset of a paragraph."""
        if self.is_wrapped:
            return self.article.paragraphs[index][1:]
        number = self.article.solid[index]
        return number, *self.article.span(number)


class Verdict:
    """What a paragraph is to another: relation, arrangement, the other's index, how alike, how large the block."""

    __slots__ = ("relation", "arrangement", "other", "similarity", "size")

    def __init__(self, relation: str, arrangement: str, other: int, similarity: int = 100, size: int = 1) -> None:
        self.relation, self.arrangement, self.other = relation, arrangement, other
        self.similarity, self.size = similarity, size


def _has_runs(text: str) -> bool:
    """Whether there is other white space in a text than single blanks and line ends."""
    return text.rfind("  ") >= 0 or "\t" in text  # from the end a pair of blanks is found in two thirds of the time


def _folded(text: str) -> str:
    """A paragraph as one line, its white space squeezed where there is more than single blanks."""
    return squeeze(text) if _has_runs(text) or "\n" in text or "\r" in text else text


def _contained(keys: list[str], some: list[int] | None) -> list[tuple[int, int]]:
    """Pairs (shorter, longer) where one of `some` paragraphs, or (None) any, stands inside another."""
    pairs = list(likeness.contained(keys, some))
    if pairs and some is not None and likeness.hold_many(keys, {keys[longer] for _, longer in pairs}, WHOLE_TEXT):
        return list(likeness.contained(keys))  # perhaps the whole text in one line, which only all pairs can tell
    return pairs


def _possible(keys: list[str], quotes: set[str], shares: bool) -> list[int]:
    """The quotes and, where ends are shared, the first paragraphs with whose beginning another begins."""
    possible = [index for index, key in enumerate(keys) if key in quotes] if quotes else []
    begins = [key[: likeness.SLICE] for key in keys] if shares else []
    return possible + [index for index, begin in enumerate(begins[:TEASER]) if begins.count(begin) > 1]


def _is_quote(key: str) -> bool:
    return key[:1] in _QUOTES and key.rstrip(".,")[-1:] in _QUOTES


def _same(keys: list[str], furniture: frozenset[int]) -> dict[int, Verdict]:
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for index, key in enumerate(keys):
        if first.setdefault(key, index) != index:
            copies[index] = first[key]
    return {index: _arranged(keys, index, other, copies, furniture) for index, other in copies.items()}


def _arranged(keys: list[str], index: int, other: int, copies: dict[int, int], furniture: frozenset[int]) -> Verdict:
    size = 1 if keys[index - 1] == keys[index] else _block_size(index, copies)
    if size >= BLOCK:
        return Verdict("same", "block", other, size=size)
    above = index - 1
    while above in furniture and keys[above] != keys[index]:
        above -= 1
    is_next = above >= 0 and keys[above] == keys[index]
    return Verdict("same", "adjacent", above) if is_next else Verdict("same", "distant", other)


def _block_size(index: int, copies: dict[int, int]) -> int:
    """How many paragraphs in a row, this one among them, repeat paragraphs that also stood in a row."""
    size = 1
    for step in (-1, 1):
        at = index
        while copies.get(at + step, -2) == copies[at] + step and size < 1000:
            at += step
            size += 1
    return size


def _near(keys: list[str], similarity: int, pairs: list[tuple[int, int]]) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    for later, earlier in pairs:
        if later not in found and keys[later] != keys[earlier]:
            score = likeness.near(keys[earlier], keys[later], similarity)
            if score is not None:
                found[later] = Verdict("near", "any", earlier, score)
    return found


def _inside(keys: list[str], pairs: list[tuple[int, int]]) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    held: dict[int, int] = {}
    for _, other in pairs:
        held[other] = held.get(other, 0) + 1
    for index, other in pairs:
        if held[other] >= WHOLE_TEXT:
            continue
        found[index] = Verdict("inside", _place_of(index, other, keys), other)
    return found


def _place_of(index: int, other: int, keys: list[str]) -> str:
    if index < TEASER and index < other and keys[other].startswith(keys[index]):
        return "teaser"
    return "quote" if _is_quote(keys[index]) else "part"


def _hits(
    article: Article, body: Body, verdicts: dict[int, Verdict], asking: Mapping[tuple[str, str], Sequence[Rule]]
) -> Iterator[Hit]:
    from newslint.context import Context  # few texts repeat anything
    from newslint.recital import is_copy

    context: Context | None = None
    for index, verdict in sorted(verdicts.items()):
        size = columns(body.texts[index])
        some = asking[verdict.relation, verdict.arrangement]
        rule = next((rule for rule in some if _wants(rule.options, verdict, size)), None)
        if rule is None:
            continue
        context = context or Context(body.texts)
        if context.excuses(index, verdict.relation, verdict.arrangement):
            continue
        (_, start, end), (other, first, last) = body.place(index), body.place(verdict.other)
        words = {
            "first_line": other + 1 + article.first_line,
            "similarity": verdict.similarity,
            "size": verdict.size,
        }
        in_a_row = verdict.arrangement == "adjacent"
        count = context.counts[body.texts[index]]
        is_sure = not rule.fix_safe or is_copy(body.texts, index, count, in_a_row=in_a_row)
        yield Hit(rule, "text", start, end, words, (("text", first, last),), certain=is_sure)


def _wants(options: Options, verdict: Verdict, size: int) -> bool:
    is_alike = options.relation != "near" or verdict.similarity >= options.similarity
    return options.min_columns <= size <= options.max_columns and is_alike
