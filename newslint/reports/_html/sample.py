"""One finding, ready to be shown: its lines and those around, two passages side by side, readings, the fix as a diff.

Everything is plain data, cut to a bounded length; the template escapes it. A part is (text, how): "" as it is, "mark"
what was found, "other" where two passages differ, "gone" and "new" what a fix takes and puts.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from newslint import fix
from newslint.finding import Place
from newslint.text import clip, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.article import Article
    from newslint.finding import Edit, Finding

    Part = tuple[str, str]
    Line = tuple[str, list[Part]]  # what stands in the gutter, the parts

AROUND = 2  # lines with text that are shown on either side
REACH = 6  # lines that are looked at for them
LINES = 5  # of what was found
WIDE = 320  # characters of a line with something marked in it
LEAD = 90  # of them before the mark
CONTEXT = 150  # characters of a line around
PASSAGE = 600  # characters of a passage that is shown beside another
WORDS = 120  # of a passage that are compared
OTHERS = 6  # further places of a repeat that are named
CHANGES = 6  # lines of a diff on either side


class Sample:
    """What the page shows of one finding of a cause."""

    __slots__ = ("article", "diff", "language", "lines", "message", "more", "others", "pair", "readings", "where")

    def __init__(self, article: Article | None, found: Finding) -> None:
        self.message, self.where = clip(found.message, 400), clip(found.location, 300)
        self.article = clip(found.article, 200) if found.article not in (found.path, self.where) else ""
        self.language = found.language or ""
        self.pair: list[Line] = []
        self.others: list[str] = []
        self.more = 0
        self.lines: list[Line] = []
        self.readings: list[str] = []
        self.diff: list[Line] = []
        if article is not None:
            self._look(article, found)

    @classmethod
    def stored(cls, found: Finding) -> Sample:
        """What a stored report still knows: the article is not at hand."""
        sample = cls(None, found)
        text = squeeze(found.match)
        if text:
            sample.lines = [(str(found.line or found.field or ""), [(clip(text, PASSAGE), "mark")])]
        return sample

    def _look(self, article: Article, found: Finding) -> None:
        self.pair = _pair(article, found) if found.related else []
        others = found.related[1:] if self.pair else found.related
        self.others = [_caption(place) for place in others[:OTHERS]]
        self.more = len(others) - len(self.others)
        self.lines = _lines(article, found.place) if not self.pair or found.group != "repeats" else []
        self.readings = _readings(article, found) if found.group == "timestamps" else []
        self.diff = list(_diff(article, found.fix.edits)) if found.fix else []


def _lines(article: Article, place: Place) -> list[Line]:
    """The lines of a place, what was found marked, and some around."""
    if place.line is None:
        if not place.excerpt:
            return []
        start, end = place.start - place.lead, place.end - place.lead
        whole = not 0 <= start < end
        return [(place.field or "", marked(place.excerpt, 0 if whole else start, len(place.excerpt) if whole else end))]
    first = article.line_at(place.start)
    last = article.line_at(max(place.start, place.end - 1))
    shown: list[Line] = []
    for number in _solid(article, range(first - 1, max(-1, first - 1 - REACH), -1)):
        shown.insert(0, (_number(article, number), [(clip(_line(article, number), CONTEXT), "")]))
    for number in range(first, min(last, first + LINES - 1) + 1):
        start = article.starts[number]
        raw = article.raw_lines[number]
        shown.append((_number(article, number), marked(raw, max(0, place.start - start), place.end - start)))
    if last >= first + LINES:
        shown.append(("", [(f"... to line {place.end_line:,}", "")]))
    for number in _solid(article, range(last + 1, min(len(article.lines), last + 1 + REACH))):
        shown.append((_number(article, number), [(clip(_line(article, number), CONTEXT), "")]))
    return shown


def _solid(article: Article, numbers: range) -> Iterator[int]:
    """The first few of the lines that hold text."""
    found = 0
    for number in numbers:
        if article.lines[number]:
            yield number
            found += 1
            if found == AROUND:
                return


def _number(article: Article, number: int) -> str:
    return str(number + 1 + article.first_line)


def _line(article: Article, number: int) -> str:
    return _untabbed(article.lines[number][: CONTEXT + 1])


def _untabbed(text: str) -> str:
    """Tabs as blanks: a page has no columns that they could reach."""
    return text.replace("\t", "    ")


def marked(line: str, start: int, end: int) -> list[Part]:
    """A line as parts, the stretch start..end marked; a long line is cut to what stands around it."""
    start, end = min(max(0, start), len(line)), min(max(0, end), len(line))
    first = max(0, start - LEAD) if end > WIDE else 0
    last = min(len(line), first + WIDE)
    before = ("…" if first else "") + line[first:start].lstrip("\r\n" if first else None)
    middle = line[start : min(end, last)] + ("…" if end > last else "")
    after = "" if end > last else line[end:last].rstrip() + ("…" if last < len(line) else "")
    parts = ((before, ""), (middle, "mark"), (after, ""))
    return [(_untabbed(text), look) for text, look in parts if text]


def _pair(article: Article, found: Finding) -> list[Line]:
    """The passage found and the first other, words that differ marked; each with a caption.

    Besides repeats only what differs is worth the room.
    """
    texts = [squeeze(_passage(article, place)) for place in (found.place, found.related[0])]
    if not all(texts) or (texts[0] == texts[1] and found.group != "repeats"):
        return []
    captions = [f"{_caption(found.place)}, found", f"{_caption(found.related[0])}, also here"]
    return list(zip(captions, differing(*texts), strict=True))


def _caption(place: Place) -> str:
    return place.field or "article" if place.line is None else f"line {place.line:,}"


def _passage(article: Article, place: Place) -> str:
    if place.field == "text" and place.end > place.start:
        return article.text[place.start : min(place.end, place.start + PASSAGE + 1)]
    return place.excerpt


def differing(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Both passages as parts, the words that only one of them has marked as `other`."""
    whole = [clip(text, PASSAGE) for text in (one, other)]
    left, right = (text.split(" ")[:WORDS] for text in whole)
    if left == right:
        return [(whole[0], "")], [(whole[1], "")]
    parts: tuple[list[Part], list[Part]] = [], []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        look = "" if tag == "equal" else "other"
        for side, words in ((0, left[a:b]), (1, right[c:d])):
            if words:
                parts[side].append((" ".join(words) + " ", look))
    return parts


