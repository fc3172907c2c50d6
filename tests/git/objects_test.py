from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.git.opening import opened
from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from tests.conftest import Repo


LINES = "".join(f"line {n}\n" for n in range(20))


class TestRevisions:
    def test_names(self, repo: Repo) -> None:
        first = repo.commit_files({"a.md": "a\n"})
        second = repo.commit_files({"a.md": "b\n"})
        repo.git("tag", "-a", "v1", "-m", "a tag", first)
        repository = opened(repo.root)
        assert [repository.resolve(name) for name in ("HEAD", "v1", "main~1", second[:9])] == [
            second,
            first,
            first,
            second,
        ]

    @pytest.mark.parametrize(
        "name", ["nowhere", "", "-h", "--all", "HEAD:a.md", "HEAD~7", "0" * 40, "a\nb", "HEAD^{tree}"]
    )
    def test_what_names_no_commit(self, repo: Repo, name: str) -> None:
        repo.commit_files({"a.md": "a\n"})
        with pytest.raises(WeaveFixError, match=r"names no commit of .*repo"):
            opened(repo.root).resolve(name)

    def test_merge_base(self, repo: Repo) -> None:
        first = repo.commit_files({"a.md": "a\n"})
        main = repo.commit_files({"a.md": "b\n"})
        repo.git("checkout", "-q", "-b", "side", first)
        side = repo.commit_files({"b.md": "b\n"})
        repo.git("checkout", "-q", "--orphan", "other")
        other = repo.commit()
        repository = opened(repo.root)
        assert repository.merge_base(main, side) == first
        assert repository.merge_base(main, other) is None


class TestBlobs:
    def test_what_is_there_and_what_is_not(self, repo: Repo) -> None:
        head = repo.commit_files({"a.md": b"", "sub/b.md": b"\x00\xff\r\n\n", "odd": "x missing\n"})
        specs = [
            f"{head}:a.md",
            f"{head}:sub/b.md",
            f"{head}:nope missing",
            f"{head}:sub",
            head,
            "0" * 40,
            f"{head}:odd",
        ]
        found = list(opened(repo.root).read_blobs(specs))
        assert [spec for spec, _ in found] == specs
        assert [content for _, content in found] == [b"", b"\x00\xff\r\n\n", None, None, None, None, b"x missing\n"]

    def test_none_asked_for_is_no_process(self, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
        repository = opened(repo.root)
        monkeypatch.setenv("PATH", "/nowhere")
        assert list(repository.read_blobs([])) == []

    def test_a_staged_text_is_read_by_its_id(self, repo: Repo) -> None:
        oid = repo.git("hash-object", "-w", "--stdin", stdin=b"a\r\n").strip()
        assert dict(opened(repo.root).read_blobs([oid])) == {oid: b"a\r\n"}

    def test_thousands_with_more_names_and_bytes_than_pipes_hold(self, repo: Repo) -> None:
        big = b"x" * 200_000
        oid = repo.git("hash-object", "-w", "--stdin", stdin=big).strip()
        specs = [f"{'0' * 40}:{'long name' * 20} {n}" for n in range(3000)] + [oid] * 20
        found = list(opened(repo.root).read_blobs(specs))
        assert [content for _, content in found] == [None] * 3000 + [big] * 20

    def test_a_reader_may_stop_early(self, repo: Repo) -> None:
        oid = repo.git("hash-object", "-w", "--stdin", stdin=b"x" * 1_000_000).strip()
        blobs = opened(repo.root).read_blobs([oid] * 50)
        assert len(next(blobs)[1] or b"") == 1_000_000
        blobs.close()  # type: ignore[attr-defined]

    def test_a_limit_leaves_the_bytes_unread(self, repo: Repo) -> None:
        head = repo.commit_files({"a.md": "12345", "b.md": "123456", "c.md": "1"})
        specs = [f"{head}:{name}.md" for name in "abcd"]
        found = [(size, content) for _, size, content in opened(repo.root).read_blobs_below(specs, 5)]
        assert found == [(5, b"12345"), (6, None), (1, b"1"), (None, None)]

    @pytest.mark.parametrize("kept", [pytest.param(0, id="empty"), pytest.param(60, id="cut")])
    def test_a_damaged_object(self, repo: Repo, kept: int) -> None:
        head = repo.commit_files({"a.md": bytes(range(256)) * 40, "b.md": "b\n"})
        oid = repo.git("rev-parse", "HEAD:a.md").strip()
        file = repo.path(f".git/objects/{oid[:2]}/{oid[2:]}")
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:kept])
        blobs = opened(repo.root).read_blobs([f"{head}:a.md", f"{head}:b.md"])
        if kept:
            with pytest.raises(WeaveFixError, match="cat-file --batch failed"):
                next(blobs)
        else:
            assert [content for _, content in blobs] == [None, b"b\n"]


