from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.selections import failures, read, reasons, texts
from weave_fix.errors import WeaveFixError
from weave_fix.files.select import Input, Inputs

if TYPE_CHECKING:
    from tests.conftest import Repo

LINES = "".join(f"line {n}\n" for n in range(20))
ODD_NAMES = [
    pytest.param(b"a b.md", id="space"),
    pytest.param(b'say "a".md', id="quotes"),
    pytest.param("schön.md".encode(), id="umlaut"),
    pytest.param(b"sch\xf6n.md", id="not-utf8"),
    pytest.param(b"a\nb.md", id="line-end"),
    pytest.param(b"-a.md", id="leading-dash"),
    pytest.param(b":(glob)*.md", id="pathspec-magic"),
]


class TestIndex:
    """Without a path named, what is staged is checked."""

    def test_staged_text_and_its_base(self, repo: Repo) -> None:
        head = repo.commit_files({"a.md": "a\n", "b.md": "b\n", "c.txt": "c\n", "sub/D.MARKDOWN": "d\n"})
        repo.write("a.md", "a staged\n")
        repo.write("c.txt", "c staged\n")
        repo.write("sub/D.MARKDOWN", "d staged\n")
        repo.add()
        repo.write("a.md", "a unstaged\n")
        repo.write("b.md", "b unstaged\n")
        inputs = read(repo.root / "sub")
        assert texts(inputs) == {"a.md": ("a staged\n", "a\n"), "sub/D.MARKDOWN": ("d staged\n", "d\n")}
        assert [(base.commit, base.path) for s in inputs.documents for base in s.bases] == [
            (head, "a.md"),
            (head, "sub/D.MARKDOWN"),
        ]
        assert {item.source for item in inputs.documents} == {"index"}

    def test_before_the_first_commit_there_is_no_base(self, repo: Repo) -> None:
        repo.write("a.md", "a\n")
        repo.add()
        assert texts(read(repo.root)) == {"a.md": ("a\n",)}

    def test_new_moved_and_deleted(self, repo: Repo) -> None:
        repo.commit_files({"old.md": LINES, "gone.md": "g\n", "note.txt": LINES * 2})
        repo.git("mv", "old.md", "moved.md")
        repo.git("mv", "note.txt", "note.md")
        repo.git("rm", "-q", "gone.md")
        repo.write("moved.md", LINES + "m\n")
        repo.write("new.md", "n\n")
        repo.add()
        inputs = read(repo.root)
        # What moved word for word has nothing to check.
        assert texts(inputs) == {"moved.md": (LINES + "m\n", LINES), "new.md": ("n\n",)}
        assert inputs.documents[0].bases[0].path == "old.md"

    def test_a_changed_mode_alone_is_not_checked(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        repo.git("update-index", "--chmod=+x", "a.md")
        assert texts(read(repo.root)) == {}

    def test_a_revision_as_base(self, repo: Repo) -> None:
        first = repo.commit_files({"a.md": "a\n", "b.md": "b\n"})
        repo.commit_files({"a.md": "a2\n", "c.md": "c\n"})
        assert texts(read(repo.root)) == {}
        assert texts(read(repo.root, base=first[:10])) == {"a.md": ("a2\n", "a\n"), "c.md": ("c\n",)}
        assert texts(read(repo.root, base="HEAD~1")) == texts(read(repo.root, base=first))

    @pytest.mark.parametrize("base", ["nowhere", "--all", "HEAD~9"])
    def test_an_unknown_revision(self, repo: Repo, base: str) -> None:
        repo.commit_files({"a.md": "a\n"})
        with pytest.raises(WeaveFixError, match=f"'{base}' names no commit"):
            read(repo.root, base=base)

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_odd_names(self, repo: Repo, name: bytes) -> None:
        path = os.fsdecode(name)
        repo.write(name, "a\n")
        repo.add()
        repo.commit()
        repo.write(name, "b\n")
        repo.add()
        assert texts(read(repo.root)) == {path: ("b\n", "a\n")}
        assert texts(read(repo.root, path)) == {path: ("b\n", "a\n")}
        assert texts(read(repo.root, ".")) == {path: ("b\n", "a\n")}

    def test_excluded_paths(self, repo: Repo) -> None:
        repo.commit()
        repo.write("a.md", "a\n")
        repo.write("vendor/b.md", "b\n")
        repo.add()
        for inputs in (read(repo.root, exclude=("vendor/*",)), read(repo.root, ".", exclude=("vendor/*",))):
            assert [item.document.path for item in inputs.documents] == ["a.md"]
            assert reasons(inputs) == {"vendor/b.md": "excluded by the configuration"}

    def test_the_object_of_a_staged_text_is_lost(self, repo: Repo) -> None:
        repo.commit()
        repo.write("b.md", "b\n")
        repo.add()
        repo.git("update-index", "--add", "--cacheinfo", "100644," + "1" * 40 + ",a.md")
        inputs = read(repo.root)
        assert [item.document.path for item in inputs.documents] == ["b.md"]
        assert "git fsck" in failures(inputs)["a.md"]


class TestMerge:
    """In a merge the text of any parent is legitimate."""

    @pytest.fixture
    def merging(self, repo: Repo) -> Repo:
        first = repo.commit_files({"both.md": LINES, "ours.md": "o\n", "theirs.md": "t\n", "clash.md": "c\n"})
        repo.git("checkout", "-q", "-b", "side", first)
        repo.git("mv", "both.md", "moved.md")
        repo.commit_files({"moved.md": LINES + "theirs\n", "theirs.md": "t2\n", "clash.md": "c side\n"})
        repo.git("checkout", "-q", "main")
        repo.commit_files({"both.md": "ours\n" + LINES, "ours.md": "o2\n", "clash.md": "c main\n"})
        assert not repo.attempt("merge", "-q", "--no-commit", "side")
        return repo

    def test_both_parents_are_bases(self, merging: Repo) -> None:
        merging.write("clash.md", "c main and side\n")
        merging.add("clash.md")
        inputs = read(merging.root)
        assert texts(inputs) == {
            "clash.md": ("c main and side\n", "c main\n", "c side\n"),
            "moved.md": ("ours\n" + LINES + "theirs\n", "ours\n" + LINES, LINES + "theirs\n"),
        }
        assert [base.path for base in inputs.documents[1].bases] == ["both.md", "moved.md"]
        assert len({base.commit for base in inputs.documents[1].bases}) == 2

    def test_what_either_parent_holds_is_not_checked(self, merging: Repo) -> None:
        merging.write("clash.md", "c side\n")
        merging.add("clash.md")
        assert list(texts(read(merging.root))) == ["moved.md"]

    def test_named_files_have_both_bases_while_they_clash(self, merging: Repo) -> None:
        inputs = read(merging.root, "clash.md", "ours.md", "theirs.md")
        (text, *bases) = texts(inputs)["clash.md"]
        assert text.startswith("<<<<<<<")
        assert bases == ["c main\n", "c side\n"]
        assert list(texts(inputs)) == ["clash.md"]


class TestNamed:
    """Named paths are read from the working tree."""

    def test_files_and_folders(self, repo: Repo) -> None:
        head = repo.commit_files({"a.md": "a\n", "sub/b.md": "b\n", "sub/deep/c.md": "c\n", "note.txt": "n\n"})
        for name in ("a.md", "sub/b.md", "sub/deep/c.md", "note.txt"):
            repo.write(name, "unstaged\n")
        repo.write("sub/new.md", "new\n")
        repo.write("sub/new.txt", "new\n")
        inputs = read(repo.root / "sub", "../a.md", "deep", "deep/c.md", "./b.md")
        assert texts(inputs) == {
            "a.md": ("unstaged\n", "a\n"),
            "sub/deep/c.md": ("unstaged\n", "c\n"),
            "sub/b.md": ("unstaged\n", "b\n"),
        }
        assert {(s.source, s.bases[0].commit) for s in inputs.documents} == {("worktree", head)}
        named = read(repo.root / "sub", "../note.txt")
        assert [(skip.path, skip.reason.split(";")[0]) for skip in named.skipped] == [
            ("note.txt", "not Markdown by its name")
        ]
        assert list(texts(read(repo.root / "sub", "."))) == ["sub/b.md", "sub/deep/c.md", "sub/new.md"]
        assert list(texts(read(repo.root, str(repo.root / "sub/deep")))) == ["sub/deep/c.md"]
        assert texts(read(repo.root / "sub", ".."))["sub/new.md"] == ("new\n",)

    def test_what_equals_its_base_is_not_checked(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        repo.write("a.md", "staged\n")
        repo.add()
        repo.write("a.md", "a\n")
        assert texts(read(repo.root, "a.md")) == {}

    def test_what_equals_its_base_is_checked_where_whole_files_are(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n", "b.md": "b\n"})
        repo.write("b.md", "changed\n")
        inputs = read(repo.root, ".", scope="all")
        assert texts(inputs) == {"a.md": ("a\n", "a\n"), "b.md": ("changed\n", "b\n")}
        assert texts(read(repo.root, scope="all")) == {}, "without a path named it is what the index changes"

    def test_ignored_files_only_by_their_name(self, repo: Repo) -> None:
        repo.commit_files({".gitignore": "build/\n"})
        repo.write("build/a.md", "a\n")
        assert texts(read(repo.root, ".")) == {}
        assert texts(read(repo.root, "build")) == {}
        assert texts(read(repo.root, "build/a.md")) == {"build/a.md": ("a\n",)}

    def test_a_staged_rename_has_the_old_text(self, repo: Repo) -> None:
        repo.commit_files({"old.md": LINES})
        repo.git("mv", "old.md", "new.md")
        repo.write("new.md", LINES + "more\n")
        inputs = read(repo.root, "new.md")
        assert texts(inputs) == {"new.md": (LINES + "more\n", LINES)}
        assert inputs.documents[0].bases[0].path == "old.md"

    def test_taken_out_of_the_index_only(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        repo.git("rm", "-q", "--cached", "a.md")
        repo.write("a.md", "b\n")
        assert texts(read(repo.root, "a.md")) == {"a.md": ("b\n", "a\n")}

    def test_the_base_of_a_pre_commit_range_is_where_it_parted(self, repo: Repo) -> None:
        first = repo.commit_files({"a.md": "a\n"})
        repo.commit_files({"a.md": "main\n"})
        repo.git("checkout", "-q", "-b", "side", first)
        repo.commit_files({"a.md": "side\n"})
        environ = {"PRE_COMMIT_FROM_REF": "main", "PRE_COMMIT_TO_REF": "side"}
        assert texts(read(repo.root, "a.md", environ=environ)) == {"a.md": ("side\n", "a\n")}
        assert texts(read(repo.root, environ={"PRE_COMMIT_FROM_REF": "main"})) == {"a.md": ("side\n", "a\n")}
        assert texts(read(repo.root, "a.md", base="main", environ=environ)) == {"a.md": ("side\n", "a\n")}
        exact = texts(read(repo.root, "a.md", base="main", environ=environ, exact=True))
        assert exact == {"a.md": ("side\n", "main\n")}

    def test_a_range_without_a_common_ancestor_starts_at_its_start(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "main\n"})
        repo.git("checkout", "-q", "--orphan", "side")
        repo.commit_files({"a.md": "side\n"})
        assert texts(read(repo.root, environ={"PRE_COMMIT_FROM_REF": "main"})) == {"a.md": ("side\n", "main\n")}

    def test_a_range_that_is_unknown(self, repo: Repo) -> None:
        repo.commit()
        with pytest.raises(WeaveFixError, match="'gone' names no commit"):
            read(repo.root, environ={"PRE_COMMIT_FROM_REF": "gone"})

    def test_hundreds_of_files_take_two_processes(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        names = [f"{n}.md" for n in range(300)]
        repo.commit_files(dict.fromkeys(names, "a\n"))
        for name in names:
            repo.write(name, "b\n")
        monkeypatch.setenv("GIT_TRACE", str(repo.root / "trace"))
        assert len(texts(read(repo.root, *names))) == 300
        assert repo.read("trace").count(b"trace: built-in:") == 2  # diff-index, cat-file


class TestBadInput:
    """One file that is unfit never keeps another from being read."""

    @pytest.fixture(params=["index", "worktree"])
    def tried(self, repo: Repo, request: pytest.FixtureRequest) -> Repo:
        """Return a repository where `good.md` is to be found in any case; `how` says what is named."""
        repo.commit_files({"good.md": "good\n"})
        repo.write("good.md", "better\n")
        self.how = () if request.param == "index" else (".",)
        return repo

    def selection(self, tried: Repo) -> Inputs:
        tried.add()
        inputs = read(tried.root, *self.how)
        assert "good.md" in [item.document.path for item in inputs.documents]
        return inputs

    def subject(self, tried: Repo, path: str) -> Input:
        inputs = self.selection(tried)
        assert not inputs.skipped
        assert not inputs.failures
        return next(item for item in inputs.documents if item.document.path == path)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param(b"caf\xe9 one\n", b"caf\xe9 two\n", id="latin-1"),
            pytest.param(b"plain\n", b"caf\xe9 two\n", id="latin-1-since"),
            pytest.param("café\n".encode(), "café two\n".encode() + b"\xff\n", id="one-bad-byte"),
            pytest.param(b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n", id="byte-order-mark"),
            pytest.param(b"a\n", b"b", id="no-last-line-end"),
            pytest.param(b"a\r\n", b"b\r\n", id="crlf"),
            pytest.param(b"a\n", "a\x0cb\u2028c\x85\n".encode(), id="odd-separators"),
            pytest.param(b"a\n", b"", id="empty"),
            pytest.param(b"", b"a", id="empty-before"),
        ],
    )
    def test_bytes_survive(self, tried: Repo, before: bytes, after: bytes) -> None:
        tried.commit_files({"a.md": before})
        tried.write("a.md", after)
        item = self.subject(tried, "a.md")
        assert item.document.raw == after == item.document.text.encode("utf-8", "surrogateescape")
        assert item.bases[0].text.encode("utf-8", "surrogateescape") == before

    def test_nul_bytes(self, tried: Repo) -> None:
        tried.write("bad.md", b"a\x00b")
        assert reasons(self.selection(tried)) == {"bad.md": "not text (it holds NUL bytes)"}

    def test_too_large(self, tried: Repo) -> None:
        tried.write("bad.md", b"a line of text\n" * 800_000)
        tried.write("limit.md", b"x" * 10_000_000)
        inputs = self.selection(tried)
        assert reasons(inputs) == {"bad.md": "over 10 MB (12,000,000 bytes)"}
        assert "limit.md" in [item.document.path for item in inputs.documents]

    def test_lfs_pointer(self, tried: Repo) -> None:
        tried.write("bad.md", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n")
        assert reasons(self.selection(tried)) == {"bad.md": "a pointer of git-lfs"}

    def test_unfit_bases_are_no_history(self, tried: Repo) -> None:
        lfs = b"version https://git-lfs.github.com/spec/v1\n"
        tried.commit_files({"lfs.md": lfs, "nul.md": b"\x00", "large.md": b"x\n" * 5_000_001})
        for name in ("lfs.md", "nul.md", "large.md"):
            tried.write(name, "text\n")
        inputs = self.selection(tried)
        assert [item.bases for item in inputs.documents if item.document.path != "good.md"] == [()] * 3

    def test_link(self, tried: Repo) -> None:
        tried.write("outside.txt", "secret\n")
        tried.path("bad.md").symlink_to("outside.txt")
        assert reasons(self.selection(tried)) == {
            "bad.md": "a symbolic link" if not self.how else "a symbolic link; name the file that it leads to"
        }

    def test_submodule(self, tried: Repo) -> None:
        tried.git("init", "-q", "--template=", "sub.md")
        tried.write("sub.md/inner.md", "inner\n")
        tried.git("-C", "sub.md", "add", ".")
        tried.git("-C", "sub.md", "commit", "-q", "-m", "inner")
        inputs = self.selection(tried)
        assert list(reasons(inputs)) == ["sub.md"]
        assert "submodule" in reasons(inputs)["sub.md"] or "another repository" in reasons(inputs)["sub.md"]

    def test_transcoded(self, tried: Repo) -> None:
        tried.commit_files({"bad.md": "schön\n"})
        tried.write("bad.md", "schön\n".encode("latin-1"))
        assert reasons(self.selection(tried)) == {"bad.md": "not UTF-8, as its base is; nothing could be compared"}

    def test_checkout_with_other_line_ends(self, tried: Repo) -> None:
        tried.git("config", "core.autocrlf", "true")
        tried.commit_files({"a.md": "one\r\ntwo\r\n", "same.md": "one\r\n"})
        tried.write("a.md", "one\r\n2\r\n")
        tried.write("good.md", "better\r\n")
        item = self.subject(tried, "a.md")
        end = "\r\n" if self.how else "\n"
        assert (item.document.text, item.bases[0].text) == (f"one{end}2{end}", f"one{end}two{end}")
        assert [s.document.path for s in read(tried.root, *self.how).documents] == ["a.md", "good.md"]

    def test_deleted_in_the_working_tree(self, tried: Repo) -> None:
        tried.write("a.md", "a\n")
        tried.add()
        tried.path("a.md").unlink()
        inputs = read(tried.root, *self.how)
        assert reasons(inputs) == ({"a.md": "not in the working tree"} if self.how else {})
        assert [s.document.path for s in inputs.documents] == (["good.md"] if self.how else ["a.md", "good.md"])

    def test_a_folder_where_a_file_was(self, tried: Repo) -> None:
        tried.write("a.md", "a\n")
        tried.add()
        tried.path("a.md").unlink()
        tried.write("a.md/x.txt", "x\n")
        inputs = read(tried.root, *self.how)
        assert "good.md" in [s.document.path for s in inputs.documents]
        assert not inputs.failures

    def test_sparse_checkout(self, tried: Repo) -> None:
        tried.commit_files({"in/a.md": "a\n", "out/b.md": "b\n"})
        tried.git("sparse-checkout", "set", "in")
        tried.write("in/a.md", "a2\n")
        inputs = self.selection(tried)
        assert "in/a.md" in [s.document.path for s in inputs.documents]
        assert not inputs.failures


def test_a_linked_worktree_has_its_own_index_and_head(repo: Repo) -> None:
    first = repo.commit_files({"a.md": "a\n"})
    repo.commit_files({"a.md": "main\n"})
    repo.git("worktree", "add", "-q", "../tree", "-b", "side", first)
    repo.write("../tree/a.md", "side\n")
    repo.git("-C", "../tree", "add", "a.md")
    assert texts(read(repo.root.parent / "tree")) == {"a.md": ("side\n", "a\n")}
    assert texts(read(repo.root)) == {}


def test_selecting_costs_no_parser_and_no_matcher(repo: Repo) -> None:
    repo.commit_files({"a.md": "a\n"})
    repo.write("a.md", "b\n")
    repo.add()
    code = """
import sys; from pathlib import Path
from weave_fix.config import Config; from weave_fix.files.select import select; from weave_fix.git import Repository
assert select(Config(), Repository.discover(Path.cwd()), {}, Path.cwd()).documents
assert not {"unidiff", "rapidfuzz", "markdown_it", "difflib"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
