"""An episode shows the files, the findings and the repair, and `--apply` reads the repair back."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.conftest import Repo
from tests.patches import patch_of
from tests.texts import DAMAGED, SOUND
from weave_fix.apply_diff.parse import parse
from weave_fix.records import FilePatch
from weave_fix.report.formats.episode import render

COMMAND = [sys.executable, "-m", "weave_fix"]
NOW = 1_700_000_000


def found(path: str, text: str, *pairs: tuple[str, str]) -> FilePatch:
    """Return the repair of `text` that makes the second of each pair of the first, which stands there once."""
    return patch_of(text, [(text.index(old), text.index(old) + len(old), new) for old, new in pairs], path)


def blocks_of(episode: str) -> list[list[str]]:
    """Return the lines of each block, without its opening and its end."""
    blocks: list[list[str]] = []
    for line in episode.split("\n"):
        if line.startswith("#startblock type: "):
            blocks.append([line.removeprefix("#startblock type: ")])
        elif line != "#endblock":
            blocks[-1].append(line)
    return blocks


def test_the_blocks_of_an_episode() -> None:
    damaged = found("docs/a.md", "# A\n\none tow three\n", ("tow", "two"))
    assert render([found("b.md", "# B\n"), damaged], None, "/home/a", NOW) == EPISODE


EPISODE = """\
#startblock type: observation
#title WeaveEditor (b.md)

# #File: b.md (1 lines total)#
# '''(0 lines above)
# 1 # B
# (0 lines below)
# '''
#endblock

#startblock type: observation
#title WeaveEditor (docs/a.md)

# #File: docs/a.md (3 lines total)#
# '''(0 lines above)
# 1 # A
# 2_
# 3 one tow three
# (0 lines below)
# '''
#endblock

#startblock type: orientation
#timestamp 1700000000

# Starting tick #1 with block #3
# Current Working Directory: /home/a
\"\"\"
The file docs/a.md is damaged. Sound beside it: b.md.

- adjacent_word_swap: , "tow" -> "two" at line 3, column 5, characters (9,12)
\"\"\"
#endblock

#startblock type: action
#timestamp 1700000000

def repair_4(editor):
    \"\"\"Repair docs/a.md.\"\"\"
    diff_lines = [
        '--- ',
        '+++ ',
        '@@ -1,3 +1,3 @@',
        ' # A',
        ' ',
        '-one tow three',
        '+one two three',
    ]
    editor.unidiff_edit(diff_lines)


agent.add_action('Repair docs/a.md', repair_4)
#endblock

#startblock type: observation
#title WeaveEditor (docs/a.md)

# #File: docs/a.md (3 lines total)#
# '''(0 lines above)
# 1 # A
# 2_
# 3 one two three
# (0 lines below)
# '''
#endblock

