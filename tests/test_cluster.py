"""A real cluster of two nodes on this machine: the same bytes as from one process, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_shared import ROOT, check, environment

from newslint.engines import cluster

ray = pytest.importorskip("ray", reason="ray is not installed: pip install 'newslint[ray]'")

KILLING = str(Path(__file__).with_name("killing.py"))
FILLER = "The harbour is frozen over, and no ship has left it. " * 300  # 16 KB: seventy records make a split
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


class Nodes:
    """The cluster; tests may end its second node."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        head = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100 << 20}
        self.cluster: Any = Cluster(initialize_head=True, head_node_args=head)
        self.address = f"ray://{self.cluster.address}"
        self.second: Any = None

    def both(self) -> str:
        """The address, once two nodes live."""
        if self.second is None or not self.second.remaining_processes_alive():
            if self.second is not None:
                self.cluster.remove_node(self.second, allow_graceful=False)
            self.second = self.cluster.add_node(num_cpus=1, object_store_memory=100 << 20)
            self.cluster.wait_for_nodes()
        return self.address


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    kept = dict(os.environ)
    os.environ.update(
        QUIET, PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "workers")])
    )
    made = Nodes()
    try:
        yield made
    finally:
        made.cluster.shutdown()
        os.environ.clear()
        os.environ.update(kept)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some ten splits: JSON Lines, small files, a broken line."""
    (tmp_path / "many.jsonl").write_text("".join(map(record, range(500))) + "null\n")
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"The harbour is frozen.\nAD\nPier {number}.\n")
    return tmp_path


def record(number: int, more: str = "") -> str:
    return (
        json.dumps({"id": f"n{number}", "url": "https://a.example/", "text": f"Pier {number}.\nAD\n{FILLER}{more}"})
        + "\n"
    )


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    return check(folder, ".", "--output-format", "jsonl", *more, timeout=300)


def spoil(folder: Path, **words: int) -> None:
    """Puts a word into the record of a number."""
    lines = [record(n, " ".join(word for word, at in words.items() if at == n)) for n in range(500)]
    (folder / "many.jsonl").write_text("".join(lines))


def test_a_ray_of_its_own_where_there_is_no_cluster(folder: Path) -> None:
    want = run(folder, "-j", "1")
    got = run(folder, "--engine", "ray", "-j", "2")
    assert (got.stdout, got.stderr, got.returncode) == (want.stdout, want.stderr, want.returncode)


def test_the_same_bytes_from_a_cluster(nodes: Nodes, folder: Path) -> None:
    want = run(folder, "-j", "1")
    assert want.returncode == 2 and len(want.stdout.splitlines()) == 530
    got = run(folder, "--engine", nodes.both())
    assert (got.stdout, got.stderr, got.returncode) == (want.stdout, want.stderr, want.returncode)
    for jobs in ("1", "3"):
        assert run(folder, "--engine", nodes.both(), "-j", jobs).stdout == want.stdout


def test_rules_over_the_corpus_and_runs_that_are_resumed(nodes: Nodes, folder: Path, tmp_path: Path) -> None:
    more = ["--extend-select", "site-template,same-story,date-stuck", "--exclude", "work"]
    want = run(folder, *more, "-j", "1")
    assert b'"rule": "site-template"' in want.stdout
    for jobs in ([], [], ["-j", "2"]):
        engine = [] if jobs else ["--engine", nodes.both()]
        got = run(folder, *more, *engine, *jobs, "--resume", "work")
        assert got.stdout == want.stdout
    assert b"parts of the input were done already, in work" in got.stderr


def test_a_worker_that_is_killed_once_costs_nothing(nodes: Nodes, folder: Path) -> None:
    want = run(folder, "-j", "1")
    address = nodes.both()
    spoil(folder, ONCE=250)
    want = run(folder, "-j", "1")
    got = run(folder, "--engine", address)
    assert (folder / "ONCE").exists()
    assert (got.stdout, got.stderr) == (want.stdout, want.stderr)


def test_an_article_that_kills_its_worker_is_named_and_no_other_lost(nodes: Nodes, folder: Path) -> None:
    spoil(folder, KILL=250)
    want = run(folder, "-j", "1")
    got = run(folder, "--engine", nodes.both())
    assert got.returncode == 2 and b"error: many.jsonl:251: ends the process that checks it" in got.stderr
    lost = [line for line in want.stdout.splitlines() if json.loads(line)["article"] == "n250"]
    assert lost and [line for line in want.stdout.splitlines() if line not in lost] == got.stdout.splitlines()


def test_a_bug_in_reading_costs_the_rest_of_its_file(nodes: Nodes, folder: Path) -> None:
    (folder / "b.jsonl").write_text(record(1) + record(2, "RAISE") + record(3))
    command = [sys.executable, "-P", KILLING, "check", "--isolated", "b.jsonl", ".", "--output-format", "jsonl"]
    outs = []
    for more in (["-j", "1"], ["--engine", nodes.both()]):
        done = subprocess.run(
            [*command, *more], cwd=folder, env=environment(), capture_output=True, timeout=300, check=False
        )
        outs.append((done.returncode, done.stdout, done.stderr))
    assert outs[0] == outs[1] and b"b.jsonl: internal error while reading (KeyError: 'raised')" in outs[0][2]


def test_a_node_that_is_gone_costs_nothing(nodes: Nodes, folder: Path) -> None:
    (folder / "many.jsonl").write_text("".join(record(n, "NODE" if n % 71 == 9 else "") for n in range(500)))
    want = run(folder, "-j", "1")
    got = run(folder, "--engine", nodes.both())
    assert (folder / "NODE").exists() and not nodes.second.remaining_processes_alive()
    assert (got.stdout, got.stderr) == (want.stdout, want.stderr)
    again = run(folder, "--engine", nodes.address)
    assert again.stdout == want.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_the_cluster_alone_and_goes_on(
    nodes: Nodes, folder: Path, number: signal.Signals
) -> None:
    address = nodes.both()
    spoil(folder, HANG=499)
    script = "from newslint.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-P", "-c", script, "check", "--isolated", "many.jsonl", "--output-format", "jsonl"]
    command += ["--engine", address, "--resume", "work"]
    held = subprocess.Popen(
        command, cwd=folder, env=environment(**QUIET), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert held.stderr is not None
    limit = time.monotonic() + 120
    while len(list((folder / "work").rglob("*.out"))) < 3:
        assert time.monotonic() < limit and held.poll() is None
        time.sleep(0.05)
    held.send_signal(number)
    err = held.stderr.read()
    held.stderr.close()
    assert held.wait(60) in (130, -number) and b"Traceback" not in err, err
    spoil(folder)
    got = check(folder, "many.jsonl", "--output-format", "jsonl", "--engine", address, "--resume", "work", timeout=300)
    assert b"parts of the input were done already" in got.stderr
    assert got.stdout == check(folder, "many.jsonl", "--output-format", "jsonl", "-j", "1").stdout


def test_what_cannot_be_reached_or_is_not_alike_is_said(nodes: Nodes, folder: Path) -> None:
    from newslint.problem import NewslintError

    for given, said in (("spark", "there is no engine 'spark'"), ("ray://", "expected ray, or ray://HOST:PORT")):
        done = run(folder, "--engine", given)
        assert done.returncode == 2 and said.encode() in done.stderr
    for given, env in (("ray://127.0.0.1:1", {}), ("ray", {"RAY_ADDRESS": "127.0.0.1:1"}), ("ray://nowhere", {})):
        done = check(folder, ".", "--engine", given, env=env)
        assert done.returncode == 2 and b"the cluster cannot be reached: " in done.stderr and not done.stdout
    done = run(folder, "--engine", nodes.both(), "--fix")
    assert done.returncode == 2 and b"files are mended by one process" in done.stderr
    with pytest.raises(NewslintError, match=r"has newslint .*, and the run was begun by 0.0"):
        cluster._ready("0.0", str(folder), b"", [])
    with pytest.raises(NewslintError, match=r"has no folder /nowhere.*same paths"):
        cluster._ready(cluster.__version__, "/nowhere", b"", [])
