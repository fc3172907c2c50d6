"""Words that writers take for one another, as they sound or look alike: `their` and `there`, `then` and `than`."""

from __future__ import annotations

GROUPS = (
    ("their", "there", "they're"),
    ("then", "than"),
    ("a", "an"),
    ("of", "have"),
    ("its", "it's"),
    ("your", "you're"),
    ("too", "to"),
    ("lose", "loose"),
    ("were", "where"),
    ("whose", "who's"),
    ("affect", "effect"),
)
"""Words in small letters, each group with what is taken for one another. The forms of a verb (`is`, `are`) are none:
which is right depends on words far away."""
PAIRS = frozenset((one, other) for group in GROUPS for one in group for other in group if one != other)


def are_confused(one: str, other: str) -> bool:
    """Whether two words, in any case and with any apostrophe, are taken for one another."""
    return (_folded(one), _folded(other)) in PAIRS


def _folded(word: str) -> str:
    return word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
