"""What the text alone says: the repairs that the language is for, though no history speaks of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.decide.judged import Judged
from weave_fix.decide.proposals import Proposal
from weave_fix.decide.wording import Wording, overlapping
from weave_fix.language.page import Page
from weave_fix.signatures import discover

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.data import Candidate, Document, Edit
    from weave_fix.decide.trees import Trees
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known
    from weave_fix.language.model import Model

TAG = "insert_spurious_html_xml_tag"
GAIN = 1.5
"""Nats that a text has to become likelier by to be looked at closer; a flipped letter leaves every word as likely."""
RANKS = 3
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
    kept = [candidate for edits, candidate in named.items() if gains[edits] >= GAIN or _is_formal(candidate)]
    found = []
    for candidate, (rank, lead) in zip(kept, overlapping(kept, [gains[one.edits] for one in kept]), strict=True):
        if rank < RANKS:
            names = frozenset(claims[candidate.edits])
            found.append(Idea(candidate, names, wording.answers(candidate, names, rank, lead)))
    return sorted(found, key=lambda idea: (idea.candidate.start, idea.candidate.end))


def _is_formal(candidate: Candidate) -> bool:
    """Whether a repair speaks by its form: the case of a letter, a tag, a character that no line has."""
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
        page = Page(document, self.counts, known, spans)
        forest = self._forest
        judged = []
        for idea in ideas(page):
            score = forest.score([idea.answers[name] for name in forest.names])
            applicability = forest.applicability(idea.candidate.signature, score)
            witness = "form" if idea.candidate.signature == TAG else "language"
            judged.append(Judged(Proposal(idea.candidate, idea.claims), score, applicability, witness))
        return judged


def heard(judged: Sequence[Judged], alone: Iterable[Judged]) -> list[Judged]:
    """Return what history and the language say together: where both propose one repair, the surer one speaks."""
    by_edits = {one.candidate.edits: one for one in judged}
    for one in alone:
        other = by_edits.get(one.candidate.edits)
        if other is None:
            by_edits[one.candidate.edits] = one
            continue
        first, second = (one, other) if _sureness(one) > _sureness(other) else (other, one)
        by_edits[one.candidate.edits] = first._replace(second=(second.witness, second.score))
    return list(by_edits.values())


def _sureness(one: Judged) -> int:
    return -1 if one.applicability is None else int(one.applicability)
