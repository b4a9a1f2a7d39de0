"""However the input is parted, the same articles come out of it, under the same numbers."""

from __future__ import annotations

import gzip
import io
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import carried, chosen, readers, reports, settings, splits
from newslint.finding import Finding
from newslint.problem import Problem
from newslint.summary import Summary
from newslint.work import Work
from newslint.written import Form, Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newslint.carried import Item

KNOWN = settings.Settings()
WORK = Work(KNOWN, chosen.in_force(KNOWN, chosen.known(KNOWN)))
LINES = [
    b'{"text": "The harbour is frozen.\\nAD\\nPier 9."}',
    b'{"id": 7, "title": "Ferry", "text": "Ferry\\n\\nThe ferry is late.\\n\\nThe ferry is late."}',
    '{"url": "https://a.example/x", "text": "Паром опоздал.\\nРеклама", "published": NaN}'.encode(),
    b'{"text": "\\ud800 lone"}',
    b'{"text": "caf\xe9"}',
    b'{"text": "cut',
    b"null",
    b"",
    b"   ",
    b"[",
    b"\r",
    b'{"text": "' + b"long " * 60 + b'"}',
]


def plain(items: list[Item]) -> list[object]:
    """The items in a form that can be compared."""
    return [
        item if isinstance(item, str) else str(item) if isinstance(item, Problem) else _checked(item) for item in items
    ]


def _checked(item: carried.Checked) -> object:
    article, findings, problems = item
    assert all(isinstance(found, Finding) for found in findings)
    excerpts = [(found.place.excerpt, found.place.lead) for found in findings]
    return article.id, article.path, article.record, [found.as_dict() for found in findings], excerpts, str(problems)


def parted(path: Path) -> list[object]:
    found: list[Item] = []
    for split in splits.plan([str(path)], WORK.options):
        found += [split] if isinstance(split, Problem) else WORK.items(split)
    return plain(found)


def whole(path: Path) -> list[object]:
    return plain(list(WORK.items(splits.Split((str(path),)))))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("splits")


