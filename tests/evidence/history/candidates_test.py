from __future__ import annotations

from random import Random

import pytest

from tests.texts import EDITED, SOUND
from weave_fix.demo import OTHER
from weave_fix.diff.comparison import Comparison, compare
from weave_fix.evidence.history.candidates import candidates, proposed
from weave_fix.records import Base, Candidate, Document, Edit, encode
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover

SENTENCE = "One cat sat on the mat by the door while two dogs slept.\n"


def comparison_of(before: str, after: str) -> Comparison:
    return compare(Document.from_bytes("a.md", encode(after)), Base(before, "0" * 40, "a.md"))


def proposals(*replacements: tuple[str, str]) -> list[Candidate]:
    after = SENTENCE
    for old, new in replacements:
        after = after.replace(old, new, 1)
    return candidates(comparison_of(SENTENCE, after))


def told(proposals: list[Candidate]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(p.signature, [(e.before, e.after) for e in p.edits]) for p in proposals]


def test_what_changes_nothing_is_proposed_by_no_signature() -> None:
    same, other = Edit(0, 3, "One", "One"), Edit(4, 7, "cat", "dog")
    for edits, left in ((same,), ()), ((same, other), (other,)), ((other,), (other,)):
        found = list(proposed(lambda signature, edits=edits: [Candidate(signature.id, edits, "")]))  # type: ignore[misc]
        assert [name for name, _ in found] == (list(discover()) if left else [])
        assert all(candidate.edits == left for _, candidate in found)


def test_what_did_not_change_is_not_proposed() -> None:
    assert candidates(comparison_of(SENTENCE, SENTENCE)) == []


@pytest.mark.parametrize(
    ("replacement", "name", "edit", "further"),
    [
        pytest.param(("mat", "m,at"), "insert_punctuation", (",", ""), "insert_printable_ascii_character", id="a-mark"),
        pytest.param(("the mat", "the the mat"), "duplicate_word", ("the ", ""), "transpose_substrings", id="a-word"),
        pytest.param(("One", "one"), "swap_capitalization", ("o", "O"), "transpose_substrings", id="a-capital"),
    ],
)
def test_one_set_of_edits_goes_by_its_most_telling_name(
    replacement: tuple[str, str], name: str, edit: tuple[str, str], further: str
) -> None:
    (found,) = proposals(replacement)
    assert told([found]) == [(name, [edit])]
    assert {name, further} <= found.proposed_by


def test_the_whole_of_a_change_is_proposed_beside_its_parts() -> None:
    found = told(proposals(("cat sat", "sat cat")))
    assert ("adjacent_word_swap", [("sat c", "cat s")]) in found
    assert ("delete_substring", [("", " sat")]) in found


def test_a_move_is_proposed_as_a_whole_and_by_each_end() -> None:
    found = told(proposals(("One cat", "\0"), ("two dogs", "One cat"), ("\0", "two dogs")))
    assert ("swap_substrings", [("two dogs", "One cat"), ("One cat", "two dogs")]) in found
    singles = [edits for _, edits in found if len(edits) == 1]
    assert [("two dogs", "One cat")] in singles
    assert [("One cat", "two dogs")] in singles


@pytest.mark.parametrize("signature", discover())
def test_every_damage_has_proposals_each_once_and_in_order(signature: str) -> None:
    ranks = list(discover())
    found = tried = 0
    for seed in range(12):
        done = corrupt(EDITED, signature, Random(seed), OTHER)
        if done is None:
            continue
        tried += 1
        proposals = candidates(comparison_of(SOUND, done.text))
        found += any(signature in proposal.proposed_by for proposal in proposals)
        edits = [proposal.edits for proposal in proposals]
        assert len(set(edits)) == len(edits)
        places = [(proposal.start, proposal.end) for proposal in proposals]
        assert places == sorted(places)
        for proposal in proposals:
            assert proposal.signature == min(proposal.proposed_by, key=ranks.index)
            assert all(done.text[e.start : e.end] == e.before != e.after for e in proposal.edits)
    assert found > tried / 2 > 1
