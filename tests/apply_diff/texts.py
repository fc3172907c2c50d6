"""A page and the one change that the tables of this folder write in every form."""

from __future__ import annotations

from weave_fix.apply_diff.carry import CollisionError, edits_of
from weave_fix.apply_diff.lines import TextLines
from weave_fix.apply_diff.parse import parse
from weave_fix.apply_diff.place import Refusal, place_all
from weave_fix.edits import apply_edits

PAGE = """\
# The mill pond

The pond is fed by two brooks, and one of them
runs dry in August. The miller keeps a boat there,
which he lends to nobody at at all.

- the north sluice is opened in March
- the south sluice stays shut

## The wheel

The wheel has twenty-four buckets. Three of them
leak, and the miller says that that is enough.
"""
MENDED = PAGE.replace("nobody at at all", "nobody at all").replace("twenty-four buckets", "thirty buckets")

DIFF = """\
--- a/pond.md
+++ b/pond.md
@@ -2,7 +2,7 @@
_
 The pond is fed by two brooks, and one of them
 runs dry in August. The miller keeps a boat there,
-which he lends to nobody at at all.
+which he lends to nobody at all.
_
 - the north sluice is opened in March
 - the south sluice stays shut
@@ -9,5 +9,5 @@
_
 ## The wheel
_
-The wheel has twenty-four buckets. Three of them
+The wheel has thirty buckets. Three of them
 leak, and the miller says that that is enough.
""".replace("\n_\n", "\n \n")


def patched(text: str, patch: str) -> str | list[Refusal]:
    """Return `text` with the `patch` of one file applied, or what is refused of it."""
    file = TextLines(text)
    answers = place_all([hunk for diff in parse(patch.encode()) for hunk in diff.hunks], file)
    refusals = [answer for answer in answers if isinstance(answer, Refusal)]
    if refusals:
        return refusals
    edits = []
    for answer in answers:
        assert not isinstance(answer, Refusal)
        try:
            edits += edits_of(answer, file)
        except CollisionError:
            return [Refusal(answer.hunk, "collision")]
    return apply_edits(text, sorted(edits, key=lambda edit: (edit.start, edit.end)))
