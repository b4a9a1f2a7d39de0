"""Lists the rules, or explains one: what it finds, why, what it mends, and examples."""

from __future__ import annotations

from newslint import chosen, explain, style
from newslint.cli import flags
from newslint.problem import NewslintError
from newslint.safe import safe_json, safe_lines, safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.kind import Rule


def arguments(parser: Parser) -> None:
    """The flags of `newslint rule`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the rule to explain, or the group to list")
    flags.configuration(parser)
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="text (default) or json")
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the page of a rule, or the table of all."""
    as_json = args.output_format == "json"
    args.output_format = None  # this command's own, not the one that findings are written in
    settings = flags.settings_of(args)
    rules = chosen.known(settings)
    running = {rule.name for rule in chosen.in_force(settings, rules)}
    if args.name and any(rule.name == args.name for rule in rules):
        rule = next(rule for rule in rules if rule.name == args.name)
        terminal.write(safe_json(_plain(rule, running), indent=2) + "\n" if as_json else safe_lines(explain.page(rule)))
        return 0
    listed = [rule for rule in rules if args.name in (None, rule.group)]
    if not listed:
        raise NewslintError(_unknown(args.name, rules))
    if as_json:
        terminal.write(safe_json([_plain(rule, running) for rule in listed], indent=2) + "\n")
    else:
        terminal.out.writelines(_table(listed, running, terminal.colors(terminal.out)))
    return 0


def _plain(rule: Rule, running: set[str]) -> dict[str, object]:
    return {**explain.as_dict(rule), "on": rule.name in running}


def _table(rules: Sequence[Rule], running: set[str], color: bool) -> Iterator[str]:
    """A line a rule: group, name, severity, fix, whether it runs, and what it finds."""
    look = style.paint if color else style.plain
    group = max(len("group"), *(len(rule.group) for rule in rules))
    name = max(len("rule"), *(len(rule.name) for rule in rules))
    yield look(f"{'group':<{group}}  {'rule':<{name}}  {'severity':<8}  {'fix':<6}  on   finds", "bold") + "\n"
    for rule in rules:
        severity = look(f"{rule.severity:<8}", rule.severity)
        on = "yes" if rule.name in running else "no "
        named = f"{safe_text(rule.group):<{group}}  {rule.name:<{name}}"
        yield f"{named}  {severity}  {explain.repair(rule):<6}  {on}  {safe_text(rule.summary)}\n"
    yield f"{len(rules)} rules, {sum(rule.name in running for rule in rules)} of them on\n"


def _unknown(name: str, rules: Sequence[Rule]) -> str:
    from newslint.rule import near

    words = sorted({rule.name for rule in rules} | {rule.group for rule in rules})
    return f"there is no rule or group {name!r}{near(name, words)} (`newslint rule` lists them)"
