"""What `newslint init` puts into a folder: a configuration, a pre-commit hook and a CI file, as texts."""

from __future__ import annotations

import json
import os

from newslint._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CONFIGURATION = """\
# newslint: `newslint config` says what is in force; docs/configuration.md has all the keys.
fail-on = "warning"
# extend-exclude = ["archive/"]
# baseline = "newslint-baseline.jsonl"  # after `newslint baseline write`: only what comes new fails
"""
LOCAL_HOOK = """\
  - repo: local
    hooks:
      - id: newslint
        name: newslint
        entry: newslint check --force-exclude
        language: system
        types: [text]
        files: \\.(txt|text|md|markdown|json|jsonl|ndjson|jsonlines|jl|csv|tsv|tab)$
        require_serial: true
"""
REMOTE_HOOK = """\
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: newslint
"""
GITHUB = """\
name: newslint
on:
  push:
    branches: [{branch}]
  pull_request:
permissions:
  contents: read
jobs:
  newslint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install "$NEWSLINT"
        env:
          NEWSLINT: {requirement}
      - run: newslint check --output-format github
"""
GITLAB = """\
newslint:
  image: python:3.12-slim
  variables:
    NEWSLINT: {requirement}
  script:
    - python -m pip install "$NEWSLINT"
    - newslint check --report gitlab=gl-code-quality-report.json --report junit=newslint.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: newslint.xml
"""
GITHUB_FILE = ".github/workflows/newslint.yml"
GITLAB_FILE = ".gitlab-ci.yml"
HOOKS_FILE = ".pre-commit-config.yaml"


class Piece:
    """One file to be there: `whole` is its text where it is new, `part` what is to be added where there is one."""

    __slots__ = ("part", "path", "whole")

    def __init__(self, path: str, whole: str, part: str | None = None) -> None:
        self.path, self.whole, self.part = path, whole, whole if part is None else part


def pieces(service: str | None, repo: str | None, rev: str | None, branch: str = "main") -> list[Piece]:
    """The files of a folder whose CI is `service`: github, gitlab or None. `repo` is where hooks get newslint from.

    `branch` is the one whose pushes are checked.
    """
    hook = LOCAL_HOOK if repo is None else REMOTE_HOOK.format(repo=json.dumps(repo), rev=json.dumps(rev))
    named = json.dumps(f"newslint @ git+{repo}@{rev}" if repo is not None else requirement())
    found = [Piece("newslint.toml", CONFIGURATION), Piece(HOOKS_FILE, f"repos:\n{hook}", hook)]
    if service == "github":
        found.append(Piece(GITHUB_FILE, GITHUB.format(requirement=named, branch=json.dumps(branch))))
    elif service == "gitlab":
        found.append(Piece(GITLAB_FILE, GITLAB.format(requirement=named)))
    return found


def service(folder: str) -> str | None:
    """Whose CI a folder's repository has, told from its files and where its Git remotes lie."""
    if os.path.isdir(os.path.join(folder, ".github")):
        return "github"
    if os.path.lexists(os.path.join(folder, GITLAB_FILE)):
        return "gitlab"
    try:
        with open(os.path.join(folder, ".git", "config"), encoding="utf-8", errors="replace") as file:
            remotes = [line for line in file.read(1 << 20).splitlines() if line.strip().startswith("url")]
    except OSError:
        return None
    return next((name for line in remotes for name in ("github", "gitlab") if name in line), None)


def branch(folder: str) -> str:
    """The main branch of a folder's repository: what its remote calls so, else the one that is checked out, else `main`."""
    for name, before in (("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/"), ("HEAD", "ref: refs/heads/")):
        try:
            with open(os.path.join(folder, ".git", *name.split("/")), encoding="utf-8") as file:
                said = file.readline(1000).strip()
        except (OSError, ValueError):
            continue
        if said.startswith(before) and said != before:
            return said.removeprefix(before)
    return "main"


def requirement() -> str:
    """How pip gets this newslint: from the commit it was installed from, else by its version."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        origin: dict[str, Any] = json.loads(distribution("newslint").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        origin = {}
    commit = origin.get("vcs_info", {}).get("commit_id")
    return f"newslint @ git+{origin['url']}@{commit}" if commit else f"newslint=={__version__}"
