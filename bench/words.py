"""What a commit waits for the repository's words: where none are kept, those of the commit before it, or its own."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from bench.errors import BenchError
from weave_fix.git import Repository
from weave_fix.vocabulary.cache import FOLDER, words_of_commit
from weave_fix.vocabulary.scan import ScanLimits

if TYPE_CHECKING:
    from pathlib import Path

ASKED = [f"word{number}" for number in range(50)]


@dataclass(frozen=True, slots=True)
class Words:
    """Median seconds until fifty words are looked up."""

    gathered_s: float
    """Nothing was kept."""
    followed_s: float
    """The words of the first parent's tree were kept."""
    kept_s: float
    left_bytes: int
    """Markdown that was too much to gather."""


def measure_words(clone: Path, folder: Path, runs: int) -> Words:
    """Time the words of `clone`'s HEAD, in a clone of it below `folder`."""
    command = ["git", "clone", "--quiet", "--shared", "--no-checkout", str(clone), str(folder / "clone")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    repository = Repository.discover(folder / "clone") if done.returncode == 0 else None
    if repository is None:
        raise BenchError(f"{clone}: cannot be cloned ({done.stderr.strip()}); name another clone")
    head = repository.resolve("HEAD")
    taken: dict[str, list[float]] = {"gathered": [], "followed": [], "kept": []}
    for _ in range(runs):
        for name, before in (("gathered", None), ("followed", "HEAD~1"), ("kept", "HEAD")):
            shutil.rmtree(repository.git_dir / FOLDER, ignore_errors=True)
            if before:
                words_of_commit(repository, repository.resolve(before), ScanLimits())
            start = perf_counter()
            words = words_of_commit(repository, head, ScanLimits())
            for word in ASKED:
                words.count(word)
            taken[name].append(perf_counter() - start)
    gathered_s, followed_s, kept_s = map(median, taken.values())
    return Words(gathered_s, followed_s, kept_s, words.left)
