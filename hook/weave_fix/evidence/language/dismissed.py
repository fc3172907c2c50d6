"""What the first decision has said of repairs in one text of a file, known again in the texts that follow.

A text is looked at once more when some of its words are repaired, and most of it is as it was. What the first decision
says of a repair depends on what stands around it, on how often its words stand on the page, and on its rank among its
rivals: where all of that is the same, so is the answer. Repairs of which more is asked have no key, and are judged
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import FAR
from weave_fix.evidence.language.case_features import is_flipped
from weave_fix.language.tokenized_document import MAX_PASSAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.evidence.language.context import ContextScorer, ScoredContext
    from weave_fix.records import Candidate, Edit

MOST = 200_000
"""Repairs of a file that are known at most, some 15 MB."""
MOST_ANSWERS = 500
"""Repairs that were not dismissed of which the answers are kept at most, at 8 kB each."""
SIDE = int(FAR) + 1
"""Tokens on each side in which a word that is taken out is looked for."""
BESIDE = 4
"""Characters besides its own length in which a word that is taken out is looked for."""


class DismissedRepairs:
    """The keys of the repairs that were dismissed in the texts of one file, and the answers about others."""

    def __init__(self) -> None:
        self._keys: set[int] = set()
        self._answers: dict[int, dict[str, float]] = {}

    def __contains__(self, key: int) -> bool:
        return key in self._keys

    def add(self, keys: Iterable[int]) -> None:
        """Know these repairs from now on."""
        if len(self._keys) < MOST:
            self._keys.update(keys)

    def answers(self, key: int) -> dict[str, float] | None:
        """Return the features of a repair that was not dismissed, where they are kept."""
        return self._answers.get(key)

    def keep_answers(self, key: int, features: dict[str, float]) -> None:
        """Keep the features of a repair that was not dismissed."""
        if len(self._answers) < MOST_ANSWERS:
            self._answers[key] = features


def key_of(candidate: Candidate, rank: int, lead: float, scorer: ContextScorer) -> int | None:
    """Return what tells whether a repair is judged as another one was, of any text of the file; None: nothing does.

    `rank` and `lead` are those of `LanguageFeatures.extract`. Two repairs that are judged otherwise have the same key
    once in 2**64 times.
    """
    edit = candidate.edits[0]
    now, then = scorer.contexts(edit)
    times = _times(now, scorer), _times(then, scorer)
    around = _around(edit, scorer)
    if around is None or None in times or _is_asked_more(edit):
        return None
    kind = candidate.signature, candidate.proposed_by, len(candidate.edits)
    return hash((*around, *kind, rank, lead, *times, *now.scores, None, *then.scores))


def _is_asked_more(edit: Edit) -> bool:
    """Whether how the page writes a word counts, or how it lays out its lines."""
    return is_flipped(edit) or (not edit.before and edit.after[:1] in (" ", "\n")) or "\n" in edit.before + edit.after


def _times(context: ScoredContext, scorer: ContextScorer) -> int | None:
    """Return how often the rarest of the touched words stands on the page; None where the language does not know one.

    Of such a word the repository is asked.
    """
    least, counts, unknown = 0, scorer.document.word_counts, scorer.counts.size
    for token in context.tokens[context.first : context.last]:
        if token.text[0].isalnum():
            if token.number == unknown:
                return None
            least = min(least or MOST, counts.get(token.text, 0) + 1)
    return least


def _around(edit: Edit, scorer: ContextScorer) -> tuple[object, ...] | None:
    """Return what tells the text around an edit from which its features are read, and where in it the edit stands.

    None where that is long, or where the edit stands between two units.
    """
    document = scorer.document
    at, end = document.token_at(edit.start), len(document.tokens) - 1
    if document.numbers[at] == document.boundary:
        return None
    first, last = document.block(at)
    line_start, line_end = document.line_around(edit.start, edit.end)
    reach = len(edit.before) + BESIDE
    before, behind = max(0, min(first, at - SIDE) - 1), min(end, max(last, at + SIDE))
    low = max(0, min(document.ends[before], line_start, edit.start - reach))
    high = max(document.ends[behind], line_end, edit.end + reach)
    if high - low > MAX_PASSAGE:
        return None
    place = edit.start - low, edit.end - low, edit.after, line_start - low, line_end - low
    unit = at - first, last - at, document.blocks.kind_at(edit.start)
    return scorer.passage_hash(low, high), *place, *unit
