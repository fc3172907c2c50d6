from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Repo, nobody
from tests.git.opening import opened
from weave_fix.git import Listing, Repository
from weave_fix.vocabulary import cache
from weave_fix.vocabulary.cache import FOLDER, KEPT, words_of_commit
from weave_fix.vocabulary.packed import CHECKSUM, MAGIC, Count, Table
from weave_fix.vocabulary.scan import ScanLimits, VocabularyIndex, scan

BOUNDS = ScanLimits()


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the trees that were gathered from scratch."""
    found: list[str] = []
    real = Repository.list_tree

    def list_tree(self: Repository, tree: str, most: int) -> Listing:
        found.append(tree)
        return real(self, tree, most)

    monkeypatch.setattr(Repository, "list_tree", list_tree)
    return found


def words(repo: Repo, commit: str = "HEAD", limits: ScanLimits = BOUNDS) -> VocabularyIndex:
    return words_of_commit(opened(repo.root), commit, limits)


def knows(found: VocabularyIndex, *asked: str) -> list[str]:
    return [word for word in asked if found.count(word).markdown]


def kept(repo: Repo) -> list[str]:
    return sorted(os.listdir(repo.path(".git") / FOLDER))


def tree_of(repo: Repo, commit: str = "HEAD") -> str:
    return repo.git("rev-parse", commit + "^{tree}").strip()


def test_a_tree_is_gathered_once(repo: Repo, listed: list[str]) -> None:
    repo.commit_files({"a.md": "aword\n"})
    for _ in range(2):
        assert knows(words(repo), "aword", "other") == ["aword"]
    repo.commit("Another commit of the same tree")
    assert knows(words(repo), "aword") == ["aword"]
    assert listed == kept(repo) == [tree_of(repo)]


def test_of_a_near_tree_only_the_changes_are_read(repo: Repo, listed: list[str]) -> None:
    first = repo.commit_files({"a.md": "aword\n", "b.md": "bword\n"})
    words(repo)
    for number in range(3):
        repo.commit_files({"a.md": f"fresh{number}\n"})
        asked = ["aword", "bword", *(f"fresh{each}" for each in range(3))]
        assert knows(words(repo), *asked) == ["bword", f"fresh{number}"]
    assert listed == kept(repo) == [tree_of(repo, first)]


@pytest.mark.parametrize(
    "bounds",
    [pytest.param(BOUNDS._replace(changes=1), id="files"), pytest.param(BOUNDS._replace(changed=5), id="bytes")],
)
def test_a_far_tree_is_gathered_anew(repo: Repo, listed: list[str], bounds: ScanLimits) -> None:
    first = repo.commit_files({"a.md": "aword\n", "b.md": "bword\n"})
    words(repo, limits=bounds)
    second = repo.commit_files({"a.md": "1\n", "b.md": "2\n", "c.md": "cword\n"})
    assert knows(words(repo, limits=bounds), "aword", "cword") == ["cword"]
    assert listed == [tree_of(repo, first), tree_of(repo, second)]


def test_those_not_used_for_longest_make_room(repo: Repo, listed: list[str]) -> None:
    small = BOUNDS._replace(changes=1)
    trees = []

    def commit_far(number: int) -> None:
        repo.commit_files({f"{name}.md": f"{name}{number}\n" for name in "abcd"})
        trees.append(tree_of(repo))
        words(repo, limits=small)
        for file in (repo.path(".git") / FOLDER).iterdir():
            os.utime(file, (trees.index(file.name), trees.index(file.name)))

    for number in range(KEPT + 1):
        commit_far(number)
    assert kept(repo) == sorted(trees[1:])
    words(repo, "HEAD~3", small)  # used again, the eldest of those that are left
    assert listed == trees
    repo.commit_files({f"{name}.md": f"{name}\n" for name in "abcd"})
    words(repo, limits=small)
    assert kept(repo) == sorted([trees[1], *trees[3:], tree_of(repo)])


def test_a_tree_that_git_has_lost_is_no_near_one(repo: Repo, listed: list[str]) -> None:
    repo.commit_files({"a.md": "aword\n"})
    words(repo)
    folder = repo.path(".git") / FOLDER
    (folder / tree_of(repo)).rename(folder / ("0" * 40))
    assert knows(words(repo), "aword") == ["aword"]
    assert len(listed) == 2


def test_a_lost_blob_of_a_near_tree_means_all_anew(repo: Repo, listed: list[str]) -> None:
    repo.commit_files({"a.md": "aword\n", "b.md": "bword\n"})
    words(repo)
    lost = repo.git("rev-parse", "HEAD:a.md").strip()
    repo.commit_files({"a.md": "other\n"})
    repo.path(f".git/objects/{lost[:2]}/{lost[2:]}").unlink()
    assert knows(words(repo), "aword", "bword", "other") == ["bword", "other"]
    assert len(listed) == 2


def put(content: bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(content)


def flip(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def forge(file: Path) -> None:
    """Let the table hold more words than it does, with the checksum that it should have then."""
    start = len(MAGIC) + CHECKSUM.size
    body = bytearray(file.read_bytes()[start:])
    body[0] += 1
    file.write_bytes(MAGIC + CHECKSUM.pack(crc32(body)) + body)


def become_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("harm", "is_mended"),
    [
        pytest.param(put(b""), True, id="empty"),
        pytest.param(put(b"no table\n" * 100), True, id="something-else"),
        pytest.param(put(bytes(4096)), True, id="zeros"),
        pytest.param(flip, True, id="one-bit"),
        pytest.param(lambda file: os.truncate(file, file.stat().st_size // 2), True, id="cut"),
        pytest.param(lambda file: os.truncate(file, cache.GREATEST + 1), True, id="too-great"),
        pytest.param(forge, True, id="forged"),
        pytest.param(become_a_folder, False, id="a-folder"),
    ],
)
def test_a_damaged_file_is_made_anew(
    repo: Repo, listed: list[str], harm: Callable[[Path], object], is_mended: bool
) -> None:
    repo.commit_files({"a.md": "aword\n"})
    words(repo)
    harm(repo.path(".git") / FOLDER / tree_of(repo))
    for _ in range(2):
        assert knows(words(repo), "aword", "other") == ["aword"]
    assert len(listed) == (2 if is_mended else 3)
    assert kept(repo) == [tree_of(repo)], "no half-written file is left"


def test_other_files_in_the_folder_are_no_trees(repo: Repo, listed: list[str]) -> None:
    repo.commit_files({"a.md": "aword\n"})
    words(repo)
    for name in ("--help", "HEAD", "notes.txt", "main~1"):
        repo.write(f".git/{FOLDER}/{name}", "x")
    repo.commit_files({"b.md": "bword\n"})
    assert knows(words(repo), "aword", "bword") == ["aword", "bword"]
    assert len(listed) == 1


def test_a_folder_that_cannot_be_written(repo: Repo, listed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit_files({"a.md": "aword\n"})
    repo.path(".git").chmod(0o555)
    writable = []
    real = cache._save

    def save(file: Path, packed: bytes) -> None:
        with nobody():
            writable.append(os.access(repo.path(".git"), os.W_OK, effective_ids=True))
            real(file, packed)

    monkeypatch.setattr(cache, "_save", save)
    for _ in range(2):
        assert knows(words(repo), "aword") == ["aword"]
    repo.path(".git").chmod(0o755)
    assert writable == [False, False]
    assert len(listed) == 2
    assert not repo.path(".git/weave-fix").exists()


def test_a_file_where_the_folder_should_be(repo: Repo, listed: list[str]) -> None:
    repo.commit_files({"a.md": "aword\n"})
    repo.write(".git/weave-fix", "a file\n")
    for _ in range(2):
        assert knows(words(repo), "aword") == ["aword"]
    assert repo.read(".git/weave-fix") == b"a file\n"
    assert len(listed) == 2


def test_worktrees_share_their_words(repo: Repo, listed: list[str]) -> None:
    repo.commit_files({"a.md": "aword\n"})
    repo.git("worktree", "add", "-q", "../tree", "-b", "side")
    words(repo)
    tree = Repo(repo.root.parent / "tree")
    assert knows(words(tree), "aword") == ["aword"]
    repo.git("-C", "../tree", "rm", "-q", "a.md")
    tree.write("b.md", "bword\n")
    repo.git("-C", "../tree", "add", "b.md")
    repo.git("-C", "../tree", "commit", "-q", "-m", "b")
    assert knows(words(tree), "aword", "bword") == ["bword"]
    assert len(listed) == 1
    assert not repo.path(".git/worktrees/tree/weave-fix").exists()


def test_the_second_commit_of_many_files_reads_only_what_changed(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit_files({f"{number}.md": f"word{number} everywhere\n" for number in range(500)})
    words(repo)
    repo.commit_files({"7.md": "seventh\n"})
    read: list[str] = []
    real = Repository.read_blobs_below

    def read_blobs_below(
        self: Repository, specs: Iterable[str], limit: int | None
    ) -> Iterator[tuple[str, int | None, bytes | None]]:
        read.extend(specs)
        return real(self, read, limit)

    monkeypatch.setattr(Repository, "read_blobs_below", read_blobs_below)
    found = words(repo)
    assert knows(found, "word6", "word7", "seventh") == ["word6", "seventh"]
    assert found.count("everywhere") == Count(499, 0)
    assert len(read) == 2


def test_object_ids_of_sha256(repo: Repo, listed: list[str]) -> None:
    shutil.rmtree(repo.path(".git"))
    repo.git("init", "-q", "--object-format=sha256", "-b", "main")
    for number in range(3):
        repo.commit_files({"a.md": f"word{number}\n", "b.md": "bword\n"})
        assert knows(words(repo), "bword", "word0", "word2") == [
            "bword",
            *["word0"][number:],
            *["word2"][: number // 2],
        ]
    assert len(listed) == 1


CONTENTS = [
    b"",
    b"loom Loom readLine\n",
    b"loom read_line, Pr\xc3\xbcfung\n",
    b"weft \xe9t\xe9 \0 x86\n",
    b"Weft `readLine` Line line\n",
    b"wefts " * 50,
]
WORDS = [
    "loom",
    "Loom",
    "readLine",
    "read",
    "Line",
    "line",
    "read_line",
    "Prüfung",
    "weft",
    "Weft",
    "x86",
    "wefts",
    "t",
]
NAMES = ["a.md", "B.MD", "c d.markdown", "\u00e9.mdx", "e.py", "f.rs", "g.txt", "h"]
MODES = ["100644", "100644", "100755", "120000", "160000"]
TREES = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(st.sampled_from(MODES), st.integers(0, len(CONTENTS) - 1)), max_size=8
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees=st.lists(TREES, min_size=2, max_size=3))
def test_following_changes_equals_gathering_anew(repo: Repo, trees: list[dict[str, tuple[str, int]]]) -> None:
    shutil.rmtree(repo.path(".git/weave-fix"), ignore_errors=True)
    blobs = [repo.git("hash-object", "-w", "--stdin", stdin=content).strip() for content in CONTENTS]
    limits = BOUNDS._replace(code_blob=200)
    repository = opened(repo.root)
    for tree in trees:
        entries = "".join(
            f"{mode} {f'commit {number + 1:040x}' if mode == '160000' else f'blob {blobs[number]}'}\t{name}\0"
            for name, (mode, number) in tree.items()
        )
        made = repo.git("mktree", "-z", "--missing", stdin=entries.encode()).strip()
        followed = words_of_commit(repository, made, limits)
        fresh = VocabularyIndex(Table(scan(repository, made, limits).table))
        assert [followed.count(word) for word in WORDS] == [fresh.count(word) for word in WORDS]
        assert followed.left == fresh.left == 0
    assert len(kept(repo)) == 1
