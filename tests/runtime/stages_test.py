from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import Repo
from weave_fix.library import fix_text
from weave_fix.runtime.stages import FEATURES, GATE, GIT, OTHERS, STAGES, TREES, WORDS, Clock, Time, begin, end, stage

SOUND = "The old mill stands beside the river, and its wheel has turned there for two hundred years.\n"
DAMAGED = SOUND.replace("the river", "the the river")
ROW = re.compile(r"(.{24}) *(-?[\d.]+) +(-?\d+ %|-) +(-?[\d.]+) +(-?\d+ %|-)")


@stage(TREES)
def inner(steps: int) -> int:
    return sum(range(steps))


@stage(FEATURES)
def outer(steps: int) -> int:
    return inner(steps) + inner(steps)


@stage(GATE)
def failing() -> None:
    raise ValueError("as it has to")


def test_nothing_is_measured_unless_it_is_asked_for() -> None:
    assert outer(10) == 90
    assert end() == []


def test_a_stage_is_without_those_inside_it() -> None:
    begin()
    outer(200_000)
    times = dict(end())
    assert [*times] == [*STAGES, OTHERS]
    # By the clock on the wall the outer one may be the longer, where the system stops it for a while.
    assert times[TREES].processor > times[FEATURES].processor > 0
    assert min(times[TREES].wall, times[FEATURES].wall) > 0
    assert times[GATE] == Time(0.0, 0.0)
    assert end() == []


def test_a_stage_ends_where_it_fails() -> None:
    begin()
    with pytest.raises(ValueError, match="as it has to"):
        failing()
    inner(100_000)
    times = dict(end())
    assert times[GATE].wall > 0
    assert times[TREES].wall > 0


def test_all_stages_together_are_the_whole() -> None:
    clock = Clock()
    with clock.of(FEATURES), clock.of(TREES):
        sum(range(100_000))
    first = sum(took.wall for _, took in clock.times())
    assert sum(took.wall for _, took in clock.times()) >= first > 0
    assert all(took.wall >= 0 for _, took in clock.times())


def profiled(*arguments: str) -> tuple[int, list[list[str]]]:
    """Return the exit status of the command, and the cells of the table that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "weave_fix", "--profile", *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, [[*row.groups()] for row in map(ROW.fullmatch, done.stderr.splitlines()) if row]


@pytest.mark.parametrize("flags", [(), ("--quiet",), ("--jobs", "2")])
def test_the_command_prints_a_row_for_each_stage(repo: Repo, flags: tuple[str, ...]) -> None:
    repo.commit_files({"a.md": SOUND, "b.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.write("b.md", DAMAGED)
    repo.add()
    status, rows = profiled("--check", *flags)
    assert status == 1
    assert [name.strip() for name, *_ in rows] == [*STAGES, OTHERS, "all"]
    seconds = {name.strip(): float(wall) for name, wall, *_ in rows}
    assert seconds["all"] == pytest.approx(sum(seconds.values()) - seconds["all"], abs=0.01)


def test_each_stage_of_a_text_is_measured() -> None:
    begin()
    fix_text(DAMAGED, base=SOUND)
    fix_text(SOUND * 40 + DAMAGED)
    times = dict(end())
    assert {name for name in STAGES if not times[name].wall} == {GIT, WORDS}


def test_what_an_earlier_run_knows_takes_no_stage(repo: Repo) -> None:
    # Long enough that no stage that is run takes less than what is printed.
    lines = [f"{number}. {SOUND}" for number in range(300)]
    repo.commit_files({"a.md": "".join(lines)})
    repo.write("a.md", "".join(line.replace("two", "three").replace("wheel", "old wheel") for line in lines))
    repo.add()
    for _ in range(2):
        status, rows = profiled()
        assert status == 0
    assert {name.strip(): wall for name, wall, *_ in rows}["alignment"] == "0.000"
    _, rows = profiled("--no-cache")
    assert {name.strip(): wall for name, wall, *_ in rows}["alignment"] != "0.000"
