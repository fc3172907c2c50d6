"""A reference or a footnote whose label leads nowhere, where the base has one that leads somewhere still.

Whoever gives a reference another label writes its definition as well, and takes the old one out with its last use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import is_typo
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage

LABEL = lazy_pattern(r"(?<=\])\[([^\[\]\s^]+)\](?![(\[:])|\[(\^[^\[\]\s]+)\](?![(:])")
"""The label of a full reference, or that of a footnote; by itself a word in brackets may be no reference at all."""


def loses_definition(now: str, was: str, passage: Passage) -> bool:
    """Whether the chunk `now` differs from `was` in a number, or by a typo, in one label that no definition has.

    It stands there alone, and the label that it had is defined still, and used nowhere else.
    """
    new, old = labels(now), labels(was)
    others = [(a, b) for a, b in zip(new, old, strict=False) if a != b]
    if len(new) != len(old) or len(others) != 1 or LABEL.sub("", now) != LABEL.sub("", was) or passage.is_code:
        return False
    return is_lost(*others[0], passage.texts.document)


def labels(text: str) -> list[str]:
    """Return the labels of the references and footnotes in `text`."""
    return [match[1] or match[2] for match in LABEL.finditer(text)]


def is_lost(label: str, before: str, text: str) -> bool:
    """Whether the definition of the label `before` stands in `text` unused, and `label`, near it, stands once and has
    none."""
    are_numbers = label.lstrip("^").isdecimal() and before.lstrip("^").isdecimal()
    return (
        (are_numbers or is_typo(label, before))
        and _is_defined(before, text)
        and _uses(label, text) == 1
        and not _uses(before, text)
        and not _is_defined(label, text)
    )


def _is_defined(label: str, text: str) -> bool:
    return re.search(rf"^[ \t>]*\[{re.escape(label)}\]:", text, re.MULTILINE | re.IGNORECASE) is not None


def _uses(label: str, text: str) -> int:
    return len(re.findall(rf"\[{re.escape(label)}\](?!:)", text, re.IGNORECASE))
