"""A plain hook is put where git looks, and no other hook is ever touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notes.writer import Writer
from weave_fix.notes import install
from weave_fix.notes.cli import main
from weave_fix.notes.install import MARK, is_installed


@pytest.fixture
def hook(writer: Writer) -> Path:
    """Return where the hook is looked for; there is none."""
    file = writer.path(".git/hooks/commit-msg")
    file.unlink()
    return file


def test_install_and_uninstall(writer: Writer, hook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_installed(writer.opened())
    assert main(["--install"]) == 0
    assert capsys.readouterr() == ("", f"{hook}: written; commits get the notes of their repairs\n")
    assert os.access(hook, os.X_OK)
    assert is_installed(writer.opened())
    text = hook.read_bytes()
    assert main(["--install"]) == 0
    assert "is there already" in capsys.readouterr().err
    assert hook.read_bytes() == text
    writer.repair()
    assert writer.try_commit("-am", "Change")
    assert len(writer.trailers()) == 1
    assert main(["--uninstall"]) == 0
    assert not hook.exists()
    assert main(["--uninstall"]) == 0
    assert capsys.readouterr().err.endswith(": there is none\n")


def test_a_hook_of_another_interpreter_is_taken_away(writer: Writer, hook: Path) -> None:
    assert main(["--install"]) == 0
    hook.write_text(hook.read_text().replace(sys.executable, "'/home/a writer/bin/python'"))
    assert main(["--uninstall"]) == 0
    assert not hook.exists()


def test_lines_that_were_added_to_the_hook_stay(writer: Writer, hook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--install"]) == 0
    hook.write_text(hook.read_text().replace("#!/bin/sh\n", "#!/bin/sh\nmy-own-check || exit 1\n"))
    text = hook.read_text()
    assert main(["--uninstall"]) == 2
    assert ": was changed since `weave-notes --install` wrote it, and stays; take its lines" in capsys.readouterr().err
    assert hook.read_text() == text


@pytest.mark.parametrize("kind", ["a hook", "a link to a hook", "a link that leads nowhere"])
def test_another_hook_stays(writer: Writer, hook: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    target = writer.path("other")
    if kind != "a link that leads nowhere":
        (hook if kind == "a hook" else target).write_text("#!/bin/sh\nexit 0\n")
    if kind != "a hook":
        hook.symlink_to(target)
    assert main(["--install"]) == 2
    assert capsys.readouterr().err == (
        f'weave-fix: error: {hook}: there is a hook already, and it stays; add this line to it: weave-notes "$1"\n'
    )
    assert main(["--uninstall"]) == 2
    assert "was not written by weave-notes, and stays; take this line out of it" in capsys.readouterr().err
    assert os.path.lexists(hook)
    if kind != "a link that leads nowhere":
        assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    else:
        assert not target.exists()


def test_the_hook_of_a_runner_stays(writer: Writer, hook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook.write_text("#!/bin/sh\nexec pre-commit hook-impl\n")
    assert main(["--install"]) == 2
    assert "and it stays; add the hook weave-notes to its configuration\n" in capsys.readouterr().err
    assert hook.read_text() == "#!/bin/sh\nexec pre-commit hook-impl\n"


def test_the_line_that_it_says_to_add_works(writer: Writer, hook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    hook.write_text(f"#!/bin/sh\n{install.LINE}\n")
    hook.chmod(0o755)
    assert is_installed(writer.opened())
    writer.repair()
    assert writer.try_commit("-am", "Change")
    assert len(writer.trailers()) == 1


@pytest.mark.parametrize("where", ["absolute", "relative"])
def test_a_hooks_path_of_ones_own(writer: Writer, hook: Path, where: str, tmp_path: Path) -> None:
    folder = tmp_path / "hooks" if where == "absolute" else writer.path("tools/hooks")
    writer.git("config", "core.hooksPath", str(folder) if where == "absolute" else "tools/hooks")
    assert main(["--install"]) == 0
    assert MARK in (folder / "commit-msg").read_text()
    assert not hook.exists()
    writer.repair()
    assert writer.try_commit("-am", "Change")
    assert len(writer.trailers()) == 1


def test_hooks_that_are_switched_off(writer: Writer, hook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    writer.git("config", "core.hooksPath", "/dev/null")
    assert main(["--install"]) == 2
    assert capsys.readouterr().err.startswith("weave-fix: error: /dev/null: that is no folder, so that git runs no")


def test_an_environment_that_is_gone_lets_commits_pass(writer: Writer, hook: Path) -> None:
    assert main(["--install"]) == 0
    script = hook.read_text()
    hook.write_text("\n".join(line for line in script.split("\n") if not line.startswith("if [")))
    environ = {**os.environ, "PATH": os.pathsep.join(p for p in ("/usr/bin", "/bin"))}
    done = subprocess.run(["/bin/sh", str(hook), "x"], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "this commit goes without its notes" in done.stderr


@pytest.mark.parametrize(
    ("script", "config", "installed"),
    [
        pytest.param("exec pre-commit hook-impl", "id: weave-notes", True, id="a runner with the hook"),
        pytest.param("exec prek hook-impl", "id: weave-notes", True, id="another runner with it"),
        pytest.param("exec pre-commit hook-impl", "id: weave-fix", False, id="a runner without it"),
        pytest.param("exec pre-commit hook-impl", None, False, id="a runner without configuration"),
        pytest.param("exec change-id", "id: weave-notes", False, id="something else"),
    ],
)
def test_what_leads_to_weave_notes(
    writer: Writer, hook: Path, script: str, config: str | None, installed: bool
) -> None:
    hook.write_text(f"#!/bin/sh\n{script}\n")
    if config is not None:
        writer.write(".pre-commit-config.yaml", config)
    assert not is_installed(writer.opened()), "it cannot be run yet"
    hook.chmod(0o755)
    assert is_installed(writer.opened()) is installed
