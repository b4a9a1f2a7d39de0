"""Find rule files, read them, and choose among them by name, by group, or ALL."""

from __future__ import annotations

import os

from newslint import compiled, packs
from newslint.kind import Rule, options_of
from newslint.kind import load as load_kind
from newslint.paths import opened
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable
    from typing import Any

    Read = tuple[Rule, Traversable]

SUFFIXES = (".yaml", ".yml")
PACKAGE = os.path.dirname(os.path.abspath(__file__))
CHECKOUT = os.path.join(os.path.dirname(PACKAGE), "rules")


def shipped_folder() -> Traversable:
    """Where newslint's own rules lie: in the installed package, or beside it in a checkout."""
    from importlib import resources
    from pathlib import Path

    inside = resources.files("newslint") / "rules"
    return inside if inside.is_dir() else Path(CHECKOUT)


def shipped() -> list[Rule]:
    """newslint's own rules, sorted by group and name; read from YAML only where they are not as they were compiled."""
    known = compiled.shipped(_shipped_digest() if _is_checkout() else None)
    if known is not None:
        return [Rule(plain) for plain in known]
    return _sorted(rule for rule, _ in _read_folder(shipped_folder(), "rules", "rules"))


def compile_shipped() -> str:
    """What `compiled.jsonl` must hold for the shipped rules as they are now. Raises RuleError."""
    files = _files(shipped_folder(), "rules", "rules")
    plain = sorted((_validated(*file) for file in files), key=lambda rule: (rule["group"], rule["name"]))
    for rule in plain:
        module = load_kind(rule["kind"])
        if hasattr(module, "prepare"):
            rule["prepared"] = module.prepare(options_of(module, rule["options"]))
    return compiled.written(_shipped_digest(), plain)


def _is_checkout() -> bool:
    """Whether the rules are somebody's work, and may change: those of a wheel were compiled with it, and are not read."""
    return os.path.isdir(CHECKOUT) and not os.path.isdir(os.path.join(PACKAGE, "rules"))


def _shipped_digest() -> str:
    return compiled.digest(_contents(CHECKOUT))


def _contents(folder: str) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of all rule files below a folder, in one order: `_files` without what pathlib costs to import."""
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(SUFFIXES):
            with open(path, "rb", buffering=0) as file:
                yield name, file.read()
        elif not name.startswith(".") and os.path.isdir(path):
            yield from ((f"{name}/{inner}", data) for inner, data in _contents(path))


def load(paths: Sequence[str]) -> list[Rule]:
    """The rules in the given files and folders, sorted. Raises RuleError, NewslintError.

    A folder's sub-folders are its groups; files right in it belong to the group of its own name. `pkg:NAME` is the
    folder of an installed rule pack.
    """
    from pathlib import Path

    read: list[Read] = []
    for name in paths:
        path = Path(name)
        if name.startswith(packs.PREFIX):
            read += _read_folder(packs.folder(name), name, name.removeprefix(packs.PREFIX))
        elif path.is_dir():
            read += _read_folder(path, name, path.resolve().name)
        elif path.is_file():
            read.append((_read(path, name, path.resolve().parent.name), path))
        else:
            raise NewslintError(f"{name}: there is no such rule file or folder")
    rules = _once(read)
    _check_named(read)
    return _sorted(rules)


def merge(own: Iterable[Rule], users: Iterable[Rule]) -> list[Rule]:
    """Both sets; a user's rule takes the place of the shipped one of the same name."""
    by_name = {rule.name: rule for rule in own}
    for rule in users:
        by_name[rule.name] = rule
    return _sorted(by_name.values())


def select(
    rules: Sequence[Rule],
    chosen: Sequence[str] = (),
    ignored: Sequence[str] = (),
    extended: Sequence[str] = (),
) -> list[Rule]:
    """The rules that run: those chosen (by default the enabled ones), and those added, without those ignored.

    The more exact word wins: a rule chosen by its name runs although its group is ignored. Raises NewslintError for a
    word that is neither a rule, a group, nor ALL.
    """
    for words in (chosen, ignored, extended):
        _check_words(words, rules)

    def runs(rule: Rule) -> bool:
        wanted = max(_exactness(rule, chosen), _exactness(rule, extended))
        if not chosen and rule.enabled:
            wanted = max(wanted, 1)
        return wanted > _exactness(rule, ignored)

    return [rule for rule in rules if runs(rule)]