def _readings(article: Article, found: Finding) -> list[str]:
    """The moments a timestamp may mean, as ISO 8601 with the day in words behind."""
    from newslint.checks.timestamp import read

    raw = article.moment(found.field or "") if found.line is None else found.match
    if raw is None or isinstance(raw, str) and len(raw) > WIDE:
        return []
    stamp = read(article, raw, found.field or "published")
    return [_in_words(reading) for reading in (stamp.readings or ((stamp.iso,) if stamp.iso else ()))[:4]]


def _in_words(iso: str) -> str:
    from datetime import date

    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    # strftime would speak the language of the machine
    weekday = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[day.weekday()]
    months = "January February March April May June July August September October November December".split()
    return f"{iso} ({weekday}, {day.day} {months[day.month - 1]} {day.year})"


def _diff(article: Article, edits: Sequence[Edit]) -> Iterator[tuple[str, list[Part]]]:
    """The lines a fix takes (`-`) and puts (`+`), what changes in them marked."""
    for field in dict.fromkeys(edit.field for edit in edits):
        value = article.text if field == "text" else str(article.moment(field) or article.field(field) or "")
        cuts = fix.cuts(value, [edit for edit in edits if edit.field == field])
        if not cuts:
            continue
        start, end = _whole_lines(value, cuts[0][0], cuts[-1][1])
        moved = [(a - start, b - start, new) for a, b, new in cuts]
        old = value[start:end]
        new = fix.replaced(old, moved)
        if old != new:
            yield from _changed(old, new)


def _whole_lines(value: str, start: int, end: int) -> tuple[int, int]:
    """The stretch, with the rest of the lines it begins and ends on."""
    first = value.rfind("\n", 0, start) + 1
    if end > start and value[end - 1] == "\n":
        return first, end
    last = value.find("\n", end)
    return first, len(value) if last < 0 else last


def _changed(old: str, new: str) -> Iterator[tuple[str, list[Part]]]:
    same = 0
    most = min(len(old), len(new))
    while same < most and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < most - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    for sign, text, look in (("-", old, "gone"), ("+", new, "new")):
        offset = shown = 0
        for line in text.split("\n"):
            begin, finish = max(0, same - offset), min(len(line), len(text) - tail - offset)
            offset += len(line) + 1
            if line.strip() and (sign == "-" or begin < finish or shown < 1):
                shown += 1
                if shown > CHANGES:
                    yield sign, [("...", "")]
                    break
                yield sign, [(part, look if how else "") for part, how in marked(line, begin, max(begin, finish))]
