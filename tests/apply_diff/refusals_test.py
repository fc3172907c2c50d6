"""What has no place, or two, is refused with its reason; what has none of its own is never guessed."""

from __future__ import annotations

import pytest

from tests.apply_diff.texts import PAGE, patched
from weave_fix.apply_diff.hunks import PatchError
from weave_fix.apply_diff.parse import parse
from weave_fix.apply_diff.place import Difference

NOWHERE = "@@ -1,2 +1,2 @@\n the heron eats the fish\n-of the pond\n+of the lake\n"
TWICE = "## North\n\nclosed\n\n## South\n\nclosed\n"
CLOSED = " \n-closed\n+open\n"
REFUSED = {
    "text of another file": (PAGE, NOWHERE, "fits nowhere"),
    "the same text twice": (TWICE, "@@\n" + CLOSED, "several places, at lines 2 and 6"),
    "a number that is neither of them": (TWICE, "@@ -4,2 +4,2 @@\n" + CLOSED, "several places"),
    "a number that is one, but not the counts": (TWICE, "@@ -6,9 +6,9 @@\n" + CLOSED, "several places"),
    "a number that is one, beside one that is not": (
        TWICE,
        "@@ -5,1 +5,1 @@\n-## North\n+## The north\n@@ -6,2 +6,2 @@\n" + CLOSED,
        "several places",
    ),
    "two places but for white space": ("a  b\nc\na\tb\n", "@@\n-a b\n+a\n", "several places"),
    "two places that are as alike": (
        "the miller keeps a boat there\nx\nthe miller keeps a goat there\n",
        "@@\n-the miller keeps a coat there\n+the miller keeps a cart there\n",
        "is like the text in two places",
    ),
    "another number": ("## Version 1.2\n\n- mended\n", "@@\n ## Version 1.3\n \n-- mended\n+- fixed\n", "fits nowhere"),
    "a change just where the file differs": (
        "the miller keeps a boat in the reeds there\n",
        "@@\n-the miller keeps a coat in the reeds there\n+the miller keeps a cart in the reeds there\n",
        "collision",
    ),
    "nothing but lines to put in": (PAGE, "@@ -3,0 +4 @@\n+a line\n", "nothing says where it belongs"),
    "one blank line to go by": ("a\n\n\nb\n", "@@\n \n+x\n", "several places"),
    "the end of the file, in its midst": (
        "a\nb\nc\n",
        "@@ -1 +1 @@\n-b\n\\ No newline at end of file\n+b\n",
        "says that the file ends with it",
    ),
    "two hunks for one line": (PAGE, "@@\n-## The wheel\n+## A wheel\n@@\n-## The wheel\n+## Wheels\n", "another hunk"),
    "what is there already": ("a\nnew\nb\n", "@@\n a\n-old\n+new\n b\n", "already"),
    "a bullet or a mark": ("- a saw\n- a file\n", "@@\n- a saw\n+ a hand saw\n- a file\n", ""),
    "a dash that is a mark in one reading and text in the other": (
        "# A\n- k\nplane\n# B\n-- k\nplane\n",
        "@@\n-- k\nplane\n+saw\n",
        "may be a mark or belong to the text",
    ),
    "a plus that may belong to the text": ("axe\n+ b\nsaw\n", "@@\naxe\n+ b\n", "may be a mark"),
    "a line that may hold the next": ("old\nthe wheel turns\n", "@@\n-old\n+new the wheel turns\n", "run together"),
    "three lines in one, and no header counts them": (
        "old\nthe wheel turns\n",
        "@@\n-old+new the wheel turns\n",
        "run together",
    ),
    "a block that is a little off": (
        PAGE,
        "<<<<<<< SEARCH\nThe wheel has forty-two rusty buckets. Each of them\n=======\nThe wheel.\n>>>>>>> REPLACE\n",
        "fits nowhere",
    ),
}


