"""What to type next: the commands that a run's result suggests, for the terminal's last lines and the HTML report."""

from __future__ import annotations

import shlex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.summary import Summary

PATHS = 3  # that are typed again; more are left to the reader


def advice(summary: Summary, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(command, what it does), the most useful first. Paths are quoted for a shell, and not yet safe to show."""
    if not summary.findings:
        return
    given = " ".join(["newslint", "check", *map(shlex.quote, paths[:PATHS]), *(["..."] if len(paths) > PATHS else [])])
    counts = summary.by_rule()
    safe = sum(count.safe for count in counts)
    unsafe = sum(count.fixable for count in counts) - safe
    is_file = "-" not in paths
    if is_file and safe:
        yield f"{given} --diff", f"shows what the {_fixes(safe, 'safe ')} would change; --fix does it"
    elif is_file and unsafe:
        yield f"{given} --diff --unsafe-fixes", f"shows what the {_fixes(unsafe)} would change"
    yield f"newslint rule {shlex.quote(counts[0].rule)}", f"explains what found most ({counts[0].findings:,})"
    if is_file:
        write = given.replace("newslint check", "newslint baseline write", 1)
        yield write, "accepts what is there today: from then on only what is new counts"


def _fixes(count: int, kind: str = "") -> str:
    return f"{count:,} {kind}fixes" if count > 1 else f"{kind}fix"
