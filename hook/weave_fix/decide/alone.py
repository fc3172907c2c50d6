"""What the text alone says: the repairs that the language is for, though no history speaks of them."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import Applicability
from weave_fix.decide import tagged
from weave_fix.decide.judged import Judged
from weave_fix.decide.meant import may_be_meant
from weave_fix.decide.proposals import Proposal
from weave_fix.decide.rivals import leftmost, overlapping
from weave_fix.decide.wording import MARKS, Wording
from weave_fix.language.known import Forgetful
from weave_fix.language.page import Page
from weave_fix.signatures import LEAST_GAIN, discover

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.data import Candidate, Document, Edit
    from weave_fix.decide.trees import Trees
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known
    from weave_fix.language.model import Model
    from weave_fix.language.tagger import Tagger

TAG = "insert_spurious_html_xml_tag"
BESIDE_A_MARK = "delete_whitespace_character beside a mark"
BESIDE_ITSELF = "duplicate_word beside itself"
"""Kinds of damage that have thresholds of their own."""
DOUBT = -3.0
"""Log-odds below which the counts alone dismiss an idea; above, the tagger is asked."""
ORDER = {"adjacent_word_swap": -4.5, "duplicate_word": -4.0}
"""The same where the order of words is in question, of which the tagger knows more than the counts."""
RANKS = 2
"""Of the repairs by one signature that overlap so many are looked at, the likeliest."""
SLIP = 5.0
"""Nats by which a word with two slips in it is less likely than one with one."""
MOST = 6
"""Of all repairs that overlap."""


class Idea(NamedTuple):
    """A candidate from the text alone with what the language answers."""

    candidate: Candidate
    claims: frozenset[str]
    rank: tuple[int, float]
    """Its rank among the ideas that overlap it, and its lead in nats; see `rivals.overlapping`."""
    answers: dict[str, float]


def ideas(page: Page, wording: Wording) -> list[Idea]:
    """Return what the signatures propose for `page` without any history, in order of place, each repair once.

    `wording` asks the questions of that page.
    """
    named: dict[tuple[Edit, ...], Candidate] = {}
    claims: dict[tuple[Edit, ...], set[str]] = {}
    for signature, module in discover().items():
        for candidate in module.alone(page) if hasattr(module, "alone") else ():
            what = tuple(leftmost(edit, page.text) for edit in candidate.edits)
            if what in claims or page.is_in_language(candidate.start):
                named.setdefault(what, candidate)
                claims.setdefault(what, set()).add(signature)
    gains = {what: wording.gain(candidate) for what, candidate in named.items()}
    kept = [
        what
        for what, candidate in named.items()
        if _is_formal(candidate, page) or gains[what] >= getattr(discover()[candidate.signature], "GAIN", LEAST_GAIN)
    ]
    worth = [gains[what] - SLIP * (_slips(named[what]) - 1) for what in kept]
    standings = overlapping([named[what] for what in kept], worth)
    found = []
    for what, (rank, rank_of_its_kind, lead) in zip(kept, standings, strict=True):
        if rank_of_its_kind < RANKS and rank < MOST:
            names = frozenset(claims[what])
            answers = wording.answers(named[what], names, rank, lead)
            found.append(Idea(named[what], names, (rank, lead), answers))
    return sorted(found, key=lambda idea: (idea.candidate.start, idea.candidate.end))


def _slips(candidate: Candidate) -> int:
    """Return how many letters were put in, lost, replaced or exchanged; 1 for what is no misspelled word."""
    if candidate.signature != "misspelled_word":
        return 1
    from rapidfuzz.distance import OSA

    edit = candidate.edits[0]
    return OSA.distance(edit.before.lower(), edit.after.lower())


def kind(signature: str, answers: Mapping[str, float]) -> str:
    """Return what an idea's threshold is called: its signature, and whether it is of the kind that nobody writes so.

    Two words run together may be a compound, or a name such as `node1` and `types.Type`; a comma or code with no space
    beside it is none. A word may come again in a sentence, and hardly ever beside itself.
    """
    if signature == "duplicate_word" and answers["doubled word"]:
        return BESIDE_ITSELF
    inside = answers["left is letter"] == 1 and answers["right is letter"] == 1
    is_name = answers["digits in the word"] or answers["before is a mark"] == MARKS["."]
    if signature == "delete_whitespace_character" and not inside and not is_name:
        return BESIDE_A_MARK
    return signature


def _is_formal(candidate: Candidate, page: Page) -> bool:
    """Whether a repair speaks by its form, which makes no word likelier.

    A flipped letter, a tag, an odd character, a space beside a mark or code.
    """
    edit = candidate.edits[0]
    if candidate.signature == "delete_whitespace_character":
        return not (page.text[edit.start - 1].isalnum() and page.text[edit.start].isalnum())
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

        return Trees(bytes(self._model.section(name)), self._model.path)

    def first_guess(self, idea: Idea) -> float | None:
        """Return the log-odds from the counts' answers alone; None where they leave no doubt that nothing is wrong."""
        return self._guesses([idea])[0]

    def _guesses(self, found: Sequence[Idea]) -> list[float | None]:
        names = self._first.names
        rows = [[idea.answers[name] for name in names] for idea in found]
        return self._first.scores_unless(rows, [ORDER.get(idea.candidate.signature, DOUBT) for idea in found])

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
        wording.learn(known)
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
            rows = [[one[name] for name in forest.names] for one in answers]
            scores = forest.scores_unless(rows, [-inf] * len(rows))
            guesses = [(idea, score) for (idea, _), score in zip(guesses, scores, strict=True) if score is not None]
        judged = []
        for idea, score in guesses:
            applicability = forest.applicability(kind(idea.candidate.signature, idea.answers), score)
            if applicability is Applicability.SAFE and may_be_meant(idea.candidate, idea.answers):
                applicability = Applicability.UNSAFE
            witness = "form" if idea.candidate.signature == TAG else "language"
            judged.append((Judged(Proposal(idea.candidate, idea.claims), score, applicability, witness), idea))
        return judged
