"""The recipes of docs/ci.md: what can run here is run, and the rest is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import parser

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
YAML = {
    match[1]: yaml.safe_load(match[2])
    for match in re.finditer(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    if not match[2].startswith("ci:")
}
SHELL = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in strings(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in strings(inner)]
    return [value] if isinstance(value, str) else []


COMMANDS = [
    command
    for text in [*SHELL, *strings(list(YAML.values()))]
    for command in re.findall(r"^weave-fix .*$", text, re.MULTILINE)
]


@pytest.fixture
def branch(repo: Repo) -> Repo:
    """Return a branch with damage, off a main that went on, in a clone of its own."""
    repo.commit_files({"a.md": SOUND})
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit_files({"a.md": DAMAGED})
    repo.git("checkout", "--quiet", "main")
    repo.commit_files({"b.md": "# B\n"})
    repo.git("clone", "--quiet", "--branch", "topic", f"file://{repo.root}", "clone")
    return Repo(repo.root / "clone")


def shell(line: str, repo: Repo, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command line with this project's commands on PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", line],
        cwd=repo.root,
        env={**os.environ, "PATH": path, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_there_is_a_recipe_for_each() -> None:
    assert set(YAML) == {
        ".pre-commit-config.yaml",
        ".github/workflows/weave-fix.yml",
        ".github/workflows/weave-fix-suggestions.yml",
        ".gitlab-ci.yml",
        "lefthook.yml",
    }


def test_the_hooks_are_there() -> None:
    assert {hook["id"] for hook in YAML[".pre-commit-config.yaml"]["repos"][0]["hooks"]} == HOOKS - {"weave-fix"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_are_ones(command: str) -> None:
    assert parser().parse_args(command.split()[1:]) is not None


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_find_what_the_branch_brought_in(command: str, branch: Repo) -> None:
    if command == "weave-fix --check":  # a hook's
        branch.git("reset", "--quiet", "--soft", "HEAD~1")
    base = branch.git("merge-base", "HEAD", "origin/main").strip()
    done = shell(command, branch, GITHUB_BASE_REF="main", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == (0 if "--exit-zero" in command else 1), done.stderr
    assert "1 Markdown file checked: 1 repair to make in 1 file." in done.stderr
    for file in re.findall(r"--format \w+=(\S+)|--output (\S+)", command):
        assert "insert_spurious_html_xml_tag" in branch.read("".join(file)).decode()


def test_the_steps_of_any_ci_run(branch: Repo) -> None:
    steps = next(text for text in SHELL if text.startswith("git fetch"))
    assert shell(f"set -e\n{steps}", branch).returncode == 1


def test_a_shallow_clone_says_how_deep_it_has_to_be(branch: Repo) -> None:
    url = f"file://{branch.root.parent}"
    branch.git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch", "topic", url, "shallow")
    done = shell("weave-fix --check --base origin/main .", Repo(branch.root / "shallow"))
    assert done.returncode == 2
    assert "`fetch-depth: 0` in GitHub Actions" in done.stderr
    done = shell("weave-fix --check --base origin/main --exact .", Repo(branch.root / "shallow"))
    assert done.returncode == 1


def test_the_script_is_a_hook(repo: Repo) -> None:
    script = re.search(r"^```bash\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert script is not None
    repo.commit_files({"a.md": SOUND})
    repo.write(".git/hooks/pre-commit", script[1]).chmod(0o755)
    repo.write("a.md", DAMAGED)
    repo.add()
    done = shell("git commit -m Change", repo)
    assert done.returncode == 1
    assert "1 repair to make" in done.stderr
    repo.write("a.md", SOUND.replace("flat enough", "thin enough"))
    repo.add()
    assert shell("git commit -m Change", repo).returncode == 0