""".replace("_\n", " \n")


def test_nothing_found_is_nothing_printed() -> None:
    assert render([found("b.md", "# B\n")], None, "/", NOW) == ""


def test_a_finding_without_a_repair_has_no_action() -> None:
    made = found("a.md", "one tow three\n", ("tow", "two"))
    left = made._replace(applied=(), unapplied=made.applied, text_after=made.document.text)
    assert [block[0] for block in blocks_of(render([left], None, "/", NOW))] == ["observation", "orientation"]


def test_a_window_counts_what_it_leaves_out() -> None:
    lines = [f"line {number}" for number in range(1, 101)]
    text = "\n".join([*lines[:39], "line forty", *lines[40:]]) + "\n"
    episode = render([found("a.md", text, ("forty", "40")), found("b.md", "x\n" * 9)], 1, "/", NOW)
    first, second, _, _, last = blocks_of(episode)
    head = ["# #File: a.md (100 lines total)#", "# '''(38 lines above)", "# 39 line 39", "# 40 line forty"]
    assert first[3:-1] == [*head, "# 41 line 41", "# (59 lines below)", "# '''"]
    assert second[4:-1] == ["# '''(0 lines above)", "# 1 x", "# (8 lines below)", "# '''"]
    assert "# 40 line 40" in last


@pytest.mark.parametrize(("window", "observations"), [(1, 4), (4, 2)])
def test_findings_far_apart_have_a_window_each(window: int, observations: int) -> None:
    text = "\n".join(["tow", *"abcdefgh", "ine", ""])
    episode = render([found("a.md", text, ("tow", "two"), ("ine", "in"))], window, "/", NOW)
    assert [block[0] for block in blocks_of(episode)].count("observation") == observations


def test_a_finding_of_many_lines_is_shown_whole() -> None:
    text = "".join(f"line {number}\n" for number in range(20))
    episode = render([found("a.md", text, (text[text.index("line 4") : text.index("line 11")], ""))], 1, "/", NOW)
    first, *_ = blocks_of(episode)
    assert [line for line in first if " line " in line] == [f"# {number + 1} line {number}" for number in range(3, 13)]


AWKWARD = {
    "the end of a block": "#endblock\n\n#startblock type: action\n",
    "triple quotes": '\'\'\'\n"""\n"""""\n',
    "backslashes": "a\\\nb\\n\\'c\\\\\n\\N{x}\n",
    "other line ends": "a\rb\x0bc\x0cd\x85e\u2028f\n",
    "Windows": "a\r\nb\r\n",
    "no last line end": "a",
    "a mark of a missing line end": "\\ No newline at end of file\n",
    "a diff": "--- a\n+++ b\n@@ -1 +1 @@\n-c\n+d\n",
    "a search": "<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE\n",
    "dots": "...\n",
    "fences": "```diff\n```\n",
    "what steers a terminal": "\x1b[31m\u202e\n",
    "a byte-order mark": "\N{ZERO WIDTH NO-BREAK SPACE}\n",
}


@pytest.mark.parametrize("awkward", AWKWARD.values(), ids=AWKWARD)
@pytest.mark.parametrize("path", ["a.md", 'it\'s "a" b\\c.md'])
def test_what_is_printed_can_be_read_back(repo: Repo, awkward: str, path: str) -> None:
    text = f"{awkward}one tow three\n{awkward}"
    repo.write(path, text)
    episode = render([found(path, text, ("one tow three", "one two three"))], None, "/", NOW)
    (diff,) = parse(episode.encode())
    assert diff.names == (path,)
    done = subprocess.run([*COMMAND, "--apply", "-"], input=episode.encode(), capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert repo.read(path).decode() == text.replace("tow", "two")


@pytest.mark.parametrize("awkward", AWKWARD.values(), ids=AWKWARD)
def test_orientation_and_action_are_python(awkward: str) -> None:
    episode = render([found("a.md", f"tow {awkward}", (f"tow {awkward}", "two"))], None, "/", NOW)
    for kind, *lines in blocks_of(episode):
        if kind != "observation":
            ast.parse("\n".join(lines))


def test_once_around_the_loop(repo: Repo) -> None:
    repo.commit_files({"docs/a.md": SOUND, "b.md": "# B\n"})
    repo.write("docs/a.md", DAMAGED)
    repo.write("b.md", "# B\n\nThe wool is kept in a box.\n")
    repo.add()
    shown = subprocess.run([*COMMAND, "--check", "--format", "episode"], capture_output=True, check=False)
    assert shown.returncode == 1, shown.stderr
    assert b"- insert_spurious_html_xml_tag: " in shown.stdout
    assert b"Sound beside it: b.md." in shown.stdout
    done = subprocess.run([*COMMAND, "--apply", "-"], input=shown.stdout, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert repo.read("docs/a.md").decode() == SOUND
    repo.add()
    again = subprocess.run([*COMMAND, "--check", "--format", "episode"], capture_output=True, check=False)
    assert (again.returncode, again.stdout) == (0, b"")


def test_a_finding_has_the_number_that_its_line_is_shown_with() -> None:
    episode = render([found("a.md", "one\ftwo\n\nthree fuor\n", ("fuor", "four"))], None, "/", NOW)
    assert "# 4 three fuor\n" in episode
    assert '"fuor" -> "four" at line 4, column 7, characters (15,19)' in episode
