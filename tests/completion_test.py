"""Completion in the real shells, and the help."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from weave_fix.cli import SHELLS, main, parser
from weave_fix.completion import script
from weave_fix.report.registry import names
from weave_fix.signatures.catalogue import FAMILIES, catalogue

OPTIONS = [option for action in parser()._actions for option in action.option_strings]
BASH = """\
source "$1"
COMP_WORDS=(weave-fix "${@:2}")
COMP_CWORD=$(($# - 1))
_weave_fix
printf '%s\\n' "${COMPREPLY[@]}"
"""


def needed(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is missing")
    return found


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a file with the script that the installed command prints for the shell of the test."""
    shell = request.function.__name__.rpartition("_")[2]
    command = [sys.executable, "-m", "weave_fix", "--completion", shell]
    path = tmp_path / f"completion.{shell}"
    path.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    return path


ASKED = [
    pytest.param(["--expl"], ["--explain"], id="an option"),
    pytest.param(["--format", "js"], ["json", "jsonl"], id="a format"),
    pytest.param(["--explain", "moji"], ["mojibake"], id="a signature"),
    pytest.param(["--scope", ""], ["changed", "all"], id="a choice"),
]


@pytest.mark.parametrize(("typed", "wanted"), ASKED)
def test_in_bash(file: Path, typed: list[str], wanted: list[str]) -> None:
    command = [needed("bash"), "-c", BASH, "bash", str(file), *typed]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == sorted(wanted)


@pytest.mark.parametrize(("typed", "wanted"), ASKED)
def test_in_fish(file: Path, typed: list[str], wanted: list[str], tmp_path: Path) -> None:
    line = " ".join(["weave-fix", *typed])
    environ = {**os.environ, "HOME": str(tmp_path)}
    command = [needed("fish"), "--no-config", "-c", f"source {file}; complete -C '{line}'"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert sorted(row.split("\t")[0] for row in done.stdout.splitlines()) == sorted(wanted)


@pytest.mark.parametrize(("typed", "seen"), [("--expl", "--explain"), ("--explain moji", "mojibake")])
def test_in_zsh(file: Path, typed: str, seen: str, tmp_path: Path) -> None:
    zsh = needed("zsh")
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"HOME": str(tmp_path), "TERM": "dumb", "PS1": "ready> "}
        os.execv(zsh, [zsh, "-f", "-i"])
    try:
        os.write(terminal, f"autoload -U compinit; compinit -u -D; source {file}; echo do''ne\n".encode())
        wait_for(terminal, b"\ndone")
        os.write(terminal, f"weave-fix {typed}\t".encode())
        wait_for(terminal, seen.encode())
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def wait_for(terminal: int, wanted: bytes) -> None:
    """Read until it is there; fail where nothing comes for a minute."""
    got = b""
    while wanted not in got:
        assert select.select([terminal], [], [], 60)[0], got
        got += os.read(terminal, 4096)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_option_and_word_is_in_the_script(shell: str) -> None:
    text = script(shell, parser())
    for option in OPTIONS:
        name = option if shell != "fish" else f"-l {option[2:]} " if option.startswith("--") else f"-s {option[1:]} "
        assert name in text
    for word in (*names(), *catalogue(), *FAMILIES):
        assert word in text


def test_another_shell_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--completion", "tcsh"])
    assert "choose from" in capsys.readouterr().err


def test_the_help_fits_80_columns_and_has_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = parser().format_help()
    assert max(map(len, text.splitlines())) <= 80
    assert all(option in text for option in OPTIONS)
    for title in ("what is done:", "what is looked at:", "what is printed:", "configuration:", "other work:"):
        assert f"\n{title}\n" in text
    assert all(f"\n  {status}  " in text for status in range(4))
    assert "\nexample:\n  weave-fix " in text
    assert "weave-notes --help" in text
