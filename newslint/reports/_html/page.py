"""The page itself: templates that escape everything, and a policy under which only our own style and script may act."""

from __future__ import annotations

import functools
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from newslint._version import __version__
from newslint.safe import safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from jinja2 import Environment, Template
    from markupsafe import Markup


def page(template: str, values: Mapping[str, Any], filters: str = "") -> str:
    """A whole HTML page. `filters` is more style, made by us: nothing scraped may be in it."""
    from markupsafe import Markup

    style, script = _source("style.css") + filters, _source("script.js")
    return _template(template).render(
        values,
        version=__version__,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def part(macro: str, *values: Any) -> Markup:
    """A piece of the page, made by one of the macros in `parts.html`."""
    made: Markup = getattr(_template("parts.html").module, macro)(*values)
    return made


def _hash(text: str) -> str:
    """What a Content-Security-Policy knows an element's text by."""
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode()


def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


@functools.cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """What every value goes through on its way to the page, before it is escaped: text that could act is shown.

    Markup is what our own templates made.
    """
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return safe_text(value)
    return value
