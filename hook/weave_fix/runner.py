"""Each file to check goes through examination and the gate by itself; many files share the processors."""

from __future__ import annotations

from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.errors import FaultError, FileError, WeaveFixError
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Document, FilePatch, Scope
from weave_fix.runtime.deadline import Overdue, within
from weave_fix.vocabulary.lookup import EmptyVocabulary, RepositoryVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from weave_fix.accepted.acceptance import Acceptance
    from weave_fix.clean_cache import CleanCache
    from weave_fix.config import Config
    from weave_fix.decision import AnalysisContext
    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.files.pages import OtherPages
    from weave_fix.files.select import Input, Inputs, Source
    from weave_fix.git import Repository
    from weave_fix.vocabulary.lookup import Vocabulary

    Look = Callable[[Document], FilePatch]

NO_LANGUAGE = "none"
"""Stands in the configuration for no language model."""
MANY = 48
"""Files from which on a second process is worth its start: some 0.5 s of work."""
SHARE = 8
"""Files that a process gets at a time."""
MOST_A_SECOND = 400_000
"""Bytes of a text for each second that it may take, at most: a longer one would not be done, but take its memory."""


class FileResult(NamedTuple):
    """A patch that has passed the gate."""

    patch: FilePatch
    source: Source
    diff: bytes
    """Empty where nothing changes, or where no diff is to be printed."""
    warnings: tuple[str, ...] = ()
    """What is wrong with the comments of the text, in words for a user."""
    unused: tuple[str, ...] = ()
    """Comments that ignore nothing, in words for a user; looked for with `verbose` alone."""
    lacking: int = 0
    """Markdown files whose words are not known, since the partial clone lacks them."""
    digests: tuple[bytes, ...] = ()
    """What `CleanCache.add` takes for the texts in which nothing was found: the document, or it once it is repaired."""
    is_overdue: bool = False
    """Whether it takes longer than it may, and was left as it was."""


class FileFailure(NamedTuple):
    """One file could not be judged; the others were."""

    message: str
    is_fault: bool
    """Whether it is weave-fix's own fault."""


