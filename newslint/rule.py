"""The YAML of a rule, as pydantic models: strict, so that a misspelt key is an error that names file, line and remedy."""

from __future__ import annotations

import re
import typing
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator

from newslint import kind, plainyaml, soundness
from newslint.article import FIELDS
from newslint.problem import NewslintError
from newslint.wording import expected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ACTIONS = ("delete-line", "delete-match", "replace-match", "rewrite-field")
_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMON_WORDS = ("match",)
RESERVED = ("new",)
# What the annotations of a kind's Options may name, and the bounds that go with it.
_NAMES: dict[str, Any] = {
    **vars(typing),
    "Chars": Annotated[int, Field(ge=1, le=100_000)],
    "Count": Annotated[int, Field(ge=0, le=1_000_000)],
    "Percent": Annotated[int, Field(ge=0, le=100)],
    "Regex": Annotated[str, Field(min_length=1)],
}


class RuleError(NewslintError):
    """A rule file is wrong; the text names file, line, key, and what was possible."""


class FixForm(BaseModel):
    """How a finding is mended, and whether that is safe: no sentence of the story can be lost or changed."""

    model_config = _STRICT
    action: Literal["delete-line", "delete-match", "replace-match", "rewrite-field"]
    safe: bool


class SiteForm(BaseModel):
    """What the configuration knows of the example's site, as in `[tool.newslint.sites]`."""

    model_config = _STRICT
    name: str | None = None
    zone: str | None = None
    date_order: Literal["DMY", "MDY", "YMD"] | None = None
    first_year: int | None = None


class CorpusArticle(BaseModel):
    """One article, or `times` like it, of an example of a rule that must see many.

    `{n}` in it is its number, from 1, and `{word}` a word of its own, since numbers may not tell two texts apart.
    """

    model_config = _STRICT
    times: int = Field(default=1, ge=1, le=200, description="How many articles like this one there are.")
    text: str = Field(default="", description="The text; under a line, carets and the message expected there.")
    article: dict[str, str | int | None] = Field(default={}, description="The other fields of the article.")
    found: list[str] = Field(default=[], description="Findings outside the text, as `field: message`.")
    fixed: str | dict[str, str] | None = Field(
        default=None, description="The text, or the fields changed, after the fix."
    )


class BadExample(BaseModel):
    """An article with the defect: carets under its lines, or `found:`, say what is reported; `fixed:` is the text after."""

    model_config = _STRICT
    text: str = Field(default="", description="The text; under a line, carets and the message expected there.")
    article: dict[str, str | int | None] = Field(default={}, description="The other fields of the article.")
    site: SiteForm | None = Field(default=None, description="What is known of the article's site beforehand.")
    found: list[str] = Field(default=[], description="Findings outside the text, as `field: message`.")
    fixed: str | dict[str, str] | None = Field(
        default=None, description="The text, or the fields changed, after the fix."
    )
    corpus: list[CorpusArticle] = Field(
        default=[], description="Several articles, in the place of one: for the kinds that must see many."
    )


class GoodExample(BaseModel):
    """An article in which the rule must stay silent."""

    model_config = _STRICT
    text: str = ""
    article: dict[str, str | int | None] = {}
    site: SiteForm | None = None
    corpus: list[CorpusArticle] = Field(default=[], description="Several articles, in the place of one.")


class Examples(BaseModel):
    """What the rule must find and what it must leave alone. They are its tests."""

    model_config = _STRICT
    bad: list[BadExample] = Field(min_length=1)
    good: list[str | GoodExample] = Field(min_length=1)


