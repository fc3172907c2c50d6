from __future__ import annotations

from random import Random

import pytest

from tests.decision.examples import changed
from tests.texts import EDITED, SOUND
from weave_fix.demo import OTHER
from weave_fix.evidence.history.features import names
from weave_fix.language.ngram_model import shipped
from weave_fix.records import Edit
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover
from weave_fix.training.history import simulated_edits
from weave_fix.training.history.dataset import AROUND, PERSON, HumanEdit, corrupted_variants, examples, undo
from weave_fix.vocabulary.lookup import EmptyVocabulary

EDIT = HumanEdit("a/b", SOUND, EDITED)
FOREIGN = [HumanEdit("c/d", "", OTHER)]


def labels(edit: HumanEdit, damaged: str) -> list[tuple[list[str], bool, bool]]:
    """Return what each candidate replaces, whether it is right, and whether it alone gives back the undamaged text."""
    found = examples(edit, damaged, "some damage", 0, shipped(), EmptyVocabulary())
    return [([edit.before for edit in row.edits], row.right, row.exact) for row in found]


def test_undo_makes_edits_of_a_part() -> None:
    edits = [Edit(10, 12, "ab", "x"), Edit(14, 14, "", "yy")]
    assert undo("..ab..!", edits, 8) == "..x..yy!"
    assert undo(8 * "." + "..ab..!", edits) == 8 * "." + "..x..yy!"


def test_what_takes_an_edit_with_it_is_wrong() -> None:
    edited = changed(SOUND, ("leave a small loop for", "leave a generous loop for"))
    damaged = changed(edited, ("loop for", "loop f,or"))
    found = labels(HumanEdit("a/b", SOUND, edited), damaged)
    assert found == [(["generous loop f,"], False, False), ([","], True, True)]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        pytest.param(
            "go,od for another", [([","], True, True), ([",od for another ten"], False, False)], id="beside-it"
        ),
        pytest.param("good for anothe;r", [(["anothe;r ten "], False, False)], id="inside-it"),
    ],
)
def test_damage_and_an_edit_close_together(now: str, found: list[tuple[list[str], bool, bool]]) -> None:
    assert labels(EDIT, changed(EDITED, ("good for another", now))) == found


def test_the_undoing_of_a_damage_is_right_and_an_edit_far_from_it_is_not_asked_about_again() -> None:
    damaged = changed(EDITED, ("loop for", "loop f,or"))
    assert labels(EDIT, damaged) == [([","], True, True)]
    (row,) = examples(EDIT, EDITED, "", 0, shipped(), EmptyVocabulary())
    assert row.quotation[0] == "another ten "


def test_half_of_a_damage_is_right_but_not_exact() -> None:
    damaged = changed(EDITED, ("leave a small loop", "leave, a small, loop"))
    found = labels(EDIT, damaged)
    assert ([","], True, False) in found
    assert [row for row in found if row[2]] == [([", a small,"], True, True)]


def test_a_replacement_that_leads_elsewhere_is_wrong() -> None:
    # The person rewrote what is damaged: the base has no way back to it.
    edited = changed(SOUND, ("leave a small loop for shrinkage", "keep some slack since it shrinks"))
    damaged = changed(edited, ("slack", "sl#ck"))
    assert [parts for parts, right, _ in labels(HumanEdit("a/b", SOUND, edited), damaged) if right] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("the hole lies over its top", "Weave the needle over one thread", id="of-like-length"),
        pytest.param("a small loop for shrinkage", "many people like to see where a thing", id="of-other-length"),
    ],
)
def test_two_spans_exchanged_go_back_together(first: str, second: str) -> None:
    damaged = changed(EDITED, (first, "\0"), (second, "\1"))
    damaged = damaged.replace("\0", second).replace("\1", first)
    found = labels(EDIT, damaged)
    pairs = [row for row in found if len(row[0]) == 2]
    assert pairs
    assert all(row[1] for row in pairs)
    assert any(row[2] for row in pairs)


def test_parts_of_exchanged_spans_are_right_together_and_wrong_alone() -> None:
    long = EDITED[EDITED.index("he heel and") : EDITED.index(" The warp")]
    short = " flat enough to forget, and it wears out later tha"
    damaged = changed(EDITED, (long, "\0"), (short, "\1")).replace("\0", short).replace("\1", long)
    found = {tuple(parts): (right, exact) for parts, right, exact in labels(EDIT, damaged)}
    assert found[(short, long)] == (True, True)
    first, second = short[: short.index("t, and")], long[: long.index("t, and")]
    assert found[(first, second)] == (True, False)
    assert found[(first,)] == found[(second,)] == (False, False)


