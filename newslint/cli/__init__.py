"""The command line: arguments in, exit status out. Each command is a module, imported when it is typed."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from types import ModuleType
    from typing import NoReturn

    from newslint.cli.terminal import Terminal

# A command of two words (`rule new`) is the module rule_new.
VERBS = {
    "check": "find what is wrong in scraped articles",
    "rule": "list the rules, or explain one",
    "rule new": "write a new rule file, with examples to fill in",
    "undo": "take back what --fix has changed, by its --fix-log",
    "baseline": "accept what is found today: write, update, prune or show the file of it",
    "diff": "compare the reports of two runs: new, fixed, and what has become more frequent",
    "report": "write a page that shows the reports of two runs side by side",
    "learn": "write rule files of the lines that sites print around their stories",
    "init": "set newslint up in a folder: configuration, pre-commit hook, CI file",
    "clean": "remove what was kept to make the next check faster",
    "test": "run the examples inside rule files",
    "config": "show the settings in force, and where each comes from",
    "schema": "print the JSON Schema of rule files, configurations, findings",
    "completion": "print a completion script for bash, zsh or fish",
}
OUTPUT_ERRORS = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF, errno.EDQUOT, errno.ESHUTDOWN)
GARBAGE = 20_000  # things made, and not thrown away, between two looks for what only holds itself
FAILED, INTERRUPTED, CLOSED_PIPE = 2, 130, 141


def program() -> NoReturn:
    """The command `newslint`: one run, with whose exit status the process ends.

    All that it holds is left to the system: to take it apart, object by object, took a quarter of what Python takes to start.
    """
    status = main()
    if not _is_awaited():
        with suppress(OSError, ValueError):  # else Python says what is wrong with its streams
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            os._exit(status)
    raise SystemExit(status)


def _is_awaited() -> bool:
    """Whether anything waits for Python's own end: another thread, a function to be called then, a profiler."""
    import atexit

    waiting = getattr(atexit, "_ncallbacks", None)  # as many functions
    is_watched = sys.getprofile() is not None or sys.gettrace() is not None
    return waiting is None or waiting() > 0 or "threading" in sys.modules or is_watched


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0, 1, 2 or 3 (130 when interrupted, 141 when nobody reads on).

    `argv` are the arguments without the program's name; those of the process where it is None.
    """
    try:
        from newslint.ending import Ending

        with Ending(is_program=argv is None):
            return _program() if argv is None else _ended(argv)
    except KeyboardInterrupt:  # before there was anything to tidy up
        return INTERRUPTED


def _program() -> int:
    """The exit status of this process. What a start makes stays: to look it through for garbage, on the way and once more
    at the end, took a tenth of a short run."""
    gc.set_threshold(GARBAGE)
    status = _ended(sys.argv[1:])
    gc.freeze()
    return status


def _ended(arguments: Sequence[str]) -> int:
    """The exit status of a run, however that ends."""
    from newslint.cli.terminal import Terminal

    terminal = Terminal()
    try:
        status = _guarded(list(arguments), terminal)
        terminal.flush()
    except BrokenPipeError:
        status = CLOSED_PIPE
        terminal.abandon()
    except KeyboardInterrupt:
        status = INTERRUPTED
        terminal.abandon()
    except OSError as error:
        status = FAILED
        terminal.abandon()
        what = f"{error.filename}: this output file" if error.filename else "the output"
        terminal.error(f"{what} cannot be written: {error.strerror or error}")
    return status


def _guarded(arguments: list[str], terminal: Terminal) -> int:
    """The command's exit status; what stops it, a user's mistake or newslint's own, becomes a sentence and 2."""
    from newslint.problem import NewslintError

    try:
        return _run(arguments, terminal)
    except NewslintError as error:
        terminal.error(str(error))
    except OSError as error:
        if error.errno in OUTPUT_ERRORS:  # whatever reads input turns its own into problems
            raise
        terminal.error(_failed(error))
    except MemoryError:
        terminal.error("newslint needs more memory than there is; check fewer or smaller files at a time")
    except Exception as error:  # noqa: BLE001 - a traceback would exit with 1, and look like findings
        from newslint.ending import unmask

        unmask(error)
        terminal.error(f"internal error: {type(error).__name__}: {error} ({_place(error)}); please report it")
    return FAILED


def _failed(error: OSError) -> str:
    """The sentence on something the system would not do."""
    if isinstance(error, FileNotFoundError) and not error.filename:  # of all that is asked for without a name
        return "the working folder is gone: change to one that is there"
    return f"{error.filename or 'the system'}: {error.strerror or error}"


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def _run(arguments: list[str], terminal: Terminal) -> int:
    verb, given = _verb(arguments)
    if verb in VERBS:
        from newslint import late
        from newslint.cli import plainly

        module = late.module(f"newslint.cli.{verb.replace(' ', '_')}")
        args = plainly.read(module.arguments, given) or _parsed(verb, module, given)
        terminal.color = getattr(args, "color", "auto")
        status: int = module.run(args, terminal)
        return status
    if verb in ("--version", "-V"):
        from newslint._version import __version__

        terminal.write(f"newslint {__version__}\n")
        return 0
    if verb in ("--help", "-h", "help"):
        terminal.write(usage())
        return 0
    if not verb:
        terminal.note(usage().rstrip())
        return FAILED
    terminal.error(_unknown(verb))
    return FAILED


def _parsed(verb: str, module: ModuleType, given: list[str]) -> argparse.Namespace:
    from newslint.cli.parser import Parser

    parser = Parser(prog=f"newslint {verb}", description=module.__doc__)
    module.arguments(parser)
    return parser.parse(given)


def _verb(arguments: list[str]) -> tuple[str, list[str]]:
    """The command, of one word or two, and what was typed behind it."""
    two = " ".join(arguments[:2])
    if two in VERBS:
        return two, arguments[2:]
    return (arguments[0], arguments[1:]) if arguments else ("", [])


def usage() -> str:
    """What `newslint --help` prints."""
    wide = max(len(verb) for verb in VERBS)
    commands = "\n".join(f"  {verb:<{wide}} {does}" for verb, does in VERBS.items())
    return f"""A linter for scraped news articles.

usage: newslint COMMAND [...]

{commands}

newslint COMMAND --help tells the flags of a command, newslint --version the version.
Exit status: 0 nothing found, 1 findings, 2 the job could not be done, 3 no article was found.
"""


def _unknown(verb: str) -> str:
    from difflib import get_close_matches

    if verb == "-" or os.path.exists(verb):
        return f"there is no command {verb!r}; did you mean `newslint check {verb}`?"
    near = get_close_matches(verb, VERBS, 1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"there is no command {verb!r}; there are {', '.join(VERBS)}{meant}"
