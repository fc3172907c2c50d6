"""Every form that a diff is written in, and every typo that is made in writing it, leads to the right bytes."""

from __future__ import annotations

import json
from textwrap import indent

import pytest

from tests.apply_diff.texts import DIFF, MENDED, PAGE, patched
from weave_fix.apply_diff.hunks import PatchError
from weave_fix.apply_diff.parse import parse

HUNKS = DIFF.split("\n", 2)[2]
LINES = DIFF.splitlines(keepends=True)


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def headers(first: str, second: str) -> str:
    return DIFF.replace("@@ -2,7 +2,7 @@", first).replace("@@ -9,5 +9,5 @@", second)


def without_blanks(diff: str) -> str:
    return "".join(line[1:] if line.startswith(" ") else line for line in diff.splitlines(keepends=True))


BLOCKS = """\
pond.md
<<<<<<< SEARCH
which he lends to nobody at at all.
=======
which he lends to nobody at all.
>>>>>>> REPLACE

<<<<<<< SEARCH
The wheel has twenty-four buckets. Three of them
leak, and the miller says that that is enough.
=======
The wheel has thirty buckets. Three of them
leak, and the miller says that that is enough.
>>>>>>> REPLACE
"""
CALLS = [
    {"old_string": "which he lends to nobody at at all.", "new_string": "which he lends to nobody at all."},
    {"old_string": LINES[15][1:] + LINES[17][1:], "new_string": LINES[16][1:] + LINES[17][1:]},
]
SAME_CHANGE = {
    "as git writes it": DIFF,
    "no names": DIFF.replace("a/pond.md", "").replace("b/pond.md", ""),
    "no names, nor a blank": DIFF.replace(" a/pond.md", "").replace(" b/pond.md", ""),
    "no header lines": HUNKS,
    "one header line": "+++ b/pond.md\n" + HUNKS,
    "git's own header": "diff --git a/pond.md b/pond.md\nindex 1234567..89abcde 100644\n" + DIFF,
    "a mail around it": "From 1a2b Mon Sep 17\nSubject: Mend\n---\n pond.md | 4 ++--\n\n" + DIFF + "-- \n2.39.0\n",
    "wrong numbers": headers("@@ -40,7 +41,7 @@", "@@ -1,5 +1,5 @@"),
    "wrong counts": headers("@@ -2,70 +2,1 @@", "@@ -9,2 +9,30 @@"),
    "no counts": headers("@@ -2 +2 @@", "@@ -9 +9 @@"),
    "no commas": headers("@@ -2 7 +2 7 @@", "@@ -9 5 +9 5 @@"),
    "no numbers": headers("@@", "@@ @@"),
    "dots for numbers": headers("@@ ... @@", "@@ ... @@"),
    "text behind the header": headers("@@ -2,7 +2,7 @@ # The mill pond", "@@ -9,5 +9,5 @@ - the south"),
    "a false heading": headers("@@ -2,7 +2,7 @@ ## The wheel", "@@ -9,5 +9,5 @@"),
    "lost leading blanks": without_blanks(DIFF),
    "lost trailing blanks": DIFF.replace("\n \n", "\n\n"),
    "trailing blanks put in": DIFF.replace("one of them\n", "one of them  \n"),
    "tabs for blanks": DIFF.replace(" The pond is", "  The\tpond is"),
    "two lines run together": DIFF.replace("one of them\n runs", "one of them runs"),
    "a line put in runs into the next": DIFF.replace(
        "thirty buckets. Three of them\n", "thirty buckets. Three of them"
    ),
    "a line taken out runs into the one put in": DIFF.replace("at at all.\n+", "at at all.+"),
    "three lines run together, and the header counts them": DIFF.replace("Three of them\n+", "Three of them+").replace(
        "Three of them\n leak", "Three of them leak"
    ),
    "a blank line runs into the next": DIFF.replace(" \n ## The", "  ## The"),
    "the last two lines run together": DIFF.replace("Three of them\n leak", "Three of them leak"),
    "no line end at the end": DIFF.removesuffix("\n"),
    "blank lines at the end": DIFF + "\n\n",
    "minus signs of a word processor": DIFF.replace("\n-", "\n\N{MINUS SIGN}"),
    "the colours of a terminal": "".join(f"\x1b[1m{line}\x1b[m\n" for line in DIFF.splitlines()),
    "no header of a hunk": "".join(LINES[:2] + LINES[3:11]) + "...\n" + "".join(LINES[12:]),
    "marked lines alone": "".join(LINES[3:11] + LINES[12:]),
    "words behind it": DIFF + "\nThis mends both slips.\n",
    "CRLF": crlf(DIFF),
    "CRLF in the lines, LF in the headers": crlf(DIFF).replace("@@\r\n", "@@\n").replace(".md\r\n", ".md\n"),
    "a code fence": f"Here it is:\n\n```diff\n{DIFF}```\n\nApply it with care.\n",
    "a fence of tildes": f"~~~~\n{DIFF}~~~~\n",
    "a fence for each hunk": f"```diff\n{DIFF.split('@@ -9')[0]}```\nand\n```diff\n@@ -9{DIFF.split('@@ -9')[1]}```\n",
    "dots between the hunks": DIFF.replace("stays shut\n@@", "stays shut\n...\n@@"),
    "dots with a blank before them": DIFF.replace("@@ -9,5 +9,5 @@\n", " ...\n"),
    "dots in the place of a header": DIFF.replace("@@ -9,5 +9,5 @@\n", "...\n"),
    "a byte-order mark": "\N{ZERO WIDTH NO-BREAK SPACE}" + DIFF,
    "apply_patch": "*** Begin Patch\n*** Update File: pond.md\n" + headers("@@", "@@ ## The wheel").split("\n", 2)[2],
    "apply_patch, ended": f"*** Begin Patch\n*** Update File: pond.md\n{HUNKS}*** End of File\n*** End Patch\nDone.\n",
    "SEARCH/REPLACE": BLOCKS,
    "SEARCH/REPLACE with the path behind SEARCH": BLOCKS.partition("\n")[2].replace("SEARCH", "SEARCH pond.md"),
    "ORIGINAL/UPDATED": BLOCKS.replace("SEARCH", "ORIGINAL").replace("REPLACE", "UPDATED"),
    "SEARCH/REPLACE with dashes and pluses": BLOCKS.replace("<<<<<<<", "-------").replace(">>>>>>>", "+++++++"),
    "SEARCH/REPLACE with the number of a line": BLOCKS.replace("SEARCH\n", "SEARCH\n:start_line: 4\n-------\n"),
    "SEARCH/REPLACE with the numbers of two": BLOCKS.replace(
        "SEARCH\n", "SEARCH\n:start_line:4\n:end_line:9\n-------\n"
    ),
    "the call of an edit tool": json.dumps({"file_path": "pond.md", "edits": CALLS}),
    "SEARCH/REPLACE in fences": "Sure!\n\npond.md\n```\n" + BLOCKS.partition("\n")[2].rstrip("\n") + "\n```\n",
    "SEARCH/REPLACE with CRLF": crlf(BLOCKS),
    "a list in JSON": json.dumps(DIFF.splitlines()),
    "a list in JSON, with line ends": json.dumps(DIFF.splitlines(keepends=True)),
    "a list whose strings hold several lines": json.dumps(["".join(LINES[:9]), "".join(LINES[9:])]),
    "a string in JSON": json.dumps(DIFF),
    "an object in JSON": json.dumps({"reason": "two slips", "diff": DIFF}),
    "an object whose diff is a list": json.dumps({"path": "pond.md", "diff_lines": DIFF.splitlines()}),
    "a list of Python": repr(DIFF.splitlines()),
    "a list of Python with line ends, assigned": f"diff_lines = {DIFF.splitlines(keepends=True)!r}\n",
    "an action without its block": f"def mend(editor):\n    diff_lines = {LINES!r}\n    editor.edit(diff_lines)\n",
    "a list in JSON in a fence": f"Here it is:\n\n```json\n{json.dumps(LINES)}\n```\n",
    "an action in a fence": f"So:\n```python\ndiff_lines = {LINES!r}\n```\n",
    "one line, with the signs for line ends": DIFF.replace("\n", r"\n"),
    "a fence in a list item": "1. Mend it:\n\n" + indent(f"```diff\n{DIFF}```", "   ") + "\n\n2. Look again.\n",
    "quoted in a mail": "You wrote:\n" + "".join(f"> {line}" for line in LINES),
    "apply_patch, indented": "Do this:\n" + indent(f"*** Begin Patch\n*** Update File: pond.md\n{HUNKS}", "    "),
    "context that is a little other": DIFF.replace("one of them\n", "one of those\n"),
    "context with another quotation": DIFF.replace(" leak, and the miller says", " leak, and the miller said"),
}


