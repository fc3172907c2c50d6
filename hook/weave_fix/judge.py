"""Each file on trial goes through examination and the gate by itself; many files share the processors."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.errors import FaultError, FileError, WeaveFixError
from weave_fix.language.known import NoWords, RepositoryWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.config import Config
    from weave_fix.data import Document, FilePatch
    from weave_fix.decide.alone import Reader
    from weave_fix.files import Selection, Source, Subject
    from weave_fix.git import Repository
    from weave_fix.language.known import Known

NO_LANGUAGE = "none"
"""Stands in the configuration for no language model."""
MANY = 48
"""Files from which on a second process is worth its start: some 0.5 s of work."""
PROCESSES = 4
"""Processes at most: a hook should leave the machine usable."""


class Judged(NamedTuple):
    """A patch that has passed the gate."""

    patch: FilePatch
    source: Source
    diff: bytes
    """Empty where nothing changes, or where no diff is to be printed."""
    lacking: int = 0
    """Markdown files whose words are not known, since the partial clone lacks them."""


class Trouble(NamedTuple):
    """One file could not be judged; the others were."""

    message: str
    is_fault: bool
    """Whether it is weave-fix's own fault."""


class Court:
    """What judging one file after another takes."""

    def __init__(self, selection: Selection, repository: Repository | None, config: Config) -> None:
        self._subjects = selection.subjects
        self._repository = repository
        self._config = config
        self._known = _known_words(repository, selection)
        self._reader = None if config.language == NO_LANGUAGE else _reader(config, repository)

    def judge_all(self) -> Iterator[Judged | Trouble]:
        """Yield what comes of each subject, in their order."""
        processes = min(PROCESSES, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1
        if len(self._subjects) < MANY or processes < 2:
            yield from map(self.judge, range(len(self._subjects)))
            return
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # A fork has the texts already; where there is none (macOS, Windows) one process has to do.
        with ProcessPoolExecutor(processes, get_context("fork"), _convene, (self,)) as pool:
            yield from pool.map(_judge, range(len(self._subjects)), chunksize=8)

    def judge(self, number: int) -> Judged | Trouble:
        """Examine one text and take the patch through the gate."""
        path = self._subjects[number].document.path
        try:
            return self._judge(self._subjects[number])
        except WeaveFixError as error:
            return Trouble(str(error) if isinstance(error, FileError) else f"{path}: {error}", is_fault=False)
        except FaultError as error:
            return Trouble(str(error), is_fault=True)
        except Exception as error:  # one file's bad luck must not keep the others from being read
            from weave_fix.report.fault import describe

            return Trouble(f"{path}: {describe(error)}", is_fault=True)

    def _judge(self, subject: Subject) -> Judged:
        from weave_fix.decide import Lens, examine

        lens = Lens(self._known, self._reader, self._config.unsafe, self._config.scope == "all")

        def look(document: Document) -> FilePatch:
            patch = examine(document, subject.bases, lens)
            if not patch.changed:
                return patch
            from weave_fix.check import admit

            return admit(patch, subject.bases)

        patch = look(subject.document)
        if self._repository is not None and subject.bases and (patch.applied or patch.reported):
            from weave_fix.foreign import name_sources

            patch = name_sources(patch, self._repository, subject.bases[0].commit)
        if not patch.changed:
            return Judged(patch, subject.source, b"", self._lacking)
        from weave_fix.check import verify
        from weave_fix.patch import file_change, unified_diff

        verify(patch, subject.bases, look)
        diff = unified_diff([file_change(patch)]) if self._config.format == "diff" else b""
        return Judged(patch, subject.source, diff, self._lacking)

    @property
    def _lacking(self) -> int:
        return self._known.lacking if isinstance(self._known, RepositoryWords) else 0


def _known_words(repository: Repository | None, selection: Selection) -> Known:
    """Return the words of the commit that the bases are in: HEAD may hold the damage already."""
    if repository is None or selection.commit is None or not selection.subjects:
        return NoWords()
    return RepositoryWords(repository, selection.commit, code=True)


def _reader(config: Config, repository: Repository | None) -> Reader:
    """Return what reads a text by itself: the shipped model, or the one that the configuration names."""
    from weave_fix.decide.alone import Reader
    from weave_fix.language.model import Model, shipped

    if config.language is None:
        return Reader(shipped())
    return Reader(Model(Path(config.language) if repository is None else repository.root / config.language))


_court: list[Court] = []


def _convene(court: Court) -> None:
    """Begin a process of the pool; the interrupt of a terminal is for the first process to act on."""
    from signal import SIG_IGN, SIGINT, signal

    signal(SIGINT, SIG_IGN)
    _court[:] = [court]


def _judge(number: int) -> Judged | Trouble:
    return _court[0].judge(number)
