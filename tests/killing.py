"""newslint with articles that do harm: run as a script by tests of workers, and imported again by each worker it starts.

An article that says KILL ends the worker that checks it; READ the one that reads it; ONCE only the first that meets it
(it leaves the file of that name in the working folder); NODE ends the whole node of a cluster, unless it is the head; RAISE
fails in the reader, HANG checks for a minute. Ray's workers import this by tests/workers/sitecustomize.py.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from multiprocessing import parent_process
from typing import Any

from newslint import lint
from newslint.article import Article
from newslint.readers.fields import Fields

_lint, _article = lint.Linter.lint, Fields.article


def _is_worker() -> bool:
    return parent_process() is not None or "RAY_WORKER" in os.environ


def checked(self: lint.Linter, article: Article) -> Any:
    if _is_worker() and ("KILL" in article.text or ("ONCE" in article.text and _is_new("ONCE"))):
        os.kill(os.getpid(), signal.SIGKILL)
    if "NODE" in article.text and "RAY_WORKER" in os.environ:
        _end_node()
    if "HANG" in article.text:
        sys.stderr.write(f"checking in {os.getpid()}\n")
        sys.stderr.flush()
        time.sleep(60)
    return _lint(self, article)


def read(self: Fields, record: Mapping[str, Any], *more: Any) -> Any:
    if _is_worker() and "READ" in record.get("text", ""):
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in record.get("text", ""):
        raise KeyError("raised")
    return _article(self, record, *more)  # type: ignore[arg-type]


def _end_node() -> None:
    """The worker is a child of the process that is the node."""
    import ray

    own = ray.get_runtime_context().get_node_id()
    if any(node["NodeID"] == own and "node:__internal_head__" not in node["Resources"] for node in ray.nodes()):
        _is_new("NODE")
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    time.sleep(0.2)  # so that the other node gets its share


def _is_new(name: str) -> bool:
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


lint.Linter.lint, Fields.article = checked, read  # type: ignore[method-assign, assignment]

if __name__ == "__main__":
    from newslint.cli import main

    sys.exit(main(sys.argv[1:]))