class BatchRunner:
    """What judging one file after another takes."""

    def __init__(
        self,
        inputs: Inputs,
        repository: Repository | None,
        config: Config,
        language_source: LanguageSource | None,
        words: Path | None = None,
        *,
        cache: CleanCache | None = None,
        known: frozenset[int] = frozenset(),
    ) -> None:
        """`language_source` is what `reader_of` returns; `words` a folder to keep words in, None for the repository's
        own. `cache` makes the digests of clean texts; the documents whose numbers are `known` are not examined."""
        self._inputs = inputs.documents
        self._deadline = inputs.deadline
        self._pages = inputs.pages
        self._repository = repository
        self._config = config
        self._vocabulary = _vocabulary(repository, inputs, words)
        self._language_sources = {config.language: language_source}
        self._chooses = bool(config.select or config.ignore or config.per_file_ignores)
        if self._chooses:
            from weave_fix.signatures.chosen import check_names

            check_names(config)
        self._cache = cache
        self._known = known

    def run_all(self) -> Iterator[FileResult | FileFailure]:
        """Yield what comes of each subject, in their order, from several processes where there are many."""
        number = self._processes()
        if number < 2:
            yield from self.judge_here()
            return
        from weave_fix.runtime.pool import in_order

        size = max(1, min(SHARE, len(self._inputs) // number))
        hint = "nothing was written. Run it with fewer files"
        for share in in_order(self._judge_share, self._shares(size), hint, number):
            yield from share

    def _processes(self) -> int:
        """Return how many processes are to share the files; few are not worth one more, unless it was asked for."""
        left = len(self._inputs) - len(self._known)
        if self._config.profile:  # each process would have a clock of its own
            return 1
        if left < 2 or (self._config.jobs is None and left < MANY):
            return 1
        from weave_fix.runtime.pool import MOST, can_fork, processes

        if self._config.jobs is None:
            return processes()
        return min(self._config.jobs, left, MOST) if can_fork() else 1

    def judge_here(self) -> Iterator[FileResult | FileFailure]:
        """Yield what comes of each subject, in their order, from this process."""
        return map(self.run, range(len(self._inputs)))

    def _judge_share(self, numbers: range) -> list[FileResult | FileFailure]:
        return [self.run(number) for number in numbers]

    def _shares(self, size: int) -> Iterator[range]:
        total = len(self._inputs)
        return (range(start, min(start + size, total)) for start in range(0, total, size))

    def run(self, number: int) -> FileResult | FileFailure:
        """Examine one text and take the patch through the gate."""
        item = self._inputs[number]
        path = item.document.path
        if number in self._known:
            return FileResult(_untouched(item.document), item.source, b"")
        if len(item.document.raw) > MOST_A_SECOND * (self._config.timeout or inf):
            return _overdue(item, f"is too large to be checked in {self._config.timeout:g} s")
        try:
            return within(self._config.timeout, lambda: self._run(item))
        except Overdue:
            return _overdue(item, f"took over {self._config.timeout:g} s")
        except WeaveFixError as error:
            return FileFailure(str(error) if isinstance(error, FileError) else f"{path}: {error}", is_fault=False)
        except OSError as error:  # no room on a disk, or too many open files
            return FileFailure(f"{path}: {error}; see to it and run weave-fix again", is_fault=False)
        except FaultError as error:
            return FileFailure(str(error), is_fault=True)
        except Exception as error:  # one file's bad luck must not keep the others from being read
            from weave_fix.report.crash import describe

            return FileFailure(f"{path}: {describe(error)}", is_fault=True)

    def _run(self, item: Input) -> FileResult:
        is_mended = any(base.undone for base in item.bases)
        asked: set[str] = set()
        context = self._context(item, asked, is_mended=is_mended)

        def look_by_bases(document: Document) -> FilePatch:
            from weave_fix.patch.propose import propose

            return propose(document, item.bases, context)

        look = self._settled_look(item, context, look_by_bases) if is_mended else look_by_bases
        look = self._deep_look(item, context, look) if item.past else look
        patch = look(item.document)
        if self._repository is not None and item.bases and (patch.applied or patch.unapplied):
            from weave_fix.patch.provenance import name_sources

            patch = name_sources(patch, self._repository, item.bases[0].commit)
        warnings, unused = self._comments(item, context)
        if is_mended:
            from weave_fix.past.names import name_past

            patch = name_past(patch, item.bases[0])
        result = FileResult(patch, item.source, b"", warnings, unused, self._lacking)
        if not patch.changed:
            return result._replace(digests=self._digests(item.document, item, patch, asked))
        from weave_fix.patch.unified_diff import file_change, unified_diff
        from weave_fix.patch.verify import verify

        asked.clear()
        second = verify(patch, item.bases, look)
        diff = unified_diff([file_change(patch)]) if "diff" in self._config.formats else b""
        return result._replace(diff=diff, digests=self._digests(patch.document_after, item, second, asked))

    def _context(self, item: Input, asked: set[str], *, is_mended: bool) -> AnalysisContext:
        """Return what a document is judged by; `asked` gets the names of what no digest of the cache holds."""
        from weave_fix.decision import AnalysisContext, nothing_said
        from weave_fix.decision.earlier import EarlierLooks

        line_ends = nothing_said if self._repository is None else self._repository.line_ends

        def line_ends_of(path: str) -> str:
            asked.add("line ends")
            return line_ends(path)

        def replaced() -> frozenset[Replacement]:
            asked.add("other files")
            return self._replaced

        def linking(path: str, anchors: frozenset[str]) -> Mapping[str, str]:
            asked.add("other pages")
            return {} if self._other_pages is None else self._other_pages.linking(path, anchors)

        return AnalysisContext(
            self._words_for(item, is_mended=is_mended),
            self._language_source(item.document.path),
            unsafe=self._config.unsafe,
            scope=Scope.EVERYTHING if self._config.scope == "all" else Scope.LINES,
            line_ends=line_ends_of,
            replaced=replaced,
            linking=linking,
            disabled=self._disabled(item.document.path),
            accepted=lambda: self._acceptance,
            spelling=self._config.spelling,
            earlier=EarlierLooks(),
        )

    def _digests(self, document: Document, item: Input, patch: FilePatch, asked: set[str]) -> tuple[bytes, ...]:
        """Return what the next run knows `document` by, which was judged by the bases of `item`; nothing if it has to
        judge again."""
        if self._cache is None or asked or patch.applied or patch.unapplied or patch.remark:
            return ()
        if item.past and not (item.bases and item.bases[0].text == document.text):
            return ()
        return self._cache.digests(document, item.bases, has_refusals=bool(patch.refused))

    def _comments(self, item: Input, context: AnalysisContext) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what is wrong with the comments of a text, and with `verbose` those that ignore nothing."""
        from weave_fix.markdown import COMMENT

        if COMMENT not in item.document.text:
            return (), ()
        from weave_fix.patch.propose import propose
        from weave_fix.signatures.chosen import unused_ignores, wrong_comments

        wrong = wrong_comments(item.document)
        if not self._config.verbose:
            return wrong, ()
        return wrong, unused_ignores(
            propose(item.document, item.bases, context._replace(with_comments=False, accepted=None))
        )

    @cached_property
    def _acceptance(self) -> Acceptance:
        """What people have said is right."""
        from weave_fix.accepted.acceptance import Acceptance

        return Acceptance(self._config, None if self._repository is None else self._repository.root)

    @cached_property
    def _known_words(self) -> Vocabulary:
        """The words of the repository and of the configuration."""
        return self._with_accepted(self._vocabulary)

    def _with_accepted(self, words: Vocabulary) -> Vocabulary:
        if not self._config.words and not self._config.words_files:
            return words
        from weave_fix.accepted.words import KnownWords

        return KnownWords(words, lambda: self._acceptance.words)

    def _language_source(self, path: str) -> LanguageSource | None:
        """Return what reads the file `path` by itself."""
        language = self._config.language_of(path)
        if language not in self._language_sources:
            config = self._config._replace(language=language)
            self._language_sources[language] = reader_of(config, self._repository)
        return self._language_sources[language]

    def _disabled(self, path: str) -> frozenset[str]:
        if not self._chooses:
            return frozenset()
        from weave_fix.signatures.chosen import disabled

        return disabled(self._config, path)

    @cached_property
    def _replaced(self) -> frozenset[Replacement]:
        """The replacements that the files make repeatedly, together; each is also asked for its own."""
        from weave_fix.evidence.history.intent.replacements import repeated

        texts = [(item.bases[0].text, item.document.text) for item in self._inputs if item.bases]
        return repeated(texts) if len(texts) > 1 else frozenset()

    @cached_property
    def _other_pages(self) -> OtherPages | None:
        """The other pages of the repository."""
        if self._repository is None:
            return None
        from weave_fix.files.pages import OtherPages

        return OtherPages(
            self._repository, {item.document.path: item.document.raw for item in self._inputs}, self._pages
        )

    def _deep_look(self, item: Input, context: AnalysisContext, look: Look) -> Look:
        """Return what looks at a document as `look` does, and asks older texts for what is left then."""
        assert self._repository is not None
        from weave_fix.past.findings import OlderTexts, restore

        older = OlderTexts(self._repository, item.past, self._deadline)
        return lambda document: restore(look(document), older, item.bases, context, look)

    def _settled_look(self, item: Input, context: AnalysisContext, look: Look) -> Look:
        """Return what looks at a document as `look` does, and makes the repairs that were judged in older commits."""
        from weave_fix.past.settled import with_settled

        return lambda document: with_settled(look(document), item.bases, context, look)

    def _words_for(self, item: Input, *, is_mended: bool) -> Vocabulary:
        """Return the words that are known for a text: where all of it is checked, it cannot vouch for its own."""
        words: Vocabulary = self._known_words
        if self._config.scope == "all" and item.bases:
            from weave_fix.vocabulary.elsewhere import WordsElsewhere

            words = self._with_accepted(WordsElsewhere(self._vocabulary, item.bases))
        if not is_mended:
            return words
        from weave_fix.past.words import SoundVocabulary

        return SoundVocabulary(words, item.bases)

    @property
    def _lacking(self) -> int:
        return self._vocabulary.lacking if isinstance(self._vocabulary, RepositoryVocabulary) else 0


def _untouched(document: Document, remark: str = "") -> FilePatch:
    return FilePatch(document, (), (), (), document.text, remark)


def _overdue(item: Input, reason: str) -> FileResult:
    remark = f"{reason} and was left as it was; --timeout gives it more time, 0 as much as it takes"
    return FileResult(_untouched(item.document, remark), item.source, b"", is_overdue=True)


def _vocabulary(repository: Repository | None, inputs: Inputs, folder: Path | None) -> Vocabulary:
    """Return the words of the commit that the bases are in: HEAD may hold the damage already."""
    if repository is None or inputs.commit is None or not inputs.documents:
        return EmptyVocabulary()
    return RepositoryVocabulary(repository, inputs.commit, code=True, folder=folder)


def reader_of(config: Config, repository: Repository | None) -> LanguageSource | None:
    """Return what reads a text by itself: the shipped model, the one that is configured, or nothing for `none`."""
    if config.language == NO_LANGUAGE:
        return None
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.language.model_file import Model, shipped

    if config.language is None:
        return LanguageSource(shipped())
    return LanguageSource(Model(Path(config.language) if repository is None else repository.root / config.language))
