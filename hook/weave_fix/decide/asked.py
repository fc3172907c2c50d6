"""What the signatures say themselves of a repair from the text alone, and what holds where one says nothing."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from weave_fix.data import Applicability
from weave_fix.signatures import discover

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.data import Candidate
    from weave_fix.language.page import Page

GAIN = 1.5
"""Nats that a repair from the text alone has to bring."""
DOUBT = -2.5
"""Log-odds below which the counts alone dismiss a repair; above, the tagger is asked."""


def gain(signature: str) -> float:
    """Return the nats that a repair has to bring to be looked at."""
    return getattr(discover()[signature], "GAIN", GAIN)


def safe(signature: str) -> float:
    """Return the log-odds that a safe repair needs besides those that the thresholds ask for."""
    return getattr(discover()[signature], "SAFE", -inf)


def doubt(signature: str) -> float:
    """Return the log-odds below which the counts alone dismiss a repair."""
    return getattr(discover()[signature], "DOUBT", DOUBT)


def is_formal(candidate: Candidate, page: Page) -> bool:
    """Whether a repair speaks by its form, and is looked at though it makes no word likelier."""
    ask = getattr(discover()[candidate.signature], "is_formal", None)
    return ask is not None and ask(candidate.edits[0], page)


def price(candidate: Candidate) -> float:
    """Return the nats by which a repair is less likely than others that make the text as likely."""
    ask = getattr(discover()[candidate.signature], "price", None)
    return 0.0 if ask is None else ask(candidate.edits[0])


def witness(signature: str) -> str:
    """Return what bears witness to a repair: the language, or its form alone."""
    return getattr(discover()[signature], "WITNESS", "language")


def kind(signature: str, answers: Mapping[str, float]) -> str:
    """Return what the thresholds of a repair are called: its signature, or a kind of damage that this names."""
    ask = getattr(discover()[signature], "kind", None)
    return signature if ask is None else ask(answers)


def is_sure(candidate: Candidate, page: Page) -> bool:
    """Whether the form of a place leaves no doubt, whatever the log-odds of its repair."""
    ask = getattr(discover()[candidate.signature], "is_sure", None)
    return ask is not None and ask(candidate.edits[0], page)


def most(candidate: Candidate, answers: Mapping[str, float], page: Page) -> Applicability | None:
    """Return how far a repair may go at most, whatever its log-odds; None: it is not even shown."""
    ask = getattr(discover()[candidate.signature], "most", None)
    return Applicability.SAFE if ask is None else ask(candidate.edits[0], answers, page)


def may_be_meant(candidate: Candidate, answers: Mapping[str, float]) -> bool:
    """Whether a repair, however likely, is for a person to say; `answers` are those of `wording.Wording`."""
    ask = getattr(discover()[candidate.signature], "may_be_meant", None)
    return ask is not None and ask(candidate.edits[0], answers)
