"""The rules that a run's settings put in force: shipped and the user's own, re-levelled, switched on and off."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.problem import NewslintError, Problem
from newslint.text import clip

_MOST = 1_000_000  # characters of a configuration file that are looked through for a word
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from newslint.article import Article
    from newslint.cache.validated import Validated
    from newslint.finding import Finding
    from newslint.kind import Rule
    from newslint.settings import Settings

MOST_STRANGE = 20  # words of one record that are looked at


class Rules(Sequence["Rule"]):
    """The rules that run, read when somebody first asks for one: where all is in the cache, nobody does.

    Asking may raise NewslintError.
    """

    def __init__(self, settings: Settings, kept: Validated | None = None) -> None:
        self.settings, self._kept = settings, kept
        self._all: list[Rule] | None = None
        self._run: list[Rule] | None = None

    @property
    def all(self) -> list[Rule]:
        """All there are, also those that are off."""
        if self._all is None:
            self._all = known(self.settings, self._kept)
        return self._all

    def __len__(self) -> int:
        return len(self._running())

    def __getitem__(self, at: Any) -> Any:
        return self._running()[at]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._running())

    def _running(self) -> list[Rule]:
        if self._run is None:
            self._run = in_force(self.settings, self.all)
        return self._run


def known(settings: Settings, kept: Validated | None = None) -> list[Rule]:
    """All rules there are, also those that are off, with the severities given to them. Raises NewslintError.

    `kept` is where the user's own are kept, once they are validated.
    """
    from newslint import ruleset

    rules = ruleset.shipped()
    if settings.rules:
        rules = ruleset.merge(rules, ruleset.load(settings.rules, kept))
    for key, words in _words(settings):
        _check(words, rules, settings.origin(key), key)
    settings.words = frozenset(_names(rules))
    for rule in rules:
        rule.severity = _severity(rule, settings.severity)
    return rules


def in_force(settings: Settings, rules: Sequence[Rule]) -> list[Rule]:
    """Those of the rules that run."""
    from newslint import ruleset

    return ruleset.select(rules, settings.select, settings.ignore, settings.extend_select)


def _words(settings: Settings) -> Iterable[tuple[str, Iterable[str]]]:
    yield "select", settings.select
    yield "ignore", settings.ignore
    yield "extend-select", settings.extend_select
    yield "severity", settings.severity
    for words in settings.per_file_ignores.values():
        yield "per-file-ignores", words


def _check(words: Iterable[str], rules: Sequence[Rule], origin: str, key: str) -> None:
    known_words = _names(rules)
    for word in words:
        if word not in known_words:
            from newslint.rule import near

            where = origin if origin.startswith("--") else f"{_place(origin, word)}: {key}"
            said = f"{where}: there is no rule or group {word!r}{near(word, sorted(known_words))}"
            raise NewslintError(f"{said} (`newslint rule` lists them)")


def _place(origin: str, word: str) -> str:
    """The configuration file, with the line on which the word first stands where that can still be read."""
    try:
        with open(origin, encoding="utf-8") as file:
            lines = file.read(_MOST).splitlines()
    except (OSError, ValueError):
        return origin
    found = (
        number for number, line in enumerate(lines, 1) if word in line.replace('"', "'").replace("'", " ").split("#")[0]
    )
    return next((f"{origin}:{number}" for number in found), origin)


def _names(rules: Sequence[Rule]) -> set[str]:
    return {"ALL", *(rule.group for rule in rules), *(rule.name for rule in rules)}


def _severity(rule: Rule, given: dict[str, str]) -> str:
    """The rule's severity: the most exact word of the settings wins over the rule's own."""
    return given.get(rule.name) or given.get(rule.group) or given.get("ALL") or rule.severity


def _short(word: str) -> str:
    return clip(word, 60)


class PerFile:
    """Which rules are not reported in which files. Patterns are those of .gitignore, relative to the settings' root."""

    def __init__(self, settings: Settings) -> None:
        from newslint.files import Excludes

        self.words = [
            (Excludes([pattern], settings.root), words) for pattern, words in settings.per_file_ignores.items()
        ]
        self.last: tuple[str, set[str]] = ("", set())
        self.known = settings.words

    def strange(self, article: Article) -> list[Problem]:
        """The mistakes in what a record itself wants to be ignored."""
        if not article.ignored or not self.known:
            return []
        from newslint.readers.fields import IGNORE_KEY
        from newslint.rule import near

        return [
            Problem(
                article.path,
                f"{IGNORE_KEY}: there is no rule or group {word!r}{near(word, sorted(self.known))}",
                article.record,
            )
            for word in map(_short, article.ignored[:MOST_STRANGE])
            if word not in self.known
        ]

    def kept(self, path: str, findings: list[Finding]) -> list[Finding]:
        """The findings without those that the file's path excuses."""
        if not self.words or not findings:
            return findings
        if self.last[0] != path:  # a file's articles come one after another
            self.last = (path, {word for files, words in self.words if files.covers(path) for word in words})
        quiet = self.last[1]
        return [found for found in findings if quiet.isdisjoint((found.rule, found.group, "ALL"))]
