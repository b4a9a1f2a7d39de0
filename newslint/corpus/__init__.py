"""What only many articles can tell: lines of a site's template, stories that come twice, clocks that stand still.

A kind of check in this folder looks at all articles first, and speaks of each one in the ordinary run. Its module holds,
besides `Options`, `WORDS` and perhaps `verify` as `newslint/kind.py` describes them,

- `gather(rules, spill) -> add`: `add(article)` notes what the kind must know of it, in the drawers of the spill;
- `conclude(rules, shards) -> learned`: makes of all that was noted a plain value, which other processes can be given;
- `build(rules, learned) -> check`: all rules of the kind as one callable, as for the other kinds.

What was noted may come from any number of spills, filled by any number of processes, in any order: `learned` is the same.
Modules whose names begin with an underscore are no kinds, but what several of them need.
"""

from __future__ import annotations

from newslint import kind
from newslint.corpus._spill import Parcel, Shards, Spill, Spoilt
from newslint.ending import unmask
from newslint.problem import Problem
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from newslint.article import Article
    from newslint.kind import Rule

    Learned = Mapping[str, Any]

__all__ = ["Spoilt", "Survey", "conclude", "learn", "needed"]


def needed(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that must see all articles first."""
    return [rule for rule in rules if kind.is_corpus(rule.kind)]


class Survey:
    """A look at some of the articles: what is noted lies in a folder, or (None) is handed over in pieces."""

    def __init__(self, rules: Sequence[Rule], folder: str | None) -> None:
        self.spill = Parcel() if folder is None else Spill(folder)
        self._adders: list[tuple[str, Callable[[Article], None]]] = [
            (name, kind.load(name).gather(some, self.spill)) for name, some in _by_kind(rules).items()
        ]

    def add(self, article: Article) -> list[Problem]:
        """Notes an article; returns what went wrong inside newslint while looking, which costs that kind this article."""
        problems = []
        for name, add in self._adders:
            try:
                add(article)
            except OSError:  # the disk is full: that is nobody's record
                raise
            except Exception as error:  # noqa: BLE001 - see the docstring
                unmask(error)
                said = f"internal error in kind {name!r} ({type(error).__name__}: {clip(str(error), 200)})"
                problems.append(
                    Problem(article.path, f"{said}; please report it. The other checks ran.", article.record)
                )
        return problems

    def close(self) -> None:
        """Writes what is still held, or makes the last piece of it."""
        self.spill.flush()

    def taken(self) -> list[bytes]:
        """The pieces that are ready to be handed over, each once."""
        assert isinstance(self.spill, Parcel)
        pieces, self.spill.pieces = self.spill.pieces, []
        return pieces

    def say(self, problem: Problem) -> None:
        """A problem that goes along with the next piece."""
        assert isinstance(self.spill, Parcel)
        self.spill.said.append([problem.path, problem.message, problem.record])

    def absorb(self, pieces: Iterable[bytes]) -> Iterator[Problem]:
        """Adds what another survey, of the same rules, has handed over: the problems it had. Raises Spoilt, OSError."""
        bases = self.spill.bases()
        for piece in pieces:
            for path, message, record in self.spill.absorb(piece, bases)["said"]:
                yield Problem(path, message, record)


def conclude(rules: Sequence[Rule], folders: Sequence[str]) -> Learned:
    """What the surveys in these folders have learned, by kind."""
    shards = Shards(folders)
    return {name: kind.load(name).conclude(some, shards) for name, some in _by_kind(rules).items()}


def learn(rules: Sequence[Rule], articles: Iterable[Article]) -> tuple[Learned, list[Problem]]:
    """What the articles teach the corpus kinds of the rules; the spill lies in a temporary folder, and goes with it."""
    import tempfile  # a run without such rules need not pay for it

    some = needed(rules)
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="newslint-") as folder:
        survey = Survey(some, folder)
        for article in articles:
            problems += survey.add(article)
        survey.close()
        return conclude(some, [folder]), problems


def _by_kind(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    by_kind: dict[str, list[Rule]] = {}
    for rule in needed(rules):
        by_kind.setdefault(rule.kind, []).append(rule)
    return dict(sorted(by_kind.items()))
