"""Whether a line of an article that `glance` lets through is, as a whole, a timestamp."""

from __future__ import annotations

from newslint.late import regex
from newslint.timestamps.digits import plain
from newslint.timestamps.hints import Hints
from newslint.timestamps.iso import read_iso
from newslint.timestamps.moments import Moment, Scan, scan
from newslint.timestamps.read import read_timestamp, settle
from newslint.timestamps.spans import is_span
from newslint.timestamps.stamp import Timestamp
from newslint.timestamps.tokens import Token, tokenize

_MARKS = frozenset("|•·-,/()[]:;@.'+~*⋅∙▪>")
_FILLERS = 8
_BROKEN = frozenset(
    "impossible-date impossible-time too-old future sentinel relative time-only weekday-contradicts bad-offset".split()
)
_DATE_DIGITS = 5  # 1.2.24 alone may be a section or a version
_DIGIT = regex(r"\d")


def whole(line: str, language: str | None) -> Timestamp | None:
    """The timestamp that a line consists of; None for everything else."""
    hints = Hints(language)
    found = read_iso(line, hints) if len(line) >= 10 else None
    if found is not None:
        return found if found.iso and len(found.iso) >= 10 and not line.isdecimal() else None
    return _read_words(plain(line), hints)


def broken(line: str) -> Timestamp | None:
    """What stands in the place of a timestamp and may be one that is broken, a number, or a mere "yesterday"."""
    stamp = read_timestamp(line)
    if stamp.reason in ("epoch-number", "duration"):
        return stamp
    if stamp.reason not in _BROKEN:
        return None
    parts = scan(tokenize(plain(line)), Hints())
    if parts.unknown or parts.loose or is_span(parts):
        return None
    return stamp if any(m.date or m.clocks or m.relative for m in parts.moments) else None


def _read_words(text: str, hints: Hints) -> Timestamp | None:
    """The line as a run of moments with nothing left over."""
    tokens = tokenize(text)
    if not _promising(tokens):
        return None
    hints.listen(tokens)
    found = scan(tokens, hints)
    if found.unknown or found.loose or found.fillers > _FILLERS or not found.moments or is_span(found):
        return None
    if not any(_strong(moment) for moment in found.moments) or _range(found):
        return None
    stamp = settle(found, hints)
    return None if stamp.reason in ("impossible-date", "impossible-time", "too-old", "future", "not-a-date") else stamp


def _promising(tokens: list[Token]) -> bool:
    """No mark that dates do without, and hardly a word without a sense."""
    strangers = 0
    for token in tokens:
        if token.kind == "s" and token.text not in _MARKS:
            return False
        strangers += token.kind == "w" and not token.senses
    return strangers <= 4


def _strong(moment: Moment) -> bool:
    """Whether it says enough to be a timestamp and not a number, a month or a score."""
    clock = moment.clocks[0] if moment.clocks else None
    told = clock is not None and clock.minute is not None and clock.possible
    if moment.date is not None and moment.date.yearless is None:
        return _whole_day(moment)
    if moment.date is not None:
        return told or moment.labelled
    if moment.relative is not None:
        return moment.relative.unit != "x" and (
            (moment.relative.count > 0 and moment.relative.unit != "d")
            or told
            or moment.labelled
            or moment.relative.count > 1
        )
    return (
        clock is not None
        and told
        and (clock.half or clock.spelt or moment.labelled or clock.zone is not None)
        and len(moment.clocks) == 1
    )


def _whole_day(moment: Moment) -> bool:
    """A date of day precision; numbers alone such as 1.2.3 need more than one digit each."""
    date = moment.date
    if date is None or (date.readings and date.readings[0][2] is None):
        return moment.labelled and bool(moment.clocks)
    return bool(date.words or moment.clocks) or len(_DIGIT.findall(date.text)) >= _DATE_DIGITS


def _range(found: Scan) -> bool:
    """Two or more clock times without a date or label are opening hours or a programme."""
    bare = [moment for moment in found.moments if not moment.date and not moment.labelled and not moment.relative]
    return len(bare) == len(found.moments) and sum(len(moment.clocks) for moment in bare) > 1
