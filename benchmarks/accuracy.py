"""Measure the shipped rules on a labelled corpus: precision, recall and false alarms, per label, rule and language.

    python benchmarks/accuracy.py [CORPUS] [--default] [--errors RULE|LABEL] [--half 0|1] [--json] [--floor FILE [--update]]

CORPUS is a folder with `articles.jsonl` and `labels.jsonl` as ../shared/corpus/README.md describes them. What counts:

- several findings of one label on one line are one;
- a finding on a line of another label counts against its own label's precision, yet for "any boilerplate";
- false alarms are lines labelled `content` with any finding, per 10,000 of them.

`--half` takes only every other site, by the hash of its name: look at one half's errors, and judge on the other.
`--floor FILE` compares with the figures pinned there and exits 1 where one fell; `--update` writes them anew, and
refuses to write a lower one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from newslint import plainyaml, ruleset
from newslint.article import Article
from newslint.kind import Rule
from newslint.lint import Linter

HERE = Path(__file__).parent
DEFAULT_CORPUS = HERE.parent.parent / "shared" / "corpus" / "dev"
FIELDS = {"id": "id", "url": "url", "site": "site", "lang": "language", "title": "title", "published": "published"}
CLEAN = "content"
Line = tuple[str, int]


class Corpus:
    """The labelled articles: `articles` by id, `gold` the label of each line."""

    def __init__(self, folder: Path, half: int | None = None) -> None:
        rows = [row for row in _rows(folder / "articles.jsonl") if half is None or half_of(str(row["site"])) == half]
        self.articles = {row["id"]: row for row in rows}
        labels = [row for row in _rows(folder / "labels.jsonl") if row["id"] in self.articles]
        self.gold: dict[Line, str] = {(row["id"], row["line"]): row["label"] for row in labels}
        self.text = {key: row["text"].split("\n") for key, row in self.articles.items()}


def half_of(site: str) -> int:
    """Which half of the sites one belongs to."""
    return blake2b(site.encode(), digest_size=1).digest()[0] % 2


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def findings(corpus: Corpus, rules: list[Rule]) -> list[tuple[Line, str]]:
    """(line, rule) of every finding on a line."""
    linter = Linter(rules)
    found = []
    for key, row in corpus.articles.items():
        fields = {FIELDS[name]: row[name] for name in FIELDS if row.get(name)}
        for one in linter.lint(Article({**fields, "text": row["text"]}, "corpus"))[0]:
            if one.line is not None and one.field == "text":
                last = one.place.end_line or one.line
                found += [((key, line), one.rule) for line in range(one.line, last + 1)]
    return [(line, rule) for line, rule in found if line in corpus.gold]


def labels_of(rules: list[Rule]) -> dict[str, str | None]:
    """Which label each rule claims to find, from benchmarks/labels.yaml; None: any boilerplate."""
    table: dict[str, str] = plainyaml.load((HERE / "labels.yaml").read_text("utf-8"))
    return {rule.name: table.get(rule.name, table.get(rule.group)) for rule in rules}


def measure(corpus: Corpus, found: list[tuple[Line, str]], claims: dict[str, str | None]) -> dict[str, Any]:
    """The figures as JSON keeps them."""
    by_label: dict[str, set[Line]] = defaultdict(set)
    by_rule: dict[str, set[Line]] = defaultdict(set)
    for line, rule in found:
        by_rule[rule].add(line)
        if claims.get(rule):
            by_label[str(claims[rule])].add(line)
    lines = {line for line, _ in found}
    gold = Counter(corpus.gold.values())
    labels = {
        label: _figures(gold[label], by_label[label], {line for line in by_label[label] if corpus.gold[line] == label})
        for label in sorted(gold)
        if label != CLEAN
    }
    residue = {line for line in lines if corpus.gold[line] != CLEAN}
    alarms = len(lines) - len(residue)
    return {
        "articles": len(corpus.articles),
        "any": _figures(sum(gold.values()) - gold[CLEAN], lines, residue),
        "content_lines": gold[CLEAN],
        "content_flagged": alarms,
        "content_flagged_per_10000": round(10_000 * alarms / max(1, gold[CLEAN]), 1),
        "labels": labels,
        "rules": {
            rule: {"lines": len(some), "on_content": sum(corpus.gold[line] == CLEAN for line in some)}
            for rule, some in sorted(by_rule.items())
        },
        "languages": _by_language(corpus, lines),
    }


def _figures(gold: int, found: set[Line], right: set[Line]) -> dict[str, Any]:
    precision = round(len(right) / len(found), 4) if found else None
    recall = round(len(right) / gold, 4) if gold else None
    return {"gold": gold, "found": len(found), "right": len(right), "precision": precision, "recall": recall}


def _by_language(corpus: Corpus, lines: set[Line]) -> dict[str, Any]:
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for line, label in corpus.gold.items():
        part = parts[str(corpus.articles[line[0]].get("lang"))]
        kind = "content" if label == CLEAN else "boilerplate"
        part[kind] += 1
        part[f"{kind}_found"] += line in lines
    return {code: dict(part) for code, part in sorted(parts.items(), key=lambda item: -item[1].total())}


def show(figures: dict[str, Any]) -> None:
    """The tables for people."""
    print(f"{'label':14}{'lines':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    for label, row in [*sorted(figures["labels"].items(), key=lambda item: -item[1]["gold"]), ("ANY", figures["any"])]:
        numbers = "".join(f"{row[key]:>7}" for key in ("gold", "found", "right"))
        print(f"{label:14}{numbers}{_share(row['precision']):>11}{_share(row['recall']):>8}")
    rate = figures["content_flagged_per_10000"]
    print(f"content lines flagged: {figures['content_flagged']} of {figures['content_lines']} = {rate} per 10,000")
    print(f"\n{'rule':30}{'lines':>7}{'on content':>12}")
    for rule, row in sorted(figures["rules"].items(), key=lambda item: -item[1]["lines"]):
        print(f"{rule:30}{row['lines']:>7}{row['on_content']:>12}")
    print(f"\n{'language':10}{'boilerplate':>12}{'recall':>8}{'content':>9}{'flagged':>9}")
    for code, row in figures["languages"].items():
        total = row.get("boilerplate", 0)
        share = _share(row.get("boilerplate_found", 0) / total if total else None)
        print(f"{code:10}{total:>12}{share:>8}{row.get('content', 0):>9}{row.get('content_found', 0):>9}")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def show_errors(corpus: Corpus, found: list[tuple[Line, str]], claims: dict[str, str | None], what: str) -> None:
    """The lines behind a figure: of a rule or label, wrongly flagged ones (with their true label) and missed ones."""
    rules = {rule for rule, label in claims.items() if what in (rule, label, "ANY")}
    hits: dict[Line, str] = {line: rule for line, rule in found if rule in rules}
    for line, rule in sorted(hits.items()):
        if corpus.gold[line] not in (what, claims[rule]) and (what != "ANY" or corpus.gold[line] == CLEAN):
            print(f"WRONG {rule} [{corpus.gold[line]}] {line[0]}:{line[1]} {_text(corpus, line)}")
    every = {line for line, _ in found}
    for line, label in sorted(corpus.gold.items()):
        if label == what and line not in (hits if what != "ANY" else every):
            print(
                f"MISSED{'' if line not in every else ' (another rule has it)'} {line[0]}:{line[1]} {_text(corpus, line)}"
            )


def _text(corpus: Corpus, line: Line) -> str:
    return corpus.text[line[0]][line[1] - 1].strip()[:150]


def hold_floor(figures: dict[str, Any], path: Path, update: bool) -> int:
    """Compares the figures that must not fall with those pinned in a file: 1 where one fell, else 0."""
    pinned = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    now = _floor(figures)
    fallen = [name for name, value in pinned.items() if name in now and _fell(name, now[name], value)]
    for name in fallen:
        print(f"FELL: {name} was {pinned[name]}, is {now[name]}")
    if update and not fallen:
        path.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", "utf-8")
        _write_measured(figures)
        print(f"pinned {len(now)} figures in {path.name}")
    return 1 if fallen else 0


def _write_measured(figures: dict[str, Any]) -> None:
    """What `newslint rule NAME` says of a rule's precision."""
    table = {"corpus": f"{figures['articles']} scraper outputs", "rules": figures["rules"]}
    (HERE.parent / "newslint" / "measured.json").write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", "utf-8")


