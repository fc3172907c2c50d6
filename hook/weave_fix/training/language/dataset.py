"""Labelled candidates for the fit of the language's decision: undamaged texts as they are, and with damage put in.

A label is measured: a candidate is right where it gives back, character for character, the text before the damage.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.edits import apply_edits
from weave_fix.evidence.language.candidates import candidates
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.suggest import match_case
from weave_fix.language.tokens import normalize
from weave_fix.markdown.blocks import prose_spans
from weave_fix.records import Corruption, Document
from weave_fix.signatures import misspelled_word
from weave_fix.signatures.corrupt import corrupt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from weave_fix.evidence.language.candidates import LanguageCandidate
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.vocabulary.lookup import Vocabulary

SPARSE = 3
"""Lines of prose for each damage: the lines beside a damage are undamaged."""
MISSPELLED = "misspelled_word"
TIMES = 2
"""How often each text is damaged, each time elsewhere."""
THROUGHOUT = 0.5
"""Share of the texts in which one typo is made at all places of a word."""
REPEATED = (2, 3)
"""How often that word stands in the text."""
COMMON = 0.5
"""Share of the words that are misspelled by a typo that many writers make, where one is known of a word of the line."""
LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
WORD = re.compile(r"(?<![^\W_])[a-z]{5,}(?![^\W_])")


class Example(NamedTuple):
    """One candidate, what was damaged there (empty: nothing), and whether it is right."""

    candidate: LanguageCandidate
    extractor: LanguageFeatures
    corruption: str
    right: bool


class _Corruption(NamedTuple):
    """One damage: the text before and after it, where it is, and by how much later ones moved it."""

    signature: str
    before: str
    after: str
    start: int
    end: int
    shift: int


class Misspellings:
    """Typos that many writers make. Where one stands in an undamaged text, the text is not sound there."""

    def __init__(self, meant: Mapping[str, str]) -> None:
        """`meant` says for each typo, folded, which word was meant."""
        self._meant = meant
        self._made: dict[str, list[str]] = {}
        for misspelling, word in meant.items():
            self._made.setdefault(word, []).append(misspelling)

    def correct(self, text: str) -> list[_Corruption]:
        """Return the places of the typos that stand in `text`; where one stands more often it is undone everywhere."""
        found = []
        for misspelling in dict.fromkeys(LETTERS.findall(text)):
            if (meant := self._meant.get(normalize(misspelling))) is not None:
                whole = re.compile(rf"(?<![^\W_]){misspelling}(?![^\W_])")
                before = whole.sub(match_case(misspelling, meant), text)
                found += [_Corruption(MISSPELLED, before, text, *place.span(), 0) for place in whole.finditer(text)]
        return found

    def insert(self, text: str, place: tuple[int, int], rng: Random) -> Corruption | None:
        """Make a typo in a word of `place`; None where none is known."""
        words = [word for word in LETTERS.finditer(text, *place) if normalize(word[0]) in self._made]
        if not words:
            return None
        word = rng.choice(words)
        misspelling = match_case(word[0], rng.choice(self._made[normalize(word[0])]))
        return Corruption(
            text[: word.start()] + misspelling + text[word.end() :], word.start(), word.start() + len(misspelling)
        )


def _misspell_throughout(text: str, rng: Random) -> _Corruption | None:
    """Write a word of `text` wrong at all its places, as long as it was: some typos are made twice."""
    counts = Counter(WORD.findall(text))
    words = sorted(word for word, times in counts.items() if times in REPEATED)
    if not words:
        return None
    word = rng.choice(words)
    spelled = misspelled_word.make_typo(word, rng)
    if len(spelled) != len(word) or spelled == word or spelled in text:
        return None
    whole = re.compile(rf"(?<![^\W_]){word}(?![^\W_])")
    found = whole.search(text)
    assert found is not None  # it was counted
    return _Corruption(MISSPELLED, text, whole.sub(spelled, text), *found.span(), 0)


def corrupt_text(
    text: str, signatures: Sequence[str], misspellings: Misspellings, rng: Random
) -> tuple[str, list[_Corruption]]:
    """Return `text` with one damage in some of its lines of prose, and the damages."""
    spans = prose_spans(text)
    chosen = sorted(rng.sample(spans, len(spans) // SPARSE or min(1, len(spans))), reverse=True)
    done: list[_Corruption] = []
    for span in chosen:
        signature = rng.choice(signatures)
        is_common = signature == MISSPELLED and rng.random() < COMMON
        made = (misspellings.insert(text, span, rng) if is_common else None) or corrupt(
            text, signature, rng, prose=[span]
        )
        if made is None:
            continue
        grown = len(made.text) - len(text)
        done = [one._replace(shift=one.shift + grown) for one in done]
        done.append(_Corruption(signature, text, made.text, made.start, made.end, 0))
        text = made.text
    if rng.random() < THROUGHOUT and (one := _misspell_throughout(text, rng)):
        done.append(one)
        text = one.after
    return text, done


def examples(
    text: str,
    signatures: Sequence[str],
    counts: NgramModel,
    vocabulary: Vocabulary,
    misspellings: Misspellings,
    rng: Random,
) -> Iterator[Example]:
    """Yield the candidates for `text` as it is, then those that touch a damage where it is damaged, `TIMES` over.

    A typo of its writer that is one of `misspellings` is damage as well.
    """
    extractor = LanguageFeatures(AnalyzedDocument(Document("", b"", text), counts, vocabulary))
    found = [*candidates(extractor.document, extractor)]
    of_writers = {one.candidate.candidate.edits: one for one in _touching(misspellings.correct(text), found, extractor)}
    for idea in found:
        yield of_writers.get(idea.candidate.edits, Example(idea, extractor, "", False))
    for _ in range(TIMES):
        spoiled, done = corrupt_text(text, signatures, misspellings, rng)
        extractor = LanguageFeatures(AnalyzedDocument(Document("", b"", spoiled), counts, vocabulary))
        yield from _touching(done, [*candidates(extractor.document, extractor)], extractor)


def _touching(
    done: Sequence[_Corruption], found: Sequence[LanguageCandidate], extractor: LanguageFeatures
) -> Iterator[Example]:
    """Yield the candidates that touch a damage, with what was damaged there."""
    for idea in found:
        for one in done:
            edits = [e._replace(start=e.start - one.shift, end=e.end - one.shift) for e in idea.candidate.edits]
            if all(edit.start > one.end + 2 or edit.end < one.start - 2 for edit in edits):
                continue
            if any(one.after[edit.start : edit.end] != edit.before for edit in edits) or edits[0].start < 0:
                continue
            yield Example(idea, extractor, one.signature, apply_edits(one.after, edits) == one.before)
            break
