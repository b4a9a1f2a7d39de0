"""What is mended keeps the style it was written in: escapes, quotes, front matter, cells."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from mending import mend

from newslint.article import Site
from newslint.settings import Settings

pytestmark = pytest.mark.usefixtures("made_once", "no_leftovers")
RECORDS = [
    # (before, after): in the style of what was there
    ('{"text":"A\\u00e9 \\/ b\\nAD\\n\\u00e9\\/c"}', '{"text":"A\\u00e9 \\/ b\\n\\u00e9\\/c"}'),
    ('{"b":1.0,"text" : "é &amp; ü.","a":1e2}', '{"b":1.0,"text" : "é & ü.","a":1e2}'),
    ('{"text":"x","text":"One.\\nAD"}', '{"text":"x","text":"One."}'),
    (
        '{"data":{"body":"One.\\r\\nAD\\r\\n"},"k":[{"body":"AD"}]}',
        '{"data":{"body":"One.\\r\\n"},"k":[{"body":"AD"}]}',
    ),
    (
        '{"content":{"rendered":"One.\\nAD"},"title":{"rendered":"T"}}',
        '{"content":{"rendered":"One."},"title":{"rendered":"T"}}',
    ),
    ('{"text":"\\ud83d\\ude00 one.\\nAD\\n\\uD83D\\uDE00"}', '{"text":"\\ud83d\\ude00 one.\\n\\uD83D\\uDE00"}'),
    ('{"text":"One.","date": "1646121600"}', '{"text":"One.","date": "2022-03-01T08:00:00Z"}'),
    ('{"text":"\\ud800 one.\\nAD"}', '{"text":"\\ud800 one."}'),
    ('{"text":"&eacute; \\u00e9 b."}', '{"text":"\\u00e9 \\u00e9 b."}'),
    ('{"text":"&eacute; \\u00E9 b."}', '{"text":"\\u00E9 \\u00E9 b."}'),
    ('{"text":"&eacute; b.","q":"é"}', '{"text":"é b.","q":"é"}'),
]


@pytest.mark.parametrize(("before", "after"), RECORDS)
@pytest.mark.parametrize("around", ["%s\n", "\ufeff%s", '[\n  {"text": "Two."},\n  %s\n]\n'])
def test_a_record_is_cut_in_its_own_style(tmp_path: Path, before: str, after: str, around: str) -> None:
    path = tmp_path / ("a.json" if around[0] == "[" else "a.jsonl")
    path.write_bytes((around % before).encode())
    assert not mend(path)[0]
    assert path.read_bytes().decode() == around % after


UNREPAIRABLE = [
    ("a.jsonl", b'{"text": ["One.", "AD"]}\n', "'text' is a list"),
    ("a.txt", "One.\nAD\n".encode("utf-16"), "it is UTF-16-LE: only UTF-8 is rewritten"),
    ("a.txt", b"One \xe9.\nAD\n", "its bytes are not UTF-8"),
    (
        "a.txt.gz",
        gzip.compress(b"One.\nAD\n" * 50)[:-6],
        "part of it would be lost, as it is cut off within its gzip data",
    ),
    ("a.txt.gz", gzip.compress(gzip.compress(b"One.\nAD\n")), "is packed twice"),
    ("a.md", b"# A &amp; B on the island\n\nOne paragraph of some length, to be the text.\n", None),
]


@pytest.mark.parametrize(("name", "raw", "said"), UNREPAIRABLE)
def test_what_cannot_be_written_without_guessing_is_left(
    tmp_path: Path, name: str, raw: bytes, said: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    problems = mend(path)[0]
    if said:
        assert any(said in str(one) and "not repaired" in str(one) for one in problems), problems
        assert path.read_bytes() == raw


def test_equal_reasons_are_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": ["One.", "AD"]}\n' * 30 + b'{"text": "One.\\nAD"}\n')
    problems = mend(path)[0]
    assert [str(one).endswith("(and 29 more records of this file)") for one in problems] == [True]
    assert path.read_bytes().endswith(b'{"text": "One."}\n')


MATTER = [
    # a text stays a text, and a date of YAML's own stays one, for whoever reads the front matter
    ("published: Fri, 03 Sep 2021 18:40:00 +0200", 'published: "2021-09-03T18:40:00+02:00"'),
    ("published: 22.10.2024 # c", 'published: "2024-10-22" # c'),
    ("published: 22.10.2024 20:01", "published: 2024-10-22T20:01"),
    ("published: 2024-9-3", 'published: "2024-09-03"'),
    ("published: 'Fri, 03 Sep 2021 18:40:00 +0200' # c", "published: '2021-09-03T18:40:00+02:00' # c"),
    ('"published" : "Fri, 03 Sep 2021 18:40:00 +0200"', '"published" : "2021-09-03T18:40:00+02:00"'),
]


@pytest.mark.parametrize(("before", "after"), MATTER)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_changes_on_its_line(tmp_path: Path, before: str, after: str, end: str) -> None:
    path = tmp_path / "a.md"
    text = f"---\ntags: [a,  b]\n{before}\ntitle: Ferry\n---\nOne.\nAD\n".replace("\n", end)
    path.write_bytes(text.encode())
    assert not mend(path)[0]
    assert path.read_bytes().decode() == text.replace(before, after).replace(f"AD{end}", "")


def test_folded_front_matter_is_left_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\npublished: >\n  Fri, 03 Sep 2021\n  18:40:00 +0200\ntitle: Ferry\n---\nOne.\nAD\n")
    assert "'published' is no plain value on a line" in str(mend(path)[0][0])
    assert path.read_bytes().endswith(b"---\nOne.\n")


def test_toml_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b'+++\ntitle = "Ferry"\ndate = "Fri, 03 Sep 2021 18:40:00 +0200"\n+++\nOne.\n')
    assert not mend(path)[0]
    assert path.read_bytes() == b'+++\ntitle = "Ferry"\ndate = "2021-09-03T18:40:00+02:00"\n+++\nOne.\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [("2021-09-03 18:40:00", "2021-09-03T18:40:00+03:00"), ('"22.10.2024 20:01"', '"2024-10-22T20:01+03:00"')],
)
def test_a_date_of_toml_stays_a_date(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "a.md"
    text = '+++\ntitle = "Ferry"\nurl = "https://example.org/a"\ndate = %s # c\n+++\nOne.\n'
    path.write_text(text % before)
    known = Settings()
    known.sites = {"example.org": Site(zone="Europe/Kyiv")}
    assert not mend(path, known=known)[0]
    assert path.read_text() == text % after


def test_a_number_is_made_a_text_on_request_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One.", "date": 1646121600}\n{"text": "Two.", "date": "1646121600"}\n')
    assert not mend(path)[0]
    assert path.read_bytes().splitlines() == [
        b'{"text": "One.", "date": 1646121600}',
        b'{"text": "Two.", "date": "2022-03-01T08:00:00Z"}',
    ]
    assert not mend(path, unsafe=True)[0]
    assert path.read_bytes().startswith(b'{"text": "One.", "date": "2022-03-01T08:00:00Z"}\n')


def test_a_cell_that_becomes_empty_gets_quotes_only_where_its_row_would_be_blank(tmp_path: Path) -> None:
    for raw, after in (
        (b"id,text\n1,AD\n2,Two.\n", b"id,text\n1,\n2,Two.\n"),
        (b"text\nAD\nTwo.\n", b'text\n""\nTwo.\n'),
    ):
        path = tmp_path / "a.csv"
        path.write_bytes(raw)
        assert not mend(path, unsafe=True)[0]
        assert path.read_bytes() == after
