"""What a report wrote about a unit, and the counts of it: where nothing has changed, that is all a run needs.

Only reports that say PIECEWISE = True are kept so: what they write of an article hangs on that article and on nothing else.
"""

from __future__ import annotations

import json

from newslint.finding import SEVERITIES
from newslint.safe import safe_lines
from newslint.style import MARKS
from newslint.summary import RuleCount, Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

    from newslint.cache.units import Unit

_SITE = {str, type(None)}
MOST_TEXT = 8 << 20  # characters about one unit: more is written anew each time


class View:
    """Listens to what a report writes. `form` names how it writes: its format, and whether in colours.

    A stream for that report: what it is given goes on to the real one.
    """

    def __init__(self, out: TextIO, form: str, color: bool) -> None:
        self.out, self.form, self.color = out, f"{form}:{color}".encode(), color
        self._heard: list[str] | None = None
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.out, name)

    def write(self, text: str) -> int:
        """Hands text on."""
        if self._heard is not None:
            self._heard.append(text)
            self._size += len(text)
            if self._size > MOST_TEXT:
                self._heard = None
        return self.out.write(text)

    def writelines(self, lines: Any) -> None:
        """Hands lines on."""
        for line in lines:
            self.write(line)

    def begin(self) -> None:
        """A unit begins."""
        self._heard, self._size = [], 0

    def end(self) -> str | None:
        """What was written about the unit; None where it is too much to be kept."""
        heard, self._heard = self._heard, None
        return None if heard is None else "".join(heard)


def packed(unit: Unit, counts: Summary, text: str) -> bytes:
    """Counts and text of a unit, to be kept."""
    rules = [[one.rule, one.severity, one.findings, one.fixable, one.safe] for one in counts.rules.values()]
    sites = [list(counts.sites), list(counts.sites.values())]
    head = [unit.digest.hex(), counts.articles, counts.with_findings, getattr(unit, "lines", None), *sites, rules]
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes, digest: bytes, color: bool) -> tuple[Summary, str, int | None] | None:
    """Counts, text, and the number of lines of the unit of this name, where it has such.

    None where they are of another unit, or nothing that newslint would have kept.
    """
    line, _, rest = data.partition(b"\n")
    try:
        name, articles, with_findings, lines, sites, numbers, rules = json.loads(line)
        if name != digest.hex():
            return None
        counts = _counts(articles, with_findings, sites, numbers, rules)
        text = rest.decode("utf-8", "surrogatepass")
        lines = None if lines is None else _number(lines)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    return (counts, text, lines) if is_safe(text, color) else None


def is_safe(text: str, color: bool) -> bool:
    """Whether a text holds nothing but what reports write: whoever can write to the cache must not reach the terminal."""
    if color:
        for mark in MARKS:
            text = text.replace(mark, "")
    if "::" not in text and "##" not in text and text.replace("\n", "").isprintable():
        return True  # as nearly all are, told in three passes in C
    return safe_lines(text) == text


def _counts(articles: Any, with_findings: Any, sites: Any, numbers: Any, rules: Any) -> Summary:
    """The counts. Raises ValueError, TypeError for what can be none."""
    counts = Summary()
    counts.articles, counts.with_findings = _number(articles), _number(with_findings)
    if not set(map(type, sites)) <= _SITE or not set(map(type, numbers)) <= {int} or min(numbers, default=0) < 0:
        raise TypeError("no sites")
    counts.sites = dict(zip(sites, numbers, strict=True))
    for rule, severity, *found in rules:
        if not isinstance(rule, str) or severity not in SEVERITIES:
            raise TypeError("no rule")
        one = counts.rules[rule] = RuleCount(rule, severity)
        one.findings, one.fixable, one.safe = map(_number, found)
        counts.findings += one.findings
    return counts


def _number(value: Any) -> int:
    if value.__class__ is not int or value < 0:
        raise TypeError("no number")
    return int(value)
