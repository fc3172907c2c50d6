"""The record that each signature module offers: what it is, how it damages a text, and how it finds its damage."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from weave_fix.diff.comparison import Comparison
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.records import Applicability, Candidate, Corruption, Edit, Site


class Signature(NamedTuple):
    """One kind of damage.

    The first fields are needed; the others say what differs for this signature. Those that are called get the one edit
    of a candidate from the text alone, and the features of `evidence.language.features` by name.
    """

    rank: int
    """Where several signatures explain one change, the lowest rank names it."""
    example: tuple[str, str]
    """An undamaged text and the same text damaged."""
    corrupt: Callable[[str, Site, Random, str], Corruption | None]
    """The operation itself: damages a text at a site; the last argument is another text to take a span from."""
    from_diff: Callable[[Comparison], Iterator[Candidate]]
    """Yields what may undo this damage, seen from what changed."""
    from_text: Callable[[AnalyzedDocument], Iterator[Candidate]] | None = None
    """Yields what may undo this damage, seen from the text alone; None: the text alone cannot show it."""
    min_gain: float = 1.5
    """Nats that a repair from the text alone has to bring."""
    prefilter: float = -2.5
    """Log-odds below which the counts alone dismiss a repair from the text alone; above, the tagger is asked."""
    min_safe: float = -inf
    """Log-odds that a safe repair needs besides those that the fitted thresholds ask for."""
    min_reported: Callable[[Edit, AnalyzedDocument], float] | None = None
    """Log-odds that a repair needs to be reported where it is not safe; below, it only keeps others from its place."""
    min_shown: Callable[[Edit, AnalyzedDocument], float] | None = None
    """Log-odds that a repair needs besides those to be reported where it may be no more than shown."""
    evidence_kind: str = "language"
    """What shows a repair from the text alone: the `language`, or its `form`."""
    is_spelling: bool = False
    """Whether it is about how a word is written: then a word that the text shows as a word is left alone."""
    is_number: bool = False
    """Whether it is about a number: numbers are repaired only beside other damage."""
    skip_gain_filter: Callable[[Edit, AnalyzedDocument], bool] | None = None
    """Whether a repair is looked at though it makes no word likelier."""
    penalty: Callable[[Edit], float] | None = None
    """Nats by which a repair is less likely than others that make the text as likely."""
    subtype: Callable[[Mapping[str, float]], str] | None = None
    """What the thresholds of a repair are called: its signature, or a part of it that has thresholds of its own."""
    is_sure: Callable[[Edit, AnalyzedDocument], bool] | None = None
    """Whether the form of a place leaves no doubt, whatever the log-odds of its repair."""
    max_applicability: Callable[[Edit, Mapping[str, float], AnalyzedDocument], Applicability | None] | None = None
    """How far a repair may go at most, whatever its log-odds; None: it is not even shown."""
    veto_safe: Callable[[Edit, Mapping[str, float]], bool] | None = None
    """Whether a repair, however likely, is not made by default."""
    rates: Mapping[str, tuple[float, float, float]] = {}
    """Candidates per 100,000 words of undamaged text that may reach `safe`, `unsafe` and `shown`, by subtype; `` is the
    signature itself. Read by the training alone."""
    misspelling: float = inf
    """Log-odds from which on a candidate in undamaged text is taken for a typo of its writer, and left out of the next
    fit."""
    id: str = ""
    """The name of its module; set by `registry.discover`."""
    explanation: str = ""
    """The docstring of its module, what `--explain` prints; set by `registry.discover`."""
