"""What holds for every signature of the structure of a file."""

from __future__ import annotations

from cProfile import Profile
from types import ModuleType

import pytest

from bench.shapes import SHAPES
from tests.signatures.file.pages import EDITED, PAGE, RENAMED, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import (
    broken_front_matter,
    conflict_markers,
    elided_block,
    line_numbers,
    lost_fence,
    pasted_diff,
    repeated_block,
    truncated_file,
    wrapped_in_fence,
)

FAMILY = [
    broken_front_matter,
    conflict_markers,
    elided_block,
    line_numbers,
    lost_fence,
    pasted_diff,
    repeated_block,
    truncated_file,
    wrapped_in_fence,
]
REPAIRED = [signature for signature in FAMILY if signature is not conflict_markers]


def name(signature: ModuleType) -> str:
    return signature.__name__.rpartition(".")[2]


@pytest.mark.parametrize("signature", REPAIRED, ids=name)
def test_the_example_is_repaired_from_its_base(signature: ModuleType) -> None:
    sound, damaged = signature.EXAMPLE
    assert repaired(signature, damaged, sound) == sound


@pytest.mark.parametrize("signature", FAMILY, ids=name)
def test_the_example_is_seen_without_a_base(signature: ModuleType) -> None:
    sound, damaged = signature.EXAMPLE
    assert events(signature, damaged)
    assert not events(signature, sound)


@pytest.mark.parametrize("signature", FAMILY, ids=name)
@pytest.mark.parametrize("text", [PAGE, EDITED, RENAMED, PAGE.replace("\n", "\r\n"), "", "\n", "one"])
@pytest.mark.parametrize("base", [None, PAGE, "", "\n", PAGE.replace("\n", "\r\n")])
def test_sound_text_is_left_alone(signature: ModuleType, text: str, base: str | None) -> None:
    assert not events(signature, text, base)


@pytest.mark.parametrize("signature", FAMILY, ids=name)
def test_a_message_is_one_sentence(signature: ModuleType) -> None:
    for event in events(signature, signature.EXAMPLE[1]):
        assert "\n" not in event.message
        assert not event.message.endswith(".")
        assert event.evidence == "form"
        assert event.applicability < Applicability.SAFE or not event.stops


@pytest.mark.parametrize("signature", FAMILY, ids=name)
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_work_grows_as_the_text_does(signature: ModuleType, shape: str) -> None:
    def calls(size: int) -> int:
        text = SHAPES[shape](size)
        profile = Profile()
        profile.enable()
        events(signature, text + "\n", text[: len(text) // 2] + "\nOne more line.\n" + text[len(text) // 2 :])
        profile.disable()
        return sum(entry.callcount for entry in profile.getstats())

    small, large = calls(2000), calls(8000)
    assert large <= 4.6 * small + 2000
