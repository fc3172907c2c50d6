"""The library: find and repair damage in a text, without git and without a file.

The names that `weave_fix` offers; `import weave_fix` loads this module when one of them is used.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.decision import AnalysisContext
from weave_fix.decision.earlier import EarlierLooks
from weave_fix.edits import apply_edits
from weave_fix.patch.propose import propose
from weave_fix.positions import with_line_ends_of
from weave_fix.records import Base, Document, Edit, Evidence, Scope, encode
from weave_fix.report.findings import Finding, findings_of
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.records import FilePatch

__all__ = ["Edit", "Evidence", "Finding", "apply", "check_text", "fix_text"]

NO_LANGUAGE = "none"
LIMIT = 10_000_000
"""Bytes of a text at most."""


class _Words(EmptyVocabulary):
    """Knows the words that it is given."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, written just so."""
        return {word for word in words if word in self._words}

    def files(self, word: str) -> int:
        """Return 255 for a known word, which no likeness to another makes a typo; 0 for others."""
        return 255 if word in self._words else 0


def check_text(
    text: str,
    *,
    base: str | None = None,
    path: str = "text.md",
    vocabulary: Iterable[str] = (),
    unsafe: bool = False,
    everything: bool = False,
    language: str | os.PathLike[str] | None = None,
) -> list[Finding]:
    """Return what is found in a Markdown text, in the order of the text.

    `base` is an earlier version of the text: then only what differs from it is checked, or with `everything` all of
    it; None: all of the text is checked, by its language and its form. `path` names the text in the findings.
    `vocabulary` has words that are right as they are written. `language` is the path of a language model, None for
    the English one that is shipped, `none` for no model. Lines and columns of a finding are 1-based, columns count
    characters, ends are exclusive; `Finding.edits` has 0-based character offsets. `Finding.applied` is set for
    what `fix_text` repairs with the same arguments.

    ValueError for a text of more than 10 MB, or one with surrogates that stand for no byte. WeaveFixError for a
    model that cannot be read.
    """
    found = findings_of(_patch(text, base, path, vocabulary, language, unsafe=unsafe, everything=everything))
    # There is no commit that a source could name.
    return [one._replace(evidence=tuple(given._replace(source="") for given in one.evidence)) for one in found]


def fix_text(
    text: str,
    *,
    base: str | None = None,
    path: str = "text.md",
    vocabulary: Iterable[str] = (),
    unsafe: bool = False,
    everything: bool = False,
    language: str | os.PathLike[str] | None = None,
) -> str:
    """Return the text with its safe repairs made, with `unsafe` also the unsafe ones.

    The arguments and errors are those of `check_text`; FaultError if a repair does not pass the verification.
    """
    return _patch(text, base, path, vocabulary, language, unsafe=unsafe, everything=everything).text_after


def apply(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with the repairs of `findings` made, which `check_text` found in this text; in any order.

    Findings without a repair (`after` is None) are left out. ValueError where the text is not the one that they were
    found in, or where two repairs overlap.
    """
    edits = sorted(edit for finding in findings if finding.after is not None for edit in finding.edits)
    end = 0
    for edit in edits:
        if edit.start < end:
            raise ValueError(f"two repairs overlap at character {edit.start}; apply one, and check the text again")
        if text[edit.start : edit.end] != edit.before:
            raise ValueError(f"the text has no {edit.before!r:.80} at character {edit.start}; check this text again")
        end = edit.end
    return apply_edits(text, edits)


def _patch(
    text: str,
    base: str | None,
    path: str,
    vocabulary: Iterable[str],
    language: str | os.PathLike[str] | None,
    *,
    unsafe: bool,
    everything: bool,
) -> FilePatch:
    raw = encode(text)
    if len(raw) > LIMIT:
        raise ValueError(f"{path}: over 10 MB ({len(raw):,} bytes)")
    document = Document(path, raw, text)
    bases = () if base is None else (_base(base, text, path),)
    source = None if language == NO_LANGUAGE else _source(None if language is None else os.fspath(language))
    scope = Scope.EVERYTHING if everything else Scope.LINES
    context = AnalysisContext(_Words(vocabulary), source, unsafe, scope, earlier=EarlierLooks())
    patch = propose(document, bases, context)
    if patch.changed:
        from weave_fix.patch.verify import verify

        verify(patch, bases, lambda other: propose(other, bases, context))
    return patch


def _base(base: str, text: str, path: str) -> Base:
    """Return `base` with the line ends of `text`, beside the text as it was: else every line would differ."""
    alike = with_line_ends_of(text, base)
    return Base(alike, "", path, "" if alike == base else base)


@lru_cache(maxsize=2)
def _source(model: str | None) -> LanguageSource:
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.language.model_file import Model, shipped

    return LanguageSource(shipped() if model is None else Model(Path(model)))
