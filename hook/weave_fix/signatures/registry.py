"""One file a signature: what an operation does to a text, forward, and where a change looks like its work.

A signature module's name is its id. Its docstring is what `--explain` prints; it has

- `EXAMPLE`: a sound text and the same text damaged;
- `RANK`: where several signatures explain one change, the lowest rank names it;
- `corrupt(text, site, rng, foreign)`: the operation itself, a `Corruption` or None;
- `from_diff(comparison)`: the changes that can be its work, as candidates that undo them;
- `from_text(document)`, where the text alone can show it: the places that can be its work, though nothing changed.

Of a repair from the text alone a signature says what differs from `signatures.registry`: `MIN_GAIN`, `PREFILTER`,
`EVIDENCE_KIND`, `skip_gain_filter(edit, document)`, `penalty(edit)`, `subtype(features)`, `veto_safe(edit, features)`.

Whether a candidate *is* damage and no edit is for `decision` to say; a signature is generous.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from weave_fix.records import Applicability, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Corruption, Site

MIN_GAIN = 1.5
"""Nats that a repair from the text alone has to bring."""
PREFILTER = -2.5
"""Log-odds below which the counts alone dismiss a repair; above, the tagger is asked."""


MAX_PARTNERS = 100
"""Changes that one is compared with, the nearest."""
MAX_PAIRS = 8
"""Candidates of two changes that one of them is in the first of, the nearest: where more would do, as where a name was
replaced throughout, it is none of them."""


NOT_SIGNATURES = {"registry", "corrupt"}
"""Modules of this package that are no signature."""


class Signature(Protocol):
    """What a module in this package offers."""

    __name__: str
    __doc__: str | None
    EXAMPLE: tuple[str, str]
    RANK: int

    def corrupt(self, text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
        """Damage `text` at `site`."""

    def from_diff(self, comparison: Comparison) -> Iterator[Candidate]:
        """Yield what may undo this damage in the document on trial."""

    def from_text(self, document: AnalyzedDocument) -> Iterator[Candidate]:
        """Yield what may undo this damage, seen from the text alone; not every signature can be."""


@cache
def discover() -> Mapping[str, Signature]:
    """Return the signatures of this package by id, the most telling first."""
    names = [path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem not in NOT_SIGNATURES]
    found = {name: cast("Signature", import_module(f"{__package__}.{name}")) for name in sorted(names)}
    return dict(sorted(found.items(), key=lambda item: item[1].RANK))


def min_gain(signature: str) -> float:
    """Return the nats that a repair has to bring to be looked at."""
    return getattr(discover()[signature], "MIN_GAIN", MIN_GAIN)


def safe(signature: str) -> float:
    """Return the log-odds that a safe repair needs besides those that the thresholds ask for."""
    return getattr(discover()[signature], "SAFE", -inf)


def prefilter(signature: str) -> float:
    """Return the log-odds below which the counts alone dismiss a repair."""
    return getattr(discover()[signature], "PREFILTER", PREFILTER)


def skip_gain_filter(candidate: Candidate, document: AnalyzedDocument) -> bool:
    """Whether a repair speaks by its form, and is looked at though it makes no word likelier."""
    ask = getattr(discover()[candidate.signature], "skip_gain_filter", None)
    return ask is not None and ask(candidate.edits[0], document)


def penalty(candidate: Candidate) -> float:
    """Return the nats by which a repair is less likely than others that make the text as likely."""
    ask = getattr(discover()[candidate.signature], "penalty", None)
    return 0.0 if ask is None else ask(candidate.edits[0])


def evidence_kind(signature: str) -> str:
    """Return what bears witness to a repair: the language, or its form alone."""
    return getattr(discover()[signature], "EVIDENCE_KIND", "language")


def subtype(signature: str, features: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called: its signature, or a kind of damage that this names."""
    ask = getattr(discover()[signature], "subtype", None)
    return signature if ask is None else ask(features)


def is_sure(candidate: Candidate, document: AnalyzedDocument) -> bool:
    """Whether the form of a place leaves no doubt, whatever the log-odds of its repair."""
    ask = getattr(discover()[candidate.signature], "is_sure", None)
    return ask is not None and ask(candidate.edits[0], document)


def most(candidate: Candidate, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most, whatever its log-odds; None: it is not even shown."""
    ask = getattr(discover()[candidate.signature], "most", None)
    return Applicability.SAFE if ask is None else ask(candidate.edits[0], features, document)


def veto_safe(candidate: Candidate, features: Mapping[str, float]) -> bool:
    """Whether a repair, however likely, is for a person to say; `features` are those of `features.LanguageFeatures`."""
    ask = getattr(discover()[candidate.signature], "veto_safe", None)
    return ask is not None and ask(candidate.edits[0], features)
