"""Every format: what is read, what is said, and that nothing in a file ever raises or costs another record."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint import readers
from newslint.article import Article
from newslint.cli import main
from newslint.problem import Problem
from newslint.readers import Options, Source, brackets, csv_, decode, parse

TEXTS = [
    "The mayor spoke.\n\nShe left.",
    "Der Bürgermeister sprach.",
    "Мэр выступил.",
    "市長が演説した。",
    "تحدث رئيس البلدية.",
]
RECORDS = [{"title": f"Headline {n}", "text": text, "url": f"https://example.org/{n}"} for n, text in enumerate(TEXTS)]
FORMATS = sorted(suffix for suffix in readers.suffixes() if not readers.seeks(f"a{suffix}"))  # those that are text
BROKEN = [
    b'{"title": "cut", "text": "no end',
    b'{"title": "no brace", "text": "x"',
    b'{"title": "no quote, "text": "x"}',
    b'{"text": nonsense}',
    b'{"text": "x"}}',
    b'{"a": ["x", "text": "y"}',
    b'{"text": "raw\x00control"}',
    b'{"n": ' + b"9" * 5000 + b"}",
    b"[" * 5000,
    b"null",
    b"17",
    b'"text"',
    b"<html><body>502 Bad Gateway</body></html>",
    b"<<<<<<< HEAD",
    b'{"title": "no text"}',
    b'{"text": null}',
    b'{"text": 5}',
    b'{"text": [1, 2]}',
    b"{}",
    b"[]",
]


def found(tmp_path: Path, name: str, raw: bytes, options: Options | None = None) -> list[Article | Problem]:
    path = tmp_path / name
    path.write_bytes(raw)
    return list(readers.read(str(path), options))


def parted(items: list[Article | Problem]) -> tuple[list[Article], list[Problem]]:
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def texts(items: list[Article | Problem]) -> list[str]:
    return [article.text for article in parted(items)[0]]


def line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def as_format(suffix: str) -> bytes:
    if suffix == ".json":
        return line(RECORDS)
    if suffix in (".csv", ".tsv", ".tab"):
        rows = ["title,text,url", *(f'{r["title"]},"{r["text"]}",{r["url"]}' for r in RECORDS)]
        return "\n".join(rows).replace(",", "\t" if suffix != ".csv" else ",").encode()
    if suffix in (".md", ".markdown"):
        return f"---\ntitle: A\n---\n{TEXTS[0]}".encode()
    return TEXTS[0].encode() if suffix in (".txt", ".text") else b"\n".join(map(line, RECORDS))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("mark", ["", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_format_in_every_unicode_encoding(tmp_path: Path, suffix: str, mark: str) -> None:
    raw = as_format(suffix)
    encoded = raw.decode().encode(mark) if mark else raw
    articles, problems = parted(found(tmp_path, "a" + suffix, encoded))
    one = suffix in (".md", ".markdown", ".txt", ".text")
    assert [article.text for article in articles] == (TEXTS[:1] if one else TEXTS)
    assert len(problems) == (mark in ("utf-16-le", "utf-16-be"))


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise(tmp_path: Path, suffix: str, raw: bytes) -> None:
    small = Options(record_bytes=50, text_bytes=300)
    for options in (None, small):
        for item in found(tmp_path, "a" + suffix, raw, options):
            assert isinstance(item, (Article, Problem))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(
        st.sampled_from([b"{", b"}", b"[", b"]", b'"', b":", b",", b"\n", b'{"text":"a"}', b'"text"', b"1", b"\\"])
    )
)
def test_no_json_like_bytes_raise(tmp_path: Path, parts: list[bytes]) -> None:
    for suffix in (".json", ".jsonl"):
        for item in found(tmp_path, "a" + suffix, b"".join(parts)):
            assert isinstance(item, (Article, Problem))


@pytest.mark.parametrize("bad", BROKEN)
def test_a_broken_line_loses_no_other(tmp_path: Path, bad: bytes) -> None:
    articles, problems = parted(
        found(tmp_path, "a.jsonl", b"\n".join([*map(line, RECORDS[:2]), bad, *map(line, RECORDS[2:])]))
    )
    assert [a.text for a in articles if a.record != 3] == TEXTS
    if not bad.startswith(b'{"n"'):
        assert [p.record for p in problems] == [3]


@pytest.mark.parametrize("bad", BROKEN)
@pytest.mark.parametrize("glue", [b",", b", ", b",\n", b",\r\n  "])
def test_a_broken_element_loses_no_other(tmp_path: Path, bad: bytes, glue: bytes) -> None:
    raw = b"[" + glue.join([*map(line, RECORDS[:2]), bad, *map(line, RECORDS[2:])]) + b"]"
    items = found(tmp_path, "a.json", raw)
    if bad == b"[" * 5000 or bad.startswith(b"<") or (bad == BROKEN[0] and b"\n" not in glue):
        assert set(texts(items)) >= set(TEXTS)
        return
    assert [text for text in texts(items) if text in TEXTS] == TEXTS
    assert parted(items)[1]


def test_spans_are_those_of_the_records(tmp_path: Path) -> None:
    lines = [line(record) for record in RECORDS]
    csv = as_format(".csv")
    for name, raw in (
        ("a.jsonl", b"\xef\xbb\xbf" + b"\r\n\n".join(lines)),
        ("a.json", b'{"articles": [' + b",\n".join(lines) + b"]}"),
        ("b.json", b"\n".join(lines)),
        ("a.csv", csv.replace(b"\n", b"\r\n")),
    ):
        articles, problems = parted(found(tmp_path, name, raw))
        assert not problems and len(articles) == len(TEXTS)
        for article, whole in zip(articles, lines, strict=True):
            assert article.at is not None
            piece = raw[slice(*article.at)]
            assert piece == whole if not name.endswith(".csv") else piece.decode().endswith(article.fields["url"])


def test_every_prefix_of_jsonl(tmp_path: Path) -> None:
    raw = b"\n".join(line(record) for record in RECORDS[:3])
    for end in range(len(raw)):
        articles, problems = parted(found(tmp_path, "a.jsonl", raw[:end]))
        whole = raw[:end].count(b"\n")
        assert [a.text for a in articles[:whole]] == TEXTS[:whole]
        assert len(articles) + len(problems) >= whole


def test_numbers_of_records(tmp_path: Path) -> None:
    assert [a.record for a in parted(found(tmp_path, "a.jsonl", b'\n\n{"text":"a"}\r\n\n{"text":"b"}'))[0]] == [3, 5]
    assert [a.record for a in parted(found(tmp_path, "a.json", b'[{"text":"a"}, 1, {"text":"b"}]'))[0]] == [1, 3]
    assert [a.record for a in parted(found(tmp_path, "b.json", b'{"text":"a"}\n'))[0]] == [None]
    assert [a.record for a in parted(found(tmp_path, "c.json", b'{"text":"a"}\n{"text":"b"}'))[0]] == [1, 2]
    assert [a.record for a in parted(found(tmp_path, "a.csv", b"text\na\n\nb\n"))[0]] == [1, 2]
    assert [a.record for a in parted(found(tmp_path, "a.txt", b"a"))[0]] == [None]


def test_lists_inside_objects(tmp_path: Path) -> None:
    for raw in (
        b'{"status": "ok", "articles": [{"text": "a"}, {"text": "b"}], "next": null}',
        b'{"response": {"count": 2, "docs": [{"text": "a"}, {"text": "b"}]}}',
        b'{"hits": {"hits": [{"_id": 1, "_source": {"body": "a"}}, {"_id": 2, "_source": {"body": "b"}}]}}',
    ):
        items = found(tmp_path, "a.json", raw)
        assert texts(items) == ["a", "b"] and not parted(items)[1]
    assert texts(found(tmp_path, "a.json", b'{"text": "a", "items": [{"text": "no"}]}')) == ["a"]


@pytest.mark.parametrize("lists", ["items", "data", "results"])
@pytest.mark.parametrize("inner", [[], [{"name": "ferry"}], [{"text": "a comment"}], [{"id": 1}, {"text": "no"}]])
def test_an_object_with_a_text_of_its_own_is_an_article(tmp_path: Path, lists: str, inner: list[object]) -> None:
    """Also where one of its lists, of tags or comments, comes before the text."""
    record = {"id": 7, lists: inner, "tags": {"items": inner}, "body": TEXTS[0]}
    for indent in (None, 2):
        items = found(tmp_path, "a.json", json.dumps(record, indent=indent).encode())
        assert texts(items) == [TEXTS[0]] and len(items) == 1
        assert isinstance(items[0], Article) and items[0].id == "7" and items[0].record is None
    answer = {"took": 3, lists: [RECORDS[0], *inner], "count": 1, "text": None}
    items = found(tmp_path, "a.json", json.dumps(answer).encode())
    assert texts(items)[0] == TEXTS[0] and isinstance(items[0], Article) and items[0].record == 1


def test_a_long_list_is_not_waited_for(tmp_path: Path) -> None:
    """Whether a text follows a list is looked for within bounds: a list of articles of any length is streamed."""
    long = json.dumps({"items": [{"text": "x" * 1000}] * 10_000, "text": "too late"}).encode()
    stream = io.BytesIO(long)
    first = next(iter(readers.formats()[".json"](stream, Source("a.json"))))
    assert isinstance(first, Article) and first.record == 1
    assert stream.tell() < len(long) // 2


def test_json_names_are_forgiven(tmp_path: Path) -> None:
    spread = json.dumps(RECORDS, indent=2).encode()
    assert texts(found(tmp_path, "a.jsonl", spread)) == TEXTS
    assert texts(found(tmp_path, "a.json", b"\n".join(map(line, RECORDS)))) == TEXTS


def test_limits_say_so_and_the_rest_is_read(tmp_path: Path) -> None:
    big = line({"text": "x" * 5000})
    lines = [line(RECORDS[0]), big, line(RECORDS[1])]
    options = Options(record_bytes=1000, text_bytes=1000)
    for name, raw in (("a.jsonl", b"\n".join(lines)), ("a.json", b"[" + b",".join(lines) + b"]")):
        items = found(tmp_path, name, raw, options)
        assert texts(items) == TEXTS[:2]
        assert (
            [p.record for p in parted(items)[1]] == [2]
            and "1e+03" not in str(items[1])
            and "record-bytes" in str(items[1])
        )
    items = found(tmp_path, "a.csv", b"text\na\n" + b"x" * 5000 + b"\nb\n", options)
    assert texts(items) == ["a", "b"] and len(parted(items)[1]) == 1
    items = found(tmp_path, "a.txt", b"x" * 5000, options)
    assert not texts(items) and "text-bytes" in str(items[0])


def test_both_parsers_accept_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = [
        *(b'{"text": "a", "n": NaN}', b'{"text": "a", "n": -Infinity}', b'{"text": "a", "n": 1e400}'),
        *(b'{"text": "a\\ud800"}', b'{"text": "a", "text": "b"}', b'{"id": 123456789012345678901234, "text": "a"}'),
        *(b'{"text": "a", "n": ' + b"[" * depth + b"]" * depth + b"}" for depth in (300, 980, 1010, 1023, 1200)),
        *(
            b'\xef\xbb\xbf{"text": "a"}',
            b'{"text": "caf\xe9"}',
            b'{"text": "\xed\xa0\x80"}',
            b'{"id": -9223372036854775809, "text": "a"}',
        ),
        *BROKEN,
    ]
    raw = b"\n".join(odd)
    outcomes = []
    for warm_up, loader in ((1 << 40, None), (-1, parse.quick), (-1, lambda: None)):
        monkeypatch.setattr(parse, "WARM_UP", warm_up)
        if loader:
            monkeypatch.setattr(parse, "quick", loader)
        items = found(tmp_path, "a.jsonl", raw)
        outcomes.append(
            [(i.record, repr(i.fields)) if isinstance(i, Article) else (i.record, i.message) for i in items]
        )
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert ("123456789012345678901234") in repr(outcomes[0])


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


def test_line_ends_are_only_line_feeds(tmp_path: Path) -> None:
    text = "a\u2028b\u0085c\x0bd\x1ce"
    assert texts(found(tmp_path, "a.jsonl", json.dumps({"text": text}, ensure_ascii=False).encode())) == [
        json.loads(json.dumps(text))
    ]
    assert texts(found(tmp_path, "a.csv", f"text\n{text[:5]}\nx\n".encode())) == [text[:5], "x"]


def test_markdown(tmp_path: Path) -> None:
    def one(raw: str) -> tuple[Article, list[Problem]]:
        articles, problems = parted(found(tmp_path, "a.md", raw.encode()))
        return articles[0], problems

    article, _ = one("---\ntitle: T\ndate: 2024-01-02\ntags: [a]\n---\n\n# Head\n\nText")
    assert (article.fields["title"], article.fields["published"], article.first_line) == ("T", "2024-01-02", 5)
    assert article.text == "\n# Head\n\nText" and not article.plain and "text" not in article.keys
    article, _ = one("+++\ntitle = 'T'\ndate = 2024-01-02T03:04:05Z\n+++\r\nText")
    assert article.fields["published"] == "2024-01-02T03:04:05+00:00" and article.text == "Text"
    article, _ = one("---\nauthor: A\n---\n# Head\nText")
    assert article.fields["title"] == "Head"
    article, problems = one("# Head\n\nText")
    assert article.plain and not problems
    for broken in (
        "---\na: [\n---\nText",
        "+++\na = \n+++\nText",
        "---\n- a\n---\nText",
        "---\n" + "[" * 9999 + "\n---\nText",
    ):
        article, problems = one(broken)
        assert article.text == "Text" and article.first_line == 3 and len(problems) == 1
    article, problems = one("---\na: &x [1,2]\nb: [*x,*x]\n---\nText")
    assert article.text == "Text" and problems
    article, problems = one("---\ntitle: never closed\n\nText")
    assert "Text" in article.text and problems
    article, problems = one("---\n\nA rule, and then the text.")
    assert article.plain and not problems


def test_csv(tmp_path: Path) -> None:
    for mark in ",;\t|":
        raw = f'title{mark}text{mark}date\n"A{mark}B"{mark}"x\n""y"""{mark}2024\n'.encode()
        (article,) = parted(found(tmp_path, "a.csv", raw))[0]
        assert (article.fields["title"], article.text, article.fields["published"]) == (f"A{mark}B", 'x\n"y"', "2024")
    assert texts(found(tmp_path, "a.csv", b"text\ra\rb\r")) == ["a", "b"]
    assert texts(found(tmp_path, "a.csv", b"text,n\na\x00b,1\n")) == ["a\x00b"]
    assert texts(found(tmp_path, "a.csv", b"n,text\n1," + b"x" * 300_000 + b"\n")) == ["x" * 300_000]
    items = found(tmp_path, "a.csv", b'title,text\nA,"a\nB,b\nC,"c"\nD,d,e\nE\nF,"f"\nG,"g')
    assert texts(items) == ["b", "c", "f"]
    assert [p.record for p in parted(items)[1]] == [1, 4, 5, 7]
    (problem,) = found(tmp_path, "a.csv", b"when,where\n1,2\n3,4\n")
    assert "no text" in str(problem) and problem.record is None
    assert not found(tmp_path, "a.csv", b"")


