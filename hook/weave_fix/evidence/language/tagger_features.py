"""What the tagger says of a repair: of the tokens that it touches as they stand, and as they would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.tagger import Window
from weave_fix.named_tuple import NamedTuple
from weave_fix.runtime.stages import TAGGER, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.language.features import LanguageFeatures
    from weave_fix.language.tagger import Tagger
    from weave_fix.language.token_cache import Token
    from weave_fix.records import Candidate, Edit

CLASSES = ("exchanged", "extra", "missing", "case", "broken")
"""The tagger's classes behind the first, which is: as it should be."""
BESIDE = 2
"""Tokens on each side that are to be as they should be as well."""


@stage(TAGGER)
def extract(extractor: LanguageFeatures, tagger: Tagger, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Return for the first place of each candidate how the tagger likes it now, and then, by name.

    For each class the most that a touched token is likelier of that class than sound, in nats; and the logarithm of
    the probability that all of them, and their neighbours, are undamaged.
    """
    cache = extractor.tagger_cache
    edits = list(dict.fromkeys(one.edits[0] for one in candidates if one.edits[0] not in cache))
    looks = [window for edit in edits for window in _now_and_then(extractor, tagger, edit)]
    scores = tagger.scores([window.window for window in looks]) if looks else []
    found = [_extract(window, near) for window, near in zip(looks, scores, strict=True)]
    for edit, now, then in zip(edits, found[::2], found[1::2], strict=True):
        cache[edit] = {f"{name} now": answer for name, answer in now.items()}
        cache[edit] |= {f"{name} then": answer for name, answer in then.items()}
        cache[edit]["sound gained"] = then["sound"] - now["sound"]
    return [cache[one.edits[0]] for one in candidates]


class _TaggerWindow(NamedTuple):
    """What is read of a place: a window, and which of its tokens an edit touches."""

    window: Window
    start: int
    end: int


def _now_and_then(extractor: LanguageFeatures, tagger: Tagger, edit: Edit) -> tuple[_TaggerWindow, _TaggerWindow]:
    """Return what is to be read of the place of an edit as it stands, and as it would."""
    tokens, (first, last) = extractor.document.tokens, extractor.touched(edit)
    left, right = tokens[max(0, first - tagger.receptive_field) : first], tokens[last : last + tagger.receptive_field]
    return _window(left, tokens[first:last], right), _window(left, extractor.instead(edit, first, last), right)


def _window(left: Sequence[Token], tokens: Sequence[Token], right: Sequence[Token]) -> _TaggerWindow:
    around = [*left, *tokens, *right]
    start, end = len(left), len(left) + len(tokens)
    return _TaggerWindow(Window(around, max(0, start - BESIDE), min(len(around), end + BESIDE)), start, end)


def _extract(window: _TaggerWindow, near: Sequence[Sequence[float]]) -> dict[str, float]:
    """Return the features by name, from the scores of the tokens that the window asks for."""
    start, end = window.start - window.window.first, window.end - window.window.first
    touched = near[start:end] or near[max(0, start - 1) : start + 1]
    found = {kind: max(token[at] - token[0] for token in touched) for at, kind in enumerate(CLASSES, 1)}
    found["sound"] = sum(token[0] for token in near)
    found["least sound"] = min(token[0] for token in touched)
    return found
