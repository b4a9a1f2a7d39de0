"""Findings as a table: the `parquet` report, as it is written and as others read it; `csv` as others read it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import test_safe
from payloads import PAYLOADS

from newslint import reports, table
from newslint.article import Article
from newslint.cli import main, target
from newslint.problem import NewslintError, Problem
from newslint.reports import parquet_file
from newslint.safe import paired
from newslint.summary import Summary

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'newslint[parquet]'")
pq = pytest.importorskip("pyarrow.parquet")

ARTICLE = Article({"text": "x"}, "a.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles with findings of all sorts: with a fix and without, with another place and without, of several fields."""
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": "The harbour is frozen.\nAD\nAD\n", "published": "3 Sep", "title": "Ferry"})
        + "\n"
        + json.dumps({"text": "=1+1\nRead also: more\n" + "The ferry lies still since Monday evening. " * 3})
        + "\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*arguments: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main(["check", "--isolated", "--no-cache", "-q", "--output-format", "jsonl", "a.jsonl", *arguments]) == 1
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_table_says_what_jsonl_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    findings = told("--report", "parquet=f.parquet", capsys=capsys)
    got = pq.read_table("f.parquet")
    assert got.to_pylist() == findings and findings
    assert got.schema.names == list(findings[0])
    assert got.schema.metadata[b"newslint"]
    assert [path.name for path in sorted(folder.iterdir())] == ["a.jsonl", "f.parquet"]


def test_the_table_is_a_run_to_compare_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`newslint diff` reads it, and knows from its metadata how many articles there were."""
    told("--report", "parquet=old.parquet", "--report", "json=old.json", capsys=capsys)
    text = (folder / "a.jsonl").read_text().replace("AD\\nAD", "AD\\nMore")
    (folder / "a.jsonl").write_text(text + '{"text": "Fine."}\n')
    told("--report", "parquet=new.parquet", "--report", "json=new.json", capsys=capsys)
    assert main(["diff", "old.json", "new.json"]) == 0
    expected = capsys.readouterr().out
    assert main(["diff", "old.parquet", "new.parquet"]) == 0
    assert capsys.readouterr().out.replace(".parquet", ".json") == expected and "3" in expected


def test_it_is_written_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_file, "ROWS", 10)
    monkeypatch.setattr(parquet_file, "GROUP", 5000)
    path = str(tmp_path / "f.parquet")
    with open(path, "wb") as out, reports.open_file("parquet", out, reports.Context()) as report:
        for number in range(300):
            report.article(ARTICLE, [test_safe._finding(f"text {number}")])
            assert len(report.rows) < 10 and sum(batch.nbytes for batch in report.batches) < 5000
        report.close(Summary())
    assert pq.ParquetFile(path).num_row_groups > 5
    assert pq.read_table(path)["match"].to_pylist() == [f"text {number}" for number in range(300)]


def test_without_findings_it_is_an_empty_table(tmp_path: Path) -> None:
    path = str(tmp_path / "f.parquet")
    with open(path, "wb") as out, reports.open_file("parquet", out, reports.Context()) as report:
        report.problem(Problem("a.txt", "is empty"))
        report.close(Summary())
    assert pq.read_table(path).num_rows == 0 and pq.read_schema(path).equals(table.schema())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_any_text_is_in_the_table_as_json_has_it(payload: str) -> None:
    found = test_safe._finding(payload)
    assert table.batch([found.as_dict()], table.schema()).to_pylist() == [paired(found.as_dict())]


def test_a_run_that_ends_early_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    path.write_bytes(b"old")

    def interrupted() -> None:
        with target.binary(str(path)) as out, reports.open_file("parquet", out, reports.Context()) as report:
            report.article(ARTICLE, [test_safe._finding("x")])
            assert len(list(tmp_path.iterdir())) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", [*reports.file_formats()])
def test_a_report_takes_the_place_of_a_link_and_goes_no_way_out(
    folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """A checkout may hold a link where the report is to be."""
    out = tmp_path_factory.mktemp("out")
    (out / "kept").write_bytes(b"kept")
    (folder / "r").symlink_to(out / "kept")
    (folder / "way").symlink_to(out)
    assert main(["check", "--isolated", "--no-cache", "a.jsonl", "--report", f"{name}=r"]) == 1
    assert (out / "kept").read_bytes() == b"kept" and (folder / "r").is_file() and not (folder / "r").is_symlink()
    capsys.readouterr()
    assert main(["check", "--isolated", "--no-cache", "a.jsonl", "--report", f"{name}=way/new"]) == 2
    assert "leads out of the working folder" in capsys.readouterr().err
    assert sorted(path.name for path in out.iterdir()) == ["kept"]


def test_where_it_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for flags, said in (
        (["--report", "parquet=/dev/null"], "/dev/null: this output file cannot be written: it is no regular file"),
        (["--report", "parquet=gone/f"], "gone/f: this output file cannot be written: no such file or directory"),
        (["--report", "parquet="], "--report parquet=: expected a file"),
        (["--report", "parquet=a.jsonl"], "a.jsonl: this file is to be checked"),
        (["--output-format", "parquet"], "parquet is no text: use --report parquet=FILE"),
    ):
        assert main(["check", "--isolated", "--no-cache", "a.jsonl", *flags]) == 2
        assert said in capsys.readouterr().err
    assert Path("/dev/null").is_char_device()


def test_without_pyarrow_the_run_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(NewslintError, match=r"to write Parquet, pip install 'newslint\[parquet\]'"):
        reports.open_file("parquet", io.BytesIO(), reports.Context())


# As others read it

COUNTS = 'select rule, count(*), count(fix), sum(len(related)) from "f.parquet" group by rule order by rule'


def test_duckdb_reads_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    findings = told("--report", "parquet=f.parquet", "--report", "csv=f.csv", capsys=capsys)
    expected = []
    for rule in sorted({found["rule"] for found in findings}):
        own = [found for found in findings if found["rule"] == rule]
        expected.append((rule, len(own), sum(bool(f["fix"]) for f in own), sum(len(f["related"]) for f in own)))
    assert duckdb.sql(COUNTS).fetchall() == expected
    [[place]] = duckdb.sql("select fix.edits[1].start from 'f.parquet' where rule = 'ad-label' limit 1").fetchall()
    assert place == 23
    rows = duckdb.sql("select fingerprint, record from 'f.csv'").fetchall()
    assert rows == [(found["fingerprint"], found["record"]) for found in findings]


def test_the_query_of_the_docs_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    findings = told("--report", "parquet=findings.parquet", capsys=capsys)
    page = (Path(__file__).parent.parent / "docs" / "reports.md").read_text("utf-8")
    [query] = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert sum(row[2] for row in duckdb.sql(query).fetchall()) == len(findings)


def test_pandas_reads_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    findings = told("--report", "parquet=f.parquet", "--report", "csv=f.csv", capsys=capsys)
    for frame in (pandas.read_parquet("f.parquet"), pandas.read_csv("f.csv", dtype={"fingerprint": str})):
        assert frame["rule"].tolist() == [found["rule"] for found in findings]
        assert frame["record"].tolist() == [found["record"] for found in findings]
        assert frame["fingerprint"].tolist() == [found["fingerprint"] for found in findings]


def test_polars_reads_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    findings = told("--report", "parquet=f.parquet", "--report", "csv=f.csv", capsys=capsys)
    assert polars.read_parquet("f.parquet")["rule"].to_list() == [found["rule"] for found in findings]
    assert polars.read_csv(io.BytesIO((folder / "f.csv").read_bytes()))["rule"].to_list() == [
        found["rule"] for found in findings
    ]
