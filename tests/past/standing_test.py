"""Of a past change only what stands today is looked at."""

from __future__ import annotations

import pytest

from tests.texts import SOUND
from weave_fix.edits import apply_edits
from weave_fix.past.standing import StandingPart, all_of, standing_parts
from weave_fix.records import Edit

LATER = """
The wool of the second sock is spun from the fleece of a sheep that nobody had shorn for two years, and it felts
where the heel rubs, so it is worn on days without a walk, or else it is lent to the neighbour, who keeps bees and
stands still for most of the morning.
"""


def standing_part(before: str, after: str, now: str) -> StandingPart | None:
    """Return what stands, seen in the last of all ways; None where nothing does."""
    return next(reversed(standing_parts(before, after, now)), None)


def test_a_change_that_is_gone_is_nothing() -> None:
    changed = SOUND.replace("needle", "neeedle")
    assert standing_part(SOUND, changed, SOUND) is None


@pytest.mark.parametrize("now", [SOUND, SOUND.replace("good for years", "good for ages"), "A new line.\n\n" + SOUND])
def test_a_change_that_stands_comes_with_its_paragraph(now: str) -> None:
    part = standing_part(SOUND, SOUND.replace("loop for", "loop fo r"), now.replace("loop for", "loop fo r"))
    assert part is not None
    assert part.before.replace("loop for", "loop fo r") == part.after
    [(_, start)] = part.pieces
    assert SOUND.replace("loop for", "loop fo r")[start:].startswith(part.after)
    assert len(part.after) < len(SOUND)


def test_of_changes_far_apart_only_their_paragraphs_are_looked_at() -> None:
    middle = "".join(f"Paragraph {number} of the middle is as it was.\n\n" for number in range(30))
    before = f"A first needle.\n\n{middle}A last needle.\n"
    after = before.replace("needle", "neeedle")
    part = standing_part(before, after, after)
    assert part is not None
    assert "A first neeedle." in part.after
    assert "A last neeedle." in part.after
    assert part.before == part.after.replace("neeedle", "needle")
    assert len(part.after) < len(after) / 4
    first, last = part.after.index("neeedle"), part.after.rindex("neeedle")
    edits = part.in_whole([Edit(first, first + 7, "neeedle", "needle"), Edit(last, last + 7, "neeedle", "needle")])
    assert apply_edits(after, edits) == before
    assert part.in_whole([Edit(first, last, part.after[first:last], "")]) == (), "nobody knows what lies in the gap"


def test_what_was_written_and_not_lost_is_left_out() -> None:
    changed = SOUND.replace("loop for", "loop fo r") + LATER
    part = standing_part(SOUND, changed, changed)
    assert part is not None
    assert "nobody had shorn" not in part.after


def test_what_was_moved_is_looked_at_where_it_stands() -> None:
    first, *others = SOUND.split("\n\n")
    longest = max(others, key=len)
    others.remove(longest)
    moved = "\n\n".join([first, *others, longest.replace(" the ", " t;he ", 1)])
    part = standing_part(SOUND, moved, moved)
    assert part is not None
    assert "t;he" in part.after


def test_a_change_that_parts_a_fence_from_its_partner_is_looked_at_as_a_whole() -> None:
    before = f"# A\n\n```sh\nopen\n```\n\n{SOUND}\n```sh\nshut\n```\n"
    after = before.replace("open\n```\n", "open\n")
    assert standing_part(before, after, after) == all_of(before, after)


def test_a_copy_is_looked_at_in_the_whole_text() -> None:
    paragraph = max(SOUND.split("\n\n"), key=len)
    part = standing_part(SOUND, f"{SOUND}\n{paragraph}\n", f"{SOUND}\n{paragraph}\n")
    assert part is not None
    assert part.after == f"{SOUND}\n{paragraph}\n"


def test_a_cut_off_end_is_seen() -> None:
    cut = SOUND[: len(SOUND) // 2]
    part = standing_part(SOUND, cut, cut)
    assert part is not None
    assert cut.endswith(part.after)


ANEW = """In the first year nobody knew how to wind it, and half of the fleece was lost.

Ash is what most people take for the stick, since it does not stain. Others swear by hazel, which is lighter.

One cousin has a wheel of iron, and will not hear of wood.
"""
KEPT = "Twist two threads to one before the frost comes, and keep the bag dry until the spring is here.\n"


def test_a_word_beside_a_passage_that_was_written_anew_is_looked_at_by_itself() -> None:
    before = f"{SOUND}\nUse the stick of ash as it is, and keep the wool on it dry.\n\n{KEPT}"
    after = f"{SOUND}\n{ANEW}\n{KEPT.replace('frost', 'frolst')}"
    part = standing_part(before, after, after)
    assert part is not None
    assert part.before.replace("frost", "frolst") == part.after
    assert len(standing_parts(before, after, after)) == 2


def test_a_line_with_several_changes_is_not_looked_at_by_itself() -> None:
    before = f"{SOUND}\nUse the stick of ash as it is, and keep the wool on it dry.\n\n{KEPT}"
    after = f"{SOUND}\n{ANEW}\n{KEPT.replace('frost', 'frolst').replace('bag', 'box')}"
    assert len(standing_parts(before, after, after)) == 1


def test_a_line_that_was_put_in_below_one_edited_since_stands() -> None:
    before = f"{SOUND}\n![The wheel](wheel-2.png)\n\n{KEPT}"
    after = before.replace(KEPT, f"> {KEPT}")
    part = standing_part(before, after, after.replace("wheel-2", "wheel-3"))
    assert part is not None
    assert f"> {KEPT}" in part.after
    assert part.before == part.after.replace("> Twist", "Twist")
