"""Which files a run reads: those named, and those found in the folders named that are not excluded or ignored."""

from __future__ import annotations

import os
import re
import stat
from functools import cached_property

from newslint import readers
from newslint.late import regex
from newslint.paths import is_address, why
from newslint.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newslint.files.names import Names

# gitignore-style: what is no article in a folder of articles, such as tools' folders and texts about the project.
EXCLUDES: tuple[str, ...] = (
    *(".*", "node_modules/", "__pycache__/", "__pypackages__/", "site-packages/", "venv/", "*.egg-info/"),
    *("*.dist-info/", "build/", "dist/", "_build/", "buck-out/"),
    *("requirements*.txt", "constraints*.txt", "CMakeLists.txt", "robots.txt", "humans.txt", "ads.txt", "llms*.txt"),
    *("LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "AUTHORS*", "README*", "CHANGELOG*", "CHANGES.*", "HISTORY.md"),
    *("CONTRIBUTING*", "CODE_OF_CONDUCT*", "SECURITY.md", "CODEOWNERS*", "AGENTS.md", "CLAUDE.md"),
    *("package.json", "package-lock.json", "npm-shrinkwrap.json", "composer.json", "bower.json", "lerna.json"),
    *("deno.json", "tsconfig*.json", "jsconfig*.json", "pyrightconfig.json", "renovate.json", "vercel.json"),
    *("firebase.json", "*.schema.json", "*.config.json"),
    *("newslint-*.json", "newslint-*.jsonl", "newslint-*.md", "newslint-*.txt"),
)
_MAGIC = regex(r"[*?[]")


def find(
    paths: Iterable[str],
    excludes: Sequence[str] = EXCLUDES,
    *,
    force_exclude: bool = False,
    respect_gitignore: bool = True,
    root: str = ".",
) -> Iterator[str | Problem]:
    """The files to read, each once, in a stable order; a Problem for each path that is missing or no file.

    A file given by name is taken as it is; a folder is searched for files of known formats. `excludes` are gitignore
    patterns relative to the folder `root`; for names given they count only with `force_exclude`. "-" is handed through.
    """
    search = Search(Excludes(excludes, root), respect_gitignore)
    for path in paths:
        if path == readers.STDIN:
            yield path
        elif force_exclude and search.excludes.covers(path):
            continue
        else:
            yield from search.given(path)


def translate(pattern: str) -> str:
    """A glob as a regular expression over a path with slashes: * and ? stay within a name, ** goes over folders."""
    out, place = [], 0
    while place < len(pattern):
        if pattern.startswith("**", place):
            whole = pattern.startswith("**/", place)
            out.append("(?:.*/)?" if whole else ".*")
            place += 3 if whole else 2
            continue
        mark, place = pattern[place], place + 1
        close = pattern.find("]", place + 1) if mark == "[" else -1
        if close > 0:
            inner = pattern[place:close].replace("\\", r"\\").replace("[", r"\[")
            kinds = f"[^/{inner[1:]}]" if inner[0] in "!^" else f"[{inner}]"
            out.append(kinds if _is_pattern(kinds) else re.escape(pattern[place - 1 : close + 1]))
            place = close + 1
        else:
            out.append({"*": "[^/]*", "?": "[^/]"}.get(mark) or re.escape(mark))
    return "".join(out)


def _is_pattern(expression: str) -> bool:
    try:
        re.compile(expression)
    except re.error:  # [z-a] is taken for what it says
        return False
    return True


class Excludes:
    """Patterns as in a .gitignore, relative to a folder: a later one beats an earlier one, ! takes back."""

    def __init__(self, patterns: Sequence[str], root: str) -> None:
        self.root, self.patterns = os.path.abspath(root), patterns

    @cached_property
    def rules(self) -> list[tuple[Names | re.Pattern[str], bool, bool]]:
        """(pattern, whether for folders only, whether it excludes), in order; files given by name are asked for none."""
        from newslint.files.names import Names, is_simple

        wanted = [_parts(pattern) for pattern in self.patterns if pattern.strip()]
        if not all(yes for _, _, yes in wanted):
            return [(_compiled(_expression(pattern)), folder, yes) for pattern, folder, yes in wanted]
        rules: list[tuple[Names | re.Pattern[str], bool, bool]] = []
        for folders in (False, True):
            some = [pattern for pattern, folder, _ in wanted if folder is folders]
            simple = [pattern for pattern in some if is_simple(pattern)]
            odd = [_expression(pattern) for pattern in some if not is_simple(pattern)]
            rules += [(Names(simple), folders, True)] if simple else []
            rules += [(_compiled("|".join(odd)), folders, True)] if odd else []
        return rules

    def match(self, relative: str, folder: bool) -> bool:
        """Whether a path relative to the root is excluded, itself: folders above it are not looked at."""
        out = False
        for pattern, only_folders, yes in self.rules:
            if out != yes and (folder or not only_folders) and pattern.fullmatch(relative):
                out = yes
        return out

    def covers(self, path: str) -> bool:
        """Whether a path, or a folder it is in, is excluded."""
        parts = self.relative(path).split("/")
        return any(
            self.match("/".join(parts[:count]), count < len(parts) or os.path.isdir(path))
            for count in range(1, len(parts) + 1)
            if parts[count - 1] not in ("..", ".")
        )

    def relative(self, path: str) -> str:
        """The path from the root, with slashes; as it is where it is on another drive, an address from its bucket on."""
        if is_address(path):
            return path.partition("://")[2]
        try:
            return os.path.relpath(path, self.root).replace(os.sep, "/")
        except ValueError:
            return path.replace(os.sep, "/")


def _parts(pattern: str) -> tuple[str, bool, bool]:
    pattern, yes = pattern.strip(), True
    if pattern.startswith("!"):
        pattern, yes = pattern[1:], False
    folder = pattern.endswith("/")
    pattern = pattern.rstrip("/").removeprefix("./")
    return pattern, folder, yes


def _expression(pattern: str) -> str:
    return ("" if "/" in pattern else "(?:.*/)?") + translate(pattern.lstrip("/"))


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(f"(?:{expression})", re.DOTALL)


class Search:
    """Goes through the paths of a run, and remembers what it has handed out."""

    def __init__(self, excludes: Excludes, respect_gitignore: bool) -> None:
        self.excludes, self.respect_gitignore = excludes, respect_gitignore
        self.seen: set[str] = set()

    def given(self, path: str) -> Iterator[str | Problem]:
        """What a path of the command line stands for."""
        if is_address(path):
            from newslint.files import remote

            yield from (
                item for item in remote.find(path, self.excludes) if not isinstance(item, str) or self.is_new(item)
            )
            return
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            if _MAGIC.search(path) and not os.path.lexists(path.replace("\0", "")):
                yield from self.glob(path)
                return
            yield Problem(path, why(path, error))
            return
        if stat.S_ISDIR(mode):
            yield from self.folder(path)
        elif not stat.S_ISREG(mode):
            yield Problem(path, f"is {readers.what(mode)}, not a file: it was not opened")
        elif not readers.is_readable(path):
            yield Problem(path, readers.unknown(path))
        elif self.is_new(os.path.realpath(path)):
            yield path

    def is_new(self, real: str) -> bool:
        """Whether a file, by its real path, was not handed out before; it counts as handed out from now on."""
        before = len(self.seen)
        self.seen.add(real)
        return len(self.seen) > before

    def glob(self, pattern: str) -> Iterator[str | Problem]:
        """The files a pattern stands for that the shell did not expand; links are followed as in folders."""
        parts = pattern.replace(os.sep, "/").split("/")
        first = next(count for count, part in enumerate(parts) if _MAGIC.search(part))
        base = "/".join(parts[:first]) or ("/" if pattern.startswith("/") else ".")
        wanted = re.compile(translate("/".join(parts[first:])) + "(?:/.*)?", re.DOTALL)
        found = False
        # A search of its own: what was handed out before matches all the same.
        search = Search(self.excludes, self.respect_gitignore)
        for item in search.folder(base) if os.path.isdir(base) else ():
            path = item.path if isinstance(item, Problem) else item
            if wanted.fullmatch(os.path.relpath(path, base).replace(os.sep, "/")):
                found = True
                if isinstance(item, Problem) or self.is_new(os.path.realpath(path)):
                    yield item
        if not found:
            yield Problem(pattern, "matches no file of a format that is read")

    def folder(self, base: str) -> Iterator[str | Problem]:
        """The files in a folder and those below it, in the order of their names."""
        from newslint.files import walk

        yield from walk.Walk(base, self).run()
