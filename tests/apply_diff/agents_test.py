"""The worked example of docs/agents.md is what its commands print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import Repo
from weave_fix.cli import parser

PAGE = (Path(__file__).parents[2] / "docs" / "agents.md").read_text(encoding="utf-8")
COMMIT = re.compile(r"history [0-9a-f]{7}")


def steps(transcript: str) -> list[tuple[str, str]]:
    """Return each command with what is printed below it; a here-document belongs to its command."""
    found: list[tuple[str, str]] = []
    is_open = False
    for line in transcript.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:], ""))
            is_open = "<<'EOF'" in line
        elif is_open:
            found[-1] = (found[-1][0] + line, "")
            is_open = line != "EOF\n"
        else:
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def test_the_worked_example(repo: Repo) -> None:
    (page,) = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
    transcript = "".join(re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))
    repo.commit_files({"page.md": page})
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    for command, printed in steps(transcript):
        done = subprocess.run(
            ["bash", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env={**os.environ, "PATH": path},
        )
        assert COMMIT.sub("history", done.stdout) == COMMIT.sub("history", printed), command


def test_the_other_commands_are_taken() -> None:
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL):
        for line in block.splitlines():
            arguments = line.partition(" > ")[0].split()
            assert arguments[0] == "weave-fix"
            parser().parse_args(arguments[1:])
