"""Lines that are, or begin with, a known phrase: ad labels, share bars, lead-ins to other stories.

All phrases of all rules share one table: a line costs one look-up, however many there are.
"""

from __future__ import annotations

import unicodedata

from newslint.kind import Hit
from newslint.text import bare, ends_sentence, filed, fold, is_odd, label, trim
from newslint.zone import ByLanguage, Index, Zone, head_of, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any, Literal

    from newslint.article import Article
    from newslint.kind import Chars, Check, Count, Rule

    Filed = tuple[Rule, str, bool]
    Prepared = dict[str, Any]

WORDS = ()
_KEY = 2  # characters by which the phrases that begin a line are filed
_DISGUISED_CHARS = 40  # a longer line is no label in disguise
_FEWEST = 5  # letters below which a reversed or redrawn label is an accident
_ENTRY_CHARS = 80  # an entry of a list has at most
_AFTER_START = 15  # characters that may follow the beginning of a phrase in a line that is safe to cut
_STOPS = ".。।۔"
_NAMES, _JOINING_CHARS = 8, 3  # words that names have at most, letters of a word that joins them
_SPLITTERS = " .-_|·*'\u200c\u200d"  # what is put between the letters of a label to hide it
_LOOKALIKES = dict(
    zip(
        map(ord, "аеёорсухіјѕԁһкмтвнгпαοεινρτυχκη"),
        "aeeopcyxijsdhkmtbhrnaoeivptyxkh",
        strict=True,
    )
)


class Options:
    """What a phrase rule may say.

    `phrases` are whole lines, `starts` beginnings of lines, `in_runs` whole lines that count only beside another line of
    the rule; each by language, compared without case, typography, and what is drawn around a label. A language key is
    `any`, one or more codes (`hr sr bs`), or all but some (`any -tr -az`). With `combined` a line made of several
    phrases one after the other counts too. With `disguised` only those lines count that hide a phrase: in letters of
    another script, with signs between the letters, written backwards. With `spare_headings` a phrase is left alone where
    it is a heading: one that the article itself talks about, or one among the entries of a list. Without `sentences` a
    beginning that ends in no sign (`:`, `|`) does not count where the line goes on to a full stop.
    With `names` a beginning counts only where what follows is names: words in capitals, and small ones that join them.
    A line counts up to `max_chars` characters, in the part of the text that `where` names, and with at least `min_run`
    lines of the rule in a row (blank lines between them count for nothing).
    """

    phrases: Mapping[str, list[str]] = {}
    starts: Mapping[str, list[str]] = {}
    in_runs: Mapping[str, list[str]] = {}
    combined: bool = False
    disguised: bool = False
    spare_headings: bool = False
    sentences: bool = True
    names: bool = False
    where: Literal["anywhere", "head", "body", "tail", "edges"] = "anywhere"
    max_chars: Chars = 120
    min_run: Count = 1
    field: Literal["text", "title"] = "text"


def verify(options: Options) -> None:
    """A rule without a phrase could never find anything."""
    tables = {"phrases": options.phrases, "starts": options.starts, "in_runs": options.in_runs}
    if not any(tables.values()):
        raise ValueError("options: a phrase rule needs `phrases`, `starts` or `in_runs`")
    for key, table in tables.items():
        for code, some in table.items():
            for number, phrase in enumerate(some):
                if not label(phrase):
                    raise ValueError(f"options.{key}.{code}.{number}: {phrase!r} holds nothing that could be compared")


def prepare(options: Options) -> dict[str, Prepared]:
    """By language: `phrases`, `in_runs` and `starts` as lines are compared with them (of a rule for disguised ones the
    looks), and `heads`, what may stand in a line by what the line must begin with."""
    codes = dict.fromkeys([*options.phrases, *options.in_runs, *options.starts])
    return {code: _prepared(options, code) for code in codes}


def _prepared(options: Options, code: str) -> Prepared:
    tables = {"phrases": options.phrases, "in_runs": options.in_runs}
    made: Prepared = {name: list(map(label, table.get(code, ()))) for name, table in tables.items()}
    made["starts"] = [fold(start)[fold(start).find(label(start)) :] for start in options.starts.get(code, ())]
    shown = made["starts"] if options.disguised else [text for name in (*tables, "starts") for text in made[name]]
    if options.disguised:
        made |= {name: [look for look in map(_skeleton, made[name]) if len(look) >= _FEWEST] for name in tables}
    heads: dict[str, list[str]] = {}
    for text in dict.fromkeys(map(filed, shown)):
        heads.setdefault(head_of(text), []).append(text)
    return made | {"heads": heads}


