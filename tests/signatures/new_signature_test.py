"""A new signature is one file: dropped into a copy of the package, it is found and works, and changes no other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import weave_fix

if TYPE_CHECKING:
    from tests.conftest import Repo

MODULE = '''"""The word `teapot` was put in."""

from weave_fix.records import Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

SIGNATURE = Signature(
    rank=9,
    example=("Pour the tea.", "Pour teapot the tea."),
    corrupt=lambda text, site, rng, foreign: Corruption(text[: site.at] + "teapot", site.at, site.at + 6),
    from_diff=lambda comparison: undo_each(comparison, __name__, "a teapot put in", lambda hunk: "teapot" in hunk.new),
    from_text=lambda document: (
        Candidate("teapot", (Edit(at, at + 7, "teapot ", ""),), "a teapot put in")
        for at in [document.text.find("teapot ")]
        if at >= 0
    ),
)
'''
BASE = "# Tea\n\nPour the tea while it is hot. Leave the pot on the tray, and put the lid back on it.\n"
DAMAGED = BASE.replace("tea while", "teapot tea while").replace("the lid", "thelid")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds a copy of the package with one module more."""
    folder = tmp_path_factory.mktemp("copy")
    copied = folder / "weave_fix"
    shutil.copytree(Path(weave_fix.__file__).parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
    (copied / "signatures" / "teapot.py").write_text(MODULE, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); from weave_fix.__main__ import run; sys.exit(run())"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def findings(folder: Path) -> list[dict[str, Any]]:
    done = run(folder, "--check", "--format", "json")
    assert done.returncode == 1, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_it_is_explained(package: Path) -> None:
    done = run(package, "--explain", "teapot")
    assert done.returncode == 0
    assert "The word `teapot` was put in." in done.stdout
    assert "Pour teapot the tea." in done.stdout


@pytest.mark.parametrize("base", [BASE, None], ids=["beside-a-base", "new-file"])
def test_it_takes_part_and_the_others_score_as_before(repo: Repo, package: Path, base: str | None) -> None:
    repo.commit_files({"a.md": base} if base else {"b.md": "# B\n"})
    repo.write("a.md", DAMAGED)
    repo.add()
    without, found = findings(Path(weave_fix.__file__).parent.parent), findings(package)
    assert [one for one in found if one["signature"] != "teapot"] == without
    assert [(one["before"], one["after"]) for one in without] == [("", " ")], "the space of `the lid`"
    assert all(one["applicability"] == "shown" for one in found if one["signature"] == "teapot")
    if base:
        assert "teapot" in run(package, "--check", "--debug").stderr, "its candidate was weighed"
