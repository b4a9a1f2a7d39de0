"""Every payload in every place of an article, a file name and a rule, through every command: nothing of it acts."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import invariants
import pytest
from payloads import FORBIDDEN, PAYLOADS, RUNNER

from newslint import reports
from newslint.cli import main
from newslint.learn import quoted

SGR = re.compile(r"\x1b\[[0-9;]*m")
STORY = "The harbour {0} is frozen, and nobody knows for how long it will be so, the mayor said on Monday."
TEXT = f"{STORY}\nAD\n{{0}}\nRead also: {{0}}\nPhoto: {{0}}\nBy {{0}}\n{STORY}\n&amp; {{0}}\nFollow us on {{0}}\n"
RULE = """summary: {0}
severity: warning
message: {1}
kind: phrase
options: {{phrases: {{any: [AD]}}}}
examples:
  bad: [{{text: "AD\\n", found: [x]}}]
  good: [{0}]
"""


def with_payload(text: str, payload: str) -> str:
    """The text with the payload in the places for it."""
    return text.replace("{0}", payload)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles, rules and reports that are full of payloads."""
    folder = tmp_path_factory.mktemp("modes")
    (folder / "in").mkdir()
    (folder / "rules").mkdir()
    (folder / "bad").mkdir()
    lines = []
    for payload in PAYLOADS:
        fields = dict.fromkeys(("id", "author", "language", "description", "modified", payload), payload)
        fields |= {"title": f"Ferry {payload} stuck", "url": f"https://example.org/{payload}", "site": "example.org"}
        lines.append(json.dumps({**fields, "published": f"04/05/2024 {payload}", "text": with_payload(TEXT, payload)}))
        lines.append(payload.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace").decode())
    (folder / "in" / "a.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    for number, payload in enumerate(PAYLOADS):
        raw = with_payload(TEXT, payload).encode("utf-8", "surrogatepass")
        (folder / "in" / named(payload, number)).write_bytes(raw)
        whole = payload.encode("utf-8", "replace").decode()[:80]  # YAML has no lone surrogates
        summary = quoted(f"A rule with {whole}")
        message = quoted(re.sub("[{}]", "", f"{whole} {number}"))
        rule = RULE.format(summary, message).encode()
        (folder / "rules" / f"rule-{number}.yaml").write_bytes(rule)
        (folder / "bad" / f"rule-{number}.yaml").write_bytes(
            rule.replace(b"kind: phrase", b"kind: " + summary.encode())
        )
    return folder


def named(payload: str, number: int) -> str:
    """A file name with as much of the payload as the system takes."""
    return f"{number}{payload}.txt".replace("/", "_").replace("\0", "").encode("utf-8", "replace").decode()[-80:]


def run(*arguments: str) -> tuple[str, str]:
    """What a command writes to standard output and standard error."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2)]
    held = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = streams
    try:
        status = main([*arguments])
    finally:
        sys.stdout, sys.stderr = held
    assert status in (0, 1, 2, 3), status
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8", "surrogateescape"))  # type: ignore[attr-defined]
    return texts[0], texts[1]


ALL = ("--isolated", "--select", "ALL")
OWN = ("--isolated", "--rules", "rules", "--select", "rules")
Mode = tuple[str, ...]
MODES: dict[str, Mode] = {
    **{f"check: {name}": ("check", *ALL, "--output-format", name, "in") for name in reports.formats()},
    **{f"own rules: {name}": ("check", *OWN, "--output-format", name, "in") for name in reports.formats()},
    "check: colours": ("check", *ALL, "--color", "always", "--statistics", "in"),
    "check: a baseline": ("check", *ALL, "--baseline", "base.jsonl", "--output-format", "json", "in"),
    "check: rates": ("check", *ALL, "--max-rate", "ads=0.1%", "--output-format", "concise", "in"),
    "check: files": ("check", *ALL, "--show-files", "in"),
    "check: settings": ("check", *ALL, "--show-settings", "in"),
    "check: --fix-only": ("check", *ALL, "--fix-only", "--unsafe-fixes", "--show-fixes", "copy"),
    "check: rules that are none": ("check", "--isolated", "--rules", "bad", "in"),
    "check: a rule that is none": ("check", "--select", *PAYLOADS[18:19], "in"),
    "baseline show": ("baseline", "show", "--baseline", "base.jsonl", "--isolated"),
    "diff": ("diff", "old.json", "new.json"),
    "diff, backwards": ("diff", "new.json", "old.json", "--color", "always"),
    "diff: json": ("diff", "old.json", "new.json", "--output-format", "json"),
    "learn": ("learn", "in", "-o", "learned", "--min-share", "1", "--min-articles", "1", "--isolated"),
    "test": ("test", "rules"),
    "test: rules that are none": ("test", "bad"),
    "rule: one": ("rule", "rule-0", "--rules", "rules"),
    "rule: all": ("rule", "--rules", "rules"),
    "report": ("report", "old.json", "new.json", "--html", "-"),
}  # fmt: skip
BEFORE: dict[str, list[Mode]] = {
    "base.jsonl": [("baseline", "write", "in", "--baseline", "base.jsonl", *ALL)],
    "old.json": [("check", "--isolated", "--report", "json=old.json", "-q", "in/a.jsonl")],
    "new.json": [("check", *ALL, "--report", "json=new.json", "-q", "in")],
}
JSON = ("json", "sarif", "gitlab", "rdjson")


@pytest.mark.parametrize("mode", MODES)
def test_no_payload_acts_in_any_mode(place: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS", "CI", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, commands in BEFORE.items():
        if name in MODES[mode] and not (place / name).exists():
            for command in commands:
                run(*command)
            assert not FORBIDDEN.search((place / name).read_text("utf-8"))
    if "copy" in MODES[mode]:
        import shutil

        shutil.copytree("in", "copy")
    out, err = run(*MODES[mode])
    assert "internal error" not in err and "Traceback" not in err
    assert out or err
    if "always" in MODES[mode]:
        out, err = SGR.sub("", out), SGR.sub("", err)
    for text in (out, err):
        assert not FORBIDDEN.search(text), _around(FORBIDDEN, text)
        plain = re.sub(r"^::(error|warning|notice) ", "", text, flags=re.MULTILINE) if "github" in mode else text
        assert not RUNNER.search(plain), _around(RUNNER, plain)
    strict = {**dict.fromkeys(JSON, invariants.strict), "jsonl": _lines}.get(mode.rpartition(": ")[2])
    if strict:
        strict(out)


def _lines(text: str) -> None:
    for line in text.splitlines():
        invariants.strict(line)


def _around(sought: re.Pattern[str], text: str) -> str:
    found = sought.search(text)
    return repr(text[max(0, found.start() - 80) : found.end() + 80]) if found else ""