def matches(rule: Rule, words: Iterable[str]) -> bool:
    """Whether one of the words means the rule: its name, its group, or ALL."""
    return _exactness(rule, words) > 0


def _exactness(rule: Rule, words: Iterable[str]) -> int:
    rank = {"ALL": 1, rule.group: 2, rule.name: 3}
    return max((rank.get(word, 0) for word in words), default=0)


def _check_words(words: Iterable[str], rules: Sequence[Rule]) -> None:
    known = {"ALL", *_words(rules)}
    for word in words:
        if word not in known:
            from newslint.rule import near

            raise NewslintError(f"there is no rule or group {word!r}{near(word, sorted(known))} (see `newslint rule`)")


def _words(rules: Iterable[Rule]) -> set[str]:
    """What may name some of the rules: their names, and their groups."""
    return {word for rule in rules for word in (rule.name, rule.group)}


def _read_folder(folder: Traversable, said: str, group: str) -> list[Read]:
    return [(_read(path, name, inner), path) for path, name, inner in _files(folder, said, group)]


def _once(read: Iterable[Read]) -> list[Rule]:
    """The rules; a file that two of the given folders hold counts once. Raises RuleError for a name that two files have."""
    from newslint.rule import RuleError

    seen: dict[str, Read] = {}
    for rule, path in read:
        other, place = seen.setdefault(rule.name, (rule, path))
        if other is not rule and os.path.realpath(str(place)) != os.path.realpath(str(path)):
            raise RuleError(f"{rule.path}:1: a rule of this name is also in {other.path}; rename one of the two files")
    return [rule for rule, _ in seen.values()]


def _check_named(read: Iterable[Read]) -> None:
    """Raises RuleError where a rule leaves its lines to, or waits for, what is no rule or group."""
    known = _words(rule for rule, _ in read)
    named = [(rule, path, *place) for rule, path in read for place in _named(rule)]
    if all(word in known for *_, word in named):
        return
    known |= _words(shipped())
    for rule, path, place, word in named:
        if word not in known:
            from newslint import plainyaml
            from newslint.rule import RuleError, near

            line = plainyaml.read(path.read_text(encoding="utf-8")).line_of(place)
            where = ".".join(str(part) for part in place[:-1])
            said = f"{rule.path}:{line}: {where}: there is no rule or group {word!r}"
            raise RuleError(f"{said}{near(word, sorted(known))} (see `newslint rule`)")


def _named(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The rules and groups that a rule speaks of, each with its place in the file."""
    for number, word in enumerate(rule.yields_to):
        yield ("yields_to", number), word
    for number, word in enumerate(getattr(rule.options, "marks", ())):
        yield ("options", "marks", number), word


def _files(folder: Traversable, said: str, group: str) -> Iterator[tuple[Traversable, str, str]]:
    """(file, its path as messages name it, its group) of all rule files below a folder."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith("."):
            continue
        inside = f"{said}/{entry.name}" if not said.endswith(os.sep) else said + entry.name
        if entry.is_dir():
            yield from _files(entry, inside, entry.name)
        elif entry.name.endswith(SUFFIXES):
            yield entry, inside, group


def _read(path: Traversable, said: str, group: str) -> Rule:
    return Rule(_validated(path, said, group))


def _validated(path: Traversable, said: str, group: str) -> dict[str, Any]:
    from newslint.rule import RuleError, validate

    try:
        if isinstance(path, os.PathLike):  # not what lies in a zip archive
            with opened(os.fspath(path)) as file:
                text = file.read().decode()
        else:
            text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{said}: this rule file cannot be read: {error}") from None
    return validate(text, said, path.name.rsplit(".", 1)[0], group)


def _sorted(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (rule.group, rule.name))
