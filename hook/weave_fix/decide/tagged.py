"""What the tagger says of a repair: of the tokens that it touches as they stand, and as they would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.data import Candidate
    from weave_fix.decide.wording import Wording
    from weave_fix.language.tagger import Tagger

CLASSES = ("exchanged", "extra", "missing", "case", "broken")
"""The tagger's classes behind the first, which is: as it should be."""
BESIDE = 2
"""Tokens on each side that are to be as they should be as well."""


def answers(wording: Wording, tagger: Tagger, candidate: Candidate) -> dict[str, float]:
    """Return for the first place of a candidate how the tagger likes it now, and then, by name.

    For each class the most that a touched token is likelier of that class than sound, in nats; and the logarithm of
    the probability that all of them, and their neighbours, are sound.
    """
    page, edit = wording.page, candidate.edits[0]
    first, last = wording.touched(edit)
    left = page.tokens[max(0, first - tagger.reach) : first]
    right = page.tokens[last : last + tagger.reach]
    found: dict[str, float] = {}
    for name, tokens in (("now", page.tokens[first:last]), ("then", wording.instead(edit))):
        _put(name, tagger.scores([*left, *tokens, *right]), len(left), len(left) + len(tokens), found)
    found["sound gained"] = found["sound then"] - found["sound now"]
    return found


def _put(name: str, scores: Sequence[Sequence[float]], first: int, last: int, found: dict[str, float]) -> None:
    touched = scores[first:last] or scores[max(0, first - 1) : first + 1]
    for number, kind in enumerate(CLASSES, 1):
        found[f"{kind} {name}"] = max(token[number] - token[0] for token in touched)
    found["sound " + name] = sum(token[0] for token in scores[max(0, first - BESIDE) : last + BESIDE])
    found["least sound " + name] = min(token[0] for token in touched)
