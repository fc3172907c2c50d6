"""The demonstration: really run, really repaired, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo
from weave_fix.demo import DAMAGES, EDIT, make_case
from weave_fix.signatures.registry import discover


def demo(cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "weave_fix", "--demo"]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environ}, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_same_damage_every_time() -> None:
    case = make_case()
    assert case == make_case()
    assert EDIT[1] in case.edited
    assert EDIT[1] in case.damaged
    assert len({signature for signature, _, _ in DAMAGES}) >= 5
    assert {signature for signature, _, _ in DAMAGES} <= set(discover())


def test_it_shows_findings_and_diff_and_keeps_the_edit(sealed: Path) -> None:
    done = demo(sealed, TMPDIR=str(sealed))
    assert (done.returncode, done.stderr) == (0, "")
    for signature, _, _ in DAMAGES:
        assert f"    {signature}\n" in done.stdout
    assert "diff --git a/docs/darning.md b/docs/darning.md\n" in done.stdout
    assert "docs/darning.md:" in done.stdout
    assert done.stdout.endswith("The edit was kept. Every other byte is as it was before the damage.\n")
    removed = [line for line in done.stdout.splitlines() if line.startswith("-")]
    assert not any(EDIT[1] in line for line in removed)
    assert [path.name for path in sealed.iterdir()] == ["home"], "the temporary repository is gone"


def test_a_hook_around_it_keeps_its_own_index(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit_files({"a.md": "# A\n"})
    before = repo.git("status", "--porcelain=v2"), repo.git("rev-parse", "HEAD")
    git_dir, index = str(repo.root / ".git"), str(repo.root / ".git" / "index")
    done = demo(repo.root, GIT_DIR=git_dir, GIT_INDEX_FILE=index, GIT_WORK_TREE=str(repo.root))
    assert done.returncode == 0
    assert (repo.git("status", "--porcelain=v2"), repo.git("rev-parse", "HEAD")) == before


@pytest.mark.parametrize(
    "config",
    [
        "[core]\n\tautocrlf = true\n",
        "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n",
        "[core]\n\thooksPath = /nowhere\n[diff]\n\tnoprefix = true\n\texternal = false\n[color]\n\tdiff = always\n",
    ],
    ids=["autocrlf", "signed commits", "hooks and diffs"],
)
def test_the_users_git_configuration_has_no_part_in_it(sealed: Path, config: str) -> None:
    (sealed / "home" / ".gitconfig").write_text(config)
    assert demo(sealed).returncode == 0
