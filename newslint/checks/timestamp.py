"""Timestamps that are not what they should be: as fields, in the head of a plain text, and as lines left in the text."""

from __future__ import annotations

from functools import cache

from newslint import timestamps
from newslint.article import MOMENTS
from newslint.head import is_prose
from newslint.kind import Hit
from newslint.timestamps import REASONS, likely, read_likely

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Rule
    from newslint.timestamps import Timestamp

    Wanted = Callable[[str, str], Rule | None]  # the rule that wants a verdict and reason

WORDS = ("field", "verdict", "reason", "detail", "iso", "readings")
WRITES = ("rewrite-field",)  # fixes for which its hits bring the text
EDGE_LINES = 5  # non-blank lines at either end: a date between them may be that of a letter in the text
DATED = 2  # bare dates in the body that make a list of dated things, such as links to other stories
ENTRIES = 3  # stamped lines that make a live blog or a chronology: there they belong to the text


class Options:
    """What a timestamp rule may say.

    `of` is `field` (published, modified, crawled_at, or what stands for them in the head of a plain text) or `line`
    (a line of the text that is a timestamp and nothing else). A value counts where its verdict is among `verdicts` or
    its reason among `reasons`, and not among `not_reasons`; see `newslint.timestamps` for the words.
    """

    of: Literal["field", "line"] = "field"
    verdicts: list[Literal["ok", "malformed", "ambiguous", "missing-zone", "relative", "implausible"]] = []
    reasons: list[str] = []
    not_reasons: list[str] = []


def verify(options: Options) -> None:
    """A rule must name verdicts or reasons, and only those that there are."""
    for key in ("reasons", "not_reasons"):
        for number, reason in enumerate(getattr(options, key)):
            if reason not in REASONS:
                raise ValueError(
                    f"options.{key}.{number}: there is no reason {reason!r}; there are {', '.join(REASONS)}"
                )
    if not options.verdicts and not options.reasons:
        raise ValueError("options: a timestamp rule needs `verdicts` or `reasons`")


def build(rules: Sequence[Rule]) -> Check:
    """One check for all timestamp rules: each value is read once."""
    fields, lines = ([rule for rule in rules if rule.options.of == of] for of in ("field", "line"))
    of_field, of_line = _wanting(fields), _wanting(lines)

    def check(article: Article) -> Iterator[Hit]:
        if fields:
            yield from _in_fields(article, of_field)
        if lines:
            yield from _in_lines(article, of_line)

    return check


def _wanting(rules: Sequence[Rule]) -> Wanted:
    """What tells the first rule that wants a verdict and reason."""
    return cache(lambda verdict, reason: next((rule for rule in rules if _wants(rule.options, verdict, reason)), None))


def _wants(options: Options, verdict: str, reason: str) -> bool:
    if reason in options.not_reasons:
        return False
    return verdict in options.verdicts or reason in options.reasons


def field_stamp(article: Article, name: str) -> Timestamp | None:
    """A field as the record has it, read once for all checks; None where it is empty."""
    known = article.stamps
    if name not in known:
        raw = article.fields.get(name)
        known[name] = None if raw is None or raw == "" else read(article, raw, name)
    return known[name]


def read(article: Article, raw: object, name: str) -> Timestamp:
    """A value of the article, read with what is known of its language, site and time of crawling."""
    told = None if name == "crawled_at" else article.fields.get("crawled_at")
    crawled_at = None if told is None else timestamps.moment_of(told)
    if isinstance(raw, str) and (found := timestamps.read_plain_iso(raw, crawled_at)):
        return found  # most are so, and need no language, which costs more than all of this to guess
    return timestamps.read_value(raw, _language(article), article.facts.zone, article.facts.date_order, crawled_at)


def _language(article: Article) -> str | None:
    own = article.field("language")
    if own:
        return own
    return next(iter(article.languages)) if len(article.languages) == 1 else None


def _in_fields(article: Article, wanted: Wanted) -> Iterator[Hit]:
    given = article.fields
    for name in MOMENTS if article.plain else [name for name in MOMENTS if name in given]:
        stamp, place = field_stamp(article, name), None
        if stamp is None and (place := article.places.get(name)):
            stamp = read(article, article.text[slice(*place)], name)
        rule = wanted(stamp.verdict, stamp.reason) if stamp else None
        if stamp is None or rule is None:
            continue
        if place and stamp.verdict == "missing-zone" and not article.facts.zone:
            continue  # what a page prints for its readers is their time: nobody could say more of it
        start, end = place or (None, None)
        # a number made a text breaks who counts on numbers
        is_sure = stamp.lossless and (place is not None or isinstance(article.fields[name], str))
        words = _words(name, stamp)
        yield Hit(rule, "text" if place else name, start, end, words, replacement=stamp.iso, certain=is_sure)


def _in_lines(article: Article, wanted: Wanted) -> Iterator[Hit]:
    found = list(_stamped_lines(article))
    if not found:
        return
    edges = {*article.solid[:EDGE_LINES], *article.solid[-EDGE_LINES:]}
    known = {stamp.iso[:10] for name in MOMENTS[:2] if (stamp := field_stamp(article, name)) and stamp.iso}
    excused = _entries(article, [number for number, _ in found]) | _dated(article, found)
    for number, stamp in found:
        rule = wanted(stamp.verdict, stamp.reason)
        if rule and number not in excused:
            is_kept = bool(stamp.iso) and str(stamp.iso)[:10] in known and number in edges
            yield Hit(rule, "text", *article.span(number), _words("line", stamp), certain=is_kept)


def _entries(article: Article, numbers: Sequence[int]) -> set[int]:
    """Stamped lines before running text, if there are several: a live blog or a chronology, to which they belong."""
    if len(numbers) < ENTRIES:
        return set()
    order = {number: place for place, number in enumerate(article.solid)}
    before_prose = set()
    for number in numbers:
        place = order[number] + 1
        if number > article.body_start and place < len(article.solid) and is_prose(article.lines[article.solid[place]]):
            before_prose.add(number)
    return before_prose if len(before_prose) >= ENTRIES else set()


def _dated(article: Article, found: Sequence[tuple[int, Timestamp]]) -> set[int]:
    """Bare dates in the second half of the text, if there are several: those of links to other stories."""
    half = article.solid[len(article.solid) // 2]
    bare = {number for number, _ in found if number >= half and ":" not in article.lines[number]}
    return bare if len(bare) >= DATED else set()


def _stamped_lines(article: Article) -> Iterator[tuple[int, Timestamp]]:
    """The lines that are a timestamp, but for those that stand for a field of a plain text."""
    taken = {article.line_at(start) for start, _ in article.places.values()}
    for number in likely(article.lines):
        if number not in taken and (stamp := read_likely(article.lines[number], _language(article))):
            yield number, stamp


def _words(name: str, stamp: Timestamp) -> dict[str, object]:
    return {
        "field": name,
        "verdict": stamp.verdict,
        "reason": stamp.reason,
        "detail": _moments(stamp) or stamp.detail,
        "iso": stamp.iso,
        "readings": " or ".join(stamp.readings),
    }


def _moments(stamp: Timestamp) -> str:
    """The moments of a string that holds several, each with its label."""
    if stamp.reason != "several-moments":
        return ""
    return ", ".join(f"{label or 'unlabelled'} {inner.iso or inner.detail}" for label, inner in stamp.moments)
