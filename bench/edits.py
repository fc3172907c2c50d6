"""Human edits, drawn from a clone's history with one `git log` and one `git cat-file --batch`."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from bench.errors import BenchError
from weave_fix.markdown.blocks import prose_spans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

MARKDOWN = tuple(f":(icase)*{suffix}" for suffix in (".md", ".markdown", ".mdx", ".mkd"))
CHARACTERS = range(1_500, 40_001)
LINES_CHANGED = range(1, 41)
"""Lines taken out, and lines put in."""
EDITS_PER_PATH = 5
"""So that a changelog or a news page does not stand for the whole clone."""
_FUNCTION_WORDS = """
    a an and are as at be by can for from has have if in into is it its may not of on or should that the then there
    these this to use was we when which will with you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class HumanEdit:
    """One Markdown file before and after one ordinary commit, line ends as they are."""

    commit: str
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A file that a commit modified, with the object ids of its two versions."""

    commit: str
    path: str
    old: str
    new: str


def draw(clone: Path, count: int, seed: int) -> list[HumanEdit]:
    """Return up to `count` human edits from `clone`, the same for the same history and seed.

    Raises BenchError where `clone` is no git repository or holds no edit that serves.
    """
    # Sorted, so that commits of the same second cannot change places between two versions of git.
    changes = sorted(list_changes(clone))
    random.Random(f"edits {seed}").shuffle(changes)
    per_path: Counter[str] = Counter()
    edits: list[HumanEdit] = []
    with BlobReader(clone) as blobs:
        for change in changes:
            if len(edits) == count:
                break
            if per_path[change.path] == EDITS_PER_PATH:
                continue
            edit = _load(change, blobs)
            if edit is not None and serves(edit):
                per_path[change.path] += 1
                edits.append(edit)
    if not edits:
        raise BenchError(
            f"{clone}: none of its {len(changes)} changes to Markdown files is an edit of 1 to 40 lines in English"
            " prose; name a clone with more history (a shallow clone has none)"
        )
    return edits


def head_of(clone: Path) -> str:
    """Return the object id of the clone's HEAD; raises BenchError where there is none."""
    return _git(clone, "rev-parse", "--verify", "HEAD^{commit}").decode().strip()


def list_changes(clone: Path) -> list[Change]:
    """Return every modification of a Markdown file in the ordinary (non-merge) commits below HEAD."""
    fields = iter(
        _git(
            clone,
            *("log", "--no-merges", "--no-renames", "--diff-filter=M", "--raw", "--no-abbrev", "-z"),
            *("--no-show-signature", "--no-color", "--format=%H", "HEAD", "--", *MARKDOWN),
        ).split(b"\0")
    )
    changes, commit = [], ""
    for field in fields:
        # The first change of a commit comes on a new line, in spite of -z.
        entry = field.strip(b"\n")
        if not entry.startswith(b":"):
            commit = entry.decode("ascii")
            continue
        _, mode, old, new, _ = entry.decode("ascii").split()
        path = next(fields).decode("utf-8", "surrogateescape")
        if mode.startswith("100"):  # neither a link nor a submodule
            changes.append(Change(commit, path, old, new))
    return changes


def lines_by_commit(clone: Path) -> Counter[str]:
    """Return how many lines of Markdown files each ordinary commit below HEAD takes out and puts in."""
    options = ("log", "--no-merges", "--no-renames", "--diff-filter=M", "--numstat", "-z", "--no-show-signature")
    lines: Counter[str] = Counter()
    commit = ""
    for field in _git(clone, *options, "--no-color", "--format=%H", "HEAD", "--", *MARKDOWN).split(b"\0"):
        numbers = field.strip(b"\n").split(b"\t", 2)
        if len(numbers) < 3:
            commit = numbers[0].decode("ascii") or commit
        elif numbers[0].isdigit():  # `-` of a file that is no text
            lines[commit] += int(numbers[0]) + int(numbers[1])
    return lines


def serves(edit: HumanEdit) -> bool:
    """Whether `edit` is of the size that people make in one go, in a text that is mostly English prose."""
    if any(len(text) not in CHARACTERS for text in (edit.before, edit.after)):
        return False
    before, after = edit.before.split("\n"), edit.after.split("\n")
    kept = LCSseq.similarity(before, after)
    if len(before) - kept not in LINES_CHANGED or len(after) - kept not in LINES_CHANGED:
        return False
    return mostly_prose(edit.before) and mostly_prose(edit.after)


def mostly_prose(text: str) -> bool:
    """Whether half the characters of `text` stand in lines of prose, and an eighth of its words are function words."""
    spans = prose_spans(text)
    if 2 * sum(end - start for start, end in spans) < len(text):
        return False
    words = [word for start, end in spans for word in _WORD.findall(text[start:end].lower())]
    return 8 * sum(word in FUNCTION_WORDS for word in words) >= len(words) > 0


class BlobReader:
    """Reads a clone's blobs through one `git cat-file --batch`; use it in a `with` statement."""

    def __init__(self, clone: Path) -> None:
        command = ["git", "-C", str(clone), "cat-file", "--batch"]
        # In a partial clone git would fetch every missing blob by itself, one connection each.
        environment = reading_environment() | {"GIT_NO_LAZY_FETCH": "1"}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def __enter__(self) -> BlobReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def read(self, object_id: str) -> bytes | None:
        """Return a blob's bytes; None where the clone does not have it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{object_id}\n".encode())
        self._process.stdin.flush()
        kind_and_size = self._process.stdout.readline().split()[1:]
        if len(kind_and_size) != 2:  # "missing"
            return None
        raw = self._process.stdout.read(int(kind_and_size[1]) + 1)[:-1]
        return raw if kind_and_size[0] == b"blob" else None


def reading_environment() -> dict[str, str]:
    """Return this process's environment without what git, when it runs a hook, says about another repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def _load(change: Change, blobs: BlobReader) -> HumanEdit | None:
    texts = list(_decoded(blobs, change))
    return HumanEdit(change.commit, change.path, *texts) if len(texts) == 2 else None


def _decoded(blobs: BlobReader, change: Change) -> Iterator[str]:
    for object_id in (change.old, change.new):
        raw = blobs.read(object_id)
        # No character takes more than four bytes: a longer blob need not be decoded to be refused.
        if raw is not None and len(raw) < 4 * CHARACTERS.stop and b"\0" not in raw:
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError:
                continue


def _git(clone: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(clone), *arguments], capture_output=True, check=False, env=reading_environment()
        )
    except FileNotFoundError:
        raise BenchError("git is not on the PATH; install it") from None
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip()
        raise BenchError(f"{clone}: no history can be read here: {message}; name a clone with at least one commit")
    return done.stdout
