"""Combine the evidence of several sources."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from weave_fix.edits import slide_range
from weave_fix.evidence.history.intent.reasons import Intent, Policy, Reason
from weave_fix.language.listed_typos import listed_word
from weave_fix.language.plausible_words import word_around
from weave_fix.places import Places
from weave_fix.records import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.evidence.scored import ScoredCandidate
    from weave_fix.records import Edit

LIKELY = 1.2
"""Log-odds of history from which on the language's word for a repair makes it safe, where it tells that kind best."""
SMALL = 3
"""Characters of both sides up to which a change stays inside a word or beside one."""
DISMISSED = -3.0
"""Log-odds below which history takes a change for a person's own."""


def combine(found: Iterable[Sequence[ScoredCandidate]], text: str) -> list[ScoredCandidate]:
    """Return what all sources propose for the document's `text`; `found` has the candidates of each, in their order.

    A candidate that several of them propose has the evidence of each.
    """
    first, *others = found
    return reduce(lambda judged, further: _combine(judged, further, text), others, [*first])


def _combine(judged: Sequence[ScoredCandidate], further: Sequence[ScoredCandidate], text: str) -> list[ScoredCandidate]:
    """Return what two sources say together, for instance the history and the language.

    Where both propose one repair, and neither takes it for nothing, two kinds of evidence agree: it is safe. Where the
    second is sure that a word is broken, and the first knows what it was, the word of the first goes. Elsewhere the
    first goes before the second, which stays where it is surer: two typos side by side are one change to history.
    """
    by_result = {_result(one, text): one for one in judged}
    owners = [one for one in judged for _ in one.candidate.edits]
    places = Places(slide_range(edit, text) for one in judged for edit in one.candidate.edits)
    for one in further:
        edits = one.candidate.edits
        result = _result(one, text)
        same = by_result.get(result)
        touched = sorted({number for edit in edits for number in places.touching(edit.start, edit.end)})
        rivals = [owners[number] for number in touched]
        if any(map(_is_replaced_word, rivals)):
            continue
        if same is not None:
            first, second = (one, same) if _confidence(one) > _confidence(same) else (same, one)
            both = _confidence(first) >= Applicability.UNSAFE and second.applicability is not None
            both = both or (
                _confidence(one) >= Applicability.UNSAFE
                and same.verdict.reason.policy is Policy.NEUTRAL
                and same.score > LIKELY
            )
            by_result[result] = first._replace(
                evidence=(*first.evidence, *second.evidence),
                applicability=Applicability.SAFE if both else first.applicability,
                is_faint=False,
            )
            continue
        small = [rival for rival in rivals if rival.extent <= SMALL and rival.score > DISMISSED]
        small = [rival for rival in small if not (_takes_out_a_word(rival, text) or _puts_back_a_typo(rival, text))]
        if small and one.applicability is Applicability.SAFE:
            best = max(small, key=lambda rival: rival.score)
            by_result[_result(best, text)] = best._replace(
                evidence=(*best.evidence, *one.evidence), applicability=Applicability.SAFE
            )
        elif not small and all(_confidence(rival) < max(_confidence(one), Applicability.UNSAFE) for rival in rivals):
            by_result[result] = one
    return list(by_result.values())


def _result(one: ScoredCandidate, text: str) -> tuple[Edit | tuple[int, int, int], ...]:
    """Return what is the same for candidates that make the same of `text`: of two copies either may go."""
    return tuple(edit if edit.after else (*slide_range(edit, text), len(edit.before)) for edit in one.candidate.edits)


def _is_replaced_word(one: ScoredCandidate) -> bool:
    """Whether history shows a word that the commit puts in the place of another more than once."""
    is_word = all(not any(map(str.isspace, edit.before + edit.after)) for edit in one.candidate.edits)
    return one.verdict.reason is Reason.REPEATED and is_word


def _takes_out_a_word(one: ScoredCandidate, text: str) -> bool:
    """Whether a repair takes out a whole word that a person could have written on purpose."""
    return one.verdict.intent is Intent.INTENDED and any(
        edit.before.isalpha()
        and not edit.after
        and not (text[edit.start - 1 : edit.start].isalpha() or text[edit.end : edit.end + 1].isalpha())
        for edit in one.candidate.edits
    )


def _puts_back_a_typo(one: ScoredCandidate, text: str) -> bool:
    """Whether the base's word is listed as a typo: somebody was mending it, and made another one."""
    return any(listed_word(word_around(edit, text)[3]) for edit in one.candidate.edits)


def _confidence(one: ScoredCandidate) -> int:
    return -1 if one.applicability is None else int(one.applicability)