def test_csv_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    for _ in readers.read(str(write(tmp_path, "a.csv", b"text\na\nb\n"))):
        assert csv.field_size_limit() == before


def write(tmp_path: Path, name: str, raw: bytes) -> Path:
    (tmp_path / name).write_bytes(raw)
    return tmp_path / name


def test_what_is_no_file(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder.txt").mkdir()
    paths = [
        *(str(tmp_path / n) for n in ("pipe.jsonl", "loop.txt", "folder.txt", "none.txt", "a.log", "a")),
        "a\0.txt",
        "\ud800.txt",
    ]
    for path in (*paths, "/dev/null"):
        (item,) = list(readers.read(path))
        assert isinstance(item, Problem) and item.path == path


@pytest.mark.parametrize(
    ("raw", "name", "count"),
    [
        (b'{"text":"a"}\n{"text":"b"}\n', None, 2),
        (b'[{"text":"a"},{"text":"b"}]', None, 2),
        (b'{"articles":[{"text":"a"},{"text":"b"}]}', None, 2),
        (b"Just text", None, 1),
        (b"text\na\nb\n", "x.csv", 2),
        (gzip.compress(b'{"text":"a"}\n{"text":"b"}\n'), "x.jsonl.gz", 2),
        (gzip.compress(b'{"text":"a"}\n{"text":"b"}\n'), None, 2),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes, name: str | None, count: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    items = list(readers.read("-", stdin_filename=name))
    assert len(items) == count and all(isinstance(i, Article) and i.path == (name or "-") for i in items)
    monkeypatch.setattr(sys, "stdin", None)
    assert isinstance(next(iter(readers.read("-"))), Problem)


def test_the_middle_of_a_file_can_be_read() -> None:
    lines = [line(record) + b"\n" for record in RECORDS]
    source = Source("a.jsonl")
    source.offset, source.records = len(lines[0]), 1
    made: Iterator[Article | Problem] = readers.formats()[".jsonl"](io.BytesIO(b"".join(lines[1:])), source)
    first = next(iter(made))
    assert (
        isinstance(first, Article) and first.record == 2 and first.at == (len(lines[0]), len(lines[0] + lines[1]) - 1)
    )


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


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(['},{"', '"', "\\"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    extras=st.lists(st.dictionaries(st.sampled_from("abcd"), VALUES), min_size=1, max_size=5),
    indent=st.sampled_from([None, 0, 2]),
    chunk=st.integers(1, 40),
)
def test_whatever_json_writes_is_read(
    tmp_path: Path, extras: list[dict[str, object]], indent: int | None, chunk: int
) -> None:
    records = [{"text": f"t{number}", **extra} for number, extra in enumerate(extras)]
    expected = [record["text"] for record in records]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brackets, "CHUNK", chunk)
        for raw in (
            json.dumps(records, indent=indent),
            json.dumps({"x": 1, "items": records, "y": extras}, indent=indent, ensure_ascii=False),
            "\n".join(json.dumps(record, indent=indent) for record in records),
        ):
            items = found(tmp_path, "a.json", raw.encode(errors="replace"))
            assert texts(items) == expected and len(items) == len(expected)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.text(st.sampled_from("ab\",\n\r;'é\0\t|"), max_size=9), min_size=1, max_size=6),
    block=st.integers(1, 40),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_csv_writes_is_read(tmp_path: Path, rows: list[str], block: int, end: str) -> None:
    import csv

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [["title", "text"], *(["T", row] for row in rows)]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_, "BLOCK", block)
        items = found(tmp_path, "a.csv", out.getvalue().encode())
    assert texts(items) == rows and len(items) == len(rows)
    assert all(isinstance(i, Article) and i.at is not None for i in items)


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "gitlab", "rdjson", "markdown", "baseline", "fixes"])
@pytest.mark.parametrize("text", ["One is one.\nAD\n", "One is one.\n"])
def test_what_newslint_wrote_is_no_article(
    form: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(text)
    name = "out.md" if form == "markdown" else "out.jsonl" if form in ("jsonl", "baseline", "fixes") else "out.json"
    more = {
        "baseline": ["baseline", "write", "a.txt", "--baseline", name],
        "fixes": ["check", "--isolated", "--fix", "--fix-log", name, "a.txt"],
    }.get(form, ["check", "--isolated", "a.txt", "--output-format", form, "--output-file", name])
    assert main(more) in (0, 1)
    assert main(["check", "--isolated", "a.txt"]) in (0, 1)
    said = capsys.readouterr().err
    assert not [item for item in readers.read(name) if not isinstance(item, Problem)]
    if (tmp_path / name).stat().st_size > 3:
        assert main(["check", "--isolated", name]) == 3
        assert main(["check", "--isolated", "."]) in (0, 1), said


def test_blank_lines_cost_nothing_but_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb may hold nothing but these."""
    from newslint.readers import parse

    rescued: list[bytes] = []
    rescue = parse.Parser.rescue
    monkeypatch.setattr(
        parse.Parser, "rescue", lambda self, raw, *more: rescued.append(raw) or rescue(self, raw, *more)
    )
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n\r\n \n" * 50 + b'{"text": "x"}\n\n' + b'{"text": "y"}')
    items = [item for item in readers.read(str(path)) if isinstance(item, Article)]
    assert [(item.record, item.at) for item in items] == [(151, (250, 263)), (153, (265, 278))]
    assert not rescued


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_text_of_millions_of_lines_is_no_article(tmp_path: Path, end: str) -> None:
    """64 MB of nothing but line ends took 4.8 GB."""
    (tmp_path / "a.txt").write_text(end * (readers.MOST_LINES + 1), newline="")
    record = {"text": end * (readers.MOST_LINES + 1)}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(record)}\n{json.dumps({'text': 'It is frozen.'})}\n")
    (problem,) = readers.read(str(tmp_path / "a.txt"))
    assert isinstance(problem, Problem) and "more than 2,000,000 lines" in problem.message
    first, second = readers.read(str(tmp_path / "a.jsonl"))
    assert isinstance(first, Problem) and first.record == 1 and isinstance(second, Article)
