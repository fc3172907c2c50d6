"""The line that says how far a run is."""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix.config import Config
from weave_fix.report import progress
from weave_fix.report.progress import CLEAR, told
from weave_fix.run import run


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticks(seconds: float) -> count[float]:
    return count(0.0, seconds)


def test_a_short_run_says_nothing() -> None:
    stream = Terminal()
    assert list(told("abc", 3, "files", stream, ticks(0.5).__next__)) == ["a", "b", "c"]
    assert stream.getvalue() == ""


def test_a_long_run_says_how_far_it_is_and_leaves_nothing() -> None:
    stream = Terminal()
    assert list(told("abc", 3, "files", stream, ticks(2.0).__next__)) == ["a", "b", "c"]
    lines = [f"{CLEAR}weave-fix: {number} of 3 files" for number in (1, 2)]
    assert stream.getvalue() == "".join([*lines, CLEAR])


def test_many_quick_items_do_not_flood_the_terminal() -> None:
    stream = Terminal()
    list(told(range(1000), 1000, "files", stream, ticks(0.01).__next__))
    assert stream.getvalue().count(CLEAR) <= 100


def test_an_interrupt_leaves_nothing() -> None:
    stream = Terminal()
    items = told("abc", 3, "files", stream, ticks(2.0).__next__)
    next(items)
    with pytest.raises(KeyboardInterrupt):
        items.throw(KeyboardInterrupt)  # type: ignore[attr-defined]  # it is a generator
    assert stream.getvalue().endswith(CLEAR)


@pytest.fixture
def two(repo: Repo) -> Repo:
    repo.commit_files({"a.md": SOUND, "b.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.write("b.md", DAMAGED)
    repo.add()
    return repo


@pytest.mark.parametrize(
    ("stream", "quiet", "is_told"), [(Terminal, False, True), (Terminal, True, False), (io.StringIO, False, False)]
)
def test_of_a_run(
    two: Repo, stream: type[io.StringIO], quiet: bool, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.0)
    from weave_fix.git import Repository

    err = stream()
    config = Config(check=True, quiet=quiet, color="never")
    assert run(config, Repository.discover(Path.cwd()), {}, Path.cwd(), io.StringIO(), err) == 1
    assert (f"{CLEAR}weave-fix: 1 of 2 files{CLEAR}a.md:20:33: " in err.getvalue()) is is_told
    assert (CLEAR in err.getvalue()) is is_told