@given(
    lines=st.lists(st.sampled_from(LINES), max_size=30),
    ends=st.sampled_from([b"\n", b"\r\n"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    last=st.booleans(),
    packs=st.booleans(),
    size=st.sampled_from([1, 7, 64, 300, 5000]),
)
def test_json_lines_in_any_pieces(
    folder: Path, lines: list[bytes], ends: bytes, mark: bytes, last: bool, packs: bool, size: int
) -> None:
    data = mark + ends.join(lines) + (ends if last else b"")
    path = folder / ("x.jsonl.gz" if packs else "x.jsonl")
    path.write_bytes(gzip.compress(data, 0) if packs else data)
    read = list(readers.read(str(path), WORK.options))
    want = [str(path), *(str(one) if isinstance(one, Problem) else (one.id, one.path, one.record) for one in read)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splits, "SIZE", size)
        patch.setattr(splits, "LEAST_FILE", size + 1)  # however small, no file is put with others
        assert parted(path) == whole(path)
        assert [item[:3] if isinstance(item, tuple) else item for item in parted(path)] == want


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32-be", "utf-8-sig"])
def test_other_encodings_in_pieces(tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"text": f"The pier is frozen, {number}.\nAD"} for number in range(100)]
    (tmp_path / "x.jsonl").write_bytes("\n".join(map(json.dumps, lines)).encode(encoding))
    monkeypatch.setattr(splits, "SIZE", 500)
    monkeypatch.setattr(splits, "LEAST_FILE", 501)
    assert len(whole(tmp_path / "x.jsonl")) > 100
    assert parted(tmp_path / "x.jsonl") == whole(tmp_path / "x.jsonl")


def test_lines_that_are_too_long_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = settings.Settings()
    known.record_bytes = 200
    work = Work(known, WORK.given[1])
    good, long = b'{"text": "The pier is frozen."}\n', b'{"text": "' + b"x" * 3000 + b'"}\n'
    data = (good + long + good + long + long + good * 20 + long)[:-1]
    for name, raw in (("x.jsonl", data), ("y.jsonl.gz", gzip.compress(data))):
        (tmp_path / name).write_bytes(raw)
        path = str(tmp_path / name)
        whole = plain(list(work.items(splits.Split((path,)))))
        for size in (10, 250, 4000):
            monkeypatch.setattr(splits, "SIZE", size)
            monkeypatch.setattr(splits, "LEAST_FILE", size + 1)
            pieces = list(splits.plan([path], work.options))
            assert len(pieces) > 1
            found = [item for piece in pieces if isinstance(piece, splits.Split) for item in work.items(piece)]
            assert plain(found) == whole


def test_json_spread_over_lines_is_one_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "SIZE", 10)
    monkeypatch.setattr(splits, "LEAST_FILE", 11)
    for name in ("x.jsonl", "x.jsonl.gz"):
        raw = b'[\n{"text": "The pier is frozen.\\nAD"},\n{"text": "The ferry is late."}\n]\n'
        (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
        assert len(list(splits.plan([str(tmp_path / name)], WORK.options))) == 1


def test_small_files_go_together_in_their_order(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{number:04}.txt") for number in range(600)]
    for name in names:
        Path(name).write_text("The pier is frozen.\nAD\n")
    missing = Problem("nowhere", "is not there")
    planned = list(splits.plan([*names[:300], missing, *names[300:]], WORK.options))
    sizes = [len(split.paths) if isinstance(split, splits.Split) else 0 for split in planned]
    assert sizes == [128, 128, 44, 0, 128, 128, 44]
    assert [path for split in planned if isinstance(split, splits.Split) for path in split.paths] == names


def test_a_file_that_is_replaced_while_it_is_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "SIZE", 10)
    path = tmp_path / "x.jsonl"
    path.write_bytes(LINES[0] + b"\n" + LINES[1] + b"\n")
    planned = list(splits.plan([str(path)], WORK.options))
    (tmp_path / "new").write_bytes(b"\n" * 1000)
    (tmp_path / "new").replace(path)
    for split in planned:
        assert isinstance(split, splits.Split)
        said = [str(item) for item in WORK.items(split) if isinstance(item, Problem)]
        assert said == [f"{path}: was replaced while it was read: check it again"]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_what_is_carried_arrives(folder: Path, lines: list[bytes]) -> None:
    (folder / "c.jsonl").write_bytes(b"\n".join(lines))
    (folder / "c.txt").write_bytes(b"\n".join(lines))
    items = list(WORK.items(splits.Split((str(folder / "c.jsonl"), str(folder / "c.txt"), str(folder / "no.txt")))))
    data = carried.packed(items)
    again = list(carried.unpacked(data))
    assert plain(again) == plain(items) and carried.packed(again) == data
    for before, after in zip(items, again, strict=True):
        if isinstance(before, tuple) and isinstance(after, tuple) and before[1]:
            assert after[0].text == before[0].text and after[0].raw_lines == before[0].raw_lines


@given(lines=st.lists(st.sampled_from(LINES), max_size=12), is_kept=st.booleans())
def test_what_is_written_of_a_split_is_what_is_found_in_it(folder: Path, lines: list[bytes], is_kept: bool) -> None:
    (folder / "w.jsonl").write_bytes(b"\n".join(lines))
    (folder / "w.txt").write_bytes(b"\n".join(lines))
    split = splits.Split((str(folder / "w.jsonl"), str(folder / "w.txt"), str(folder / "no.txt")))
    out, counts = io.StringIO(), Summary()
    report = reports.open_report("full", out, reports.Context())
    items = list(WORK.items(split))
    for item in items:
        if isinstance(item, tuple):
            counts.add(item[1])
            report.article(item[0], item[1])
    writer = pickle.loads(pickle.dumps(WORK))
    writer.form = Form("full", False, is_kept=is_kept)
    made = pickle.loads(pickle.dumps(writer)).outcome(split)
    parts = list(writer.unpacked(made))
    whole = Summary()
    told: list[object] = []
    for part in parts:
        if isinstance(part, Written):
            whole.merge(part.counts)
            told += [*part.begins, *([plain(list(carried.unpacked(part.blob)))] if is_kept else [])]
        else:
            told.append(str(part))
    assert b"".join(part.text for part in parts if isinstance(part, Written)).decode() == out.getvalue()
    assert (whole.as_dict(), whole.sentence()) == (counts.as_dict(), counts.sentence())
    order = [str(item) for item in items if not isinstance(item, tuple)]
    assert [one for one in told if isinstance(one, str)] == order
    if is_kept:
        blobs = [one for blob in told if isinstance(blob, list) for one in blob if not isinstance(one, str)]
        assert blobs == plain([item for item in items if isinstance(item, tuple) and not item[2]])


@given(st.data())
def test_what_is_spoilt_is_refused_or_harmless(folder: Path, data: st.DataObject) -> None:
    (folder / "s.jsonl").write_bytes(b"\n".join(LINES[:3]))
    made = carried.packed(WORK.items(splits.Split((str(folder / "s.jsonl"),))))
    at = data.draw(st.integers(0, len(made) - 1))
    spoilt = made[:at] + data.draw(st.binary(max_size=3)) + made[at + data.draw(st.integers(0, 3)) :]
    try:
        items = list(carried.unpacked(spoilt))
    except carried.Spoilt:
        return
    for item in items:
        assert isinstance(item, (str, Problem)) or all(isinstance(found.message, str) for found in item[1])


def test_too_much_to_carry_is_worked_out_where_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint import work

    (tmp_path / "x.jsonl").write_bytes((LINES[0] + b"\n") * 50)
    split = splits.Split((str(tmp_path / "x.jsonl"),))
    assert WORK.outcome(split) is not None
    monkeypatch.setattr(work, "MOST", 1000)
    assert WORK.outcome(split) is None
