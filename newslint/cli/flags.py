"""Flags that several commands share, and how the words of the command line become settings."""

from __future__ import annotations

from newslint import settings as settings_module
from newslint.problem import NewslintError
from newslint.reports import file_formats, formats
from newslint.size import byte_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from newslint.cli.parser import Parser
    from newslint.settings import Settings

MOST_JOBS = 1024
LEVELS = ("error", "warning", "info", "never")


def common(parser: Parser) -> None:
    """Flags of every command."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="when to colour (auto: in a terminal, as NO_COLOR and FORCE_COLOR say)",
    )


def configuration(parser: Parser) -> None:
    """Flags that say where settings come from, and which rules run."""
    group = parser.add_argument_group("settings")
    group.add_argument("--config", metavar="FILE", help="the configuration file, instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="read no configuration file")
    group.add_argument("--rules", action="append", metavar="PATH", help="rule file, folder or pkg:NAME (repeatable)")
    for flag, does in (
        ("--select", "rules and groups to run, or ALL, parted by commas"),
        ("--ignore", "rules and groups not to run"),
        ("--extend-select", "rules and groups to run besides"),
    ):
        group.add_argument(flag, action="extend", type=words, metavar="RULES", help=does)
    group.add_argument(
        "--per-file-ignores", action="append", metavar="PATTERN:RULE,...", help="rules not reported in files that match"
    )


def reporting(parser: Parser) -> None:
    """Flags that say what is written, where, and what counts as failure."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--output-format", type=_text, choices=formats(), help="how findings are written (full)", metavar="FORMAT"
    )
    group.add_argument("-o", "--output-file", metavar="FILE", help="write findings there instead of standard output")
    group.add_argument(
        "--report", action="append", metavar="FORMAT=FILE", help="write a report to a file besides (repeatable)"
    )
    group.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    group.add_argument("--fail-on", choices=LEVELS, help="the mildest severity that makes the exit status 1 (warning)")
    group.add_argument(
        "--max-rate",
        action="append",
        metavar="WHAT=SHARE",
        help="the share of articles that may have a finding: ads=0.5%%, example.org=2%%, example.org:ads=1%% (repeatable)",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 even where there are findings")
    group.add_argument("-q", "--quiet", action="store_true", help="no closing summary, no progress bar")
    group.add_argument("-v", "--verbose", action="store_true", help="say on stderr what is read")


def reading(parser: Parser) -> None:
    """Flags that say which files are read, and how."""
    group = parser.add_argument_group("files")
    for flag, does in (
        ("--exclude", "patterns of files not to check, instead of the shipped ones, parted by commas"),
        ("--extend-exclude", "patterns of files not to check, besides the others"),
    ):
        group.add_argument(flag, action="extend", type=words, metavar="PATTERNS", help=does)
    for flag, does in (
        ("--force-exclude", "let excludes count for files given by name too, as hooks need it"),
        ("--respect-gitignore", "leave out what git ignores (the default)"),
    ):
        group.add_argument(flag, action="yes-or-no", help=does)
    group.add_argument("--stdin-filename", metavar="NAME", help="standard input's name; its suffix tells the format")
    group.add_argument(
        "--field", action="append", metavar="FIELD=KEY", help="the key of a field: text=payload.body (repeatable)"
    )
    for flag, does in (
        ("--record-bytes", "the most one record may have (64MiB)"),
        ("--text-bytes", "the most a file may have that is one article (256MiB)"),
        ("--unpacked-bytes", "the most a packed file may unpack to"),
    ):
        group.add_argument(flag, type=_size, metavar="SIZE", help=does)
    group.add_argument("-j", "--jobs", type=_count, metavar="N", help="how many processes check (one a core)")


def words(text: str) -> list[str]:
    """Words parted by commas."""
    return [word for part in text.split(",") if (word := part.strip())]


def _wrong(said: str) -> Exception:
    from argparse import ArgumentTypeError  # it is about to say so

    return ArgumentTypeError(said)


def _text(name: str) -> str:
    if name in file_formats() and name not in formats():
        raise _wrong(f"{name} is no text: use --report {name}=FILE")
    return name


def _size(text: str) -> int:
    try:
        return byte_count(text)
    except ValueError as error:
        raise _wrong(str(error)) from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:5]) <= MOST_JOBS:
        raise _wrong(f"expected a number of processes from 1 to {MOST_JOBS:,}, not {text!r}")
    return int(text)


_PLAIN = (
    *("select", "ignore", "extend-select", "rules", "exclude", "extend-exclude", "force-exclude", "respect-gitignore"),
    *("fail-on", "output-format", "record-bytes", "text-bytes", "unpacked-bytes", "baseline", "ignore-file", "jobs"),
    "cache-dir",
)


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings in force under these arguments. Raises NewslintError."""
    given = vars(args)
    flags = {key: given[name] for key in _PLAIN if given.get(name := key.replace("-", "_")) is not None}
    if given.get("field"):
        flags["fields"] = dict(_field(pair) for pair in args.field)
    if given.get("per_file_ignores"):
        flags["per-file-ignores"] = _pairs(args.per_file_ignores)
    if given.get("max_rate"):
        flags["max-rate"] = dict(_rate(text) for text in args.max_rate)
    if given.get("no_cache"):
        flags["no-cache"] = True
    settings = settings_module.load(args.config, isolated=args.isolated, flags=flags)
    if settings.output_format not in formats():  # a flag's has been checked: this is a file's
        said = f"{settings.origin('output-format')}: output-format: there is no format {settings.output_format!r}"
        raise NewslintError(f"{said}; there are {', '.join(formats())}")
    return settings


def _field(pair: str) -> tuple[str, list[str]]:
    from newslint.article import FIELDS

    name, sign, key = pair.partition("=")
    if not sign or not key or name not in FIELDS:
        raise NewslintError(f"--field: expected FIELD=KEY with a field of {', '.join(FIELDS)}, not {pair!r}")
    return name, [key]


def _rate(text: str) -> tuple[str, str]:
    from newslint.rates import pair

    try:
        return pair(text)
    except NewslintError as error:
        raise NewslintError(f"--max-rate: {error}") from None


def _pairs(texts: Sequence[str]) -> dict[str, list[str]]:
    """`PATTERN:RULE` pairs, parted by commas; a piece without a colon is one more rule for the last pattern."""
    pairs: dict[str, list[str]] = {}
    pattern = ""
    for piece in (piece for text in texts for piece in words(text)):
        before, colon, rule = piece.rpartition(":")
        pattern = before if colon else pattern
        if not pattern or not rule:
            raise NewslintError(f"--per-file-ignores: expected PATTERN:RULE, not {piece!r}")
        pairs.setdefault(pattern, []).append(rule)
    return pairs


_REPEATED = ("rules", "per-file-ignores", "field")
_JOINED = ("select", "ignore", "extend-select", "exclude", "extend-exclude")
_ONCE = ("config", "baseline", "ignore-file", "since", "stdin-filename")


def retyped(args: argparse.Namespace) -> list[str]:
    """The flags that say what is checked and how, as they would be typed again."""
    given = vars(args)
    typed = ["--isolated"] if given.get("isolated") else []
    for flag in (*_ONCE, *_JOINED, *_REPEATED):
        value = given.get(flag.replace("-", "_"))
        if not value or not isinstance(value, (str, list)):
            continue
        values = [value] if isinstance(value, str) else [",".join(value)] if flag in _JOINED else value
        typed += [word for one in values for word in (f"--{flag}", one)]
    return typed
