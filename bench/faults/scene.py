"""The repositories that faults happen in, and what has to hold there afterwards."""

from __future__ import annotations

import fcntl
import re
import subprocess
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from bench import sandbox
from bench.errors import BenchError
from bench.measure import find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.faults.calls import Call

SOUND = """# {name}

The people of the valley listen to the music and eat bread by the river.

The old mill stands at the end of the village.

The last line of {name}.
"""
DAMAGE = ("the music", "themusic")
EDIT = ("the end of the village", "the end of a long village")
UNSTAGED = "A line that is not staged yet.\n"
COLLIDING = ("listen to themusic and eat bread", "hear the music in the hall")
MESSAGE = ".git/COMMIT_EDITMSG"
QUIET = "nothing found"
MADE = re.compile(r"(\d+) repairs? made in (\d+) files?")
LONGEST_S = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    """Negative: the signal that ended it."""
    said: str


@dataclass(frozen=True, slots=True)
class State:
    """What a repository holds, as far as a user could lose it."""

    files: dict[str, bytes]
    """The working tree, and the message of the commit where there is one, by path."""
    index: bytes


@dataclass(frozen=True)
class Scene:
    """A repository, the command that runs in it, and what an undisturbed run makes of it."""

    name: str
    pristine: Path
    command: tuple[str, ...]
    before: State
    after: State
    ended: Ended
    unstaged: dict[str, bytes]
    """Lines that only the working tree has, by path."""
    traced: list[Call] = field(default_factory=list)
    """The system calls of an undisturbed run, once they were looked for."""
    later: dict[str, list[str]] = field(default_factory=dict)
    """What was wrong with the runs after a fault, by what the repository held then."""

    def copy(self, root: Path) -> None:
        """Make the repository anew at `root`, which does not exist yet."""
        sandbox.copy(self.pristine, root)


