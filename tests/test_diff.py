"""`newslint diff`: two reports side by side, told apart by fingerprints, and rates that chance does not explain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from math import comb
from pathlib import Path
from typing import Any

import pytest

from newslint import chance
from newslint.cli import main
from newslint.diff import ALARM, ALL, compare
from newslint.problem import NewslintError
from newslint.rates import points
from newslint.stored import SITES_KEY, Stored


def found(number: int, site: str | None = "example.org", rule: str = "ad-label", name: int = 0) -> dict[str, Any]:
    return {
        "rule": rule,
        "group": "ads",
        "severity": "error",
        "message": 'ad label "AD"',
        "path": "a.jsonl",
        "record": number,
        "article": f"a{number}",
        "site": site,
        "language": None,
        "field": "text",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 3,
        "match": "AD",
        "related": [],
        "fix": None,
        "fingerprint": f"{name or number:016x}",
    }


def report(path: Path, findings: list[dict[str, Any]], sites: Mapping[str | None, int] | None = None) -> str:
    document: dict[str, Any] = {"findings": findings, "suppressed": [found(999)], "problems": []}
    if sites is not None:
        document["sites"] = [{"site": site, "articles": count} for site, count in sites.items()]
    path.write_text(json.dumps({**document, "summary": {"articles": 1}}))
    return str(path)


def told(old: str, new: str) -> dict[str, list[int]]:
    heard: dict[str, list[int]] = {"new": [], "fixed": []}
    compare(old, new, lambda what, one: heard[what].append(one["record"]))
    return heard


def test_findings_are_told_apart_by_fingerprint_and_number_among_equals(tmp_path: Path) -> None:
    old = report(tmp_path / "old.json", [found(1), found(2), found(3, name=7), found(4, name=7), found(5, name=7)])
    new = report(tmp_path / "new.json", [found(2), found(8), found(3, name=7)])
    assert told(old, new) == {"new": [8], "fixed": [1, 4, 5]}
    assert told(new, old) == {"new": [1, 4, 5], "fixed": [8]}
    assert told(old, old) == {"new": [], "fixed": []}


def test_a_site_with_three_articles_does_not_alarm_and_a_template_change_does(tmp_path: Path) -> None:
    sites = {"small.example": 3, "big.example": 200, "calm.example": 200}
    calm = [found(n, "calm.example") for n in range(300, 310)]
    old = report(tmp_path / "old.json", [*calm, found(1, "big.example")], sites)
    new_big = [found(n, "big.example") for n in range(1, 101)]
    new = report(tmp_path / "new.json", [*calm, *new_big, *(found(n, "small.example") for n in (501, 502, 503))], sites)
    made = compare(old, new)
    assert made.rates is not None and made.articles == (403, 403)
    assert [(rate.site, rate.is_sure) for rate in made.rates] == [
        *(("big.example", True), (ALL, True), ("small.example", False), ("calm.example", False)),
    ]
    big = made.rates[0]
    assert (big.had, big.of, big.has, big.now_of) == (1, 200, 100, 200)
    assert big.per_thousand() == (5.0, 500.0)
    assert [rate.site for rate in made.drift(0.3)] == ["big.example"]
    assert made.drift(0.5) == []
    assert compare(new, old).drift(0) == []  # a fall is no drift


def test_many_equal_sites_with_luck_do_not_alarm(tmp_path: Path) -> None:
    """At one chance in a hundred for each, 300 sites of the same rate would bring alarms without the correction."""
    import random

    luck = random.Random(5)
    sites = {f"s{n}.example": 80 for n in range(300)}

    def findings() -> list[dict[str, Any]]:
        every = [(site, n) for site, n in product(sites, range(80)) if luck.random() < 0.1]
        return [found(number, site) for number, (site, _) in enumerate(every, 1)]

    old, new = (report(tmp_path / f"{name}.json", findings(), sites) for name in ("old", "new"))
    rates = compare(old, new).rates
    assert rates is not None and not any(rate.is_sure for rate in rates)
    raw = [chance.difference(rate.had, rate.of, rate.has, rate.now_of) for rate in rates]
    assert min(raw) < 0.02 and min(rate.chance for rate in rates) > ALARM


def test_several_findings_of_one_article_count_once_in_the_share(tmp_path: Path) -> None:
    old = report(tmp_path / "old.json", [], {None: 10})
    new = report(tmp_path / "new.json", [found(1, None), {**found(1, None), "fingerprint": "f" * 16}], {None: 10})
    rates = compare(old, new).rates
    assert rates is not None
    [rate] = rates
    assert (rate.site, rate.has, rate.now_of, rate.findings) == (None, 1, 10, (0, 2))


def test_a_site_that_only_one_run_has_seen_has_no_rate(tmp_path: Path) -> None:
    old = report(tmp_path / "old.json", [found(1, "gone.example")], {"gone.example": 9, "example.org": 9})
    new = report(tmp_path / "new.json", [found(2, "come.example")], {"come.example": 9, "example.org": 9})
    assert [rate.site for rate in compare(old, new).rates or ()] == [ALL]


def test_jsonl_tells_findings_and_no_rates(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text("".join(json.dumps(found(n)) + "\n" for n in (1, 2)))
    new.write_text("")
    made = compare(str(old), str(new))
    assert (made.new, made.fixed, made.rates) == (0, 2, None)
    assert compare(str(new), report(tmp_path / "new.json", [found(1)], {})).without_counts == [str(new)]


def test_parquet_tells_both(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [{key: value for key, value in found(n).items() if key not in ("related", "fix")} for n in (1, 2)]
    table = arrow.Table.from_pylist(rows)
    counts = json.dumps([{"site": "example.org", "articles": 5}])
    path = tmp_path / "new.parquet"
    parquet.write_table(table.replace_schema_metadata({SITES_KEY: counts}), path)
    old = report(tmp_path / "old.json", [found(1)], {"example.org": 5})
    made = compare(old, str(path))
    assert (made.new, made.fixed, made.unchanged, made.articles) == (1, 0, 1, (5, 5))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1, 2]", "this is no report of newslint"),
        ('{"findings": [{"rule": "x"}]}', "findings 1: this is no report of newslint"),
        ('{"findings": [', "this is no report of newslint"),
        ('{"summary": {}}', "this is no report of newslint"),
        ('{"rule": "x"}\n', ":1: this is no report of newslint"),
        ("AD\n", "this is no report of newslint"),
        ('{"findings": [], "sites": [{"site": 3, "articles": 1}]}', 'expected {"site": ..., "articles": ...}'),
        ('{"findings": [], "sites": [{"site": "a", "articles": -1}]}', 'expected {"site": ..., "articles": ...}'),
        ('{"findings": [' + "[" * 5000, "this is no report of newslint"),
        ('{"findings": [' + '{"a":' * 5000, "this is no report of newslint"),
        ("PAR1 and nothing else", "Parquet"),
    ],
)
def test_what_is_no_report_is_a_sentence(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(content)
    with pytest.raises(NewslintError) as caught:
        compare(str(path), str(path))
    assert said in str(caught.value) and str(path) in str(caught.value)


def test_the_bound_of_a_report_is_one_finding(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "big.json"
    with open(path, "w") as file:
        file.write('{"findings": [')
        for number in range(1, 20_001):
            file.write(("," if number > 1 else "") + json.dumps({**found(number), "message": "x" * 2000}))
        file.write('], "sites": []}')
    tracemalloc.start()
    compare(str(path), str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 << 20 < path.stat().st_size


def test_fisher_is_what_counting_all_tables_gives() -> None:
    for of, now_of in ((5, 7), (9, 4), (6, 6)):
        for had, has in product(range(of + 1), range(now_of + 1)):
            total = had + has
            whole = comb(of + now_of, total)
            ways = {k: comb(now_of, k) * comb(of, total - k) / whole for k in range(min(now_of, total) + 1)}
            up = sum(p for k, p in ways.items() if k >= has)
            down = sum(p for k, p in ways.items() if k <= has)
            same = had * now_of == has * of
            tail = up if has * of > had * now_of else down
            assert chance.difference(had, of, has, now_of) == pytest.approx(1.0 if same else min(1, 2 * tail))


def test_fisher_of_large_numbers_stays_a_probability() -> None:
    assert chance.difference(0, 0, 3, 5) == 1.0
    assert 0 <= chance.difference(500_000, 10**6, 800_000, 10**6) < 1e-300
    assert chance.difference(500_000, 10**6, 500_100, 10**6) > 0.5
    assert chance.difference(0, 3, 3, 3) == pytest.approx(0.1)


def test_holm_is_the_textbooks() -> None:
    assert chance.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert chance.holm([]) == []


def test_shares_as_they_are_written() -> None:
    assert points("0.5%") == 0.005 and points("100%") == 1.0 and points(" 0% ") == 0.0
    for wrong in ("0.5", "101%", "-1%", "nan%", "1e1%", "x%", "%", "1%2", "inf%"):
        with pytest.raises(NewslintError, match="expected a share of articles such as"):
            points(wrong)


def test_every_section_of_the_json_is_there_however_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full, empty = report(tmp_path / "full.json", [found(1), found(2)], {}), report(tmp_path / "none.json", [], {})
    for old, new, counts in ((full, empty, (0, 2)), (empty, full, (2, 0)), (empty, empty, (0, 0))):
        assert main(["diff", old, new, "--output-format", "json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert list(document) == ["new", "fixed", "rates", "drift", "apart", "summary"]
        assert (len(document["new"]), len(document["fixed"])) == counts


def test_hostile_words_of_a_report_act_on_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = {**found(1, "\x1b]0;x"), "message": "\x1b[2J\n::error::", "path": "##[group]", "rule": "\u202eevil"}
    sites = {"\x1b]0;x": 50, "b": 1}
    old = report(tmp_path / "old.json", [], sites)
    new = report(tmp_path / "new.json", [{**odd, "record": n, "fingerprint": f"{n:016x}"} for n in range(50)], sites)
    assert main(["diff", old, new, "--fail-on-drift", "1%"]) == 1
    out, err = capsys.readouterr()
    for stream in (out, err):
        assert "\x1b" not in stream and "\u202e" not in stream and "##[" not in stream


# Rules that ran in one of the runs only


def ran(path: Path, findings: list[dict[str, Any]], *rules: str) -> str:
    document = {"findings": findings, "problems": [], "rules": rules, "sites": [{"site": None, "articles": 900}]}
    path.write_text(json.dumps({**document, "summary": {}}))
    return str(path)


def test_a_rule_that_did_not_run_is_not_one_that_found_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = [found(n, None, "byline") for n in range(1, 400)]
    gone = [found(n, None, "pull-quote") for n in range(500, 503)]
    both = [found(n, None) for n in range(600, 605)]
    old = ran(tmp_path / "old.json", [*gone, *both], "ad-label", "pull-quote", "pull-quoted")
    new = ran(tmp_path / "new.json", [*some, *both[1:], found(700, None)], "ad-label", "byline", "bylines")
    made = compare(old, new)
    assert (made.new, made.fixed, made.unchanged) == (1, 1, 4)
    assert made.apart == ({"pull-quote": 3}, {"byline": 399})
    assert made.rates is not None and {rate.rule for rate in made.rates} == {"ad-label"} and not made.drift(0)
    assert main(["diff", old, new, "--fail-on-drift", "1%"]) == 0
    told = capsys.readouterr()
    assert "Not compared: 3 findings of rules that ran in OLD only: pull-quote.\n" in told.err
    assert "Not compared: 399 findings of rules that ran in NEW only: byline.\n" in told.err
    assert "byline" not in told.out and "new: 1 finding" in told.out
    main(["diff", old, new, "--output-format", "json"])
    assert json.loads(capsys.readouterr().out)["apart"] == {"old_only": {"pull-quote": 3}, "new_only": {"byline": 399}}
    # a rule that ran in both and found nothing in OLD is compared
    silent = ran(tmp_path / "silent.json", both, "ad-label", "byline")
    assert compare(silent, new).new == 400 and compare(silent, new).drift(0.01)


def test_a_report_says_which_rules_ran(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The harbour is frozen.\nAD\n")
    path = str(tmp_path / "r.json")
    main(["check", str(tmp_path / "a.txt"), "--isolated", "--select", "ad-label,byline", "--report", f"json={path}"])
    assert json.loads(Path(path).read_text())["rules"] == ["ad-label", "byline"]
    stored = Stored(path)
    assert len(list(stored.findings())) == 1 and stored.rules == {"ad-label", "byline"}


@pytest.mark.parametrize("rules", ['"x"', "[1]", "[[]]", "{}", "null", "7"])
def test_a_list_of_rules_that_is_none_is_no_list(tmp_path: Path, rules: str) -> None:
    (tmp_path / "r.json").write_text(f'{{"findings": [], "rules": {rules}, "summary": {{}}}}')
    stored = Stored(str(tmp_path / "r.json"))
    if rules.startswith("["):
        with pytest.raises(NewslintError, match="expected a list of the names of the rules"):
            list(stored.findings())
    else:
        assert list(stored.findings()) == [] and stored.rules is None
