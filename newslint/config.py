"""[tool.newslint] and newslint.toml as pydantic models: strict, so that a misspelt key is an error with a remedy.

They say what is wrong, and what each key is for; a file that is right is read by `keys`, without what this imports.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from newslint.article import FIELDS
from newslint.keys import at, known_share, known_zone
from newslint.problem import NewslintError
from newslint.rule import near
from newslint.size import byte_count
from newslint.wording import expected

_STRICT = ConfigDict(extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-"))
Severity = Literal["error", "warning", "info"]
Words = list[Annotated[str, Field(min_length=1)]]


def _field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"an article has no field {name!r}; there are {', '.join(FIELDS)}{near(name, FIELDS)}")
    return name


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _bytes(value: object) -> object:
    return byte_count(value) if isinstance(value, str) else value


Path = Annotated[str, Field(min_length=1)]
Bytes = Annotated[int, BeforeValidator(_bytes), Field(ge=1)]


class SiteForm(BaseModel):
    """What is known of a site beforehand."""

    model_config = _STRICT
    name: str | None = Field(default=None, description="The site's name, as it stands in its titles.")
    zone: Annotated[str, AfterValidator(known_zone)] | None = Field(
        default=None, description="Its time zone, an IANA name."
    )
    date_order: Literal["DMY", "MDY", "YMD"] | None = Field(default=None, description="How it writes 01/02/2024.")
    first_year: Annotated[int, Field(ge=1400, le=9999)] | None = Field(
        default=None, description="The year of its first article."
    )


class ConfigForm(BaseModel):
    """The configuration of newslint."""

    model_config = _STRICT
    select: Words = Field(default=[], description="The rules and groups that run, or ALL; empty: those on by default.")
    ignore: Words = Field(default=[], description="Rules and groups that do not run.")
    extend_select: Words = Field(default=[], description="Rules and groups that run besides.")
    severity: dict[str, Severity] = Field(default={}, description="Other severities, by rule or group.")
    per_file_ignores: dict[str, Words] = Field(default={}, description="Rules not reported, by file pattern.")
    exclude: Words = Field(default=[], description="Patterns of files not to check, instead of the shipped ones.")
    extend_exclude: Words = Field(default=[], description="Patterns of files not to check, besides the others.")
    force_exclude: bool = Field(default=False, description="Whether excludes count for files given by name too.")
    respect_gitignore: bool = Field(default=True, description="Whether files that git ignores are left out.")
    rules: Words = Field(
        default=[], description="Rule files and folders of yours, relative to this file; pkg:NAME is an installed pack."
    )
    fields: dict[Annotated[str, AfterValidator(_field)], Annotated[Words, BeforeValidator(_listed)]] = Field(
        default={}, description="Keys (dotted paths) in which your records keep an article's fields."
    )
    sites: dict[str, SiteForm] = Field(default={}, description="What is known of sites, by registrable domain.")
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        default="warning", description="The mildest severity that makes the exit status 1."
    )
    max_rate: dict[str, Annotated[str, AfterValidator(known_share)]] = Field(
        default={},
        description="The share of articles that may have a finding, by rule, group, ALL, site or site:rule, such as 0.5%.",
    )
    output_format: str = Field(default="full", description="How to write findings.")
    record_bytes: Bytes = Field(default=0, description="The most one record of a file may have.")
    text_bytes: Bytes = Field(default=0, description="The most a file may have that is one article.")
    unpacked_bytes: Bytes = Field(default=0, description="The most a packed file may unpack to.")
    baseline: Path = Field(default="", description="The file of known findings, which do not count; relative to this.")
    ignore_file: Path = Field(
        default="", description="The file of findings to ignore, instead of `newslint-ignore.yaml` beside this file."
    )
    jobs: Annotated[int, Field(ge=1, le=1024)] = Field(
        default=0, description="How many processes check; by default one a core, and one for what is soon done."
    )
    no_cache: bool = Field(default=False, description="Whether everything is looked for anew, and nothing kept.")
    cache_dir: Path = Field(default="", description="The folder of what was found, instead of `.newslint_cache`.")


def checked(own: dict[str, Any], said: str, text: str) -> dict[str, Any]:
    """The keys set, as plain values. Raises NewslintError, with a line for each mistake.

    `said` is what messages call the file, `text` what stands in it (for line numbers).
    """
    try:
        form = ConfigForm.model_validate(own)
    except ValidationError as error:
        raise NewslintError("\n".join(_sentence(detail, said, text) for detail in error.errors())) from None
    return form.model_dump(by_alias=True, exclude_unset=True)


def _sentence(detail: Any, said: str, text: str) -> str:
    place = [str(part) for part in detail["loc"] if part != "[key]"]
    where = f"{at(said, text, *place)}: {'.'.join(place)}"
    if detail["type"] == "extra_forbidden":
        form: type[BaseModel] = SiteForm if place[0] == "sites" else ConfigForm
        possible = [_key(name) for name in form.model_fields]
        return f"{where}: unknown key; possible are {', '.join(possible)}{near(place[-1], possible)}"
    return f"{where}: {expected(detail)}"


def _key(name: str) -> str:
    return name.replace("_", "-")
