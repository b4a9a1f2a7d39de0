"""`jsonl`: one finding a line, as a JSON object with the names of the contract, and nothing else."""

from __future__ import annotations

from newslint.safe import safe_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary


PIECEWISE = True


def open_report(out: TextIO, context: Context) -> Jsonl:
    """A JSON object a finding."""
    return Jsonl(out)


class Jsonl:
    """Writes each finding as it comes."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        for found in findings:
            self.out.write(safe_json(found.as_dict()) + "\n")

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr; a line here is always a finding."""

    def close(self, summary: Summary) -> None:
        """Nothing follows the last finding."""
