"""The HTML report: what it says, that it stays bounded, that only its own style and script may act, that all can read it."""

from __future__ import annotations

import io
import itertools
import re
from base64 import b64encode
from datetime import date
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_reports import _cases, _found

from newslint import rates, reports, tell
from newslint.article import Article
from newslint.finding import Finding
from newslint.problem import Problem
from newslint.reports._html import causes, days, draw, listing, tally
from newslint.reports._html.bounded import prune
from newslint.reports._html.sample import Sample, differing, marked
from newslint.summary import Summary

STYLE = (Path(reports.__file__).parent / "_html" / "style.css").read_text("utf-8")
VOID = {"meta", "input", "br", "link", "img", "rect", "path"}


class Page(HTMLParser):
    """A page's elements: (tag, attributes, text directly and indirectly inside), and whether every one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        assert not self.open, [tag for tag, _, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, list[str]())
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, tag

    def handle_data(self, data: str) -> None:
        for _, _, said in self.open:
            said.append(data)

    def all(self, tag: str, name: str = "") -> list[tuple[dict[str, str], str]]:
        return [
            (attributes, " ".join("".join(said).split()))
            for one, attributes, said in self.elements
            if one == tag and (not name or name in attributes.get("class", "").split())
        ]


def _page(cases: list[tuple[Article, list[Finding]]], problems: int = 0, fail_on: str = "warning") -> Page:
    out = io.StringIO()
    report = reports.open_report("html", out, reports.Context(fail_on=fail_on, paths=["news/", "it's here"]))
    summary = Summary(fail_on)
    for article, findings in cases:
        summary.add(findings)
        report.article(article, findings)
    for number in range(problems):
        report.problem(Problem(f"{number}.jsonl", "is no JSON", 3))
        summary.problems += 1
    report.close(summary)
    return Page(out.getvalue())


def _many(count: int, texts: int, sites: int, rules: int = 20) -> list[tuple[Article, list[Finding]]]:
    """Articles with one finding each."""
    made = []
    for number in range(count):
        word = f"Advertisement {number % texts:06d} " + "x" * 100
        text = "\n".join(
            ["The harbour is frozen, and the ferry does not sail today, says the captain. " * 2] * 4 + [word]
        )
        fields = {"id": f"n{number}", "url": f"https://site-{number % sites}.example/{number}", "text": text}
        article = Article(fields, "news.jsonl", number + 1)
        made.append((article, [_found(article, word, f"rule-{number % rules}", fix="safe")]))
    return made


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


def test_filters_need_no_script() -> None:
    page = _page(_many(40, 7, 3))
    [(_, style)] = page.all("style")
    chosen = [attributes["value"] for attributes, _ in page.all("option") if attributes["value"]]
    assert len(chosen) == 20 + 3
    for name in chosen:
        assert f'option[value="{name}"]:checked) .k:not(.{name}){{display:none}}' in style
    shown = [attributes["class"].split() for attributes, _ in page.all("details", "c")]
    assert len(shown) == 40 and all({"k", "error"} <= set(classes) for classes in shown)
    assert all(sum(name in classes for name in chosen) == 2 for classes in shown)


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


def test_only_our_own_style_and_script_may_act() -> None:
    page = _page(_cases())
    policies = [a["content"] for a, _ in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    allowed = dict(part.split(" ", 1) for part in policies[0].split("; "))
    for tag in ("style", "script"):
        [text] = re.findall(f"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert allowed.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    for tag, attributes, _ in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "audio", "video")
        assert not {"style", "src", "srcset", "action", "background", "poster"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "url(" not in STYLE and "@import" not in STYLE


def test_people_who_do_not_see_it_can_read_it() -> None:
    page = _page([*_cases(), *_many(30, 5, 3)], problems=2)
    tags = [tag for tag, _, _ in page.elements]
    assert [tags.count(tag) for tag in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    assert page.elements[0][1]["lang"] == "en"
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert tags.count("caption") == tags.count("table") > 3
    assert all("scope" in attributes for attributes, _ in page.all("th"))
    for attributes, said in page.all("svg"):
        assert attributes.get("aria-hidden") == "true" or (attributes["role"] == "img" and said)
    labels = sum("".join(said).strip() != "" for tag, _, said in page.elements if tag == "label")
    assert labels == tags.count("select") + tags.count("input")
    for attributes, _ in page.all("div", "scroll"):
        assert attributes["tabindex"] == "0" and attributes["role"] == "region"


def test_a_language_is_told_to_screen_readers() -> None:
    article = Article({"text": "Heute.\nAnzeige"}, "a.txt", plain=True)
    found = _found(article, "Anzeige", "label")
    found.language = "de"
    assert [a["lang"] for a, _ in _page([(article, [found])]).all("div", "x")] == ["de"]
    found.language = '"><script>'
    assert ["lang" in a for a, _ in _page([(article, [found])]).all("div", "x")] == [False]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = {
    "bg": ("text", "muted", "link", "error", "warning", "info", "ok"),
    "panel": ("text", "muted", "link", "error", "warning", "ok"),
    **dict.fromkeys(("gone", "new"), ("text", "muted")),
    **dict.fromkeys(("gone-strong", "new-strong"), ("text",)),
    "mark": ("on-mark",),
    **{f"h{level}": ("on-heat",) for level in range(1, 5)},
    "h5": ("on-h5",),
}
SHAPES = ("plot", "bar-safe", "bar-unsafe", "bar-none", "link", "muted", "error")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    """WCAG AA: 4.5 for text, 3 for what pictures and controls are told by."""
    roots = re.findall(r":root\{([^}]*--bg[^}]*)\}", STYLE)
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", roots[0 if scheme == "light" else 1]))
    for ground, texts in TEXT_ON.items():
        for text in texts:
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for shape in SHAPES:
        assert _contrast(colours[shape], colours["bg"]) >= 3, shape


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
