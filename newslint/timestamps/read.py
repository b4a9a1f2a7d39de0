"""From any raw value to a verdict: numbers, ISO strings, then everything else."""

from __future__ import annotations

from newslint.datetimes import date, datetime
from newslint.late import regex
from newslint.timestamps.digits import LONGEST, plain
from newslint.timestamps.epoch import read_epoch
from newslint.timestamps.hints import Hints, moment_of, refuse
from newslint.timestamps.iso import read_iso
from newslint.timestamps.mend import mend
from newslint.timestamps.moments import Moment, Scan, scan
from newslint.timestamps.plain import read_plain_iso
from newslint.timestamps.spans import disagree, is_span
from newslint.timestamps.stamp import Timestamp
from newslint.timestamps.tokens import tokenize
from newslint.timestamps.verdict import judge

_DURATION = regex(r"[-+]?P(?=[0-9T])(?:[0-9.,]{1,9}[YMWD]|T|[0-9.,]{1,9}[HMS]){1,9}")
_IN_DATE = regex(r"(?:/|\\/)?(?:new )?Date\((-?\d{1,16})(?:[+-]\d{4})?\)(?:\\?/)?|@(\d{9,19})")
_ESCAPE = regex(r"%(20|2[bBcCfF]|3[aA])")  # blank + , / :
_GLUED = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d|[+-]\d{4}(?!\d))")
Judged = tuple[Moment, Timestamp]
_MOST_UNKNOWN = 12  # words around a date that make it a sentence rather than a field with a byline


def read_timestamp(
    raw: object, *, language: object = None, zone: object = None, date_order: object = None, crawled_at: object = None
) -> Timestamp:
    """The verdict on a raw timestamp value, its ISO form if exactly one follows, and all readings if not.

    `language` is a code or locale; `zone` an IANA name, `date_order` DMY, MDY or YMD, `crawled_at` a datetime, ISO text or Unix
    time: what they say is taken for granted. Raises ValueError where one of the last three is no such thing.
    """
    if zone is not None or date_order is not None or crawled_at is not None:
        refuse(zone, date_order, crawled_at)
    return read_value(raw, language, zone, date_order, crawled_at)


def read_value(
    raw: object, language: object = None, zone: object = None, date_order: object = None, crawled_at: object = None
) -> Timestamp:
    """The same for articles, where a hint that is none is only none: it raises nothing."""
    if isinstance(raw, str):
        crawl = None if crawled_at is None else moment_of(crawled_at)
        found = read_plain_iso(raw, crawl)
        return found if found is not None else _read_text(raw, Hints(language, zone, date_order, crawl))
    hints = Hints(language, zone, date_order, crawled_at)
    if isinstance(raw, (datetime, date)):
        return _read_text(raw.isoformat(), hints)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _read_text(_number_text(raw), hints)
    return Timestamp("malformed", reason="not-a-date", detail=f"{type(raw).__name__} is no timestamp")


def _unescape(raw: str) -> str:
    """HTML entities resolved; the table of entities is only imported for a text that has any."""
    if "&" not in raw:
        return raw
    import html

    return html.unescape(raw)


def _unwrap(text: str) -> str:
    """The value without what JSON of .NET and addresses put around it: /Date(1729627260000+0300)/, %2B03:00."""
    match = _IN_DATE.fullmatch(text) if text[:1] == "@" or "Date(" in text else None
    if match:
        return match[1] or match[2]
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "%" in text else text


def _number_text(raw: int | float) -> str:
    """A number as digits; too large, infinite or NaN gives text that no reader takes."""
    if isinstance(raw, float):
        return str(int(raw)) if raw == raw and abs(raw) < 1e18 and raw == int(raw) else repr(raw)
    return str(raw) if abs(raw) < 10**18 else "number"


def _read_text(raw: str, hints: Hints) -> Timestamp:
    """A string: exact ISO, epoch numbers, ISO with known damage, then text."""
    if len(raw) > 4 * LONGEST:
        return Timestamp("malformed", reason="not-a-date", detail=f"{len(raw)} characters are no timestamp")
    found = None if hints.counts_otherwise(raw, raw) else read_iso(raw.strip(), hints)
    if found is not None:
        return found
    text = plain(_unescape(raw)).strip("\\\"' ")[:LONGEST]
    text = _unwrap(text)
    if not text:
        return Timestamp("malformed", reason="empty", detail="nothing in it")
    if hints.counts_otherwise(raw, text):
        return read_words(text.replace("T", " ") if text[10:11] == "T" else text, hints)
    found = read_epoch(text, hints) or mend(text, hints)
    return found if found is not None else read_words(text, hints)


def read_words(text: str, hints: Hints) -> Timestamp:
    """A text date, relative phrase, or nothing of the kind."""
    if "%" in text or "{" in text:
        return Timestamp("malformed", reason="template", detail="an unfilled template")
    if "P" in text[:2] and _DURATION.fullmatch(text):
        return Timestamp("malformed", reason="duration", detail="a duration, not a moment")
    tokens = tokenize(_GLUED.sub(r" \g<0> ", text) if "T" in text else text)
    hints.listen(tokens)
    found = scan(tokens, hints)
    if len(found.unknown) > _MOST_UNKNOWN or not found.moments:
        return Timestamp("malformed", reason="not-a-date", detail="no date in it")
    return settle(found, hints)


def settle(found: Scan, hints: Hints) -> Timestamp:
    """One verdict from all moments: the published one, or the only one, counts."""
    if is_span(found):
        return Timestamp("malformed", reason="several-moments", detail="several days, not a moment")
    judged = [(moment, judge(moment, hints)) for moment in found.moments]
    moments = tuple([(moment.label, stamp) for moment, stamp in judged])
    chosen = _chief(judged) if len(judged) > 1 else judged[0]
    if chosen is None or (len(judged) > 1 and disagree(chosen[0], found.moments)):
        chief = Timestamp(
            "malformed",
            reason="several-moments",
            detail="several dates; which is published is not said",
            readings=tuple(dict.fromkeys(stamp.iso for _, stamp in judged if stamp.iso)),
        )
    elif len(moments) > 1:
        chief, same = chosen[1], {stamp.iso for _, stamp in moments if stamp.iso}
        chief = Timestamp(
            chief.verdict,
            chief.iso,
            readings=chief.readings,
            has_zone=chief.has_zone,
            reason="several-moments" if chief.iso and len(same) > 1 else chief.reason,
            detail=chief.detail,
        )
    else:
        chief = chosen[1]
    if found.unknown or found.loose or any(moment.labelled for moment in found.moments):
        chief.lossless = False
    if len(moments) > 1 or (moments and moments[0][0]):
        chief.moments = moments
    return chief


def _chief(judged: list[Judged]) -> Judged | None:
    """The one that speaks for the whole: absolute before relative, published before updated, first before later."""
    dated = [pair for pair in judged if pair[0].date is not None and pair[0].date.yearless is None]
    if not dated:
        relative = [pair for pair in judged if pair[1].verdict == "relative"]
        return relative[0] if relative else judged[0]
    for label in ("published", None):
        chosen = [pair for pair in dated if pair[0].label == label]
        if label is None and len(chosen) > 1 and not any(moment.label for moment, _ in dated):
            return chosen[0] if len({(stamp.verdict, stamp.readings) for _, stamp in chosen}) == 1 else None
        if chosen:
            return chosen[0]
    return dated[0]