@pytest.mark.parametrize(("text", "patch", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_hunk_is_refused_with_its_reason(text: str, patch: str, reason: str) -> None:
    refusals = patched(text, patch)
    assert isinstance(refusals, list)
    assert any(reason in refusal.reason for refusal in refusals), refusals


def test_a_refusal_says_where_the_text_is_nearest_and_what_differs() -> None:
    patch = "@@\n ## The wheel\n \n-The wheel has nine buckets. Many of them\n+The wheel.\n leak, and so on\n"
    refusals = patched(PAGE, patch)
    assert isinstance(refusals, list)
    (refusal,) = refusals
    assert refusal.near == 10
    assert refusal.difference is not None
    assert refusal.difference.line == 12
    assert refusal.difference.there == "The wheel has twenty-four buckets. Three of them"
    assert refusal.difference.wanted == "The wheel has nine buckets. Many of them"


def test_a_hunk_that_is_like_no_part_of_the_file_is_told_the_likest_line() -> None:
    refusals = patched(PAGE, "@@\n the swans have left\n-and the wheel is lost\n+and came back\n")
    assert isinstance(refusals, list)
    (refusal,) = refusals
    assert refusal.reason == "it fits nowhere in the file"
    assert (refusal.near, refusal.difference) == (10, Difference(10, "## The wheel", "and the wheel is lost"))


HUNK = "@@ -1 +1 @@\n-a\n+b\n"
UNREADABLE = {
    "nothing": ("", "holds no hunk"),
    "prose": ("Please mend the second line.\n", "holds no hunk"),
    "only a header": ("--- a/x.md\n+++ b/x.md\n", "holds no hunk"),
    "only context": ("@@ -1 +1 @@\n a\n", "changes nothing"),
    "a binary patch": ("diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 3\n", "is binary"),
    "binary files": ("diff --git a/x b/x\nBinary files a/x and b/x differ\n", "is binary"),
    "a rename": ("diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n", "renames a file"),
    "a rename beside a hunk": (f"diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/y\n{HUNK}", "renames"),
    "a mode": ("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "changes the mode"),
    "a new file": (f"--- /dev/null\n+++ b/x\n{HUNK}", "makes a file"),
    "a file that goes": (f"--- a/x\n+++ /dev/null\n{HUNK}", "takes away a file"),
    "a new file in apply_patch": ("*** Begin Patch\n*** Add File: x\n+a\n*** End Patch\n", "makes a file"),
    "a move in apply_patch": ("*** Begin Patch\n*** Update File: x\n*** Move to: y\n@@\n-a\n+b\n", "renames a file"),
    "a block without its end": ("<<<<<<< SEARCH\na\n=======\nb\n", "has no line `>>>>>>> REPLACE`"),
    "a block without its divider": ("<<<<<<< SEARCH\na\n>>>>>>> REPLACE\n", "has no line `=======`"),
    "an action that is no program": ("#startblock type: action\ndiff_lines = [\n#endblock\n", "no Python program"),
    "an action without a diff": ("#startblock type: action\neditor.edit(1, 2, 'x')\n#endblock\n", "has no list"),
    "an action that computes": ("#startblock type: action\ndiff_lines = ['a' * 9]\n#endblock\n", "no Python program"),
    "an object": ("[1, 2]\n", "is JSON"),
    "an object without a diff": ('{"path": "x", "reason": "none"}\n', "is JSON"),
    "an object with two diffs": ('{"one": "@@\\n-a\\n+b", "two": "@@\\n-c\\n+d"}\n', "is JSON"),
}


@pytest.mark.parametrize(("patch", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_patch_is_said_to_be_none(patch: str, reason: str) -> None:
    with pytest.raises(PatchError, match=reason.replace("[", r"\[")):
        parse(patch.encode())


@pytest.mark.parametrize("raw", [b"@@\n-a\xff\n+b\n", b"\0", "@@\n-a\n+b\n".encode("utf-16")])
def test_bytes_that_are_no_text(raw: bytes) -> None:
    with pytest.raises(PatchError, match="UTF-8"):
        parse(raw)


def test_the_line_of_the_patch_is_named() -> None:
    with pytest.raises(PatchError, match="line 3: it renames"):
        parse(b"diff --git a/x b/y\nsimilarity index 100%\nrename from x\n")