@pytest.mark.parametrize("patch", SAME_CHANGE.values(), ids=SAME_CHANGE)
def test_the_change_is_made(patch: str) -> None:
    assert patched(PAGE, patch) == MENDED


@pytest.mark.parametrize("patch", SAME_CHANGE.values(), ids=SAME_CHANGE)
def test_a_file_with_windows_line_ends_keeps_them(patch: str) -> None:
    assert patched(crlf(PAGE), patch) == crlf(MENDED)


@pytest.mark.parametrize("patch", SAME_CHANGE.values(), ids=SAME_CHANGE)
def test_a_last_line_without_its_end_stays_without(patch: str) -> None:
    assert patched(PAGE.rstrip("\n"), patch) == MENDED.rstrip("\n")


LOOKS_LIKE = {
    "a program": ("x = 1", "diff_lines = ['-a', 'b']"),
    "a list": ("[1, 2]", "['@@', '-a', 'b']"),
    "the sign for a line end": (r"printf 'a\n'", r"printf 'b\n'"),
    "a fence with a list": ("```json\n[]\n```", "new"),
    "the start of a block": ("----- SEARCH", "----- SEARCH and find"),
}


def test_dots_that_stand_in_the_file_are_a_line_of_it() -> None:
    text = "one\n...\nold\n\ntwo\n...\nold\n"
    assert patched(text, "@@\n two\n ...\n-old\n+new\n") == text.removesuffix("old\n") + "new\n"


