"""What raw timestamps mean: a table in many languages, and what language, zone, order and crawl time settle."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from newslint.timestamps import VERDICTS, read_timestamp

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data/timestamps.yaml").read_text("utf-8"))


def normal(iso: str | None) -> object:
    """An instant with its precision: Z and +00:00 are one."""
    return iso.replace("Z", "+00:00") if iso else iso


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['raw']!r} {row.get('language', '')}")
def test_table(row: dict[str, Any]) -> None:
    found = read_timestamp(row["raw"], language=row.get("language"))
    assert (found.verdict, normal(found.iso)) == (row["verdict"], normal(row["iso"])), found.reason
    assert found.verdict in VERDICTS
    assert len(found.detail) <= 120


def test_table_is_wide() -> None:
    assert len(TABLE) >= 150
    assert len({row.get("lang") for row in TABLE}) >= 40


@pytest.mark.parametrize(
    ("raw", "options", "verdict", "iso"),
    [
        ("2022-08-03T17:45", {"zone": "Europe/Berlin"}, "missing-zone", "2022-08-03T17:45+02:00"),
        ("3 August 2022 17:45", {"zone": "Asia/Tokyo"}, "malformed", "2022-08-03T17:45+09:00"),
        ("2022-03-27T02:30", {"zone": "Europe/Berlin"}, "implausible", None),
        ("2022-10-30T02:30", {"zone": "Europe/Berlin"}, "ambiguous", None),
        ("3 Aug 2022 17:45 BST", {"zone": "Europe/London"}, "malformed", "2022-08-03T17:45+01:00"),
        ("3 Aug 2022 17:45 IST", {"language": "en-IN", "zone": "Asia/Kolkata"}, "malformed", "2022-08-03T17:45+05:30"),
        ("03/08/2022", {"date_order": "MDY"}, "malformed", "2022-03-08"),
        ("03/08/2022", {"date_order": "dmy"}, "malformed", "2022-08-03"),
        ("1403-08-01T20:01:00+03:30", {"language": "fa"}, "malformed", "2024-10-22T20:01:00+03:30"),
        ("2567-10-22", {"language": "th-TH"}, "malformed", "2024-10-22"),
        ("22/08/03", {"date_order": "YMD"}, "malformed", "2022-08-03"),
        ("3/8/2022", {"language": "es_AR"}, "malformed", "2022-08-03"),
        ("3/8/2022", {"language": "es-PA"}, "malformed", "2022-03-08"),
        ("3/8/2022", {"language": "nb"}, "malformed", "2022-08-03"),
        ("22.8.3", {"language": "zh_CN"}, "malformed", "2022-08-03"),
        ("2 hours ago", {"crawled_at": "2022-08-03T17:45:10Z"}, "relative", "2022-08-03T15:45+00:00"),
        ("gestern, 9:05 Uhr", {"crawled_at": "2022-08-03T17:45:10Z"}, "relative", "2022-08-02T09:05"),
        ("vor 3 Tagen", {"crawled_at": datetime(2022, 8, 3, 17, 45)}, "relative", "2022-07-31"),
        ("gestern", {"crawled_at": "2022-08-03T22:45:10Z", "zone": "Asia/Tokyo"}, "relative", "2022-08-03"),
        (
            "gestern, 9:05",
            {"crawled_at": "2022-08-03T22:45Z", "zone": "Asia/Tokyo"},
            "relative",
            "2022-08-03T09:05+09:00",
        ),
        ("2 hours ago", {"crawled_at": 1659548710}, "relative", "2022-08-03T15:45+00:00"),
        ("2 hours ago", {"crawled_at": "1659548710000"}, "relative", "2022-08-03T15:45+00:00"),
        ("just now", {"crawled_at": "2022-08-03T17:45:10Z"}, "relative", None),
        ("2022-08-09T00:00:00Z", {"crawled_at": "2022-08-03T17:45:10Z"}, "implausible", "2022-08-09T00:00:00Z"),
        ("2022-08-05T00:00:00Z", {"crawled_at": "2022-08-03T17:45:10Z"}, "ok", "2022-08-05T00:00:00Z"),
        ("5 weeks ago", {"crawled_at": datetime(1, 1, 1)}, "relative", None),
    ],
)
def test_hints_settle(raw: str, options: dict[str, Any], verdict: str, iso: str | None) -> None:
    found = read_timestamp(raw, **options)
    assert (found.verdict, found.iso) == (verdict, iso), found.reason


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"zone": "Mars/Base"}, "no IANA time zone"),
        ({"zone": "../../etc/passwd"}, "no IANA time zone"),
        ({"date_order": "nonsense"}, "none of DMY, MDY, YMD"),
        ({"crawled_at": "soon"}, "no datetime, ISO 8601 text or Unix time"),
        ({"crawled_at": float("nan")}, "no datetime, ISO 8601 text or Unix time"),
    ],
)
def test_a_hint_that_is_none_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_timestamp("2022-08-03 17:45", **options)


@pytest.mark.parametrize(
    ("raw", "verdict", "iso"),
    [
        (1689316200, "malformed", "2023-07-14T06:30:00Z"),
        (1689316200.0, "malformed", "2023-07-14T06:30:00Z"),
        (20230714, "ok", "2023-07-14"),
        (date(2023, 7, 14), "ok", "2023-07-14"),
        (datetime(2023, 7, 14, 6, 30), "missing-zone", "2023-07-14T06:30:00"),
        (10**30, "malformed", None),
        (-1, "malformed", None),
        (True, "malformed", None),
        (None, "malformed", None),
        (float("nan"), "malformed", None),
        (float("inf"), "malformed", None),
        (["2023-07-14"], "malformed", None),
        ({}, "malformed", None),
        (b"2023-07-14", "malformed", None),
        ("", "malformed", None),
        ("7" * 5000, "malformed", None),
        ("2023-07-14\x00", "malformed", "2023-07-14"),
        ("\ud800", "malformed", None),
        ("²⁰²³-⁰⁷-¹⁴", "malformed", None),
        ("9999-12-31-14:00", "implausible", "9999-12-31T14:00"),
        ("10000-01-01", "malformed", None),
    ],
)
def test_anything_is_answered(raw: object, verdict: str, iso: str | None) -> None:
    found = read_timestamp(raw)
    assert (found.verdict, found.iso) == (verdict, iso)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2023-07-14T06:30", "no-zone"),
        ("03/08/2022", "day-month-order"),
        ("03.08.22", "two-digit-year"),
        ("July 14, 2023 6:30", "twelve-hour-clock"),
        ("14 July 2023, 18:30 BST", "shared-zone-name"),
        ("2022-11-06T01:15:00 America/New_York", "dst-fold"),
        ("2022-03-13T02:15:00 America/New_York", "dst-gap"),
        ("1970-01-01", "sentinel"),
        ("2023-04-31", "impossible-date"),
        ("2023-07-14T06:60:00Z", "impossible-time"),
        ("Thursday 03/08/2022", "weekday-contradicts"),
        ("2022-08-03T10:15:00-13:00", "bad-offset"),
        ("2022-12-31T23:59:60Z", "leap-second"),
        ("2222-02-22T22:22:22Z", "future"),
        ("0824-02-22T22:22:22Z", "too-old"),
        ("1689316200", "epoch-number"),
        ("4 marzo 20235 marzo 2023", "several-moments"),
        ("۱۴۰۱/۵/۱۲", "foreign-calendar"),
        ("Jul 14, 2023, 6:30 AM CT", "zone-name"),
        ("5 minutes ago", "relative"),
        ("Monday 6:30 pm", "weekday-only"),
        ("PT1H30M", "duration"),
        ("3 серпня, 17:45", "no-year"),
        ("09:30", "time-only"),
        ("{{ date }}", "template"),
        ("", "empty"),
        ("hello", "not-a-date"),
        ("3 listopada 2022", "month-name"),
        ("3 August 2022", "not-iso"),
    ],
)
def test_reasons(raw: str, reason: str) -> None:
    assert read_timestamp(raw).reason == reason


def test_readings_of_the_ambiguous() -> None:
    assert read_timestamp("03/08/2022 17:45").readings == ("2022-03-08T17:45", "2022-08-03T17:45")
    assert read_timestamp("03.04.05").readings == ("2003-04-05", "2005-04-03")
    assert read_timestamp("July 14, 2023 6:30").readings == ("2023-07-14T06:30", "2023-07-14T18:30")
    assert read_timestamp("3 August 2022").readings == ("2022-08-03",)


def test_moments_keep_their_labels() -> None:
    found = read_timestamp("Aktualisiert: 05.08.2022 09:10 Veröffentlicht: 03.08.2022 17:45")
    assert found.iso == "2022-08-03T17:45"
    assert [(label, stamp.iso) for label, stamp in found.moments] == [
        ("updated", "2022-08-05T09:10"),
        ("published", "2022-08-03T17:45"),
    ]


@pytest.mark.parametrize(
    ("raw", "lossless"),
    [
        ("Fri, 14 Jul 2023 06:30:00 +0000", True),
        ("2023-07-14T06:30:00+0200", True),
        ("2023-07-14T06:30:00ZZ", True),
        ("2023-07-14T06:30:00&#43;02:00", True),
        ("1689316200", True),
        ("2023-7-4", True),
        ("3 August 2022", True),
        ("14.7.2023 06:30", True),
        ("20:01 22.10.2024", True),
        ("22/10/2024", True),
        ("22 October 2024, 20:01", True),
        ("03.03.2021 18:00", True),
        ("18:40 03.09.2021", False),
        ("22/10/2024 8:01", False),
        ("22 October 2024 8:01", False),
        ("Published 14 Jul 2023 06:30 GMT", False),
        ("03.08.22", False),
        ("Jul 14, 2023, 6:30 AM CT", False),
    ],
)
def test_lossless(raw: str, lossless: bool) -> None:
    assert read_timestamp(raw).lossless is lossless


def test_a_zone_that_is_known_makes_one_reading() -> None:
    for raw, iso in (("20:01 22.10.2024", "2024-10-22T20:01+03:00"), ("2024-10-22T20:01", "2024-10-22T20:01+03:00")):
        found = read_timestamp(raw, zone="Europe/Kyiv")
        assert (found.iso, found.lossless) == (iso, True)
    assert read_timestamp("04.05.2024 20:01", date_order="DMY").lossless
    assert not read_timestamp("2024-10-27 03:30", zone="Europe/Kyiv").lossless
