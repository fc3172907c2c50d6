"""What a signature proposes from a text alone, with the shipped model and without any history or repository.

A row of a table is a text and what one of the proposals makes of it. A signature is generous, and which proposal is
damage is for the decision to say; so a table says what is among the proposals, and what is not.
"""

from __future__ import annotations

from itertools import pairwise

from weave_fix.data import Document, encode
from weave_fix.language.counts import shipped
from weave_fix.language.known import Known, NoWords
from weave_fix.language.page import Page
from weave_fix.lines import apply_edits
from weave_fix.signatures import discover

PATH = "docs/page.md"


def proposed(
    signature: str, text: str, *, spans: list[tuple[int, int]] | None = None, known: Known | None = None
) -> list[str]:
    """Return the text after each single proposal; `spans` are on trial, None: everything."""
    page = Page(Document(PATH, encode(text), text), shipped(), known or NoWords(), spans)
    found = list(discover()[signature].alone(page))
    assert {candidate.signature for candidate in found} <= {signature}
    for candidate in found:
        assert candidate.edits
        assert all(a.end <= b.start for a, b in pairwise(candidate.edits))
        assert all(edit.before != edit.after for edit in candidate.edits)
    return [apply_edits(text, candidate.edits) for candidate in found]