class RuleForm(BaseModel):
    """One rule file. Its name is the file's name, its group the folder's."""

    model_config = _STRICT
    summary: str = Field(min_length=10, max_length=120, description="What is wrong, as a sentence.")
    why: str = Field(default="", description="Where the defect comes from, and what it does to whoever uses the text.")
    severity: Literal["error", "warning", "info"]
    message: str = Field(
        min_length=1, max_length=200, description="What a finding says; words of the kind in {braces}."
    )
    kind: str = Field(description="The kind of check: a module of newslint/checks/.")
    options: dict[str, Any] = Field(default={}, description="What to look for; the kind says which keys there are.")
    fix: FixForm | None = Field(default=None, description="How a finding is mended; none: it is only reported.")
    yields_to: list[str] = Field(
        default=[], description="Rules or groups whose finding on the same line silences this one."
    )
    enabled: bool = Field(default=True, description="Whether the rule runs when nothing is selected.")
    examples: Examples

    @model_validator(mode="after")
    def _known_article_fields(self) -> RuleForm:
        for example in [*self.examples.bad, *self.examples.good]:
            for key in () if isinstance(example, str) else _fields_of(example):
                if key not in FIELDS or key == "text":
                    raise ValueError(f"an example's article has no field {key!r}; there are {', '.join(FIELDS)}")
        return self


def _fields_of(example: BadExample | GoodExample) -> Iterator[str]:
    yield from example.article
    for one in example.corpus:
        yield from one.article


def options_model(module: ModuleType) -> type[BaseModel]:
    """The strict pydantic model of a kind's Options, made from its annotations and defaults."""
    hints = typing.get_type_hints(
        module.Options, globalns={**_NAMES, **vars(module)}, localns=_NAMES, include_extras=True
    )
    fields: dict[str, Any] = {
        name: (hint, getattr(module.Options, name) if hasattr(module.Options, name) else ...)
        for name, hint in hints.items()
    }
    return create_model(f"{module.__name__.rsplit('.', 1)[-1].title()}Options", __config__=_STRICT, **fields)


def validate(text: str, path: str, name: str, group: str) -> dict[str, Any]:
    """The plain values of one rule file, ready for `kind.Rule`. Raises RuleError.

    `path` is what messages call the file; `name` and `group` come from its place.
    """
    check_name(name, path)
    try:
        document = plainyaml.read(text)
    except plainyaml.YamlError as error:
        raise RuleError(f"{path}:{error.line}: {error.what}") from None
    if not isinstance(document.data, dict):
        raise RuleError(f"{path}:1: a rule is a mapping with the keys {', '.join(RuleForm.model_fields)}")
    form = _model(RuleForm, document.data, document, path, ())
    module = _kind(form.kind, document, path)
    options = _model(options_model(module), form.options, document, path, ("options",))
    _verify(module, options, document, path)
    _check_examples(form, document, path)
    _check_message(form, module, document, path)
    if form.fix and (said := soundness.of_fix(form.kind, form.fix.action, options, module)):
        raise RuleError(f"{path}:{document.line_of(('fix', 'action'))}: fix.action: {said}")
    return _plain(form, options, path, name, group)


def check_name(name: str, said: str) -> None:
    """Raises RuleError where a rule cannot be called so. `said` is what the message begins with."""
    if not _NAME.fullmatch(name):
        raise RuleError(f"{said}: a rule's file name is lower-case words with dashes, such as `ad-label.yaml`")
    if name in RESERVED:
        raise RuleError(f"{said}: a rule cannot be called {name!r}: `newslint rule {name}` is a command")


def _plain(form: RuleForm, options: BaseModel, path: str, name: str, group: str) -> dict[str, Any]:
    plain = form.model_dump()
    plain["options"] = options.model_dump(exclude_unset=True)
    return {**plain, "name": name, "group": group, "path": path}


def _kind(name: str, document: plainyaml.Document, path: str) -> ModuleType:
    if name not in kind.kinds():
        said = f"{path}:{document.line_of(('kind',))}: there is no kind {name!r}"
        raise RuleError(f"{said}; the kinds are {', '.join(kind.kinds())}{near(name, kind.kinds())}")
    return kind.load(name)


def _verify(module: ModuleType, options: BaseModel, document: plainyaml.Document, path: str) -> None:
    plain = options.model_dump(exclude_unset=True)
    try:
        soundness.check_languages(plain)
        filled = kind.options_of(module, plain)
        soundness.check_bounds(filled, plain)
        if verify := getattr(module, "verify", None):
            verify(filled)
    except ValueError as error:
        where, _, what = str(error).partition(": ") if str(error).startswith("options") else ("options", "", str(error))
        place = tuple(int(part) if part.isdigit() else part for part in where.split("."))
        raise RuleError(f"{path}:{document.line_of(place)}: {where}: {what}") from None


