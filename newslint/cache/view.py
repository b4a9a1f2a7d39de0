"""What a report wrote about a unit, and the counts of it: where nothing has changed, that is all a run needs.

Only reports that say PIECEWISE = True are kept so: what they write of an article hangs on that article and on nothing else.
"""

from __future__ import annotations

from newslint.finding import SEVERITIES
from newslint.safe import safe_lines
from newslint.style import MARKS
from newslint.summary import RuleCount, Summary
from newslint.written import copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

    from newslint.cache.units import Unit

_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
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
            self._hear(text)
        return self.out.write(text)

    def _hear(self, text: str) -> None:
        assert self._heard is not None
        self._heard.append(text)
        self._size += len(text)
        if self._size > MOST_TEXT:
            self._heard = None

    def writelines(self, lines: Any) -> None:
        """Hands lines on."""
        for line in lines:
            self.write(line)

    def again(self, text: bytes) -> None:
        """Writes what was kept, or what a worker has written."""
        if self._heard is not None:
            self._hear(text.decode())
        copy(text, self.out)

    def begin(self) -> None:
        """A unit begins."""
        self._heard, self._size = [], 0

    def end(self) -> str | None:
        """What was written about the unit; None where it is too much to be kept."""
        heard, self._heard = self._heard, None
        return None if heard is None else "".join(heard)


def packed(unit: Unit, counts: Summary, text: str) -> bytes | None:
    """Counts and text of a unit, to be kept: two lines of words, parted by tabs. None where a rule's name is no such word.

    The articles of each site are not among the counts: no report that is kept so tells them.
    """
    lines = getattr(unit, "lines", None) or 0
    head = [str(word) for word in (unit.digest.hex(), counts.articles, counts.with_findings, lines)]
    rules = [
        str(word)
        for one in counts.rules.values()
        for word in (one.rule, one.severity, one.findings, one.fixable, one.safe)
    ]
    if any("\t" in word or "\n" in word or not word for word in rules):
        return None
    return "\n".join(["\t".join(head), "\t".join(rules), text]).encode("utf-8", "surrogatepass")


def unpacked(data: bytes, digest: bytes, color: bool) -> tuple[Summary, bytes, int] | None:
    """Counts, text, and the number of lines of the unit of this name (0 where that is not known).

    None where they are of another unit, or nothing that newslint would have kept.
    """
    try:
        head, rules, text = data.split(b"\n", 2)
        name, *numbers = head.decode().split("\t")
        if name != digest.hex() or not is_safe(text, color):
            return None
        counts = Summary()
        counts.articles, counts.with_findings, lines = _numbers(numbers)
        _count(counts, rules.decode().split("\t") if rules else [])
        return counts, text, lines
    except ValueError:
        return None


def is_safe(text: bytes, color: bool) -> bool:
    """Whether a text holds nothing but what reports write: whoever can write to the cache must not reach the terminal.

    Raises ValueError for what is no text.
    """
    text.decode()
    if color:
        for mark in MARKS:
            text = text.replace(mark.encode(), b"")
    acts = (b"#" in text and b"##" in text) or b"::" in text
    if not acts and text.translate(None, _PLAIN).decode().isprintable():
        return True  # as nearly all are, told in a few passes in C
    whole = text.decode()
    return safe_lines(whole) == whole


def _count(counts: Summary, words: list[str]) -> None:
    """Adds the counts of rules: five words each. Raises ValueError."""
    for rule, severity, *numbers in zip(*[iter(words)] * 5, strict=True):
        if severity not in SEVERITIES or not rule:
            raise ValueError(severity)
        one = counts.rules[rule] = RuleCount(rule, severity)
        one.findings, one.fixable, one.safe = _numbers(numbers)
        counts.findings += one.findings


def _numbers(words: list[str]) -> list[int]:
    """Whole numbers. Raises ValueError for what is none that newslint would write."""
    if not "".join(words).isdigit() or "" in words or max(map(len, words)) > 15:
        raise ValueError(words)
    return list(map(int, words))
