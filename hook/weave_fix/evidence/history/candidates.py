"""All that the signatures propose, from the history of a text or from the text alone, each set of edits once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.signatures.registry import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from weave_fix.diff.comparison import Comparison
    from weave_fix.records import Candidate, Edit
    from weave_fix.signatures.registry import Signature


class ProposedCandidate(NamedTuple):
    """A candidate under the name of the most telling signature, and all signatures that propose the same edits."""

    candidate: Candidate
    proposed_by: frozenset[str]


def proposed(ask: Callable[[Signature], Iterable[Candidate]]) -> Iterator[tuple[str, Candidate]]:
    """Yield each candidate that `ask` gets from a signature, with that signature's id.

    Edits that change nothing are left out, and so are candidates of such edits alone: a letter of a script without
    cases, for one, is the same once its case is flipped.
    """
    for name, signature in discover().items():
        for candidate in ask(signature):
            edits = tuple(edit for edit in candidate.edits if edit.before != edit.after)
            if edits:
                yield name, candidate._replace(edits=edits)


def candidates(comparison: Comparison) -> list[ProposedCandidate]:
    """Return the proposals for `comparison`, in order of place."""
    named: dict[tuple[Edit, ...], Candidate] = {}
    proposed_by: dict[tuple[Edit, ...], set[str]] = {}
    for signature, candidate in proposed(lambda signature: signature.from_diff(comparison)):
        named.setdefault(candidate.edits, candidate)
        proposed_by.setdefault(candidate.edits, set()).add(signature)
    found = [ProposedCandidate(candidate, frozenset(proposed_by[edits])) for edits, candidate in named.items()]
    return sorted(found, key=lambda proposal: (proposal.candidate.start, proposal.candidate.end))
