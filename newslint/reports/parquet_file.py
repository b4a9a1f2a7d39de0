"""`parquet`: findings as a table for DuckDB, pandas, Spark ...; for files only."""

from __future__ import annotations

from contextlib import suppress

from newslint import table
from newslint.problem import NewslintError
from newslint.safe import safe_json
from newslint.stored import RULES_KEY, SITES_KEY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Any, BinaryIO

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

ROWS = 2000  # findings that are held as Python has them, before they become a batch
GROUP = 32 << 20  # bytes of batches that make a row group


def open_report(out: BinaryIO, context: Context) -> Parquet:
    """The report that is written to a file. Raises NewslintError where pyarrow is missing."""
    return Parquet(out, sorted(rule.name for rule in context.rules))


class Parquet:
    """Writes findings in row groups. As a context: what is not closed in it has no end, and is no table."""

    def __init__(self, out: BinaryIO, ran: list[str]) -> None:
        try:
            from pyarrow import parquet
        except ImportError:
            raise NewslintError("--report parquet: to write Parquet, pip install 'newslint[parquet]'") from None
        self.form, self.ran = table.schema(), ran
        self.rows: list[dict[str, Any]] = []
        self.batches: list[Any] = []
        self.writer = parquet.ParquetWriter(out, self.form, compression="zstd")

    def __enter__(self) -> Parquet:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            with suppress(OSError, ValueError):  # it writes the rest when it is thrown away, too
                self.writer.close()

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        self.rows += [found.as_dict() for found in findings]
        if len(self.rows) >= ROWS:
            self._pack()

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr; a row here is always a finding."""

    def close(self, summary: Summary) -> None:
        """The table is whole."""
        self._pack()
        self._write()
        about = {SITES_KEY: safe_json(summary.by_site())}
        if self.ran:
            about[RULES_KEY] = safe_json(self.ran)
        self.writer.add_key_value_metadata(about)
        self.writer.close()

    def _pack(self) -> None:
        if self.rows:
            self.batches.append(table.batch(self.rows, self.form))
            self.rows = []
        if sum(batch.nbytes for batch in self.batches) >= GROUP:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        if self.batches:
            self.writer.write_table(pa.Table.from_batches(self.batches, self.form))
            self.batches = []
