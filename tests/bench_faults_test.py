"""The harness of faults finds what it is to find, and weave-fix stands a few of each."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bench.faults import scene as scenes
from bench.faults import texts
from bench.faults.calls import calls_of, fail, is_possible
from bench.faults.command import measure_faults, render_faults
from bench.faults.kills import kill
from bench.faults.scene import Ended, Scene, problems, untrue
from weave_fix.records import FilePatch


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Scene]]:
    folder = tmp_path_factory.mktemp("faults")
    return folder, scenes.scenes(folder)


def test_a_few_kills_lose_nothing(made: tuple[Path, list[Scene]]) -> None:
    folder, both = made
    done = kill(both, 3, Random("kills 5"), folder)
    assert done.tries == 3
    assert sum(done.killed.values()) > 0
    assert done.lost == ()


@pytest.mark.skipif(not is_possible(), reason="strace is not installed")
def test_a_few_failing_calls_lose_nothing(made: tuple[Path, list[Scene]]) -> None:
    folder, both = made
    done = fail(both, 3, Random("calls 5"), folder)
    assert sum(done.statuses.values()) == 3
    assert done.calls > 500
    assert done.lost == ()


@pytest.mark.skipif(not is_possible(), reason="strace is not installed")
def test_the_calls_are_those_of_the_command_itself(made: tuple[Path, list[Scene]]) -> None:
    folder, (repair, _) = made
    names = {call.name for call in calls_of(repair, folder)}
    assert {"rename", "fsync", "write", "openat"} <= names
    assert "execve" not in names


def test_texts_that_nobody_wrote_are_repaired_once() -> None:
    done = texts.fuzz(25, 5)
    assert done.tries == 25
    assert done.changed > 0
    assert done.lost == ()


def test_a_text_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> FilePatch:
        raise ValueError("broken")

    monkeypatch.setattr(texts, "propose", broken)
    done = texts.fuzz(2, 5)
    assert len(done.lost) == 2
    assert done.lost[1].startswith("text 5-1: ")


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        pytest.param("whole.md", b"half", "whole.md is neither the old nor the repaired one", id="half-a-file"),
        pytest.param(".whole.md-1", b"", "left in the working tree: .whole.md-1", id="a-temporary-file"),
        pytest.param(".git/index.lock", b"", "index.lock is left", id="a-lock"),
    ],
)
def test_what_is_lost_is_seen(
    made: tuple[Path, list[Scene]], tmp_path: Path, path: str, content: bytes, problem: str
) -> None:
    repair = made[1][0]
    root = tmp_path / "it"
    repair.copy(root)
    (root / path).write_bytes(content)
    assert problem in problems(repair, root, may_leave=False)


def test_a_command_that_says_what_is_not_so_is_seen(made: tuple[Path, list[Scene]], tmp_path: Path) -> None:
    repair = made[1][0]
    root = tmp_path / "it"
    repair.copy(root)
    assert untrue(repair, root, Ended(1, "2 repairs made in 2 files.")) != []
    assert untrue(repair, root, Ended(0, "")) != []
    assert untrue(repair, root, Ended(2, "error")) == []


def test_the_table_has_what_was_left_out(tmp_path: Path) -> None:
    table = render_faults(measure_faults(0, 0, 3, 5, tmp_path))
    assert "| texts | 3 |" in table
    assert "left out" in table
