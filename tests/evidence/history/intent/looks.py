"""What the tests of the check share: one passage of a page written in two ways, and what is said of the change."""

from __future__ import annotations

from collections.abc import Iterable

from weave_fix.diff.align import shared_prefix, shared_suffix
from weave_fix.diff.comparison import Comparison, compare
from weave_fix.evidence.history.intent.check import IntentCheck
from weave_fix.evidence.history.intent.passage import Passage
from weave_fix.evidence.history.intent.reasons import Intent, Reason, Verdict
from weave_fix.evidence.history.intent.texts import Texts
from weave_fix.evidence.history.intent.vocabulary import Vocabulary
from weave_fix.language import ngram_model
from weave_fix.records import Base, Candidate, Document, Edit, encode

PAGE = """# Keeping bees on a roof

The hives stand behind the chimney, where the wind is weak. Two people look after them, and both have a key.

{}

Honey is taken off twice a year. What the bees need for the winter stays with them, and nobody sells the rest.
"""
"""A page around the passage that a row is about."""
LOW = -9.0
"""Log-odds that decide nothing: what is said comes from the texts."""
SURE = 2.5
"""Log-odds that few edits reach."""


def page(passage: str) -> str:
    """Return the page with `passage` as its second paragraph."""
    return PAGE.format(passage)


def comparison_of(base: str, now: str) -> Comparison:
    """Compare two texts."""
    return compare(Document("docs/a.md", encode(now), now), Base(base, "0" * 40, "docs/a.md"))


def whole_edit(base: str, now: str) -> Edit:
    """Return the one edit that makes `base` of `now` again."""
    start = shared_prefix(base, now)
    end = shared_suffix(base[start:], now[start:])
    return Edit(start, len(now) - end, now[start : len(now) - end], base[start : len(base) - end])


def verdict(before: str, after: str, *, score: float = LOW, repository: Iterable[str] = ()) -> Verdict:
    """Return what is said of a page's passage that was `before` and is `after`."""
    base, now = page(before), page(after)
    check = IntentCheck(comparison_of(base, now), ngram_model.shipped(), frozenset(repository).__contains__)
    return check.of(Candidate("", (whole_edit(base, now),), ""), score)


def is_left(verdict: Verdict) -> bool:
    """Whether a change is a person's: intended, or another wording, whose log-odds have to be very high."""
    return verdict.intent is Intent.INTENDED or verdict == Reason.REWORDED.open


def passage_of(before: str, after: str) -> Passage:
    """Return the change of a page's passage as whole words."""
    base, now = page(before), page(after)
    comparison = comparison_of(base, now)
    vocabulary = Vocabulary(ngram_model.shipped(), comparison.base_words, frozenset[str]().__contains__)
    return Passage(whole_edit(base, now), Texts(comparison), vocabulary)
