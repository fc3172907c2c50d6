from __future__ import annotations

from itertools import pairwise

import pytest

from weave_fix.edits import apply_edits, canonicalize
from weave_fix.evidence.document import DocumentContext
from weave_fix.evidence.language import candidates as candidates_module
from weave_fix.evidence.language import context, place_features
from weave_fix.evidence.language.candidates import MAX_OVERLAPPING, MAX_SAME_SIGNATURE, candidates
from weave_fix.evidence.language.caps import REPORTED, is_faint
from weave_fix.evidence.language.features import LanguageFeatures
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.model_file import shipped
from weave_fix.records import Applicability, Candidate, Document, Edit
from weave_fix.vocabulary.lookup import EmptyVocabulary

SOUND = "The gardener waters the beds in the morning, and then she rests in the shade of the old tree.\n"
SHOWN, UNSAFE, SAFE = Applicability
READER = LanguageSource(shipped())


def scored(text: str) -> list[ScoredCandidate]:
    return READER.score(DocumentContext(Document("a.md", text.encode(), text), EmptyVocabulary()))


def repairs(text: str) -> set[str]:
    """Return what each candidate would make of the text."""
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    return {apply_edits(text, idea.candidate.edits) for idea in candidates(document, LanguageFeatures(document))}


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(SOUND.replace("the beds", "thebeds"), id="space-between-words"),
        pytest.param(SOUND.replace(", and", ",and"), id="space-behind-a-mark"),
        pytest.param(SOUND.replace("the beds", "the the beds"), id="word-doubled"),
        pytest.param(SOUND.replace("in the shade", "the in shade"), id="words-exchanged"),
        pytest.param(SOUND.replace("morning", "morZning"), id="letter-put-in"),
        pytest.param(SOUND.replace("morning", "mor ning"), id="space-put-in"),
        pytest.param(SOUND.replace("she", "sheX"), id="capital-behind-a-word"),
        pytest.param(SOUND.replace("morning", "mroinng"), id="letters-shuffled"),
        pytest.param(SOUND.replace("waters", "wateers"), id="letter-too-many"),
        pytest.param(SOUND.replace("shade", "sha(de"), id="mark-in-a-word"),
        pytest.param(SOUND.replace("beds", "bEds"), id="case-flipped"),
        pytest.param(SOUND.replace("beds", "<zorb>beds"), id="stray-tag"),
    ],
)
def test_the_right_repair_is_among_the_ideas(damaged: str) -> None:
    assert SOUND in repairs(damaged)


def test_sound_text_gives_no_repair() -> None:
    assert scored(SOUND) == [one for one in scored(SOUND) if one.applicability is not Applicability.SAFE]


@pytest.mark.parametrize("text", [SOUND.replace("the beds", "the the beds"), SOUND.replace("beds", "bedds")])
def test_what_comes_to_the_same_is_one_idea(text: str) -> None:
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    found = [*candidates(document, LanguageFeatures(document))]
    results = [apply_edits(text, idea.candidate.edits) for idea in found]
    assert len(results) == len(set(results))
    right = found[results.index(SOUND)]
    assert right.rank[1] != 0, "its twin does not rival it"
    if "bedds" in text:
        assert right.candidate.proposed_by >= {"insert_printable_ascii_character", "misspelled_word"}


def test_of_many_repairs_of_a_place_the_likeliest_are_looked_at() -> None:
    text = SOUND.replace("beds", "bexs")
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    found = [
        idea
        for idea in candidates(document, LanguageFeatures(document))
        if text[idea.candidate.start : idea.candidate.end] == "bexs"
    ]
    assert 0 < len(found) <= MAX_OVERLAPPING
    by_signature = [idea.candidate.signature for idea in found]
    assert all(by_signature.count(signature) <= MAX_SAME_SIGNATURE for signature in by_signature)


