"""What was found in the same files at a Git revision: `--since` reports only what is not among it."""

from __future__ import annotations

import io
import os
import subprocess
from contextlib import nullcontext

from newslint import readers
from newslint.paths import shown
from newslint.problem import NewslintError, Problem
from newslint.readers.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO, Any

    from newslint.lint import Linter

# Nothing is fetched, asked or locked: all is read from the repository as it is.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_ADVICE = "fetch it first (in CI with the whole history: fetch-depth: 0)"


class Since:
    """The findings of files at a revision, a file at a time. Close it when the run is over.

    `paths` are those of the run: each lies in a repository that has the revision, or NewslintError is raised.
    """

    def __init__(self, ref: str, paths: Sequence[str], linter: Linter, options: readers.Options) -> None:
        self.ref, self.linter, self.options = ref, linter, options
        self.folders: dict[str, Repository | None] = {}
        self.repositories: dict[str, Repository] = {}
        self.last: tuple[str, frozenset[str]] = ("", frozenset())
        for path in paths:
            self._add(_folder(path), path)

    @property
    def reason(self) -> str:
        """Why a finding that was there does not count."""
        return f"not new since {self.ref}"

    def known(self, path: str) -> frozenset[str]:
        """The fingerprints of what was found in a file then; empty where it was not there."""
        if self.last[0] != path:  # a file's articles come one after another
            self.last = (path, frozenset(self._fingerprints(path)))
        return self.last[1]

    def _fingerprints(self, path: str) -> set[str]:
        data = self._content(path)
        found: set[str] = set()
        if data is None:
            return found
        stream: Any = io.BufferedReader(io.BytesIO(data))
        for item in readers.guarded(Source(path, self.options), path, lambda: nullcontext(stream)):
            if not isinstance(item, Problem):
                found.update(one.fingerprint for one in self.linter.lint(item)[0])
        return found

    def _content(self, path: str) -> bytes | None:
        """The bytes of a file at the revision; None where it was not there, or lies in no repository."""
        if path == readers.STDIN or not os.path.lexists(path):
            return None
        folder = os.path.realpath(os.path.dirname(path))
        if folder not in self.folders:
            try:
                self._add(folder, path)
            except NewslintError:
                self.folders[folder] = None
        repository = self.folders[folder]
        return repository.content(os.path.join(folder, os.path.basename(path))) if repository else None

    def _add(self, folder: str, path: str) -> None:
        """Learns in which repository a folder lies. Raises NewslintError."""
        if folder in self.folders:
            return
        commit = _commit(self.ref, folder, path)
        top = os.path.realpath(_git(folder, "rev-parse", "--show-toplevel"))
        if top not in self.repositories:
            self.repositories[top] = Repository(top, commit)
        self.folders[folder] = self.repositories[top]

    def close(self) -> None:
        """Lets Git go."""
        for repository in self.repositories.values():
            repository.close()


class Repository:
    """One repository, from whose commit files are taken, under the names that they had then."""

    def __init__(self, top: str, commit: str) -> None:
        self.top, self.commit = top, commit
        self.batch: subprocess.Popen[bytes] | None = None
        self.before: dict[str, str] | None = None

    def content(self, real: str) -> bytes | None:
        """The bytes of a file, which lies in the repository now; None where it was not there."""
        name = os.path.relpath(real, self.top).replace(os.sep, "/")
        if name.startswith("../") or "\n" in name:
            return None
        if self.before is None:
            self.before = dict(self._renamed())
        name = self.before.get(name, name)
        into, out = self._pipes()
        into.write(os.fsencode(f"{self.commit}:{name}\n"))
        into.flush()
        head = out.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            return None
        data = out.read(int(head[2]) + 1)[:-1]
        return data if head[1] == b"blob" else None

    def _renamed(self) -> Iterator[tuple[str, str]]:
        """New and old name of what was renamed since, as far as the index knows."""
        words = ("diff", "--cached", "--find-renames", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff")
        told = _git(self.top, *words, "--no-textconv", "--ignore-submodules", self.commit, "--").split("\0")
        return ((new, old) for old, new in zip(told[1::3], told[2::3], strict=False) if "\n" not in old)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self.batch is None:
            command = ["git", "cat-file", "--batch"]
            self.batch = subprocess.Popen(
                command,
                cwd=self.top,
                env={**os.environ, **_QUIET},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert self.batch.stdin is not None and self.batch.stdout is not None
        return self.batch.stdin, self.batch.stdout

    def close(self) -> None:
        """Lets Git go."""
        if self.batch is not None:
            self.batch.communicate()
            self.batch = None


def _folder(path: str) -> str:
    """The folder whose repository a path of the command line speaks of: its own, that of its file, or of its glob."""
    while path and not os.path.lexists(path) and path != readers.STDIN:
        path = os.path.dirname(path) if os.path.dirname(path) != path else ""
    if os.path.isdir(path):
        return os.path.realpath(path)
    return os.path.realpath(os.path.dirname(path))


def _commit(ref: str, folder: str, path: str) -> str:
    if not ref or ref.startswith("-") or "\0" in ref:
        raise NewslintError(f"--since {ref}: expected a Git revision, such as origin/main or HEAD~1")
    _git(folder, "rev-parse", "--git-dir", of=f"{shown(path)}: ")
    try:
        return _git(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    except NewslintError:
        raise NewslintError(f"--since {ref}: this repository has no such revision; {_ADVICE}") from None


def _git(folder: str, *arguments: str, of: str = "") -> str:
    """What a Git command of fixed words prints. Raises NewslintError with the reason Git gives, and `of` what."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env={**os.environ, **_QUIET}, capture_output=True, check=False
        )
    except OSError as error:
        raise NewslintError(f"--since: git cannot be started: {error.strerror or error}") from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise NewslintError(f"--since: {of}{why.removeprefix('fatal: ') or 'git cannot tell'}")
    return os.fsdecode(done.stdout.removesuffix(b"\n"))
