"""How far a repair from the text alone may go: what the thresholds allow, within what its place allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.data import Applicability
from weave_fix.decide import asked
from weave_fix.language import mention

if TYPE_CHECKING:
    from weave_fix.decide.alone import Idea
    from weave_fix.decide.trees import Trees
    from weave_fix.language.page import Page

SHOWN = 0.0
"""Log-odds from which on a repair that is not made is shown: what is as likely right as wrong is worth a look."""
OF_WORDS = frozenset(
    {"insert_printable_ascii_character", "misspelled_word", "shuffle_word_middle", "swap_capitalization"}
)
"""Signatures that tell how a word is written."""
OF_FORM = "form"


def applicability(idea: Idea, score: float, forest: Trees, page: Page) -> Applicability | None:
    """Return how far the repair of an idea may go; None: it is taken for nothing.

    Of the signatures that propose it the one counts that lets it go farthest: whether a word was shuffled or misspelled
    is all the same to its reader.
    """
    candidate, answers = idea.candidate, idea.answers
    kinds = {asked.kind(signature, answers) for signature in idea.claims}
    found = [one for kind in kinds if (one := forest.applicability(kind, score)) is not None]
    reached = Applicability.SAFE if idea.is_sure else max(found, default=None)
    if reached is None:
        return None
    if reached is Applicability.SAFE and not idea.is_sure and asked.may_be_meant(candidate, answers):
        reached = Applicability.UNSAFE
    if reached is Applicability.SAFE and not idea.is_sure and score < asked.safe(candidate.signature):
        reached = Applicability.UNSAFE
    limit = _most(idea, page)
    if limit is None or (min(reached, limit) is Applicability.SHOWN and score < SHOWN):
        return None
    return min(reached, limit)


def _most(idea: Idea, page: Page) -> Applicability | None:
    candidate = idea.candidate
    if asked.witness(candidate.signature) != OF_FORM:
        start, end = candidate.start, candidate.edits[0].end
        if mention.is_no_language(page, start, end) or mention.is_quoted(page, start, end):
            return None
        if candidate.signature in OF_WORDS and mention.is_shown(page, start, end):
            return None
    return Applicability.SAFE if idea.is_sure else asked.most(candidate, idea.answers, page)
