"""Where in a text a line stands: head, body, tail; how many of its like stand together; and whether a language is its."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslint.article import Article

EDGE = 5  # non-blank lines at either end that count as the edge of a text
TAIL_SHARE = 0.2  # the last part of the lines, and at least EDGE of them, is the tail


class Zone:
    """The parts of one article's text, by line number (from 0)."""

    __slots__ = ("order", "body", "count", "tail")

    def __init__(self, article: Article) -> None:
        self.order = {number: place for place, number in enumerate(article.solid)}
        self.count = len(article.solid)
        self.body = self.order.get(article.body_start, self.count)
        self.tail = self.count - max(EDGE, int(self.count * TAIL_SHARE))

    def holds(self, number: int, where: str) -> bool:
        """Whether a line is in a part: anywhere, head, body, tail, or edges (head, first lines, or tail)."""
        place = self.order[number]
        if where == "head":
            return place < self.body or place < EDGE
        if where == "body":
            return place >= self.body
        if where == "tail":
            return place >= self.tail
        return where == "anywhere" or place < max(self.body, EDGE) or place >= self.tail

    def keep(self, numbers: Sequence[int], where: str, min_run: int) -> list[int]:
        """The lines that are in the part and stand in runs of at least `min_run`."""
        inside = [number for number in numbers if where == "anywhere" or self.holds(number, where)]
        if min_run <= 1:
            return inside
        return [number for run in self.runs(inside) if len(run) >= min_run for number in run]

    def runs(self, numbers: Sequence[int]) -> list[list[int]]:
        """The lines in runs: neighbours, blank lines apart."""
        runs: list[list[int]] = []
        for number in numbers:
            if runs and self.order[number] == self.order[runs[-1][-1]] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs


def speaks(article: Article, code: str) -> bool:
    """Whether the article is, or may be, in a language that a key names: `de`, `hr sr bs`, `any`, `any -tr -az`."""
    if code == "any":
        return True
    words = code.split()
    if words[0] != "any":
        return not article.languages or not article.languages.isdisjoint(words)
    return not article.languages or not article.languages <= {word[1:] for word in words[1:]}
