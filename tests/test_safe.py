"""What scraped text must not do to a terminal, a log or a parser: the payloads, through every format."""

from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import FORBIDDEN, PAYLOADS, RUNNER

from newslint import frame, reports
from newslint.article import Article
from newslint.finding import Edit, Finding, Fix, Place
from newslint.problem import Problem
from newslint.safe import safe_json, safe_line, safe_lines, safe_text, untabbed, width
from newslint.summary import Summary


def _finding(text: str) -> Finding:
    place = Place("text", 0, len(text), 1, 1, 1, len(text) + 1, text)
    other = Place("title", 0, len(text), excerpt=text)
    return Finding(
        rule=text,
        group=text,
        severity="error",
        message=text,
        path=text,
        record=3,
        article=text,
        site=text,
        language="en",
        place=place,
        match=text,
        related=(other,),
        fix=Fix(True, "delete-line", (Edit("text", 0, len(text), text),)),
        fingerprint="00",
    )


def _written(name: str, text: str, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace", newline="\n")
    report = reports.open_report(name, out, reports.Context(statistics=True))
    summary = Summary()
    findings = [_finding(text)]
    summary.add(findings)
    report.article(Article({"text": text, "id": text}, text), findings)
    report.problem(Problem(text, text, 1))
    report.close(summary)
    out.flush()
    return raw.getvalue().decode(encoding)


@pytest.fixture(autouse=True)
def _no_job_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.mark.parametrize("name", reports.formats())
@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_harmless_in_every_format(name: str, payload: str) -> None:
    written = _written(name, payload)
    assert not FORBIDDEN.search(written), repr(written)
    assert not RUNNER.search(_without_own_commands(written) if name == "github" else written), written
    assert _written(name, payload, "ascii").isascii()


def _without_own_commands(written: str) -> str:
    """The lines without the beginnings of the annotations that `github` means, which a runner reads as three words."""
    lines = written.splitlines()
    own = [line for line in lines if line.startswith("::")]
    for line in own:
        name, _, rest = line.removeprefix("::").partition(" ")
        properties, _, _ = rest.partition("::")
        assert name in ("error", "warning", "notice")
        keys = [pair.partition("=")[0] for pair in properties.split(",")]
        assert keys in (["file", "line", "col", "endLine", "endColumn", "title"], ["file", "line", "title"], ["title"])
    assert len(own) == 2
    return "\n".join(line.partition(" ")[2] if line in own else line for line in lines)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_is_strict_and_says_the_same(payload: str) -> None:
    for line in [*_written("jsonl", payload).splitlines(), _written("json", payload)]:
        assert line.isascii()
        document = json.loads(line, object_pairs_hook=_no_key_twice, parse_constant=pytest.fail)
        json.dumps(document, ensure_ascii=False).encode("utf-8")  # raises for a lone surrogate
    found = json.loads(_written("jsonl", payload))
    if not re.search("[\ud800-\udfff]", payload):
        assert found["match"] == found["message"] == payload


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_reports_for_machines_are_strict_json(name: str, payload: str) -> None:
    written = _written(name, payload)
    assert written.isascii()
    json.loads(written, object_pairs_hook=_no_key_twice, parse_constant=pytest.fail)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_junit_is_xml_of_our_elements_only(payload: str) -> None:
    root = ElementTree.fromstring(_written("junit", payload))
    assert {element.tag for element in root.iter()} == {"testsuites", "testsuite", "testcase", "failure", "error"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_keeps_scraped_text_inside_code(payload: str) -> None:
    """What stands outside code spans is ours: no link, no tag, no bar of a table that is not in its frame."""
    written = _written("markdown", payload)
    span = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert [row.count("|") for row in rows] == [5, 5, 5]
    for line in written.splitlines():
        outside = span.sub("C", line)
        assert re.fullmatch(r"[\w .,:*()#/|-]*", outside.replace("`newslint check --fix`", "")), outside


def test_a_message_of_sarif_has_no_links_or_placeholders() -> None:
    document = json.loads(_written("sarif", "[click](https://evil.example) {0} [1](2) {match}"))
    [result] = document["runs"][0]["results"]
    assert result["message"]["text"] == "[click] (https://evil.example) { 0} [1] (2) {match}"


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_what_is_shown() -> None:
    assert safe_text("a\x1b[0m\tb\r\n") == r"a\x1b[0m\tb\r\n"
    assert safe_text("\u202e\u2028\U000e0041\ud800") == r"\u202e\u2028\U000e0041\ud800"
    assert safe_text("caf\u00e9 \u65e5\u672c \U0001f468\u200d\U0001f469 \u0645\u06cc\u200c\u062e") == (
        "caf\u00e9 \u65e5\u672c \U0001f468\u200d\U0001f469 \u0645\u06cc\u200c\u062e"
    )
    assert safe_lines("one\n::error::\x07") == "one\n\\x3a:error::\\x07"
    assert safe_line("##[error] a::b") == r"##\x5berror] a::b"


def test_columns() -> None:
    assert width("abc") == 3
    assert width("\u65e5\u672c") == 4
    assert width("e\u0301") == 1
    assert width("\uac00\U0001f600") == 4
    assert untabbed("a\tb\t\u65e5\tc") == "a   b   \u65e5  c"


def test_no_infinity_in_json() -> None:
    with pytest.raises(ValueError, match="float"):
        safe_json({"x": float("inf")})


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_one_harmless_line(text: str) -> None:
    shown = safe_text(text)
    assert not FORBIDDEN.search(shown)
    assert "\n" not in shown
    assert not RUNNER.search(shown)
    assert safe_text(shown) == shown


@given(st.recursive(st.text(st.characters(exclude_categories=())), lambda inner: st.dictionaries(st.text(), inner)))
def test_any_value_is_strict_json(value: object) -> None:
    written = safe_json(value)
    assert written.isascii()
    assert not RUNNER.search(written)
    json.dumps(json.loads(written), ensure_ascii=False).encode("utf-8")


@given(st.text(alphabet="ab:# ##[::\t\x1b\u202e漢e\u0301\u00adß–“") | st.text(), st.data())
def test_a_simple_line_is_drawn_as_the_careful_way_draws_it(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    rows = [frame.Row(Place("text", start, end, 7, start + 1, 7, end + 1, line), note="a note")]
    for color in (False, True):
        drawn = frame.draw(rows, "error", color)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frame, "_is_simple", lambda text: False)
            assert frame.draw(rows, "error", color) == drawn