def _check_examples(form: RuleForm, document: plainyaml.Document, path: str) -> None:
    """A rule that must see many articles is shown many, another one."""
    is_corpus = kind.is_corpus(form.kind)
    for name, some in (("bad", form.examples.bad), ("good", form.examples.good)):
        for number, example in enumerate(some):
            if isinstance(example, str) and not is_corpus:
                continue
            has_corpus = not isinstance(example, str) and bool(example.corpus)
            is_mixed = has_corpus and not isinstance(example, str) and bool(example.text or example.article)
            if has_corpus != is_corpus or is_mixed:
                where = f"{path}:{document.line_of(('examples', name, number))}: examples.{name}.{number}"
                wanted = "`corpus:`, a list of articles, and nothing beside it" if is_corpus else "one article"
                raise RuleError(f"{where}: an example of a {form.kind} rule is {wanted}")


def _check_message(form: RuleForm, module: ModuleType, document: plainyaml.Document, path: str) -> None:
    words = (*_COMMON_WORDS, *module.WORDS)
    if _BRACE.search(_PLACEHOLDER.sub("", form.message)):
        where = f"{path}:{document.line_of(('message',))}: message"
        raise RuleError(f"{where}: a brace stands alone; braces hold one of {', '.join(words)}")
    for word in _PLACEHOLDER.findall(form.message):
        if word not in words:
            said = f"{path}:{document.line_of(('message',))}: message: unknown word {{{word}}}"
            raise RuleError(f"{said}; a {form.kind} rule knows {', '.join(words)}{near(word, words)}")


def _model(model: type[Any], data: Any, document: plainyaml.Document, path: str, at: tuple[str, ...]) -> Any:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RuleError("\n".join(_sentences(error, model, document, path, at))) from None


def _sentences(
    error: ValidationError, model: type[BaseModel], document: plainyaml.Document, path: str, at: tuple[str, ...]
) -> Iterator[str]:
    for detail in sorted(error.errors(include_url=False), key=lambda detail: detail["type"] == "missing"):
        place = (*at, *(part for part in detail["loc"] if isinstance(part, (str, int))))
        known = _real_path(place, document.data)
        named = ".".join(str(part) for part in known) or "the file"
        yield f"{path}:{document.line_of(known)}: {named}: {_what(detail, model, place)}"


def _real_path(place: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """The part of pydantic's place that exists in the file: unions add the names of their branches to it."""
    real: list[str | int] = []
    for part in place:
        inside = isinstance(data, dict) and part in data or isinstance(data, list) and isinstance(part, int)
        if inside:
            real.append(part)
            data = data[part] if not isinstance(data, list) or part < len(data) else None  # type: ignore[operator]
        elif isinstance(data, dict) and part == place[-1]:
            real.append(part)
    return tuple(real)


def _what(detail: Any, model: type[BaseModel], place: tuple[str | int, ...]) -> str:
    if detail["type"] == "extra_forbidden":
        possible = _keys_at(model, detail["loc"][:-1])
        return f"unknown key; possible are {', '.join(possible)}{near(str(place[-1]), possible)}"
    if detail["type"] == "missing":
        return "this key is required"
    return expected(detail)


def _keys_at(model: type[BaseModel], loc: tuple[Any, ...]) -> list[str]:
    """The keys of the model that a place of pydantic's leads to."""
    for part in loc:
        for candidate in _models_in(model.model_fields[part].annotation) if part in model.model_fields else ():
            model = candidate
    return list(model.model_fields)


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in typing.get_args(hint):
        yield from _models_in(inner)


def near(word: str, possible: Any) -> str:
    """« did you mean ...», where one of the possible words is close; else nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(possible), 1)
    return f"; did you mean {found[0]!r}?" if found else ""
