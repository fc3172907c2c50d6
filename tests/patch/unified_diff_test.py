from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.patches import patch_of, replacing
from weave_fix.edits import apply_edits
from weave_fix.errors import FaultError
from weave_fix.patch.unified_diff import Block, FileChange, file_change, unified_diff
from weave_fix.records import Document, Edit, FilePatch, decode, encode

if TYPE_CHECKING:
    from tests.conftest import Repo


def diff_of(*patches: FilePatch) -> bytes:
    return unified_diff([file_change(patch) for patch in patches])


# What stands in lines: line ends of three kinds, separators that are none to git, bytes that are not UTF-8.
ALPHABET = "ab -+\\@\n\n\n\r\t\f\x0b\x1c\x85\u2028\u2029\ufeff\udce4\udcff\N{GRINNING FACE}"


@st.composite
def patches(draw: st.DrawFn) -> FilePatch:
    text = draw(st.text(ALPHABET, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    return patch_of(text, [(start, end, draw(st.text(ALPHABET, max_size=5))) for start, end in spans])


@given(patches())
@settings(max_examples=300)
def test_every_diff_reads_back(patch: FilePatch) -> None:
    change = file_change(patch)
    diff = unified_diff([change])  # FaultError otherwise
    before, after = encode(patch.document.text), encode(patch.text_after)
    assert bool(diff) is (before != after)
    assert b"".join(change.before) == before
    assert change.after == after


@given(text=st.text(ALPHABET, max_size=80), data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_applies_every_diff(repo: Repo, text: str, data: st.DataObject) -> None:
    # Several at once: one process of git serves many examples.
    several = [data.draw(patches()) for _ in range(8)] + [replacing(text, data.draw(st.text(ALPHABET)))]
    named = [
        FilePatch(Document(f"{n}.md", p.document.raw, p.document.text), p.applied, (), (), p.text_after)
        for n, p in enumerate(several)
    ]
    for patch in named:
        repo.write(patch.document.path, patch.document.raw)
    diff = diff_of(*named)
    if diff:
        repo.git("apply", "--check", "-", stdin=diff)
        repo.git("apply", "-", stdin=diff)
    for patch in named:
        assert repo.read(patch.document.path) == encode(patch.text_after)


LINES = "".join(f"line {n}\n" for n in range(1, 31))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"a\nb\n", b"a\nB\n", id="plain"),
        pytest.param(b"a\nb", b"a\nB", id="no-last-line-end"),
        pytest.param(b"a\nb", b"a\nb\n", id="last-line-end-put-in"),
        pytest.param(b"a\nb\n", b"a\nb", id="last-line-end-taken-out"),
        pytest.param(b"x\na\nb\nc\nd", b"X\na\nb\nc\nd", id="last-line-without-end-as-context"),
        pytest.param(b"", b"a\n", id="from-empty"),
        pytest.param(b"", b"a", id="from-empty-without-line-end"),
        pytest.param(b"a\r\nb\r\n", b"a\r\nB\r\n", id="crlf"),
        pytest.param(b"a\nb\n", b"a\r\nb\n", id="a-carriage-return-put-in"),
        pytest.param(b"a\r\nb", b"a\r\nb\r", id="ends-in-a-carriage-return"),
        pytest.param("a\u2028b\x85c\x0cd\x1ee\n".encode(), "a\u2028b\x85c\x0cD\x1ee\n".encode(), id="other-separators"),
        pytest.param(b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n", id="byte-order-mark"),
        pytest.param(b"caf\xe9 a\n", b"caf\xe9 b\n", id="latin-1"),
        pytest.param(b"a\n\xc3\n\xa9\n", b"a\n\xc3\xa9\n", id="bytes-join-to-a-character"),
        pytest.param(b"a\n-- b\nc\n", b"a\nc\n", id="removed-line-looks-like-a-header"),
        pytest.param(b"a\nc\n", b"a\n++ b\nc\n", id="added-line-looks-like-a-header"),
        pytest.param(b"a\n", b"diff --git a/x b/x\na\n", id="added-line-looks-like-git"),
        pytest.param(b"a\nb\n", b"", id="to-empty"),
        pytest.param(
            LINES.encode(), LINES.replace("e 2\n", "E 2\n").replace("e 9\n", "e  9\n").encode(), id="one-hunk"
        ),
        pytest.param(LINES.encode(), LINES.replace("e 2\n", "E 2\n").replace("e 29", "E 29").encode(), id="two-hunks"),
    ],
)
def test_git_makes_the_very_bytes(repo: Repo, before: bytes, after: bytes) -> None:
    repo.commit_files({"a.md": before})
    diff = diff_of(replacing(decode(before), decode(after)))
    repo.git("apply", "--check", "--index", "-", stdin=diff)
    repo.git("apply", "--index", "-", stdin=diff)
    assert repo.read("a.md") == after
    assert repo.git_bytes("show", ":a.md") == after


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"docs/sub/a.md", id="folders"),
        pytest.param(b"a b.md", id="space"),
        pytest.param(b"a b/c d.md", id="space-and-b-slash"),
        pytest.param(b"-a.md", id="leading-dash"),
        pytest.param(b'say "a".md', id="quotes"),
        pytest.param(b"back\\slash.md", id="backslash"),
        pytest.param("schön.md".encode(), id="umlaut"),
        pytest.param(b"sch\xf6n.md", id="latin-1"),
        pytest.param(b"a\nb\tc\x07.md", id="control-characters"),
        pytest.param(b"a\x7f.md", id="delete"),
        pytest.param("a\u2028.md".encode(), id="line-separator"),
    ],
)
def test_odd_paths(repo: Repo, name: bytes) -> None:
    repo.commit_files({name.decode("utf-8", "surrogateescape"): "one\ntwo\n", "z.md": "one\n"})
    patch = replacing("one\ntwo\n", "one\nthree\n", name.decode("utf-8", "surrogateescape"))
    diff = diff_of(patch, replacing("one\n", "two\n", "z.md"))
    repo.git("apply", "--check", "--index", "-", stdin=diff)
    repo.git("apply", "--index", "-", stdin=diff)
    assert (repo.read(name), repo.read("z.md")) == (b"one\nthree\n", b"two\n")
    # Git's own diff, but for the line with the object ids, is the same to the byte.
    own = repo.git_bytes("diff", "--cached").split(b"\n")
    assert diff.split(b"\n") == [line for line in own if not line.startswith(b"index ")]


