"""System calls of the command that fail, or at which a signal comes, by strace."""

from __future__ import annotations

import re
from collections import Counter
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

from bench.errors import BenchError
from bench.faults.scene import Ended, left_beside, problems, run, untrue
from bench.measure import find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from bench.faults.scene import Scene

ERRORS = {
    "openat": ("EACCES", "EMFILE", "EIO"),
    "read": ("EIO",),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "rename": ("EACCES", "ENOSPC"),
    "unlink": ("EACCES",),
    "mkdir": ("ENOSPC",),
    "mmap": ("ENOMEM",),
}
OTHERS = ("EIO", "ENOMEM")
LASTING = {"write", "fsync", "rename", "mkdir", "fchmod", "fchown"}
"""What goes on failing, as on a full disk, in half of the tries."""
LEAVES = {"unlink"}
"""If these fail, one file that was to be taken away may stay."""
NEVER = {"exit_group", "exit", "execve", "rt_sigreturn", "restart_syscall", "brk", "vfork", "clone", "clone3", "fork"}
"""Calls that do not return, or whose failure an interpreter cannot outlive."""
CALL = re.compile(r"^(?:\d+ +)?([a-z_0-9]+)\(")
BEGIN = "weave_fix/__main__|weave_fix/notes/__main__"


class Call(NamedTuple):
    """One system call of the command."""

    name: str
    number: int
    """1-based, among the calls of this name."""


class Failing(NamedTuple):
    """What came of it."""

    tries: int
    statuses: Counter[int]
    lost: tuple[str, ...]
    calls: int
    """System calls of the command, which the tries were drawn from."""


def is_possible() -> bool:
    """Tell whether system calls can be made to fail here."""
    return find("strace") is not None


def calls_of(scene: Scene, folder: Path) -> list[Call]:
    """Return the system calls of an undisturbed run, from where the command's own code begins."""
    if scene.traced:
        return scene.traced
    root, log = folder / f"{scene.name}-traced", folder / f"{scene.name}.log"
    scene.copy(root)
    _trace(scene, root, ["-o", str(log)])
    rmtree(root)
    counts: Counter[str] = Counter()
    found = scene.traced
    begun = False
    for line in log.read_text("utf-8", "replace").splitlines():
        begun = begun or re.search(BEGIN, line) is not None
        if named := CALL.match(line):
            counts[named[1]] += 1
            if begun and named[1] not in NEVER:
                found.append(Call(named[1], counts[named[1]]))
    if not found:
        raise BenchError("strace shows no system call; may this process trace others?")
    return found


def signalled(scene: Scene, root: Path, call: Call, name: str) -> Ended:
    """Run the command with the signal `name` at a call."""
    return _trace(scene, root, ["-o", "/dev/null", "-e", f"inject={call.name}:signal={name}:when={call.number}"])


def _trace(scene: Scene, root: Path, options: Sequence[str]) -> Ended:
    strace = find("strace")
    assert strace is not None
    program = find(scene.command[0])
    assert program is not None
    return run([strace, "-qq", *options, program, *scene.command[1:]], root)


def fail(scenes: Sequence[Scene], number: int, rng: Random, folder: Path) -> Failing:
    """Have `number` system calls fail, one a run, drawn from all that the commands make."""
    known = [(scene, call) for scene in scenes for call in calls_of(scene, folder)]
    drawn = rng.sample(known, number) if number <= len(known) else [*known, *rng.choices(known, k=number - len(known))]
    statuses: Counter[int] = Counter()
    lost: list[str] = []
    for at, (scene, call) in enumerate(drawn):
        root = folder / f"call-{at}"
        scene.copy(root)
        error = rng.choice(ERRORS.get(call.name, OTHERS))
        lasting = "+" if call.name in LASTING and rng.random() < 0.5 else ""
        what = f"{call.name}:error={error}:when={call.number}{lasting}"
        ended = _trace(scene, root, ["-o", "/dev/null", "-e", f"inject={what}"])
        statuses[ended.status] += 1
        found = untrue(scene, root, ended)
        found += problems(scene, root, may_leave=call.name in LEAVES and left_beside(scene, root) < 2)
        lost += [f"{scene.name}, {what}, status {ended.status}: {one}" for one in found]
        rmtree(root)
    return Failing(len(drawn), statuses, tuple(lost), len(known))
