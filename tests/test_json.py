"""JSON and JSON lines: lists inside objects, several values in a row, what is broken and costs no other record."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import BROKEN, RECORDS, TEXTS, found, line, parted, texts

from newslint import readers
from newslint.article import Article
from newslint.problem import Problem
from newslint.readers import Source, brackets, parse


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


def test_every_prefix_of_jsonl(tmp_path: Path) -> None:
    raw = b"\n".join(line(record) for record in RECORDS[:3])
    for end in range(len(raw)):
        articles, problems = parted(found(tmp_path, "a.jsonl", raw[:end]))
        whole = raw[:end].count(b"\n")
        assert [a.text for a in articles[:whole]] == TEXTS[:whole]
        assert len(articles) + len(problems) >= whole


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


SAID = [
    ("a.json", b"The harbour.", "is not JSON: expected an array of articles, or an object: expected an object with"),
    ("a.json", b"<html></html>", "is HTML or XML, not JSON: an error page saved in place of a record? Fetch it again"),
    ("a.jsonl", b"<<<<<<< HEAD", "is a Git conflict marker: resolve the conflict"),
    ("a.jsonl", b'{"text": x}', "is not JSON: Expecting value at character 10 of 11: expected an object with"),
    (
        "a.jsonl",
        b'{"text": "x"',
        "is not JSON: Expecting ',' delimiter at character 12 of 12; it seems to be cut off: expected",
    ),
    ("a.jsonl", b'{"text": x, "\xff"}', "(it is not UTF-8"),
    ("a.jsonl", b"[" * 99_999, "is nested too deep to be read: expected an object with the fields of an article"),
]


@pytest.mark.parametrize(("name", "raw", "said"), SAID, ids=[str(raw[:12]) for _, raw, _ in SAID])
def test_what_is_no_json_is_named(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (problem,) = parted(found(tmp_path, name, raw))[1]
    assert said in problem.message


def test_a_record_that_memory_has_no_room_for_is_named() -> None:
    assert parse.broken("{", None, MemoryError()) == "needs more memory than there is: lower record-bytes"


@pytest.mark.parametrize("raw", [b"[x", b"{x", b'"x', b",x", b" x", b"]x", b"}x", b":x", b"xy"])
def test_what_is_passed_over_is_never_nothing(raw: bytes) -> None:
    """Else whoever asks again would ask for ever."""
    window = brackets.Window(io.BytesIO(raw))
    window.more()
    brackets.scalar(window)
    assert window.base + window.at > 0
