"""What the text alone takes a broken word for, where the base shows which word it was."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from weave_fix.language.listed_typos import listed_word
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.records import LANGUAGE, Refusal
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.scored import ScoredCandidate
    from weave_fix.records import Edit

WORD = lazy_pattern(r"[^\W\d_]{4,}")
BESIDE = 40
"""Characters on each side of a region in which words are looked for."""
LONGEST = 200
"""Characters of both sides of a region beyond which it was written anew, and its words say nothing of one of them."""
TYPOS = 2
"""Typos away at most that a word of the base is then."""
KNOWN = "the base has another word there"


def reject_guesses(
    judged: Iterable[ScoredCandidate], comparison: Comparison
) -> tuple[list[ScoredCandidate], list[Refusal]]:
    """Return `judged` without what makes of a broken word another one than the base has there, and that refused.

    Such is a word of the base, near the place, that the document has lost there and that is as few typos away. One that
    is itself listed as a typo of the repaired word is none.
    """
    kept, refused = [], []
    ends = [region.new_end for region in comparison.regions]
    for one in judged:
        of_language = {evidence.kind for evidence in one.evidence} == {LANGUAGE}
        is_guess = one.applicability is not None and of_language and _spells(one.candidate.edits[0])
        if is_guess and ends and _has_another(one.candidate.edits[0], comparison, ends):
            refused.append(Refusal(one.candidate, KNOWN))
        else:
            kept.append(one)
    return kept, refused


def _spells(edit: Edit) -> bool:
    return (edit.before + edit.after).isalpha()


def _has_another(edit: Edit, comparison: Comparison, ends: list[int]) -> bool:
    from rapidfuzz.distance import OSA

    at = bisect_left(ends, edit.start)
    if at == len(ends) or comparison.regions[at].new_start > edit.end:
        return False
    text, base, region = comparison.document.text, comparison.base.text, comparison.regions[at]
    if region.old_end - region.old_start + region.new_end - region.new_start > LONGEST:
        return False
    start, end = widened(text, edit.start, edit.end, MAX_WORD, str.isalpha)
    now, then = text[start:end].lower(), (text[start : edit.start] + edit.after + text[edit.end : end]).lower()
    words = _words(base, region.old_start, region.old_end)
    gone = words - _words(text, region.new_start, region.new_end)
    lost = {word for word in gone if listed_word(word) != then}
    far = min(OSA.distance(now, then), TYPOS)
    return then not in words and any(OSA.distance(now, word, score_cutoff=far) <= far for word in lost)


def _words(text: str, start: int, end: int) -> set[str]:
    """Return the words of the characters `start` to `end` and beside them, in lower case."""
    return {word.lower() for word in WORD.findall(text, max(0, start - BESIDE), end + BESIDE)}
