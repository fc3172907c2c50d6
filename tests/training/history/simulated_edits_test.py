from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from tests.texts import SOUND
from weave_fix.demo import OTHER
from weave_fix.language.ngram_model import shipped
from weave_fix.training.history import simulated_edits

PAGE = f"""{SOUND}
{OTHER}
## Also

The time stamp is already set, and it only reads 12 GB in 1500 ms. Please turn off the lamp, because we can use
JavaScript on the web server. However the home page never really changed again; it can also be read by a user.

Kubernetes can automatically restart a pod and you may also look up the name.
"""
SEEDS = range(40)
SIGNS = re.compile(r"[,%~$]")
TAG = re.compile(r"</?[a-z]+/?>")


def letters(text: str) -> list[str]:
    return sorted("".join(text.split()))


def is_rearranged(edited: str) -> bool:
    return letters(edited) == letters(PAGE)


def is_shorter_by_a_space(edited: str) -> bool:
    return len(edited) == len(PAGE) - 1 and is_rearranged(edited)


def has_more_markup(edited: str) -> bool:
    return letters(TAG.sub("", edited)) == letters(PAGE)


def has_another_sign(edited: str) -> bool:
    return edited.count("\n") == PAGE.count("\n") and SIGNS.sub("", edited) == SIGNS.sub("", PAGE)


def has_a_comma_more_or_less(edited: str) -> bool:
    return abs(len(edited) - len(PAGE)) == 1 and edited.replace(",", "") == PAGE.replace(",", "")


def has_another_capital(edited: str) -> bool:
    return sum(a != b for a, b in zip(edited, PAGE, strict=True)) == 1 and edited.lower() == PAGE.lower()


def has_other_capitals(edited: str) -> bool:
    return edited.lower() == PAGE.lower()


HOLDS: dict[str, Callable[[str], bool]] = {
    "reorder": is_rearranged,
    "move": is_rearranged,
    "reword": is_rearranged,
    "join": is_shorter_by_a_space,
    "mark_up": has_more_markup,
    "group": has_another_sign,
    "punctuate": has_a_comma_more_or_less,
    "recase": has_another_capital,
}


def test_every_edit_has_its_test() -> None:
    assert set(HOLDS) == set(simulated_edits.SIMULATED_EDITS)


@pytest.mark.parametrize("kind", simulated_edits.SIMULATED_EDITS)
def test_an_edit_does_what_it_says_and_the_same_for_the_same_seed(kind: str) -> None:
    edit, holds, made = simulated_edits.SIMULATED_EDITS[kind], HOLDS[kind], set()
    for seed in SEEDS:
        edited = edit(PAGE, Random(seed), shipped())
        assert edited == edit(PAGE, Random(seed), shipped())
        if edited is not None and edited != PAGE:
            assert holds(edited), edited
            made.add(edited)
    assert made


def test_a_misspelt_name_has_lost_its_capitals() -> None:
    made = {simulated_edits.misspell(PAGE, Random(seed), shipped()) for seed in SEEDS}
    assert PAGE.replace("JavaScript", "Javascript") in made
    assert all(has_other_capitals(edited) for edited in made if edited)


@pytest.mark.parametrize("kind", [*simulated_edits.SIMULATED_EDITS, "misspell"])
@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param("# Head\n", id="a-heading")])
def test_where_there_is_no_place_nothing_comes(kind: str, text: str) -> None:
    assert getattr(simulated_edits, kind)(text, Random(1), shipped()) is None
