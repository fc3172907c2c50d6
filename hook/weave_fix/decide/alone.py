"""What the text alone says: the repairs that the language is for, though no history speaks of them."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.decide import asked, tagged
from weave_fix.decide.caps import applicability
from weave_fix.decide.judged import Judged
from weave_fix.decide.proposals import Proposal, proposed
from weave_fix.decide.rivals import leftmost, overlapping
from weave_fix.decide.wording import Wording
from weave_fix.language.known import Forgetful
from weave_fix.language.page import Page
from weave_fix.language.vouched import Vouched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.data import Candidate, Document, Edit
    from weave_fix.decide.trees import Trees
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known
    from weave_fix.language.model import Model
    from weave_fix.language.tagger import Tagger

RANKS = 2
"""Of the repairs by one signature that overlap so many are looked at, the likeliest."""
MOST = 6
"""Of all repairs that overlap."""


class Idea(NamedTuple):
    """A candidate from the text alone with what the language answers."""

    candidate: Candidate
    claims: frozenset[str]
    rank: tuple[int, float]
    """Its rank among the ideas that overlap it, and its lead in nats; see `rivals.overlapping`."""
    answers: dict[str, float]
    is_sure: bool = False
    """Whether its form leaves no doubt, whatever the language says."""


def ideas(page: Page, wording: Wording) -> list[Idea]:
    """Return what the signatures propose for `page` without any history, in order of place, each repair once.

    `wording` asks the questions of that page.
    """
    named: dict[tuple[Edit, ...], Candidate] = {}
    claims: dict[tuple[Edit, ...], set[str]] = {}
    for signature, candidate in proposed(lambda one: one.alone(page) if hasattr(one, "alone") else ()):
        what = tuple(leftmost(edit, page.text) for edit in candidate.edits)
        if what in claims or page.is_in_language(candidate.start):
            named.setdefault(what, candidate)
            claims.setdefault(what, set()).add(signature)
    gains = {what: wording.gain(candidate) for what, candidate in named.items()}
    kept = [
        what
        for what, candidate in named.items()
        if asked.is_formal(candidate, page) or gains[what] >= asked.gain(candidate.signature)
    ]
    worth = [gains[what] - asked.price(named[what]) for what in kept]
    standings = overlapping([named[what] for what in kept], worth)
    found = []
    for what, (rank, rank_of_its_kind, lead) in zip(kept, standings, strict=True):
        if rank_of_its_kind < RANKS and rank < MOST:
            names = frozenset(claims[what])
            answers = wording.answers(named[what], names, rank, lead)
            found.append(Idea(named[what], names, (rank, lead), answers, asked.is_sure(named[what], page)))
    return sorted(found, key=lambda idea: (idea.candidate.start, idea.candidate.end))


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
    def _first(self) -> Trees:
        """The decision on the counts' answers."""
        return self._trees("decision")

    @cached_property
    def _second(self) -> Trees:
        """The decision on the counts' and the tagger's answers."""
        return self._trees("decision with tagger")

    @cached_property
    def tagger(self) -> Tagger | None:
        """The model's tagger, where it has one."""
        from weave_fix.language.tagger import Tagger

        return Tagger(self._model, self.counts) if "tagger words" in self._model else None

    def _trees(self, name: str) -> Trees:
        from weave_fix.decide.trees import Trees

        return Trees(bytes(self._model.section(name)), self._model.path, is_shipped=self._model.is_shipped)

    def first_guess(self, idea: Idea) -> float | None:
        """Return the log-odds from the counts' answers alone; None where they leave no doubt that nothing is wrong."""
        return self._guesses([idea])[0]

    def _guesses(self, found: Sequence[Idea]) -> list[float | None]:
        rows = self._rows(self._first, [idea.answers for idea in found])
        floors = [-inf if idea.is_sure else asked.doubt(idea.candidate.signature) for idea in found]
        return self._first.scores_unless(rows, floors)

    def _rows(self, forest: Trees, answers: Sequence[Mapping[str, float]]) -> list[list[float]]:
        """Return what `forest` asks for, of each candidate. WeaveFixError where it asks for what nobody answers."""
        if not all(set(forest.names) <= one.keys() for one in answers[:1]):
            raise self._model.broken("decision")
        return [[one[name] for name in forest.names] for one in answers]

    def judge(self, document: Document, known: Known, spans: Sequence[tuple[int, int]] | None = None) -> list[Judged]:
        """Return what is proposed for a document from its text alone, with log-odds.

        `spans`, half-open and in order, are what is on trial of it; None: everything. The repository is asked for
        words only where one stands there that the language does not know.
        """
        nobody = Forgetful()
        page = Page(document, self.counts, nobody, spans)
        wording = Wording(page)
        judged = self._judge(ideas(page, wording), wording)
        if not nobody.was_asked or all(one.applicability is None for one, _ in judged):
            return [one for one, _ in judged]
        before = set(page.strangers)
        wording.learn(Vouched(known, self.counts))
        doubted = [
            idea
            for one, idea in judged
            if one.applicability is not None and before.isdisjoint(page.touched(idea.candidate) - set(page.strangers))
        ]
        named = [idea._replace(answers=wording.answers(idea.candidate, idea.claims, *idea.rank)) for idea in doubted]
        return [one for one, _ in self._judge(named, wording)]

    def _judge(self, found: Sequence[Idea], wording: Wording) -> list[tuple[Judged, Idea]]:
        scored = zip(found, self._guesses(found), strict=True) if found else ()
        guesses = [(idea, score) for idea, score in scored if score is not None]
        forest = self._first
        if guesses and self.tagger is not None:
            forest = self._second
            heard = tagged.answers(wording, self.tagger, [idea.candidate for idea, _ in guesses])
            answers = [idea.answers | more for (idea, _), more in zip(guesses, heard, strict=True)]
            rows = self._rows(forest, answers)
            scores = forest.scores_unless(rows, [-inf] * len(rows))
            guesses = [(idea, score) for (idea, _), score in zip(guesses, scores, strict=True) if score is not None]
        judged = []
        for idea, score in guesses:
            may_go = applicability(idea, score, forest, wording.page)
            witness = asked.witness(idea.candidate.signature)
            judged.append((Judged(Proposal(idea.candidate, idea.claims), score, may_go, witness), idea))
        return judged
