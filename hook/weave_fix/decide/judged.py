"""Proposals with their log-odds: what is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.alignment import slide
from weave_fix.data import Applicability
from weave_fix.decide import trees
from weave_fix.decide.intent import HIGH, UNTOLD, IntentCheck, Policy, Verdict, limit
from weave_fix.decide.places import Places
from weave_fix.decide.proposals import gather
from weave_fix.decide.questions import Asker
from weave_fix.language import counts
from weave_fix.language.coined import respells_a_name
from weave_fix.language.known import Forgetful

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.data import Candidate, Edit
    from weave_fix.decide.proposals import Proposal
    from weave_fix.history import Trial
    from weave_fix.language.counts import Counts
    from weave_fix.language.known import Known


SMALL = 3
"""Characters of both sides up to which a change stays inside a word or beside one."""
DISMISSED = -3.0
"""Log-odds below which history takes a change for a person's own."""


class Judged(NamedTuple):
    """A proposal with its log-odds in nats, and how far that lets it go."""

    proposal: Proposal
    score: float
    applicability: Applicability | None
    """None: an edit, or too little to report."""
    witness: str = "history"
    """Who says so: `history`, `language` or `form`."""
    second: tuple[str, float] | None = None
    """Another witness that says the same, with its log-odds."""
    verdict: Verdict = UNTOLD
    """Whether a person could have made the change on purpose; of a repair from the text alone nothing is said."""

    @property
    def candidate(self) -> Candidate:
        """What is proposed."""
        return self.proposal.candidate

    @property
    def form(self) -> float | None:
        """The log-odds of the form, where that alone makes the repair safe: as many as its signature needs."""
        of_history = [score for witness, score in self.witnesses if witness == "history"]
        needed = trees.shipped().thresholds.get(self.candidate.signature, {}).get("safe", 0.0)
        is_safe = self.applicability is Applicability.SAFE and self.verdict.is_decisive
        return needed if is_safe and of_history and max(of_history) < needed else None

    @property
    def witnesses(self) -> tuple[tuple[str, float], ...]:
        """Who says that it is damage, with the log-odds."""
        return (self.witness, self.score), *([self.second] if self.second else ())

    @property
    def extent(self) -> int:
        """Characters of both sides that it explains."""
        return sum(len(edit.before) + len(edit.after) for edit in self.candidate.edits)


def judge(trial: Trial, known: Known) -> list[Judged]:
    """Return every proposal for `trial` with its log-odds.

    To look for words in the repository takes longer than all the rest, and a word that is known only speaks for an
    edit. So the repository is asked only where something would be damage if it knew none.
    """
    proposals = gather(trial)
    if not proposals:
        return []
    nobody = Forgetful()
    judged = _judge(proposals, trial, nobody)
    if nobody.was_asked and any(one.applicability is not None for one in judged):
        return _judge(proposals, trial, known)
    return judged


def _judge(proposals: Sequence[Proposal], trial: Trial, known: Known) -> list[Judged]:
    words = counts.shipped()
    forest, asker = trees.shipped(), Asker(trial, words, known)
    check = IntentCheck(trial, words, lambda word: word in asker.repository_words)
    judged = []
    for proposal in proposals:
        candidate = proposal.candidate
        score = forest.score(asker.answers(candidate, proposal.claims))
        verdict = check.of(candidate, score)
        applicability = applicable(candidate, score, verdict, trial.document.text, words)
        judged.append(Judged(proposal, score, applicability, verdict=verdict))
    return judged


def applicable(candidate: Candidate, score: float, verdict: Verdict, text: str, words: Counts) -> Applicability | None:
    """Return how far a repair from history with these log-odds may go."""
    found = limit(trees.shipped().applicability(candidate.signature, score), score, verdict)
    if found is Applicability.SAFE and respells_a_name(candidate.edits[0], text, words):
        return Applicability.UNSAFE
    return found


def reach(edit: Edit, text: str) -> tuple[int, int]:
    """Return the first and the last place that `edit` touches, wherever it slides; see `alignment.slide`.

    To take `an ` out of `in an an apple` is the same at two places, and touches both.
    """
    back, forth = slide(edit, text)
    return edit.start - back, edit.end + forth


def heard(judged: Sequence[Judged], alone: Iterable[Judged], text: str) -> list[Judged]:
    """Return what history and the language say together of the document's `text`.

    Where both propose one repair, and neither takes it for nothing, two witnesses agree: it is safe. Where the
    language is sure that a word is broken, and history knows what it was, history's word goes.
    """
    by_edits = {one.candidate.edits: one for one in judged}
    owners = [one for one in judged for _ in one.candidate.edits]
    places = Places(reach(edit, text) for one in judged for edit in one.candidate.edits)
    for one in alone:
        edits = one.candidate.edits
        same = by_edits.get(edits)
        if same is not None:
            first, second = (one, same) if _sureness(one) > _sureness(same) else (same, one)
            both = _sureness(first) >= Applicability.UNSAFE and second.applicability is not None
            both = both or (
                _sureness(one) >= Applicability.UNSAFE
                and same.verdict.reason.policy is Policy.NEUTRAL
                and same.score > HIGH
            )
            by_edits[edits] = first._replace(
                second=(second.witness, second.score), applicability=Applicability.SAFE if both else first.applicability
            )
            continue
        touched = sorted({number for edit in edits for number in places.touching(edit.start, edit.end)})
        rivals = [owners[number] for number in touched]
        small = [rival for rival in rivals if rival.extent <= SMALL and rival.score > DISMISSED]
        if small and one.applicability is Applicability.SAFE:
            best = max(small, key=lambda rival: rival.score)
            by_edits[best.candidate.edits] = best._replace(
                second=(one.witness, one.score), applicability=Applicability.SAFE
            )
        elif not small and all(_sureness(rival) < Applicability.UNSAFE for rival in rivals):
            by_edits[edits] = one
    return list(by_edits.values())


def _sureness(one: Judged) -> int:
    return -1 if one.applicability is None else int(one.applicability)
