"""What the language model says of the words of a change in their sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.tokens import TOKEN, normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.language.ngram_model import NgramModel

BESIDE = 4
"""Tokens on each side of a change that are read."""
BEHIND = 2
"""Tokens behind a change whose probability depends on it: the model is of three tokens."""


def gain(left: str, now: Sequence[str], was: Sequence[str], right: str, counts: NgramModel) -> float:
    """Return by how many nats the chunks `was` are likelier between `left` and `right` than the chunks `now`.

    Each token is compared with its probability in any place, so that the longer wording is not the less likely one.
    """
    before, behind = _numbers(left, counts)[-BESIDE:], _numbers(right, counts)[:BESIDE]
    new, old = (_in_place(before, _numbers(" ".join(side), counts), behind, counts) for side in (now, was))
    return old - new


def _numbers(text: str, counts: NgramModel) -> list[int]:
    return counts.numbers([normalize(token) for token in TOKEN.findall(text)])


def _in_place(before: Sequence[int], middle: Sequence[int], behind: Sequence[int], counts: NgramModel) -> float:
    """Return the log-probability of the tokens from `middle` to `BEHIND` behind it, less that of `middle` anywhere."""
    start = counts.number("\n")
    tokens = [start, start, *before, *middle, *behind]
    last = min(len(before) + len(middle) + BEHIND, len(tokens) - 2)
    there = sum(counts.trigram_logprob(*tokens[at : at + 3]) for at in range(len(before), last))
    return there - sum(counts.unigram_logprob(number) for number in middle)
