"""Windows of tokens with damage put in, and what is wrong with each token: what the tagger learns from.

The damage is that of the signatures, put to tokens: words exchanged, repeated, lost, letters and marks put in, case
flipped. Spans that an accident cuts out or exchanges end in the same seams.
"""

from __future__ import annotations

from string import ascii_letters, punctuation
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.language.tagger import CORRECT, MISSING, ORTHOGRAPHY, REPLACEMENT, UNNECESSARY, WORD_ORDER
from weave_fix.markdown.masking import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

CLEAN = 0.1
"""Share of windows that stay as they are."""
RATES = (0.01, 0.02, 0.05)
"""Damages per token in the others: mostly so few that what stands around one is undamaged."""
NEAR = 24
"""Tokens on each side among which a word is repeated that is not its neighbour's double."""
TRIES = 16
"""Places that are drawn until one begins a word."""


class Token(NamedTuple):
    """One token of a window."""

    text: str
    no_space_before: bool
    """Whether no white space stands before it."""
    label: int = CORRECT


Window = list[Token]


def _start(window: Window, first: int, last: int, rng: Random) -> int | None:
    """Return where something begins that may be moved, from `first` to before `last`: white space before it."""
    for _ in range(TRIES if first < last else 0):
        token = window[at := rng.randrange(first, last)]
        begins_unit = at > 0 and window[at - 1].text == BLOCK
        if (begins_unit or not token.no_space_before) and token.text != BLOCK:
            return at
    return None


def _end(window: Window, start: int) -> int:
    """Return where the word ends that begins at `start`: what is glued to it goes with it."""
    end = start + 1
    while end < len(window) and window[end].no_space_before and window[end].text != BLOCK:
        end += 1
    return end


def _exchange(window: Window, at: int, rng: Random) -> None:
    middle = _end(window, at)
    if middle >= len(window) or window[middle].text == BLOCK or window[middle].no_space_before:
        return
    end = _end(window, middle)
    first, second = window[at:middle], window[middle:end]
    if [t.text for t in first] == [t.text for t in second]:
        return
    second[0] = second[0]._replace(no_space_before=first[0].no_space_before, label=WORD_ORDER)
    first[0] = first[0]._replace(no_space_before=False)
    window[at:end] = second + first


def _repeat(window: Window, at: int, rng: Random) -> None:
    source: int | None = at
    if rng.random() > 0.15:
        source = _start(window, max(0, at - NEAR), min(len(window), at + NEAR), rng)
    if source is None:
        return
    word = [token._replace(label=UNNECESSARY) for token in window[source : _end(window, source)]]
    word[0] = word[0]._replace(no_space_before=window[at].no_space_before)
    window[at] = window[at]._replace(no_space_before=False)
    window[at:at] = word


def _lose(window: Window, at: int, rng: Random) -> None:
    end = at
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if end < len(window) and window[end].text != BLOCK:
            end = _end(window, end)
    if end < len(window) and window[end].text != BLOCK:
        window[end] = window[end]._replace(label=MISSING, no_space_before=window[at].no_space_before)
        del window[at:end]


def _mark(window: Window, at: int, rng: Random) -> None:
    """Put a punctuation mark in: beside a word, or inside it, which cuts it in two."""
    text, mark = window[at].text, rng.choice(punctuation)
    inside = rng.random() < 0.5 and len(text) > 1
    if inside:
        cut = rng.randrange(1, len(text))
        window[at : at + 1] = [
            Token(text[:cut], window[at].no_space_before, REPLACEMENT),
            Token(mark, True, UNNECESSARY),
            Token(text[cut:], True, REPLACEMENT),
        ]
    elif rng.random() < 0.5:
        window[at : at + 1] = [
            Token(mark, window[at].no_space_before, UNNECESSARY),
            window[at]._replace(no_space_before=True),
        ]
    else:
        window.insert(at, Token(mark, True, UNNECESSARY))


def _flip(window: Window, at: int, rng: Random) -> None:
    text = window[at].text
    place = 0 if rng.random() < 0.6 else rng.randrange(len(text))
    if text[place].isalpha():
        window[at] = window[at]._replace(
            text=text[:place] + text[place].swapcase() + text[place + 1 :], label=ORTHOGRAPHY
        )


def _misspell(window: Window, at: int, rng: Random) -> None:
    text = window[at].text
    place, kind = rng.randrange(len(text)), rng.random()
    if kind < 0.3 and len(text) > 4:
        middle = list(text[1:-1])
        rng.shuffle(middle)
        text = text[0] + "".join(middle) + text[-1]
    elif kind < 0.5:
        text = text[:place] + rng.choice(ascii_letters) + text[place:]
    elif kind < 0.7:
        text = text[:place] + text[place + 1 :]
    elif kind < 0.85:
        text = text[:place] + rng.choice(ascii_letters).lower() + text[place + 1 :]
    else:
        text = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    if text and text != window[at].text:
        window[at] = window[at]._replace(text=text, label=REPLACEMENT)


def _join(window: Window, at: int, rng: Random) -> None:
    if at + 1 < len(window) and not window[at + 1].no_space_before and window[at + 1].text[0].isalpha():
        window[at : at + 2] = [Token(window[at].text + window[at + 1].text, window[at].no_space_before, REPLACEMENT)]


CORRUPTIONS: Sequence[tuple[Callable[[Window, int, Random], None], float]] = (
    (_exchange, 0.3),
    (_repeat, 0.3),
    (_lose, 0.06),
    (_mark, 0.12),
    (_flip, 0.09),
    (_misspell, 0.1),
    (_join, 0.03),
)


OF_WORDS = (_flip, _misspell, _join)
"""Those that need a word; the others befall code, numbers and marks as well."""


def corrupt_tokens(window: Window, rng: Random) -> Window:
    """Return the window as it is, or with damage in it, each token with its label."""
    if rng.random() < CLEAN:
        return window
    rate = rng.choice(RATES)
    window = list(window)
    for operation in rng.choices(
        [f for f, _ in CORRUPTIONS], [w for _, w in CORRUPTIONS], k=max(1, round(rate * len(window)))
    ):
        at = _start(window, 0, len(window), rng)
        if (
            at is not None
            and window[at].label == CORRECT
            and (operation not in OF_WORDS or window[at].text[0].isalpha())
        ):
            operation(window, at, rng)
    return window
