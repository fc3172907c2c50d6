"""A command that is told to end does so, with its processes, and leaves no file half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM, Signals

import pytest

from tests.conftest import Repo
from tests.texts import DAMAGED, SOUND
from weave_fix import runner
from weave_fix.runtime.signals import Stopped, held, stoppable, temporary_folder

PATIENCE = 60
"""Seconds until a test fails that waits for what should be there at once."""
STATUSES = [
    pytest.param(SIGTERM, 143, id="SIGTERM"),
    pytest.param(SIGHUP, 129, id="SIGHUP"),
    pytest.param(SIGINT, 130, id="SIGINT"),
]


def until(holds: Callable[[], bool]) -> None:
    """Wait until `holds` returns true."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


USUAL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
"""
"""What a command in the foreground of a terminal starts with: the tests may run in the background, or under nohup."""


def python(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run an interpreter with `code` to its end."""
    command = [sys.executable, "-c", USUAL + code]
    return subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=False)


def is_gone(process: int) -> bool:
    """Tell whether a process has ended, be it that nobody has asked for its status yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="several processes need a fork and processors"
)
class TestWorkers:
    CODE = """
import os, sys
from weave_fix import decision
def analyze(*args):
    {act}
    os.write(1, b'%d\\n' % os.getpid())
    while True:
        {wait}
decision.analyze = analyze
from weave_fix.__main__ import run
sys.exit(run())
"""

    @pytest.fixture(autouse=True)
    def gone(self) -> Iterator[None]:
        """End what a test that fails has left."""
        self.started: list[subprocess.Popen[str]] = []
        yield
        for run in self.started:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, SIGKILL)

    def start(self, repo: Repo, wait: str = "pass", act: str = "pass") -> tuple[subprocess.Popen[str], list[int]]:
        """Start a run whose workers never end; return it with the numbers of two of them."""
        names = [f"{number:02}.md" for number in range(runner.MANY)]
        repo.commit_files(dict.fromkeys(names, SOUND))
        for name in names:
            repo.write(name, DAMAGED)
        repo.add()
        command = [sys.executable, "-c", USUAL + self.CODE.format(wait=wait, act=act), "--quiet"]
        started = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.started.append(started)
        assert started.stdout is not None
        return started, [int(started.stdout.readline()) for _ in range(2)]

    @pytest.mark.parametrize(("number", "status"), [*STATUSES, pytest.param(SIGKILL, -SIGKILL, id="SIGKILL")])
    @pytest.mark.parametrize(
        "wait",
        [
            pytest.param("__import__('time').sleep(9)", id="asleep"),
            pytest.param("pass", id="at work"),
            pytest.param("__import__('re').match('(a+)+$', 'a' * 64 + 'b')", id="at work without another thread"),
        ],
    )
    def test_they_end_with_the_run(self, repo: Repo, number: Signals, status: int, wait: str) -> None:
        run, workers = self.start(repo, wait)
        run.send_signal(number)
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == status
        assert "Traceback" not in err
        assert "fault" not in err
        until(lambda: all(map(is_gone, workers)))
        assert repo.read("00.md") == DAMAGED.encode()

    @pytest.mark.parametrize(("number", "status"), STATUSES)
    def test_a_signal_to_all_of_them_is_no_fault(self, repo: Repo, number: Signals, status: int) -> None:
        run, workers = self.start(repo, "__import__('time').sleep(9)")
        os.killpg(run.pid, number)
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == status
        assert err.startswith("weave-fix: error: ")
        assert err.count("\n") == 1
        until(lambda: all(map(is_gone, workers)))

    def test_where_the_system_kills_nobody_the_pipe_does(self, repo: Repo) -> None:
        # As where there is no prctl: what it set is taken back.
        run, workers = self.start(repo, act="__import__('ctypes').CDLL(None).prctl(1, 0, 0, 0, 0)")
        run.kill()
        run.communicate(timeout=PATIENCE)
        until(lambda: all(map(is_gone, workers)))

    def test_one_that_is_killed_is_an_error(self, repo: Repo) -> None:
        run, workers = self.start(repo)
        os.kill(workers[0], SIGKILL)
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == 2
        assert err.startswith(
            "weave-fix: error: a process of weave-fix was killed, perhaps there is too little memory;"
        )
        until(lambda: all(map(is_gone, workers)))


class TestFiles:
    CODE = """
import os, sys
real, calls = os.{call}, []
def called(*args, **flags):
    calls.append(args)
    if len(calls) == {which}:
        os.kill(os.getpid(), {number})
    return real(*args, **flags)
