"""What the tagger says of a repair: of the tokens that it touches as they stand, and as they would."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.language.tagger import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.data import Candidate, Edit
    from weave_fix.decide.wording import Wording
    from weave_fix.language.pieces import Token
    from weave_fix.language.tagger import Tagger

CLASSES = ("exchanged", "extra", "missing", "case", "broken")
"""The tagger's classes behind the first, which is: as it should be."""
BESIDE = 2
"""Tokens on each side that are to be as they should be as well."""


def answers(wording: Wording, tagger: Tagger, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Return for the first place of each candidate how the tagger likes it now, and then, by name.

    For each class the most that a touched token is likelier of that class than sound, in nats; and the logarithm of
    the probability that all of them, and their neighbours, are sound.
    """
    heard = wording.heard
    edits = list(dict.fromkeys(one.edits[0] for one in candidates if one.edits[0] not in heard))
    looks = [_look(wording, tagger, edit, tokens) for edit in edits for tokens in _now_and_then(wording, edit)]
    scores = tagger.scores([look.window for look in looks]) if looks else []
    found = [_answers(look, near) for look, near in zip(looks, scores, strict=True)]
    for edit, now, then in zip(edits, found[::2], found[1::2], strict=True):
        heard[edit] = {f"{name} now": answer for name, answer in now.items()}
        heard[edit] |= {f"{name} then": answer for name, answer in then.items()}
        heard[edit]["sound gained"] = then["sound"] - now["sound"]
    return [heard[one.edits[0]] for one in candidates]


class _Look(NamedTuple):
    """What is read of a place: a window, and which of its tokens an edit touches."""

    window: Window
    start: int
    end: int


def _now_and_then(wording: Wording, edit: Edit) -> tuple[Sequence[Token], Sequence[Token]]:
    first, last = wording.touched(edit)
    return wording.page.tokens[first:last], wording.instead(edit)


def _look(wording: Wording, tagger: Tagger, edit: Edit, tokens: Sequence[Token]) -> _Look:
    """Return what is to be read with `tokens` in the place of those that the edit touches."""
    page, (first, last) = wording.page, wording.touched(edit)
    left = page.tokens[max(0, first - tagger.reach) : first]
    around = [*left, *tokens, *page.tokens[last : last + tagger.reach]]
    start, end = len(left), len(left) + len(tokens)
    return _Look(Window(around, max(0, start - BESIDE), min(len(around), end + BESIDE)), start, end)


def _answers(look: _Look, near: Sequence[Sequence[float]]) -> dict[str, float]:
    """Return the answers by name, from the scores of the tokens that the window asks for."""
    start, end = look.start - look.window.first, look.end - look.window.first
    touched = near[start:end] or near[max(0, start - 1) : start + 1]
    found = {kind: max(token[at] - token[0] for token in touched) for at, kind in enumerate(CLASSES, 1)}
    found["sound"] = sum(token[0] for token in near)
    found["least sound"] = min(token[0] for token in touched)
    return found
