"""Windows of tokens with damage put in, and what is wrong with each token: what the tagger learns from.

The damage is that of the signatures, put to tokens: words exchanged, repeated, lost, letters and marks put in, case
flipped. Spans that an accident cuts out or exchanges end in the same seams.
"""

from __future__ import annotations

from string import ascii_letters, punctuation
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.language.prose import BOUNDARY
from weave_fix.language.tagger import BROKEN, CASE, EXCHANGED, EXTRA, MISSING, OK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

CLEAN = 0.1
"""Share of windows that stay as they are."""
RATES = (0.01, 0.02, 0.05)
"""Damages per token in the others: mostly so few that what stands around one is sound."""
NEAR = 24
"""Tokens on each side among which a word is repeated that is not its neighbour's double."""
TRIES = 16
"""Places that are drawn until one begins a word."""


class Token(NamedTuple):
    """One token of a window."""

    text: str
    glued: bool
    """Whether no white space stands before it."""
    label: int = OK


Window = list[Token]


def _start(window: Window, first: int, last: int, rng: Random) -> int | None:
    """Return where something begins that may be moved, from `first` to before `last`: white space before it."""
    for _ in range(TRIES if first < last else 0):
        token = window[at := rng.randrange(first, last)]
        begins_unit = at > 0 and window[at - 1].text == BOUNDARY
        if (begins_unit or not token.glued) and token.text != BOUNDARY:
            return at
    return None


def _end(window: Window, start: int) -> int:
    """Return where the word ends that begins at `start`: what is glued to it goes with it."""
    end = start + 1
    while end < len(window) and window[end].glued and window[end].text != BOUNDARY:
        end += 1
    return end


def _exchange(window: Window, at: int, rng: Random) -> None:
    middle = _end(window, at)
    if middle >= len(window) or window[middle].text == BOUNDARY or window[middle].glued:
        return
    end = _end(window, middle)
    first, second = window[at:middle], window[middle:end]
    if [t.text for t in first] == [t.text for t in second]:
        return
    second[0] = second[0]._replace(glued=first[0].glued, label=EXCHANGED)
    first[0] = first[0]._replace(glued=False)
    window[at:end] = second + first


def _repeat(window: Window, at: int, rng: Random) -> None:
    source: int | None = at
    if rng.random() > 0.15:
        source = _start(window, max(0, at - NEAR), min(len(window), at + NEAR), rng)
    if source is None:
        return
    word = [token._replace(label=EXTRA) for token in window[source : _end(window, source)]]
    word[0] = word[0]._replace(glued=window[at].glued)
    window[at] = window[at]._replace(glued=False)
    window[at:at] = word


def _lose(window: Window, at: int, rng: Random) -> None:
    end = at
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if end < len(window) and window[end].text != BOUNDARY:
            end = _end(window, end)
    if end < len(window) and window[end].text != BOUNDARY:
        window[end] = window[end]._replace(label=MISSING, glued=window[at].glued)
        del window[at:end]


def _mark(window: Window, at: int, rng: Random) -> None:
    """Put a punctuation mark in: beside a word, or inside it, which cuts it in two."""
    text, mark = window[at].text, rng.choice(punctuation)
    inside = rng.random() < 0.5 and len(text) > 1
    if inside:
        cut = rng.randrange(1, len(text))
        window[at : at + 1] = [
            Token(text[:cut], window[at].glued, BROKEN),
            Token(mark, True, EXTRA),
            Token(text[cut:], True, BROKEN),
        ]
    elif rng.random() < 0.5:
        window[at : at + 1] = [Token(mark, window[at].glued, EXTRA), window[at]._replace(glued=True)]
    else:
        window.insert(at, Token(mark, True, EXTRA))


def _flip(window: Window, at: int, rng: Random) -> None:
    text = window[at].text
    place = 0 if rng.random() < 0.6 else rng.randrange(len(text))
    if text[place].isalpha():
        window[at] = window[at]._replace(text=text[:place] + text[place].swapcase() + text[place + 1 :], label=CASE)


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
        window[at] = window[at]._replace(text=text, label=BROKEN)


def _join(window: Window, at: int, rng: Random) -> None:
    if at + 1 < len(window) and not window[at + 1].glued and window[at + 1].text[0].isalpha():
        window[at : at + 2] = [Token(window[at].text + window[at + 1].text, window[at].glued, BROKEN)]


DAMAGES: Sequence[tuple[Callable[[Window, int, Random], None], float]] = (
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


def spoil(window: Window, rng: Random) -> Window:
    """Return the window as it is, or with damage in it, each token with its label."""
    if rng.random() < CLEAN:
        return window
    rate = rng.choice(RATES)
    window = list(window)
    for operation in rng.choices([f for f, _ in DAMAGES], [w for _, w in DAMAGES], k=max(1, round(rate * len(window)))):
        at = _start(window, 0, len(window), rng)
        if at is not None and window[at].label == OK and (operation not in OF_WORDS or window[at].text[0].isalpha()):
            operation(window, at, rng)
    return window
