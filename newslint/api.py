"""newslint as a library: articles in, findings out, with the settings and rules of the command line."""

from __future__ import annotations

import os
from warnings import warn

from newslint import chosen, fix, lint, settings
from newslint.article import Article
from newslint.problem import NewslintError, Problem
from newslint.readers.fields import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from newslint.finding import Finding
    from newslint.kind import Rule
    from newslint.settings import Settings

ROUNDS = 10  # a removed line can make others neighbours, but not for ever
_PATH_ENDS = (".yaml", ".yml")
_PACK = "pkg:"
_default: list[Linter] = []


def check(article: Article | Mapping[str, Any]) -> list[Finding]:
    """What is wrong in one article, by the shipped rules, sorted by place.

    A mapping is a record as a scraper wrote it: its text under `text`, `body`, `content`..., its headline under
    `title`, `headline`..., its times under `published`, `date`... (str, or a number for an epoch). Offsets in findings
    count code points from 0, lines and columns from 1. Raises NewslintError where the record has no text.
    """
    if not _default:
        _default.append(Linter())
    return _default[0].check(article)


class Linter:
    """Checks articles with rules and settings of your own. Make one and use it for all articles: rules are read once.

    `rules` are names of rules or groups, or ALL, which then are the only shipped ones to run; and paths of rule files
    or folders (`pkg:NAME` of an installed pack), whose rules run besides. `config` is the path of a newslint.toml or
    pyproject.toml, or a mapping with the keys of one, such as `{"ignore": ["ads"], "sites": {"example.org": {"zone":
    "Europe/Kyiv"}}}`. No file is looked for unless it is named. Raises NewslintError for a rule or a setting that is
    wrong.
    """

    def __init__(
        self,
        rules: Iterable[str | os.PathLike[str]] | None = None,
        config: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    ) -> None:
        known = _settings(config)
        names = _add(known, rules)
        every = chosen.known(known)
        if names:
            known.extend_select = [*known.extend_select, *(rule.name for rule in every if _is_own(rule, known.rules))]
        self.rules: list[Rule] = chosen.in_force(known, every)
        self._linter = lint.Linter(self.rules, known.sites, known.anchor)
        self.field_names = known.fields
        self._fields = Fields(known.fields)
        self._excused = chosen.PerFile(known)

    def check(self, article: Article | Mapping[str, Any]) -> list[Finding]:
        """What is wrong in one article, sorted by place. See `newslint.check` for what a mapping may hold.

        Should newslint itself fail on it in part, the rest is returned and a RuntimeWarning says so.
        """
        findings, problems = self.lint(self._article(article))
        for problem in problems:
            warn(str(problem), RuntimeWarning, stacklevel=2)
        return findings

    def lint(self, article: Article) -> tuple[list[Finding], list[Problem]]:
        """What is wrong in one article, sorted by place, and what newslint itself failed on."""
        findings, problems = self._linter.lint(article)
        return self._excused.kept(article.path, findings), problems

    def fix(self, record: Mapping[str, Any], *, unsafe: bool = False) -> tuple[dict[str, Any], list[Finding]]:
        """A copy of a record with what is safe to mend mended, and the findings that are gone by it.

        Only values that are plain text under a key of the record itself are changed. With `unsafe`, fixes that need a look
        afterwards are applied too. Raises NewslintError where the record has no text.
        """
        mended = dict(record)
        gone: list[Finding] = []
        for _ in range(ROUNDS):
            article = self._article(mended)
            pairs = fix.compatible(self.check(article), unsafe=unsafe)
            keys = {edit.field: article.keys.get(edit.field, "") for _, edit in pairs}
            pairs = [pair for pair in pairs if isinstance(mended.get(keys[pair[1].field]), str)]
            if not pairs:
                return mended, gone
            for field in dict.fromkeys(edit.field for _, edit in pairs):
                key = keys[field]
                mended[key] = fix.edited(mended[key], [edit for _, edit in pairs if edit.field == field])
            gone += [found for found, _ in pairs]
        return dict(record), []  # fixes that come to no end

    def _article(self, article: Article | Mapping[str, Any]) -> Article:
        if isinstance(article, Article):
            return article
        if not hasattr(article, "keys"):
            raise TypeError(f"expected an Article or a mapping of its fields, not {type(article).__name__}")
        read = self._fields.article(dict(article), "-", None)
        if isinstance(read, Problem):
            raise NewslintError(f"this record {read.message}")
        return read


def _settings(config: str | os.PathLike[str] | Mapping[str, Any] | None) -> Settings:
    if config is None:
        return settings.Settings()
    if isinstance(config, (str, os.PathLike)):
        return settings.load(os.fspath(config))
    return settings.from_mapping(config)


def _add(known: Settings, rules: Iterable[str | os.PathLike[str]] | None) -> list[str]:
    """Puts the rules asked for into the settings; returns those given by name."""
    if isinstance(rules, str):
        rules = [rules]
    names = []
    for rule in rules or ():
        if not isinstance(rule, str) or rule.startswith(_PACK) or _is_path(rule):
            known.rules = [*known.rules, os.fspath(rule)]
        else:
            names.append(rule)
    if names:
        known.select = names
    return names


def _is_path(word: str) -> bool:
    return os.sep in word or word.endswith(_PATH_ENDS) or os.path.isdir(word)


def _is_own(rule: Rule, paths: Iterable[str]) -> bool:
    return any(rule.path == path or rule.path.startswith(f"{path.rstrip(os.sep)}/") for path in paths)