def test_hunks_are_cut_as_git_cuts_them(repo: Repo) -> None:
    lines = [f"{n}\n" for n in range(60)]
    repo.commit_files({"a.md": "".join(lines)})
    for n in (0, 3, 10, 18, 19, 27, 57, 59):  # contexts that overlap, touch, miss by one, and are cut by the ends
        lines[n] = "" if n == 27 else f"new {n}\n"
    after = "".join(lines)
    repo.write("a.md", after)
    own = [line for line in repo.git("diff").splitlines(keepends=True) if not line.startswith("index ")]
    before = [f"{n}\n" for n in range(60)]
    edits = [(len("".join(before[:n])), len("".join(before[: n + 1])), lines[n]) for n in range(60)]
    patch = patch_of("".join(before), [edit for n, edit in enumerate(edits) if lines[n] != before[n]])
    assert diff_of(patch).decode() == "".join(own)


def test_an_autocrlf_checkout_takes_the_diff_of_its_blob(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.commit_files({"a.md": "one\r\ntwo\r\n"})
    assert repo.git_bytes("show", ":a.md") == b"one\ntwo\n"
    repo.git("apply", "--index", "-", stdin=diff_of(replacing("one\ntwo\n", "one\n2\n")))
    assert repo.read("a.md") == b"one\r\n2\r\n"


def test_an_autocrlf_checkout_takes_the_diff_of_itself(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.commit_files({"a.md": "one\r\ntwo\r\n"})
    repo.git("apply", "-", stdin=diff_of(replacing("one\r\ntwo\r\n", "one\r\n2\r\n")))
    assert repo.read("a.md") == b"one\r\n2\r\n"


def test_many_files_are_one_diff(repo: Repo) -> None:
    names = [f"d{n}/a b.md" for n in range(30)]
    repo.commit_files(dict.fromkeys(names, LINES))
    diff = diff_of(*(replacing(LINES, LINES.replace(f"line {n + 1}\n", ""), name) for n, name in enumerate(names)))
    repo.git("apply", "--index", "-", stdin=diff)
    assert [repo.read(name).decode() for name in names] == [LINES.replace(f"line {n + 1}\n", "") for n in range(30)]


def test_nothing_changed_is_no_diff() -> None:
    assert diff_of(patch_of("a\n", [])) == b""
    assert diff_of(patch_of("aa\n", [(0, 1, "a")]), patch_of("", [])) == b""


def test_a_large_block_is_replaced_whole() -> None:
    before = "".join(f"{n}\n" for n in range(1500))
    after = "".join(f"{n}\n" for n in range(1499, -1, -1))
    assert file_change(patch_of(before, [(0, len(before), after)])).blocks == [
        Block(0, 1500, [f"{n}\n".encode() for n in range(1499, -1, -1)])
    ]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([Edit(0, 1, "x", "y")], id="not-the-text-that-stands-there"),
        pytest.param([Edit(0, 2, "ab", ""), Edit(1, 3, "bc", "")], id="overlap"),
        pytest.param([Edit(2, 3, "c", ""), Edit(0, 1, "a", "")], id="not-ascending"),
        pytest.param([Edit(2, 9, "c", "")], id="beyond-the-end"),
    ],
)
def test_edits_that_do_not_fit_are_a_fault(edits: list[Edit]) -> None:
    with pytest.raises(FaultError, match="does not fit"):
        apply_edits("abc", edits)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(FileChange("a", [b"a\n"], [Block(0, 1, [b"b\n"])], b"c\n"), id="another-text"),
        pytest.param(FileChange("a", [b"a\n", b"b\n"], [Block(1, 2, []), Block(0, 1, [])], b""), id="out-of-order"),
        pytest.param(FileChange("a", [b"a"], [Block(0, 1, [b"b"])], b"b\n"), id="line-end"),
    ],
)
def test_a_diff_that_does_not_read_back_is_a_fault(change: FileChange) -> None:
    with pytest.raises(FaultError, match="report this"):
        unified_diff([change])
