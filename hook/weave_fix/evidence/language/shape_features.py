"""What a repair looks like: the characters that it takes out and puts in, and those beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import minimize
from weave_fix.language.tokens import PUNCTUATION_CLASSES
from weave_fix.markdown.masking import HIDDEN, MASK

if TYPE_CHECKING:
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Edit

VOWELS = frozenset("aeiouyAEIOUY")


def shape_features(document: AnalyzedDocument, edit: Edit) -> dict[str, float]:
    """Return the features by name."""
    text, view = document.text, document.masked_text
    left, right = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
    found: dict[str, float] = {"taken out": len(edit.before)}
    found["put in"] = len(edit.after)
    char = edit.before if len(edit.before) == 1 and not edit.after else ""
    found["char"] = 50.0 + char.isupper() if char.isalnum() else PUNCTUATION_CLASSES.get(char, 60.0 * bool(char))
    found["char is digit"] = char.isdecimal()
    found["left is letter"] = left.isalpha() + 2 * left.isspace()
    found["right is letter"] = right.isalpha() + 2 * right.isspace()
    found["left masked"] = view[edit.start - 1 : edit.start] in (HIDDEN, MASK) if edit.start else 0
    found["right masked"] = view[edit.end : edit.end + 1] in (HIDDEN, MASK)
    found["left mark"], found["right mark"] = PUNCTUATION_CLASSES.get(left, 0), PUNCTUATION_CLASSES.get(right, 0)
    typo = minimize(edit)
    common = typo.start - edit.start
    found["same beginning"] = common
    found["same ending"] = edit.end - typo.end
    found["letters lost"], found["letters too many"] = len(typo.after), len(typo.before)
    found["letter twice"] = _is_repeated(edit.before, common, typo.before) + 2 * _is_repeated(
        edit.after, common, typo.after
    )
    found["vowels"] = sum(char in VOWELS for char in typo.before + typo.after)
    found["same letters"] = len(edit.before) > 1 and sorted(edit.before) == sorted(edit.after)
    found["same letters often"] = len(set(edit.before) ^ set(edit.after))
    found["doubled"] = char != "" and char in (left, right)
    found["line end"] = edit.before.count("\n") - edit.after.count("\n")
    return found


def _is_repeated(word: str, at: int, letters: str) -> bool:
    """Whether the `letters` of `word`, which begin at `at`, are one that stands beside itself."""
    return len(letters) == 1 and letters in (word[at - 1 : at], word[at + 1 : at + 2])
