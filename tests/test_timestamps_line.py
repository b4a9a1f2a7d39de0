"""Which lines of text are timestamps as a whole."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newslint
from newslint.timestamps import glance, read_line
from newslint.timestamps.glance import ONES, RELATIVES
from newslint.timestamps.words import lexicon, senses

STAMPS = """
3 August 2022
August 3, 2022, 5:45 PM
AUG. 3, 2022
5:45 PM
Updated 5:45 pm
(Updated 5:45 pm)
Published: 17:45 GMT, 3 August 2022 | Updated: 09:10 GMT, 5 August 2022
First published on Wed 3 Aug 2022 17.45 CEST
Last updated: 2022/08/03 at 5:45 PM
Wednesday 5:45PM
Today 5:45 am
Aug 3, 5:45 PM
Aug 3, 2022 · 4 min read
Published Aug 3, 2022 • Last updated 2 days ago • 3 minute read
2022-08-03T17:45:00Z
2022-08-03 17:45
03/08/2022
2 hours ago
an hour ago
03.08.2022, 17:45 Uhr
17:45 Uhr
Stand: 03.08.2022 17:45 Uhr
Veröffentlicht am 3. August 2022 um 17:45
vor 20 Minuten
vor einer Stunde
heute, 7.45 Uhr
03.08.2022 |
Publié le 3 août 2022 à 17h45
il y a 2 heures
Actualizado miércoles, 3 agosto 2022 - 17:45
Pubblicato il 3 agosto 2022 alle 17:45
Uppdaterad 15.59 | Publicerad 14.14
Publisert 03.08.2022, kl. 13.05 Oppdatert 05.08.2022, kl. 13.52
Vandaag om 20:07
Julkaistu 3.8.2022 klo 17.45
Opublikowano: 03.08.2022 17:45
3 августа 2022, 17:45
вчера в 16:19
Giriş: 03.08.2022 - 18:24 Güncelleme: 03.08.2022 - 18:57
2022年8月3日 17時45分（8月3日 18時10分更新）
公開日 2022年8月3日
3時間前
입력 2022.08.03. 오후 5:45
발행 2022-08-03
發布時間 2022/08/03 17:45
wczoraj, 18:20
2 godziny temu
igår 18.20
för 2 timmar sedan
πριν από 2 ώρες
χθες, 18:20
2 órája
acum 2 ore
pred 2 urama
před 2 hodinami
2 saat önce
2 giờ trước
2시간 전
""".strip().splitlines()
OTHERS = """
22-25 October 2024
22.–25.10.2024
del 22 al 25 de octubre de 2024
October 22 - November 3, 2024
Monday
yesterday
30 February 2024
1984
May
March 2024
The council votes on Monday.
The treaty of 04/05/1923 remains in force, the ministry wrote.
In August 2022 the mayor resigned.
2:1
16:9
0:30
1:09
12-3
3-2 (1-1)
0:00 / 1:23
5 min
3 min read
20 minutes
3 hours
12 comments
+49 30 901820
030 901820-12
555-123-4567
19,99 €
$3.50
v2024.10.1
1.2.3
© 2023 Example Media
Election 2024
2023: Ana Lee
9. A long list
Page 3 of 12
10:30 - 11:45
7:30 pm - 9 pm
14:05 The doors open.
August 3, 2022 was a quiet day
Four more years
Tuesday
Tomorrow
Today
Yesterday
By Ana Lee
Best records since 2014
Zone A: residents may return from Monday, 4 March, between 8 a.m. and noon.
24/7
100 m
1/2
31/02/2022
ISBN 978-3-16-148410-0
""".strip().splitlines()


@pytest.mark.parametrize("line", STAMPS)
def test_timestamp_lines(line: str) -> None:
    assert read_line(line) is not None
    assert read_line("\t  " + line + " ") is not None


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines(line: str) -> None:
    assert read_line(line) is None


def test_language_is_used() -> None:
    line = read_line("03/08/2022", language="fr")
    assert line is not None and line.iso == "2022-08-03"


@pytest.mark.parametrize("line", ["", " ", "3" * 5000, "3 August 2022 " * 40, "\x00", "\ud800 3 2022", "²:³"])
def test_hostile_lines(line: str) -> None:
    assert read_line(line) is None


def test_a_zone_of_the_configuration_is_added_safely() -> None:
    linter = newslint.Linter(config={"sites": {"example.org": {"zone": "Europe/Kyiv"}}})
    record = {"title": "Ferry stuck", "text": "The harbour is frozen.", "url": "https://example.org/ferry"}
    for raw in ("2024-10-22T20:01", "20:01 22.10.2024"):
        [found] = linter.check({**record, "published": raw})
        assert found.fix is not None and found.fix.safe
        assert found.fix.edits[0].text == "2024-10-22T20:01+03:00"
    [found] = newslint.check({**record, "published": "2024-10-22T20:01"})
    assert found.rule == "no-zone" and found.fix is None


def test_the_words_that_need_no_lexicon_are_those_of_the_lexicon() -> None:
    known = dict(lexicon().all())
    assert {word for word in known if "o" in senses(word)} == ONES
    told = {word for word in known if "|" not in word and glance._is_relative(word)}
    assert told
    assert {word[:3] for word in told} == RELATIVES


def test_every_word_of_the_lexicon_is_found() -> None:
    known = dict(lexicon().all())
    assert len(known) > 7000
    assert {word: lexicon().find(word) for word in known} == known
    assert not [word for word in ("", "\t", "xyzzy", "zzz", "\udcff") if senses(word)]


def test_no_digit_is_without_the_bytes_that_are_asked_for() -> None:
    every = (chr(code) for code in range(sys.maxunicode + 1))
    digits = [char for char in every if glance._DIGIT.match(char)]
    assert len(digits) > 600
    assert not [char for char in digits if not char.encode().translate(None, glance._NO_DIGITS)]


@given(
    st.lists(
        st.sampled_from([*STAMPS, *OTHERS, "", "ab", "٣ أغسطس ٢٠٢٢", "วันที่ ๓", "３月", "🯱🯲 May", "\ud800 3 May 2022"])
    )
)
def test_many_lines_are_looked_at_as_each_of_them(lines: list[str]) -> None:
    assert glance.likely(lines) == [number for number, line in enumerate(lines) if glance.may_be_stamp(line)]
