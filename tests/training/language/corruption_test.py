from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.language.tagger import CORRECT, MISSING, ORTHOGRAPHY, REPLACEMENT, UNNECESSARY, WORD_ORDER
from weave_fix.markdown.masking import BLOCK, MASK
from weave_fix.training.language import corruption as module
from weave_fix.training.language.corruption import CORRUPTIONS, Token, Window, corrupt_tokens

Operation = Callable[[Window, int, Random], None]


def window(text: str) -> Window:
    """Return the tokens of `text`; one behind a tilde is glued to the one before, `/` a boundary, `#` a barrier."""
    masked = {"/": BLOCK, "#": MASK}
    return [Token(masked.get(t := word.lstrip("~"), t), word.startswith("~")) for word in text.split()]


def shown(found: Window) -> str:
    return " ".join(("~" if token.no_space_before else "") + token.text for token in found)


def labels(found: Window) -> list[tuple[str, int]]:
    """Return the tokens that are not as they should be, with what is wrong."""
    return [(token.text, token.label) for token in found if token.label != CORRECT]


def done(operation: Operation, text: str, at: int, seed: int = 0) -> Window:
    made = window(text)
    operation(made, at, Random(seed))
    return made


def test_exchanged_words_are_labelled_at_the_first_of_them() -> None:
    found = done(module._exchange, "/ one two three", 1)
    assert shown(found) == f"{BLOCK} two one three"
    assert labels(found) == [("two", WORD_ORDER)]


def test_the_first_word_of_a_unit_is_moved_as_well() -> None:
    first = done(module._exchange, "/ ~one two three", 1)
    assert shown(first) == f"{BLOCK} ~two one three"
    assert labels(first) == [("two", WORD_ORDER)]
    repeated = done(module._repeat, "/ ~one two three", 1)
    assert [token.no_space_before for token in repeated] == [False, True, False, False, False]
    assert repeated[1].label == UNNECESSARY


def test_places_are_drawn_where_words_begin() -> None:
    sound = window("/ ~one ~, two # ~three / ~four")
    assert {module._start(sound, 0, len(sound), Random(seed)) for seed in range(60)} == {1, 3, 4, 7}
    assert module._start(window("/ / /"), 0, 3, Random(0)) is None
    assert module._start([], 0, 0, Random(0)) is None


def test_what_is_glued_to_a_word_goes_with_it() -> None:
    found = done(module._exchange, "/ one ~, two ~. three", 1)
    assert shown(found) == f"{BLOCK} two ~. one ~, three"
    assert labels(found) == [("two", WORD_ORDER)]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("/ one / two", 1, id="over-a-boundary"),
        pytest.param("/ one one two", 1, id="with-its-double"),
        pytest.param("/ one two", 2, id="the-last"),
    ],
)
def test_what_is_not_exchanged(text: str, at: int) -> None:
    assert done(module._exchange, text, at) == window(text)


def test_code_and_numbers_are_exchanged_and_repeated_as_words_are() -> None:
    assert labels(done(module._exchange, "/ one # two", 1)) == [(MASK, WORD_ORDER)]
    assert labels(done(module._exchange, "/ # 12 two", 1)) == [("12", WORD_ORDER)]
    assert labels(done(module._repeat, "/ # ~, /", 1)) == [(MASK, UNNECESSARY), (",", UNNECESSARY)]


def test_letters_of_code_and_numbers_stay() -> None:
    sound = window("/ # 12 # 12 # 12 # 12 # 12 # 12 # 12 # 12 /")
    for seed in range(200):
        assert {label for _, label in labels(corrupt_tokens(sound, Random(seed)))} <= {
            WORD_ORDER,
            UNNECESSARY,
            MISSING,
            REPLACEMENT,
        }
        assert {t.text for t in corrupt_tokens(sound, Random(seed)) if t.text.isalpha()} <= {MASK}


def test_a_word_put_in_again_is_extra_and_the_others_are_not() -> None:
    for seed in range(20):
        sound = window("/ one two ~, three four")
        found = done(module._repeat, "/ one two ~, three four", 4, seed)
        extra = [token for token in found if token.label == UNNECESSARY]
        assert extra
        assert not extra[0].no_space_before
        assert [token for token in found if token.label == CORRECT] == sound
        assert found[4 : 4 + len(extra)] == extra


