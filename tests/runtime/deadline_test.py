from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import Repo
from tests.run_test import Examine, go
from tests.texts import DAMAGED, SOUND
from weave_fix import decision, runner
from weave_fix.config import Config
from weave_fix.decision import analyze
from weave_fix.records import Document, FilePatch
from weave_fix.runtime.deadline import Overdue, within
from weave_fix.runtime.signals import held

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such timers")
SOON = 0.05


def work_for_ever() -> None:
    while True:
        pass


class Stubborn:
    """Loses the exception that ends the time, once."""

    def __init__(self, lost: list[type[BaseException]]) -> None:
        self._lost = lost

    def __del__(self) -> None:
        try:
            work_for_ever()
        except BaseException as error:
            self._lost.append(type(error))
            raise


class TestWithin:
    def test_what_takes_too_long_is_ended(self) -> None:
        with pytest.raises(Overdue):
            within(SOON, work_for_ever)
        assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)

    def test_no_handler_of_errors_keeps_it(self) -> None:
        assert not issubclass(Overdue, Exception)

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_it_ends_though_it_was_lost_once(self) -> None:
        lost: list[type[BaseException]] = []

        def work() -> None:
            Stubborn(lost)
            work_for_ever()

        with pytest.raises(Overdue):
            within(SOON, work)
        assert lost == [Overdue]

    def test_waiting_is_no_work(self) -> None:
        within(SOON, lambda: time.sleep(4 * SOON))

    def test_zero_is_no_bound(self) -> None:
        assert within(0, lambda: signal.getitimer(signal.ITIMER_PROF)) == (0, 0)

    def test_the_timer_ends_with_the_work(self) -> None:
        assert within(60, lambda: signal.getitimer(signal.ITIMER_PROF))[0] > 0
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)

    def test_the_timer_ends_with_an_error(self) -> None:
        with pytest.raises(ZeroDivisionError):
            within(60, lambda: 1 / 0)
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)

    def test_another_thread_has_none(self) -> None:
        seen = []
        thread = Thread(target=lambda: seen.append(within(SOON, lambda: signal.getitimer(signal.ITIMER_PROF))))
        thread.start()
        thread.join()
        assert seen == [(0, 0)]

    def test_a_write_is_ended_after_it(self, tmp_path: Path) -> None:
        def work_and_write() -> None:
            with held():
                (tmp_path / "begun").touch()
                before = time.process_time()
                while time.process_time() < before + 2 * SOON:
                    pass
                (tmp_path / "done").touch()
            work_for_ever()

        with pytest.raises(Overdue):
            within(SOON, work_and_write)
        assert {file.name for file in tmp_path.iterdir()} == {"begun", "done"}


def endless_for(name: str) -> Examine:
    """Return the real `analyze`, except that it comes to no end for one file."""

    def examining(document: Document, *args: object, **flags: object) -> FilePatch:
        if document.path == name:
            work_for_ever()
        return analyze(document, *args, **flags)  # type: ignore[arg-type]  # passed on as they came

    return examining


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(3, id="one process"),
        pytest.param(
            runner.MANY, id="several", marks=pytest.mark.skipif(sys.platform != "linux", reason="that needs a fork")
        ),
    ],
)
def test_a_file_without_an_end_is_left_as_it_was(repo: Repo, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    names = [f"{number}.md" for number in range(count)]
    repo.commit_files(dict.fromkeys(names, SOUND))
    for name in names:
        repo.write(name, DAMAGED)
    repo.add()
    monkeypatch.setattr(decision, "analyze", endless_for("1.md"))
    status, _, err = go(Config(timeout=2, notes="none"), repo.root)
    assert {name for name in names if repo.read(name) != SOUND.encode()} == {"1.md"}
    assert repo.read("1.md") == DAMAGED.encode()
    warnings = [line for line in err.splitlines() if "warning" in line]
    assert warnings == [
        "weave-fix: warning: 1.md: took over 2 s and was left as it was; "
        "--timeout gives it more time, 0 as much as it takes"
    ]
    assert status == 1, "for the repairs of the others"


def test_it_stops_no_commit(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit_files({"1.md": SOUND})
    repo.write("1.md", DAMAGED)
    repo.add()
    monkeypatch.setattr(decision, "analyze", endless_for("1.md"))
    assert go(Config(timeout=SOON), repo.root)[0] == 0


def test_a_large_new_file_is_not_passed_over_in_silence(repo: Repo) -> None:
    """Through the command, and though it is told to be quiet."""
    text = "".join(
        f"The {number} mills beside the the river grind {number + 1} sacks a day.\n" for number in range(300)
    )
    repo.write("large.md", text)
    repo.write("small.md", DAMAGED)
    repo.add()
    command = [sys.executable, "-m", "weave_fix", "--quiet", "--check", "--timeout", "0.05", "large.md"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.startswith("weave-fix: warning: large.md: took over 0.05 s and was left as it was")
    assert done.returncode == 0
    assert done.stdout == ""


def test_a_file_that_is_too_large_for_its_time_is_not_begun(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    repo.write("large.md", DAMAGED * (runner.MOST_A_SECOND // len(DAMAGED) + 1))
    repo.add()
    config = Config(timeout=1, notes="none", verbose=True)
    status, _, err = go(config, repo.root)
    assert ("a.md: checked, " in err, "large.md: checked" in err) == (True, False)
    assert "large.md: is too large to be checked in 1 s and was left as it was" in err
    assert (status, repo.read("a.md")) == (1, SOUND.encode())
