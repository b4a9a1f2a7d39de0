"""How hypothesis runs here (noisy machines are no failures, CI tries the same examples each time), and what many tests share."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "newslint",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("newslint")


@pytest.fixture(scope="module")
def validated_once() -> Iterator[None]:
    """The rules are the same in every case of a file: each is read once."""
    from newslint import rule

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule, "validate", functools.cache(rule.validate))
        yield
