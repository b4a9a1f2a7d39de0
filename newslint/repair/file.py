"""Mends one file: its articles one by one, then its bytes in one step, if nobody else has changed them meanwhile."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from hashlib import sha256

from newslint import readers
from newslint.atomic import Replacement
from newslint.paths import shown
from newslint.problem import Problem
from newslint.readers import Source, packed
from newslint.repair import log, packing, udiff
from newslint.repair.article import Mender
from newslint.repair.stream import Hashed, Spans, copied, file_hash
from newslint.safe import safe_text
from newslint.writers import Unrepairable, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.repair import Repair
    from newslint.repair.article import Check, Outcome
    from newslint.writers import Splice, Writer

    Result: TypeAlias = "Problem | tuple[Article, list[Finding]] | Mended"

HEAD = 1 << 20  # bytes in which a CSV header has to end
SAME = ("st_dev", "st_ino", "st_size", "st_mtime_ns")
CHANGED = "has changed since it was read: it was left as it is; run newslint again"


class Mended:
    """What was mended in one file: how many articles, and how many fixes of each rule. `is_lost`: it could not be written."""

    __slots__ = ("articles", "is_lost", "path", "rules")

    def __init__(self, path: str) -> None:
        self.path, self.articles, self.is_lost = path, 0, False
        self.rules: dict[str, int] = {}

    def add(self, rules: Iterator[str]) -> None:
        """Counts one article with the rules of its fixes."""
        self.articles += 1
        for rule in rules:
            self.rules[rule] = self.rules.get(rule, 0) + 1


class File:
    """One file being mended. `real` is where its bytes are, `path` what it is called, `name` what tells its format."""

    def __init__(
        self, repair: Repair, real: str, path: str, name: str | None, options: readers.Options, check: Check
    ) -> None:
        self.repair, self.real, self.path, self.name = repair, real, path, name
        self.is_stdin = False
        self.source = Source(path, options)
        self.mender = Mender(check, self._writer, unsafe=repair.unsafe)
        self.splices: list[Splice] = []
        self.entries: list[dict[str, Any]] = []
        self.mended = Mended(path)
        self.left: dict[str, list[int | None]] = {}
        self.opened: packing.Opened | None = None
        self.spans: Spans | None = None
        self.made: Writer | None = None
        self.status: os.stat_result | None = None
        self.hashed: Hashed | None = None

    def results(self) -> Iterator[Result]:
        """The articles and problems of the file, and what was mended, if anything."""
        try:
            for item in readers.guarded(self.source, self.name, self._read):
                if isinstance(item, Problem):
                    yield item
                else:
                    done = self.mender.mend(item, lambda item=item: self._raw(item))  # type: ignore[misc]
                    self._keep(item, done)
                    yield done.article, done.findings
                    yield from done.problems
        finally:
            if self.opened is not None:
                self.opened.close()
        yield from self._left()
        yield from self._conclude()

    @contextmanager
    def _read(self) -> Iterator[io.BufferedReader]:
        with readers.opened(self.real) as stream:
            self.status = os.fstat(stream.fileno())
            self.hashed = Hashed(stream)
            yield io.BufferedReader(self.hashed, readers.BUFFER)
            if self.splices:
                self.hashed.drain()

    def _raw(self, article: Article) -> bytes:
        """The bytes of an article's record. Raises Unrepairable."""
        if self.source.offset is None:
            raise Unrepairable(f"it is {self.source.encoding.upper()}: only UTF-8 is rewritten")
        if article.at is None and article.record is not None:
            raise Unrepairable("its place in the file is not known, for bytes before it that are not UTF-8")
        start, end = article.at or (self.source.offset, None)
        if self.spans is None:
            self.opened = packing.Opened(self.real, self.source.options)
            self.spans = Spans(self.opened.stream)
        return self.spans.read(start, end)

    def _writer(self) -> Writer:
        if self.made is None:
            with packing.Opened(self.real, self.source.options) as opened:
                opened.stream.read(self.source.offset or 0)
                suffix = readers.suffix_of(self.name) if self.name else readers.sniffed(opened.stream)
                self.made = writer(suffix, Source(self.path, self.source.options), opened.stream.read(HEAD))
        return self.made

    def _keep(self, before: Article, done: Outcome) -> None:
        for reason in dict.fromkeys(done.reasons.values()):
            self.left.setdefault(reason, []).append(before.record)
        if done.splices:
            at = before.at[0] if before.at else self.source.offset or 0
            self.splices += [(start + at, end + at, put) for start, end, put in done.splices]
            self.mended.add(one.finding.rule for one in done.applied)
            if self.repair.log is not None:
                self.entries += log.fixes(before, done.applied)

    def _left(self) -> Iterator[Problem]:
        """What could not be mended: each reason once."""
        for reason, records in self.left.items():
            more = f" (and {len(records) - 1} more records of this file)" if len(records) > 1 else ""
            yield Problem(self.path, f"not repaired: {reason}{more}", records[0])

    def _conclude(self) -> Iterator[Result]:
        try:
            if self.is_stdin and self.repair.writes:
                self._put()
            elif not self.splices:
                return
            elif not self.repair.writes:
                self._show()
            else:
                self._replace()
            if self.splices:
                yield self.mended
        except (Unrepairable, packed.Refused) as reason:
            yield from self._lost(f"not repaired: {reason}")
        except OSError as error:
            if self.is_stdin or not self.repair.writes:
                raise  # it is standard output that cannot be written
            said = error.strerror or str(error)
            yield from self._lost(f"not repaired, and left as it was: {said[:1].lower()}{said[1:]}")

    def _lost(self, why: str) -> Iterator[Result]:
        yield Problem(self.path, why)
        self.mended.is_lost = True
        yield self.mended

    def _put(self) -> None:
        """Standard input goes to standard output; as it was where nothing is mended."""
        if not self.splices:
            with readers.opened(self.real) as stream:
                for chunk in copied(stream, ()):
                    self.repair.put(chunk)
            return
        for chunk in self._chunks([], sha256()):
            self.repair.put(chunk)
        if self.repair.log is not None:
            self.repair.log.append([*self.entries, log.stdin(self.path)])

    def _show(self) -> None:
        with packing.Opened(self.real, self.source.options) as opened:
            if opened.how.name:
                said = f"{sum(self.mended.rules.values())} fixes are not shown: it is packed with {opened.how.name}"
                self.repair.say(safe_text(f"{self.path}: {said}"))
                return
            name = os.fsencode("stdin" if self.path == readers.STDIN else _relative(self.path))
            for line in udiff.diff(opened.stream, self.splices, name):
                self.repair.put(line)

    def _chunks(self, cut: list[bytes], unpacked: Any) -> Iterator[bytes]:
        """The file's new bytes. What is cut goes into a list, and what was there into a hash, as it goes by."""
        with packing.Opened(self.real, self.source.options) as opened:
            hashed = Hashed(opened.stream, unpacked)
            yield from opened.how.packed(copied(hashed, self.splices, cut))  # type: ignore[arg-type]
            opened.check()

    def _replace(self) -> None:
        self._allowed()
        cut: list[bytes] = []
        unpacked = sha256()
        with Replacement(self.real) as new:
            written = sha256()
            for piece in self._chunks(cut, unpacked):
                written.update(piece)
                new.write(piece)
            new.finish()
            self._unchanged()
            if self.repair.log is not None:
                before = (self._before(), unpacked.hexdigest())
                edits = log.way_back(self.splices, cut)
                entry = log.file(self.path, self.real, before, written.hexdigest(), edits)
                self.repair.log.append([*self.entries, entry])
            new.commit(self._unchanged_since)

    def _allowed(self) -> None:
        if not self.repair.covers(self.real):
            raise Unrepairable(f"it is a link to {self.real}, which is not among the paths given")

    def _before(self) -> str:
        return self.hashed.hash.hexdigest() if self.hashed else ""

    def _unchanged(self) -> None:
        """The content is still that which was read: asked when all is written, as it takes a while."""
        if file_hash(self.real) != self._before():
            raise Unrepairable(CHANGED)
        self._unchanged_since()

    def _unchanged_since(self) -> None:
        now, then = os.lstat(self.real), self.status
        if then is None or [getattr(now, name) for name in SAME] != [getattr(then, name) for name in SAME]:
            raise Unrepairable(CHANGED)


def _relative(path: str) -> str:
    """A path as a patch names it: from the working folder, with slashes."""
    return shown(os.path.abspath(path)).replace(os.sep, "/").lstrip("/")
