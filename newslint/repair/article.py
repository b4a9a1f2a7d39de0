"""Mends one article: its fixes are applied, it is read again and checked again, until nothing is left to mend."""

from __future__ import annotations

from newslint import fix
from newslint.ending import unmask
from newslint.readers import packed
from newslint.repair.pieces import Pieces
from newslint.text import clip, cut
from newslint.writers import Unrepairable, spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newslint.article import Article
    from newslint.finding import Edit, Finding
    from newslint.problem import Problem
    from newslint.writers import Splice, Writer

    Checked = tuple[list[Finding], list[Problem]]
    Check = Callable[[Article], Checked]

SAID = 200  # characters of an internal error
ROUNDS = 10  # a removed line can make others neighbours, but not for ever


class Applied:
    """One fix that was applied. `line` and `column` (from 1) are those before the run, None outside of the text."""

    __slots__ = ("column", "cut", "end", "field", "finding", "line", "put", "start")

    def __init__(self, finding: Finding, edit: Edit, start: int, end: int, removed: str) -> None:
        self.finding, self.field, self.start, self.end = finding, edit.field, start, end
        self.cut, self.put = removed, edit.text
        self.line: int | None = None
        self.column: int | None = None


class Outcome:
    """What came of an article: as it is now, what is still found in it, and how its bytes have to change.

    `reasons` say why fields were left as they were; with an empty name, why the whole article was.
    """

    __slots__ = ("applied", "article", "findings", "problems", "reasons", "splices")

    def __init__(self, article: Article, checked: Checked) -> None:
        self.article = article
        self.findings, self.problems = checked
        self.applied: list[Applied] = []
        self.splices: list[Splice] = []
        self.reasons: dict[str, str] = {}

    def give_up(self, article: Article, checked: Checked, reason: str) -> None:
        """The article stays as it was."""
        self.article, self.applied, self.splices = article, [], []
        self.findings, self.problems = checked
        self.reasons = {"": reason}


class Mender:
    """Mends the articles of one file. `unsafe`: with the fixes that are not safe, too."""

    def __init__(self, check: Check, writer: Callable[[], Writer], *, unsafe: bool) -> None:
        self.check, self.writer, self.unsafe = check, writer, unsafe

    def mend(self, article: Article, raw: Callable[[], bytes]) -> Outcome:
        """The article mended; `raw` gives the bytes of its record, or raises Unrepairable."""
        done = Outcome(article, self.check(article))
        if fix.compatible(done.findings, unsafe=self.unsafe):
            checked = done.findings, done.problems
            try:
                _Rounds(self, done, raw()).run()
            except (Unrepairable, packed.Refused) as reason:
                done.give_up(article, checked, str(reason))
            except OSError as error:
                done.give_up(article, checked, f"the file cannot be read again: {error.strerror or error}")
            except Exception as error:  # noqa: BLE001 - a bug of ours costs this article's repair, and nothing else
                unmask(error)
                said = f"{type(error).__name__}: {clip(str(error), SAID)}"
                done.give_up(article, checked, f"internal error ({said}); please report it")
        return done


class _Rounds:
    """The rounds of one article."""

    def __init__(self, mender: Mender, done: Outcome, raw: bytes) -> None:
        self.mender, self.done, self.raw, self.writer = mender, done, raw, mender.writer()
        self.first = done.article
        self.pieces = Pieces(len(raw), b"")
        self.fields: dict[str, Pieces[str]] = {}
        _verify(self.writer.read(_whole(raw), self.first), self.first)

    def run(self) -> None:
        done, first, checked = self.done, self.first, (self.done.findings, self.done.problems)
        for _ in range(ROUNDS):
            wanted = self._wanted()
            if not wanted:
                done.splices = self.pieces.splices()
                _place(first, done.applied)
                return
            self._round(wanted)
        rules = ", ".join(sorted({one.rule for one, _ in wanted}))
        done.give_up(first, checked, f"the fixes of {rules} come to no end: it was left as it was")

    def _wanted(self) -> list[tuple[Finding, Edit]]:
        pairs = fix.compatible(self.done.findings, unsafe=self.mender.unsafe)
        return [pair for pair in pairs if pair[1].field not in self.done.reasons]

    def _round(self, wanted: Sequence[tuple[Finding, Edit]]) -> None:
        """One field after the other: what cannot be written in one leaves the others alone."""
        for field in dict.fromkeys(edit.field for _, edit in wanted):
            pairs = [pair for pair in wanted if pair[1].field == field]
            try:
                self._field(field, pairs)
            except Unrepairable as reason:
                self.done.reasons[field] = str(reason)
        self.done.findings, self.done.problems = self.mender.check(self.done.article)

    def _field(self, field: str, pairs: Sequence[tuple[Finding, Edit]]) -> None:
        article = self.done.article
        value = _value(article, field)
        cuts = fix.cuts(value, [edit for _, edit in pairs])
        splices = self.writer.splices(self.raw, article, field, cuts)
        raw = spliced(self.raw, splices)
        changed = self.writer.read(raw, article)
        _verify(changed, article, {field: fix.replaced(value, cuts)})
        if changed is None:
            return
        changed.ignored = article.ignored
        pieces = self.fields.setdefault(field, Pieces(len(value), ""))
        self.done.applied += [_applied(pieces, pair, value) for pair in pairs]
        pieces.apply(cuts)
        self.pieces.apply(splices)
        self.raw, self.done.article = raw, changed


def _whole(raw: bytes) -> bytes:
    try:
        raw.decode()
    except UnicodeDecodeError:
        raise Unrepairable("its bytes are not UTF-8, and are left as they are") from None
    return raw


def _value(article: Article, field: str) -> str:
    value = article.text if field == "text" else article.fields.get(field)
    if value is None:
        raise Unrepairable(f"{field} is no field of the record")
    return str(value)


def _verify(read: Article | None, before: Article, changes: dict[str, str] | None = None) -> None:
    """Raises Unrepairable unless the article that was read is the one before with these changes, and no others."""
    expected = {**before.fields, **(changes or {})}
    names = {"text", *before.keys, *(changes or {})} & set(expected)
    if read is None or any(read.fields.get(name) != expected[name] for name in names):
        what = " and ".join(changes or ()) or "the record"
        raise Unrepairable(f"{what} would not be read back as it was meant")


def _applied(pieces: Pieces[str], pair: tuple[Finding, Edit], value: str) -> Applied:
    finding, edit = pair
    start, removed = pieces.origin(edit.start), value[edit.start : edit.end]
    end = pieces.origin(edit.end - 1) + 1 if removed else start
    return Applied(finding, edit, start, end, removed)


def _place(first: Article, applied: Sequence[Applied]) -> None:
    """Gives the fixes of the text the lines and columns that they had before the run."""
    from bisect import bisect_right

    starts = cut(first.text)[1]
    for one in applied:
        if one.field == "text":
            line = bisect_right(starts, one.start) - 1
            one.line, one.column = line + 1 + first.first_line, one.start - starts[line] + 1
