"""newslint: a linter for scraped news articles. This is the whole public API; every other name may change.

    import newslint

    for finding in newslint.check({"title": "Harbour bridge closes", "text": "AD\\nThe bridge closes on Monday."}):
        print(finding.location, finding.rule, finding.message)

`check` finds what is wrong in one article with the shipped rules; `Linter` does so for many, with rules and settings of
your own. Names are imported on first use, so that `import newslint` costs next to nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newslint._version import __version__
    from newslint.api import Linter, check
    from newslint.article import Article
    from newslint.finding import Edit, Finding, Fix, Place
    from newslint.kind import Rule
    from newslint.problem import NewslintError, Problem
    from newslint.timestamps import read_timestamp

__all__ = [
    "Article",
    "Edit",
    "Finding",
    "Fix",
    "Linter",
    "NewslintError",
    "Place",
    "Problem",
    "Rule",
    "__version__",
    "check",
    "read_timestamp",
]

_HOMES = {
    "Article": "article",
    "Edit": "finding",
    "Finding": "finding",
    "Fix": "finding",
    "Linter": "api",
    "NewslintError": "problem",
    "Place": "finding",
    "Problem": "problem",
    "Rule": "kind",
    "__version__": "_version",
    "check": "api",
    "read_timestamp": "timestamps",
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'newslint' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    value: object = getattr(import_module(f"newslint.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
