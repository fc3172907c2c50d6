"""Work grows as the text does, whatever the text is: counted in calls of functions, not in seconds."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile
from random import Random
from statistics import fmean

import numpy as np  # noqa: F401  # imported where many words are looked up; that must not count within a test
import pytest

from bench.shapes import HOSTILE, MORE, SHAPES, SOUND, TRACES, beside_damage, new, put_in, taken_out
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.decision.analyze import ROUNDS, _has_comment
from weave_fix.decision.events import undo_events
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language import ngram_model
from weave_fix.language.model_file import shipped
from weave_fix.records import Applicability, Base, Document, FilePatch, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary

READER = LanguageSource(shipped())
DRAWN = frozenset({"json-in-one-line", "csv", "base64", "dna", "chinese-without-marks", "unknown-words"})
"""Shapes that are drawn by chance: a short text of them may have less to look at than each quarter of a longer one."""
SIZE = 3000
"""Characters; a text of four times as many is compared with it."""
GROWTH = 2.3
"""Times that the work may grow by when the text doubles; where a repair brings another to light it is looked at again,
so that single texts of one shape differ."""
FIXED = 5000
"""Calls that do not depend on the length."""
STEP = 10_000
"""Calls that a signature of whole files costs as soon as it has to look, which one piece of a text can bring about."""


def damaged(text: str) -> tuple[str | None, str]:
    """Return a text with a character put in here and there."""
    rng = Random(7)
    pieces = [text[at : at + 97] for at in range(0, len(text), 97)]
    cuts = [rng.randrange(len(piece)) for piece in pieces]
    marred = [piece[:cut] + rng.choice("x;Q \n") + piece[cut:] for piece, cut in zip(pieces, cuts, strict=True)]
    return f"{SOUND}{text}\n", f"{SOUND}{''.join(marred)}\n"


def rewritten(text: str) -> tuple[str | None, str]:
    return SOUND * (len(text) // len(SOUND) + 1), text + "\n"


def look(base: str | None, now: str) -> FilePatch:
    return analyze(*read(base, now), AnalysisContext(EmptyVocabulary(), READER))


def look_at_the_file(base: str | None, now: str) -> FilePatch:
    return undo_events(*read(base, now), Applicability.SAFE)


def read(base: str | None, now: str) -> tuple[Document, list[Base]]:
    return Document("a.md", encode(now), now), [] if base is None else [Base(base, "0" * 40, "a.md")]


def forget() -> None:
    """Forget the words that were looked up: what a text costs must not depend on the texts before it."""
    ngram_model.shipped.cache_clear()
    READER.__dict__.pop("counts", None)
    if READER.tagger is not None:
        READER.tagger._known.clear()
    look(None, "The old bridge, teh mill.\n")  # what is read once is no part of the work


def shorter(shape: str, text: str, make: Callable[[int], str]) -> list[str]:
    """Return what the work on `text`, which has `4 * SIZE` characters of a shape, is compared with."""
    if shape in DRAWN:
        return [text[at : at + SIZE] for at in range(0, 4 * SIZE, SIZE)]
    return [make(SIZE)]


def calls_and_looks(base: str | None, now: str) -> tuple[int, int]:
    """Return how many functions are called to analyze a text, and how often it is looked at until it rests."""
    forget()
    profile = Profile(subcalls=False)
    profile.runcall(look, base, now)
    entries = profile.getstats()
    looks = sum(one.callcount for one in entries if getattr(one.code, "co_name", "") == "_analyze_once")
    return sum(one.callcount for one in entries), looks


def calls(act: Callable[[str | None, str], object], base: str | None, now: str) -> int:
    """Return how many functions are called, those of C among them, to look at a text."""
    profile = Profile(subcalls=False)
    profile.runcall(act, base, now)
    return sum(entry.callcount for entry in profile.getstats())


MAKERS = pytest.mark.parametrize(
    "made", [new, beside_damage, put_in, damaged, rewritten], ids=lambda made: made.__name__
)


@pytest.mark.parametrize("shape", SHAPES)
@MAKERS
def test_the_work_doubles_as_the_text_does(shape: str, made: Callable[[str], tuple[str | None, str]]) -> None:
    text = SHAPES[shape](4 * SIZE)
    each = [calls_and_looks(*made(part)) for part in shorter(shape, text, SHAPES[shape])]
    four_times, looks_at_four = calls_and_looks(*made(text))
    # A text is looked at again until it rests, a few times whatever its length.
    assert four_times / looks_at_four <= fmean((GROWTH**2 * once + FIXED) / looks for once, looks in each)
    assert max(looks_at_four, *(looks for _, looks in each)) <= ROUNDS + 1


@pytest.mark.parametrize("shape", [*TRACES, *HOSTILE])
def test_the_work_doubles_as_text_that_is_taken_out_does(shape: str) -> None:
    make = {**TRACES, **HOSTILE}[shape]
    look_at_the_file(*taken_out(make(SIZE // 2)))
    once, four_times = (calls(look_at_the_file, *taken_out(make(size))) for size in (SIZE, 4 * SIZE))
    assert four_times <= GROWTH**2 * once + STEP


@pytest.mark.parametrize("shape", MORE)
def test_the_work_doubles_as_text_beside_damage_does(shape: str) -> None:
    (once, looks_at_one), (four_times, looks_at_four) = (
        calls_and_looks(*beside_damage(MORE[shape](size))) for size in (SIZE, 4 * SIZE)
    )
    assert four_times / looks_at_four <= (GROWTH**2 * once + FIXED) / looks_at_one


@pytest.mark.parametrize("shape", [*SHAPES, *TRACES])
@MAKERS
def test_the_work_on_a_whole_file_doubles_as_the_text_does(
    shape: str, made: Callable[[str], tuple[str | None, str]]
) -> None:
    make = {**SHAPES, **TRACES}[shape]
    look_at_the_file(*made(make(SIZE // 2)))  # what is made once, such as patterns, is no part of the work
    once, four_times = (calls(look_at_the_file, *made(make(size))) for size in (SIZE, 4 * SIZE))
    assert four_times <= GROWTH**2 * once + STEP


def test_a_text_is_searched_for_comments_once_for_all_that_is_found() -> None:
    _has_comment.cache_clear()
    made = look(*put_in(TRACES["hunks"](SIZE)))
    assert len(made.applied) + len(made.unapplied) > 100
    assert _has_comment.cache_info().misses <= ROUNDS
