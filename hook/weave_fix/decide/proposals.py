"""All that the signatures propose for one trial, each set of edits once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weave_fix.signatures import discover

if TYPE_CHECKING:
    from weave_fix.data import Candidate, Edit
    from weave_fix.history import Trial


class Proposal(NamedTuple):
    """A candidate under the name of the most telling signature, and all signatures that propose the same edits."""

    candidate: Candidate
    claims: frozenset[str]


def gather(trial: Trial) -> list[Proposal]:
    """Return the proposals for `trial`, in order of place."""
    named: dict[tuple[Edit, ...], Candidate] = {}
    claims: dict[tuple[Edit, ...], set[str]] = {}
    for signature, module in discover().items():
        for candidate in module.candidates(trial):
            named.setdefault(candidate.edits, candidate)
            claims.setdefault(candidate.edits, set()).add(signature)
    found = [Proposal(candidate, frozenset(claims[edits])) for edits, candidate in named.items()]
    return sorted(found, key=lambda proposal: (proposal.candidate.start, proposal.candidate.end))
