"""The hooks under the real pre-commit and the real prek, installed from a clone of this project."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import SEALED, Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.notes import KEY

PROJECT = Path(__file__).parent.parent
INSTALLED = ("hook", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".pre-commit-hooks.yaml")
HOMES = ("PRE_COMMIT_HOME", "PREK_HOME")
RUNNERS = ("pre-commit", "prek")
LINE = 'a.md:20:33: insert_spurious_html_xml_tag: a stray tag put in: "f</ribbon>or" -> "for" (history '


@dataclass(frozen=True)
class Source:
    """The clone that hooks are installed from, and the environments made of it, shared by all tests."""

    root: Path
    rev: str
    home: Path

    def config(self, hook: str = "weave-fix", args: str = "[]") -> str:
        return f"repos:\n- repo: {self.root}\n  rev: {self.rev}\n  hooks:\n  - id: {hook}\n    args: {args}\n"

    def noting(self) -> str:
        """Return the configuration that the README shows, with both hooks."""
        return f"default_install_hook_types: [pre-commit, commit-msg]\n{self.config()}  - id: weave-notes\n"


def program(name: str) -> str:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert found is not None, f"{name} is missing; install the extra `test`"
    return found


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Commit the project as it stands to a clone, and have both runners install it, once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "hooks"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rev = shared / "rev"
        if not rev.exists():
            rev.write_text(_install(shared))
    return Source(shared / "clone", rev.read_text(), shared)


def _install(shared: Path) -> str:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT_", "PREK_"))}
    environ |= SEALED | {home: str(shared / home) for home in HOMES}
    clone, user = shared / "clone", shared / "user"

    def run(*command: str, cwd: Path = clone) -> str:
        done = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    for folder in (clone, user):
        folder.mkdir()
        run("git", "init", "--quiet", "--template=", cwd=folder)
    for name in INSTALLED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(PROJECT / name, clone / name)
    run("git", "add", "--all")
    run("git", "commit", "--quiet", "-m", "As it stands")
    rev = run("git", "rev-parse", "HEAD").strip()
    (user / ".pre-commit-config.yaml").write_text(Source(clone, rev, shared).config())
    for runner in RUNNERS:
        run(program(runner), "install-hooks", cwd=user)
    return rev


@dataclass
class User:
    """Somebody's repository with a hook in it."""

    repo: Repo
    runner: str

    def commit(self, *args: str) -> tuple[int, str]:
        """Run `git commit` with the hook, and return its status and all that it printed."""
        return self.run("git", "commit", "-m", "Change", *args)

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(command, cwd=self.repo.root, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=RUNNERS)
def user(request: pytest.FixtureRequest, source: Source, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> User:
    for home in HOMES:
        monkeypatch.setenv(home, str(source.home / home))
    repo.commit_files({".pre-commit-config.yaml": source.config(), "a.md": SOUND})
    made = User(repo, program(request.param))
    assert made.run(made.runner, "install")[0] == 0
    return made


def test_a_commit_fails_with_the_file_repaired_and_passes_once_it_is_added(user: User) -> None:
    repo = user.repo
    head = repo.git("rev-parse", "HEAD")
    repo.write("a.md", BOTH)
    repo.add()
    status, said = user.commit()
    assert status == 1
    assert LINE in said
    assert "1 repair made in 1 file." in said
    assert repo.git("rev-parse", "HEAD") == head
    assert repo.read("a.md") == EDITED.encode()
    repo.add("a.md")
    assert user.commit()[0] == 0
    assert repo.git("show", "HEAD:a.md") == EDITED


def stage_long_names(repo: Repo) -> list[str]:
    """Stage 240 damaged files, and return their names, which do not fit into one command."""
    names = [f"{'f' * 250}/{'g' * 250}/{'h' * 250}/{number}.md" for number in range(240)]
    repo.commit_files(dict.fromkeys(names, "The music of it.\n"))
    for name in names:
        repo.write(name, "The musi;c of it.\n")
    repo.add()
    return names


def test_files_with_names_too_long_for_one_command(user: User) -> None:
    """A runner then calls the hook several times: each file is repaired, and no call loses the notes of another."""
    repo = user.repo
    names = stage_long_names(repo)
    status, said = user.commit()
    assert status == 1
    assert said.count("Markdown files checked: ") > user.runner.endswith("pre-commit")
    assert {repo.read(name) for name in names} == {b"The music of it.\n"}
    journal = repo.read(".git/weave-fix/notes.jsonl").decode()
    assert [name for name in names if name not in journal] == []


def test_many_long_names_have_one_summary_where_the_hook_reads_what_is_staged(user: User, source: Source) -> None:
    repo = user.repo
    repo.write(".pre-commit-config.yaml", source.config() + "    pass_filenames: false\n")
    names = stage_long_names(repo)
    status, said = user.commit()
    assert status == 1
    assert said.count("Markdown files checked: ") == 1
    assert {repo.read(name) for name in names} == {b"The music of it.\n"}


def test_a_sound_commit_passes(user: User) -> None:
    user.repo.write("a.md", EDITED)
    user.repo.write("new.md", "# New\n\nA text that was not there before.\n")
    user.repo.add()
    status, said = user.commit()
    assert status == 0
    assert "Passed" in said
    assert user.repo.git("status", "--porcelain") == ""


def test_check_prints_the_diff_and_changes_nothing(user: User, source: Source) -> None:
    repo = user.repo
    repo.write(".pre-commit-config.yaml", source.config("weave-check"))
    repo.add()
    repo.commit()
    repo.write("a.md", DAMAGED)
    repo.add()
    status, said = user.commit()
    assert status == 1
    assert LINE in said
    assert "diff --git a/a.md b/a.md" in said
    assert repo.read("a.md") == DAMAGED.encode()


def test_an_unstaged_edit_survives(user: User) -> None:
    repo = user.repo
    repo.write("a.md", DAMAGED)
    repo.add()
    title = ("# Darning a sock", "# How to darn a sock")
    repo.write("a.md", DAMAGED.replace(*title))
    status, said = user.commit()
    assert status == 1
    assert LINE in said
    assert repo.read("a.md") == SOUND.replace(*title).encode()
    assert repo.git("show", ":a.md") == DAMAGED


@pytest.mark.parametrize("how", [["a.md"], ["--all"]], ids=["commit FILE", "commit -a"])
def test_what_git_stages_by_itself_is_checked(user: User, how: list[str]) -> None:
    user.repo.write("a.md", DAMAGED)
    status, said = user.commit(*how)
    assert status == 1
    assert LINE in said
    assert user.repo.read("a.md") == SOUND.encode()


def test_odd_names(user: User) -> None:
    repo = user.repo
    names = ["two words.md", "caf\u00e9.md", "quo\"te's.md", "-dash.md", "docs/$HOME;x.md"]
    repo.commit_files(dict.fromkeys(names, SOUND))
    for name in names:
        repo.write(name, DAMAGED)
    repo.add()
    assert user.commit()[0] == 1
    assert [repo.read(name) for name in names] == [SOUND.encode()] * len(names)


def test_a_range_of_commits(user: User) -> None:
    repo = user.repo
    repo.write("a.md", DAMAGED)
    repo.add()
    repo.commit()
    status, said = user.run(user.runner, "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert status == 1
    assert LINE in said
    assert repo.read("a.md") == SOUND.encode()


def test_arguments_reach_the_command(user: User, source: Source) -> None:
    repo = user.repo
    repo.write(".pre-commit-config.yaml", source.config(args="[--check, --format, json]"))
    repo.write("a.md", DAMAGED)
    repo.add()
    status, said = user.commit()
    assert status == 1
    assert '"signature": "insert_spurious_html_xml_tag"' in said
    assert repo.read("a.md") == DAMAGED.encode()


@pytest.fixture
def noting(user: User, source: Source) -> User:
    """Return a user whose commits get notes."""
    user.repo.write(".pre-commit-config.yaml", source.noting())
    user.repo.add()
    user.repo.commit()
    assert user.run(user.runner, "install")[0] == 0
    return user


def notes(repo: Repo) -> list[str]:
    """Return the notes of the last commit as git log shows them, which is what reading its message yields."""
    shown = repo.git("log", "-1", f"--format=%(trailers:key={KEY})").split("\n")[:-2]
    parsed = repo.git("interpret-trailers", "--parse", stdin=repo.git_bytes("log", "-1", "--format=%B"))
    assert parsed.split("\n")[:-1] == shown
    return shown


def test_the_commit_that_carries_the_repair_has_its_note(noting: User) -> None:
    repo = noting.repo
    repo.write("a.md", BOTH)
    repo.add()
    status, said = noting.commit()
    assert status == 1
    assert LINE in said
    assert "default_install_hook_types" not in said
    repo.add("a.md")
    status, said = noting.commit()
    assert status == 0, said
    (note,) = notes(repo)
    assert note.startswith(f'{KEY}: a.md:20 insert_spurious_html_xml_tag: "f</ribbon>or" -> "for" (history ')
    repo.write("a.md", EDITED.replace("# Darning a sock", "# How to darn a sock"))
    assert noting.commit("--all")[0] == 0
    assert notes(repo) == []


def test_the_note_waits_while_its_file_is_not_staged(noting: User) -> None:
    repo = noting.repo
    repo.write("a.md", BOTH)
    repo.add()
    assert noting.commit()[0] == 1
    repo.git("reset", "-q")
    repo.write("b.md", "# B\n")
    repo.add("b.md")
    status, said = noting.commit()
    assert status == 0, said
    assert notes(repo) == []
    assert repo.read("a.md") == EDITED.encode()
    assert noting.commit("a.md")[0] == 0
    assert len(notes(repo)) == 1


def test_without_the_hook_it_is_said_once_how_to_get_it(user: User) -> None:
    for times in (1, 0):
        user.repo.write("a.md", DAMAGED)
        user.repo.add()
        assert user.commit()[1].count("default_install_hook_types") == times


def test_pre_commit_try_repo(repo: Repo, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(source.home / "PRE_COMMIT_HOME"))
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.add()
    user = User(repo, program("pre-commit"))
    status, said = user.run(user.runner, "try-repo", str(source.root), "weave-fix", "--all-files")
    assert status == 1
    assert LINE in said
    assert repo.read("a.md") == SOUND.encode()


@pytest.mark.parametrize(
    ("kind", "name"), [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")]
)
def test_the_yaml_files_hold(kind: str, name: str) -> None:
    for runner in RUNNERS:
        subprocess.run([program(runner), kind, str(PROJECT / name)], check=True)


def test_a_run_over_all_files_says_how_to_check_them(user: User) -> None:
    user.repo.commit_files({"a.md": DAMAGED})
    status, said = user.run(user.runner, "run", "--all-files")
    assert status == 0
    assert "The file is as in " in said
    assert "or the hook `weave-check-all`." in said


def test_the_hook_for_all_text_looks_at_all_text(user: User, source: Source) -> None:
    user.repo.commit_files({".pre-commit-config.yaml": source.config("weave-check-all"), "a.md": DAMAGED})
    assert "weave-check-all" not in user.commit("--allow-empty")[1]
    status, said = user.run(user.runner, "run", "--all-files", "--hook-stage", "manual")
    assert status == 1
    assert LINE.partition(" (")[0] in said
    assert "+turn round, leave a small loop for shrinkage" in said
    assert user.repo.read("a.md") == DAMAGED.encode()
