"""The command is killed, at a random moment or at a random system call."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

from bench import sandbox
from bench.faults.calls import calls_of, is_possible, signalled
from bench.faults.scene import left_beside, problems, run
from bench.measure import find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from bench.faults.calls import Call
    from bench.faults.scene import Scene

SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT")
SAVING = ("write", "rename", "fsync", "fchmod", "flock", "unlink", "ftruncate")
"""Calls around which files change; half of the kills at a call come at one of them."""


class Kills(NamedTuple):
    """What came of it."""

    tries: int
    killed: Counter[str]
    """By signal: those that came before the command had ended."""
    beside: int
    """Temporary files that SIGKILL left in the working tree."""
    lost: tuple[str, ...]


def kill(scenes: Sequence[Scene], number: int, rng: Random, folder: Path) -> Kills:
    """Kill the commands `number` times and look at what is left."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell: the command would, too
        signal.signal(signal.SIGINT, signal.default_int_handler)
    lasting = {scene.name: _seconds(scene, folder) for scene in scenes}
    calls = {scene.name: calls_of(scene, folder) if is_possible() else [] for scene in scenes}
    killed: Counter[str] = Counter()
    lost: list[str] = []
    beside = 0
    for at in range(number):
        scene = scenes[0] if rng.random() < 0.7 else scenes[1]
        name = rng.choice(SIGNALS)
        root = folder / f"kill-{at}"
        scene.copy(root)
        if calls[scene.name] and at % 2:
            call = _drawn(calls[scene.name], rng)
            where = f"at {call.name} {call.number}"
            came = signalled(scene, root, call, name).status not in (0, scene.ended.status)
        else:
            seconds = rng.uniform(0, 1.1 * lasting[scene.name])
            where = f"after {seconds:.3f} s"
            came = _kill_after(scene, root, seconds, name)
        killed[name] += came
        beside += left_beside(scene, root) if name == "SIGKILL" else 0
        found = problems(scene, root, may_leave=name == "SIGKILL")
        lost += [f"{scene.name}, {name} {where}: {one}" for one in found]
        rmtree(root)
    return Kills(number, killed, beside, tuple(lost))


def _drawn(calls: Sequence[Call], rng: Random) -> Call:
    saving = [call for call in calls if call.name in SAVING]
    return rng.choice(saving if saving and rng.random() < 0.5 else calls)


def _seconds(scene: Scene, folder: Path) -> float:
    root = folder / f"{scene.name}-timed"
    scene.copy(root)
    begin = time.perf_counter()
    run(scene.command, root)
    seconds = time.perf_counter() - begin
    rmtree(root)
    return seconds


def _kill_after(scene: Scene, root: Path, seconds: float, name: str) -> bool:
    program = find(scene.command[0])
    assert program is not None
    process = subprocess.Popen(
        [program, *scene.command[1:]],
        cwd=root,
        env=sandbox.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(getattr(signal, name))
        process.wait()
        return True
    return False