os.{call} = called
from weave_fix.__main__ import run
sys.exit(run())
"""

    def stage(self, repo: Repo) -> bytes:
        """Stage a damaged text and return what the working tree holds: it differs, so that the repair is merged."""
        repo.commit_files({"a.md": SOUND})
        repo.write("a.md", DAMAGED)
        repo.add()
        return repo.write("a.md", f"{DAMAGED}An unstaged line.\n").read_bytes()

    def check(self, repo: Repo, before: bytes, folder: Path) -> None:
        assert repo.read("a.md") in (before, before.replace(DAMAGED.encode(), SOUND.encode()))
        assert repo.git("status", "--short", "--untracked-files") == "MM a.md\n"
        assert list(folder.iterdir()) == []
        kept = [path.name for path in repo.path(".git/weave-fix").rglob("*") if path.is_file()]
        assert not [name for name in kept if name.startswith(".") or name.endswith(".new")]

    @pytest.mark.parametrize("call", ["mkdir", "fchmod", "fsync", "replace", "rmdir"])
    def test_none_is_left_whenever_a_signal_comes(self, repo: Repo, tmp_path: Path, call: str) -> None:
        before = self.stage(repo)
        folder = tmp_path / "tmp"
        folder.mkdir()
        statuses: list[int] = []
        while statuses[-1:] != [1]:  # until there are no more calls
            repo.write("a.md", before)
            code = self.CODE.format(call=call, number=int(SIGTERM), which=len(statuses) + 1)
            done = python(code, TMPDIR=str(folder))
            statuses.append(done.returncode)
            assert "Traceback" not in done.stderr
            self.check(repo, before, folder)
        assert set(statuses[:-1]) == {143}

    @pytest.mark.parametrize(("number", "status"), STATUSES)
    def test_none_is_left_whatever_signal_comes(self, repo: Repo, tmp_path: Path, number: Signals, status: int) -> None:
        before = self.stage(repo)
        folder = tmp_path / "tmp"
        folder.mkdir()
        done = python(self.CODE.format(call="fchmod", number=int(number), which=1), TMPDIR=str(folder))
        assert done.returncode == status
        assert done.stderr.endswith("; every file is as it was or whole\n")
        self.check(repo, before, folder)

    def test_a_signal_that_is_ignored_stays_so(self, repo: Repo) -> None:
        before = self.stage(repo)
        code = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        done = python(code + self.CODE.format(call="fchmod", number=int(SIGHUP), which=1))
        assert done.returncode == 1, "as under nohup"
        assert repo.read("a.md") == before.replace(DAMAGED.encode(), SOUND.encode())


class TestStart:
    CODE = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "{name}":
            os.kill(os.getpid(), {number})
sys.meta_path.insert(0, Finder())
from {package}.__main__ import run
sys.exit(run())
"""

    @pytest.mark.parametrize("number", [SIGINT, SIGTERM, SIGHUP])
    @pytest.mark.parametrize(
        ("package", "name"),
        [
            ("weave_fix", "weave_fix.cli"),
            ("weave_fix", "weave_fix.report.terminal"),
            ("weave_fix.notes", "weave_fix.notes.cli"),
            ("weave_fix.notes", "weave_fix.exit_status"),
        ],
    )
    def test_a_signal_while_modules_are_read_says_nothing(self, package: str, name: str, number: Signals) -> None:
        code = self.CODE.format(package=package, name=name, number=int(number))
        done = python(code)
        assert (done.returncode, done.stdout, done.stderr) == (-number, "", "")

    @pytest.mark.parametrize(("number", "status"), STATUSES)
    def test_a_signal_later_is_told(self, repo: Repo, number: Signals, status: int) -> None:
        code = self.CODE.format(package="weave_fix", name="weave_fix.run", number=int(number))
        done = python(code)
        assert done.returncode == status
        assert done.stderr.startswith("weave-fix: error: ")
        assert done.stderr.endswith("; every file is as it was or whole\n")

    @pytest.mark.parametrize("module", ["weave_fix", "weave_fix.notes"])
    def test_a_module_starts_as_its_command_does(self, module: str) -> None:
        done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert done.stdout.startswith("weave-")


class TestHandlers:
    @pytest.fixture(autouse=True)
    def usual(self) -> Iterator[None]:
        before = {SIGINT: signal.signal(SIGINT, signal.default_int_handler)}
        before |= {number: signal.signal(number, signal.SIG_DFL) for number in (SIGTERM, SIGHUP)}
        yield
        for number, handler in before.items():
            signal.signal(number, handler)

    def test_they_are_there_for_the_block_alone(self) -> None:
        with pytest.raises(Stopped, match="SIGHUP") as caught, stoppable():
            signal.raise_signal(SIGHUP)
        assert caught.value.number == SIGHUP
        assert signal.getsignal(SIGHUP) is signal.SIG_DFL

    def test_a_second_signal_does_not_stop_what_clears_up(self) -> None:
        done: list[str] = []

        def work() -> None:
            try:
                signal.raise_signal(SIGHUP)
            finally:
                signal.raise_signal(SIGTERM)
                signal.raise_signal(SIGHUP)
                done.append("cleared")

        with pytest.raises(Stopped), stoppable():
            work()
        assert done == ["cleared"]

    @pytest.mark.parametrize(("number", "error"), [(SIGTERM, Stopped), (SIGINT, KeyboardInterrupt)])
    def test_one_that_comes_while_it_is_held_comes_afterwards(
        self, number: Signals, error: type[BaseException]
    ) -> None:
        done: list[str] = []

        def work() -> None:
            with held():
                signal.raise_signal(number)
                done.append("the rest of the block")
            done.append("more")

        with pytest.raises(error), stoppable():
            work()
        assert done == ["the rest of the block"]
        assert signal.getsignal(SIGINT) is signal.default_int_handler

    def test_a_held_block_that_fails_fails(self) -> None:
        with pytest.raises(ValueError, match="own"), stoppable(), held():
            raise ValueError("own")

    def test_in_another_thread_nothing_changes(self) -> None:
        found = []

        def look() -> None:
            with stoppable(), held():
                found.append(signal.getsignal(SIGTERM))

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert found == [signal.SIG_DFL]

    def test_a_temporary_folder_goes_with_what_is_in_it(self) -> None:
        folders: list[Path] = []

        def work() -> None:
            with temporary_folder() as folder:
                folders.append(Path(folder))
                Path(folder, "file").write_text("x")
                signal.raise_signal(SIGTERM)

        with pytest.raises(Stopped), stoppable():
            work()
        assert [folder.exists() for folder in folders] == [False]
