"""What is dismissed in one text of a file is known in the next, and only where nothing that counts has changed."""

from __future__ import annotations

from collections import Counter

import pytest

from weave_fix.decision import AnalysisContext, analyze
from weave_fix.decision.earlier import EarlierLooks
from weave_fix.edits import FAR
from weave_fix.evidence.language.dismissed import DismissedRepairs, key_of
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.model_file import shipped as shipped_model
from weave_fix.language.ngram_model import shipped
from weave_fix.records import Candidate, Document, Edit, FilePatch
from weave_fix.vocabulary.lookup import EmptyVocabulary

NEAR = "The gardener waters the beds in the morning, and he rests in the shade of the old tree."
REST = "Nobody knows how long the wall has stood there, or who built it beside the narrow road.\n\n" * 8
PLACES = """\
The farm lies between two hills, and the road to it is long. Whoever comes by in the evening sees the light of the
kitchen from far away. In the winter the snow closes the pass, so the stores are filled before the first frost.

The barn was built by hand from the stones of the field. Its roof has been mended often, and the beams are of oak. Hay
is kept above, and the tools hang beside the door where everybody finds them again.
"""
ODD = "She only waters the beds evening in the, and sometimes then often the tools are put old on shelves of wood.\n"
DAMAGED = PLACES.replace("the stores", "the the stores") + "\n" + REST + PLACES.replace("kitchen", "kichten")


def looked_at(text: str) -> LanguageFeatures:
    return LanguageFeatures(AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary()))


def key(text: str, before: str, after: str, rank: int = 0) -> int | None:
    start = text.index(NEAR) + NEAR.index(before)
    candidate = Candidate("misspelled_word", (Edit(start, start + len(before), before, after),), "")
    return key_of(candidate, rank, FAR, looked_at(text))


@pytest.mark.parametrize(
    ("around", "is_same"),
    [
        pytest.param(f"{REST}{NEAR}\n\n{REST}", True, id="the-same"),
        pytest.param(f"# A title\n\nMore of it.\n\n{REST}{NEAR}\n\n{REST}", True, id="far-before"),
        pytest.param(f"{REST}{NEAR}\n\n{REST}The end of it.\n", True, id="far-behind"),
        pytest.param(f"{REST}{NEAR}\n\n{REST}They met at dawn, in the morning.\n", False, id="its-word-stands-again"),
        pytest.param(f"{REST}{NEAR} It is quiet.\n\n{REST}", False, id="a-longer-paragraph"),
        pytest.param(f"{REST}- {NEAR}\n\n{REST}", False, id="in-a-list"),
        pytest.param(f"{REST}# {NEAR}\n\n{REST}", False, id="in-a-heading"),
        pytest.param(f"{REST}Short.\n\n{NEAR}\n\n{REST}", False, id="near-before"),
    ],
)
def test_a_repair_is_known_where_nothing_that_counts_has_changed(around: str, is_same: bool) -> None:
    here = key(f"{REST}{NEAR}\n\n{REST}", "morning", "evening")
    assert here is not None
    assert (key(around, "morning", "evening") == here) is is_same


def test_another_repair_or_rank_has_another_key() -> None:
    text = f"{REST}{NEAR}\n\n{REST}"
    found = [key(text, "morning", "evening"), key(text, "morning", "mornings"), key(text, "morning", "evening", 1)]
    found.append(key(text, "beds", "bed"))
    assert len({*found} - {None}) == len(found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("morning", "mxrning", id="an-unknown-word"),
        pytest.param("m", "M", id="a-flipped-letter"),
        pytest.param("", "\n", id="a-line-end"),
    ],
)
def test_of_what_more_is_asked_nothing_is_known(before: str, after: str) -> None:
    assert key(f"{REST}{NEAR}\n\n{REST}", before, after) is None


def look(text: str, earlier: EarlierLooks | None) -> FilePatch:
    document = Document("a.md", text.encode(), text)
    return analyze(document, (), AnalysisContext(EmptyVocabulary(), LanguageSource(shipped_model()), earlier=earlier))


def test_the_second_look_finds_the_same_and_asks_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    extract = LanguageFeatures.extract

    def counted(self: LanguageFeatures, candidate: Candidate, rank: int, lead: float) -> dict[str, float]:
        asked[self.document.text] += 1
        return extract(self, candidate, rank, lead)

    monkeypatch.setattr(LanguageFeatures, "extract", counted)
    anew = look(DAMAGED, None)
    first, second = asked.values()
    asked.clear()
    again = look(DAMAGED, EarlierLooks())
    assert again == anew
    assert anew.applied
    assert asked[DAMAGED] == first
    assert asked[anew.text_after] < 2 * second / 3


def test_answers_that_are_kept_are_those_that_would_be_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[tuple[dict[str, float], dict[str, float]]] = []
    give = DismissedRepairs.answers

    def compared(self: DismissedRepairs, key: int) -> dict[str, float] | None:
        found = give(self, key)
        if found is not None:
            kept.append((found, {}))
        return None

    def noted(self: LanguageFeatures, candidate: Candidate, rank: int, lead: float) -> dict[str, float]:
        found = extract(self, candidate, rank, lead)
        if kept and not kept[-1][1]:
            kept[-1][1].update(found)
        return found

    extract = LanguageFeatures.extract
    monkeypatch.setattr(DismissedRepairs, "answers", compared)
    monkeypatch.setattr(LanguageFeatures, "extract", noted)
    look(DAMAGED + "\n" + ODD, EarlierLooks())
    assert len(kept) > 3
    assert all(before == now for before, now in kept)
