"""What is in force in one run, and where each setting comes from: a default, a configuration file, or a flag."""

from __future__ import annotations

import os

from newslint.late import regex
from newslint.paths import shown, working_folder
from newslint.problem import NewslintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from newslint.article import Site
    from newslint.readers import Options

DEFAULT = "default"
# What every way to write [tool.newslint] has in it: most projects name us without it, and need no TOML parser.
_TABLE = regex(rb"""\btool["']?[ \t]*(?:\.[ \t]*["']?newslint|[\]=}])""")
SIZE_LIMIT = 4 * 1024 * 1024  # bytes of a configuration file
FILES = (".newslint.toml", "newslint.toml", "pyproject.toml")  # in one folder, the first of them counts
# What a file leaves out of a flag's: these are added to, the others replaced.
_ADDED = ("ignore", "extend-select", "extend-exclude", "rules")


class Settings:
    """The settings of a run. The names are those of the configuration file, with underscores.

    `exclude` None means the shipped excludes, `select` empty the rules that are enabled. `file` is the configuration
    file (None: there is none), `root` the folder to which its patterns are relative. `origins` maps the keys that are
    not at their default to where they were set.
    """

    def __init__(self) -> None:
        self.select: list[str] = []
        self.ignore: list[str] = []
        self.extend_select: list[str] = []
        self.severity: dict[str, str] = {}
        self.per_file_ignores: dict[str, list[str]] = {}
        self.exclude: list[str] | None = None
        self.extend_exclude: list[str] = []
        self.force_exclude = False
        self.respect_gitignore = True
        self.rules: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.sites: dict[str, Site] = {}
        self.fail_on = "warning"
        self.max_rate: dict[str, str] = {}
        self.output_format = "full"
        self.record_bytes: int | None = None
        self.text_bytes: int | None = None
        self.unpacked_bytes: int | None = None
        self.baseline: str | None = None
        self.ignore_file: str | None = None
        self.jobs: int | None = None
        self.no_cache = False
        self.cache_dir: str | None = None
        self.file: str | None = None
        self.root = working_folder()
        self.origins: dict[str, str] = {}
        self.words: frozenset[str] = frozenset()  # the names of all rules and groups, once they are read

    @property
    def anchor(self) -> str:
        """The folder from which fingerprints name files: that of the baseline, else `root`."""
        return os.path.dirname(os.path.abspath(self.baseline)) if self.baseline else self.root

    def put(self, key: str, value: Any, origin: str) -> None:
        """Sets one key, written as in the file; a flag's words are added where the key is a list to add to."""
        name = key.replace("-", "_")
        before = getattr(self, name)
        if key in _ADDED and key in self.origins:
            value, origin = [*before, *value], f"{self.origins[key]}, {origin}"
        elif key in ("fields", "max-rate"):
            value = {**before, **value}
        setattr(self, name, value)
        self.origins[key] = origin

    def origin(self, key: str) -> str:
        """Where a key was set."""
        return self.origins.get(key, DEFAULT)


def names() -> list[str]:
    """The keys a configuration file may set, in the order in which they are shown."""
    return [name.replace("_", "-") for name in vars(Settings()) if name not in ("file", "root", "origins", "words")]


def load(config: str | None = None, *, isolated: bool = False, flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings: of the file `config` or the nearest one (none if `isolated`), then of the flags.

    `flags` maps keys to values. Raises NewslintError for a file that is wrong or not there.
    """
    settings = Settings()
    path = config if config is not None else None if isolated else nearest()
    if path is not None:
        _read_file(settings, path)
    chosen = flags or {}
    if "select" in chosen:  # `--select x` beats the file's `ignore = ["x"]`
        settings.ignore = [word for word in settings.ignore if word not in chosen["select"]]
    for key, value in chosen.items():
        settings.put(key, value, f"--{key}")
    return settings


def _read_file(settings: Settings, path: str) -> None:
    said = settings.file = shown(path)
    folder = settings.root = os.path.dirname(os.path.abspath(path))
    text = _text(path, said)
    own = section(path, text, said)
    if own is None:
        raise NewslintError(f"{said}: this file has no [tool.newslint]")
    for key, value in _checked(own, said, text, folder).items():
        settings.put(key, value, said)


def from_mapping(values: Mapping[str, Any]) -> Settings:
    """The settings that a mapping holds, written as in a configuration file. Raises NewslintError."""
    settings = Settings()
    for key, value in _checked(dict(values), "config", "").items():
        settings.put(key, value, "config")
    return settings


def _checked(own: dict[str, Any], said: str, text: str, folder: str | None = None) -> dict[str, Any]:
    from newslint import keys

    values = keys.plain(own)
    if values is None:
        from newslint import config  # which tells what is wrong, and takes 90 ms to import

        values = config.checked(own, said, text)
    return keys.placed(values, said, text, folder)


def nearest() -> str | None:
    """The configuration file that counts: the nearest upward from the working folder; None where there is none."""
    folder = working_folder()
    while True:
        for name in FILES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (name != FILES[-1] or _speaks_of_us(path)):
                return path
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _speaks_of_us(path: str) -> bool:
    """Whether a pyproject.toml has a [tool.newslint]. A broken one is none of our business if it never names us."""
    try:
        with open(path, "rb") as file:
            if not _TABLE.search(file.read(SIZE_LIMIT)):
                return False
    except OSError:
        return False
    said = shown(path)
    return section(path, _text(path, said), said) is not None


def section(path: str, text: str, said: str) -> dict[str, Any] | None:
    """The part of a TOML file that is about newslint; None where a pyproject.toml has none. Raises NewslintError."""
    document = _parsed(text, said)
    if os.path.basename(path) != "pyproject.toml":
        return document
    tool = document.get("tool")
    own = tool.get("newslint") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        raise NewslintError(f"{said}: tool.newslint: expected a table, [tool.newslint]")
    return own


def _text(path: str, said: str) -> str:
    try:
        with open(path, "rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
        if len(raw) > SIZE_LIMIT:
            raise NewslintError(f"{said}: this configuration file is larger than 4 MiB")
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise NewslintError(f"{said}: this configuration file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise NewslintError(f"{said}: TOML is written in UTF-8, but byte {error.start + 1} is not") from None


def _parsed(text: str, said: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise NewslintError(f"{said}: this is not TOML: {what}") from None


def reading(settings: Settings) -> Options:
    """How the readers are to read."""
    from newslint.readers import Options

    limits = {
        name: limit
        for name in ("record_bytes", "text_bytes", "unpacked_bytes")
        if (limit := getattr(settings, name)) is not None
    }
    return Options(settings.fields, **limits)
