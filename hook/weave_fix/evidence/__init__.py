"""Evidence for a repair: scored candidates from the history, from the language, and from what is registered beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.document import DocumentContext
    from weave_fix.evidence.scored import ScoredCandidate


class EvidenceSource(Protocol):
    """Proposes repairs of a document, and says how likely each is right."""

    kind: str
    """What its evidence is called where it is printed: `history`, `language`."""

    def score(self, context: DocumentContext) -> Sequence[ScoredCandidate]:
        """Return what is proposed for a document, each with its evidence in log-odds (nats); no edits twice."""


FURTHER: list[EvidenceSource] = []
"""The sources beside the history and the language. Another one is registered here."""


def sources(language: EvidenceSource | None) -> tuple[EvidenceSource, ...]:
    """Return all sources in the order in which their evidence is combined; `language` is that of the model in use."""
    from weave_fix.evidence.history.source import SOURCE

    return (SOURCE, *(() if language is None else (language,)), *FURTHER)
