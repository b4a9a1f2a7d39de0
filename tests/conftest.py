"""How hypothesis runs here (noisy machines are no failures, CI tries the same examples each time), and what many tests share."""

from __future__ import annotations

import functools
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "newslint",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("newslint")

# A shell starts what it runs in the background (`pytest &` in a script) deaf to Ctrl-C, and newslint leaves that as it is, so
# that tests which send it would wait for ever.
for name in ("SIGINT", "SIGQUIT"):
    if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_IGN:
        signal.signal(getattr(signal, name), signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


@pytest.fixture(scope="module")
def validated_once() -> Iterator[None]:
    """The rules are the same in every case of a file: each is read once."""
    from newslint import rule

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule, "validate", functools.cache(rule.validate))
        yield


@pytest.fixture(scope="module")
def made_once() -> Iterator[None]:
    """A linter keeps nothing between articles, so that one is enough; and nobody waits for the disk, which is not asked here."""
    from mending import KNOWN, RULES

    from newslint import work
    from newslint.lint import Linter

    usual = Linter(RULES, KNOWN.sites, KNOWN.anchor)

    def linter(rules: Any, sites: Any, *more: Any) -> Linter:
        return usual if rules is RULES and sites is KNOWN.sites else Linter(rules, sites, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "Linter", linter)
        patch.setattr(os, "fsync", lambda number: None)
        yield


@pytest.fixture
def no_leftovers(tmp_path: Path) -> Iterator[None]:
    """Nothing of what was written beside a file stays there."""
    yield
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".newslint")]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of every sort of file, to be copied."""
    from cached import fill

    folder = tmp_path_factory.mktemp("cache") / "news"
    fill(folder)
    return folder


@pytest.fixture
def news(filled: Path, tmp_path: Path) -> Path:
    """The same, to do with what one likes."""
    return Path(shutil.copytree(filled, tmp_path / "news"))
