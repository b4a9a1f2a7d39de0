"""The contract between rules and kinds of check.

A kind is a module in `newslint/checks/`; its file name is the `kind:` that rules write. It holds

- `Options`: a plain class whose annotations and defaults say what a rule may write under `options:`. `rule.py` makes a
  strict pydantic model of it; here it stays plain, so that a warm run need not import pydantic. Annotations may use
  everything in `typing`, and `Chars`, `Count`, `Percent` and `Regex` below.
- `WORDS`: the names its rules may write in braces in their `message:`.
- `build(rules) -> check`: all rules of the kind become one callable, `check(article) -> iterable of Hit`.
- optionally `sought(rules, speaks)`: the words that its rules seek in texts, as `seek.Seeker` takes them; `build` then is
  given a seeker of these and of what other kinds seek, or makes one.
- optionally `LATE = True`: its check runs after the others, and finds their lines of ads and boilerplate in
  `article.furniture`.
- optionally `WRITES`: the fixes (`replace-match`, `rewrite-field`) for which its hits bring a replacement.
- optionally `verify(options)`: raises ValueError with a sentence where the options do not fit together.
- optionally `prepare(options)`: what can be worked out of the options alone, as data that JSON can hold. Of the shipped
  rules it is kept in `compiled.jsonl`; `build` finds it as `rule.prepared`. A mapping, by language say, is asked only for
  the keys that are needed: of shipped rules each value is parsed when it is asked for (the same goes for mappings in
  options).

Nothing in a kind knows files, reports or configuration. Kinds that must see many articles before they can speak of one
lie in `newslint/corpus/`, which says what they hold.
"""

from __future__ import annotations

import os
from functools import cache

from newslint import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import ModuleType
    from typing import Any

    from newslint.article import Article

    Check = Callable[[Article], Iterable["Hit"]]
    Build = Callable[[Sequence["Rule"]], Check]

# Names that the annotations of Options may use besides those of `typing`; rule.py gives them their bounds.
Chars = int
Count = int
Percent = int
Regex = str


class Rule:
    """One rule, validated: what its YAML file says, as plain values.

    `options`, `prepared` (what the kind makes of them beforehand), `yields` (the set of `yields_to`), `why` and `examples`
    are worked out when they are first asked for.
    """

    __slots__ = (
        "name",
        "group",
        "summary",
        "why",
        "severity",
        "message",
        "kind",
        "options",
        "prepared",
        "fix_action",
        "fix_safe",
        "yields",
        "yields_to",
        "enabled",
        "path",
        "examples",
        "_plain",
    )
    options: Any
    prepared: Any
    why: str
    yields: frozenset[str]
    examples: dict[str, Any]

    def __init__(self, plain: Mapping[str, Any]) -> None:
        """`plain` is what `rule.validate` returns: every key below, `options` as a dict."""
        self._plain = plain
        self.name: str = plain["name"]
        self.group: str = plain["group"]
        self.summary: str = plain["summary"]
        self.severity: str = plain["severity"]
        self.message: str = plain["message"]
        self.kind: str = plain["kind"]
        fix = plain["fix"]
        self.fix_action: str | None = fix["action"] if fix else None
        self.fix_safe: bool = bool(fix and fix["safe"])
        self.yields_to: tuple[str, ...] = tuple(plain["yields_to"])
        self.enabled: bool = plain["enabled"]
        self.path: str = plain["path"]

    def __getattr__(self, name: str) -> Any:
        """What was not asked for yet; from then on it is an attribute like the others."""
        if name == "options":
            value = options_of(load(self.kind), self._plain["options"])
        elif name == "prepared":
            known = self._plain.get("prepared")
            value = load(self.kind).prepare(self.options) if known is None else known
        elif name == "yields":
            value = frozenset(self.yields_to)
        elif name in ("why", "examples"):
            value = self._plain[name]
        else:
            raise AttributeError(name)
        setattr(self, name, value)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """What it was made of, and the severity it was given: the rest is worked out where it is asked for."""
        return type(self), (self._plain,), (None, {"severity": self.severity})

    def __repr__(self) -> str:
        return f"Rule({self.group}/{self.name})"


class Hit:
    """What a check found: the rule, the place as offsets in a field, and what its message may say.

    `start` None means the whole field, or the whole article where `field` is None too. `related` are places as
    (field, start, end). `replacement` is what the fixes `replace-match` and `rewrite-field` put there; `certain` is false
    where this one fix is not safe although its rule's fixes are. `cuts` are the places, as (start, end), that the fix
    `delete-match` cuts where they are not the place of the hit itself.
    """

    __slots__ = (
        "rule",
        "field",
        "start",
        "end",
        "words",
        "related",
        "replacement",
        "certain",
        "cuts",
        "is_safe_to_cut",
        "_lines",
    )

    def __init__(
        self,
        rule: Rule,
        field: str | None = "text",
        start: int | None = None,
        end: int | None = None,
        words: Mapping[str, object] | None = None,
        related: tuple[tuple[str, int, int], ...] = (),
        replacement: str | None = None,
        certain: bool = True,
        cuts: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.rule, self.field, self.start, self.end = rule, field, start, end
        self.words, self.related, self.replacement = words or {}, related, replacement
        self.certain, self.cuts = certain, cuts
        self.is_safe_to_cut = False  # set where another rule, which left the line to this one, may cut it safely
        self._lines: range | None = None

    def lines_in(self, article: Article) -> range:
        """The numbers (from 0) of the lines of the text that it stands on, worked out once; none where it stands on none."""
        if self._lines is None:
            is_placed = self.field == "text" and self.start is not None
            self._lines = article.lines_of(self.start or 0, self.end) if is_placed else range(0)
        return self._lines

    def __repr__(self) -> str:
        return f"Hit({self.rule.name}, {self.field}, {self.start}, {self.end})"


def kinds() -> list[str]:
    """The names of all kinds: the modules that lie in `newslint/checks/`, and in `newslint/corpus/` without a `_`."""
    return sorted([*_modules("checks"), *_modules("corpus")])


@cache
def _modules(folder: str) -> frozenset[str]:
    import newslint

    try:
        files = [file for path in newslint.__path__ for file in os.listdir(os.path.join(path, folder))]
        names = {file.partition(".")[0] for file in files if file.endswith((".py", ".pyc"))}
    except OSError:  # run from a zip archive
        from pkgutil import iter_modules

        folders = [os.path.join(path, folder) for path in newslint.__path__]
        names = {module.name for module in iter_modules(folders)}
    return frozenset(name for name in names if not name.startswith("_"))


def load(name: str) -> ModuleType:
    """The module of a kind. Raises ModuleNotFoundError."""
    return late.module(f"newslint.{'corpus' if is_corpus(name) else 'checks'}.{name}")


def is_corpus(name: str) -> bool:
    """Whether a kind must see all articles before it can speak of one."""
    return name in _modules("corpus")


def options_of(module: ModuleType, plain: Mapping[str, Any]) -> Any:
    """The kind's Options with the values a rule gives; what it leaves out keeps its default."""
    options = module.Options()
    options.__dict__.update(plain)
    return options