def test_exchanged_spans_of_which_a_person_wrote_one_anew_go_back_as_they_stand() -> None:
    first, second = "the hole lies over its top, without", "Weave the needle over one thread and under"
    edited = changed(SOUND, (first, first.replace("lies", "comes")))
    now = first.replace("lies", "comes")
    damaged = changed(edited, (now, "\0"), (second, "\1")).replace("\0", second).replace("\1", now)
    found = labels(HumanEdit("a/b", SOUND, edited), damaged)
    assert [row for row in found if row[2]]
    assert all(row[1] for row in found if row[2])


def test_of_an_undamaged_text_every_candidate_is_wrong() -> None:
    found = list(examples(EDIT, EDITED, "", 3, shipped(), EmptyVocabulary()))
    assert found
    assert not any(row.right or row.exact for row in found)
    assert {(row.run, row.corruption) for row in found} == {(3, "")}


def test_a_row_holds_the_answers() -> None:
    (row,) = examples(
        EDIT, changed(EDITED, ("loop for", "loop f,or")), "insert_punctuation", 5, shipped(), EmptyVocabulary()
    )
    assert (row.run, row.corruption, row.signature) == (5, "insert_punctuation", "insert_punctuation")
    assert len(row.features) == len(names())
    assert dict(zip(names(), row.features, strict=True))["is insert_punctuation"] == 1


def test_damage_far_away_does_not_change_a_label() -> None:
    long = "Filler words stand here, all of them sound and whole.\n" * (2 * AROUND // 50)
    edit = HumanEdit("a/b", f"{SOUND}\n{long}\n{OTHER}", f"{EDITED}\n{long}\n{OTHER}")
    far = OTHER.split("\n")[2]
    damaged = changed(edit.after, ("loop for", "loop f,or"), (far, far.replace(" ", "  ;;  ")))
    assert ([","], True) in [(parts, right) for parts, right, _ in labels(edit, damaged)]


def test_a_text_comes_as_it_is_and_damaged_in_every_way_and_edited_on_purpose() -> None:
    made = list(corrupted_variants(EDIT, Random(5), FOREIGN, shipped()))
    assert made[0] == (EDIT, EDITED, "")
    ids = [name for _, _, name in made if name in discover()]
    assert ids == [name for name in discover() if name in ids], "each once"
    assert len(ids) >= len(discover()) - 2
    assert [name for _, _, name in made if name == "several"] == ["several"]
    assert all(now not in (case.before, EDITED) for case, now, name in made[1:] if not name.startswith(PERSON))
    assert all(case is EDIT for case, _, name in made if name != f"{PERSON}mend")
    kinds = [name.removeprefix(PERSON) for _, _, name in made if name.startswith(PERSON)]
    assert set(kinds) - {"mend"} <= set(simulated_edits.SIMULATED_EDITS)
    assert len(kinds) > 4
    assert made == list(corrupted_variants(EDIT, Random(5), FOREIGN, shipped()))
    assert made != list(corrupted_variants(EDIT, Random(6), FOREIGN, shipped()))


def test_a_person_mends_what_the_base_holds_and_nothing_of_it_is_to_be_undone() -> None:
    mended = [case for case in corrupted_variants(EDIT, Random(5), FOREIGN, shipped()) if case[2] == f"{PERSON}mend"]
    assert mended
    for case, now, name in mended:
        assert now == EDITED != case.before == case.after
        found = list(examples(case, now, name, 0, shipped(), EmptyVocabulary()))
        assert found
        assert not any(row.right or row.exact for row in found)


def test_a_text_without_prose_is_not_damaged() -> None:
    bare = HumanEdit("a/b", "", "# Head\n")
    assert list(corrupted_variants(bare, Random(1), FOREIGN, shipped())) == [(bare, "# Head\n", "")]


@pytest.mark.parametrize("signature", discover())
def test_what_is_exact_is_right(signature: str) -> None:
    rights = 0
    for seed in range(4):
        done = corrupt(EDITED, signature, Random(seed), OTHER)
        for row in examples(EDIT, done.text, signature, 0, shipped(), EmptyVocabulary()) if done else ():
            rights += row.right
            assert row.right or not row.exact
    assert rights