def test_behind_lost_words_something_is_missing() -> None:
    for seed in range(20):
        found = done(module._lose, "/ one two ~, three four five six", 2, seed)
        ((text, label),) = labels(found)
        assert label == MISSING
        assert text in ("three", "four", "five", "six")
        assert found[2].text == text


def test_no_words_are_lost_over_a_boundary_or_at_the_end() -> None:
    for seed in range(20):
        assert done(module._lose, "/ one / two", 1, seed) == window("/ one / two")
        assert done(module._lose, "/ one", 1, seed) == window("/ one")


def test_a_mark_put_in_is_extra_and_what_it_cuts_is_broken() -> None:
    kinds = set()
    for seed in range(60):
        found = done(module._mark, "/ one three two", 2, seed)
        wrong = labels(found)
        if len(wrong) == 3:
            (head, broken), (mark, extra), (tail, too) = wrong
            assert (broken, extra, too, head + tail) == (REPLACEMENT, UNNECESSARY, REPLACEMENT, "three")
            kinds.add("inside")
        else:
            ((mark, extra),) = wrong
            assert extra == UNNECESSARY
            kinds.add("before" if found[2].text == mark else "behind")
        assert len(mark) == 1
        assert "".join(token.text for token in found if token.label != UNNECESSARY) == f"{BLOCK}onethreetwo"
    assert kinds >= {"inside", "before"}


def test_a_flipped_letter_is_a_matter_of_case() -> None:
    for seed in range(20):
        found = done(module._flip, "/ one Three two", 2, seed)
        ((text, label),) = labels(found)
        assert label == ORTHOGRAPHY
        assert text != "Three"
        assert text.lower() == "three"


def test_a_misspelled_word_is_broken() -> None:
    spelled = set()
    for seed in range(60):
        found = done(module._misspell, "/ one three two", 2, seed)
        if wrong := labels(found):
            ((text, label),) = wrong
            assert label == REPLACEMENT
            assert text != "three"
            spelled.add(len(text))
        assert [found[1].text, found[3].text] == ["one", "two"]
    assert spelled == {4, 5, 6}


def test_joined_words_are_broken() -> None:
    found = done(module._join, "/ one two three", 1)
    assert labels(found) == [("onetwo", REPLACEMENT)]
    assert shown(found) == f"{BLOCK} onetwo three"


@pytest.mark.parametrize("text", ["/ one", "/ one ~, two", "/ one / two", "/ one # two", "/ one 2"])
def test_what_is_not_joined(text: str) -> None:
    assert done(module._join, text, 1) == window(text)


LONG = (
    "/ The old mill ~, which # runs ~, stands beside the wide river ~. / It is 12 years old ~. / Anna sells it ~. /" * 3
)
WINDOWS = st.lists(
    st.builds(
        Token,
        st.sampled_from(["a", "The", "mill", ",", "12", "é", "\udce4", MASK, BLOCK]),
        st.booleans(),
        st.just(CORRECT),
    ),
    max_size=30,
)


@given(WINDOWS, st.integers(0, 2**32))
def test_the_same_seed_does_the_same_and_the_window_stays(sound: Window, seed: int) -> None:
    before = list(sound)
    assert corrupt_tokens(sound, Random(seed)) == corrupt_tokens(sound, Random(seed))
    assert sound == before


@given(WINDOWS, st.integers(0, 2**32))
def test_no_token_is_empty_and_boundaries_stay(sound: Window, seed: int) -> None:
    found = corrupt_tokens(sound, Random(seed))
    assert all(token.text for token in found)
    kept = [token for token in found if token.text == BLOCK and token.label == CORRECT]
    assert len(kept) == sum(token.text == BLOCK for token in sound)


def test_some_windows_stay_clean_and_every_label_is_given() -> None:
    sound = window(LONG)
    found = [corrupt_tokens(sound, Random(seed)) for seed in range(300)]
    clean = sum(one == sound for one in found)
    assert 0.1 < clean / len(found) < 0.4
    assert {token.label for one in found for token in one} == {
        CORRECT,
        WORD_ORDER,
        UNNECESSARY,
        MISSING,
        ORTHOGRAPHY,
        REPLACEMENT,
    }


def test_damage_is_sparse() -> None:
    sound = window(LONG)
    wrong = [len(labels(corrupt_tokens(sound, Random(seed)))) for seed in range(100)]
    assert max(wrong) < 0.5 * len(sound)


def test_the_shares_of_the_damages_sum_to_one() -> None:
    assert sum(share for _, share in CORRUPTIONS) == pytest.approx(1)
