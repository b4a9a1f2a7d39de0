"""The HTML report: what it says, that it stays bounded, that only its own style and script may act, that all can read it."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import partial

import pytest
from html_page import Page, _many, _page
from test_reports import _cases, _found

from newslint import rates, reports, tell
from newslint.article import Article
from newslint.finding import Finding
from newslint.reports._html import causes, days, draw, listing, tally
from newslint.reports._html.bounded import prune
from newslint.reports._html.sample import Sample, differing, marked
from newslint.summary import Summary


def test_the_top_says_how_it_stands() -> None:
    page = _page(_cases())
    assert page.all("h1")[0][1] == "9 findings in 6 of 7 articles"
    assert page.all("p", "verdict")[0][1].startswith("Fails. 8 findings of severity warning or above")
    figures = dict(zip([t for _, t in page.all("dt")][:4], [t for _, t in page.all("dd")][:4], strict=True))
    assert figures == {
        "articles checked": "7",
        "with findings": "86 % 6 articles",
        "findings per 1,000 articles": "1,286 7 errors, 1 warning, 1 info",
        "with a safe fix": "2 22 % of all",
    }
    assert "newslint check news/ 'it'\"'\"'s here' --diff" in [said for _, said in page.all("code")]


@pytest.mark.parametrize(
    ("cases", "problems", "fail_on", "look", "said"),
    [
        ([], 0, "warning", "warn", "Nothing checked."),
        (_cases()[-1:], 0, "warning", "good", "Passes. Nothing was found."),
        (_cases(), 0, "never", "good", "Passes. Findings never fail this run."),
        (
            _cases(),
            40,
            "warning",
            "warn",
            "Incomplete. 40 problems kept newslint from checking everything, see below; 8 findings of severity warning",
        ),
    ],
)
def test_verdicts(
    cases: list[tuple[Article, list[Finding]]], problems: int, fail_on: str, look: str, said: str
) -> None:
    [(attributes, verdict)] = _page(cases, problems, fail_on).all("p", "verdict")
    assert attributes["class"] == f"verdict {look}" and verdict.startswith(said)


def test_limits_of_max_rate_are_part_of_the_verdict() -> None:
    for share, look, said in (("1%", "bad", "Fails. 7 of 7 articles have a finding"), ("100%", "good", "Passes. 7 of")):
        out, limits = io.StringIO(), rates.rates({"ALL": share}, [], "warning", "--max-rate")
        report, summary = reports.open_report("html", out, reports.Context()), Summary("warning", limits)
        for article, findings in _many(7, 7, 1):
            summary.add(findings, article.site)
            report.article(article, findings)
        report.close(summary)
        [(attributes, verdict)] = Page(out.getvalue()).all("p", "verdict")
        assert attributes["class"] == f"verdict {look}" and verdict.startswith(said), verdict


def test_findings_of_one_cause_are_one_row() -> None:
    page = _page(_cases())
    rows = [said for _, said in page.all("summary") if " AD" in said]
    assert rows == ["2 findings: AD./safe fix", "1 findings: ADb.jsonl", r"1 findings: AD\u202e./", "1 findings: AD./"]
    [places] = page.all("div", "places")
    assert places[1] == "Also ata.txt:4:1"


def test_a_repeat_shows_both_passages_and_its_fix() -> None:
    text = "Head\nThe ferry is stuck in the ice, says the captain.\nThe ferry is stuck in the ice, said the captain.\n"
    article = Article({"text": text}, "a.txt", plain=True)
    found = _found(article, "The ferry is stuck in the ice, said the captain.", "near", fix="safe")
    found.group = "repeats"
    found.related = (tell.place(article, "text", 5, 53),)
    sample = Sample(article, found)
    assert [caption for caption, _ in sample.pair] == ["line 3, found", "line 2, also here"]
    assert [part for part in sample.pair[0][1] if part[1]] == [("said ", "other")]
    assert [part for part in sample.pair[1][1] if part[1]] == [("says ", "other")]
    assert sample.diff == [("-", [("The ferry is stuck in the ice, said the captain.", "gone")])]


def test_a_timestamp_shows_its_readings_and_what_is_put() -> None:
    from newslint import api

    article = Article({"id": "x", "text": "It is.", "published": "04/05/2022"}, "a.jsonl", 1)
    [found] = [one for one in api.check(article) if one.group == "timestamps"]
    assert Sample(article, found).readings == [
        "2022-04-05 (Tuesday, 5 April 2022)",
        "2022-05-04 (Wednesday, 4 May 2022)",
    ]
    article = Article({"id": "x", "text": "It is.", "published": "1646121600"}, "a.jsonl", 1)
    [found] = [one for one in api.check(article) if one.group == "timestamps"]
    assert Sample(article, found).diff == [
        ("-", [("1646121600", "gone")]),
        ("+", [("2022-03-01T08:00:00Z", "new")]),
    ]


def test_timestamps_of_one_form_are_one_cause() -> None:
    article = Article({"text": "It is."}, "a.txt")
    one = _found(article, "It", "not-iso")
    one.group, one.match = "timestamps", "3 May 2021"
    form = causes.cause_text(one)
    one.match = "4 May 2022"
    assert causes.cause_text(one) == form == "0 May 0000"
    one.group = "ads"
    assert causes.cause_text(one) == "4 May 2022"


def test_every_link_leads_somewhere_and_ids_are_there_once() -> None:
    page = _page([*_cases(), *_many(40, 7, 3)])
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes, _ in page.all("a")]
    assert links and all(link.startswith("#") and link[1:] in ids for link in links)
    for _, attributes, _ in page.elements:
        for name in ("aria-labelledby", "for"):
            assert all(one in ids for one in attributes.get(name, "").split())


def test_links_last() -> None:
    """The id of a cause depends on what it is, not on what else is found."""
    alone = {a["id"] for a, _ in _page(_many(3, 3, 1)).all("div", "b")}
    among = {a["id"] for a, _ in _page([*_cases(), *_many(9, 9, 1)]).all("div", "b")}
    assert len(alone) == 3 and alone < among


def test_ten_thousand_findings_are_less_than_a_megabyte() -> None:
    page = _page(_many(10_000, 10_000, 500))
    assert 300_000 < len(page.text.encode()) < 1_000_000
    assert page.all("h1")[0][1] == "10,000 findings in 10,000 of 10,000 articles"
    shown = sum(int(said) for said in re.findall(r'class="count" title="findings">(\d+)', page.text))
    left = sum(int(said.replace(",", "")) for said in re.findall(r"and ([\d,]+) findings? more;", page.text))
    assert shown + left == 10_000


def test_what_is_held_is_bounded() -> None:
    counts, found = tally.Tally(), causes.Causes()
    for article, findings in _many(7_000, 7_000, 6_500):
        found.add(findings[0], counts.add(article, findings), partial(Sample, article, findings[0]))
    assert len(counts.sources) < 2 * tally.SOURCES and counts.has_dropped and len(counts.texts) < 2 * tally.TEXTS
    assert sum(source.days is not None for source in counts.sources.values()) < 2 * tally.TIMED
    assert len(found.kept) < 2 * causes.CAUSES
    assert sum(cause.sample is not None for cause in found.kept.values()) <= 20 * causes.SAMPLES_OF_A_RULE
    line = days.Days(8)
    for day in range(1, 5_000):
        line.add(day, 1, ["x"])
    assert len(line.bins) <= 8 and sum(one.articles for one in line.bins.values()) == 4_999


def test_pruning_keeps_the_worthiest() -> None:
    kept = dict(enumerate([3, 9, 1, 4]))
    assert prune(kept, 3, int) == []
    assert sorted(prune(kept, 2, int)) == [1, 3] and list(kept.values()) == [9, 4]


def test_a_change_of_template_shows_as_a_step() -> None:
    cases = []
    first = date(2024, 3, 1).toordinal()
    for number in range(200):
        published = date.fromordinal(first + number).isoformat()
        fields = {"id": str(number), "url": "https://a.example/x", "text": "The harbour.\nAD", "published": published}
        article = Article(fields, "a.jsonl", number + 1)
        cases.append((article, [_found(article, "AD", "label")] if number >= 120 else []))
    page = _page(cases)
    [steps] = page.all("ul", "steps")
    assert steps[1] == "a.example, label: since 2024-06-29 in 100 % of the articles, before in 0 %."
    assert days.split([(10, 5)] * 30) is None and days.split([]) is None


def test_what_a_picture_over_time_leaves_out_is_said() -> None:
    assert draw.undated(0, 0, False) == ""
    assert draw.undated(1200, 0, False) == "Not drawn: 1,200 articles have no publication day that can be told."
    assert draw.undated(0, 3, True) == (
        "Not drawn: 3 lie far outside of this span; the rate of fewer than 5 articles is chance."
    )


def test_a_few_wild_dates_do_not_stretch_the_picture() -> None:
    line = days.Days(4_096)
    for number in range(1_000):
        line.add(738_000 + number % 60, 0, ())
    for wild in (719_163, 800_000):
        line.add(wild, 0, ())
    first, width, bins = line.series()
    assert (first, width, len(bins)) == (738_000, 1, 60)
    assert len(line.inner()) == 60
    line = days.Days(4_096)
    for number in range(2_000):
        line.add(738_000 + number % 60, 0, ())
    assert len(line.inner()) == 60  # nothing is far off, so nothing is left out


@pytest.mark.parametrize(
    ("raw", "day"),
    [("2024-05-03T20:00:00Z", "2024-05-03"), ("3 May 2024", "2024-05-03"), ("04/05/2024", None), ("2024-13-45", None)],
)
def test_the_day_of_an_article(raw: str, day: str | None) -> None:
    found = days.published_day(Article({"text": "It is.", "published": raw}, "a.jsonl", 1))
    assert found == (None if day is None else date.fromisoformat(day).toordinal())


def test_long_lines_are_cut_around_what_was_found() -> None:
    parts = marked("a" * 5_000 + "AD" + "b" * 5_000, 5_000, 5_002)
    assert [len(text) <= 330 for text, _ in parts] == [True] * 3
    assert parts[1] == ("AD", "mark") and parts[0][0].startswith("…a") and parts[2][0].endswith("b…")
    assert differing("x " * 5_000, "y " * 5_000)[0][0][1] == "other"
    assert marked("AD", 0, 2) == [("AD", "mark")] and marked("", 0, 0) == []


def test_no_rule_goes_unseen_beside_a_loud_one() -> None:
    loud = _many(2_000, 2_000, 1, rules=1)
    article = Article({"text": "Quiet."}, "b.txt")
    page = _page([*loud, (article, [_found(article, "Quiet", "quiet")])])
    assert "rule-quiet" in [a.get("id") for a, _ in page.all("section")]
    assert listing.DRAWN_BYTES + listing.LISTED_BYTES < 800_000
