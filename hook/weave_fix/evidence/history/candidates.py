"""All that the signatures propose, from the history of a text or from the text alone, each set of edits once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.records import Candidate, Claim
from weave_fix.signatures.registry import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from weave_fix.diff.comparison import Comparison
    from weave_fix.records import Edit
    from weave_fix.signatures.record import Signature


def proposed(ask: Callable[[Signature], Iterable[Candidate]]) -> Iterator[tuple[str, Candidate]]:
    """Yield each candidate that `ask` gets from a signature, with that signature's id.

    Edits that change nothing are left out, and so are candidates of such edits alone: a letter of a script without
    cases, for one, is the same once its case is flipped.
    """
    for name, signature in discover().items():
        for candidate in ask(signature):
            edits = [edit for edit in candidate.edits if edit.before != edit.after]
            if edits:
                yield name, candidate if len(edits) == len(candidate.edits) else candidate._replace(edits=tuple(edits))


def with_claims(proposals: Iterable[tuple[tuple[Edit, ...], Candidate]]) -> dict[tuple[Edit, ...], Candidate]:
    """Return the first candidate of each key, with a claim for each signature that proposes the same; order is kept."""
    found: dict[tuple[Edit, ...], Candidate] = {}
    for what, candidate in proposals:
        first = found.get(what, candidate)
        claim = Claim(candidate.signature, candidate.message)
        if all(other.signature != claim.signature for other in first.claims):
            signature, edits, message, origin, claims = first
            found[what] = Candidate(signature, edits, message, origin, (*claims, claim))
    return found


def candidates(comparison: Comparison) -> list[Candidate]:
    """Return the candidates for `comparison`, in order of place, each set of edits once.

    A candidate bears the name of the signature of lowest rank among those that propose it.
    """
    every = ((one.edits, one) for _, one in proposed(lambda signature: signature.from_diff(comparison)))
    return sorted(with_claims(every).values(), key=lambda candidate: (candidate.start, candidate.end))
