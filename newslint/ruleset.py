"""Find rule files, read them, and choose among them by name, by group, or ALL."""

from __future__ import annotations

import os
from contextlib import suppress

from newslint import compiled, packs
from newslint.kind import Rule, options_of
from newslint.kind import load as load_kind
from newslint.paths import opened
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable
    from typing import Any

    from newslint.cache.validated import Validated

    File = tuple[str, str, str]  # where a rule file lies, its path as messages name it, its group
    Content = tuple[bytes, str, str, str]  # what is in it, its path as messages name it, its group, the rule's name
    Read = tuple[Rule, str]  # a rule, and where its file lies

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
    return _sorted(map(Rule, _validated(map(_content, _files(str(shipped_folder()), "rules", "rules")))))


def compile_shipped() -> str:
    """What `compiled.jsonl` must hold for the shipped rules as they are now. Raises RuleError."""
    plain = _validated(map(_content, _files(str(shipped_folder()), "rules", "rules")))
    return _compiled(_shipped_digest(), sorted(plain, key=lambda rule: (rule["group"], rule["name"])))


def _compiled(made_of: str, plain: Sequence[dict[str, Any]]) -> str:
    """Validated rules as they are kept, with what their kinds prepare."""
    for rule in plain:
        module = load_kind(rule["kind"])
        if hasattr(module, "prepare"):
            rule["prepared"] = module.prepare(options_of(module, rule["options"]))
    return compiled.written(made_of, plain)


def _is_checkout() -> bool:
    """Whether the rules are somebody's work, and may change: those of a wheel were compiled with it, and are not read."""
    return os.path.isdir(CHECKOUT) and not os.path.isdir(os.path.join(PACKAGE, "rules"))


def _shipped_digest() -> str:
    return compiled.digest((said.partition("/")[2], _bytes(place)) for place, said, _ in _files(CHECKOUT, "rules", ""))


def load(paths: Sequence[str], kept: Validated | None = None) -> list[Rule]:
    """The rules in the given files and folders, sorted. Raises RuleError, NewslintError.

    A folder's sub-folders are its groups; files right in it belong to the group of its own name. `pkg:NAME` is the
    folder of an installed rule pack. What was validated before is taken from where it is `kept`.
    """
    files = [file for name in paths for file in _meant(name)]
    contents = [_content(file) for file in files]
    plain = list(_validated(contents)) if kept is None else _known(contents, kept)
    read = [(Rule(one), place) for one, (place, _, _) in zip(plain, files, strict=True)]
    rules = _once(read)
    _check_named(read)
    return _sorted(rules)


def _known(contents: Sequence[Content], kept: Validated) -> Sequence[Mapping[str, Any]]:
    """What the files say, as plain values; it is validated where it is not known yet, and is known from then on."""
    made_of = compiled.digest((f"{group}/{said}", data) for data, said, group, _ in contents)
    with suppress(ValueError):
        known = compiled.read(kept.get(made_of) or b"", made_of)
        if known is not None:
            return known
    made = list(_validated(contents))
    kept.put(made_of, _compiled(made_of, made).encode())
    return made


def _meant(name: str) -> Iterable[File]:
    """The rule files that a path, or the name of a pack, stands for. Raises NewslintError."""
    real = os.path.realpath(name)
    if name.startswith(packs.PREFIX):
        return _files(str(packs.folder(name)), name, name.removeprefix(packs.PREFIX))
    if os.path.isdir(name):
        return _files(name, name, os.path.basename(real))
    if os.path.isfile(name):
        return [(name, name, os.path.basename(os.path.dirname(real)))]
    raise NewslintError(f"{name}: there is no such rule file or folder")


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


def _once(read: Iterable[Read]) -> list[Rule]:
    """The rules; a file that two of the given folders hold counts once. Raises RuleError for a name that two files have."""
    seen: dict[str, Read] = {}
    for rule, path in read:
        other, place = seen.setdefault(rule.name, (rule, path))
        if other is not rule and os.path.realpath(place) != os.path.realpath(path):
            from newslint.rule import RuleError

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

            line = plainyaml.read(_bytes(path).decode()).line_of(place)
            where = ".".join(str(part) for part in place[:-1])
            said = f"{rule.path}:{line}: {where}: there is no rule or group {word!r}"
            raise RuleError(f"{said}{near(word, sorted(known))} (see `newslint rule`)")


def _named(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The rules and groups that a rule speaks of, each with its place in the file."""
    for number, word in enumerate(rule.yields_to):
        yield ("yields_to", number), word
    for number, word in enumerate(getattr(rule.options, "marks", ())):
        yield ("options", "marks", number), word


def _files(folder: str, said: str, group: str) -> Iterator[File]:
    """All rule files below a folder, in the order of their names."""
    for name in sorted(os.listdir(folder)):
        if name.startswith("."):
            continue
        place = os.path.join(folder, name)
        inside = f"{said}{'' if said.endswith(os.sep) else '/'}{name}"
        if os.path.isdir(place):
            yield from _files(place, inside, name)
        elif name.endswith(SUFFIXES):
            yield place, inside, group


def _bytes(place: str) -> bytes:
    with opened(place) as file:
        return file.read()


def _content(file: File) -> Content:
    """What is in a rule file. Raises RuleError."""
    place, said, group = file
    try:
        return _bytes(place), said, group, os.path.basename(place).rsplit(".", 1)[0]
    except OSError as error:
        raise _unreadable(said, error) from None


def _validated(contents: Iterable[Content]) -> Iterator[dict[str, Any]]:
    """What files say, as plain values. Raises RuleError."""
    from newslint.rule import validate

    for data, said, group, name in contents:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise _unreadable(said, error) from None
        yield validate(text, said, name, group)


def _unreadable(said: str, error: Exception) -> NewslintError:
    from newslint.rule import RuleError

    return RuleError(f"{said}: this rule file cannot be read: {error}")


def _sorted(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (rule.group, rule.name))