def run(command: Sequence[str], root: Path) -> Ended:
    """Run `command` in `root` to its end."""
    done = subprocess.run(
        [find(command[0]) or command[0], *command[1:]],
        cwd=root,
        env=sandbox.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LONGEST_S,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"))


def state_of(root: Path) -> State:
    """Return what the repository at `root` holds now."""
    files = {path.name: path.read_bytes() for path in sorted(root.iterdir()) if path.is_file()}
    message = root / MESSAGE
    if message.exists():
        files[MESSAGE] = message.read_bytes()
    listing = ["git", "ls-files", "--stage", "-z"]
    index = subprocess.run(listing, cwd=root, env=sandbox.environment(), capture_output=True, check=False).stdout
    return State(files, index)


def scenes(folder: Path) -> list[Scene]:
    """Make both repositories below `folder`."""
    if find("weave-fix") is None or find("weave-notes") is None:
        raise BenchError("weave-fix: not installed; install it beside this interpreter")
    return [_repairing(folder), _noting(folder)]


def _repairing(folder: Path) -> Scene:
    root = folder / "repair-pristine"
    names = ("whole.md", "partly.md", "collides.md", "sound.md")
    _commit(root, names)
    for name in names:
        _change(root / name, *(EDIT if name == "sound.md" else DAMAGE))
    sandbox.git(root, "add", "--all")
    for name in ("partly.md", "sound.md"):
        (root / name).write_text((root / name).read_text() + UNSTAGED)
    _change(root / "collides.md", *COLLIDING)
    unstaged = dict.fromkeys(("partly.md", "sound.md"), UNSTAGED.encode())
    return _undisturbed("repair", root, ("weave-fix",), unstaged | {"collides.md": COLLIDING[1].encode()}, folder)


def _noting(folder: Path) -> Scene:
    root = folder / "notes-pristine"
    _commit(root, ("whole.md",))
    _change(root / "whole.md", *EDIT)
    _change(root / "whole.md", *DAMAGE)
    sandbox.git(root, "add", "--all")
    run(["weave-fix"], root)
    sandbox.git(root, "add", "--all")
    (root / MESSAGE).write_text("Say how long the village is\n")
    return _undisturbed("notes", root, ("weave-notes", MESSAGE), {}, folder)


def _commit(root: Path, names: Sequence[str]) -> None:
    root.mkdir()
    sandbox.git(root, "init", "--quiet", "--template=", "--initial-branch=main")
    for name in names:
        (root / name).write_text(SOUND.format(name=name.removesuffix(".md")))
    sandbox.git(root, "add", "--all")
    sandbox.git(root, "commit", "--quiet", "--no-verify", "--message=Base")


def _change(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text, file
    file.write_text(text.replace(before, after))


def _undisturbed(name: str, root: Path, command: tuple[str, ...], unstaged: dict[str, bytes], folder: Path) -> Scene:
    tried = folder / f"{name}-undisturbed"
    sandbox.copy(root, tried)
    before = state_of(tried)
    ended = run(command, tried)
    after = state_of(tried)
    if after.files == before.files:
        raise BenchError(f"{name}: {command[0]} changed nothing in the repository made for it: {ended.said}")
    return Scene(name, root, command, before, after, ended, unstaged)


def problems(scene: Scene, root: Path, *, may_leave: bool) -> list[str]:
    """Return what does not hold at `root` after a fault; changes the repository.

    With `may_leave` a temporary file may stand in the working tree: nobody could take it away.
    """
    now = state_of(root)
    found = [] if now.index == scene.before.index else ["the index has changed"]
    for path, old in scene.before.files.items():
        if now.files.get(path) not in (old, scene.after.files[path]):
            found.append(f"{path} is neither the old nor the repaired one")
        elif scene.unstaged.get(path, b"") not in now.files[path]:
            found.append(f"{path} has lost an unstaged edit")
    beside = sorted(now.files.keys() - scene.before.files.keys())
    if beside and not may_leave:
        found.append(f"left in the working tree: {', '.join(beside)}")
    for path in beside:
        (root / path).unlink()
    found += _locks(root)
    # Most faults leave what another one has left: the later runs are not done anew for it.
    key = _digest(root)
    if key not in scene.later:
        scene.later[key] = _later(scene, root)
    return found + scene.later[key]


def left_beside(scene: Scene, root: Path) -> int:
    """Return how many files stand in the working tree that were not there."""
    return len(state_of(root).files.keys() - scene.before.files.keys())


def _locks(root: Path) -> list[str]:
    found = [f"{path.name} is left" for path in (root / ".git").rglob("*.lock") if path.name != "notes.lock"]
    kept = root / ".git" / "weave-fix" / "notes.lock"  # this file stays; whether it is locked is what counts
    if kept.exists():
        with kept.open("rb+") as opened:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                found.append("the journal of notes is locked still")
    return found


def _digest(root: Path) -> str:
    """Return a digest of the working tree, the index, the message and what weave-fix keeps."""
    digest = sha256(repr(state_of(root)).encode())
    for path in sorted((root / ".git" / "weave-fix").rglob("*")):
        digest.update(repr((str(path.relative_to(root)), path.read_bytes() if path.is_file() else b"")).encode())
    return digest.hexdigest()


def _later(scene: Scene, root: Path) -> list[str]:
    """Return what is wrong with the runs after a fault."""
    if scene.name == "notes":
        again = run(scene.command, root)
        right = state_of(root).files == scene.after.files and again.status == 0
        return [] if right else [f"the next run ended otherwise ({again.status}): {again.said}"]
    again = run([*scene.command, "--format", "diff=.git/repairs.diff", "--format", "text"], root)
    found: list[str] = []
    if again.status != scene.ended.status or state_of(root).files != scene.after.files:
        found.append(f"the next run ended otherwise ({again.status}): {again.said}")
    diffs = (root / ".git" / "repairs.diff", *(root / ".git" / "weave-fix").glob("*.patch"))
    for diff in (one for one in diffs if one.exists() and one.stat().st_size):  # empty where all was written before
        taken = run(["git", "apply", "--check", "--cached", str(diff)], root)
        found += [f"git apply refuses {diff.name}: {taken.said}"] if taken.status else []
    run(["git", "add", "--all"], root)
    quiet = run(scene.command, root)
    if quiet.status or QUIET not in quiet.said:
        found.append(f"the run after git add is not quiet ({quiet.status}): {quiet.said}")
    return found


def untrue(scene: Scene, root: Path, ended: Ended) -> list[str]:
    """Return what a command that ended by itself has said, or its status says, and is not so."""
    now = state_of(root).files
    changed = sum(now.get(path) != old for path, old in scene.before.files.items())
    if scene.name != "repair":
        return []
    found = [f"passed with status 0: {ended.said}"] if ended.status == 0 else []
    made = MADE.search(ended.said)
    if made and int(made[2]) > changed:
        found.append(f"{changed} files changed, and it says: {made[0]}")
    return found
