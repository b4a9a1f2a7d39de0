"""What is done to a split: its articles are read and checked. The same in this process, in a worker, on a cluster's node."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from newslint import chosen, readers, splits
from newslint.ending import unmask
from newslint.lint import Linter
from newslint.paths import public
from newslint.problem import Problem
from newslint.settings import reading
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from newslint import carried
    from newslint.article import Article
    from newslint.carried import Checked, Item
    from newslint.kind import Rule
    from newslint.settings import Settings
    from newslint.splits import Split
    from newslint.written import Form, Writing, Written

    Frames = Iterator[tuple[bytes, bool]]

MOST = 32 << 20  # bytes of what was found in one split that a worker may hand back


class Reading:
    """How splits are read: their files, articles and problems, in order."""

    def __init__(self, settings: Settings, stdin_filename: str | None = None) -> None:
        self.options = reading(settings)
        self.stdin_filename = stdin_filename

    def items(self, split: Split) -> Iterator[str | Article | Problem]:
        """The name of each file that begins in the split, its articles, and what could not be read.

        A bug of ours in reading costs the rest of the file, and nothing else.
        """
        for path in split.paths:
            if split.is_first:
                yield public(path)
            try:
                yield from self._articles(split, path)
            except Exception as error:  # noqa: BLE001 - see the docstring
                unmask(error)
                said = (
                    f"internal error while reading ({type(error).__name__}: {clip(str(error), 200)}); please report it"
                )
                yield Problem(public(path), f"{said}. The rest of the file was left out.")

    def _articles(self, split: Split, path: str) -> Iterator[Article | Problem]:
        if split.is_whole:
            yield from self._whole(path)
            return
        source = readers.Source((self.stdin_filename or path) if path == readers.STDIN else public(path), self.options)
        split.aim(source)
        if split.groups is None:
            yield from readers.lines(source, lambda: splits.opened(split))
        else:
            yield from readers.guarded(source, path, lambda: splits.opened(split))

    def _whole(self, path: str) -> Iterator[Article | Problem]:
        """All of a file. What has to be unpacked is so in the blocks that others are dealt: damage is told in one order."""
        for part in (
            splits.of_file(path, self.options, spans=False) if path != readers.STDIN else [splits.Split((path,))]
        ):
            if isinstance(part, Problem):
                yield part
            elif part.is_whole:
                yield from readers.read(path, self.options, stdin_filename=self.stdin_filename)
            else:
                yield from self._articles(part, path)

    def names(self, split: Split) -> list[tuple[str, int | None]]:
        """(path, record) of each of a split's items: what it holds, when to look at it would end the process."""
        return [(item, None) if isinstance(item, str) else (item.path, item.record) for item in self.items(split)]


class Work:
    """The settings and rules of a run, ready to be used; sent to another process, it is made anew there."""

    task = "check"

    def __init__(
        self,
        settings: Settings,
        rules: Sequence[Rule],
        stdin_filename: str | None = None,
        learned: Mapping[str, Any] | None = None,
    ) -> None:
        self.given = (settings, rules, stdin_filename, learned)
        self.excused = chosen.PerFile(settings)
        self.reading = Reading(settings, stdin_filename)
        self.options = self.reading.options
        self.form: Form | None = None  # of the report, where that is written here

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.given, {"form": self.form}

    @cached_property
    def linter(self) -> Linter:
        """The checks: a process whose workers check needs none."""
        settings, rules, _, learned = self.given
        return Linter(rules, settings.sites, settings.anchor, learned)

    def check(self, article: Article) -> Checked:
        """The article, what was found in it, and what went wrong inside newslint while looking."""
        findings, problems = self.linter.lint(article)
        problems += self.excused.strange(article)
        return article, self.excused.kept(article.path, findings), problems

    def items(self, split: Split, first: int = 0, end: int | None = None) -> Iterator[Item]:
        """What comes of a split, or of those of its items (as they are read) from `first` up to `end`."""
        for item in islice(self.reading.items(split), first, end):
            yield item if isinstance(item, (str, Problem)) else self.check(item)

    def frames(self, split: Split, first: int = 0, end: int | None = None) -> Frames:
        """The same, packed to be carried or kept: (piece of not much more than MOST bytes, whether it is the last)."""
        packing = self.packing()
        for item in self.items(split, first, end):
            packing.add(item)
            if packing.size > MOST:
                yield packing.packed(), False
                packing = self.packing()
        yield packing.packed(), True

    def packing(self) -> carried.Packing | Writing:
        """What packs items: what was found, or, where the report's form is known, what that says of it."""
        if self.form is not None:
            from newslint import written

            return written.Writing(self.form)
        from newslint import carried  # not where all is done in one process

        return carried.Packing()

    def unpacked(self, frame: bytes) -> Iterator[Item | Written]:
        """What lies in a frame. Raises carried.Spoilt."""
        if self.form is not None:
            from newslint import written

            return written.unpacked(frame)
        from newslint import carried

        return carried.unpacked(frame)

    def outcome(self, split: Split, first: int = 0, end: int | None = None) -> bytes | None:
        """What can be carried; None where it is more than that, and has to be worked out where it is used."""
        return only(self.frames(split, first, end))

    def names(self, split: Split) -> list[tuple[str, int | None]]:
        """(path, record) of each of a split's items."""
        return self.reading.names(split)


def only(frames: Frames) -> bytes | None:
    """The piece that is all there is; None where others follow, which are not waited for."""
    made, is_last = next(frames)
    return made if is_last else None
