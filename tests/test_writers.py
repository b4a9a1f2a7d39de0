"""What mending writes, byte for byte: how a string is spelled, where a value stands, what a patch counts."""

from __future__ import annotations

import csv
import io
import json

import pytest

from newslint.repair import stream, udiff
from newslint.writers import Unrepairable, csv_, spliced
from newslint.writers.json_ import Style
from newslint.writers.jsonscan import value_at


def test_characters_are_escaped_as_json_does_it_and_no_more() -> None:
    every = "".join(map(chr, range(0x20))) + '"\\/ ~\x7f\u00e9\u20ac\ufeff\U0001f600\U0010ffff'
    short = Style('{"text": "a"}', '"a"')
    assert short.spelled(every) == json.dumps(every)[1:-1]
    raw = Style('{"text": "\u00e9"}', '"\u00e9"').spelled(every + "\ud800")
    assert json.loads(f'"{raw}"') == every + "\ud800"
    assert raw.isprintable() is False and raw.endswith("\x7f\u00e9\u20ac\ufeff\U0001f600\U0010ffff\\ud800")


@pytest.mark.parametrize(
    ("record", "literal", "text", "spelled"),
    [
        ('{"url": "a\\/b", "text": "c"}', '"c"', "/", "\\/"),
        ('{"url": "a\\/b", "text": "c\\/d"}', '"c\\/d"', "/", "\\/"),
        ('{"url": "a\\/b", "text": "c/d"}', '"c/d"', "/", "/"),
        ('{"url": "a/b", "text": "c"}', '"c"', "/", "/"),
        ('{"x": "\\u00e9", "text": "c"}', '"c"', "\u00ff", "\\u00ff"),
        ('{"x": "\\u00E9", "text": "c"}', '"c"', "\u00ff", "\\u00FF"),
        ('{"x": "\\u00e9 \u00e9", "text": "c"}', '"c"', "\u00ff", "\u00ff"),
        ('{"x": "\u00e9", "text": "\\u00e9"}', '"\\u00e9"', "\u00ff", "\\u00ff"),
        ('{"x": "\u00e9", "text": "\\u0001"}', '"\\u0001"', "\u00ff", "\u00ff"),  # that one nobody may write raw
    ],
)
def test_a_string_is_spelled_as_its_neighbours_are(record: str, literal: str, text: str, spelled: str) -> None:
    assert Style(record, literal).spelled(text) == spelled


@pytest.mark.parametrize(
    ("text", "key", "value", "literal"),
    [
        ('["a","b"]', "0", "a", '"a"'),
        ('[1,{"k":"b"},[]]', "1.k", "b", '"b"'),
        ('{"a":[{"b":"x"},{"b":"y"}]}', "a.1.b", "y", '"y"'),
        ('\ufeff { "a.b" : "x" }', "a.b", "x", '"x"'),
        ('{"a":{"rendered":"x","n":1}}', "a", "x", '"x"'),
        ('{"a":"{","b":"]}\\"","c":7}', "c", 7, "7"),
        ('{"a":"x","a":"x"}', "a", "x", '"x"'),
    ],
)
def test_a_value_is_found_by_its_path(text: str, key: str, value: object, literal: str) -> None:
    start, end = value_at(text, key, value)
    assert text[start:end] == literal and start == text.rindex(literal)


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('{"a":["x"]}', "a", "'a' is a list (of paragraphs, say), not one string"),
        ('{"a":{"b":{"c":"x"}}}', "a", "'a' is an object, not a string"),
        ('{"a":"X"}', "a", "'a' is written as something else"),
    ],
)
def test_what_is_no_string_of_its_own_is_said(text: str, key: str, said: str) -> None:
    with pytest.raises(Unrepairable) as caught:
        value_at(text, key, "x")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("value", ['say "AD" AD now', '""AD""', '"', 'AD "x" AD "', 'a, "AD"\nAD'])
def test_a_cut_of_a_quoted_cell_counts_each_quote_twice(value: str) -> None:
    """Each stretch of the value is replaced by text with a quote in it, and read back."""
    row = io.StringIO()
    csv.writer(row, quoting=csv.QUOTE_ALL).writerow(["1", value, "end"])
    text = row.getvalue()
    start, end = csv_._cells(text, ",")[1]
    for first in range(len(value) + 1):
        for last in range(first, len(value) + 1):
            cuts = csv_._in_quotes(text, start, end, [(first, last, 'p"q'), (len(value), len(value), "!")])
            changed = spliced(text.encode(), [(a, b, put.encode()) for a, b, put in cuts]).decode()
            assert next(csv.reader([changed])) == ["1", f'{value[:first]}p"q{value[last:]}!', "end"]


def test_a_patch_counts_the_lines_of_both_sides() -> None:
    """Fixes cut, but they also put lines where others were; each hunk after that begins elsewhere in the new file."""
    lines = [b"line %d\n" % number for number in range(1, 41)]
    raw = b"".join(lines)
    put = {5: b"five\nand a half\n", 25: b"", 39: b"thirty-nine\n"}
    splices = [(raw.index(lines[n - 1]), raw.index(lines[n - 1]) + len(lines[n - 1]), new) for n, new in put.items()]
    heads = [line for line in udiff.diff(io.BytesIO(raw), splices, b"a.txt") if line.startswith(b"@@")]
    assert heads == [b"@@ -2,7 +2,8 @@\n", b"@@ -22,7 +23,6 @@\n", b"@@ -36,5 +36,5 @@\n"]


def test_a_stretch_longer_than_a_chunk_is_copied_and_cut_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", 3)
    raw = b"".join(b"%02d" % number for number in range(40))
    cut: list[bytes] = []
    made = b"".join(stream.copied(io.BytesIO(raw), [(10, 31, b"X"), (31, 31, b"Y"), (50, 57, b"")], cut))
    assert made == raw[:10] + b"XY" + raw[31:50] + raw[57:]
    assert cut == [raw[10:31], b"", raw[50:57]]
