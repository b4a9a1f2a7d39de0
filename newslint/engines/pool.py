"""The cores of this machine: a pool of processes, which end with the one that started them, however that ends."""

from __future__ import annotations

import os
import pickle
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context

from newslint.ending import NAMES as ENDING_NAMES
from newslint.engines import Crash, Useless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from typing import IO, Any

    from newslint.engines import Names, Worked
    from newslint.splits import Split

LARGE = 1 << 16  # bytes of a task that go along with each split; the shipped rules are 0.9 MB, and go by a file
WINDOW = 3  # splits a worker, under way or done and waiting for their turn
SAFE_PATH = "PYTHONSAFEPATH"
ENDING = {getattr(signal, name) for name in ENDING_NAMES if hasattr(signal, name)}
_work: list[Worked] = []  # of a worker's process: what it was started for


class Pool:
    """Processes that start as Python does (spawn), so that threads and locks of this one are not theirs."""

    def __init__(self, work: Worked, jobs: int) -> None:
        # It goes with each split, and is looked at once: were it given to a process that starts, and more than a pipe
        # holds, Python would wait for ever for one that dies at its start.
        self.work: bytes | str = pickle.dumps(work)
        self.jobs, self.window, self.has_lived = jobs, WINDOW * jobs, False
        self.file = _filed(self.work) if len(self.work) > LARGE else None
        if self.file is not None:
            self.work = self.file.name
        self._begin()

    def _begin(self) -> None:
        if getattr(current_process(), "_inheriting", False):
            # We are a worker that imports its parent's script, which runs newslint without asking whether it is the main
            # program. Silence is all that is wanted: the parent goes on alone.
            os._exit(2)
        context = get_context("spawn")
        try:
            # The workers hold the one end and end when the other is closed, be it by the death of this process.
            reader, self.lifeline = context.Pipe(duplex=False)
            with _undisturbed():  # Python's own helper, which it starts here
                self.pool = ProcessPoolExecutor(self.jobs, context, _start, (reader,))
        except (OSError, ImportError, NotImplementedError) as error:  # no semaphores, or no descriptors left
            raise Useless(str(error)) from None
        self.reader = reader

    def submit(self, split: Split, first: int = 0, end: int | None = None) -> Future[Any]:
        """Puts a split in the queue."""
        return self._put(_outcome, self.work, split, first, end)

    def _put(self, *call: Any) -> Future[Any]:
        try:
            with _undisturbed():
                return self.pool.submit(*call)
        except (BrokenProcessPool, OSError) as error:
            failed: Future[Any] = Future()
            failed.set_exception(BrokenProcessPool(str(error)))
            return failed

    def get(self, ticket: Future[Any]) -> Any:
        """What a call has returned. Raises Crash where its process has died."""
        try:
            made = ticket.result()
        except BrokenProcessPool:
            raise Crash from None
        self.has_lived = True
        return made

    def names(self, split: Split) -> Names:
        """What a split holds."""
        made: Names = self.get(self._put(_names, self.work, split))
        return made

    def fresh(self) -> None:
        """New processes for those that have died. Raises Useless where none has ever done anything."""
        self.close()
        self._begin()
        if not self.has_lived:
            try:
                self.get(self._put(_nothing))
            except Crash:
                self.close()
                raise Useless("worker processes end as soon as they start") from None

    def close(self) -> None:
        """Ends all processes at once, whatever they are at."""
        self.lifeline.close()
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.reader.close()


def _filed(work: bytes) -> IO[bytes] | None:
    """A file of what is too much to go along with each split, such as what was learned from a corpus."""
    import tempfile

    try:
        file = tempfile.NamedTemporaryFile(prefix="newslint-")  # noqa: SIM115 - it lives as long as the pool
        file.write(work)
        file.flush()
    except OSError:  # then it goes along all the same
        return None
    return file


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes that start meanwhile are deaf to signals, and import nothing from the working folder.

    They would speak of Ctrl-C before they can be told not to, and the pool, if it is interrupted while it starts, cannot
    be shut down; and a folder of scraped data may hold a `json.py`.
    """
    safe = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        del os.environ[SAFE_PATH]
        os.environ.update({SAFE_PATH: safe} if safe is not None else {})
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _start(lifeline: Connection) -> None:
    """A worker's first act."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    Thread(target=_follow, args=(lifeline,), daemon=True).start()


def _follow(lifeline: Connection) -> None:
    """Waits for the end of the process that started this one, or for its word, and ends."""
    with suppress(OSError):
        lifeline.poll(None)
    os._exit(1)


def _outcome(work: bytes | str, split: Split, first: int, end: int | None) -> Any:
    return _ready(work).outcome(split, first, end)


def _names(work: bytes | str, split: Split) -> Names:
    return _ready(work).names(split)


def _ready(work: bytes | str) -> Worked:
    if not _work:
        if isinstance(work, str):
            with open(work, "rb") as file:
                work = file.read()
        _work.append(pickle.loads(work))
    return _work[0]


def _nothing() -> None:
    """What even a worker can do that has nothing to work on."""
