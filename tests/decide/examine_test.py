from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.damage import damage
from weave_fix.data import Applicability, Base, Candidate, Document, Edit, FilePatch, encode
from weave_fix.decide import examine, trees
from weave_fix.decide.choose import LEAD, NUMBER, choose
from weave_fix.decide.examine import REWRITTEN
from weave_fix.decide.judged import Judged, reach
from weave_fix.decide.proposals import Proposal
from weave_fix.decide.questions import names
from weave_fix.demo import OTHER
from weave_fix.history import try_document
from weave_fix.language.known import NoWords
from weave_fix.lines import apply_edits
from weave_fix.signatures import discover

SAFE, UNSAFE, SHOWN = Applicability.SAFE, Applicability.UNSAFE, Applicability.SHOWN
OURS, THEIRS = "0" * 40, "1" * 40


def changed(text: str, *replacements: tuple[str, str]) -> str:
    for before, after in replacements:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def look(now: str, *bases: str, unsafe: bool = False) -> FilePatch:
    """Examine `now` against the text of ours, and of theirs in a merge."""
    commits = (OURS, THEIRS)
    found = [Base(text, commit, "docs/a.md") for text, commit in zip(bases, commits, strict=False)]
    patch = examine(Document("docs/a.md", encode(now), now), found, NoWords(), unsafe=unsafe)
    assert patch.text_after == apply_edits(now, sorted(e for r in patch.applied for e in r.candidate.edits))
    return patch


def signatures(patch: FilePatch) -> list[tuple[str, str]]:
    found = [(repair.candidate.signature, "applied") for repair in patch.applied]
    return found + [(repair.candidate.signature, str(repair.applicability)) for repair in patch.reported]


def test_nothing_is_found_where_nothing_differs() -> None:
    assert look(DAMAGED, DAMAGED) == FilePatch(Document("docs/a.md", DAMAGED.encode(), DAMAGED), (), (), (), DAMAGED)


def test_nothing_is_found_without_a_base() -> None:
    patch = look(DAMAGED)
    assert (patch.applied, patch.reported, patch.refused, patch.text_after) == ((), (), (), DAMAGED)


def test_an_edit_is_left_and_the_reason_is_kept() -> None:
    patch = look(EDITED, SOUND)
    assert (patch.applied, patch.reported, patch.text_after) == ((), (), EDITED)
    assert [refusal.reason.partition("(")[0] for refusal in patch.refused] == ["looks like an edit "]
    assert patch.refused[0].candidate.edits[0].before == "another ten "


def test_a_damage_is_undone_beside_an_edit() -> None:
    patch = look(BOTH, SOUND)
    assert signatures(patch) == [("insert_spurious_html_xml_tag", "applied")]
    assert patch.text_after == EDITED
    (evidence,) = patch.applied[0].evidence
    assert (evidence.kind, evidence.source) == ("history", f"{OURS}:docs/a.md")
    assert evidence.score >= trees.shipped().thresholds["insert_spurious_html_xml_tag"]["safe"]


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
        ("like to see where", "lik w thate to see"),
    )
    patch = look(damaged, SOUND)
    assert patch.text_after == EDITED
    assert {name for name, _ in signatures(patch)} == {
        "shuffle_word_middle",
        "delete_whitespace_character",
        "insert_printable_ascii_character",
        "transpose_substrings",
    }
    starts = [repair.candidate.start for repair in patch.applied]
    assert starts == sorted(starts)


@pytest.mark.parametrize("signature", discover())
def test_a_second_run_finds_nothing_and_a_stranger_stays(signature: str) -> None:
    for seed in range(4):
        done = damage(EDITED, signature, Random(seed), OTHER)
        if done is None:
            continue
        for unsafe in (False, True):
            patch = look(done.text, SOUND, unsafe=unsafe)
            assert look(patch.text_after, SOUND, unsafe=unsafe).applied == ()
            assert patch.changed is bool(patch.applied)
            assert all((repair.applicability is SAFE) or unsafe for repair in patch.applied)
            assert all(
                (repair.applicability is not SAFE) and not (unsafe and repair.applicability is UNSAFE)
                for repair in patch.reported
            )


NUMBERED = ("2 metres", "17 metres")


def test_a_number_alone_is_unsafe_however_sure() -> None:
    damaged = changed(SOUND, NUMBERED)
    assert signatures(look(damaged, SOUND)) == [(NUMBER, "unsafe")]
    assert look(damaged, SOUND).text_after == damaged
    assert look(damaged, SOUND, unsafe=True).text_after == SOUND


