"""How a run is ended from outside: SIGTERM and a terminal that goes away do what Ctrl-C does, and once is enough.

Nothing half written, no worker and no file of our own stays behind: what a signal begins, the tidying up, is not
disturbed by those that follow it at once, be it an impatient Ctrl-C or a supervisor that signals twice.
"""

from __future__ import annotations

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from types import TracebackType
    from typing import Any
else:
    try:  # the same functions: `signal` makes enumerations of their numbers, which takes half a millisecond
        import _signal as signal
    except ImportError:  # a Python that keeps them elsewhere
        import signal

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
AGAIN = 2.0  # seconds in which another signal is not heard; afterwards it is, should the tidying up hang

CAUSES = 10  # errors behind an error that are looked at


class Ending:
    """As a context in the main thread: a signal raises KeyboardInterrupt (elsewhere nothing changes).

    `is_program`: the process ends when this does, and a signal that comes even later ends it without a word; otherwise
    the handlers that were there come back. What the parent wants to be ignored (nohup) stays so.
    """

    is_near = False  # a signal was heard: whoever goes through many things looks, for libraries may lose what it raises

    def __init__(self, *, is_program: bool = False) -> None:
        self.is_program, self.heard = is_program, -AGAIN
        self.before: dict[int, Any] = {}

    def __enter__(self) -> Ending:
        Ending.is_near = False
        for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name)):
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                try:
                    self.before[number] = signal.signal(number, self._stop)
                except ValueError:  # not the main thread
                    break
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        Ending.is_near = False
        for number, handler in self.before.items():
            signal.signal(number, signal.SIG_DFL if self.is_program else handler)

    def _stop(self, number: int, frame: object) -> None:
        now = time.monotonic()
        if now - self.heard >= AGAIN:
            self.heard = now
            Ending.is_near = True
            raise KeyboardInterrupt


def unmask(error: BaseException) -> None:
    """Raises the interruption that an error was made of, if it was: where a class is being made, as modules that are
    imported late do, Python makes a RuntimeError of all that is raised in `__set_name__`. For those who catch any error."""
    inner: BaseException | None = error
    for _ in range(CAUSES):
        inner = inner and (inner.__cause__ or inner.__context__)
        if isinstance(inner, KeyboardInterrupt):
            raise inner
