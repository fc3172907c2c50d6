"""What comes of the check in a whole run: what stays, what is repaired by default, and why a reader is told so."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decision.examples import OURS, changed, look
from tests.evidence.history.intent.looks import PAGE, page
from weave_fix.demo import OTHER
from weave_fix.evidence import ensemble
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.markdown.blocks import WORD
from weave_fix.records import Applicability
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover

SOUND = page("We weigh every hive on a Monday. The scale stands in the shed, and the list hangs beside it.")
GERMAN = (
    "# Bienen auf dem Dach\n\nDie K\u00e4sten stehen hinter dem Schornstein, wo der Wind schwach ist. Zwei Leute "
    "sehen nach ihnen, und beide haben einen Schl\u00fcssel.\n\nDer Honig wird zweimal im Jahr geerntet.\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("The hives stand", "The hyves stand", id="a-name-of-ones-own"),
        pytest.param("Honey", "Honney", id="a-typo-that-is-meant"),
        pytest.param("them", "themm", id="a-frequent-word"),
    ],
)
def test_the_same_edit_made_at_two_places_stays(before: str, after: str) -> None:
    base = f"{SOUND}\nNow {before} a second time.\n"
    now = base.replace(before, after)
    assert now.count(after) > 1
    patch = look(now, base)
    assert (patch.applied, patch.text_after) == ((), now)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("hinter dem Schornstein", "hinter dem Kamin", id="word"),
        pytest.param("hinter dem Schornstein", "neben dem alten Schornstein", id="words"),
        pytest.param("einen Schl\u00fcssel", "zwei Schl\u00fcssel", id="number"),
        pytest.param("der Wind schwach", "der Wind schwch", id="typo"),
        pytest.param("Zwei Leute", "Zweileute", id="joined"),
        pytest.param("haben einen", "habn einen", id="letter-lost"),
    ],
)
def test_a_file_in_another_language_stays(before: str, after: str) -> None:
    now = changed(GERMAN, (before, after))
    assert look(now, GERMAN).text_after == now


REFERENCES = page("See [the plan][2] first, and ask twice.[^1]\n\n[2]: plan.md\n[^1]: By letter.")


@pytest.mark.parametrize(
    ("before", "after"),
    [pytest.param("plan][2]", "plan][47]", id="reference"), pytest.param("twice.[^1]", "twice.[^8]", id="footnote")],
)
def test_a_label_whose_definition_stands_still_is_put_back(before: str, after: str) -> None:
    assert look(changed(REFERENCES, (before, after)), REFERENCES).text_after == REFERENCES


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([("plan][2]", "plan][3]"), ("[2]: plan.md", "[3]: map.md")], id="defined-anew"),
        pytest.param([("plan][2]", "plan][3]"), ("[2]: plan.md\n", "")], id="old-one-taken-out"),
        pytest.param([("plan][2]", "plan](map.md)")], id="inline"),
    ],
)
def test_a_reference_that_a_person_changes_stays(edits: list[tuple[str, str]]) -> None:
    now = changed(REFERENCES, *edits)
    assert look(now, REFERENCES).text_after == now


@pytest.mark.parametrize("base", [SOUND, GERMAN], ids=["english", "german"])
def test_a_translation_stays(base: str) -> None:
    now = GERMAN if base is SOUND else SOUND
    assert look(now, base).text_after == now


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        pytest.param("Wait ten seconds. After that, go in.", "Wait ten seconds.After that, go in.", id="full-stop"),
        pytest.param("We don't feed them.", "We dont feed them.", id="contraction"),
        pytest.param("We met on a Monday there.", "We met on a monday there.", id="day"),
        pytest.param("She came from London then.", "She came from london then.", id="city"),
        pytest.param("The lid is dry again.", "The lid is</div> dry again.", id="stray-end-tag"),
        pytest.param("We see them often.", "We we see them often.", id="pronoun-twice"),
        pytest.param("It is one of the hives.", "It is one of the of the hives.", id="two-words-twice"),
        pytest.param("The entrance is narrow.", "The entr ance is narrow.", id="word-split"),
        pytest.param("Put it on the roof.", "Put it onthe roof.", id="words-joined"),
        pytest.param("The frames are heavy.", "The frmaes are heavy.", id="letters-exchanged"),
        pytest.param("It is nearly full.", "It is (nearly full.", id="bracket-put-in"),
    ],
)
def test_what_nobody_writes_is_repaired_by_default(sound: str, damaged: str) -> None:
    patch = look(page(damaged), page(sound))
    assert patch.text_after == page(sound)
    assert {fix.applicability for fix in patch.applied} == {Applicability.SAFE}
    assert patch.applied[0].evidence[0].kind == "history"


def test_one_bracket_that_was_lost_is_put_back() -> None:
    assert look(page("It is (nearly full."), page("It is (nearly) full.")).applied


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("beside it,\nand the keys", "beside it,or\nand the keys", id="at-a-line-end"),
        pytest.param("a list, and the", "a list,or and the", id="in-a-line"),
    ],
)
def test_a_conjunction_put_in_is_never_taken_out(before: str, after: str) -> None:
    base = page(f"The scale hangs there with {before} hang behind it.")
    now = changed(base, (before, after))
    assert look(now, base).text_after in (now, now.replace(",or", ", or"))


def test_what_the_form_alone_makes_safe_says_so() -> None:
    now = changed(SOUND, ("on a Monday", "on a monday"))
    (fix,) = look(now, SOUND).applied
    history, form = fix.evidence
    needed = ensemble.shipped().thresholds[Reason.NAME_WITHOUT_CAPITAL.broken.kind]["safe"]
    assert (history.kind, history.source) == ("history", f"{OURS}:docs/a.md")
    assert history.score is not None
    assert history.score < needed
    assert form == ("form", needed, "")


def test_what_history_is_sure_of_needs_no_form() -> None:
    now = changed(SOUND, ("in the shed", "in th</ribbon>e shed"))
    (fix,) = look(now, SOUND).applied
    assert [evidence.kind for evidence in fix.evidence] == ["history"]


OWN = (
    "I painted the door green last week.",
    "Nobody has counted the queens this year.",
    "Bring a torch when it gets dark.",
    "Our treasurer asked for three quotes.",
    "The ladder is kept at the school now.",
)
EDITS = (
    ("Two people look", "Three people look"),
    ("behind the chimney", "beside the chimney"),
    ("twice a year", "once or twice a year"),
    ("nobody sells the rest", "we give the rest away"),
)
DAMAGES = sorted(set(discover()) - {"misspelled_word", "random_number_replacement"})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.sampled_from(OWN),
    st.sampled_from(EDITS),
    st.sampled_from(DAMAGES),
    st.integers(0, 10**6),
    st.booleans(),
)
def test_every_word_of_a_sentence_of_ones_own_stays_beside_damage(
    own: str, edit: tuple[str, str], signature: str, seed: int, before: bool
) -> None:
    edited = changed(SOUND, edit)
    start = edited.index("We weigh every hive")
    end = edited.index("\n", start)
    done = corrupt(edited, signature, Random(seed), OTHER, [(start, end)])
    if done is None or "\n" in done.text[done.start : done.end]:
        return
    stop = done.end if done.end > done.start else done.start
    border = done.text.rfind(". ", 0, done.start) + 2 if before else done.text.find(". ", stop) + 2
    border = max(border, start) if border > 1 else start
    now = f"{done.text[:border]}{own} {done.text[border:]}"
    after = look(now, SOUND).text_after
    assert " ".join(WORD.findall(own)) in " ".join(WORD.findall(after))


def test_the_page_of_these_tests_is_sound() -> None:
    assert PAGE.format("") != SOUND
    assert look(SOUND, SOUND).applied == ()
