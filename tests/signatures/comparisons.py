"""What every signature's tests do: put a text to check, damage it at many places, and look at what comes of it.

A row of a table is a frame of `pages` and the two texts of a passage, which the frame makes two pages of: the base and
the text to check. The whole page counts, because the decision asks what else the base holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise, product
from random import Random

import pytest

from tests.signatures import pages
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.diff.comparison import compare
from weave_fix.edits import apply_edits
from weave_fix.markdown.blocks import lines, prose_spans
from weave_fix.records import Applicability, Base, Corruption, Document, FilePatch, Site, encode
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import EmptyVocabulary

COMMIT = "0" * 40
PATH = "docs/page.md"
SEEDS = range(60)
ROW = ("frame", "before", "after")
Frame = Callable[[str], str]

EDITS = (
    ("of a large folder costs little more\nthan", "of even a very large folder costs\nlittle more than"),
    ("proxy for internal services", "proxy that stands before your internal services"),
    ("jede Nacht eine zufällige Auswahl", "jede Nacht eine kleine, zufällige Auswahl"),
)
"""A person's edit of the first paragraph of each page."""


def as_it_is(text: str) -> str:
    """Return the page without a further change."""
    return text


def edited(text: str) -> str:
    """Return the page as a person has edited its first paragraph."""
    for before, after in EDITS:
        for end in ("\n", "\r\n"):
            if before.replace("\n", end) in text:
                return text.replace(before.replace("\n", end), after.replace("\n", end))
    raise AssertionError("there is no edit for this page")


alone_and_beside_an_edit = pytest.mark.parametrize(
    "beside", [pytest.param(as_it_is, id="alone"), pytest.param(edited, id="beside-an-edit")]
)


def look(base: str, now: str, *, unsafe: bool = False) -> FilePatch:
    """Return what is found in `now` against `base` where there is no repository."""
    context = AnalysisContext(EmptyVocabulary(), unsafe=unsafe)
    return analyze(Document.from_bytes(PATH, encode(now)), [Base(base, COMMIT, PATH)], context)


def assert_stays(frame: Frame, before: str, after: str) -> None:
    """A person's edit of a passage is left alone."""
    base, now = frame(before), frame(after)
    assert base != now
    patch = look(base, now)
    assert patch.applied == ()
    assert patch.text_after == now


def assert_restored(frame: Frame, sound: str, damaged: str, beside: Frame = as_it_is) -> FilePatch:
    """A damaged passage is repaired by default, and a person's edit of the page is kept."""
    base, now = frame(sound), beside(frame(damaged))
    assert frame(damaged) != base
    patch = look(base, now)
    assert patch.text_after == beside(base)
    assert {fix.applicability for fix in patch.applied} == {Applicability.SAFE}
    assert look(base, patch.text_after).applied == ()
    return patch


def assert_undone(signature: str, frame: Frame, sound: str, damaged: str, beside: Frame = as_it_is) -> None:
    """It is repaired, and under its name."""
    patch = assert_restored(frame, sound, damaged, beside)
    assert {fix.candidate.signature for fix in patch.applied} == {signature}


def undone(signature: str, base: str, now: str) -> list[str]:
    """Return the text after each single candidate that the signature proposes for `now`."""
    comparison = compare(Document.from_bytes(PATH, encode(now)), Base(base, COMMIT, PATH))
    found = list(discover()[signature].from_diff(comparison))
    assert {candidate.signature for candidate in found} <= {signature}
    for candidate in found:
        assert all(a.end <= b.start for a, b in pairwise(candidate.edits))
    return [apply_edits(now, candidate.edits) for candidate in found]


def assert_example_is_undone(signature: str) -> None:
    """The signature proposes to make the sound half of its example of the damaged one."""
    sound, damaged = discover()[signature].example
    assert sound in undone(signature, sound, damaged)


def place(text: str, at: int) -> Site:
    """Return the place for damage at character `at`, whatever kind of line it stands in."""
    line = next(line for line in lines(text) if line.start <= at <= line.end)
    return Site(at, line.start, line.end, tuple(prose_spans(text)) or ((line.start, line.end),))


def damages(signature: str, text: str = pages.UNWRAPPED) -> Iterator[Corruption]:
    """Yield the operation's work on `text` for a range of seeds, after what is true of every operation is shown.

    The same seed does the same; nothing outside the span that is called damage has changed.
    """
    count = 0
    for seed in SEEDS:
        done = corrupt(text, signature, Random(seed), pages.FOREIGN)
        assert done == corrupt(text, signature, Random(seed), pages.FOREIGN)
        if done is None:
            continue
        assert done.text != text
        assert 0 <= done.start <= done.end <= len(done.text)
        assert text.startswith(done.text[: done.start])
        assert text.endswith(done.text[done.end :])
        assert len(text) >= done.start + len(done.text) - done.end
        count += 1
        yield done
    assert count > len(SEEDS) / 3


def taken_out(text: str, done: Corruption) -> str:
    """Return what stood in `text` where the damage is."""
    return text[done.start : len(text) - (len(done.text) - done.end)]


def attempt(signature: str, text: str, at: int = 0, foreign: str = "") -> Corruption | None:
    """Return what the operation makes of `text` at one place, without the driver's check that it made anything."""
    return discover()[signature].corrupt(text, place(text, at), Random(1), foreign)


def driven(signature: str, text: str) -> Corruption | None:
    """Return what the driver makes of the operation at a place that it chooses itself."""
    return corrupt(text, signature, Random(1), pages.FOREIGN)


SOUND = (pages.WRAPPED, pages.UNWRAPPED, pages.GERMAN)


def assert_never_worse(signature: str, *, whole: bool = True, but: Collection[tuple[str, int]] = ()) -> None:
    """Damage beside a person's edit is undone as a whole or left as it is, and a second run rests.

    With `whole` false it may be undone in part; nothing outside the damage is touched. `but` are pages and seeds that
    are left out. The seeds are fixed: the decision is learned, and chance examples would fail now and then.
    """
    count = 0
    for page, seed in product(SOUND, range(24)):
        sound = edited(page)
        # The first span is the line that the edit stands in, or the paragraph's first: damage stays behind it.
        behind = [span for span in prose_spans(sound) if span[0] > sound.index("\n## ")]
        done = corrupt(sound, signature, Random(seed), pages.FOREIGN, behind)
        if done is None or (page, seed) in but:
            continue
        count += 1
        patch = look(page, done.text)
        if whole:
            assert patch.text_after in (sound, done.text), seed
        assert patch.text_after.startswith(done.text[: done.start]), seed
        assert patch.text_after.endswith(done.text[done.end :]), seed
        assert patch.changed is bool(patch.applied)
        assert look(page, patch.text_after).applied == (), seed
    assert count > 24
