"""newslint-ignore.yaml: findings that are right, but shall not be heard of; strict, and told when they expire."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from newslint import plainyaml
from newslint.files import Excludes
from newslint.finding import MATCH_LIMIT
from newslint.language import site_of
from newslint.paths import opened, shown
from newslint.problem import NewslintError
from newslint.rule import near
from newslint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newslint.article import Article
    from newslint.finding import Finding
    from newslint.kind import Rule

SIZE_LIMIT = 4 * 1024 * 1024
_PLACES, _TEXTS = ("article", "path", "site"), ("match", "fingerprint")


def _day(text: str) -> str:
    try:
        if len(text) != 10:
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"expected a day, as in 2027-01-31, not {text!r}") from None
    return text


def _domain(text: str) -> str:
    if (site := site_of(text)) is None:
        raise ValueError(f"expected a domain, as in example.org, not {text!r}")
    return site


class IgnoreForm(BaseModel):
    """One entry: which rule, where, what, and why."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    rule: str = Field(min_length=1, description="A rule or a group, or ALL.")
    article: str | None = Field(default=None, min_length=1, description="The id of an article, as reports give it.")
    path: str | None = Field(default=None, min_length=1, description="A pattern of files, relative to this file.")
    site: Annotated[str, AfterValidator(_domain)] | None = Field(default=None, description="The site's domain.")
    match: str | None = Field(default=None, min_length=1, description="The text found, whatever white space is in it.")
    fingerprint: str | None = Field(
        default=None, pattern="^[0-9a-f]{16}$", description="The finding's lasting name, as json and jsonl give it."
    )
    reason: str = Field(min_length=3, description="Why; it stands in the reports.")
    until: Annotated[str, AfterValidator(_day)] | None = Field(
        default=None, description="The last day on which the entry counts, as in 2027-01-31."
    )

    @model_validator(mode="after")
    def _says_where_or_what(self) -> IgnoreForm:
        for names in (_PLACES, _TEXTS):
            given = [name for name in names if getattr(self, name) is not None]
            if len(given) > 1:
                raise ValueError(f"{' and '.join(given)} do not go together: make two entries of it")
        if all(getattr(self, name) is None for name in (*_PLACES, *_TEXTS)):
            every = ", ".join((*_PLACES, *_TEXTS))
            raise ValueError(f"one of {every} is required; `ignore` in the configuration switches a rule off")
        return self


class Ignore:
    """One entry at work. `used` once it has excused a finding, `met` once the run has seen what it speaks of."""

    def __init__(self, form: IgnoreForm, line: int, root: str) -> None:
        self.form, self.line = form, line
        self.used = self.met = False
        self.files = Excludes([form.path], root) if form.path else None
        self.match = clip(" ".join(form.match.split()), MATCH_LIMIT) if form.match else None

    def covers(self, article: Article) -> bool:
        """Whether the entry speaks of the article."""
        form = self.form
        if form.article is not None:
            return article.id == form.article
        if form.site is not None:
            return article.site == form.site
        return self.files is None or self.files.covers(article.path)

    def excuses(self, found: Finding) -> bool:
        """Whether it excuses a finding of an article that it speaks of."""
        form = self.form
        if form.rule not in (found.rule, found.group, "ALL"):
            return False
        if form.fingerprint is not None:
            return found.fingerprint == form.fingerprint
        return self.match is None or clip(" ".join(found.match.split()), MATCH_LIMIT) == self.match


class Ignores:
    """The entries of one ignore file."""

    def __init__(self, path: str, entries: Sequence[Ignore], today: str) -> None:
        self.path = shown(path)
        self.expired = [entry for entry in entries if entry.form.until and entry.form.until < today]
        self.entries = [entry for entry in entries if entry not in self.expired]

    def accept(self, article: Article, findings: Iterable[Finding]) -> None:
        """Marks the findings that an entry excuses."""
        covering = [entry for entry in self.entries if entry.covers(article)]
        for entry in covering:
            entry.met = True
            for found in findings:
                if entry.excuses(found):
                    entry.used = True
                    found.accepted = found.accepted or f"ignored: {entry.form.reason}"

    def warnings(self, rules: Sequence[Rule], is_whole: bool) -> list[str]:
        """What is to be told of the entries: expired; or unused, where the run has seen all that they speak of."""
        ran = {word for rule in rules for word in (rule.name, rule.group)} | {"ALL"}
        said = [
            f"{self.path}:{entry.line}: expired after {entry.form.until}: it ignores nothing any more"
            for entry in self.expired
        ]
        for entry in self.entries:
            local = any(getattr(entry.form, name) is not None for name in _PLACES[:1])
            if not entry.used and entry.form.rule in ran and (is_whole or (local and entry.met)):
                said.append(f"{self.path}:{entry.line}: unused: no finding of {entry.form.rule} needs it; remove it")
        return said


def load(path: str, rules: Sequence[Rule], today: str | None = None) -> Ignores:
    """The entries in a file; `rules` are all there are. Raises NewslintError, with a line for each mistake."""
    said = shown(path)
    try:
        document = plainyaml.read(_text(path, said))
    except plainyaml.YamlError as error:
        raise NewslintError(f"{said}:{error.line}: {error.what}") from None
    try:
        forms = TypeAdapter(list[IgnoreForm]).validate_python(document.data or [])
    except ValidationError as error:
        raise NewslintError("\n".join(_sentence(detail, document, said) for detail in error.errors())) from None
    known = {"ALL", *(rule.group for rule in rules), *(rule.name for rule in rules)}
    for number, form in enumerate(forms):
        if form.rule not in known:
            where = f"{said}:{document.line_of((number, 'rule'))}: rule"
            raise NewslintError(f"{where}: there is no rule or group {form.rule!r}{near(form.rule, sorted(known))}")
    root = os.path.dirname(os.path.abspath(path))
    entries = [Ignore(form, document.line_of((number,)), root) for number, form in enumerate(forms)]
    return Ignores(path, entries, today or datetime.date.today().isoformat())


def _text(path: str, said: str) -> str:
    try:
        with opened(path) as file:
            raw = file.read(SIZE_LIMIT + 1)
        if len(raw) > SIZE_LIMIT:
            raise NewslintError(f"{said}: this ignore file is larger than 4 MiB")
        return raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        what = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None) or error
        raise NewslintError(f"{said}: this ignore file cannot be read: {what}") from None


def _sentence(detail: Any, document: plainyaml.Document, said: str) -> str:
    place = tuple(part for part in detail["loc"] if isinstance(part, (str, int)))
    where = f"{said}:{document.line_of(place)}: {place[-1] if place and isinstance(place[-1], str) else 'entry'}"
    if detail["type"] == "extra_forbidden":
        possible = list(IgnoreForm.model_fields)
        return f"{where}: unknown key; possible are {', '.join(possible)}{near(str(place[-1]), possible)}"
    if detail["type"] == "missing":
        return f"{where}: this key is required"
    if not place:
        return f"{said}:1: an ignore file is a list of entries, each with the keys {', '.join(IgnoreForm.model_fields)}"
    what = str(detail["msg"]).removeprefix("Value error, ").replace("Input should be", "expected")
    given = detail.get("input")
    if detail["type"] == "string_type" and isinstance(given, (int, float)):
        return f'{where}: expected a text, not {given}: put it in quotes, as in {place[-1]}: "{given}"'
    return f"{where}: {what}" if isinstance(given, dict) or repr(given) in what else f"{where}: {what}, not {given!r}"
