"""One file a signature: what a tool does to a whole file, and the exact check that shows it.

A module's name is the signature's id. Its docstring is what `--explain` prints; it has

- `EXAMPLE`: an undamaged text and the same text damaged;
- `ORDER`: the signatures are asked in ascending order, each sees the text that the ones before have repaired;
- `EVIDENCE`: the kinds of evidence that an event may have, and `CAN_BE_SAFE`: whether one may be repaired by default;
- `is_possible(text)`: a few searches that say, for nearly every text, that there is nothing to find;
- `find(context)`: what is found, one `Event` for one thing that happened.

A line in `_first_tests` spares most commits the import of the module.

No fitted decision stands behind them: a signature states how far its repair may go, and says it of what it has proved.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from weave_fix.named_tuple import NamedTuple
from weave_fix.signatures.file._first_tests import FIRST_TESTS, changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weave_fix.records import Applicability, Edit
    from weave_fix.signatures.file.context import FileContext

NOT_SIGNATURES = {"registry", "context"}
"""Modules of this package that are no signature."""


class Event(NamedTuple):
    """One thing that happened to a file."""

    edits: tuple[Edit, ...]
    """What undoes it, in ascending order, not overlapping; empty: only a person can."""
    places: tuple[tuple[int, int], ...]
    """Where it is seen, half-open character spans of the text; of an end that is missing the empty span there."""
    message: str
    """One sentence: what happened, and what most likely did it."""
    applicability: Applicability
    evidence: str
    """`history` where the base shows it, `form` where the text alone does."""
    stops: bool = False
    """Whether it stops the commit although it is not repaired."""
    keeps: bool = False
    """Whether nothing at all is repaired in its places: a person has to choose between the texts there."""


class FileSignature(Protocol):
    """What a module in this package offers."""

    __name__: str
    __doc__: str | None
    EXAMPLE: tuple[str, str]
    ORDER: int

    @property
    def EVIDENCE(self) -> tuple[str, ...]:  # noqa: N802 - a constant; as a property it may be of any length
        """The kinds of evidence that an event may have."""

    @property
    def CAN_BE_SAFE(self) -> bool:  # noqa: N802
        """Whether an event may be repaired by default."""

    def is_possible(self, text: str) -> bool:
        """Whether `find` has to look at this text; a few linear searches."""

    def find(self, context: FileContext) -> Iterator[Event]:
        """Yield what happened to the text."""


@cache
def discover() -> Mapping[str, FileSignature]:
    """Return the signatures of this package by id, in the order in which they are asked."""
    return {name: signature(name) for name in names()}


@cache
def names() -> tuple[str, ...]:
    """Return the ids of the signatures in the order in which they are asked; few of their modules are imported."""
    found = {path.stem for path in Path(__file__).parent.glob("[a-z]*.py")} - NOT_SIGNATURES
    orders = {name: FIRST_TESTS[name].order if name in FIRST_TESTS else signature(name).ORDER for name in found}
    return tuple(sorted(found, key=lambda name: (orders[name], name)))


def may_find(name: str, text: str, base: str, *, whole: bool = False) -> bool:
    """Tell whether the signature `name` has to look at a text; `base` is the committed text, empty for a new file.

    `whole` is that of `FileContext`.
    """
    if name in FIRST_TESTS:
        first = FIRST_TESTS[name]
        is_part = first.is_local and base and not whole
        if not first.may_find(_changed_lines(text, base) if is_part else text, base):
            return False
    return signature(name).is_possible(text)


_changed_lines = lru_cache(maxsize=2)(changed_lines)


def signature(name: str) -> FileSignature:
    """Return the signature of this id."""
    return cast("FileSignature", import_module(f"{__package__}.{name}"))
