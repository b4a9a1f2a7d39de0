"""Files cut off at every byte, and in every encoding: what is there is read or named, and nothing is silently empty."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import invariants
import pytest

from newslint import readers, rule, ruleset
from newslint.article import Article
from newslint.lint import Linter
from newslint.problem import Problem

ROOT = Path(__file__).parent.parent
LINTER = Linter(ruleset.select(ruleset.shipped(), ["ads", "encoding", "timestamps"]))
RECORDS = [
    {
        "id": "a",
        "title": "Eis “trägt”",
        "text": "The harbour is frozen.\nAD\nPier 4 is clösed.",
        "published": 1714816800,
    },
    {"id": "b", "text": "No ship \U0001f6a2 left.\r\nRead also: more.", "tags": ["x", {"y": None}], "n": -1.5e3},
]
JSONL = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()
CUT: dict[str, tuple[str, bytes]] = {
    "JSONL": (".jsonl", JSONL),
    "JSON": (".json", b'{"articles": [' + b",".join(JSONL.splitlines()) + b'], "next": null}'),
    "CSV": (".csv", 'id,title,text\na,"Eis ""trägt""","Pier 4\nis closed."\nb,x,"AD, again"\n'.encode()),
    "TSV": (".tsv", "id\ttext\r\na\tPier 4 is clösed.\r\nb\tAD\r\n".encode()),
    "YAML front matter": (
        ".md",
        "---\ntitle: 'Eis: trägt'\ndate: 2024-05-04\ntags: [a, {b: c}]\n---\n# Eis\n\nAD\n".encode(),
    ),
    "TOML front matter": (
        ".md",
        b'+++\ntitle = "Eis \\u00e4"\ndate = 2024-05-04\n[a]\nb = [1, 2]\n+++\nEis.\nAD\n',
    ),
    "text": (".txt", "Eis “trägt”\n3 August 2022\nThe pier is clösed.\r\nAD\n".encode()),
    "gzip": (".jsonl.gz", gzip.compress(JSONL, mtime=0)),
    "UTF-16": (".txt", "Eis trägt.\nAD\n\U0001f6a2\n".encode("utf-16")),
    "UTF-32": (".csv", "id,text\na,Eis\nb,AD\n".encode("utf-32")),
}
RULES = [
    ROOT / "rules" / "encoding" / "replacement-characters.yaml",
    ROOT / "rules" / "timestamps" / "epoch-number.yaml",
]
# Languages, and encodings that have their letters: with and without byte order marks, of one byte, two, four and seven bits.
SAID = {
    "The harbour is frozen – “really”.\nAD\nNobody has left by sea.\n": (
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
        *("cp1252", "mac-roman", "utf-7", "cp1140"),
    ),
    "Гавань замёрзла.\nРеклама\nНикто не ушёл.\n": (
        *("utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic"),
    ),
    "港口已经结冰。没有船离开。\nAD\n广告\n开放\n": (
        *("utf-16", "utf-16-le", "utf-16-be", "utf-32-be", "gb18030", "gb2312", "big5", "gbk"),
    ),
    "港は凍っている。\n広告\n船は出ていない。\n": (
        *("utf-16", "utf-16-le", "utf-16-be", "shift-jis", "euc-jp", "iso2022-jp", "cp932"),
    ),
    "항구가 얼었다.\n광고\n배가 없다.\n": ("utf-16", "utf-16-le", "utf-16-be", "euc-kr", "johab", "iso2022-kr"),
    "Το λιμάνι πάγωσε.\nΔιαφήμιση\n": ("utf-16-le", "iso8859-7", "cp1253"),
    "הנמל קפא.\nAD\n": ("utf-16-be", "cp1255", "iso8859-8"),
    "الميناء متجمد.\nإعلان\n": ("utf-16-le", "cp1256", "iso8859-6"),
}
ENCODED = [(text, encoding) for text, encodings in SAID.items() for encoding in encodings]


def read(folder: Path, name: str, raw: bytes) -> tuple[list[Article], list[Problem], list[str]]:
    """The articles of a file, what is said about it, and the rules that find something in it."""
    (folder / name).write_bytes(raw)
    items = list(readers.read(str(folder / name)))
    rules: list[str] = []
    for item in items:
        invariants.check_item(item)
        if isinstance(item, Article):
            findings, problems = LINTER.lint(item)
            invariants.check_findings(item, findings, problems)
            rules += [found.rule for found in findings]
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [item for item in items if isinstance(item, Problem)], rules


@pytest.mark.parametrize("name", CUT)
def test_every_beginning_of_a_file_is_read_or_named(tmp_path: Path, name: str) -> None:
    suffix, raw = CUT[name]
    whole, problems, _ = read(tmp_path, f"a{suffix}", raw)
    assert whole and not problems
    for end in range(1, len(raw)):
        articles, problems, _ = read(tmp_path, f"a{suffix}", raw[:end])
        assert articles or problems or not raw[:end].strip() or suffix in (".csv", ".tsv"), raw[:end]
        assert len(articles) <= len(whole)
        for one, cut in zip(whole, articles[:-1], strict=False):  # all but the one that was cut
            assert one.fields == cut.fields


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_beginning_of_a_rule_is_refused_by_name_or_a_rule(path: Path) -> None:
    text = path.read_text("utf-8")
    held = 0
    for end in range(len(text)):
        try:
            rule.validate(text[:end], "r.yaml", "my-rule", "mine")
            held += 1
        except rule.RuleError as error:
            assert str(error).startswith("r.yaml:"), error
    assert held < len(text) // 4  # the last example may lack a word


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv"])
@pytest.mark.parametrize(
    ("text", "encoding"), ENCODED, ids=lambda value: value if value.isascii() and " " not in value else ""
)
def test_no_encoding_is_silently_empty_or_wrong(tmp_path: Path, text: str, encoding: str, suffix: str) -> None:
    records = "".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n" for n in range(3))
    rows = "id,text\n" + "".join(f'{n},"{text}"\n' for n in range(3))
    whole = {".txt": text, ".jsonl": records, ".csv": rows}[suffix]
    articles, problems, rules = read(tmp_path, f"a{suffix}", whole.encode(encoding, "replace"))
    if problems or "control-characters" in rules:
        return
    if encoding == "utf-7":  # is ASCII, and nobody can tell
        assert articles
        return
    assert [article.text for article in articles] == [text] * len(articles) and len(articles) == (
        1 if suffix == ".txt" else 3
    )
