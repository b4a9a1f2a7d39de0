"""`newslint report OLD NEW --html`: two runs on one page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import test_safe
from html_page import Page
from payloads import PAYLOADS

from newslint.cli import main
from newslint.reports._html.compare import compared


def _found(number: int, rule: str = "ad-label", site: str = "a.example", match: str = "AD") -> dict[str, object]:
    found = test_safe._finding("x").as_dict()
    own = {"rule": rule, "site": site, "match": match, "message": f"{rule} {match}", "severity": "error"}
    return {
        **found,
        **own,
        "path": "a.jsonl",
        "record": number,
        "article": str(number),
        "fingerprint": f"{number:016x}",
    }


def _stored(path: Path, findings: list[dict[str, object]], articles: int | None = 100) -> str:
    sites = [{"site": "a.example", "articles": articles}, {"site": "b.example", "articles": articles}]
    document = {"findings": findings, "problems": [], **({} if articles is None else {"sites": sites})}
    if articles is None:
        path.write_text("".join(f"{json.dumps(found)}\n" for found in findings))
    else:
        path.write_text(json.dumps(document))
    return str(path)


def _page(
    tmp_path: Path, old: list[dict[str, object]], new: list[dict[str, object]], articles: int | None = 100
) -> Page:
    text, _ = compared(_stored(tmp_path / "old", old, articles), _stored(tmp_path / "new", new, articles))
    return Page(text)


def test_what_is_new_and_what_is_fixed(tmp_path: Path) -> None:
    old = [_found(number) for number in range(5)]
    new = [_found(number) for number in range(3, 50)] + [_found(60, "share-bar", "b.example", "Share")]
    page = _page(tmp_path, old, new)
    assert page.all("h1")[0][1] == "46 new findings, 3 fixed"
    assert [said for _, said in page.all("dd")] == ["46", "3", "2", "100"] or page.all("dd")[3][1].startswith("200")
    rows = [said for _, said in page.all("summary")]
    assert rows == [
        "45 findings: ADa.examplesafe fix",
        "1 findings: Shareb.examplesafe fix",
        "3 findings: ADa.examplesafe fix",
    ]
    [(_, verdict)] = page.all("p", "verdict")
    assert verdict == "Jumped. ad-label at a.example: from 5.0 % to 47 % of the articles; 1 other rate rose too."
    rates = [said for attributes, said in page.all("tr") if "→" in said]
    assert rates[0] == "a.examplead-label5.0 %47 %50 → 470jump" and "jump" not in rates[-1]
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_nothing_has_changed(tmp_path: Path) -> None:
    page = _page(tmp_path, [_found(1)], [_found(1)])
    assert page.all("p", "verdict")[0][1] == "No jump. No rate has risen more than chance explains."
    assert "No rate has changed." in page.text and 'id="new"' not in page.text


def test_without_counts_there_are_no_rates(tmp_path: Path) -> None:
    page = _page(tmp_path, [_found(1)], [_found(2)], None)
    assert page.all("p", "verdict")[0][1].startswith("No more findings.")
    assert "reports written with --report json=FILE do" in page.text


def test_a_huge_comparison_is_a_page_of_a_megabyte(tmp_path: Path) -> None:
    old = [_found(number, f"r{number % 30}", match=f"old {number} " + "x" * 300) for number in range(4_000)]
    new = [_found(10_000 + number, f"r{number % 30}", match=f"new {number} " + "x" * 300) for number in range(6_000)]
    assert len(_page(tmp_path, old, new).text.encode()) < 1_000_000


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_stored_report_is_no_more_trusted_than_an_article(tmp_path: Path, payload: str) -> None:
    names = ("rule", "message", "path", "article", "site", "match", "language", "severity")
    found, shape = ({**_found(1), **dict.fromkeys(names, text)} for text in (payload, "x"))
    page = _page(tmp_path, [], [found])
    assert not test_safe.FORBIDDEN.search(page.text)
    assert sorted(tag for tag, _, _ in page.elements) == sorted(
        tag for tag, _, _ in _page(tmp_path, [], [shape]).elements
    )


def test_types_that_newslint_does_not_write_cost_nothing(tmp_path: Path) -> None:
    odd = {**_found(1), "line": "7", "record": True, "column": 1e300, "fix": [1], "field": {"a": 1}, "language": 3}
    assert "a.jsonl" in _page(tmp_path, [], [odd]).text


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = _stored(tmp_path / "old.json", []), _stored(tmp_path / "new.json", [_found(1)])
    assert main(["report", old, new, "--html", str(tmp_path / "page.html")]) == 0
    assert "<h1>1 new finding, 0 fixed</h1>" in (tmp_path / "page.html").read_text("utf-8")
    assert "1 new finding, 0 fixed, 0 unchanged" in capsys.readouterr().err
    assert main(["report", old, new, "--html", "-q"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("<!doctype html>") and said.err == ""
    assert main(["report", old, new]) == 2
    assert "say --html FILE" in capsys.readouterr().err
    assert main(["report", old, new, "--html", new]) == 2
    assert "would overwrite it" in capsys.readouterr().err and json.loads(Path(new).read_text())
    assert main(["report", old, str(tmp_path / "gone"), "--html"]) == 2
    assert "gone: this report cannot be read" in capsys.readouterr().err
