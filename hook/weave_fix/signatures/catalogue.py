"""All signatures, those of words and those of whole files, with what a user is told of each."""

from __future__ import annotations

from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.records import HISTORY
from weave_fix.signatures import registry
from weave_fix.signatures.file import registry as file_registry

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT, FILE = "text", "file"
FAMILIES = (TEXT, FILE)
"""`text`: damage of words and spans; `file`: what a tool did to a whole file or block."""


class Entry(NamedTuple):
    """One signature."""

    id: str
    family: str
    explanation: str
    """The docstring of its module."""
    example: tuple[str, str]
    """An undamaged text and the same text damaged."""
    evidence: tuple[str, ...]
    """The kinds of evidence that can show it."""
    can_be_safe: bool
    """Whether it can be repaired by default, without `--unsafe`."""

    @property
    def summary(self) -> str:
        """The first paragraph of its explanation, in one line."""
        return " ".join(cleandoc(self.explanation).partition("\n\n")[0].split())


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return every signature by id, those of whole files first, in the order in which they are asked."""
    found: dict[str, Entry] = {}
    for name, module in file_registry.discover().items():
        found[name] = Entry(
            name, FILE, module.__doc__ or "", module.EXAMPLE, tuple(module.EVIDENCE), module.CAN_BE_SAFE
        )
    for name, signature in registry.discover().items():
        evidence = (HISTORY,) if signature.from_text is None else (HISTORY, signature.evidence_kind)
        found[name] = Entry(name, TEXT, signature.explanation, signature.example, evidence, not signature.is_number)
    return found