def test_a_number_beside_damage_in_its_line_is_safe() -> None:
    beside = changed(SOUND, NUMBERED, ("thinner than", "thinnerthan"))
    assert look(beside, SOUND).text_after == SOUND
    elsewhere = changed(SOUND, NUMBERED, ("leave a small", "leavea small"))
    assert look(elsewhere, SOUND).text_after == changed(SOUND, NUMBERED)


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


def test_a_rewritten_text_is_not_judged() -> None:
    old = "".join(f"the old word {number}\n\n" for number in range(REWRITTEN + 10))
    patch = look(old.replace("old", "new"), old)
    assert (patch.applied, patch.reported) == ((), ())


TEXT = "One cat sat on the mat by the door.\nTwo dogs slept in 12 beds, in an an arbour.\nThe end.\n"
TRIAL = try_document(Document.from_bytes("a.md", TEXT.encode()), Base(TEXT + "More.\n", OURS, "a.md"))


def judged(
    score: float,
    applicability: Applicability | None,
    *replacements: tuple[str, str],
    name: str = "transpose_substrings",
) -> Judged:
    """Return a judged proposal to replace texts that stand once in TEXT."""
    edits = [Edit(TEXT.index(old), TEXT.index(old) + len(old), old, new) for old, new in replacements]
    assert all(TEXT.count(old) == 1 for old, _ in replacements)
    return Judged(Proposal(Candidate(name, tuple(edits), ""), frozenset({name})), score, applicability)


def chosen(*every: Judged) -> list[tuple[str, Applicability | None]]:
    taken, refused = choose(every, TRIAL)
    assert sorted([one.candidate for one in taken] + [one.candidate for one in refused]) == sorted(
        one.candidate for one in every
    ), "each is taken, or refused with a reason"
    return [(one.candidate.edits[0].before, one.applicability) for one in taken]


def reason(candidate: Candidate, *every: Judged) -> str:
    return next(refusal.reason for refusal in choose(every, TRIAL)[1] if refusal.candidate == candidate)


def test_what_does_not_overlap_is_taken_in_order() -> None:
    late, early = judged(3, SAFE, ("dogs", "cats")), judged(1, SHOWN, ("cat", "dog"))
    assert chosen(late, early) == [("cat", SHOWN), ("dogs", SAFE)]


def test_the_surer_class_wins() -> None:
    part, whole = judged(2, SAFE, ("sat", "lay")), judged(1.9, UNSAFE, ("cat sat on", "dog lay under"))
    assert chosen(whole, part) == [("sat", SAFE)]
    assert reason(whole.candidate, whole, part) == "overlaps a surer repair"


def test_of_one_class_the_one_that_explains_more_wins() -> None:
    part, whole = judged(2 + LEAD, SAFE, ("sat", "lay")), judged(2, SAFE, ("cat sat on", "dog lay under"))
    assert chosen(part, whole) == [("cat sat on", SAFE)]
    assert reason(part.candidate, part, whole) == "overlaps a surer repair"


def test_but_not_where_a_part_is_surer_by_the_lead() -> None:
    part, whole = judged(2.1 + LEAD, SAFE, ("sat", "lay")), judged(2, SAFE, ("cat sat on", "dog lay under"))
    assert chosen(part, whole) == [("sat", SAFE)]
    assert reason(whole.candidate, part, whole) == "a part of it is damage, the rest looks like an edit"


def test_a_surer_part_of_another_class_does_not_refuse_the_whole() -> None:
    part, whole = judged(9, UNSAFE, ("sat", "lay")), judged(2, SAFE, ("cat sat on", "dog lay under"))
    assert chosen(part, whole) == [("cat sat on", SAFE)]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        pytest.param(("cat", "dog"), (" sat", " lay"), False, id="meeting-at-a-border"),
        pytest.param(("cat ", "dog "), ("sat", "lay"), False, id="meeting-behind-a-space"),
        pytest.param(("cat", "dog"), ("sat", "lay"), True, id="a-space-between"),
        pytest.param(("an an", "an"), ("arbour", "armour"), True, id="a-replacement-does-not-slide"),
        pytest.param(("an an a", "an a"), ("rbour", "rmour"), False, id="but-meets"),
    ],
)
def test_two_that_touch_overlap(first: tuple[str, str], second: tuple[str, str], both: bool) -> None:
    assert len(chosen(judged(2, SAFE, first), judged(2, SAFE, second))) == 1 + both