@pytest.mark.parametrize(("kept", "new"), LOOKS_LIKE.values(), ids=LOOKS_LIKE)
def test_what_looks_like_another_form_is_text_of_the_file(kept: str, new: str) -> None:
    context = kept.replace("\n", "\n ")
    assert patched(f"{kept}\nold\n", f"@@\n {context}\n-old\n+{new}\n") == f"{kept}\n{new}\n"


BULLETS = "# Tools\n\n- a plane\n- a saw\n- a rule\n- a file\n"
ITEMS = {
    "a bullet taken out": (" - a plane\n-- a saw\n - a rule\n", "# Tools\n\n- a plane\n- a rule\n- a file\n"),
    "bullets without their blanks": (
        "- a plane\n-- a saw\n+- a hand saw\n- a rule\n",
        "# Tools\n\n- a plane\n- a hand saw\n- a rule\n- a file\n",
    ),
    "a bullet put in among those without blanks": (
        "# Tools\n\n- a plane\n+- an axe\n- a saw\n",
        "# Tools\n\n- a plane\n- an axe\n- a saw\n- a rule\n- a file\n",
    ),
    "a dash that is a bullet and no mark": (
        " - a plane\n- a saw\n+ a hand saw\n - a rule\n",
        "# Tools\n\n- a plane\n- a hand saw\n- a rule\n- a file\n",
    ),
}


@pytest.mark.parametrize(("hunk", "wanted"), ITEMS.values(), ids=ITEMS)
def test_a_dash_is_a_mark_or_a_bullet(hunk: str, wanted: str) -> None:
    assert patched(BULLETS, "@@\n" + hunk) == wanted


ENDS = {
    "the end is put in": ("a\nb", "-b\n\\ No newline at end of file\n+b\n", "a\nb\n"),
    "the end is taken out": ("a\nb\n", "-b\n+b\n\\ No newline at end of file\n", "a\nb"),
    "it stays without": (
        "a\nb",
        "-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n",
        "a\nc",
    ),
    "a line is put in behind a last one without": ("a\nb", " b\n+c\n", "a\nb\nc"),
    "and in a file of Windows": ("a\r\nb", " b\n+c\n", "a\r\nb\r\nc"),
    "the last line goes": ("a\nb", " a\n-b\n", "a\n"),
    "the end is put in, in a file of Windows": (
        "a\r\nb",
        " a\n-b\n\\ No newline at end of file\n+b\n",
        "a\r\nb\r\n",
    ),
    "an empty file": ("", "+a\n", "a\n"),
    "all lines go": ("a\nb\n", "-a\n-b\n", ""),
}


@pytest.mark.parametrize(("text", "hunk", "wanted"), ENDS.values(), ids=ENDS)
def test_the_end_of_the_file(text: str, hunk: str, wanted: str) -> None:
    assert patched(text, "@@ -1 +1 @@\n" + hunk) == wanted


KEPT = {
    "a word of the context": ("one two three four\nold\nfive six\n", " one two there four\n-old\n+new\n five six\n"),
    "its white space": ("one  two\t\nold\n", " one two\n-old\n+new\n"),
    "its line ends, mixed": ("one\r\nold\ntwo\r\n", " one\n-old\n+new\n two\n"),
    "the break at the end of a line that is changed": ("an old one  \ntwo\n", "-an old one\n+an new one\n two\n"),
    "the indent of a line that is changed": ("one\n    * the old\n", " one\n-* the old\n+* the new\n"),
    "a byte-order mark": ("\N{ZERO WIDTH NO-BREAK SPACE}old\none\n", "-old\n+new\n one\n"),
    "a form feed and other line ends of Unicode": ("a\fb\x85c\u2028d\nold\n", " a\fb\x85c\u2028d\n-old\n+new\n"),
}


@pytest.mark.parametrize(("text", "hunk"), KEPT.values(), ids=KEPT)
def test_what_is_only_context_is_never_changed(text: str, hunk: str) -> None:
    assert patched(text, "@@ -1 +1 @@\n" + hunk) == text.replace("old", "new")


