"""The text of an article: control characters, encodings, marks, line ends, odd digits, huge shapes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from all_rules import lint
from hostile_shared import LABEL, check

from newslint import readers
from newslint.article import Article
from newslint.finding import Finding
from newslint.problem import Problem

STORY = (
    "Ferry stuck in the ice\n3 August 2022\n"
    "The harbour of the northern town stayed frozen for a third week, the council said.\n\nAD\n"
    "The harbour of the northern town stayed frozen for a third week, the council said.\n"
    "Read also: The pier is closed\nNobody has left by sea.\n"
)


def read(folder: Path, raw: bytes, name: str = "a.txt") -> tuple[Article, list[Problem]]:
    """The one article of a file, and what was said about it."""
    (folder / name).write_bytes(raw)
    items = list(readers.read(str(folder / name)))
    [article] = [item for item in items if isinstance(item, Article)]
    return article, [item for item in items if isinstance(item, Problem)]


def core(findings: list[Finding]) -> set[tuple[str, int | None]]:
    """Rule and line of what has nothing to do with characters as such."""
    return {(found.rule, found.line) for found in findings if found.group not in ("encoding", "corpus")}


WANTED = core(lint(Article({"text": STORY}, "a.txt", plain=True)))


def test_the_story_has_findings_to_lose() -> None:
    assert {"ad-label", "adjacent-repeat"} <= {rule for rule, _ in WANTED}


CONTROLS = [
    *map(chr, range(9)),
    *map(chr, range(0x0E, 0x20)),
    *map(chr, range(0x7F, 0xA0)),
    "\u202d",
    "\u202e",
]


@pytest.mark.parametrize("mark", CONTROLS, ids=lambda mark: f"U+{ord(mark):04X}")
def test_control_characters_are_a_finding_and_cost_nothing_else(tmp_path: Path, mark: str) -> None:
    article, _ = read(tmp_path, (STORY + f"One {mark} more.\n").encode())
    findings = lint(article)
    assert core(findings) >= WANTED
    [found] = [found for found in findings if found.group == "encoding"]
    assert found.line in (None, 9) and (found.line == 9 or "line 9" in found.message)
    [found] = [one for one in lint(Article({"title": f"Ferry {mark}stuck", "text": STORY})) if one.group == "encoding"]
    assert found.field == "title"


@pytest.mark.parametrize(
    "mark", ["\t", "\n", "\v", "\f", "\r", "\xa0", *"\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"]
)
def test_marks_that_belong_to_writing_are_no_finding(mark: str) -> None:
    text = STORY.replace("Nobody", f"No{mark}body").replace("Ferry stuck", f"Ferry{mark} stuck", 1)
    assert [found.rule for found in lint(Article({"text": text})) if found.group == "encoding"] == []


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 8, b"\0" * 5000, b"\x7fELF" + b"\0\1" * 99, b"\xff\xfe\0", b"\x89PNG\r\n\x1a\n"]
)
def test_binary_files_are_named_and_the_run_goes_on(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    (tmp_path / "b.txt").write_text(LABEL)
    done = check(tmp_path, ".", "--output-format", "concise", "-q")
    assert done.returncode in (1, 2)
    assert b"a.txt" in done.stdout + done.stderr and b"b.txt:2:1: error ad-label" in done.stdout


BROKEN = {
    "invalid": b"\xff\xfe\xfd in the middle",
    "cesu": b"\xed\xa0\xbd\xed\xb8\x80",
    "overlong": b"\xc0\xaf \xe0\x80\xaf",
    "truncated": "é".encode()[:1],
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "beyond": b"\xf4\x90\x80\x80",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_utf8_is_said_with_its_offset_and_the_text_is_checked(tmp_path: Path, name: str) -> None:
    article, problems = read(tmp_path, STORY.encode() + BROKEN[name])
    assert len(problems) == 1 and f"byte offset {len(STORY.encode())}" in str(problems[0])
    assert core(lint(article)) >= WANTED


ENCODINGS = {
    "utf-16": "",
    "utf-32": "",
    "utf-16-le": "UTF-16-LE",
    "latin-1": "not UTF-8",
    "cp1251": "not UTF-8",
    "gb18030": "not UTF-8",
    "shift-jis": "not UTF-8",
    "utf-7": "",
}
LETTERS = {"cp1251": "Гавань замёрзла.", "gb18030": "港口已经结冰。", "shift-jis": "港は凍っている。"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_are_read_or_named(tmp_path: Path, encoding: str) -> None:
    text = STORY + LETTERS.get(encoding, "Größe: 5 €"[: 9 if encoding == "latin-1" else None]) + "\n"
    article, problems = read(tmp_path, text.encode(encoding))
    assert article.text.strip()
    assert [str(problem) for problem in problems if ENCODINGS[encoding] not in str(problem)] == []
    assert bool(problems) == bool(ENCODINGS[encoding])
    assert core(lint(article)) >= WANTED


@pytest.mark.parametrize("count", [1, 2])
def test_a_mark_at_the_beginning_is_no_part_of_the_text(tmp_path: Path, count: int) -> None:
    article, problems = read(tmp_path, b"\xef\xbb\xbf" * count + STORY.encode())
    assert article.text == STORY and article.title == "Ferry stuck in the ice" and not problems
    assert core(lint(article)) == WANTED


def test_marks_within_the_text_cost_nothing_else(tmp_path: Path) -> None:
    article, _ = read(tmp_path, STORY.replace("Nobody", "\ufeffNobody").encode())
    assert core(lint(article)) == WANTED
    article, _ = read(
        tmp_path, b'\xef\xbb\xbf{"title": "Ferry", "published": "2024-05-04T10:00:00Z", "text": "x"}\n', "a.jsonl"
    )
    assert article.title == "Ferry" and article.moment("published") == "2024-05-04T10:00:00Z"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n"])
def test_any_line_ends_give_the_same_findings(tmp_path: Path, end: str) -> None:
    article, problems = read(tmp_path, STORY.replace("\n", end).encode())
    assert not problems
    wanted = WANTED if end != "\r\r\n" else {(rule, None) for rule, _ in WANTED}
    found = core(lint(article))
    assert ({(rule, None) for rule, _ in found} if end == "\r\r\n" else found) == wanted


def test_mixed_line_ends_give_the_same_findings(tmp_path: Path) -> None:
    ends = ("\n", "\r\n", "\r\n", "\n", "\r", "\r", "\r\n", "\n")  # no CR before an empty line: its LF would be its own
    mixed = "".join(line + end for line, end in zip(STORY.split("\n"), ends, strict=False))
    article, _ = read(tmp_path, mixed.encode())
    assert core(lint(article)) == WANTED


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
def test_unusual_separators_end_no_line(tmp_path: Path, mark: str) -> None:
    text = STORY.replace("Nobody has", f"Nobody{mark}has")
    for name, raw in (("a.txt", text), ("a.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\n")):
        article, problems = read(tmp_path, raw.encode(), name)
        assert not problems and len(article.lines) == len(STORY.split("\n"))
        assert {line for rule, line in core(lint(article)) if rule == "ad-label"} == {5}


ODDITIES: dict[str, Callable[[str], str]] = {
    "zero width space": lambda text: text.replace("Nobody", "No\u200bbody"),
    "joiners": lambda text: text.replace("Nobody", "No\u200d\u200c\u2060body"),
    "tags": lambda text: text.replace("Nobody", "No\U000e0041\U000e007fbody"),
    "variation selectors": lambda text: text.replace("Nobody", "N\ufe0fo\U000e0100body"),
    "noncharacters": lambda text: text.replace("Nobody", "No\ufffe\uffff\ufdd0\U0010ffffbody"),
    "zalgo": lambda text: text.replace("Nobody", "N" + "\u0301\u0316" * 500 + "obody"),
    "unassigned and private": lambda text: text.replace("Nobody", "\u0378\ue000\U000f0000"),
    "bidi": lambda text: text.replace("Nobody", "\u202eydoboN\u202c \u2066x\u2069"),
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "nfc": lambda text: unicodedata.normalize("NFC", text),
}


@pytest.mark.parametrize("name", ODDITIES)
def test_odd_characters_change_no_other_finding(name: str) -> None:
    assert core(lint(Article({"text": ODDITIES[name](STORY)}, "a.txt", plain=True))) == WANTED


DIGITS = ["²³", "٣٤", "３４", "৩", "Ⅷ", "𝟗", "①", "9" * 5000, "٩" * 5000, "0x" + "f" * 999]


@pytest.mark.parametrize("digits", DIGITS)
def test_odd_digits_are_no_numbers_to_trip_over(digits: str) -> None:
    article = Article(
        {
            "id": digits,
            "title": f"{digits} min read",
            "published": f"{digits} August {digits}",
            "modified": digits,
            "url": f"https://example.org/{digits}/{digits}",
            "text": f"{digits} min read\n{digits} August 2022, {digits}:{digits}\nRead {digits} more\n({digits})\n{digits}\n",
        }
    )
    lint(article)


@pytest.mark.parametrize("mark", ["\x85", "\x1c", "\x1f\x1e "])
def test_a_headline_of_controls_that_are_blanks_is_none(mark: str) -> None:
    """Found by Hypothesis: Python takes these for white space, and such a headline has no place for a finding."""
    assert lint(Article({"title": mark, "description": mark, "text": "The harbour is frozen."})) == []


SUPPRESSIONS = [
    "newslint: disable",
    "# noqa",
    "<!-- newslint-ignore -->",
    "newslint_ignore: ALL",
    "# newslint: ignore[ad-label]",
]


@pytest.mark.parametrize("said", SUPPRESSIONS)
def test_the_text_cannot_switch_rules_off(said: str) -> None:
    assert core(lint(Article({"text": f"{STORY}{said}\n"}, "a.txt", plain=True))) >= WANTED
    text = STORY.replace("AD\n", f"AD {said}\nAD\n")
    assert "ad-label" in {rule for rule, _ in core(lint(Article({"text": text}, "a.txt", plain=True)))}


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("matter", ["---\nnewslint_ignore: ALL\n---\n", '+++\nnewslint_ignore = ["ALL"]\n+++\n'])
def test_front_matter_cannot_switch_rules_off(tmp_path: Path, name: str, matter: str) -> None:
    """A text that begins with such lines has them from its writer as likely as from the scraper."""
    article, problems = read(tmp_path, (matter + STORY).encode(), name)
    assert not problems and {rule for rule, _ in core(lint(article))} >= {"ad-label", "adjacent-repeat"}
