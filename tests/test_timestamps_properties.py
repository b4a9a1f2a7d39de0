"""What holds for every input: no exception, a known verdict, ISO values that are ISO values."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.timestamps import VERDICTS, Timestamp, digits, read_line, read_plain_iso, read_timestamp
from newslint.timestamps.calendars import to_gregorian
from newslint.timestamps.hints import Hints
from newslint.timestamps.iso import read_iso

ALPHABET = "0123456789:-/., TZ+()|年月日時分٣२３½²Ⅳ\u0000\ud800\u202e\u200cabgoPMAMmaivor"
WORDS = [
    "3",
    "8",
    "2022",
    "17:45",
    "August",
    "août",
    "8月",
    "ago",
    "hours",
    "vor",
    "Stunden",
    "Updated",
    "IST",
    "Wed",
    "14",
    "20",
    "pm",
    "(",
    ")",
    "|",
    "GMT+7",
    "Europe/Berlin",
    "۱۴۰۱",
    "هـ",
    "م",
    "令和",
    "元年",
    "العام",
    "-0400",
    "63",
]
text = (
    st.text(max_size=60) | st.text(ALPHABET, max_size=60) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
)
languages = st.none() | st.sampled_from(["en", "de", "pt-BR", "zh_CN", "th", "fa", "xx", ""]) | st.text(max_size=5)
places = st.none() | st.sampled_from(["Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu"])
crawls = st.none() | st.datetimes() | st.sampled_from(["2022-08-03", "9999-12-31T23:59:59-14:00"])
orders = st.sampled_from([None, "DMY", "MDY", "YMD"])
options = st.fixed_dictionaries(
    {}, optional={"language": languages, "zone": places, "date_order": orders, "crawled_at": crawls}
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.text(), lambda inner: st.lists(inner)
)


def check(found: Timestamp) -> None:
    assert found.verdict in VERDICTS
    assert len(found.detail) <= 120
    for iso in (found.iso, *found.readings):
        if iso is not None and not re.fullmatch(r"\d{4}(-\d\d)?", iso):
            datetime.fromisoformat(iso.replace(":60", ":59"))
    if found.verdict == "ambiguous":
        assert found.iso is None
    if found.verdict == "ok":
        again = read_timestamp(found.iso)
        assert (again.verdict, again.iso) == ("ok", found.iso)


@given(raw=text, options=options)
@settings(max_examples=400, deadline=None)
def test_any_text(raw: str, options: dict[str, object]) -> None:
    check(read_timestamp(raw, **options))
    line = read_line(raw)
    if line is not None:
        check(line)


@given(raw=anything)
@settings(max_examples=150, deadline=None)
def test_any_value(raw: object) -> None:
    check(read_timestamp(raw))


moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2036, 12, 31))
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(moment=moments, zone=zones)
def test_every_offset_of_isoformat_is_ok(moment: datetime, zone: timezone) -> None:
    raw = moment.replace(tzinfo=zone).isoformat()
    found = read_timestamp(raw)
    assert found.verdict == "ok"
    assert found.iso is not None
    assert datetime.fromisoformat(found.iso) == moment.replace(tzinfo=zone)


SHAPES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S.%f%:z")


@given(
    moment=st.datetimes(min_value=datetime(1960, 1, 1), max_value=datetime(2045, 12, 31)),
    zone=zones,
    shape=st.sampled_from(SHAPES),
    late=st.none() | st.integers(-100, 100),
)
@settings(max_examples=400)
def test_a_quick_look_says_what_the_grammar_says(
    moment: datetime, zone: timezone, shape: str, late: int | None
) -> None:
    offset = moment.replace(tzinfo=zone).isoformat()[-6:]
    raw = moment.strftime(shape.replace("%:z", offset))
    crawled_at = None if late is None else (moment + timedelta(hours=late)).replace(tzinfo=UTC)
    quick = read_plain_iso(raw, crawled_at)
    if quick is not None:
        assert quick == read_iso(raw, Hints(crawled_at=crawled_at))


@given(word=st.text(max_size=12) | st.text(st.characters(max_codepoint=0x20FF), max_size=8))
@settings(max_examples=1000)
def test_words_fold_as_their_characters_do(word: str) -> None:
    assert digits.fold(word) == digits._fold(word)


@given(moment=moments)
def test_mail_dates_and_unix_times(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    for raw in (whole.strftime("%a, %d %b %Y %H:%M:%S GMT"), int(whole.timestamp())):
        found = read_timestamp(raw)
        assert found.verdict == "malformed" and found.iso is not None
        assert datetime.fromisoformat(found.iso) == whole


def test_calendars_count_every_day() -> None:
    for calendar, first, last in (("p", 1370, 1410), ("i", 1410, 1460)):
        days = [
            found
            for year in range(first, last)
            for month in range(1, 13)
            for day in range(1, 32)
            if (found := to_gregorian(calendar, year, month, day))
        ]
        ordinals = [datetime(*found).toordinal() for found in days]
        assert ordinals == list(range(ordinals[0], ordinals[0] + len(ordinals)))


def test_import_is_light() -> None:
    heavy = "pydantic dataclasses typing inspect rapidfuzz zoneinfo json html babel yaml"
    script = f"import sys, newslint.timestamps; print([name for name in {heavy.split()} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
