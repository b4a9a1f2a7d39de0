"""Compares the reports of two runs: what is new, what is fixed, and which rules speak more often than they did.

OLD and NEW are files that `newslint check` wrote, as json, jsonl or parquet. A finding is told by its fingerprint. Rates
need to know how many articles of each site were checked: json and parquet say it, jsonl does not.
"""

from __future__ import annotations

from itertools import islice

from newslint import style
from newslint.cli import flags
from newslint.diff import ALL, compare
from newslint.problem import NewslintError
from newslint.rates import points
from newslint.safe import safe_json, safe_text, width
from newslint.summary import many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from typing import Any

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.diff import Comparison, Rate

SOME = 5  # names in a sentence
SHOWN = 50  # findings of a kind, and rates, that people are shown; json has all of them
_LOOKS = {"jump": "error", "fall": "added", "": "bold"}
_SIGNS = {"new": ("+", "added"), "fixed": ("-", "removed")}


def arguments(parser: Parser) -> None:
    """The flags of `newslint diff`."""
    parser.add_argument("old", metavar="OLD", help="the report of the earlier run")
    parser.add_argument("new", metavar="NEW", help="the report of the later run")
    parser.add_argument(
        "--fail-on-drift",
        metavar="SHARE",
        help="exit with 1 where the share of a site's articles that have a finding of a rule has risen by so many points of "
        "a hundred (0.5%%) or more, and chance does not explain it",
    )
    parser.add_argument("--output-format", choices=("human", "json"), default="human", help="human or json (human)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no closing sentence")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Compares, prints, and returns the exit status."""
    most = _most(args.fail_on_drift)
    if args.output_format == "json":
        made = _as_json(args, terminal, most)
    else:
        made = _for_people(args, terminal)
    terminal.flush()
    if not args.quiet:
        terminal.note(safe_text(sentence(made)))
        for said in apart(made):
            terminal.note(safe_text(said))
        for said in made.without_counts:
            terminal.note(safe_text(f"{said}: says not how many articles were checked, so there are no rates"))
    if most is None:
        return 0
    if made.rates is None:
        said = f"{made.without_counts[0]}: --fail-on-drift needs to know how many articles of each site were checked"
        raise NewslintError(f"{said}; compare reports that `newslint check --report json=FILE` wrote")
    risen = made.drift(most)
    if risen:
        terminal.note(safe_text(f"exit 1: {drifted(risen, args.fail_on_drift)}"))
    return 1 if risen else 0


def _most(text: str | None) -> float | None:
    try:
        return None if text is None else points(text)
    except NewslintError as error:
        raise NewslintError(f"--fail-on-drift: {error}") from None


def sentence(made: Comparison) -> str:
    """The outcome for people."""
    said = f"{many(made.new, 'new finding')}, {made.fixed:,} fixed, {made.unchanged:,} unchanged"
    if made.articles is None:
        return f"{said}."
    jumps = sum(rate.is_sure and rate.rise > 0 for rate in made.rates or ())
    old, new = made.articles
    return f"{said}, in {old:,} and {many(new, 'article')}; {many(jumps, 'rate')} risen beyond chance."


def apart(made: Comparison) -> Iterator[str]:
    """What cannot be compared, for people."""
    for run, counts in zip(("OLD", "NEW"), made.apart, strict=True):
        if counts:
            named = [rule for rule, _ in counts.most_common(SOME)]
            more = f" and {len(counts) - SOME:,} more" if len(counts) > SOME else ""
            which = f"{many(counts.total(), 'finding')} of rules that ran in {run} only"
            yield f"Not compared: {which}: {', '.join(named)}{more}."


def drifted(risen: list[Rate], most: str) -> str:
    """Why the run fails: the greatest rise, and how many there are."""
    first = risen[0]
    old, new = (percent(rate) for rate in shares(first))
    at = "all sites together" if first.site == ALL else place(first)
    more = f" and {len(risen) - 1:,} more" if len(risen) > 1 else ""
    return f"{first.rule} went from {old} to {new} of the articles of {at}{more} (--fail-on-drift {most})"


def _as_json(args: argparse.Namespace, terminal: Terminal, most: float | None) -> Comparison:
    """One document, the findings written as they come."""
    write = terminal.write
    section = ""

    def tell(what: str, found: Mapping[str, Any]) -> None:
        nonlocal section
        write(",\n" if section == what else _opening(section, what))
        section = what
        write(safe_json(dict(found)))

    made = compare(args.old, args.new, tell)
    write(_opening(section, "end"))
    rates = None if made.rates is None else [rate.as_dict() for rate in made.rates]
    drift = None if made.rates is None or most is None else [rate.as_dict() for rate in made.drift(most)]
    listed = "null" if rates is None else "[" + ",\n".join(map(safe_json, rates)) + "]"
    counts = {"new": made.new, "fixed": made.fixed, "unchanged": made.unchanged, "articles": made.articles}
    left = dict(zip(("old_only", "new_only"), map(dict, made.apart), strict=True))
    write(
        f'"rates": {listed},\n"drift": {safe_json(drift)},\n"apart": {safe_json(left)},\n"summary": {safe_json(counts)}}}\n'
    )
    return made


def _opening(section: str, what: str) -> str:
    """What stands between the last finding of a section and the first of another, however many are empty."""
    order = ["", "new", "fixed", "end"]
    text = ""
    for name in order[order.index(section) + 1 : order.index(what) + 1]:
        text += "{" if name == "new" else "\n],\n"
        text += f'"{name}": [\n' if name != "end" else ""
    return text


def _for_people(args: argparse.Namespace, terminal: Terminal) -> Comparison:
    """The rates, those that have jumped first, then the findings that are new or fixed."""
    kept: dict[str, list[str]] = {"new": [], "fixed": []}

    def tell(what: str, found: Mapping[str, Any]) -> None:
        if len(kept[what]) < SHOWN:
            kept[what].append(_line(found))

    made = compare(args.old, args.new, tell)
    look = style.paint if terminal.colors(terminal.out) else style.plain
    for text, name in _table(made):
        terminal.write((look(text, name) if name else text) + "\n")
    for what, count in (("new", made.new), ("fixed", made.fixed)):
        sign, name = _SIGNS[what]
        if count:
            terminal.write(look(f"{what}: {many(count, 'finding')}", "bold") + "\n")
        for line in kept[what]:
            terminal.write(look(f"{sign} {line}", name) + "\n")
        if count > SHOWN:
            terminal.write(f"  ... and {count - SHOWN:,} more (--output-format json has all)\n")
    return made


def _line(found: Mapping[str, Any]) -> str:
    record, line = found.get("record"), found.get("line")
    where = [str(found["path"])]
    where += [] if record is None else [str(record)]
    where += [str(found["field"])] if found.get("field") and (record is not None or line is None) else []
    where += [] if line is None else [str(line), str(found.get("column"))]
    return safe_text(f"{':'.join(where)}: {found['severity']} {found['rule']}: {found['message']}")


def _table(made: Comparison) -> Iterator[tuple[str, str]]:
    """The lines of the rates with their looks: those beyond chance, and a few of the others where they are few."""
    rates = [rate for rate in made.rates or () if rate.is_sure or rate.rise]
    sure = sum(rate.is_sure for rate in rates)
    shown = list(islice(rates, min(SHOWN, max(10, sure))))
    if not shown:
        return
    rows = [("", "site", "rule", "articles with it", "findings per 1,000"), *(_row(rate) for rate in shown)]
    wide = [max(width(row[column]) for row in rows) for column in range(5)]
    for number, row in enumerate(rows):
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, wide, strict=True)]
        yield "  ".join(cells).rstrip(), "bold" if not number else _LOOKS[row[0]] if row[0] else ""
    if len(rates) > len(shown):
        yield f"... and {len(rates) - len(shown):,} more (--output-format json has all)", ""
    yield "", ""


def _row(rate: Rate) -> tuple[str, ...]:
    old, new = (percent(share) for share in shares(rate))
    before, now = (f"{count:,.1f}" for count in rate.per_thousand())
    mark = ("jump" if rate.rise > 0 else "fall") if rate.is_sure else ""
    return mark, place(rate), safe_text(rate.rule), f"{old} -> {new}", f"{before} -> {now}"


def place(rate: Rate) -> str:
    """The site of a rate, as people read it."""
    return "(no site)" if rate.site is None else "(all sites)" if rate.site == ALL else safe_text(rate.site)


def shares(rate: Rate) -> tuple[float, float]:
    """The shares of articles with a finding, before and now."""
    return rate.had / rate.of, rate.has / rate.now_of


def percent(share: float) -> str:
    """A share in percent; a small one with more digits."""
    return f"{share:.1%}" if share >= 0.01 or not share else f"{share:.3%}"
