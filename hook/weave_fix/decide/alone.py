"""What the text alone says: the repairs that the language is for, though no history speaks of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.decide.judged import Judged
from weave_fix.decide.proposals import Proposal
from weave_fix.decide.wording import Wording, overlapping
from weave_fix.language.known import Forgetful
from weave_fix.language.page import Page
from weave_fix.signatures import LEAST_GAIN, discover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.data import Candidate, Document, Edit
    from weave_fix.decide.trees import Trees
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known
    from weave_fix.language.model import Model

TAG = "insert_spurious_html_xml_tag"
RANKS = 2
"""Of repairs that overlap so many are looked at, the likeliest."""


class Idea(NamedTuple):
    """A candidate from the text alone with what the language answers."""

    candidate: Candidate
    claims: frozenset[str]
    answers: dict[str, float]


def ideas(page: Page) -> list[Idea]:
    """Return what the signatures propose for `page` without any history, in order of place, each repair once."""
    named: dict[tuple[Edit, ...], Candidate] = {}
    claims: dict[tuple[Edit, ...], set[str]] = {}
    for signature, module in discover().items():
        for candidate in module.alone(page) if hasattr(module, "alone") else ():
            if candidate.edits in claims or page.is_in_language(candidate.start):
                named.setdefault(candidate.edits, candidate)
                claims.setdefault(candidate.edits, set()).add(signature)
    wording = Wording(page)
    gains = {edits: wording.gain(candidate) for edits, candidate in named.items()}
    kept = [
        candidate
        for edits, candidate in named.items()
        if _is_formal(candidate)
        or gains[edits] >= getattr(discover()[candidate.signature], "GAIN", LEAST_GAIN)
    ]
    found = []
    for candidate, (rank, lead) in zip(kept, overlapping(kept, [gains[one.edits] for one in kept]), strict=True):
        if rank < RANKS:
            names = frozenset(claims[candidate.edits])
            found.append(Idea(candidate, names, wording.answers(candidate, names, rank, lead)))
    return sorted(found, key=lambda idea: (idea.candidate.start, idea.candidate.end))


def _is_formal(candidate: Candidate) -> bool:
    """Whether a repair speaks by its form, which makes no word likelier: a flipped letter, a tag, an odd character."""
    edit = candidate.edits[0]
    return edit.before.swapcase() == edit.after or edit.before[:1] in ("<", "\f", "\v", "\r", "\t", "*", "_", "~", "`")


class Reader:
    """A language model with its decision, read where a text is to be judged by itself."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @cached_property
    def counts(self) -> Counts:
        """The model's counts."""
        from weave_fix.language.counts import Counts

        return Counts(self._model)

    @cached_property
    def _forest(self) -> Trees:
        from weave_fix.decide.trees import Trees

        return Trees(bytes(self._model.section("decision")), self._model.path)

    def judge(
        self, document: Document, known: Known, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Judged]:
        """Return what is proposed for a document from its text alone, with log-odds.

        `spans`, half-open and in order, are what is on trial of it; None: everything. The repository is asked for
        words only where one stands there that the language does not know.
        """
        nobody = Forgetful()
        judged = self._judge(document, nobody, spans)
        if nobody.was_asked and any(one.applicability is not None for one in judged):
            return self._judge(document, known, spans)
        return judged

    def _judge(self, document: Document, known: Known, spans: Sequence[tuple[int, int]] | None) -> list[Judged]:
        page = Page(document, self.counts, known, spans)
        forest = self._forest
        judged = []
        for idea in ideas(page):
            score = forest.score([idea.answers[name] for name in forest.names])
            applicability = forest.applicability(idea.candidate.signature, score)
            witness = "form" if idea.candidate.signature == TAG else "language"
            judged.append(Judged(Proposal(idea.candidate, idea.claims), score, applicability, witness))
        return judged
