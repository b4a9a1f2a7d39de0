"""Arrow in, Arrow out: the same findings as `newslint check`, whichever library calls; the examples of docs/arrow.md run."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_docs import _FENCE

from newslint import Linter, NewslintError, arrow
from newslint.cli import main

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'newslint[parquet]'")
pq = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parent.parent
TEXT = "The harbour is frozen.\nAD\nNo ship has left it for days."
LONG = "No ship has left the harbour of Lindholm since the ice closed on Monday evening."
ROWS: list[dict[str, Any]] = [
    {"id": "a", "title": "Ferry stuck", "text": TEXT, "published": "3 Sep", "n": 1},
    {"id": "b", "title": "Nothing", "text": "All is well.", "published": None, "n": 2},
    {"id": "c", "title": "Twice", "text": f"{LONG}\n\n{LONG}\n\nAdvertisement\n", "published": None, "n": 3},
]
TABLE = pa.Table.from_pylist(ROWS)
LINTER = Linter()


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What `newslint check` says of the rows."""
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    main(["check", "--isolated", "-q", "--output-format", "jsonl", str(folder / "a.jsonl")])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_findings_are_those_of_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = checked(tmp_path, capsys)
    got = arrow.lint_batch(TABLE, path=str(tmp_path / "a.jsonl")).to_pylist()
    assert [{name: row[name] for name in row if name != "row"} for row in got] == expected and len(got) == 4
    assert [row["row"] + 1 for row in got] == [found["record"] for found in expected]
    later = arrow.lint_batch(TABLE.slice(2), path=str(tmp_path / "a.jsonl"), first_record=3).to_pylist()
    assert [{**row, "row": 2} for row in later] == [row for row in got if row["row"] == 2]


def test_a_batch_gives_a_batch_and_a_table_a_table() -> None:
    [batch] = TABLE.to_batches()
    for given_, kind in ((batch, pa.RecordBatch), (batch.slice(0, 0), pa.RecordBatch), (TABLE, pa.Table)):
        got = arrow.lint_batch(given_)
        assert isinstance(got, kind) and got.schema.equals(arrow.schema())
        assert isinstance(arrow.fix_batch(given_), kind)
    assert arrow.lint_batch(pa.table({})).num_rows == 0
    chunked = pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)])
    assert arrow.lint_batch(chunked, keep=["n"]).equals(arrow.lint_batch(TABLE, keep=["n"]))


def test_columns_are_kept_beside_the_findings() -> None:
    got = arrow.lint_batch(TABLE, rules=["ads"], keep=["n", "published"])
    assert got.schema.names[:4] == ["row", "n", "published", "rule"]
    assert got.select(["row", "n", "published"]).to_pylist() == [
        {"row": 0, "n": 1, "published": "3 Sep"},
        {"row": 2, "n": 3, "published": None},
    ]


def test_rows_that_are_no_articles_are_told() -> None:
    broken = pa.array([b"caf\xe9 AD", b"fine\nAD", None], pa.binary()).view(pa.string())
    got = arrow.lint_batch(pa.table({"body": broken})).to_pylist()
    assert [(row["row"], row["rule"]) for row in got] == [
        *((0, None), (0, "replacement-characters"), (1, "ad-label"), (2, None)),
    ]
    assert "column 'body' is not UTF-8" in got[0]["message"] and got[0]["record"] == 1
    assert "'body' should hold the text, but is null" in got[3]["message"]


def test_mistakes_are_sentences() -> None:
    for how, said in (
        ({"keep": ["m"]}, "keep: there is no column 'm'; there are id, title"),
        ({"keep": ["record"]}, "keep: there is no column 'record'"),
        ({"rules": ["adz"]}, "there is no rule or group 'adz'"),
        ({"config": {"ignroe": []}}, "ignroe: unknown key"),
        ({"config": "gone.toml"}, "gone.toml: this configuration file cannot be read"),
    ):
        with pytest.raises(NewslintError, match=re.escape(said)):
            arrow.lint_batch(TABLE, **how)
    with pytest.raises(NewslintError, match="a finding has a column 'path' of its own"):
        arrow.lint_batch(TABLE.append_column("path", pa.array(["x"] * 3)), keep=["path"])
    with pytest.raises(NewslintError, match=r"this table has no text: .* it has html; .* \(these are its columns\)"):
        arrow.lint_batch(pa.table({"html": ["x"]}))
    with pytest.raises(TypeError, match=r"expected a pyarrow.RecordBatch, a Table, .* not list"):
        arrow.lint_batch([1])


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(arrow, "Linter", lambda *given_: made.append(given_) or Linter(*given_))
    arrow._made.cache_clear()
    for _ in range(3):
        arrow.lint_batch(TABLE, config={"ignore": ["ads"], "sites": {"a.example": {"zone": "Europe/Kyiv"}}})
        arrow.lint_batch(TABLE, config={"sites": {"a.example": {"zone": "Europe/Kyiv"}}, "ignore": ["ads"]})
        arrow.lint_batch(TABLE, rules=["ads"])
    assert len(made) == 2
    arrow._made.cache_clear()


