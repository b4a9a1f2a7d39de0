"""`parquet`: findings as a table for DuckDB, pandas, Spark ...; written to a file, which is there when it is whole."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from newslint import table
from newslint.atomic import beside, sweep
from newslint.problem import NewslintError
from newslint.safe import safe_json
from newslint.stored import SITES_KEY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Any

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.problem import Problem
    from newslint.reports import Context
    from newslint.summary import Summary

ROWS = 2000  # findings that are held as Python has them, before they become a batch
GROUP = 32 << 20  # bytes of batches that make a row group


def open_report(path: str, context: Context) -> Parquet:
    """The report that is written to a file. Raises NewslintError where it cannot be, or pyarrow is missing."""
    return Parquet(path)


class Parquet:
    """Writes findings in row groups. As a context: what is not closed in it is thrown away."""

    def __init__(self, path: str) -> None:
        try:
            from pyarrow import parquet
        except ImportError:
            raise NewslintError(f"--report parquet={path}: to write Parquet, pip install 'newslint[parquet]'") from None
        self.path = os.path.realpath(path)
        self.beside = beside(self.path)
        self.form = table.schema()
        self.rows: list[dict[str, Any]] = []
        self.batches: list[Any] = []
        try:
            if os.path.exists(self.path) and not stat.S_ISREG(os.stat(self.path).st_mode):
                raise NewslintError(f"{path}: this output file cannot be written: it is no regular file")
            sweep(os.path.dirname(self.path))
            self.file = open(self.beside, "xb")  # noqa: SIM115
        except (OSError, ValueError) as error:
            raise NewslintError(
                f"{path}: this output file cannot be written: {getattr(error, 'strerror', error)}"
            ) from None
        self.writer = parquet.ParquetWriter(self.file, self.form, compression="zstd")

    def __enter__(self) -> Parquet:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):  # it has taken its place, if all went well
            os.unlink(self.beside)
        with suppress(OSError, ValueError):  # the writer first: it writes the rest when it is thrown away, too
            self.writer.close()
        with suppress(OSError):
            self.file.close()

    def article(self, article: Article, findings: Sequence[Finding]) -> None:
        self.rows += [found.as_dict() for found in findings]
        if len(self.rows) >= ROWS:
            self._pack()

    def problem(self, problem: Problem) -> None:
        """Problems are on stderr; a row here is always a finding."""

    def close(self, summary: Summary) -> None:
        """The table is whole: it takes its name."""
        self._pack()
        self._write()
        self.writer.add_key_value_metadata({SITES_KEY: safe_json(summary.by_site())})
        self.writer.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        os.replace(self.beside, self.path)

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
