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
    from weave_fix.workers import Leash

NO_LANGUAGE = "none"
"""Stands in the configuration for no language model."""
MANY = 48
"""Files from which on a second process is worth its start: some 0.5 s of work."""
SHARE = 8
"""Files that a process gets at a time."""
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
        yield from self._share(processes)

    def _share(self, processes: int) -> Iterator[Judged | Trouble]:
        """Judge the subjects in several processes, which end with this one."""
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import active_children, get_context

        from weave_fix.workers import Leash

        # A fork has the texts already; where there is none (macOS, Windows) one process has to do.
        fork = get_context("fork")
        with Leash() as leash, ProcessPoolExecutor(processes, fork, _convene, (self, leash)) as pool:
            try:
                # Not pool.map, which cancels what is left: a pool whose processes are killed then trips over it.
                futures = [pool.submit(_judge, share) for share in self._shares()]
                for future in futures:
                    yield from future.result()
            except BrokenProcessPool as error:
                hint = "perhaps there is too little memory; nothing was written. Run it with fewer files"
                raise WeaveFixError(f"a process of weave-fix was killed, {hint}") from error
            except BaseException:
                for worker in active_children():
                    worker.kill()  # else the pool would wait for what is being judged
                raise

    def _shares(self) -> Iterator[range]:
        total = len(self._subjects)
        return (range(start, min(start + SHARE, total)) for start in range(0, total, SHARE))

    def judge(self, number: int) -> Judged | Trouble:
        """Examine one text and take the patch through the gate."""
        path = self._subjects[number].document.path
        try:
            return self._judge(self._subjects[number])
        except WeaveFixError as error:
            return Trouble(str(error) if isinstance(error, FileError) else f"{path}: {error}", is_fault=False)
        except OSError as error:  # no room on a disk, or too many open files
            return Trouble(f"{path}: {error}; see to it and run weave-fix again", is_fault=False)
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


def _convene(court: Court, leash: Leash) -> None:
    """Begin a process of the pool."""
    leash.tie()
    _court[:] = [court]


def _judge(numbers: range) -> list[Judged | Trouble]:
    return [_court[0].judge(number) for number in numbers]