def test_ideas_stand_in_order() -> None:
    text = SOUND.replace("beds", "bedds").replace("shade", "sahde")
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    starts = [
        canonicalize(idea.candidate.edits[0], text).start for idea in candidates(document, LanguageFeatures(document))
    ]
    assert len(starts) > 1
    assert all(first <= second + 8 for first, second in pairwise(starts))


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        pytest.param("We see that txhe old mill", "We see that the old mill", id="a-function-word-with-a-letter-more"),
        pytest.param("We see that theH old mill", "We see that the old mill", id="a-capital-in-a-short-word"),
    ],
)
def test_some_short_words_are_no_names(text: str, sound: str) -> None:
    rest = " stands beside the river, and that it grinds the wheat.\n"
    [found] = [one for one in scored(text + rest) if one.applicability]
    assert apply_edits(text + rest, found.candidate.edits) == sound + rest
    assert found.applicability is Applicability.SAFE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("My sister Sylwia waters the beds in the morning.\n", id="a-name-that-is-like-another"),
        pytest.param("We had to read the caches's notes once more in the morning.\n", id="an-apostrophe"),
        pytest.param("She said that the iffs in the proof are all right now.\n", id="a-short-word"),
        pytest.param("We start the server on node7 and then we wait for it.\n", id="a-name-with-a-number"),
    ],
)
def test_what_may_be_meant_is_for_a_person_to_say(text: str) -> None:
    assert Applicability.SAFE not in {one.applicability for one in scored(text)}


def edit_of(text: str, before: str, after: str) -> Candidate:
    at = text.index(before)
    return Candidate("misspelled_word", (Edit(at, at + len(before), before, after),), "")


@pytest.mark.parametrize(
    ("text", "score", "may_go", "faint"),
    [
        pytest.param("Use the vrsion here.", 0.3, UNSAFE, False, id="unsafe"),
        pytest.param("Use the vrsion here.", REPORTED - 0.1, SHOWN, True, id="shown-too-low"),
        pytest.param("Use the vrsion here.", REPORTED, SHOWN, False, id="shown"),
        pytest.param("Use the vrsion here.\n\nRun `set vrsion`.", 3.0, UNSAFE, True, id="a-name-in-code"),
        pytest.param("Use the vrsion [here](doors/vrsion.md).", 3.0, UNSAFE, True, id="a-name-in-a-link"),
        pytest.param("Use the vrsion [here](#the-vrsion).", 3.0, UNSAFE, False, id="the-anchor-of-a-heading"),
        pytest.param("Use the vrsion here.\n\nRun `set vrsion`.", 3.0, SAFE, False, id="a-safe-one"),
        pytest.param("Il est dans la rue pour voir, vrsion des mots.", 3.0, UNSAFE, True, id="another-language"),
        pytest.param("Il est pour les mots.\n\nUse the vrsion.", 3.0, UNSAFE, False, id="english-on-such-a-page"),
    ],
)
def test_what_is_too_doubtful_to_report(text: str, score: float, may_go: Applicability, faint: bool) -> None:
    document = AnalyzedDocument(Document("a.md", text.encode(), text), READER.counts, EmptyVocabulary())
    assert is_faint(edit_of(text, "vrsion", "version"), score, may_go, document) is faint


LONG = "".join(
    f"The gardener waters the the beds in themorning of day {n}, adn then she rests the in shade of the old tree.\n\n"
    for n in range(30)
)


def test_what_is_forgotten_of_a_long_text_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = scored(LONG)
    held: list[int] = []
    read = context.ContextScorer._read

    def reading(self: context.ContextScorer, edit: Edit) -> tuple[context.ScoredContext, context.ScoredContext]:
        held.append(max(len(self._contexts), len(self._passage_hashes)))
        return read(self, edit)

    monkeypatch.setattr(context.ContextScorer, "_read", reading)
    for module, name in (
        (context, "MOST_CONTEXTS"),
        (context, "NEAR"),
        (place_features, "NEAR"),
        (candidates_module, "TOGETHER"),
    ):
        monkeypatch.setattr(module, name, 7)
    assert scored(LONG) == everything
    assert len(everything) > 60
    assert max(held) <= 7
