"""How hypothesis runs here (noisy machines are no failures, CI tries the same examples each time), and what many tests share."""

from __future__ import annotations

import functools
import os
import signal
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