def test_what_slides_to_another_overlaps_it() -> None:
    at = TEXT.index("an an ")
    first = Candidate("transpose_substrings", (Edit(at, at + 3, "an ", ""),), "")
    second = Candidate("transpose_substrings", (Edit(at + 3, at + 6, "an ", ""),), "")
    far = Candidate("transpose_substrings", (Edit(at + 6, at + 7, "a", "A"),), "")
    every = [Judged(Proposal(one, frozenset()), 2, SAFE) for one in (first, second, far)]
    assert len(choose(every[:2], TRIAL)[0]) == 1
    assert len(choose([every[0], every[2]], TRIAL)[0]) == 1, "it reaches the place of the far one"
    assert reach(first.edits[0], TEXT) == reach(second.edits[0], TEXT) == (at - 2, at + 7)


@given(st.text("ab ", max_size=12), st.data())
def test_every_place_where_an_edit_comes_to_the_same_is_in_its_reach(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    put = data.draw(st.text("ab ", max_size=2)) if start == end else ""
    if not put and start == end:
        return
    after = text[:start] + put + text[end:]
    low, high = reach(Edit(start, end, text[start:end], put), text)
    size = end - start
    if size:
        same = [at for at in range(len(after) + 1) if text[:at] + text[at + size :] == after]
    else:
        same = [at for at in range(len(text) + 1) if text[:at] + after[at : at + len(put)] + text[at:] == after]
    assert (low, high) == (same[0], same[-1] + size)


def test_a_pair_leaves_room_between_its_edits() -> None:
    pair = judged(2, SAFE, ("cat", "dogs"), ("dogs", "cat"))
    assert chosen(pair, judged(2, SAFE, ("mat", "rug"))) == [("cat", SAFE), ("mat", SAFE)]
    assert len(chosen(pair, judged(2, SAFE, ("Two dogs", "A dog")))) == 1


def test_what_is_no_damage_is_refused_with_its_odds() -> None:
    edit = judged(-1.53, None, ("cat", "dog"))
    assert chosen(edit) == []
    assert reason(edit.candidate, edit) == "looks like an edit (log-odds -1.5)"


@pytest.mark.parametrize(
    ("beside", "becomes"),
    [
        pytest.param([], UNSAFE, id="alone"),
        pytest.param([judged(2, SAFE, ("dogs", "cats"))], SAFE, id="beside-a-safe-repair"),
        pytest.param([judged(2, SAFE, ("mat", "rug"))], UNSAFE, id="in-another-line"),
        pytest.param([judged(2, SAFE, ("door.\nTwo", "gate.\nSome"))], SAFE, id="that-only-ends-in-the-line"),
        pytest.param([judged(2, SAFE, ("arbour.\nThe", "arch.\nAn"))], SAFE, id="that-only-begins-in-it"),
        pytest.param([judged(2, SAFE, ("cat", "end"), ("end", "cat"))], UNSAFE, id="a-pair-around-the-line"),
        pytest.param([judged(1, UNSAFE, ("dogs", "cats"))], UNSAFE, id="beside-an-unsafe-one"),
        pytest.param([judged(2, SAFE, ("arbour", "arch"), name=NUMBER)], UNSAFE, id="beside-another-number"),
    ],
)
def test_a_number_is_safe_only_beside_damage(beside: list[Judged], becomes: Applicability) -> None:
    taken, _ = choose([judged(9, SAFE, ("12", "13"), name=NUMBER), *beside], TRIAL)
    assert {one.candidate.edits[0].before: one.applicability for one in taken}["12"] is becomes
    assert all(one.applicability is SAFE for one in taken if one.candidate.signature != NUMBER and one.score == 2)


@st.composite
def proposals(draw: st.DrawFn) -> list[Judged]:
    found = {}
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 40))
        end = start + draw(st.integers(1, 9))
        edit = Edit(start, end, TEXT[start:end], draw(st.sampled_from(("", "\0", "\0" * 9))))
        candidate = Candidate("transpose_substrings", (edit,), "")
        applicability = draw(st.sampled_from((None, SHOWN, UNSAFE, SAFE)))
        found[candidate] = Judged(Proposal(candidate, frozenset()), draw(st.floats(-9, 9)), applicability)
    return list(found.values())


