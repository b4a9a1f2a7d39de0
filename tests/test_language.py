"""Guessing languages, and what a site is."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from newslint import language
from newslint.stopwords import SCRIPTS

SAMPLES = {
    "en": "The council voted on Monday that the bridge should be opened again, and the mayor was not there.",
    "de": "Der Rat hat am Montag beschlossen, dass die Brücke wieder geöffnet wird, und der Bürgermeister war nicht da.",
    "tr": "Belediye meclisi pazartesi günü köprünün yeniden açılması için bir karar aldı ve başkan da orada değildi.",
    "uk": "Рада вирішила в понеділок, що міст буде знову відкрито, але мер не був на засіданні, як і минулого року.",
    "ru": "Совет решил в понедельник, что мост будет снова открыт, но мэр не был на заседании, как и в прошлом году.",
    "ja": "市議会は月曜日に橋を再び開けることを決めたが、市長は出席しなかった。",
    "zh": "市议会星期一决定重新开放大桥，市长没有出席会议。",
    "ar": "قرر المجلس يوم الاثنين أن الجسر سيفتح من جديد، ولكن رئيس البلدية لم يكن في الاجتماع كما قال",
    "fa": "شورا روز دوشنبه تصمیم گرفت که پل را دوباره باز کند و شهردار در جلسه نبود که این را بگوید",
    "hi": "परिषद ने सोमवार को फैसला किया कि पुल को फिर से खोला जाएगा और महापौर बैठक में नहीं था",
    "th": "สภาลงมติเมื่อวันจันทร์ว่าจะเปิดสะพานอีกครั้ง แต่นายกเทศมนตรีไม่ได้เข้าร่วม",
    "el": "Το συμβούλιο αποφάσισε τη Δευτέρα να ανοίξει και πάλι η γέφυρα, αλλά ο δήμαρχος δεν ήταν στην αίθουσα με τους",
    "fi": "Valtuusto päätti maanantaina että silta avataan, mutta kaupunginjohtaja ei ollut paikalla kun siitä päätettiin ja se",
    "pl": "Rada zdecydowała w poniedziałek, że most zostanie otwarty, ale burmistrza nie było na sali, jak po i za to",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_the_language_is_among_the_guessed(code: str) -> None:
    assert code in language.guess(SAMPLES[code])


@pytest.mark.parametrize("code", ["tr", "ja", "ar", "uk", "fi"])
def test_and_english_is_not(code: str) -> None:
    assert "en" not in language.guess(SAMPLES[code])


def test_nothing_is_guessed_from_little() -> None:
    assert language.guess("AD") == frozenset()


_PIECES = [
    "мост ",
    "the ",
    "Ԑ",
    "ա",
    "ֆ",
    "א",
    "ক",
    "क",
    "ก",
    "ກ",
    "ア",
    "、",
    "橋",
    "다",
    "\U0001f600",
    "\ud800",
    "’",
    "é",
]


@given(strategies.lists(strategies.tuples(strategies.sampled_from(_PIECES), strategies.integers(1, 40)), max_size=6))
def test_scripts_are_counted_as_letter_by_letter(pieces: list[tuple[str, int]]) -> None:
    sample = "".join(piece * times for piece, times in pieces)
    need = max(4, len(sample) // 7)

    def count(first: int, last: int) -> int:
        return sum(first <= ord(letter) <= last for letter in sample)

    rows = [codes for first, last, codes, weight in SCRIPTS if count(first, last) * weight >= need]
    expected = rows[0] if rows and count(0x0530, 0x10FFFF) >= need else ""
    assert language._by_script(sample) == frozenset(expected.split())


@pytest.mark.parametrize(
    ("code", "primary"),
    [
        ("pt_BR", "pt"),
        ("nb-NO", "no"),
        ("EN", "en"),
        ("zh-Hant-TW", "zh"),
        ("fil", "tl"),
        ("english", None),
        ("", None),
    ],
)
def test_primary_language(code: str, primary: str | None) -> None:
    assert language.primary(code) == primary


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.news.example.co.uk/a?b#c", "example.co.uk"),
        ("http://example.org", "example.org"),
        ("blog.example.org:8080/x", "example.org"),
        ("https://user:pw@Example.ORG/", "example.org"),
        ("http://192.168.0.1/x", "192.168.0.1"),
        ("The Island Post", None),
        ("localhost", None),
        (None, None),
    ],
)
def test_site(address: str | None, site: str | None) -> None:
    assert language.site_of(address) == site
