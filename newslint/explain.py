"""A rule as a page that people read: `newslint rule NAME`, and docs/rules.md."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newslint import measured

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from newslint.kind import Rule

SHOWN = 12  # values of a long list that a page shows


def page(rule: Rule) -> str:
    """The rule as Markdown: what it finds, why that matters, how it looks, what is mended, and its examples."""
    return "\n".join(_section(rule, "#")) + "\n"


def rules_page(rules: Iterable[Rule]) -> str:
    """docs/rules.md: a table of all rules by group, then a section for each."""
    rules = sorted(rules, key=lambda rule: (rule.group, rule.name))
    lines = ["# Rules", "", "Written by `tools/make_docs.py` from the files in `rules/`; change it there.", ""]
    groups = sorted({rule.group for rule in rules})
    for group in groups:
        lines += [f"**{group}**", "", "| rule | severity | fix | finds |", "|---|---|---|---|"]
        lines += [_row(rule) for rule in rules if rule.group == group]
        lines.append("")
    for group in groups:
        lines += [f"## {group}", ""]
        for rule in rules:
            if rule.group == group:
                lines += [*_section(rule, "###"), ""]
    return "\n".join(lines).rstrip() + "\n"


def repair(rule: Rule) -> str:
    """How the rule's findings are mended, in a word or two."""
    if rule.fix_action is None:
        return "-"
    return "safe" if rule.fix_safe else "unsafe"


def as_dict(rule: Rule) -> dict[str, Any]:
    """The rule as JSON writes it."""
    fix = None if rule.fix_action is None else {"action": rule.fix_action, "safe": rule.fix_safe}
    return {
        "name": rule.name,
        "group": rule.group,
        "summary": rule.summary,
        "why": rule.why,
        "severity": rule.severity,
        "message": rule.message,
        "kind": rule.kind,
        "options": {name: _plain(value) for name, value in vars(rule.options).items()},
        "fix": fix,
        "yields_to": list(rule.yields_to),
        "enabled": rule.enabled,
        "path": rule.path,
        "examples": rule.examples,
    }


def _plain(value: Any) -> Any:
    """A value of an option as JSON has it: what is parsed piece by piece is a dictionary."""
    return dict(value) if isinstance(value, Mapping) else value


def _row(rule: Rule) -> str:
    off = "" if rule.enabled else " (off by default)"
    summary = rule.summary.replace("|", "\\|")
    return f"| [{rule.name}](#{rule.name}) | {rule.severity} | {repair(rule)} | {summary}{off} |"


def _section(rule: Rule, mark: str) -> Iterator[str]:
    yield f"{mark} {rule.name}"
    yield ""
    yield rule.summary
    yield ""
    if rule.why.strip():
        yield rule.why.strip()
        yield ""
    yield from _facts(rule)
    yield ""
    yield from _examples(rule)


def _facts(rule: Rule) -> Iterator[str]:
    yield f"- group `{rule.group}`, severity {rule.severity}, {'on' if rule.enabled else 'off'} by default"
    yield f"- says: {rule.message}"
    if rule.fix_action is None:
        yield "- fix: none, it is only reported"
    else:
        safe = "safe" if rule.fix_safe else "unsafe: look at what it does"
        yield f"- fix: {rule.fix_action} ({safe})"
    if rule.yields_to:
        yield f"- silent on a line where one of these speaks: {', '.join(rule.yields_to)}"
    if rule.path.startswith("rules/") and (figures := measured.said(rule.name)):
        yield f"- measured: {figures}"
    yield f"- kind of check: {rule.kind}{' with' if vars(rule.options) else ''}"
    for name, value in vars(rule.options).items():
        yield from _option(name, value)


def _option(name: str, value: Any) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"  - {name}: {_value(value)}"
        return
    yield f"  - {name}:"
    for key, inner in value.items():
        yield f"    - {key}: {_value(inner)}"


def _value(value: Any) -> str:
    """A value in one line; of a long list its beginning and its length."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "none"}[value]
    if isinstance(value, (list, tuple)):
        shown = ", ".join(_value(item) for item in value[:SHOWN])
        return shown if len(value) <= SHOWN else f"{shown} ... ({len(value)} in all)"
    if isinstance(value, str):
        return f"`{value}`" if "`" not in value else f"`` {value} ``"
    return str(value)


def _examples(rule: Rule) -> Iterator[str]:
    for number, example in enumerate(rule.examples["bad"]):
        yield f"Reported{', too' if number else ''}:"
        yield from _example(example)
        if example["fixed"] is not None:
            yield "after the fix:"
            fixed = example["fixed"]
            yield from _fenced(fixed if isinstance(fixed, str) else _fields(fixed))
    for number, example in enumerate(rule.examples["good"]):
        yield f"Left alone{', too' if number else ''}:"
        yield from _example({"text": example} if isinstance(example, str) else example)


def _example(example: dict[str, Any]) -> Iterator[str]:
    """One article as a block, or each of several, with how many there are like it."""
    for entry in example.get("corpus") or ():
        yield f"{entry['times']} articles, `{{n}}` the number of each:" if entry["times"] > 1 else "an article:"
        yield from _example(entry)
        if entry["fixed"] is not None:
            yield "after the fix:"
            fixed = entry["fixed"]
            yield from _fenced(fixed if isinstance(fixed, str) else _fields(fixed))
    if example.get("corpus"):
        return
    parts = [_fields(example.get("article") or {}), example.get("text", "").rstrip("\n")]
    yield from _fenced("\n\n".join(part for part in parts if part))
    for found in example.get("found") or ():
        yield f"found: {found}"
        yield ""


def _fields(fields: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in fields.items())


def _fenced(text: str) -> Iterator[str]:
    """The text as a block of code, with a fence longer than any in it."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or [""]))
    yield f"{fence}text"
    yield text.rstrip("\n")
    yield fence
    yield ""
