"""Each layer imports only from layers above it, and heavy libraries stay where they are needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import weave_fix

PACKAGE = Path(weave_fix.__file__).parent
LAYERS = [
    *("named_tuple", "records", "errors", "runtime"),
    *("characters", "patterns", "positions", "places", "markdown", "diff", "edits"),
    *("git", "exclude", "nearest"),
    *("config_file", "config", "files", "vocabulary", "accepted", "language", "signatures", "evidence", "decision"),
    *(
        "patch",
        "past",
        "report",
        "exit_status",
        "notes",
        "apply_diff",
        "library",
        "clean_cache",
        "runner",
        "interactive",
    ),
    *("run", "remember", "replay", "since", "demo", "completion", "cli", "__main__", "batch", "training"),
]
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
HEAVY = {"git", "unidiff", "rapidfuzz", "markdown_it", "numpy"}


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[tuple[int, str]]:
    """Return the line and the dotted name of every import, those inside functions and for types among them."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name instead of a relative import"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def test_every_module_has_its_layer() -> None:
    assert {layer(path) for path in MODULES} <= set(LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_layer_imports_from_above_only(path: Path) -> None:
    own = LAYERS.index(layer(path))
    for line, name in imported(path):
        root, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if root == "weave_fix" and target not in {"", "__version__"}:
            assert LAYERS.index(target) <= own, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_one_module_knows_gitpython(path: Path) -> None:
    knows = any(name.partition(".")[0] in {"git", "gitdb"} for _, name in imported(path))
    assert knows is (path == PACKAGE / "git" / "runner.py")


def test_help_pays_for_no_heavy_import() -> None:
    code = "import sys, weave_fix.cli; weave_fix.cli.parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())


def test_the_page_of_the_architecture_names_every_layer() -> None:
    text = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [one for one in LAYERS if one != "__main__" and f"{one}.py" not in text and f"{one}/" not in text] == []
