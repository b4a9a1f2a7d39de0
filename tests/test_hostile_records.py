"""Records: broken lines, odd values, odd keys, dates out of this world, CSV that is none, bombs in front matter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import invariants
import pytest
from all_rules import LINTER
from hostile_shared import within

from newslint import corpus, readers, reports
from newslint.article import Article, Site
from newslint.diff import compare
from newslint.lint import Linter
from newslint.problem import NewslintError, Problem
from newslint.safe import safe_json
from newslint.timestamps import read_timestamp

GOOD = [b'{"id": "g%d", "text": "The harbour is frozen.\\nAD\\nPier %d."}' % (n, n) for n in range(3)]


def read(folder: Path, name: str, raw: bytes) -> tuple[list[Article], list[Problem]]:
    """The articles and problems of a file, each article linted and sound."""
    (folder / name).write_bytes(raw)
    items = list(readers.read(str(folder / name)))
    for item in items:
        invariants.check_item(item)
        if isinstance(item, Article):
            invariants.check_findings(item, *LINTER.lint(item))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


ODD = [
    *(b'{"text": "a", "n": NaN}', b'{"text": "a", "n": [Infinity, -Infinity]}', b'{"text": "a", "n": 1e400}'),
    *(b'{"text": "a", "text": "b", "id": 1, "id": 2}', b'{"text": "\\ud800 \\udfff\\ud83d", "title": "\\udfff"}'),
    *(b'{"text": "a\\u0000b", "id": "\\u0000"}', b'{"text": "a", "' + b"k" * 1_000_000 + b'": 1}'),
    *(b'{"text": "' + b"x" * 4_000_000 + b'"}', b'{"__proto__": {"text": "x"}, "constructor": 1, "text": "a"}'),
    *(
        b'{"$ref": "file:///etc/passwd", "$schema": "https://example.org", "text": "a"}',
        b'{"text": ["a", ["b"], {"text": "c"}]}',
    ),
    *(
        b'{"text": true}',
        b'{"text": {"text": {"text": "a"}}}',
        b'{"text": "a", "id": {"a": [1]}}',
        b'{"text": "a", "url": 5}',
    ),
    *(
        b'{"text": "a", "published": true}',
        b'{"text": "a", "published": [1, "x"]}',
        b'{"text": "a", "published": {"x": NaN}}',
    ),
    *(b'{"text": "a", "published": 1e999}', b'{"text": "a", "id": 1e999}', b'{"text": "a", "id": -0.0}'),
    b"{" + b",".join(b'"k%d": %d' % (n, n) for n in range(10_000)) + b', "text": "a"}',
    b'{"text": "a", "x": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"text": "a", "x": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    b'{"text": "a", "n": ' + b"9" * 5000 + b"}",
    b'{"text": "a", "published": ' + b"9" * 5000 + b"}",
    b'{"text": "a", "id": ' + b"-" + b"9" * 4500 + b"}",
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_an_odd_record_costs_no_other(tmp_path: Path, number: int) -> None:
    articles, problems = read(tmp_path, "a.jsonl", b"\n".join([GOOD[0], ODD[number], *GOOD[1:]]) + b"\n")
    assert [a.fields["id"] for a in articles if a.record != 2] == ["g0", "g1", "g2"]
    assert [p for p in problems if p.record != 2] == []
    assert [a for a in articles if a.record == 2] or problems
    wrapped, _ = read(tmp_path, "a.json", b"[" + b",\n".join([GOOD[0], ODD[number], *GOOD[1:]]) + b"]")
    assert [a.fields["id"] for a in wrapped if a.record != 2][:3] == ["g0", "g1", "g2"]


@pytest.mark.parametrize("name", reports.formats())
def test_odd_records_reach_no_report_as_they_are(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*ODD, *GOOD]))
    done = within(tmp_path, "a.jsonl", "--select", "ALL", "--output-format", name)
    assert done.returncode == 2 and len(done.stdout) < 500_000
    text = done.stdout.decode("utf-8")
    assert "\0" not in text and "\ud800" not in text
    if name == "jsonl":
        for line in text.splitlines():
            invariants.strict(line)
    if name in ("json", "sarif", "gitlab", "rdjson"):
        invariants.strict(text)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n \n"])
def test_empty_and_blank_and_unfinished_jsonl(tmp_path: Path, mark: bytes, end: bytes) -> None:
    articles, problems = read(tmp_path, "a.jsonl", mark + end.join(GOOD))
    assert len(articles) == 3 and not problems
    assert read(tmp_path, "b.jsonl", mark + end * 3) == ([], [])
    (tmp_path / "c.jsonl").write_bytes(mark)
    done = within(tmp_path, "c.jsonl", "-q")
    assert done.returncode == 3 and b"no article was found" in done.stderr


DATES: list[Any] = [
    *(
        "0000-01-01",
        "0000-00-00T00:00:00Z",
        "10000-01-01",
        "99999-12-31T00:00:00Z",
        "-0044-03-15",
        "0001-01-01T00:00:00+14:00",
    ),
    *("9999-12-31T23:59:59-14:00", "2016-12-31T23:59:60Z", "2024-05-04T24:00:00Z", "2024-05-04T24:00:01Z"),
    *(
        "2024-03-31T02:30:00 Europe/Berlin",
        "2024-03-31T02:30:00[Europe/Berlin]",
        "2024-10-27T02:30:00 CET",
        "2024-05-04T10:00+25:00",
    ),
    *("2024-05-04T10:00+99:99", "2024-05-04T10:00:00 ../../etc/passwd", "2024-02-30", "31/02/2024", "2024-13-45"),
    *(0, -1, 1, 1714816800, 1714816800123, 1714816800123456, 10**18, 10**30, -(10**30), 1e18, 1e308, float("inf")),
    *(float("-inf"), float("nan"), True, False, [], {}, [1714816800], {"$date": 5}, None, "", " ", "\0", "\ud800"),
    *("9" * 5000, "²⁰²⁴", "٢٠٢٤-٠٥-٠٤", "２０２４-０５-０４", "1e400", "NaN", b"2024"),
    *("3 August 2022 " * 2000, "2024-05-04T10:00:00." + "0" * 5000 + "Z", "P1Y2M", "R5/2024-05-04/P1D"),
]


ZONES = ("", "Europe/Berlin", "../../etc/passwd", "No/Such", "\0", "x" * 5000)
LINTERS = [
    Linter(LINTER.rules, {"example.org": Site(name="\0", zone=zone or None, date_order="DMY", first_year=0)})
    for zone in ZONES
]


def dated(value: Any) -> Article:
    """An article with the value wherever an article has a date."""
    fields = dict.fromkeys(("published", "modified", "crawled_at"), value)
    text = f"{value}\nThe harbour is frozen.\nPublished: {value}\nUpdated {value}\n"
    return Article({"url": f"https://example.org/2024/05/04/{value}", "text": text, "title": f"{value}", **fields})


@pytest.mark.parametrize("number", range(len(DATES)), ids=lambda number: repr(DATES[number])[:40])
def test_no_date_is_too_odd(number: int) -> None:
    value = DATES[number]
    assert repr(read_timestamp(value)) == repr(read_timestamp(value))
    for linter in LINTERS:
        article = dated(value)
        invariants.check_findings(article, *linter.lint(article))
        plain = Article({"text": f"Ferry stuck\n{value}\nThe harbour is frozen.\n"}, "a.txt", plain=True)
        invariants.check_findings(plain, *linter.lint(plain))


def test_no_date_is_too_odd_for_a_corpus() -> None:
    articles = [dated(value) for value in DATES for _ in range(12)]
    for number, article in enumerate(articles):
        article.record = number + 1
    learned, problems = corpus.learn(LINTER.rules, articles)
    assert not problems, problems[0]
    linter = Linter(corpus.needed(LINTER.rules), learned=learned)
    for article in articles:
        invariants.check_findings(article, *linter.lint(article))


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_report_that_is_cut_or_odd_is_compared_or_refused_by_name(tmp_path: Path, form: str) -> None:
    """`newslint diff` reads what stands in a report no more trustingly than an article."""
    article = Article({"id": "a", "site": "example.org", "text": "The harbour is frozen.\nAD\n"}, "a.jsonl", 1)
    whole = invariants.written(form, article, LINTER.lint(article)[0])
    (tmp_path / "old").write_text(whole)
    value = re.compile(r': (\d+|null|"[^"]*")')
    odd = [whole[:end] for end in range(len(whole))]
    for other in ("NaN", "1e400", "[]", "{}", "-1", '"\\ud800"', "9" * 5000):
        odd.append(value.sub(lambda _, other=other: f": {other}", whole))  # type: ignore[misc]
        for found in value.finditer(whole):
            odd.append(f"{whole[: found.start()]}: {other}{whole[found.end() :]}")
    odd += ["[" * 100_000, "\0", "null", "[1]", ""]
    told: list[str] = []
    for text in odd:
        (tmp_path / "new").write_text(text)
        try:
            compare(
                str(tmp_path / "old"), str(tmp_path / "new"), lambda what, found: told.append(safe_json(dict(found)))
            )
        except NewslintError as error:
            assert 0 < len(str(error)) < 2000
    assert told and not any("NaN" in one or "Infinity" in one for one in told)


TABLES = {
    "nul": b"id,text\ng0,a\x00b\ng1,c\n",
    "large field": b"id,text\ng0," + b"x" * 500_000 + b"\ng1,c\n",
    "quote": b'id,text\ng0,"never closed\ng1,c\n',
    "columns": b"id,text\ng0,a,b,c\ng1,c\n",
    "few columns": b"id,text\ng0\ng1,c\n",
    "only cr": b"id,text\rg0,a\rg1,c\r",
    "bad bytes": b"id,text\ng0,caf\xe9\ng1,c\n",
    "equal names": b"id,text,text,id\ng0,a,b,g0\ng1,c,d,g1\n",
    "no names": b"id,text,,\ng0,a,,\ng1,c,,\n",
    "formulas": b"id,text\ng0,=cmd|' /C calc'!A0\ng1,c\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_that_are_none_cost_no_other(tmp_path: Path, name: str) -> None:
    articles, problems = read(tmp_path, "a.csv", TABLES[name])
    assert articles[-1].fields["id"] == "g1", (articles, problems)
    assert len(articles) == 2 or problems


def test_ten_thousand_columns(tmp_path: Path) -> None:
    names = ",".join(["text", *(f"c{n}" for n in range(9_000))])
    articles, _ = read(tmp_path, "a.csv", f"{names}\nThe harbour.{',' * 9_000}\n".encode())
    assert articles[0].text == "The harbour."
    _, problems = read(tmp_path, "b.csv", (",".join(f"c{n}" for n in range(20_000)) + "\n1\n").encode())
    assert len(problems) == 1 and len(str(problems[0])) < 500


LAUGHS = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
MATTER = {
    "laughs": LAUGHS,
    "cycle": "a: &a [*a]",
    "merge": "a: &a {b: 1}\nc: {<<: *a, <<: [*a, *a]}",
    "object": "a: !!python/object/apply:os.system ['touch pwned']",
    "name": "a: !!python/name:os.system",
    "own tag": "a: !x y",
    "binary": "a: !!binary aGVsbG8=",
    "integer": "a: !!int x",
    "deep": "a: " + "[" * 5000,
    "deep maps": "".join(" " * n + "a:\n" for n in range(200)),
    "tab": "a:\n\t- b",
    "nul": "a: \0b",
    "list": "- a",
    "a word": "x",
}
PLAIN = {
    "bad date": "date: 2024-13-45",
    "year 0": "date: 0000-01-01",
    "digits": "date: " + "9" * 5000,
    "float": "date: .inf\nx: .nan\ny: 1e400",
    "base 60": "date: 20:01",
    "hex": "date: 0x_",
}


@pytest.mark.parametrize("name", MATTER)
def test_front_matter_that_is_refused_leaves_the_body(tmp_path: Path, name: str) -> None:
    articles, problems = read(tmp_path, "a.md", f"---\n{MATTER[name]}\n---\nThe harbour is frozen.\nAD\n".encode())
    assert articles[0].text.endswith("The harbour is frozen.\nAD\n")
    assert problems, name
    assert all(len(str(problem)) < 1000 for problem in problems)
    assert not (tmp_path / "pwned").exists() and not Path("pwned").exists()
    assert "ad-label" in {found.rule for found in LINTER.lint(articles[0])[0]}


@pytest.mark.parametrize("name", PLAIN)
def test_odd_values_in_front_matter_are_words(tmp_path: Path, name: str) -> None:
    articles, problems = read(tmp_path, "a.md", f"---\ntitle: T\n{PLAIN[name]}\n---\nThe harbour is frozen.\n".encode())
    assert articles[0].title == "T" and not problems


@pytest.mark.parametrize(
    "raw", ["a = " + "[" * 5000, "a = {" * 500, "a = 0000-00-00", "a = " + "9" * 5000, "a = 1\na = 2", "\0"]
)
def test_toml_front_matter_that_is_none_leaves_the_body(tmp_path: Path, raw: str) -> None:
    articles, problems = read(tmp_path, "a.md", f"+++\n{raw}\n+++\nThe harbour is frozen.\n".encode())
    assert articles[0].text == "The harbour is frozen.\n" and problems