@settings(max_examples=200)
@given(proposals())
def test_taken_is_what_stands_apart_and_nothing_is_left_without_a_reason(every: list[Judged]) -> None:
    taken, refused = choose(every, TRIAL)
    places = [reach(edit, TEXT) for one in taken for edit in one.candidate.edits]
    assert all(a[1] < b[0] or b[1] < a[0] for i, a in enumerate(places) for b in places[:i])
    assert sorted([one.candidate for one in taken] + [one.candidate for one in refused]) == sorted(
        one.candidate for one in every
    )
    found = [one for one in every if one.applicability is not None]
    assert bool(taken) is bool(found)
    if found:
        assert max(one.applicability or 0 for one in taken) == max(one.applicability or 0 for one in found)


def by_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, short: float, middle: float) -> None:
    """Let the decision ask how much longer the text became: by 1 character, by 2 or 3, or by more (an edit)."""
    length = names().index("length difference")
    tree = {
        "feature": [length, -1, length, -1, -1],
        "threshold": [1, short, 3, middle, -9],
        "left": [1, 0, 3, 0, 0],
        "right": [2, 0, 4, 0, 0],
    }
    limits = {name: {"safe": 3.0, "unsafe": 2.0, "shown": 1.0} for name in discover()}
    data = {"names": names(), "bias": 0.0, "thresholds": limits, "trees": [tree]}
    path = tmp_path / "trees.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    made = trees.Trees(path)
    monkeypatch.setattr(trees, "shipped", lambda: made)


def pages(*put: str, edits: int = 0) -> tuple[str, str]:
    """Return a text of paragraphs, and the same with `put` in each of the first ones and edits in the last ones."""
    paragraphs = [f"Paragraph {number} of a text that is long enough." for number in range(40)]
    now = [*paragraphs]
    for number, text in enumerate(put):
        now[number] = now[number].replace("text", f"te{text}xt")
    for number in range(edits):
        now[-1 - number] = now[-1 - number].replace("long enough", "rather long enough for it")
    return "\n\n".join(paragraphs), "\n\n".join(now)


@pytest.mark.parametrize(
    ("put", "edits", "doubtful"),
    [
        pytest.param(["#", "###"], 0, UNSAFE, id="one-sure-damage-is-no-company"),
        pytest.param(["#", "#", "###"], 0, SAFE, id="beside-two"),
        pytest.param(["#", "#", "###"], 30, UNSAFE, id="two-among-many-edits-are-no-company"),
        pytest.param(["#"] * 20 + ["###"], 5, SAFE, id="twenty-among-few-edits-are"),
    ],
)
def test_much_damage_puts_what_is_in_doubt_in_another_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Sequence[str], edits: int, doubtful: Applicability
) -> None:
    by_length(tmp_path, monkeypatch, 5.0, 2.5)
    before, now = pages(*put, edits=edits)
    patch = look(now, before)
    assert ("###" in patch.text_after) is (doubtful is not SAFE)
    assert now.count("#") - patch.text_after.count("#") >= put.count("#")
    assert patch.text_after.count("rather") == edits


def episode(seed: int) -> str:
    """Return the edited text with several damages in it."""
    rng = Random(seed)
    text = EDITED
    for _ in range(rng.randint(2, 6)):
        done = damage(text, rng.choice(list(discover())), rng, OTHER)
        text = done.text if done else text
    return text


def test_a_repair_can_bring_another_to_light_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [episode(seed) for seed in range(24)]
    every = [look(text, SOUND) for text in texts]
    assert [patch for patch in every if look(patch.text_after, SOUND).applied] == []
    monkeypatch.setattr(import_module("weave_fix.decide.examine"), "ROUNDS", 0)
    once = [look(text, SOUND) for text in texts]
    assert [first.text_after for first in once] != [patch.text_after for patch in every]


class KnowsAll:
    """Knows every word it is asked for."""

    def among(self, words: Iterable[str]) -> set[str]:
        return set(words)


def test_a_word_of_the_repository_speaks_for_an_edit() -> None:
    now = changed(SOUND, ("the warp. They", "the wxarp. They"))
    document, base = Document("docs/a.md", now.encode(), now), [Base(SOUND, OURS, "docs/a.md")]
    stranger, known = (examine(document, base, words) for words in (NoWords(), KnowsAll()))
    assert stranger.text_after == SOUND
    found = [repair.evidence[0].score for repair in (*known.applied, *known.reported)]
    assert all(score < stranger.applied[0].evidence[0].score for score in found)
