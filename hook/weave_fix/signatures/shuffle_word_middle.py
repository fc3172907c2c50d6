"""The inner letters of a word were shuffled; its first and its last letter stand where they stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.language.plausible_words import has_rival_on_page, may_be_a_word, min_shown, most_of_word
from weave_fix.language.typos import is_common_typo, is_turned
from weave_fix.language.word_formation import SELDOM, SHORT_PART, is_compound, is_well_formed
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Site

LETTER = lazy_pattern(r"[^\W\d_]")
FAINT = 0.3
"""Log-odds from which on a word is reported: another language has those below, as `apenas`."""


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Shuffle the inner letters of a word of five letters or more."""
    words = [m for m in re.finditer(r"\S+", text[site.start : site.end]) if len(m[0]) > 4 and m[0].isalpha()]
    if not words:
        return None
    word = rng.choice(words)
    middle = list(word[0][1:-1])
    rng.shuffle(middle)
    start, end = site.start + word.start(), site.start + word.end()
    return Corruption(text[:start] + word[0][0] + "".join(middle) + word[0][-1] + text[end:], start, end)


def _explains(hunk: Hunk) -> bool:
    if len(hunk.old) != len(hunk.new) or len(hunk.old) < 2:
        return False
    old, new = hunk.widened(LETTER)
    return old.isalpha() and old[0] == new[0] and old[-1] == new[-1] and sorted(old) == sorted(new)


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the words whose inner letters stand in another order in the base."""
    return undo_each(comparison, __name__, "the letters of a word shuffled", _explains)


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield for each word that nobody knows those with its inner letters in another order, at all its places."""
    from weave_fix.language.suggest import anagrams, match_case

    places: dict[str, list[int]] = {}
    for at in document.oov:
        if document.tokens[at].text.isalpha():
            places.setdefault(document.tokens[at].text, []).append(document.start(at))
    for word, starts in places.items():
        for other in (
            anagrams(word.lower(), document.counts) if not document.is_foreign(document.token_at(starts[0])) else ()
        ):
            sound = match_case(word, other)
            edits = tuple(Edit(start, start + len(word), word, sound) for start in starts)
            yield Candidate("shuffle_word_middle", edits, "the letters of a word shuffled")


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether what is spelled so may be a word all the same."""
    return may_be_a_word(edit, features)


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most: what is well formed is a word, as `rerenders`, `binutils`."""
    if not is_turned(edit.before, edit.after) and is_compound(
        edit.before.lower(), document.counts, least=SHORT_PART, times=SELDOM
    ):
        return None
    most = most_of_word(edit, features, document)
    return None if most is Applicability.DISPLAY_ONLY and is_well_formed(edit.before, document.counts) else most


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe."""
    return FAINT


def is_sure(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a common word has two of its letters turned, as many do, and the page has no other that is meant."""
    is_common = is_common_typo(edit.before, edit.after, document.counts)
    return is_common and not has_rival_on_page(edit.before, edit.after, document)


SIGNATURE = Signature(
    rank=13,
    example=("a narrow staircase", "a narrow sricatase"),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    is_sure=is_sure,
    max_applicability=max_applicability,
    veto_safe=veto_safe,
    min_reported=min_reported,
    min_shown=min_shown,
    is_spelling=True,
    rates={"": (1.15, 1.4, 1.6)},
    misspelling=0.0,
)