def build(rules: Sequence[Rule]) -> Check:
    """One check for all phrase rules."""
    text_rules = [rule for rule in rules if rule.options.field == "text"]
    title_rules = [rule for rule in rules if rule.options.field == "title"]
    titles = _Table(title_rules)
    tables = ByLanguage(lambda speaks: _Table(text_rules, speaks))

    def check(article: Article) -> Iterator[Hit]:
        if title_rules and (title := article.fields.get("title")) and isinstance(title, str):
            for rule in titles.find(article, title):
                yield Hit(rule, "title", 0, len(title))
        if text_rules:
            yield from _in_lines(article, tables.of(article))

    return check


def _in_lines(article: Article, table: _Table) -> Iterator[Hit]:
    found: dict[Rule, dict[int, bool]] = {}
    for number in table.possible(article):
        for rule, is_sure in table.find(article, article.lines[number]).items():
            found.setdefault(rule, {})[number] = is_sure
    if not found:
        return
    zone = Zone(article)
    for rule, some in found.items():
        lines = zone.keep(list(some), rule.options.where, rule.options.min_run)
        if not all(some.values()):
            lines = [n for run in zone.runs(lines) for n in run if some[n] or len(run) > 1]
        for number in lines:
            if not (rule.options.spare_headings and _is_heading(article, zone, number, len(lines))):
                yield Hit(rule, "text", *article.span(number), certain=table.is_certain(rule, article.lines[number]))


def _is_heading(article: Article, zone: Zone, number: int, count: int) -> bool:
    """Whether a label that stands once, and not in capitals, is a heading of the article and no label of the page."""
    line = article.lines[number]
    if count > 1 or (line.isupper() and len(line) > 2):
        return False
    place = zone.order[number]
    above, below = (article.lines[article.solid[p]] if 0 <= p < zone.count else "" for p in (place - 1, place + 1))
    if _is_entry(above) and _is_entry(below):
        return True
    word = label(line)
    return sum(word in fold(other) for other in article.lines if len(other) > _ENTRY_CHARS) >= 2


def _is_entry(line: str) -> bool:
    """Whether a line is like an entry in a list: short, a number in it, no sentence."""
    is_short = 0 < len(line) <= _ENTRY_CHARS
    return is_short and any(c.isdigit() for c in line) and (line[-1] == ")" or not ends_sentence(line))


