"""Each file on trial goes through examination and the gate by itself; many files share the processors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.errors import FaultError, FileError, WeaveFixError
from weave_fix.language.known import NoWords, RepositoryWords
from weave_fix.pool import in_order, processes

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
SHARE = 8
"""Files that a process gets at a time."""


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

    def __init__(
        self,
        selection: Selection,
        repository: Repository | None,
        config: Config,
        reader: Reader | None,
        words: Path | None = None,
    ) -> None:
        """`reader` is what `reader_of` returns; `words` a folder to keep words in, None for the repository's own."""
        self._subjects = selection.subjects
        self._repository = repository
        self._config = config
        self._known = _known_words(repository, selection, words)
        self._reader = reader

    def judge_all(self) -> Iterator[Judged | Trouble]:
        """Yield what comes of each subject, in their order, from several processes where there are many."""
        if len(self._subjects) < MANY or processes() < 2:
            yield from self.judge_here()
            return
        for share in in_order(self._judge_share, self._shares(), "files"):
            yield from share

    def judge_here(self) -> Iterator[Judged | Trouble]:
        """Yield what comes of each subject, in their order, from this process."""
        return map(self.judge, range(len(self._subjects)))

    def _judge_share(self, numbers: range) -> list[Judged | Trouble]:
        return [self.judge(number) for number in numbers]

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


def _known_words(repository: Repository | None, selection: Selection, folder: Path | None) -> Known:
    """Return the words of the commit that the bases are in: HEAD may hold the damage already."""
    if repository is None or selection.commit is None or not selection.subjects:
        return NoWords()
    return RepositoryWords(repository, selection.commit, code=True, folder=folder)


def reader_of(config: Config, repository: Repository | None) -> Reader | None:
    """Return what reads a text by itself: the shipped model, the one that is configured, or nothing for `none`."""
    if config.language == NO_LANGUAGE:
        return None
    from weave_fix.decide.alone import Reader
    from weave_fix.language.model import Model, shipped

    if config.language is None:
        return Reader(shipped())
    return Reader(Model(Path(config.language) if repository is None else repository.root / config.language))
