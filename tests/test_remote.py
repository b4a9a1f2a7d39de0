"""Addresses: what they stand for, that their files are read as a stream, and that every failure is a sentence."""

from __future__ import annotations

import gzip
import http.server
import json
import os
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hostile_shared import check

from newslint import files, paths, readers
from newslint.article import Article
from newslint.cli import main
from newslint.problem import Problem
from newslint.readers import remote
from newslint.reports import _place

LINE = b'{"id": "%d", "text": "The harbour is frozen.\\nAD\\n"}\n'
LINES = b"".join(LINE % number for number in range(3))
NEEDS_FSSPEC = pytest.mark.skipif(
    find_spec("fsspec") is None, reason="fsspec is not installed: pip install 'newslint[s3]'"
)
NEEDS_S3 = pytest.mark.skipif(
    find_spec("s3fs") is None or find_spec("moto") is None or find_spec("flask") is None,
    reason="s3fs and a server to try it on are not installed: pip install 'newslint[s3]' 'moto[server]'",
)
NEEDS_HTTP = pytest.mark.skipif(
    find_spec("aiohttp") is None, reason="aiohttp is not installed: pip install 'newslint[http]'"
)


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("s3://b/x.jsonl", True),
        ("HTTPS://x.example/a", True),
        ("c://x", False),
        ("a/b", False),
        ("://x", False),
        ("-", False),
    ],
)
def test_what_is_an_address(path: str, is_one: bool) -> None:
    assert paths.is_address(path) is is_one


def test_what_is_secret_in_an_address_is_not_told() -> None:
    assert paths.public("https://me:word@x.example/a.jsonl.gz?key=1&b#c") == "https://x.example/a.jsonl.gz"
    for other in ("abfs://box@account.example/a.jsonl", "s3://b/a?b.jsonl", "a?b.txt", "-"):
        assert paths.public(other) == other
    assert readers.is_readable("https://x.example/a.jsonl.gz?key=1")


def test_an_address_is_the_same_from_every_folder() -> None:
    address = "s3://bucket/a b/ü.jsonl"
    assert paths.rooted(address, "/tmp") == paths.shown(address) == _place.relative(address) == address
    assert _place.uri(address) == "s3://bucket/a%20b/%C3%BC.jsonl"
    assert files.Excludes(["*.jsonl"], ".").covers(address) and not files.Excludes(["s3"], ".").covers(address)


def test_without_the_library_the_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The harbour is frozen.\nAD\n")
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    assert (
        main(["check", "--isolated", "-q", "--output-format", "concise", "s3://b/x.jsonl", str(tmp_path / "a.txt")])
        == 2
    )
    told = capsys.readouterr()
    assert "s3://b/x.jsonl: is at s3://: to read it, pip install 'newslint[s3]'" in told.err
    assert "a.txt:2:1: error ad-label" in told.out


def test_an_address_of_another_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--isolated", "ftp://x.example/a.jsonl"]) == 2
    assert "is an address of a kind that is not read: expected s3://, s3a://, gs://" in capsys.readouterr().err


# What fsspec keeps in memory stands for any store


@pytest.fixture
def store() -> Iterator[str]:
    """A bucket with files of all sorts."""
    import fsspec

    system = fsspec.filesystem("memory")
    system.store.clear()
    names = (
        "a.jsonl",
        "b/c.jsonl.gz",
        "b/d.txt",
        "b/e/f.jsonl",
        "x.png",
        ".hidden/x.jsonl",
        "build/y.jsonl",
        "README.md",
    )
    for name in names:
        system.pipe(f"/news/{name}", gzip.compress(LINES) if name.endswith(".gz") else LINES)
    yield "memory://news"
    system.store.clear()


def names(*given: str, excludes: Any = files.EXCLUDES) -> list[str]:
    found = list(files.find(given, excludes))
    assert not [item for item in found if isinstance(item, Problem)], found
    return [str(item).removeprefix("memory://news/") for item in found]