class _Table:
    """All phrases of some rules: whole lines by their folded form, beginnings by their first characters."""

    def __init__(self, rules: Sequence[Rule], speaks: Callable[[str], bool] = bool) -> None:
        self.speaks = speaks
        self.index = Index()
        self.whole: dict[str, list[Filed]] = {}
        self.begin: dict[str, list[tuple[str, Rule, str]]] = {}
        self.hidden: dict[str, list[Filed]] = {}
        self.parts: dict[str, list[str]] = {}
        self.longest = max((rule.options.max_chars for rule in rules), default=0)
        for rule in rules:
            self._add(rule)
        for some in self.parts.values():
            some.sort(key=lambda part: (-len(part), part))

    def _add(self, rule: Rule) -> None:
        for code in filter(self.speaks, rule.prepared):
            some: Prepared = rule.prepared[code]
            self.index.merge(some["heads"])
            for name, is_sure in (("phrases", True), ("in_runs", False)):
                self._add_whole(some[name], (rule, code, is_sure))
            for start in some["starts"]:
                self.begin.setdefault(start[:_KEY], []).append((start, rule, code))

    def _add_whole(self, phrases: Sequence[str], entry: Filed) -> None:
        options = entry[0].options
        for phrase in phrases:
            if options.disguised:
                self.hidden.setdefault(phrase, []).append(entry)
                self.hidden.setdefault(phrase[::-1], []).append(entry)
                continue
            self.whole.setdefault(phrase, []).append(entry)
            if options.combined and phrase not in self.parts.setdefault(phrase[:_KEY], []):
                self.parts[phrase[:_KEY]].append(phrase)

    def possible(self, article: Article) -> list[int]:
        """The lines that may have a phrase: all of those too long or with another beginning are left out."""
        lines, even, longest = article.lines, article.even_lines, self.longest
        short = [number for number in article.solid if len(lines[number]) <= longest]
        if is_odd("\n".join([lines[number] for number in short])):
            return short
        heads = article.heads
        found = {n for n in short if not heads[n].isascii() and not unicodedata.is_normalized("NFKC", heads[n])}
        for number, texts in self.index.find(article):
            line = even[number]
            if len(line) <= longest and ("  " in line or bare(line).startswith(texts)):
                found.add(number)
        if self.hidden:
            tiny = [number for number in short if len(lines[number]) <= _DISGUISED_CHARS]
            found.update(number for number in tiny if self._may_hide(even[number]))
        return sorted(found)

    def _may_hide(self, line: str) -> bool:
        """Whether a short even line may hide a phrase: it is written in other letters, parted by signs, or backwards."""
        bare = trim(line)
        if line.isascii() and bare[1:2] not in _SPLITTERS and "|" not in line:
            return bare in self.hidden
        return _skeleton(line) in self.hidden

    def find(self, article: Article, line: str) -> dict[Rule, bool]:
        """The rules that have the line, or its beginning, in a language the article may be in; and whether for sure."""
        folded = label(line)
        size = len(line)
        found: dict[Rule, bool] = {}
        for rule, code, is_sure in self.whole.get(folded, ()):
            if size <= rule.options.max_chars and speaks(article, code):
                found[rule] = found.get(rule, False) or is_sure
        for start, rule, code in self.begin.get(folded[:_KEY], ()):
            if folded.startswith(start) and size <= rule.options.max_chars and _word_ends(folded, len(start)):
                if speaks(article, code) and (
                    rule.options.sentences or not (start[-1].isalnum() and line[-1] in _STOPS)
                ):
                    if not rule.options.names or _is_names(trim(line)[len(start) :]):
                        found[rule] = True
        if folded[:_KEY] in self.parts and folded not in self.whole:
            self._combined(article, folded, size, found)
        if self.hidden and size <= _DISGUISED_CHARS and folded not in self.whole:
            self._disguised(article, line, folded, found)
        return found

    def is_certain(self, rule: Rule, line: str) -> bool:
        """Whether a found line is the phrase, and no sentence that merely begins with one: only then it is safe to cut."""
        folded = label(line)
        sure = [is_sure for other, _, is_sure in self.whole.get(folded, ()) if other is rule]
        if sure:
            return any(sure)
        starts = [start for start, other, _ in self.begin.get(folded[:_KEY], ()) if other is rule]
        begun = [start for start in starts if folded.startswith(start)]
        return not begun or (len(folded) <= max(map(len, begun)) + _AFTER_START and line[-1] not in _STOPS)

    def _combined(self, article: Article, folded: str, size: int, found: dict[Rule, bool]) -> None:
        """A line that is nothing but phrases of one rule, two at least."""
        possible: set[Rule] | None = None
        at = 0
        while at < len(folded):
            part = next((p for p in self.parts.get(folded[at : at + _KEY], ()) if folded.startswith(p, at)), None)
            if part is None:
                return
            rules = {r for r, code, _ in self.whole[part] if r.options.combined and speaks(article, code)}
            possible = rules if possible is None else possible & rules
            at += len(part)
            while at < len(folded) and not folded[at].isalnum():
                at += 1
        for rule in possible or ():
            if size <= rule.options.max_chars:
                found[rule] = True

    def _disguised(self, article: Article, line: str, folded: str, found: dict[Rule, bool]) -> None:
        """A line that looks like a phrase and is not written like one."""
        if line.isascii() and folded[1:2] not in _SPLITTERS and "|" not in line and folded not in self.hidden:
            return
        for rule, code, is_sure in self.hidden.get(_skeleton(line), ()):
            if all(label(p) != folded for some in rule.options.phrases.values() for p in some) and speaks(
                article, code
            ):
                found[rule] = is_sure


def _is_names(text: str) -> bool:
    """Whether the text is one to eight names with small words between them, and no sentence: "Acme Bank", "the City of X"."""
    words = text.strip(" :–—-|").split()
    small = [word for word in words if word[0].islower() and len(word) > _JOINING_CHARS]
    return 0 < len(words) <= _NAMES and not small and words[-1][0].isupper() and words[-1][-1] not in _STOPS


def _skeleton(text: str) -> str:
    """The letters of a short text as they look: those of other scripts as Latin ones, nothing between them."""
    plain = unicodedata.normalize("NFKC", text[:_DISGUISED_CHARS]).casefold().translate(_LOOKALIKES)
    return "".join(c for c in plain if c.isalnum())


def _word_ends(text: str, at: int) -> bool:
    """Whether a word ends at an offset: `ad` begins `ad: shoes`, not `address`. Scripts without blanks always do."""
    return at >= len(text) or not (text[at].isalnum() and text[at - 1].isalnum()) or text[at - 1] > "\u2fff"
