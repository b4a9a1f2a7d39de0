"""The report formats, a module each. Lying in this folder is all it takes.

A format's name is its module's (`json_` is `json`: the underscore only keeps clear of the library). A module holds
`open_report(out, context)`, which returns an object with

- `article(article, findings)`: called for every article in turn, also for clean ones; findings sorted by place;
- `problem(problem)`: something could not be read, or only in part (it has been said on stderr already);
- `close(summary)`: the run is over; the only moment at which everything is known.

Reports are pushed, so several can be fed from one run. They hold nothing back that grows with the input, and write
scraped text only through `newslint.safe`. A module that writes the table of `--statistics` says `STATISTICS = True`, and
one that writes of an article the same whatever came before it, and tells nothing of sites in the end, `PIECEWISE = True`.
A report may also have `suppressed(article, finding, reason)`: a baseline or an ignore file accepts the finding. Modules
whose names begin with an underscore are no formats, but what several of them need.

A module named `NAME_file` writes no text: its `open_report(out, context)` takes a file of bytes, for `--report` only,
and returns a report that is a context too, to be left before the file is closed.
"""

from __future__ import annotations

import os

from newslint import late
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from types import ModuleType
    from typing import BinaryIO, Protocol, TextIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.kind import Rule
    from newslint.problem import Problem
    from newslint.summary import Summary

    class Report(Protocol):
        """One report being written."""

        def article(self, article: Article, findings: Sequence[Finding]) -> None: ...
        def problem(self, problem: Problem) -> None: ...
        def close(self, summary: Summary) -> None: ...


FILE = "_file"  # what the names of modules end in whose format is no text


class Context:
    """What a report may want to know besides the findings.

    Whether colours are welcome, and a table of statistics; the rules that run; the mildest severity that fails a run;
    the paths as they were typed, and the flags that say what is checked.
    """

    __slots__ = ("color", "fail_on", "paths", "rules", "statistics", "typed")

    def __init__(
        self,
        color: bool = False,
        statistics: bool = False,
        rules: Sequence[Rule] = (),
        fail_on: str = "warning",
        paths: Sequence[str] = (),
        typed: Sequence[str] = (),
    ) -> None:
        self.color, self.statistics, self.rules, self.fail_on = color, statistics, rules, fail_on
        self.paths, self.typed = paths, typed


def formats() -> list[str]:
    """The names of the formats of text, which may go to standard output."""
    return sorted(name for name, module in _modules().items() if not module.endswith(FILE))


def file_formats() -> list[str]:
    """The names of all formats, also of those that only go to files."""
    return sorted(_modules())


def _modules() -> dict[str, str]:
    """The module of each format."""
    try:
        files = os.listdir(os.path.dirname(__file__))
        names = {name.partition(".")[0] for name in files if name.endswith((".py", ".pyc"))}
    except OSError:  # run from a zip archive
        from pkgutil import iter_modules

        names = {module.name for module in iter_modules(__path__)}
    return {name.removesuffix(FILE).rstrip("_"): name for name in names if not name.startswith("_")}


def open_report(name: str, out: TextIO, context: Context) -> Report:
    """A report of the format `name` that writes to `out`. Raises NewslintError where there is no such format."""
    report: Report = _module(name).open_report(out, context)
    return report


def open_file(name: str, out: BinaryIO, context: Context) -> AbstractContextManager[Report]:
    """A report of a format that only goes to files. Raises NewslintError where what it needs is not installed."""
    report: AbstractContextManager[Report] = _module(name).open_report(out, context)
    return report


def shows_statistics(name: str) -> bool:
    """Whether the format has a place for `--statistics`; else they go to stderr."""
    return bool(getattr(_module(name), "STATISTICS", False))


def is_piecewise(name: str) -> bool:
    """Whether what the format writes of an article depends on that article alone, so that it may be kept and written again."""
    return bool(getattr(_module(name), "PIECEWISE", False))


def _module(name: str) -> ModuleType:
    modules = _modules()
    if name not in modules:
        raise NewslintError(f"there is no output format {name!r}; there are {', '.join(sorted(modules))}")
    return late.module(f"newslint.reports.{modules[name]}")
