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
from reading import FORMATS, RECORDS, TEXTS, as_format, found, line, parted, texts

from newslint import readers
from newslint.article import Article
from newslint.cli import main
from newslint.problem import Problem
from newslint.readers import Options, Source


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise(tmp_path: Path, suffix: str, raw: bytes) -> None:
    small = Options(record_bytes=50, text_bytes=300)
    for options in (None, small):
        for item in found(tmp_path, "a" + suffix, raw, options):
            assert isinstance(item, (Article, Problem))


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


def test_numbers_of_records(tmp_path: Path) -> None:
    assert [a.record for a in parted(found(tmp_path, "a.jsonl", b'\n\n{"text":"a"}\r\n\n{"text":"b"}'))[0]] == [3, 5]
    assert [a.record for a in parted(found(tmp_path, "a.json", b'[{"text":"a"}, 1, {"text":"b"}]'))[0]] == [1, 3]
    strings = b'[{"text":"a"}, "one, {two} \\" three", {"text":"b"}, "cut,\n{"text":"c"}]'
    assert [a.record for a in parted(found(tmp_path, "a.json", strings))[0]] == [1, 3, 5]
    assert [a.record for a in parted(found(tmp_path, "b.json", b'{"text":"a"}\n'))[0]] == [None]
    assert [a.record for a in parted(found(tmp_path, "c.json", b'{"text":"a"}\n{"text":"b"}'))[0]] == [1, 2]
    assert [a.record for a in parted(found(tmp_path, "a.csv", b"text\na\n\nb\n"))[0]] == [1, 2]
    assert [a.record for a in parted(found(tmp_path, "a.txt", b"a"))[0]] == [None]


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