@NEEDS_FSSPEC
def test_prefixes_globs_and_single_files(store: str) -> None:
    every = ["a.jsonl", "b/c.jsonl.gz", "b/d.txt", "b/e/f.jsonl"]
    assert names(store) == names(f"{store}/") == every
    assert names(f"{store}/b") == names(f"{store}/b/") == every[1:]
    assert names(f"{store}/*.jsonl") == ["a.jsonl"]
    assert names(f"{store}/**/*.jsonl*") == ["a.jsonl", "b/c.jsonl.gz", "b/e/f.jsonl"]
    assert names(f"{store}/b*") == ["b/c.jsonl.gz", "b/d.txt", "b/e/f.jsonl"]
    assert names(f"{store}/b/c.jsonl.gz", f"{store}/b", f"{store}/b") == every[1:]
    assert names(f"{store}/.hidden/x.jsonl") == [".hidden/x.jsonl"]
    assert names(store, excludes=["b/", "*.png"]) == [".hidden/x.jsonl", "README.md", "a.jsonl", "build/y.jsonl"]


@NEEDS_FSSPEC
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://news/none.jsonl", "is not there: no such bucket, container or file"),
        ("memory://news/x.png", "has the suffix '.png', which is not read"),
        ("memory://news/*.png", "holds no file of a format that is read"),
        ("memory://news/none/*", "holds no file of a format that is read"),
        ("memory://", "names no bucket"),
        ("memory://*/a.jsonl", "names no bucket"),
    ],
)
def test_what_is_not_there_is_said(store: str, address: str, said: str) -> None:
    [problem] = files.find([address])
    assert isinstance(problem, Problem) and said in str(problem)


