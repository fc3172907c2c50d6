from __future__ import annotations

import json
from collections.abc import Sequence
from math import log
from pathlib import Path

import pytest

from tests.decision.examples import OURS, look
from weave_fix.decision.prior import EVEN_SHIFT, HALF, apply_prior, prior_shift
from weave_fix.diff.comparison import compare
from weave_fix.evidence import ensemble
from weave_fix.evidence.history.features import names
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.evidence.history.source import score_candidates
from weave_fix.records import Applicability, Base, Document
from weave_fix.vocabulary.lookup import EmptyVocabulary

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE
NOISE = "######"
"""Broken text of the kind that is undone as far as the fitted decision goes, and no farther."""


def by_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, short: float, middle: float) -> None:
    """Let the decision ask how much longer the text became: by 1 character, by 2 to 6, or by more (an edit)."""
    length = names().index("length difference")
    tree = {
        "feature": [length, -1, length, -1, -1],
        "threshold": [1, short, 6, middle, -9],
        "left": [1, 0, 3, 0, 0],
        "right": [2, 0, 4, 0, 0],
    }
    kinds = [verdict.kind for reason in Reason for verdict in (reason.open, reason.broken)]
    limits = {kind: {"safe": 3.0, "unsafe": 2.0, "shown": 1.0} for kind in kinds}
    data = {"names": names(), "bias": 0.0, "thresholds": limits, "trees": [tree]}
    path = tmp_path / "ensemble.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    made = ensemble.Ensemble(path.read_bytes(), path)
    monkeypatch.setattr(ensemble, "shipped", lambda: made)


def pages(*put: str, edits: int = 0, alike: bool = False) -> tuple[str, str]:
    """Return a text of paragraphs, and the same with `put` in each of the first ones and edits in the last ones.

    No two of the first are damaged alike: what is replaced in two places is a writer's.
    """
    paragraphs = [f"Paragraph {number} of a text that is certainly long enough." for number in range(40)]
    now = [*paragraphs]
    words = ("Paragraph", "certainly", "that", "long")
    places = [(word, at) for word in words for at in range(1, len(word))]
    for number, (text, place) in enumerate(zip(put, places, strict=False)):
        word, at = ("text", 2) if text == NOISE else place
        now[number] = now[number].replace(word, f"{word[:at]}{text}{word[at:]}")
    for number in range(edits):
        what = "everybody" if alike else f"reader {number}"
        now[-1 - number] = now[-1 - number].replace("enough", f"enough, rather, for {what}")
    return "\n\n".join(paragraphs), "\n\n".join(now)


@pytest.mark.parametrize(
    ("put", "edits", "doubtful"),
    [
        pytest.param(["#", NOISE], 0, UNSAFE, id="one-sure-damage-is-no-company"),
        pytest.param(["#", "#", NOISE], 0, SAFE, id="beside-two"),
        pytest.param(["#", "#", NOISE], 30, UNSAFE, id="two-among-many-edits-are-no-company"),
        pytest.param(["#"] * 20 + [NOISE], 5, SAFE, id="twenty-among-few-edits-are"),
    ],
)
def test_much_damage_puts_what_is_in_doubt_in_another_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Sequence[str], edits: int, doubtful: Applicability
) -> None:
    by_length(tmp_path, monkeypatch, 5.0, 2.5)
    before, now = pages(*put, edits=edits)
    patch = look(now, before)
    assert (NOISE in patch.text_after) is (doubtful is not SAFE)
    assert now.count("#") - patch.text_after.count("#") >= put.count("#")
    assert patch.text_after.count("rather") == edits


@pytest.mark.parametrize(
    ("found", "edits", "alike", "nats"),
    [
        pytest.param(0, 0, False, 0, id="nothing-sure"),
        pytest.param(1, 0, False, 0, id="one"),
        pytest.param(2, 0, False, EVEN_SHIFT + log(2 / HALF), id="two-and-no-other-change"),
        pytest.param(2, 1, False, EVEN_SHIFT + log(2 / HALF), id="one-change-in-doubt"),
        pytest.param(4, 3, False, EVEN_SHIFT + log(4 / (3 - HALF)), id="about-as-many"),
        pytest.param(2, 39, False, 0, id="among-many-it-is-never-less"),
        pytest.param(2, 39, True, EVEN_SHIFT + log(2 / HALF), id="an-edit-made-throughout-is-one-change"),
    ],
)
def test_company_is_the_share_of_damage_among_the_changes(found: int, edits: int, alike: bool, nats: float) -> None:
    before, now = pages("#", edits=edits, alike=alike)
    comparison = compare(Document("a.md", now.encode(), now), Base(before, OURS, "a.md"))
    assert len(comparison.regions) == edits + 1
    taken = [one for one in score_candidates(comparison, EmptyVocabulary()) if one.candidate.edits[0].before == "#"]
    assert prior_shift(found, taken, comparison) == pytest.approx(nats)


def test_shifted_odds_reach_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_length(tmp_path, monkeypatch, 0.0, 1.5)
    before, now = pages(NOISE)
    comparison = compare(Document("a.md", now.encode(), now), Base(before, OURS, "a.md"))
    (one,) = score_candidates(comparison, EmptyVocabulary())
    assert (one.score, one.applicability) == (1.5, Applicability.DISPLAY_ONLY)
    assert [(other.score, other.applicability) for other in apply_prior([one], 2.0, comparison)] == [(3.5, SAFE)]
    assert apply_prior([one], 0.0, comparison) == [one]
