"""Candidate repairs from the text alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from weave_fix.edits import canonicalize, rank_overlapping
from weave_fix.evidence.history.candidates import proposed, with_claims
from weave_fix.evidence.language.dismissed import key_of
from weave_fix.markdown.blocks import Kind
from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.stages import PROPOSALS, stage
from weave_fix.signatures import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.evidence.language.features import LanguageFeatures
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Candidate, Edit

MAX_SAME_SIGNATURE = 2
"""Of the repairs by one signature that overlap so many are looked at, the likeliest."""
MAX_OVERLAPPING = 6
"""Of all repairs that overlap."""
TOGETHER = 1000
"""Repairs whose n-grams are looked up at once; those of many more would not be kept until they are asked for."""


class LanguageCandidate(NamedTuple):
    """A candidate from the text alone with what the language answers."""

    candidate: Candidate
    rank: tuple[int, float]
    """Its rank among the candidates that overlap it, and its lead in nats; see `edits.rank_overlapping`."""
    features: dict[str, float]
    is_sure: bool = False
    """Whether its form leaves no doubt, whatever the language says."""
    key: int | None = None
    """What it is known by in other texts of the file; see `dismissed.key_of`."""


def candidates(document: AnalyzedDocument, extractor: LanguageFeatures) -> Iterator[LanguageCandidate]:
    """Yield what the signatures propose for `document` without any history, in order of place, each repair once.

    `extractor` asks the questions of that page, when a candidate is asked for: the answers of all would take 10 kB
    each. What it knows to be dismissed is left out.
    """
    for candidate, rank, lead in _looked_up(_likeliest(document, extractor), extractor):
        is_sure, known = registry.is_sure(candidate, document), extractor.dismissed
        key = None if known is None or is_sure else key_of(candidate, rank, lead, extractor)
        if known is None or key is None or key not in known:
            kept = None if known is None or key is None else known.answers(key)
            features = extractor.extract(candidate, rank, lead) if kept is None else kept
            yield LanguageCandidate(candidate, (rank, lead), features, is_sure, key)
        extractor.forget_contexts(candidate.edits[:1])


def _likeliest(document: AnalyzedDocument, extractor: LanguageFeatures) -> list[tuple[Candidate, int, float]]:
    """Return the candidates that are looked at, in order of place, with their rank and their lead.

    What is known of the others is forgotten, and they are too once this returns: a long text has many.
    """
    kept, worth = [], []
    for candidate, gain in _with_gains(_proposed(document).values(), extractor):
        if gain >= registry.discover()[candidate.signature].min_gain or registry.skip_gain_filter(candidate, document):
            kept.append(candidate)
            worth.append(gain - registry.penalty(candidate))
        else:
            extractor.forget_contexts(candidate.edits[:1])
    found, left = [], set()
    for candidate, (rank, rank_of_its_kind, lead) in zip(kept, rank_overlapping(kept, worth), strict=True):
        if rank_of_its_kind < MAX_SAME_SIGNATURE and rank < MAX_OVERLAPPING:
            found.append((candidate, rank, lead))
            left.add(candidate.edits[0])
    extractor.forget_contexts(one.edits[0] for one in kept if one.edits[0] not in left)
    return sorted(found, key=lambda one: (one[0].start, one[0].end))


def _looked_up(
    found: Sequence[tuple[Candidate, int, float]], extractor: LanguageFeatures
) -> Iterator[tuple[Candidate, int, float]]:
    """Yield the same once their n-grams are looked up again: those of a long text are not kept that long."""
    for at in range(0, len(found), TOGETHER):
        some = found[at : at + TOGETHER]
        extractor.look_up([candidate.edits[0] for candidate, _, _ in some])
        yield from some


def _with_gains(proposals: Iterable[Candidate], extractor: LanguageFeatures) -> Iterator[tuple[Candidate, float]]:
    """Yield each repair with the nats by which it makes its places likelier."""
    left = iter(proposals)
    while some := [*islice(left, TOGETHER)]:
        extractor.look_up([candidate.edits[0] for candidate in some])
        for candidate in some:
            yield candidate, extractor.gain(candidate)


@stage(PROPOSALS)
def _proposed(document: AnalyzedDocument) -> dict[tuple[Edit, ...], Candidate]:
    """Return what the signatures propose, by the canonical edits."""
    return with_claims(_canonical(document))


def _canonical(document: AnalyzedDocument) -> Iterator[tuple[tuple[Edit, ...], Candidate]]:
    """Yield each candidate in the model's language with its canonical edits: two that come to the same are one."""
    seen = set()
    has_front = document.blocks.kind_at(0) is Kind.FRONT
    for _, candidate in proposed(lambda one: () if one.from_text is None else one.from_text(document)):
        what = tuple([canonicalize(edit, document.text) for edit in candidate.edits])
        is_front = has_front and document.blocks.kind_at(candidate.start) is Kind.FRONT
        if is_front and not _is_within_words(what):
            continue
        if what in seen or document.is_in_language(candidate.start):
            seen.add(what)
            yield what, candidate


def _is_within_words(edits: tuple[Edit, ...]) -> bool:
    """Whether letters alone come and go. Front matter is read by programs: its marks and spaces may be its form."""
    return all((edit.before + edit.after).isalpha() for edit in edits)
