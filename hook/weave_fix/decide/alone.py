"""What the text alone says: the repairs that the language is for, though no history speaks of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import Applicability
from weave_fix.decide import tagged
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
    from weave_fix.language.tagger import Tagger

TAG = "insert_spurious_html_xml_tag"
DOUBT = -3.0
"""Log-odds below which the counts alone dismiss an idea; above, the tagger is asked."""
ORDER = {"adjacent_word_swap": -4.5, "duplicate_word": -4.0}
"""The same where the order of words is in question, of which the tagger knows more than the counts."""
SHORT = 4
"""Letters up to which a word that nobody knows may well be one: `iff`, `thee`, `slat`."""
SPELLING = frozenset({"misspelled_word", "shuffle_word_middle", "insert_printable_ascii_character"})
NEVER_DOUBLED = frozenset(
    {"the", "a", "an", "of", "and", "or", "to", "with", "from", "by", "as", "be", "can", "should"}
)
"""Words that stand twice side by side by accident alone; `had had`, `that that` and `very very` are English."""
RANKS = 2
"""Of repairs that overlap so many are looked at, the likeliest."""


class Idea(NamedTuple):
    """A candidate from the text alone with what the language answers."""

    candidate: Candidate
    claims: frozenset[str]
    rank: tuple[int, float]
    """Its rank among the ideas that overlap it, and its lead in nats; see `overlapping`."""
    answers: dict[str, float]


def ideas(page: Page, wording: Wording) -> list[Idea]:
    """Return what the signatures propose for `page` without any history, in order of place, each repair once.

    `wording` asks the questions of that page.
    """
    named: dict[tuple[Edit, ...], Candidate] = {}
    claims: dict[tuple[Edit, ...], set[str]] = {}
    for signature, module in discover().items():
        for candidate in module.alone(page) if hasattr(module, "alone") else ():
            if candidate.edits in claims or page.is_in_language(candidate.start):
                named.setdefault(candidate.edits, candidate)
                claims.setdefault(candidate.edits, set()).add(signature)
    gains = {edits: wording.gain(candidate) for edits, candidate in named.items()}
    kept = [
        candidate
        for edits, candidate in named.items()
        if _is_formal(candidate) or gains[edits] >= getattr(discover()[candidate.signature], "GAIN", LEAST_GAIN)
    ]
    found = []
    for candidate, (rank, lead) in zip(kept, overlapping(kept, [gains[one.edits] for one in kept]), strict=True):
        if rank < RANKS:
            names = frozenset(claims[candidate.edits])
            found.append(Idea(candidate, names, (rank, lead), wording.answers(candidate, names, rank, lead)))
    return sorted(found, key=lambda idea: (idea.candidate.start, idea.candidate.end))


def _may_be_meant(idea: Idea) -> bool:
    """Whether a repair, however likely, is for a person to say: a short rare word, or a word said twice on purpose."""
    edit, signature = idea.candidate.edits[0], idea.candidate.signature
    if signature == "duplicate_word":
        return bool(idea.answers["doubled word"]) and edit.before.strip().lower() not in NEVER_DOUBLED
    return signature in SPELLING and 0 < idea.answers["longest word now"] <= SHORT and edit.before.isalpha()


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
        forest, floor = self._first, ORDER.get(idea.candidate.signature, DOUBT)
        return forest.score_unless([idea.answers[name] for name in forest.names], floor)

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
        page.learn(known)
        doubted = [
            idea
            for one, idea in judged
            if one.applicability is not None and before.isdisjoint(page.touched(idea.candidate) - set(page.strangers))
        ]
        again = Wording(page)
        named = [idea._replace(answers=again.answers(idea.candidate, idea.claims, *idea.rank)) for idea in doubted]
        return [one for one, _ in self._judge(named, again)]

    def _judge(self, found: Sequence[Idea], wording: Wording) -> list[tuple[Judged, Idea]]:
        judged = []
        for idea in found:
            forest, answers = self._first, idea.answers
            score = self.first_guess(idea)
            if score is None:
                continue
            if self.tagger is not None:
                forest = self._second
                answers = answers | tagged.answers(wording, self.tagger, idea.candidate)
                score = forest.score([answers[name] for name in forest.names])
            applicability = forest.applicability(idea.candidate.signature, score)
            if applicability is Applicability.SAFE and _may_be_meant(idea):
                applicability = Applicability.UNSAFE
            witness = "form" if idea.candidate.signature == TAG else "language"
            judged.append((Judged(Proposal(idea.candidate, idea.claims), score, applicability, witness), idea))
        return judged
