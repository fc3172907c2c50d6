"""What is said of a flipped letter: how is its word usually written, on the page and in the language?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.tokens import MIXED, TITLE, case
from weave_fix.markdown.masking import BLOCK, MASK
from weave_fix.positions import widened
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Edit

UNFLIPPED: Mapping[str, float] = dict.fromkeys(
    (
        *("flipped", "letter", "usually raised", "usually upper", "spelling now", "spelling then", "written so here"),
        *("written otherwise here", "repository writes so", "repository writes otherwise", "case then"),
        *("after a sentence", "raised beside"),
    ),
    0.0,
)
"""What is said of a repair that flips no letter."""


def is_flipped(edit: Edit) -> bool:
    """Whether a repair flips the case of one letter."""
    return len(edit.before) == 1 and edit.before != edit.after and edit.before.swapcase() == edit.after


def case_features(document: AnalyzedDocument, edit: Edit) -> Mapping[str, float]:
    """Return the features by name."""
    if not is_flipped(edit):
        return UNFLIPPED
    found: dict[str, float] = {}
    at = document.token_at(edit.start)
    start, word = document.start(at), document.tokens[at].text
    if word == MASK:
        start, word = _name(document.text, edit.start)
    place = edit.start - start
    sound = word[:place] + edit.after + word[place + 1 :]
    found["usually raised"], found["usually upper"] = document.counts.case_shares(document.tokens[at].number)
    found["flipped"] = 1 + edit.before.isupper()
    found["letter"] = 1 + min(3, place)
    found["spelling now"] = document.counts.mixed_case_count(word)
    found["spelling then"] = document.counts.mixed_case_count(sound)
    found["written so here"] = _times_here(document, word)
    found["written otherwise here"] = _times_here(document, sound)
    strange = document.vocabulary.known_among({word, sound}) if place else set()
    found["repository writes so"] = word in strange
    found["repository writes otherwise"] = sound in strange
    found["case then"] = case(sound)
    found["after a sentence"] = document.tokens[at - 1].text in (".", "!", "?", BLOCK)
    near = document.tokens[max(0, at - 2) : at + 3]
    found["raised beside"] = sum(token.case in (TITLE, MIXED) for token in near) - (case(word) == TITLE)
    return found


def _times_here(document: AnalyzedDocument, word: str) -> int:
    """Return how often a word is written just so, in code too where it is also written otherwise."""
    forms = document.forms.get(word.lower())
    return document.word_counts.get(word, 0) if forms is None else forms.get(word, 0)


def _name(text: str, at: int) -> tuple[int, str]:
    """Return where the run of letters begins that the character at `at` is one of, and the letters.

    At most `MAX_WORD` on each side.
    """
    start, end = widened(text, at, at, MAX_WORD, str.isalpha)
    return start, text[start:end]
