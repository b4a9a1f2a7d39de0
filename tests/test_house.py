"""The house itself: imports run one way, rooms stay small, what is generated is in step."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "newslint"
FILES = sorted(PACKAGE.rglob("*.py"))
CODE = [*FILES, *sorted((ROOT / "tools").glob("*.py")), *sorted((ROOT / "benchmarks").glob("*.py"))]
# A room may use those above it, and no other. A folder is one room; inside it, imports must not run in circles.
LAYERS = """
    _version problem late blake atomic ending text stopwords voice plainyaml regexguard regexstart measured quickjson
    datetimes compiled paths safe style cachedir size timestamps shape language likeness headline finding
    head article
    zone context seek recital kind
    checks corpus
    fix tell lint
    wording soundness rule packs ruleset examples
    readers files
    writers
    repair
    rates stored chance diff
    baseline ignoring since accept
    summary frame explain table advice bars
    reports
    keys config settings chosen schemas scaffold starter
    splits carried written content work gathering kept meter way engines deal cache recall feed timing
    learn looking run api integrations arrow
    cli __main__ __init__
""".split()
LONGEST_FUNCTION = 40
LONGEST_FILE = 300
DATA_ONLY = {"stopwords.py"}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path) -> Iterator[str]:
    """The newslint modules a file imports, inside functions too, but not those for the type checker only."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "newslint":
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield (
                    inner
                    if (PACKAGE.parent / inner.replace(".", "/")).with_suffix(".py").is_file()
                    or (PACKAGE.parent / inner.replace(".", "/")).is_dir()
                    else node.module
                )
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("newslint."))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    own = room(module_of(path))
    assert own in LAYERS, f"{own} has no place in LAYERS"
    for other in imports(path):
        if room(other) != own:
            assert LAYERS.index(room(other)) < LAYERS.index(own), f"{path.name} imports {other}, which lies below it"


def test_imports_inside_rooms_run_in_no_circle() -> None:
    graph = {module_of(path): set(imports(path)) for path in FILES}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module not in done:
            for other in sorted(graph.get(module, ())):
                visit(other, (*above, module))
            done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_are_small(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE or path.name in DATA_ONLY
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{path.name}: {node.name} has {length} lines"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_public_things_say_what_they_are_for(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"


def test_functions_are_short_on_the_whole() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 10


def test_no_file_names_a_registry_or_a_lock() -> None:
    names = [path.name for path in ROOT.rglob("*.lock") if ".git" not in path.parts]
    assert not names
    hosts = ("py" + "pi.org", "files.python" + "hosted", "registry.npm" + "js")
    for path in ROOT.rglob("*"):
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".yml", ".json") and not set(path.parts) & {
            ".git",
            ".venv",
            "node_modules",
        }:
            text = path.read_text("utf-8", "replace")
            assert not any(host in text for host in hosts), path


def test_derived_pages_are_in_step() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
