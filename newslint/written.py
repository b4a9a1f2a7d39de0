"""What a report says of a split, written where the split was checked: the process that reports adds counts and copies bytes.

To carry findings to it and to write them there costs a tenth of what it takes to find them. So it is where a run has one
report, whose words about an article hang on that article alone (`reports.is_piecewise`); others are told the findings.
"""

from __future__ import annotations

import os

from newslint.summary import RuleCount, Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, TextIO

    from newslint.carried import Item
    from newslint.problem import Problem


class Form:
    """How the report writes: its format, whether in colours; `is_kept`: what was found is wanted as well, for the cache."""

    __slots__ = ("color", "is_kept", "name")

    def __init__(self, name: str, color: bool, *, is_kept: bool) -> None:
        self.name, self.color, self.is_kept = name, color, is_kept


class Written:
    """Part of a split: which files begin in it, the counts of its articles, what the report says of them.

    Where what was found is kept, it is in `blob`, as `carried` packs it, and at most one file begins, before all else.
    """

    __slots__ = ("begins", "blob", "counts", "text")

    def __init__(self, begins: Sequence[str], counts: Summary, text: bytes, blob: bytes) -> None:
        self.begins, self.counts, self.text, self.blob = begins, counts, text, blob


class Writing:
    """Items on their way into a report, in the place of `carried.Packing`; of `size` so far."""

    def __init__(self, form: Form) -> None:
        from io import StringIO

        from newslint import reports

        self.form, self.out = form, StringIO()
        self.report = reports.open_report(form.name, self.out, reports.Context(color=form.color))
        self.heads: list[object] = []
        self.bodies: list[bytes] = []
        self.done = 0
        self._begin()

    @property
    def size(self) -> int:
        """Bytes, as far as they are known: characters of what is still to be encoded."""
        return self.done + self.out.tell() + self.packing.size

    def _begin(self) -> None:
        from newslint.carried import Packing

        self.out.seek(0)
        self.out.truncate()  # also of the header, if it has one: that is for the report that is told the whole run
        self.begins: list[str] = []
        self.counts, self.packing = Summary(), Packing()

    def add(self, item: Item) -> None:
        """Adds an item."""
        if isinstance(item, str):
            if self.form.is_kept:
                self._end()
                self.packing.add(item)
            self.begins.append(item)
        elif isinstance(item, tuple):
            article, findings, problems = item
            self.counts.add(findings)
            self.report.article(article, findings)
            if self.form.is_kept and not problems:  # else nothing of its file is kept
                self.packing.add(item)
            self._tell(problems)
        else:
            self._tell([item])

    def _tell(self, problems: Sequence[Problem]) -> None:
        """Problems are told between what comes before and behind them."""
        if problems:
            self._end()
            self.heads += [problem.as_dict() for problem in problems]

    def _end(self) -> None:
        """What has come up to here is a part."""
        if self.begins or self.counts.articles:
            text = self.out.getvalue().encode("utf-8", "backslashreplace")
            blob = self.packing.packed() if self.form.is_kept else b""
            rules = [[getattr(one, name) for name in RuleCount.__slots__] for one in self.counts.rules.values()]
            counts = [self.counts.articles, self.counts.with_findings, rules]
            self.heads.append([self.begins, counts, len(text), len(blob)])
            self.bodies += (text, blob)
            self.done += len(text) + len(blob)
            self._begin()

    def packed(self) -> bytes:
        """The parts: a line of JSON, and behind it their bytes."""
        import json

        self._end()
        return b"".join([json.dumps(self.heads).encode(), b"\n", *self.bodies])


def unpacked(data: bytes) -> Iterator[Written | Problem]:
    """The parts again, with the problems among them. The articles of each site are not counted: no such report tells them."""
    import json

    from newslint.problem import Problem

    line = data.find(b"\n")
    at = line + 1
    for head in json.loads(data[:line]):
        if isinstance(head, dict):
            yield Problem(head["path"], head["message"], head["record"])
            continue
        begins, counts, *sizes = head
        text, blob = (data[at : at + sizes[0]], data[at + sizes[0] : at + sum(sizes)])
        at += sum(sizes)
        yield Written(begins, _counted(*counts), text, blob)


def _counted(articles: int, with_findings: int, rules: list[list[Any]]) -> Summary:
    counts = Summary()
    counts.articles, counts.with_findings = articles, with_findings
    for values in rules:
        named = dict(zip(RuleCount.__slots__, values, strict=True))
        one = counts.rules[named["rule"]] = RuleCount(named["rule"], named["severity"])
        one.findings, one.fixable, one.safe = named["findings"], named["fixable"], named["safe"]
        counts.findings += one.findings
    return counts


def copy(text: bytes, out: TextIO) -> None:
    """Writes what a report has written elsewhere: as it is, where the stream would make the same bytes of it."""
    buffer = getattr(out, "buffer", None)
    if buffer is None or os.linesep != "\n" or str(out.encoding).lower() not in ("utf-8", "utf8"):
        out.write(text.decode())
    else:
        out.flush()
        buffer.write(text)
