"""Signals: a run ends at once, whatever it does, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hostile_shared import LABEL, command, environment, others

from newslint import ending, ruleset
from newslint.article import Article
from newslint.kind import Hit
from newslint.lint import Linter

resource = pytest.importorskip("resource")
STILL = "No ship has left the harbour of Lindholm for days, and none is expected to before the thaw, which is late this year."


def slow(folder: Path, records: int = 12_000) -> tuple[str, str]:
    """A file of which a run says something at once, and one that takes it many seconds, and makes several splits."""
    (folder / "first.txt").write_text(LABEL)
    with open(folder / "slow.jsonl", "w") as file:
        for number in range(records):
            file.write(f'{{"id": "m{number}", "text": "The harbour is frozen.\\nAD\\nPier {number}.\\n{STILL}"}}\n')
    return "first.txt", "slow.jsonl"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.0, 0.3, 1.2])
def test_a_signal_ends_the_run_at_once(tmp_path: Path, number: signal.Signals, after: float) -> None:
    process = subprocess.Popen(
        command("check", "--isolated", *slow(tmp_path), "--output-format", "jsonl"),
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    if after:
        process.stdout.readline()  # it is well under way
        time.sleep(after / 10)
    else:
        time.sleep(0.02)  # the interpreter may not even have begun
    process.send_signal(number)
    begun = time.monotonic()
    err = process.communicate(timeout=300)[1]
    assert time.monotonic() - begun < 60
    if after:
        assert b"Traceback" not in err, err
        assert process.returncode in (130, -signal.SIGTERM, 1), err
    assert others(tmp_path) == {"first.txt", "slow.jsonl"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whole", [True, False], ids=["the group", "the process"])
def test_a_signal_that_is_sent_three_times_is_quiet_too(
    tmp_path: Path, number: signal.Signals, jobs: str, whole: bool
) -> None:
    """An impatient Ctrl-C must not disturb the tidying up which the first one began."""
    names = slow(tmp_path)
    (tmp_path / "tmp").mkdir()
    run = subprocess.Popen(
        [sys.executable, "-P", "-c", "import sys; from newslint.cli import main; sys.exit(main())"]
        + ["check", "--isolated", *names, "--output-format", "jsonl", "--select", "ALL", "-j", jobs]
        + ["--ignore", "corpus"] * (jobs == "2"),
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path / "tmp")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stdout is not None and run.stderr is not None
    run.stdout.readline()
    with suppress(ProcessLookupError):
        for _ in range(3):
            os.killpg(run.pid, number) if whole else os.kill(run.pid, number)
    err = run.stderr.read()  # ends when the last process that holds it does: no worker stays behind
    run.stdout.close()
    run.stderr.close()
    assert run.wait(300) == 130 and err == b"", err
    assert others(tmp_path) == {*names, "tmp"}


def test_what_the_parent_wants_to_be_ignored_stays_ignored(tmp_path: Path) -> None:
    line = command("check", "--isolated", *slow(tmp_path, 2_000), "--output-format", "jsonl", "-q")
    for number in (signal.SIGHUP, signal.SIGINT):
        run = subprocess.Popen(
            line,
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda number=number: signal.signal(number, signal.SIG_IGN),  # type: ignore[misc]
        )
        assert run.stdout is not None
        run.stdout.readline()
        run.send_signal(number)
        assert run.stdout.read().count(b"\n") == 2_000
        run.stdout.close()
        assert run.wait(300) == 1


def test_an_interruption_that_python_made_another_error_of_ends_the_run() -> None:
    """A signal while a module's classes are being made: `__set_name__` turns all that is raised into RuntimeError."""

    class Interrupted:
        def __set_name__(self, owner: type, name: str) -> None:
            raise KeyboardInterrupt

    def late(article: Article) -> list[Hit]:
        type("Made", (), {"late": Interrupted()})
        return []

    linter = Linter([rule for rule in ruleset.shipped() if rule.kind == "phrase"])
    linter.wrap(lambda name, check: late)
    with pytest.raises(KeyboardInterrupt):
        linter.lint(Article({"text": "The harbour is frozen."}))


def test_a_signal_is_heard_once_and_handlers_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(ending.time, "monotonic", lambda: clock[0])
    before = [signal.getsignal(getattr(signal, name)) for name in ending.NAMES]
    with ending.Ending():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        for _ in range(3):
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGINT)
        clock[0] += ending.AGAIN
        with pytest.raises(KeyboardInterrupt):  # the tidying up may hang
            signal.raise_signal(signal.SIGINT)
    assert before == [signal.getsignal(getattr(signal, name)) for name in ending.NAMES]
