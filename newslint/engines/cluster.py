"""A cluster of machines, by Ray: the same work on the same splits, as tasks of its workers.

Needs the extra `newslint[ray]` here and on each node, the same newslint, and the input under the same paths everywhere.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import socket
import time
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress

from newslint._version import __version__
from newslint.engines import Crash
from newslint.engines.cores import cores
from newslint.paths import working_folder
from newslint.problem import MissingExtra, NewslintError
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from newslint.engines import Names, Worked
    from newslint.splits import Split

WINDOW = 3  # splits a core of the cluster, under way or done and waiting for their turn
PATIENCE = 10.0  # seconds until a cluster has answered
LOOK = 5.0  # seconds between two looks at how large the cluster is
STORE = 256 << 20  # bytes for outcomes, of a Ray that is started here
DEATHS = (
    *("WorkerCrashedError", "NodeDiedError", "OutOfMemoryError", "ObjectLostError", "ObjectFetchTimedOutError"),
    *("ReferenceCountingAssertionError", "ObjectFreedError", "OwnerDiedError", "ObjectReconstructionFailedError"),
)
_work: dict[bytes, Worked] = {}  # of a worker's process: what it was started for


class Cluster:
    """Ray's workers. `address` is `ray`, for the cluster that RAY_ADDRESS names or this machine is part of (else one is
    started here, for this run), or `ray://HOST:PORT`, as `ray start --head` tells it. `jobs`: 0 is all there is."""

    def __init__(self, work: Worked, address: str, jobs: int) -> None:
        self.ray = _imported()
        self.jobs, self.address = jobs, address
        self._cores, self._looked = 0, 0.0
        # Ray tells of dead workers on standard output, whatever it is told; the report's stream was taken long before.
        self.silence = ExitStack()
        null = self.silence.enter_context(open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        self.silence.enter_context(redirect_stdout(null))
        with _own_signals():
            self._connect(address.partition("://")[2] or os.environ.get("RAY_ADDRESS", ""))
        packed = pickle.dumps(work)
        self.key = os.urandom(8)
        self.work = [self.ray.put(packed)]  # in a list, so that a worker fetches it once and not with each split
        options = {"max_retries": 0, "num_cpus": 1, "scheduling_strategy": "SPREAD"}
        self._outcome = self.ray.remote(**options)(_outcome)
        self._names = self.ray.remote(**options)(_names)

    def _connect(self, address: str) -> None:
        quiet = {"logging_level": logging.CRITICAL, "log_to_driver": False}
        try:
            _knock(address.rpartition("://")[2])
            try:
                self.ray.init(address=address or "auto", **quiet)
            except ConnectionError:
                if address:
                    raise
                os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # newslint tells nobody anything
                size = self.jobs or cores()
                self.ray.init(num_cpus=size, object_store_memory=STORE, include_dashboard=False, **quiet)
        except Exception as error:  # noqa: BLE001 - a dozen kinds, none of them documented
            self.silence.close()
            said = clip(" ".join(str(getattr(error, "strerror", None) or error).split()), 300)
            where = f"{self.address} ({address})" if address and address not in self.address else self.address
            raise NewslintError(f"--engine {where}: the cluster cannot be reached: {said}") from None

    @property
    def window(self) -> int:
        """How many splits to have under way: the cluster may grow and shrink meanwhile."""
        if self.jobs:
            return self.jobs
        now = time.monotonic()
        if now - self._looked > LOOK or not self._cores:
            with suppress(Exception):  # it may be gone: whoever asks for an outcome will be told
                self._cores = int(self.ray.cluster_resources().get("CPU", 0))
            self._looked = now
        return WINDOW * max(1, self._cores)

    def submit(self, split: Split, first: int = 0, end: int | None = None) -> Any:
        """Puts a split in the queue."""
        return self._put(self._outcome, split, first, end)

    def _put(self, task: Any, *more: Any) -> Any:
        return task.remote(__version__, working_folder(), self.key, self.work, *more)

    def get(self, ticket: Any) -> Any:
        """What a task has returned. Raises Crash where its worker has died, or the node that it, or its outcome, was on."""
        try:
            return self.ray.get(ticket)
        except self.ray.exceptions.RayTaskError as error:
            cause = getattr(error, "cause", None)
            raise (cause if isinstance(cause, Exception) else NewslintError(self._said(error))) from None
        except self.ray.exceptions.RayError as error:
            if {kind.__name__ for kind in type(error).__mro__}.isdisjoint(DEATHS):
                raise NewslintError(self._said(error)) from None
            raise Crash from None

    def _said(self, error: Exception) -> str:
        return f"--engine {self.address}: the cluster failed: {clip(' '.join(str(error).split()), 300)}"

    def names(self, split: Split) -> Names:
        """What a split holds."""
        made: Names = self.get(self._put(self._names, split))
        return made

    def fresh(self) -> None:
        """Ray has new workers itself."""

    def close(self) -> None:
        """Lets the cluster go: what of ours is under way there ends."""
        with self.silence, _own_signals():
            self.ray.shutdown()


def _knock(address: str) -> None:
    """Raises OSError where nobody listens: Ray would go on asking for many minutes."""
    host, _, port = address.rpartition(":")
    if port.isdigit() and port.isascii():
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
    elif address not in ("", "auto", "local"):
        raise OSError("expected HOST:PORT")


def _imported() -> Any:
    try:
        import ray
    except ImportError:
        raise MissingExtra("--engine ray needs the extra: pip install 'newslint[ray]'") from None
    return ray


@contextmanager
def _own_signals() -> Iterator[None]:
    """Ray takes SIGTERM for itself: it gives it back."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        with suppress(ValueError):  # not the main thread
            signal.signal(signal.SIGTERM, before)


def _outcome(version: str, folder: str, key: bytes, work: list[Any], split: Split, first: int, end: int | None) -> Any:
    return _ready(version, folder, key, work).outcome(split, first, end)


def _names(version: str, folder: str, key: bytes, work: list[Any], split: Split) -> Names:
    return _ready(version, folder, key, work).names(split)


def _ready(version: str, folder: str, key: bytes, work: list[Any]) -> Worked:
    """What a worker is to do. Raises NewslintError where its node is not as the others are."""
    if key not in _work:
        if version != __version__:
            said = f"has newslint {__version__}, and the run was begun by {version}: install the same on all"
            raise NewslintError(f"{_node()} {said}")
        try:
            os.chdir(folder)
        except OSError as error:
            said = f"has no folder {folder} ({error.strerror}): the input must lie under the same paths on all"
            raise NewslintError(f"{_node()} {said}") from None
        import ray

        _work.clear()
        _work[key] = pickle.loads(ray.get(work[0]))
    return _work[key]


def _node() -> str:
    import platform

    return f"--engine: the node {platform.node()}"
