"""What was found before and is accepted: a file of one JSON line a finding, told apart by fingerprints."""

from __future__ import annotations

import json
import os

from newslint.atomic import Replacement
from newslint.paths import opened, shown
from newslint.problem import NewslintError
from newslint.safe import safe_text
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from newslint.finding import Finding

NAME = "newslint-baseline.jsonl"
HEAD = {"baseline": "newslint/v2"}  # the first line: another way to compute fingerprints would get another number
KEYS = ("article", "rule", "match", "fingerprint")
REASON = "known to the baseline"
LINE_LIMIT = 1 << 16  # bytes of one line: more is no baseline
_ARTICLE, _MATCH = 1000, 80  # characters of an entry's words: they are for people, the fingerprint counts
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


class Entry:
    """One finding that is known."""

    __slots__ = KEYS

    def __init__(self, article: str, rule: str, match: str, fingerprint: str) -> None:
        self.article, self.rule, self.match, self.fingerprint = article, rule, match, fingerprint

    @classmethod
    def of(cls, found: Finding, key: str) -> Entry:
        """The entry of a finding in the article that fingerprints know by `key`."""
        match = clip(safe_text(" ".join(found.match.split())), _MATCH)
        return cls(article_words(key), found.rule, match, found.fingerprint)

    def line(self) -> str:
        """The entry as it stands in the file."""
        return json.dumps({key: getattr(self, key) for key in KEYS}, ensure_ascii=False) + "\n"

    def order(self) -> tuple[str, ...]:
        """By what the file is sorted: a change of an article stays in one place of it."""
        return (self.article, self.rule, self.match, self.fingerprint)


def article_words(key: str) -> str:
    """How the file names an article."""
    return clip(safe_text(key), _ARTICLE)


class Baseline:
    """The entries of one file, and what a run has seen of them.

    Only an entry whose article was seen, by a run of its rule, and whose finding was not there, is stale.
    """

    def __init__(self, path: str, entries: Iterable[Entry] = ()) -> None:
        self.path = path
        self.entries = {entry.fingerprint: entry for entry in entries}
        self.articles = {entry.article for entry in self.entries.values()}
        self.seen: set[str] = set()
        self.found: set[str] = set()

    def mark(self, key: str, findings: Iterable[Finding], is_whole: bool = True) -> None:
        """Takes note of an article with all that was found in it (not `is_whole`: or not all)."""
        name = article_words(key)
        if is_whole and name in self.articles:
            self.seen.add(name)
        self.found.update(found.fingerprint for found in findings if found.fingerprint in self.entries)

    def stale(self, rules: Iterable[str]) -> list[Entry]:
        """The entries that the run has shown to be of no use any more; `rules` are those that ran."""
        ran = set(rules)
        return [
            entry
            for entry in sorted(self.entries.values(), key=Entry.order)
            if entry.article in self.seen and entry.rule in ran and entry.fingerprint not in self.found
        ]

    def unseen(self) -> list[Entry]:
        """The entries of articles that the run did not see."""
        return [entry for entry in self.entries.values() if entry.article not in self.seen]

    def save(self) -> None:
        """Writes the file, in one step. Raises NewslintError."""
        entries = sorted(self.entries.values(), key=Entry.order)
        data = "".join([json.dumps(HEAD) + "\n", *(entry.line() for entry in entries)]).encode()
        try:
            with Replacement(os.path.realpath(self.path), fresh=True) as file:
                file.write(data)
                file.finish()
                file.commit(lambda: None)
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or error
            raise NewslintError(f"{shown(self.path)}: this baseline cannot be written: {said}") from None


def load(path: str) -> Baseline:
    """The baseline in a file. Raises NewslintError, with the line, for what is none."""
    try:
        with opened(path) as file:
            return Baseline(path, _entries(_lines(file), shown(path)))
    except FileNotFoundError:
        said = f"{shown(path)}: there is no such baseline"
        raise NewslintError(f"{said}; `newslint baseline write` makes one, --no-baseline does without") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise NewslintError(f"{shown(path)}: this baseline cannot be read: {said}") from None


def _lines(file: Any) -> Iterator[bytes]:
    while line := file.readline(LINE_LIMIT + 1):
        yield line


def _entries(lines: Iterator[bytes], said: str) -> Iterator[Entry]:
    head = _value(next(lines, b""), f"{said}:1")
    if isinstance(head, dict) and list(head) == list(HEAD) and head != HEAD:
        what = f"this baseline was written by another newslint ({clip(safe_text(str(head['baseline'])), 40)})"
        remedy = "which told articles otherwise; `newslint baseline write --force` writes it anew"
        raise NewslintError(f"{said}:1: {what}, {remedy}")
    if head != HEAD:
        raise NewslintError(f"{said}:1: a baseline begins with {json.dumps(HEAD)}; `newslint baseline write` makes one")
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        value = _value(line, f"{said}:{number}")
        if not isinstance(value, dict) or sorted(value) != sorted(KEYS):
            raise NewslintError(f"{said}:{number}: an entry is an object with the keys {', '.join(KEYS)}")
        if not all(isinstance(word, str) for word in value.values()):
            raise NewslintError(f"{said}:{number}: every value of an entry is a text")
        yield Entry(**value)


def _value(line: bytes, where: str) -> Any:
    if len(line) > LINE_LIMIT:
        raise NewslintError(f"{where}: this line is longer than {LINE_LIMIT:,} bytes: no baseline has such")
    try:
        text = line.decode()
        return json.loads(text)
    except (ValueError, RecursionError):
        if line.decode("utf-8", "replace").startswith(_CONFLICT):
            remedy = "take the lines of both sides, and run `newslint baseline prune`"
            raise NewslintError(f"{where}: a Git conflict marker: {remedy}") from None
        raise NewslintError(f"{where}: this is not JSON; a baseline has one JSON object a line") from None
