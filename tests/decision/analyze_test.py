from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from random import Random

import pytest

from tests.decision.examples import OURS, THEIRS, changed, look
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.decision.analyze import MAX_CHANGES
from weave_fix.demo import OTHER
from weave_fix.evidence import ensemble
from weave_fix.evidence.document import DocumentContext
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.evidence.scored import ScoredCandidate
from weave_fix.language.model_file import shipped
from weave_fix.records import Applicability, Base, Document, FilePatch, Scope, encode
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import EmptyVocabulary

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE


def signatures(patch: FilePatch) -> list[tuple[str, str]]:
    found = [(fix.candidate.signature, "applied") for fix in patch.applied]
    return found + [(fix.candidate.signature, str(fix.applicability)) for fix in patch.unapplied]


def test_nothing_is_found_where_nothing_differs() -> None:
    assert look(DAMAGED, DAMAGED) == FilePatch(Document("docs/a.md", DAMAGED.encode(), DAMAGED), (), (), (), DAMAGED)


def test_nothing_is_found_without_a_base() -> None:
    patch = look(DAMAGED)
    assert (patch.applied, patch.unapplied, patch.refused, patch.text_after) == ((), (), (), DAMAGED)


def test_an_edit_is_left_and_the_reason_is_kept() -> None:
    patch = look(EDITED, SOUND)
    assert (patch.applied, patch.unapplied, patch.text_after) == ((), (), EDITED)
    assert [refusal.reason.partition("(")[0] for refusal in patch.refused] == ["looks like an edit "]
    assert patch.refused[0].candidate.edits[0].before == "another ten "


def test_a_damage_is_undone_beside_an_edit() -> None:
    patch = look(BOTH, SOUND)
    assert signatures(patch) == [("insert_spurious_html_xml_tag", "applied")]
    assert patch.text_after == EDITED
    (evidence,) = patch.applied[0].evidence
    assert (evidence.kind, evidence.source) == ("history", f"{OURS}:docs/a.md")
    assert evidence.score is not None
    assert evidence.score >= ensemble.shipped().thresholds[Reason.TAG_IN_WORD.broken.kind]["safe"]


def test_an_edit_in_the_same_line_is_kept() -> None:
    edited = changed(SOUND, ("leave a small loop for", "leave a generous loop for"))
    patch = look(changed(edited, ("loop for shrinkage", "loop f</ribbon>or shrinkage")), SOUND)
    assert patch.text_after == edited
    assert "looks like an edit" in {refusal.reason.partition(" (")[0] for refusal in patch.refused}


def test_several_damages_of_one_file_are_undone() -> None:
    damaged = changed(
        EDITED,
        ("back beside", "back besdie"),
        ("The threads", "Thethreads"),
        ("needle over one", "needle ovzer one"),
        ("like to see where a thing", "like th where a to seeing"),
    )
    patch = look(damaged, SOUND)
    assert patch.text_after == EDITED
    starts = [fix.candidate.start for fix in patch.applied]
    assert starts == sorted(starts)


@pytest.mark.parametrize("signature", discover())
def test_a_second_run_finds_nothing_and_a_stranger_stays(signature: str) -> None:
    for seed in range(4):
        done = corrupt(EDITED, signature, Random(seed), OTHER)
        if done is None:
            continue
        for unsafe in (False, True):
            patch = look(done.text, SOUND, unsafe=unsafe)
            assert look(patch.text_after, SOUND, unsafe=unsafe).applied == ()
            assert patch.changed is bool(patch.applied)
            assert all((fix.applicability is SAFE) or unsafe for fix in patch.applied)
            assert all(
                (fix.applicability is not SAFE) and not (unsafe and fix.applicability is UNSAFE)
                for fix in patch.unapplied
            )


@pytest.mark.xfail(strict=True, reason="so many short pieces of words look like another language")
def test_a_span_of_short_pieces_of_words_is_undone() -> None:
    assert look(changed(SOUND, ("like to see where", "lik w thate to see")), SOUND).text_after == SOUND


