"""What the spelling that is configured says: words of the other one, each with its form in this one.

It is a matter of style, and no damage: none of this is repaired by default. A word with a capital may be part of a
name, which has the spelling of its country, and is only shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.accepted.spelling import NAMES, in_case_of, style_of
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.markdown.syntax import syntax_of
from weave_fix.patterns import lazy_pattern
from weave_fix.places import Places
from weave_fix.records import LANGUAGE, Applicability, Candidate, Claim, Edit, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.records import Document

SIGNATURE = "misspelled_word"
WORD = lazy_pattern(r"(?<![\w@#/\\$=:.])(?<!--)[A-Za-z]{4,30}(?![\w/\\(=@]|[.:]\w)")
"""A word that is no part of a name in code, a path or an address."""
EVEN = 0.0
"""Log-odds that say neither damage nor edit."""


def other_spellings(
    document: Document, spelling: str, spans: Sequence[tuple[int, int]] | None
) -> Iterator[ScoredCandidate]:
    """Yield the words of the other spelling than `spelling`, which is `american` or `british`, in the order of place.

    `spans`, half-open, are what is checked of it; None: everything.
    """
    checked = None if spans is None else Places(spans)
    syntax = syntax_of(document.path)
    for found in WORD.finditer(syntax.masked_text(document.text, syntax.blocks(document.text))):
        start, end = found.span()
        if checked is not None and not checked.touch(start + 1, end - 1):
            continue
        spelled = style_of(found[0])
        if spelled is None or spelled.style == spelling or not (found[0].islower() or found[0].istitle()):
            continue
        message = f"{NAMES[spelled.style]} spelling, where the configuration says {NAMES[spelling]}"
        edit = Edit(start, end, found[0], in_case_of(spelled.other, found[0]))
        candidate = Candidate(SIGNATURE, (edit,), message, claims=(Claim(SIGNATURE, message),))
        most = Applicability.UNSAFE if found[0].islower() else Applicability.DISPLAY_ONLY
        yield ScoredCandidate(candidate, (Evidence(LANGUAGE, EVEN),), most)