@NEEDS_FSSPEC
def test_the_files_are_read_as_if_they_were_here(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--isolated", "-q", "--output-format", "jsonl", f"{store}/b/"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {found["path"] for found in told} == {f"{store}/b/{name}" for name in ("c.jsonl.gz", "d.txt", "e/f.jsonl")}
    assert [found["record"] for found in told if found["path"].endswith(".gz")] == [1, 2, 3]


@NEEDS_FSSPEC
def test_no_fix_is_written_elsewhere(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--isolated", "-q", "--fix", f"{store}/a.jsonl"]) == 2
    said = "what is not on this machine is only read: fetch it, mend it, and put it back\n"
    assert f"not repaired: 3 findings could be, but {said}" in capsys.readouterr().err


@NEEDS_FSSPEC
def test_parquet_is_read_at_an_address(store: str, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import fsspec
    from pyarrow import parquet

    from newslint.readers.parquet import row_groups

    table = pa.table({"text": [f"Text {number}" for number in range(10)], "html": ["x" * 1000] * 10})
    with fsspec.open(f"{store}/t.parquet", "wb") as file:
        parquet.write_table(table, file, row_group_size=4)
    got = list(readers.read(f"{store}/t.parquet"))
    assert [item.text for item in got if isinstance(item, Article)] == [f"Text {number}" for number in range(10)]
    assert row_groups(f"{store}/t.parquet") == 3 and row_groups(f"{store}/none.parquet") == 0


class Failing:
    """A file of fsspec whose connection breaks."""

    def __init__(self, error: Exception) -> None:
        self.error, self.whole = error, [LINES]

    def seekable(self) -> bool:
        return False

    def read(self, size: int) -> bytes:
        if self.whole:
            return self.whole.pop()
        raise self.error

    def close(self) -> None:
        pass


class NoCredentialsError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TimeoutError(), "cannot be fetched: TimeoutError"),
        (RuntimeError("oops\n\x1b[31m" + "x" * 999), "cannot be fetched: RuntimeError: oops \x1b[31mxxx"),
        (PermissionError("Forbidden"), "may not be read: the store refuses these credentials"),
        (NoCredentialsError(), "cannot be read: no credentials were found"),
        (FileNotFoundError("x"), "is not there: no such bucket"),
    ],
)
def test_a_connection_that_breaks_costs_only_what_follows(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    stream = io.BufferedReader(remote.Remote(Failing(error), "s3://b/a.jsonl"))
    monkeypatch.setattr(remote, "opened", lambda address: stream)
    items = list(readers.read("s3://b/a.jsonl"))
    assert [item.record for item in items if isinstance(item, Article)] == [1, 2, 3]
    assert isinstance(items[-1], Problem) and items[-1].message.startswith(said) and len(items[-1].message) < 300


# A store that speaks S3, on this machine


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    """The environment in which `s3://news/` is a bucket of a server here."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    env = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1",
    }
    _fill(env)
    yield env
    server.stop()


def _fill(env: dict[str, str]) -> None:
    import botocore.session

    client = botocore.session.get_session().create_client(
        "s3",
        endpoint_url=env["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
    )
    client.create_bucket(Bucket="news")
    for name in ("2024/a.jsonl", "2024/b/c.jsonl.gz", "2025/d.jsonl", "2024/x.png"):
        client.put_object(Bucket="news", Key=name, Body=gzip.compress(LINES) if name.endswith(".gz") else LINES)


@NEEDS_S3
def test_a_bucket_is_checked(s3: dict[str, str], tmp_path: Path) -> None:
    for given, expected in (
        ("s3://news/", ["2024/a.jsonl", "2024/b/c.jsonl.gz", "2025/d.jsonl"]),
        ("s3://news/2024", ["2024/a.jsonl", "2024/b/c.jsonl.gz"]),
        ("s3://news/20*/*.jsonl", ["2024/a.jsonl", "2025/d.jsonl"]),
        ("s3://news/2025/d.jsonl", ["2025/d.jsonl"]),
    ):
        done = check(tmp_path, given, "--output-format", "jsonl", env=s3)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 1, done.stderr
        assert list(dict.fromkeys(found["path"] for found in told)) == [f"s3://news/{name}" for name in expected]
        assert [found["record"] for found in told] == [1, 2, 3] * len(expected)
        said = [line.split(b" ")[0] for line in done.stderr.splitlines()]
        assert said[1:] == [b"Next:", b"exit"] and said[0].isdigit(), "the libraries say nothing"


@NEEDS_S3
def test_a_bucket_that_is_not_there_or_asks_who_it_is(s3: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour is frozen.\nAD\n")
    nobody = {name: value for name, value in s3.items() if "KEY" not in name}
    nowhere = {**s3, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    for env, given, said in (
        (s3, "s3://none/", b"error: s3://none/: is not there: no such bucket"),
        (s3, "s3://none/x.jsonl", b"error: s3://none/x.jsonl: is not there: no such bucket"),
        (s3, "s3://news/none.jsonl", b"error: s3://news/none.jsonl: is not there: no such bucket"),
        (nobody, "s3://news/", b"error: s3://news/: cannot be read: no credentials were found"),
        (nowhere, "s3://news/2024/a.jsonl", b"error: s3://news/2024/a.jsonl: cannot be fetched: "),
    ):
        done = check(tmp_path, given, "a.txt", "--output-format", "concise", "-q", env=env)
        assert done.returncode == 2 and said in done.stderr, done.stderr
        assert b"a.txt:2:1: error ad-label" in done.stdout


# The web


class Answers(http.server.BaseHTTPRequestHandler):
    """/a.jsonl is whole, /cut.jsonl is cut off, everything else is not there."""

    def do_GET(self) -> None:
        body = {"/a.jsonl": LINES, "/cut.jsonl": LINES}.get(self.path.partition("?")[0])
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"") + 1000 * (self.path == "/cut.jsonl")))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body or b"")

    do_HEAD = do_GET

    def log_message(self, *given: object) -> None:
        pass


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@NEEDS_FSSPEC
@NEEDS_HTTP
def test_a_file_of_the_web(web: str, tmp_path: Path) -> None:
    done = check(tmp_path, f"{web}/a.jsonl", "--output-format", "concise", env={"NO_PROXY": "127.0.0.1"})
    assert done.returncode == 1 and done.stdout.count(b"ad-label") == 3, done.stderr
    private = f"{web.replace('//', '//me:secret@')}/a.jsonl?key=secret"
    done = check(tmp_path, private, "--output-format", "concise", env={"NO_PROXY": "127.0.0.1"})
    assert done.stdout.count(f"{web}/a.jsonl:".encode()) == 3 and b"secret" not in done.stdout + done.stderr
    for given, said in (
        (f"{web}/none.jsonl?key=secret", b"/none.jsonl: is not there"),
        (f"{web}/cut.jsonl", b"cannot be fetched: "),
        (f"{web}/", b"has no suffix that tells its format"),
        ("http://127.0.0.1:9/x.jsonl", b"cannot be fetched: "),
    ):
        done = check(tmp_path, given, "-q", env={"NO_PROXY": "127.0.0.1"})
        assert done.returncode == 2 and said in done.stderr, done.stderr