NUMBERED = ("2 metres", "17 metres")


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_number_stays_however_sure(unsafe: bool) -> None:
    damaged = changed(SOUND, NUMBERED)
    patch = look(damaged, SOUND, unsafe=unsafe)
    assert (patch.applied, patch.unapplied, patch.text_after) == ((), (), damaged)


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_number_stays_beside_damage_in_its_line(unsafe: bool) -> None:
    beside = changed(SOUND, NUMBERED, ("thinner than", "thinnerthan"))
    assert look(beside, SOUND, unsafe=unsafe).text_after == changed(SOUND, NUMBERED)


THEIR_TEXT = changed(SOUND, ("Two colours make the\npattern visible", "Two bright colours show the\npattern best"))


@pytest.mark.parametrize(
    ("damage", "commit"),
    [
        pytest.param(("colours", "colo;urs"), THEIRS, id="in-what-the-other-parent-wrote"),
        pytest.param(("fabric is", "fab;ric is"), OURS, id="in-what-both-have"),
    ],
)
def test_in_a_merge_both_parents_are_right(damage: tuple[str, str], commit: str) -> None:
    assert look(THEIR_TEXT, SOUND, THEIR_TEXT).refused == ()
    assert look(THEIR_TEXT, THEIR_TEXT, SOUND).refused == ()
    patch = look(changed(THEIR_TEXT, damage), SOUND, THEIR_TEXT)
    assert patch.text_after == THEIR_TEXT
    assert patch.applied[0].evidence[0].source == f"{commit}:docs/a.md"


