"""Bytes as text: which encoding, what is said of broken ones, and what is more than text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reading import FORMATS, TEXTS, as_format, found, parted, texts

from newslint.readers import decode
from newslint.readers.text import is_binary


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("mark", ["", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_format_in_every_unicode_encoding(tmp_path: Path, suffix: str, mark: str) -> None:
    raw = as_format(suffix)
    encoded = raw.decode().encode(mark) if mark else raw
    articles, problems = parted(found(tmp_path, "a" + suffix, encoded))
    one = suffix in (".md", ".markdown", ".txt", ".text")
    assert [article.text for article in articles] == (TEXTS[:1] if one else TEXTS)
    assert len(problems) == (mark in ("utf-16-le", "utf-16-be"))


def test_encodings_are_named(tmp_path: Path) -> None:
    latin = found(tmp_path, "a.txt", "Le café est fermé".encode("latin-1"))
    assert texts(latin) == ["Le caf\ufffd est ferm\ufffd"]
    assert "0xE9 at byte offset 6" in str(latin[1]) and "Windows-1252" in str(latin[1])
    said = str(found(tmp_path, "a.jsonl", b'{"text":"ok"}\n{"text":"caf\xe9"}')[-1])
    assert "byte offset 26" in said and ":2:" in said
    assert "Windows-1251" in str(found(tmp_path, "a.txt", "Мэр города выступил вчера".encode("cp1251"))[-1])
    assert "CESU-8" in str(found(tmp_path, "a.txt", b"x\xed\xa0\xbd\xed\xb8\x80")[-1])
    assert "cut off" in str(found(tmp_path, "a.txt", "é".encode()[:1])[-1])
    assert "overlong" in str(found(tmp_path, "a.txt", b"a\xc0\x80")[-1])
    assert "byte offset 12" in str(found(tmp_path, "a.csv", b"text,x\na,b\nc\xe9,d\n")[0])


def test_binary_sniffing() -> None:
    assert decode.unmarked("hello world".encode("utf-16-le")) == "utf-16-le"
    assert decode.unmarked("Привет: мир, да и нет".encode("utf-16-be")) == "utf-16-be"
    chinese = "港口已经结冰。没有船离开。\n开放\n"
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        for text in (
            chinese,
            "항구가 얼었다.\n광고\n",
            "港は凍っている。\n",
            json.dumps({"text": chinese}, ensure_ascii=False),
        ):
            assert decode.unmarked(text.encode(encoding)) == encoding
    for encoding in ("gb18030", "shift-jis", "euc-jp", "euc-kr", "big5", "utf-8"):
        assert decode.unmarked("港口\0冰\0\n".encode(encoding, "ignore") * 9) == ""
    assert decode.unmarked(b"plain text") == decode.unmarked(b"") == decode.unmarked(bytes(range(256))) == ""


def test_binary_is_a_nul_or_more_than_one_control_character_in_a_hundred(tmp_path: Path) -> None:
    for raw, is_so in (
        (b"\x01" + b"a" * 99, False),
        (b"\x01" + b"a" * 98, True),
        (b"\0" + b"a" * 999, True),
        (b"", False),
    ):
        assert is_binary(raw) is is_so
    items = found(tmp_path, "a.txt", b"It is frozen.\x01\x02")
    assert texts(items) == ["It is frozen.\x01\x02"]
    assert [problem.message for problem in parted(items)[1]] == [
        "holds NUL or many other control characters, as binary files do; it was read all the same"
    ]
