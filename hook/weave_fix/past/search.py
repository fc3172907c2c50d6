"""Read the past of files and give them the bases that they would have without the damage committed since."""

from __future__ import annotations

from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from weave_fix.decision import AnalysisContext, analyze
from weave_fix.decision.earlier import EarlierLooks
from weave_fix.files.discover import LIMIT, not_text
from weave_fix.named_tuple import NamedTuple
from weave_fix.past.glance import CountsSource, glance
from weave_fix.past.mend import Mended, Version, mend
from weave_fix.patch.verify import drop_structure_changes
from weave_fix.positions import with_line_ends_of
from weave_fix.records import Base, Scope, decode
from weave_fix.vocabulary.lookup import RepositoryVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.git import Repository
    from weave_fix.git.past import PastChange, PastText
    from weave_fix.records import Document, FilePatch, Fix
    from weave_fix.vocabulary.lookup import Vocabulary

    Blobs = Iterator[tuple[str, int | None, bytes | None]]


class Searched(NamedTuple):
    """What the past says of some files."""

    mended: dict[str, Mended]
    """By path, of the files whose past was searched to its end or as far as time allowed."""
    stopped_at: str = ""
    """The file where time was up; empty where all were searched."""
    left: int = 0
    """Files that were not searched to the end."""
    lacking: int = 0
    """Versions that this clone lacks."""


class PastSearch:
    """Searches the past of files for damage that still stands."""

    def __init__(
        self, repository: Repository, language_source: LanguageSource | None, words: Path, *, unsafe: bool = False
    ) -> None:
        """`words` is a folder for the words of past commits; `unsafe`: unsafe repairs are made too."""
        self._unsafe = unsafe
        self._repository = repository
        self._language_source = language_source
        self._counts = None if language_source is None else CountsSource(language_source)
        self._words = words
        self._lacking = 0
        self._vocabulary = lru_cache(maxsize=4)(self._vocabulary_of)

    def search(
        self, texts: Mapping[str, str], changes: Mapping[str, Sequence[PastChange]], deadline: float
    ) -> Searched:
        """Return what becomes of each of `texts`, by path, when damage that its `changes` brought in is undone.

        `deadline` is when to stop, on the clock of `time.monotonic`.
        """
        wanted = [path for path in texts if changes.get(path)]
        specs = [oid for path in wanted for oid in _oids(changes[path])]
        mended: dict[str, Mended] = {}
        blobs = self._repository.read_blobs_below(specs, LIMIT)
        for number, path in enumerate(wanted):
            if monotonic() > deadline:
                return Searched(mended, path, len(wanted) - number, self._lacking)
            versions = self._versions(changes[path], blobs)
            mended[path] = mend(texts[path], versions, self._glance, self._judge, deadline)
            if not mended[path].is_whole:
                return Searched(mended, path, len(wanted) - number, self._lacking)
        return Searched(mended, lacking=self._lacking)

    def _versions(self, changes: Sequence[PastChange], blobs: Blobs) -> Iterator[Version]:
        texts = {oid: self._text(next(blobs)) for oid in _oids(changes)}
        return _versions(changes, texts)

    def _text(self, blob: tuple[str, int | None, bytes | None]) -> str | None:
        _, size, raw = blob
        self._lacking += size is None
        return None if raw is None or not_text(raw) is not None else decode(raw)

    def _glance(self, document: Document, bases: tuple[Base, ...], stands: Callable[[Fix], bool]) -> Iterator[Fix]:
        return glance(document, bases, stands, self._counts, self._repository.line_ends)

    def _judge(self, document: Document, bases: tuple[Base, ...]) -> FilePatch:
        """Judge a change as the hook would have judged it."""
        vocabulary = self._vocabulary(bases[0].commit)
        context = AnalysisContext(
            vocabulary,
            self._language_source,
            self._unsafe,
            line_ends=self._repository.line_ends,
            scope=Scope.CHANGES,
            earlier=EarlierLooks(),
        )
        return drop_structure_changes(analyze(document, bases, context), bases)

    def _vocabulary_of(self, commit: str) -> Vocabulary:
        return RepositoryVocabulary(self._repository, commit, code=True, folder=self._words)


def _oids(changes: Iterable[PastChange]) -> list[str]:
    """Return the blobs of the changes, each once: the text after one change is mostly the one before the next."""
    return list(dict.fromkeys(text.oid for change in changes for text in (change.after, *change.before)))


def _versions(changes: Iterable[PastChange], texts: Mapping[str, str | None]) -> Iterator[Version]:
    """Yield the changes whose texts are there; of a file that was added, nothing stood there before."""
    for change in changes:
        text = texts[change.after.oid]
        if text is not None and change.before:
            bases = [_base(place, text, texts[place.oid]) for place in change.before]
            known = tuple(base for base in bases if base is not None)
            if len(known) == len(bases) and all(text != (base.committed or base.text) for base in known):
                yield Version(change.after.commit, change.date, change.after.path, text, known)


def _base(place: PastText, text: str, before: str | None) -> Base | None:
    if before is None:
        return None
    adapted = with_line_ends_of(text, before)
    return Base(adapted, place.commit, place.path, "" if adapted == before else before)
