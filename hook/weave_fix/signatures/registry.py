"""One file a signature: what an operation does to a text, forward, and where a change looks like its work.

A signature module's name is its id and its docstring is what `--explain` prints. It offers one object, `SIGNATURE`; see
`record.Signature` for its fields. Nothing else has to be told of it.

Whether a candidate *is* damage and no edit is for `decision` to say; a signature is generous.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.records import Applicability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Candidate
    from weave_fix.signatures.record import Signature

MAX_PARTNERS = 100
"""Changes that one is compared with, the nearest."""
MAX_PAIRS = 8
"""Candidates of two changes that one of them is in the first of, the nearest: where more would do, as where a name was
replaced throughout, it is none of them."""

NOT_SIGNATURES = {"registry", "corrupt", "record", "catalogue", "chosen"}
"""Modules of this package that are no signature."""


@cache
def discover() -> Mapping[str, Signature]:
    """Return the signatures of this package by id, in the order of their ranks."""
    names = [path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem not in NOT_SIGNATURES]
    found = {}
    for name in sorted(names):
        module = import_module(f"{__package__}.{name}")
        found[name] = module.SIGNATURE._replace(id=name, explanation=module.__doc__ or "")
    return dict(sorted(found.items(), key=lambda item: item[1].rank))


def skip_gain_filter(candidate: Candidate, document: AnalyzedDocument) -> bool:
    """Whether a repair is looked at though it makes no word likelier."""
    asked = (discover()[signature].skip_gain_filter for signature in candidate.proposed_by or (candidate.signature,))
    return any(ask(candidate.edits[0], document) for ask in asked if ask is not None)


def penalty(candidate: Candidate) -> float:
    """Return the nats by which a repair is less likely than others that make the text as likely."""
    ask = discover()[candidate.signature].penalty
    return 0.0 if ask is None else ask(candidate.edits[0])


def subtype(signature: str, features: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called: its signature, or a part of it with thresholds of its own."""
    ask = discover()[signature].subtype
    return signature if ask is None else ask(features)


def is_sure(candidate: Candidate, document: AnalyzedDocument) -> bool:
    """Whether the form of a place leaves no doubt to one of those that propose its repair, whatever its log-odds."""
    asked = (discover()[signature].is_sure for signature in candidate.proposed_by or (candidate.signature,))
    return any(ask(candidate.edits[0], document) for ask in asked if ask is not None)


def max_applicability(
    candidate: Candidate, features: Mapping[str, float], document: AnalyzedDocument
) -> Applicability | None:
    """Return how far a repair may go at most, whatever its log-odds; None: it is not even shown."""
    ask = discover()[candidate.signature].max_applicability
    return Applicability.SAFE if ask is None else ask(candidate.edits[0], features, document)


def min_reported(candidate: Candidate, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe."""
    ask = discover()[candidate.signature].min_reported
    return -inf if ask is None else ask(candidate.edits[0], document)


def min_shown(candidate: Candidate, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it may be no more than shown."""
    ask = discover()[candidate.signature].min_shown
    return -inf if ask is None else ask(candidate.edits[0], document)


def veto_safe(candidate: Candidate, features: Mapping[str, float]) -> bool:
    """Whether a repair, however likely, is not made by default; `features` are those of `LanguageFeatures`."""
    ask = discover()[candidate.signature].veto_safe
    return ask is not None and ask(candidate.edits[0], features)