@pytest.mark.parametrize(
    ("ours", "theirs", "resolved"),
    [
        pytest.param("a tiny loop", "a small knot", "a tiny knot", id="a word of each"),
        pytest.param("a tiny small loop", "a knot", "a tiny knot", id="the first word of one, the last of the other"),
        pytest.param("a tiny small loop", "a small loose loop", "a tiny small loose loop", id="all words"),
        pytest.param("a tiny loop", "a loose knot", "a tiny, loose knot", id="with a comma"),
        pytest.param("a tiny loop", "a loose knot", "a tiny loop or a loose knot", id="both"),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["ours first", "theirs first"])
def test_what_is_made_of_words_of_both_parents_is_left_alone(
    ours: str, theirs: str, resolved: str, turned: bool
) -> None:
    one, other, new = (changed(SOUND, ("a small loop", words)) for words in (ours, theirs, resolved))
    bases = (other, one) if turned else (one, other)
    patch = look(new, *bases, unsafe=True)
    assert (patch.applied, patch.unapplied) == ((), ())
    for damage_beside in (
        ("stretching", "stret;ching"),
        ("fabric is", "fabricis"),
        ("The threads", "The thr</ribbon>eads"),
    ):
        assert look(changed(new, damage_beside), *bases).text_after == new
    assert look(changed(new, (f"leave {resolved}", f"leave {resolved[:-1]};{resolved[-1]}")), *bases).text_after == new


class Nobody(LanguageSource):
    """Reads nothing, and tells when it is asked to."""

    def score(self, context: DocumentContext) -> list[ScoredCandidate]:
        raise AssertionError(f"{context.spans} of {context.document.path} were read")


def test_of_a_merge_that_its_parents_explain_nothing_is_read() -> None:
    ours = changed(SOUND, ("a small loop", "a tiny loop"))
    theirs = changed(SOUND, ("the back and cut", "the back and snip"), ("a small loop", "a small knot"))
    bases = [Base(text, commit, "a.md") for text, commit in ((ours, OURS), (theirs, THEIRS))]
    context = AnalysisContext(EmptyVocabulary(), Nobody(shipped()))
    for new in (changed(ours, ("the back and cut", "the back and snip")), changed(theirs, ("small knot", "tiny knot"))):
        patch = analyze(Document("a.md", encode(new), new), bases, context)
        assert (patch.applied, patch.unapplied) == ((), ())
    with pytest.raises(AssertionError, match="were read"):
        analyze(Document("a.md", encode(DAMAGED), DAMAGED), bases, context)
    with pytest.raises(AssertionError, match=r"None of a\.md were read"):
        analyze(Document("a.md", encode(ours), ours), bases, context._replace(scope=Scope.EVERYTHING))


def test_a_rewritten_text_is_not_judged() -> None:
    old = "".join(f"the old word {number}\n\n" for number in range(MAX_CHANGES + 10))
    patch = look(old.replace("old", "new"), old)
    assert (patch.applied, patch.unapplied) == ((), ())


def episode(seed: int) -> str:
    """Return the edited text with several damages in it."""
    rng = Random(seed)
    text = EDITED
    for _ in range(rng.randint(2, 6)):
        done = corrupt(text, rng.choice(list(discover())), rng, OTHER)
        text = done.text if done else text
    return text


def test_a_repair_can_bring_another_to_light_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [episode(seed) for seed in range(24)]
    every = [look(text, SOUND) for text in texts]
    assert [patch for patch in every if look(patch.text_after, SOUND).applied] == []
    monkeypatch.setattr(import_module("weave_fix.decision.analyze"), "ROUNDS", 0)
    once = [look(text, SOUND) for text in texts]
    assert [first.text_after for first in once] != [patch.text_after for patch in every]


class KnowsAll(EmptyVocabulary):
    """Knows every word it is asked for."""

    def known_among(self, words: Iterable[str]) -> set[str]:
        return set(words)


def test_a_word_of_the_repository_speaks_for_an_edit() -> None:
    now = changed(SOUND, ("the warp. They", "the wxarp. They"))
    document, base = Document("docs/a.md", now.encode(), now), [Base(SOUND, OURS, "docs/a.md")]
    stranger, known = (analyze(document, base, AnalysisContext(words)) for words in (EmptyVocabulary(), KnowsAll()))
    assert stranger.text_after == SOUND
    found = [fix.evidence[0].score or 0.0 for fix in (*known.applied, *known.unapplied)]
    assert all(score < (stranger.applied[0].evidence[0].score or 0.0) for score in found)


GREENHOUSE = """# Setting up the greenhouse

The controller reads four sensors every ten seconds and opens the roof vents when
the air is warmer than the threshold. It keeps the last day of readings on the
card, so a power cut loses nothing but the present minute.

## Wiring

Connect the humidity sensor to the first port and the two thermometers to the
second and third. The relay for the vents wants a separate supply: a motor that
stalls draws more than the board can give.

| port | device | wire |
|---|---|---|
| 1 | humidity | green |
| 2 | thermometer, bench | blue |
| 3 | thermometer, roof | white |
"""


def test_an_edit_is_kept_where_a_change_across_it_and_damage_is_as_long_as_it_was() -> None:
    # Four letters for three and a space lost: the whole looks like a span replaced by as many characters.
    edited = GREENHOUSE.replace("every ten seconds", "every five seconds")
    damaged = edited.replace("opens the roof", "opens theroof")
    assert len(damaged) == len(GREENHOUSE)
    for sound, noise in (("power cut loses", "powj#4~k)Zuts"), ("first port and the two ", "thermometers ")):
        damaged = damaged.replace(sound, noise)
    document = Document.from_bytes("a.md", encode(damaged))
    patch = analyze(document, [Base(GREENHOUSE, "0" * 40, "a.md")], AnalysisContext(EmptyVocabulary()))
    assert "every five seconds and opens the roof vents" in patch.text_after
    [refusal] = [one for one in patch.refused if one.candidate.edits[0].before.startswith("five seconds")]
    assert refusal.reason.startswith("looks like an edit"), "it would take out the person's word with the damage"