def test_a_line_that_is_not_quite_the_files_keeps_what_only_the_file_has() -> None:
    text = "The heron stands \N{LEFT DOUBLE QUOTATION MARK}still\N{RIGHT DOUBLE QUOTATION MARK} in teh reeds all day.\n"
    hunk = '@@\n-The heron stands "still" in teh reeds all day.\n+The heron stands "still" in the reeds all day.\n'
    assert patched(text, hunk) == text.replace("teh", "the")


def test_a_last_line_with_a_blank_at_its_end_runs_into_the_one_put_in() -> None:
    text = "The pond\nis fed by\n\n- two brooks, on\nof them dry \N{RIGHT DOUBLE QUOTATION MARK} "
    hunk = "--- \n+++ \n@@ -1,5 +1,4 @@\n The pond\n is fed by\n \n-- two brooks, on\n"
    hunk += "-of them dry \N{RIGHT DOUBLE QUOTATION MARK} +- two brooks, one of them dry"
    assert patched(text, hunk) == "The pond\nis fed by\n\n- two brooks, one of them dry"


def test_lines_put_in_are_indented_as_the_ones_that_go() -> None:
    text = "- one\n\n      open door\n      close door\n"
    hunk = "@@ @@\n-open door\n-close door\n+open door --wide\n+wait\n+\n+close door\n"
    assert patched(text, hunk) == "- one\n\n      open door --wide\n      wait\n\n      close door\n"


def test_a_line_put_in_that_ends_with_the_next_one_is_two_if_the_numbers_say_so() -> None:
    text = "The old one.\nThe last boat.\nIt is late.\n"
    joined = "-The old one.\n+The new one.The last boat.\n"
    assert patched(text, f"@@ -1,2 +1,2 @@\n{joined}") == "The new one.\nThe last boat.\nIt is late.\n"
    assert isinstance(patched(text, f"@@ @@\n{joined}"), list), "nobody knows what is meant"
    meant = patched(text, f"@@ -1 +1 @@\n{joined}")
    assert meant == "The new one.The last boat.\nThe last boat.\nIt is late.\n"


def test_three_lines_run_together() -> None:
    text = "The old one.\nThe second boat is red.\nThe last boat.\nIt is late.\n"
    lines = "-The old one.\n+The new one. The second boat is red. The last boat.\n"
    assert patched(text, f"@@ @@\n{lines} It is late.\n") == text.replace("old", "new")
    assert isinstance(patched(text, f"@@ @@\n{lines}"), list), "all of it may be meant"


UNDERLINED = "Tools\n=======\n\na saw\n"


def test_an_underlined_heading_in_a_block_is_not_its_divider() -> None:
    block = "<<<<<<< SEARCH\nTools\n=======\n\na saw\n=======\nTools\n=======\n\na hand saw\n>>>>>>> REPLACE\n"
    assert patched(UNDERLINED, block) == "Tools\n=======\n\na hand saw\n"


def test_a_removed_rule_and_a_removed_dash_are_no_header() -> None:
    text = "a\n---\n-- the author\nb\n"
    assert patched(text, "--- x\n+++ x\n@@ -1,4 +1,3 @@\n a\n----\n--- the author\n+++ the editor\n b\n") == (
        "a\n++ the editor\nb\n"
    )


def test_an_empty_search_fills_an_empty_file() -> None:
    assert patched("", "<<<<<<< SEARCH\n=======\nnew\n>>>>>>> REPLACE\n") == "new\n"


TWICE = "## North\n\nclosed\n\n## South\n\nclosed\n"


@pytest.mark.parametrize("header", ["@@ -6,2 +6,2 @@", "@@ -1,2 +1,2 @@ ## South", "@@ ## South"])
def test_a_header_decides_between_two_places(header: str) -> None:
    assert patched(TWICE, f"{header}\n \n-closed\n+open\n") == "## North\n\nclosed\n\n## South\n\nopen\n"


def test_a_minus_sign_in_the_text_is_no_mark_beside_real_ones() -> None:
    text = "# Cold\n\n\N{MINUS SIGN}4 degrees\nThe pond is shut.\n"
    patch = "@@\n\N{MINUS SIGN}4 degrees\n-The pond is shut.\n+The pond is open.\n"
    assert patched(text, patch) == text.replace("shut", "open")


@pytest.mark.parametrize("call", [{"file_path": "pond.md"}, {"old_string": "a"}, {"edits": []}, {"edits": [1]}])
def test_a_call_that_asks_for_nothing_is_no_patch(call: object) -> None:
    with pytest.raises(PatchError, match="JSON"):
        parse(json.dumps(call).encode())
