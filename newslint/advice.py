"""What to type next: the commands that a run's result suggests, for the terminal's last lines and the HTML report."""

from __future__ import annotations

from newslint.paths import is_address, public
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslint.summary import Summary

PATHS = 3  # that are typed again; more are left to the reader
RULES = 3  # that are named as the loudest
STDIN = "-"


def advice(summary: Summary, paths: Sequence[str], typed: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """(command, what it does), the most useful first, at least one where anything was found.

    `paths` and `typed` (flags) are what the run was started with. They are quoted for a shell, and not yet safe to show.
    """
    if not summary.findings:
        return
    counts = summary.by_rule()
    safe = sum(count.safe for count in counts)
    unsafe = sum(count.fixable for count in counts) - safe
    again = [*map(_quoted, (*map(public, paths[:PATHS]), *typed)), *(["..."] if len(paths) > PATHS else [])]
    is_file = STDIN not in paths
    is_ours = is_file and not any(map(is_address, paths))  # to mend
    if is_ours and safe:
        yield _line("check", again, "--diff"), f"shows what the {_fixes(safe, 'safe ')} would change; --fix does it"
    elif is_ours and unsafe:
        yield _line("check", again, "--diff --unsafe-fixes"), f"shows what the {_fixes(unsafe)} would change"
    yield f"newslint rule {_quoted(counts[0].rule)}", f"explains the rule that found most ({counts[0].findings:,})"
    if is_file and not {"--baseline", "--since"}.intersection(typed):
        yield _line("baseline write", again), "accepts what is there today: from then on only what is new counts"


def _quoted(word: str) -> str:
    """A word as a shell reads it; `shlex` is imported for one that has anything to quote."""
    if word.isascii() and word.replace("/", "x").replace(".", "x").replace("-", "x").replace("_", "x").isalnum():
        return word
    from shlex import quote

    return quote(word)


def loudest(summary: Summary) -> str:
    """A sentence that names the rules with most findings. Names are not yet safe to show."""
    counts = summary.by_rule()
    named = [f"{count.rule} ({count.findings:,})" for count in counts[:RULES]]
    if len(counts) > RULES:
        named.append(many(len(counts) - RULES, "other rule"))
    said = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{'Found by' if len(counts) <= RULES else 'Most of it by'} {said}."


def _line(verb: str, again: Sequence[str], flags: str = "") -> str:
    return " ".join(word for word in ("newslint", verb, *again, flags) if word)


def _fixes(count: int, kind: str = "") -> str:
    return f"{count:,} {kind}fixes" if count > 1 else f"{kind}fix"