def _floor(figures: dict[str, Any]) -> dict[str, float]:
    floor = {"content_flagged_per_10000": figures["content_flagged_per_10000"], "any.recall": figures["any"]["recall"]}
    for label, row in figures["labels"].items():
        for key in ("precision", "recall"):
            if row[key] is not None:
                floor[f"{label}.{key}"] = row[key]
    return floor


def _fell(name: str, now: float, pinned: float) -> bool:
    return now > pinned if name.startswith("content_flagged") else now < pinned


def main() -> int:
    """Measures, prints, compares; the exit code is 1 where a pinned figure fell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=DEFAULT_CORPUS)
    parser.add_argument("--default", action="store_true", help="only the rules that run when nothing is selected")
    parser.add_argument("--errors", metavar="NAME", help="list wrong and missed lines of a rule, a label, or ANY")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the sites of one half")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--floor", type=Path)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    rules = ruleset.select(ruleset.shipped(), () if args.default else ("ALL",))
    corpus, claims = Corpus(args.corpus, args.half), labels_of(rules)
    found = findings(corpus, rules)
    figures = measure(corpus, found, claims)
    if args.errors:
        show_errors(corpus, found, claims, args.errors)
    elif args.json:
        print(json.dumps(figures, indent=1))
    else:
        show(figures)
    return hold_floor(figures, args.floor, args.update) if args.floor else 0


if __name__ == "__main__":
    sys.exit(main())