class TestSearch:
    def test_the_files_of_a_tree(self, repo: Repo) -> None:
        repo.path("link.md").symlink_to("a.md")
        repo.commit_files({"a.md": "four", "sub/b.txt": "12"})
        repo.add()
        listing = opened(repo.root / "sub").list_tree(repo.commit(), 1000)
        found = listing.blobs({b"md", b"txt"}, 9)
        assert [(blob.path, blob.size) for blob in found] == [("a.md", 4), ("sub/b.txt", 2)]
        assert listing.blobs({b"md", b"txt"}, 1) == found[:1]
        assert listing.is_whole
        assert dict(opened(repo.root).read_blobs([found[1].oid])) == {found[1].oid: b"12"}

    def test_the_files_of_a_tree_by_the_ends_of_their_names(self, repo: Repo) -> None:
        repo.git("init", "-q", "sub.md")
        repo.git("-C", "sub.md", "commit", "-q", "--allow-empty", "-m", "a")
        repo.git("-c", "advice.addEmbeddedRepo=false", "add", "sub.md")
        head = repo.commit_files({"a.MD": "a", "b.mdx": "b", "md": "c", "d.md/e": "d", "f.R": "f", ".md": "g"})
        found = opened(repo.root).list_tree(head, 1000).blobs({b"md", b"r"}, 9)
        assert [blob.path for blob in found] == [".md", "a.MD", "f.R"]

    def test_as_much_of_a_list_as_may_be_read(self, repo: Repo) -> None:
        head = repo.commit_files({f"{number:04}.md": "a" for number in range(1000)})
        whole = len(repo.git_bytes("ls-tree", "-r", "-z", "-l", head))
        repository = opened(repo.root)
        assert [repository.list_tree(head, most).is_whole for most in (whole, whole - 1)] == [True, False]
        assert len(repository.list_tree(head, whole // 2).blobs({b"md"}, 1000)) == 500

    def test_a_list_of_no_tree_is_an_error(self, repo: Repo) -> None:
        with pytest.raises(WeaveFixError, match="git ls-tree failed"):
            opened(repo.root).list_tree("0" * 40, 1000)

    def test_tree_changes(self, repo: Repo) -> None:
        repo.path("link.md").symlink_to("a.md")
        first = repo.commit_files({"mod.md": "1\n", "gone.md": "2\n", "old.md": LINES, "same.md": "3\n", "file": "4"})
        repo.add()
        first = repo.commit()
        repo.path("link.md").unlink()
        repo.path("file").unlink()
        repo.path("file").symlink_to("a.md")
        repo.git("mv", "old.md", "new.md")
        repo.git("rm", "-q", "gone.md")
        repo.git("init", "-q", "sub.md")
        repo.git("-C", "sub.md", "commit", "-q", "--allow-empty", "-m", "a")
        repo.write("mod.md", "b\n")
        repo.write("link.md", "c\n")
        repo.git("-c", "advice.addEmbeddedRepo=false", "add", "--all")
        second = repo.commit()
        repo.git("config", "diff.renames", "copies")
        repo.git("config", "diff.orderFile", "/nowhere")
        found = opened(repo.root).tree_changes(first, second, 2000)
        assert found is not None

        def oid(commit: str, path: str) -> str:
            return repo.git("rev-parse", f"{commit}:{path}").strip()

        assert {path: (old, new) for path, old, new in found} == {
            "mod.md": (oid(first, "mod.md"), oid(second, "mod.md")),
            "gone.md": (oid(first, "gone.md"), None),
            "old.md": (oid(first, "old.md"), None),
            "new.md": (None, oid(first, "old.md")),
            "link.md": (None, oid(second, "link.md")),
            "file": (oid(first, "file"), None),
            "sub.md": (None, None),
        }

    def test_tree_changes_that_are_too_many_or_lost(self, repo: Repo) -> None:
        first = repo.commit_files({"a.md": "1\n"})
        second = repo.commit_files({f"{number}.md": "2\n" for number in range(50)})
        repository = opened(repo.root)
        whole = len(repo.git_bytes("diff-tree", "-r", "-z", first, second))
        assert len(repository.tree_changes(first, second, whole) or []) == 50
        assert repository.tree_changes(first, second, whole - 1) is None
        assert repository.tree_changes(first, first, 0) == []
        assert repository.tree_changes("0" * 40, second, whole) is None

    def test_grep_looks_for_bytes_in_markdown_only(self, repo: Repo) -> None:
        text = "a [b.c]* d\\\n\tcaf\xe9 'x'\n"
        head = repo.commit_files(
            {
                "a.md": text,
                "deep/er/c.MarkDown": text,
                "no.txt": text,
                "latin.md": text.encode("latin-1"),
                "nul.md": b"\x00" + text.encode(),
                "-e.mdx": text,
                "x:y.mkd": text,
            }
        )
        repository = opened(repo.root)
        everywhere = ["-e.mdx", "a.md", "deep/er/c.MarkDown", "latin.md", "x:y.mkd"]
        assert repository.grep_fixed(b"[b.c]* d\\", head, 9) == everywhere
        assert repository.grep_fixed("caf\xe9".encode("latin-1"), head, 9) == ["latin.md"]
        assert repository.grep_fixed("caf\xe9".encode(), head, 9) == [p for p in everywhere if p != "latin.md"]
        assert repository.grep_fixed(b"d\\\n\tcaf", head, 9) == everywhere
        assert repository.grep_fixed(b"b-c", head, 9) == []
        assert repository.grep_fixed(b"A [B", head, 9) == []
        assert repository.grep_fixed(b"-e", head, 9) == []

    @pytest.mark.parametrize("snippet", [b"", b"\n", b"  \n ", b"a\x00b"])
    def test_grep_for_nothing_finds_nothing(self, repo: Repo, snippet: bytes) -> None:
        head = repo.commit_files({"a.md": "a\n\n  \nb\n"})
        assert opened(repo.root).grep_fixed(snippet, head, 9) == []

    def test_grep_stops_at_its_limit(self, repo: Repo) -> None:
        head = repo.commit_files({f"{n:03}.md": "music\n" for n in range(200)})
        assert opened(repo.root).grep_fixed(b"music", head, 3) == ["000.md", "001.md", "002.md"]
        assert opened(repo.root).grep_fixed(b"music", head, 0) == []

    def test_grep_in_no_commit_is_an_error(self, repo: Repo) -> None:
        with pytest.raises(WeaveFixError, match="git grep failed"):
            opened(repo.root).grep_fixed(b"music", "0" * 40, 3)
