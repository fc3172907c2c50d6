"""The README tells what is there, and its commands are the ones that are run."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.notes.writer import Writer
from tests.readme_rows import FILES, WORDS
from tests.texts import BOTH, EDITED, SOUND
from weave_fix import demo
from weave_fix.cli import main, parser
from weave_fix.config_file import KEYS
from weave_fix.notes import cli
from weave_fix.signatures.file import registry as file_signatures
from weave_fix.signatures.registry import discover

ROOT = Path(__file__).parent.parent
README, USAGE, NOTES, CONTRIBUTING = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/usage.md", "docs/notes.md", "CONTRIBUTING.md")
)
MOST_LINES = 250
SHELL = [
    line
    for text in (README, USAGE, NOTES, CONTRIBUTING)
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    for line in block.splitlines()
]
HOOKS = re.findall(r"^- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE)
OPTIONS = [option for action in parser()._actions for option in action.option_strings if option.startswith("--")]

NOTES_OPTIONS = [
    option
    for action in cli.parser()._actions
    for option in action.option_strings
    if option.startswith("--") and option not in ("--help", "--version")
]


def test_every_signature_has_its_row_with_its_example() -> None:
    assert sorted((name, sound, damaged) for name, sound, damaged, _ in WORDS) == sorted(
        (name, *signature.example) for name, signature in discover().items()
    )


def test_every_signature_of_files_has_its_row() -> None:
    assert sorted(name for name, *_ in FILES) == sorted(file_signatures.discover())


def test_it_is_short() -> None:
    assert README.count("\n") <= MOST_LINES


@pytest.mark.parametrize("option", OPTIONS)
def test_every_flag_is_named(option: str) -> None:
    assert re.search(rf"`{option}[ `]", USAGE), f"{option} is missing"


def test_no_flag_is_named_that_is_not_there() -> None:
    section = USAGE[USAGE.index("| flag | meaning |") : USAGE.index("## Output")]
    assert set(re.findall(r"--[a-z][a-z-]+", section)) == set(OPTIONS)


@pytest.mark.parametrize("option", NOTES_OPTIONS)
def test_every_flag_of_the_notes_is_named(option: str) -> None:
    assert re.search(rf"^weave-notes {option}\b|`{option}[ `]", NOTES, re.MULTILINE), f"{option} is missing"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_named(hook: str) -> None:
    assert f"`{hook}`" in README or f"id: {hook}" in README


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_named(key: str) -> None:
    table = re.search(r"```toml\n\[tool\.weave-fix\]\n(.*?)```", USAGE, re.DOTALL)
    assert table is not None
    assert re.search(rf"^{key} = ", table[1], re.MULTILINE)


def test_ci_runs_the_very_test_command() -> None:
    command, same = (line for line in SHELL if "pytest" in line)
    assert command == same
    assert f'step "{command}"' in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_commands_exist() -> None:
    programs = {part.split()[0] for line in SHELL for part in re.split(r" && | \| ", line.partition("#")[0].strip())}
    assert programs <= {
        "python3",
        "git",
        "weave-fix",
        "weave-notes",
        ".ci/run",
        *(f".venv/bin/{name}" for name in ("pip", "python", "weave-fix")),
    }
    for line in SHELL:
        for arguments in re.findall(r"(?:^|/)weave-fix((?: [^|&#]+)?)", line):
            assert isinstance(parser().parse_args(arguments.split()), argparse.Namespace)
        for arguments in re.findall(r"^weave-notes((?: [^|&#]+)?)", line):
            assert isinstance(cli.parser().parse_args(arguments.split()), argparse.Namespace)


def test_the_picture_is_of_a_real_run(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = re.search(r"```text\n(\$ weave-fix .*?)```", README, re.DOTALL)
    assert picture is not None
    assert main(["--demo"]) == 0
    shown = capsys.readouterr().out
    for piece in picture[1].split("[...]\n"):
        assert piece in shown


def test_the_replay_is_of_a_real_run(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.search(r"```text\n\$ weave-fix (--replay \d+)\n(.*)\nIt took [\d.]+ s\.\n```", README, re.DOTALL)
    assert shown is not None
    for text in (SOUND, EDITED, BOTH, EDITED):
        repo.commit_files({demo.PATH: text})
    assert main(shown[1].split()) == 0
    assert capsys.readouterr().out.rpartition("\nIt took ")[0] == shown[2]


def test_the_message_is_of_a_real_commit(repo: Repo) -> None:
    shown = re.search(r"```text\n\$ git log -1 --format=%B\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    writer = Writer(repo.root)
    writer.commit_files({demo.PATH: demo.SOUND, demo.OTHER_PATH: demo.OTHER})
    case = demo.make_case()
    writer.repair(demo.PATH, case.damaged, case.edited)
    writer.add()
    assert writer.try_commit("-m", shown[1].partition("\n")[0])
    message = writer.git("log", "-1", "--format=%B")
    for piece in shown[1].split("[...]\n"):
        assert piece in message
    assert len(writer.trailers()) == len(demo.DAMAGES)