def test_the_functions_can_be_sent_elsewhere() -> None:
    for function in (arrow.lint_batch, arrow.fix_batch):
        assert pickle.loads(pickle.dumps(function))(TABLE).num_rows


# Mending


def test_what_is_safe_is_mended_and_nothing_else() -> None:
    moment = pa.array([datetime.datetime(2024, 1, 1)] * 3, pa.timestamp("us"))
    given_ = TABLE.append_column("crawled_at", moment).append_column("html", pa.array(["AD\nAD"] * 3))
    mended = arrow.fix_batch(given_)
    assert mended.schema.equals(given_.schema, check_metadata=True)
    assert mended.column("text").to_pylist() == [
        "The harbour is frozen.\nNo ship has left it for days.",
        "All is well.",
        f"{LONG}\n",
    ]
    for name in ("id", "title", "n", "crawled_at", "html"):
        assert mended.column(name).equals(given_.column(name))
    assert arrow.fix_batch(mended).equals(mended)
    assert {row["rule"] for row in arrow.lint_batch(mended).to_pylist() if row["fix"] and row["fix"]["safe"]} == set()


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_text_of_any_type_is_mended_in_its_type(kind: Any) -> None:
    given_ = pa.table({"text": pa.array([TEXT, None, "Fine."]).cast(kind), "n": [1, 2, 3]})
    mended = arrow.fix_batch(given_)
    assert mended.schema.equals(given_.schema)
    expected = [TEXT.replace("AD\n", ""), None, "Fine."]
    assert mended.column("text").cast(pa.string()).to_pylist() == expected


def test_a_row_that_is_no_utf8_stays_as_it_is() -> None:
    broken = pa.array([b"caf\xe9\nAD\n", TEXT.encode()], pa.binary()).view(pa.string())
    mended = arrow.fix_batch(pa.table({"text": broken}))
    assert mended.column("text").cast(pa.binary()).to_pylist() == [b"caf\xe9\nAD\n", TEXT.replace("AD\n", "").encode()]


def test_nothing_to_mend_gives_the_same_columns() -> None:
    given_ = pa.table({"text": ["All is well."], "n": [1]})
    assert arrow.fix_batch(given_).equals(given_)


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=8))
def test_any_column_of_texts(texts: list[str | None]) -> None:
    given_ = pa.table({"text": pa.array(texts, pa.string()), "n": pa.array(range(len(texts)), pa.int64())})
    got = arrow.lint_batch(given_).to_pylist()
    assert {row["row"] for row in got if row["rule"] is None} == {row for row, text in enumerate(texts) if text is None}
    mended = arrow.fix_batch(given_)
    assert mended.column("n").equals(given_.column("n")) and mended.num_rows == len(texts)
    for before, after in zip(texts, mended.column("text").to_pylist(), strict=True):
        assert after == (None if before is None else LINTER.fix({"text": before})[0]["text"])


# In other libraries

EXAMPLES = {
    mark.partition("needs=")[2]: body
    for language, mark, body in _FENCE.findall((ROOT / "docs" / "arrow.md").read_text("utf-8"))
    if language == "python"
}


def test_there_is_an_example_for_each_library() -> None:
    assert set(EXAMPLES) == {"pyarrow", "ray", "pyspark", "dask", "polars", "datasets"}


@pytest.mark.parametrize("library", sorted(EXAMPLES))
def test_the_examples_run_and_find_what_a_check_finds(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    if library == "pyspark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "news.parquet", row_group_size=2)
    (tmp_path / "example.py").write_text(EXAMPLES[library])
    quiet = {
        "RAY_USAGE_STATS_ENABLED": "0",
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "HF_DATASETS_OFFLINE": "1",
    }
    own = {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT), **quiet}
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    if library == "pyarrow":
        return
    [made] = tmp_path.glob("findings*")
    got = pa.concat_tables(
        pq.ParquetFile(part).read() for part in ([made] if made.is_file() else sorted(made.rglob("*.parquet")))
    )
    fields = [
        field
        for field in arrow.schema().names
        if field not in ("row", "record", "path", "related", "fix", "fingerprint")
    ]
    expected = checked(tmp_path, capsys)
    key = [(row["article"], *(row[name] for name in fields)) for row in got.to_pylist()]
    assert sorted(key, key=repr) == sorted(
        ((row["article"], *(row[name] for name in fields)) for row in expected), key=repr
    )
