"""Shows the settings in force, and where each of them comes from: a default, a file, or a flag."""

from __future__ import annotations

from newslint import chosen, settings
from newslint.article import Site
from newslint.cli import flags
from newslint.problem import NewslintError
from newslint.safe import safe_json, safe_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

    from newslint.cli.parser import Parser
    from newslint.cli.terminal import Terminal
    from newslint.kind import Rule
    from newslint.settings import Settings


UNSET = {
    "exclude": "(as shipped)",
    "baseline": "(none)",
    "ignore-file": "(newslint-ignore.yaml, if there is one)",
    "jobs": "(one a core)",
    "cache-dir": "(.newslint_cache in the project)",
}


def arguments(parser: Parser) -> None:
    """The flags of `newslint config`."""
    parser.add_argument("key", nargs="?", metavar="KEY", help="the setting to show; none: all of them")
    flags.configuration(parser)
    flags.common(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Writes one setting, or all with the rules that run."""
    in_force = flags.settings_of(args)
    if args.key is None:
        terminal.write(listing(in_force, chosen.in_force(in_force, chosen.known(in_force))))
        return 0
    if args.key not in settings.names():
        from newslint.rule import near

        possible = settings.names()
        meant = near(args.key, possible)
        raise NewslintError(f"there is no setting {args.key!r}; there are {', '.join(possible)}{meant}")
    terminal.write(_line(in_force, args.key, 0))
    return 0


def listing(in_force: Settings, rules: Sequence[Rule]) -> str:
    """All settings with their origins, and the rules that run by group."""
    wide = max(len(key) for key in settings.names())
    lines = [f"configuration file: {safe_text(in_force.file or 'none')}\n"]
    lines += [_line(in_force, key, wide) for key in settings.names()]
    groups: dict[str, list[str]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(safe_text(rule.name))
    lines.append(f"rules that run: {len(rules)}\n")
    lines += [f"  {safe_text(group)}: {', '.join(names)}\n" for group, names in groups.items()]
    return "".join(lines)


def _line(in_force: Settings, key: str, wide: int) -> str:
    value = getattr(in_force, key.replace("-", "_"))
    return f"{key:<{wide}} = {safe_text(_shown(key, value))}  # {safe_text(in_force.origin(key))}\n"


def _shown(key: str, value: Any) -> str:
    """A value as TOML writes it, more or less; what a missing one stands for in words."""
    if value is None:
        return UNSET.get(key, "(no limit of yours)")
    if key == "select" and not value:
        return "[] (the rules on by default)"
    if key == "sites":
        value = {host: _site(site) for host, site in value.items()}
    return safe_json(value)


def _site(site: Site) -> dict[str, Any]:
    known = {name.replace("_", "-"): getattr(site, name) for name in Site.__slots__}
    return {name: value for name, value in known.items() if value is not None}
