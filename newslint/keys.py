"""The keys of a configuration, and what each may hold, told without pydantic: most files hold no mistake to be explained.

What `plain` takes `config` takes as well, with the same values (a test compares them); of what it does not take, `config`
has the word.
"""

from __future__ import annotations

import os
import re

from newslint import packs
from newslint.article import FIELDS, Site
from newslint.finding import SEVERITIES
from newslint.language import site_of
from newslint.late import regex
from newslint.paths import shown
from newslint.problem import NewslintError
from newslint.size import byte_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Read = Callable[[Any], Any]

_HOST = regex(r"[^\s/:@?#]+")


def plain(own: Mapping[str, Any]) -> dict[str, Any] | None:
    """The keys set, as plain values, in the order of KEYS; None where something is not as it should be."""
    try:
        values = {key: read(own[key]) for key, read in KEYS.items() if key in own}
    except (ValueError, NewslintError):
        return None
    return values if len(values) == len(own) else None


def placed(values: dict[str, Any], said: str, text: str, folder: str | None = None) -> dict[str, Any]:
    """The same for a run: sites as such, and paths as they are seen from the working folder. Raises NewslintError.

    `said` is what messages call the file, `text` what stands in it (for line numbers), `folder` where it lies (its
    rules are relative to that), None where the settings come from no file.
    """
    if folder is not None:
        for key in ("baseline", "ignore-file", "cache-dir"):
            if key in values:
                values[key] = _inside(folder, values[key], said, text, key)
        if "rules" in values:
            values["rules"] = [_inside(folder, name, said, text, "rules") for name in values["rules"]]
    if "sites" in values:
        values["sites"] = dict(_site(host, site, said, text) for host, site in values["sites"].items())
    return values


def _site(host: str, about: Mapping[str, Any], said: str, text: str) -> tuple[str, Site]:
    domain = site_of(host)
    if domain is None or not _HOST.fullmatch(host):
        where = f"{at(said, text, host)}: sites.{host}"
        raise NewslintError(f'{where}: expected a domain in quotes, as in sites."example.org"')
    return domain, Site(**{key.replace("-", "_"): value for key, value in about.items()})


def _inside(folder: str, name: str, said: str, text: str, key: str) -> str:
    """The path of a file or folder that the configuration names.

    Never out of its own folder: a configuration travels with data from elsewhere, and must not make newslint read (and
    in messages quote) whatever else lies on the machine.
    """
    if key == "rules" and name.startswith(packs.PREFIX):
        return name
    path = os.path.join(folder, name)
    real, top = os.path.realpath(path), os.path.realpath(folder)
    if os.path.isabs(name) or os.path.commonpath((real, top)) != top:
        where = f"{at(said, text, key)}: {key}"
        raise NewslintError(f"{where}: {name!r} is outside this file's folder; move it there, or use --{key}")
    return shown(path)


def at(said: str, text: str, *keys: str) -> str:
    """The file with the line on which the last of the keys to be seen seems to stand; the file alone where none is."""
    for key in reversed(keys):
        if number := _line_of(text, key):
            return f"{said}:{number}"
    return said


def _line_of(text: str, key: str) -> int:
    word = re.compile(rf"\s*\[*(?:[\w\"'.-]+\.)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    for number, line in enumerate(text.splitlines(), 1):
        if word.match(line):
            return number
    return 0


def known_share(text: str) -> str:
    """A share of articles such as `0.5%`, as it was written. Raises ValueError."""
    from newslint.rates import points

    try:
        points(text)
    except NewslintError as error:
        raise ValueError(str(error)) from None
    return text


def known_zone(name: str) -> str:
    """The name of a time zone. Raises ValueError."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError; ../ is a ValueError
        raise ValueError(f"there is no time zone {name!r}; expected an IANA name such as Europe/Kyiv") from None
    return name


def _sure(value: Any, is_so: object) -> Any:
    """The value, where it is what it should be. Raises ValueError."""
    if not is_so:
        raise ValueError(value)
    return value


def _any(value: Any) -> str:
    text = str(_sure(value, value.__class__ is str))
    text.encode()  # which raises ValueError where there is half a character
    return text


def _text(value: Any) -> str:
    return _any(_sure(value, value))


def _flag(value: Any) -> bool:
    return bool(_sure(value, value.__class__ is bool))


def _words(value: Any) -> list[str]:
    return [_text(word) for word in _sure(value, value.__class__ is list)]


def _listed(value: Any) -> list[str]:
    return _words([value] if value.__class__ is str else value)


def _bytes(value: Any) -> int:
    return byte_count(value) if value.__class__ is str else int(_whole(1, 1 << 62)(value))


def _one_of(*words: str) -> Read:
    return lambda value: _sure(value, value.__class__ is str and value in words)


def _whole(least: int, most: int) -> Read:
    return lambda value: _sure(value, value.__class__ is int and least <= value <= most)


def _table(key: Read, inner: Read) -> Read:
    return lambda value: {key(name): inner(one) for name, one in _sure(value, value.__class__ is dict).items()}


def _about(value: Any) -> dict[str, Any]:
    return {key: _sure(SITE.get(key), key in SITE)(one) for key, one in _sure(value, value.__class__ is dict).items()}


SITE: dict[str, Read] = {
    "name": _any,
    "zone": lambda value: known_zone(_any(value)),
    "date-order": _one_of("DMY", "MDY", "YMD"),
    "first-year": _whole(1400, 9999),
}
KEYS: dict[str, Read] = {
    "select": _words,
    "ignore": _words,
    "extend-select": _words,
    "severity": _table(_any, _one_of(*SEVERITIES)),
    "per-file-ignores": _table(_any, _words),
    "exclude": _words,
    "extend-exclude": _words,
    "force-exclude": _flag,
    "respect-gitignore": _flag,
    "rules": _words,
    "fields": _table(_one_of(*FIELDS), _listed),
    "sites": _table(_any, _about),
    "fail-on": _one_of(*SEVERITIES, "never"),
    "max-rate": _table(_any, lambda value: known_share(_any(value))),
    "output-format": _any,
    "record-bytes": _bytes,
    "text-bytes": _bytes,
    "unpacked-bytes": _bytes,
    "baseline": _text,
    "ignore-file": _text,
    "jobs": _whole(1, 1024),
    "no-cache": _flag,
    "cache-dir": _text,
}
