from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.git.opening import opened
from weave_fix.errors import WeaveFixError
from weave_fix.git import Change, Repository

LINES = "".join(f"line {n}\n" for n in range(20))
ODD_NAMES = [
    pytest.param(b"a b.md", id="space"),
    pytest.param(b" a .md ", id="spaces-at-the-ends"),
    pytest.param(b'say "a".md', id="quotes"),
    pytest.param("schön.md".encode(), id="umlaut"),
    pytest.param(b"sch\xf6n.md", id="not-utf8"),
    pytest.param(b"a\nb.md", id="line-end"),
    pytest.param(b"-a.md", id="leading-dash"),
    pytest.param(b":(top)a.md", id="pathspec-magic"),
    pytest.param(b"[a]*?.md", id="glob"),
    pytest.param(b"a\tb\\c.md", id="tab-and-backslash"),
    pytest.param(b"HEAD", id="a-revision"),
]


def changes(repository: Repository, commit: str | None = None) -> list[tuple[str, str | None]]:
    return [(change.path, change.base_path) for change in repository.changes_since(commit or repository.head())]


class TestDiscovery:
    def test_before_the_first_commit(self, repo: Repo) -> None:
        repository = opened(repo.root)
        assert (repository.root, repository.git_dir, repository.head()) == (repo.root, repo.root / ".git", None)
        assert repository.parents_of_next_commit() == ()

    def test_from_a_folder_below(self, repo: Repo) -> None:
        head = repo.commit_files({"sub/a.md": "a\n"})
        repository = opened(repo.root / "sub")
        assert (repository.root, repository.head()) == (repo.root, head)

    def test_no_repository(self, sealed: Path) -> None:
        assert Repository.discover(sealed) is None

    def test_bare(self, repo: Repo) -> None:
        repo.git("init", "--bare", "bare.git")
        with pytest.raises(WeaveFixError, match=r"bare\.git: a bare repository .* in a clone"):
            Repository.discover(repo.root / "bare.git")

    def test_inside_the_git_folder(self, repo: Repo) -> None:
        with pytest.raises(WeaveFixError, match="working tree"):
            Repository.discover(repo.root / ".git")

    def test_a_git_file_that_leads_nowhere(self, repo: Repo) -> None:
        repo.write("sub/.git", "gitdir: /nowhere\n")
        with pytest.raises(WeaveFixError, match="not a git repository: /nowhere"):
            Repository.discover(repo.root / "sub")

    def test_a_broken_configuration_is_told_in_gits_words(self, repo: Repo) -> None:
        repo.write(".git/config", "[core\n")
        with pytest.raises(WeaveFixError, match="bad config line 1"):
            Repository.discover(repo.root)

    def test_a_folder_with_a_line_end_in_its_name(self, repo: Repo) -> None:
        repo.git("init", "-q", "--template=", "x\ny")
        assert opened(repo.root / "x\ny").root == repo.root / "x\ny"
        subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "a"], cwd=repo.root / "x\ny", check=True)
        found = opened(repo.root / "x\ny")
        assert len(found.head() or "") == 40
        folder, tree = found.shared_path_and_tree("weave-fix", "HEAD")
        assert (folder, len(tree)) == (repo.root / "x\ny/.git/weave-fix", 40)

    def test_through_a_link(self, repo: Repo) -> None:
        repo.commit_files({"sub/a.md": "a\n"})
        link = repo.root.parent / "link"
        link.symlink_to(repo.root / "sub")
        assert opened(link).root == repo.root

    def test_a_linked_worktree(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        repo.git("worktree", "add", "-q", "../tree", "-b", "side")
        repository = opened(repo.root.parent / "tree")
        assert repository.root == repo.root.parent / "tree"
        assert repository.git_path("weave-fix") == repo.root / ".git/worktrees/tree/weave-fix"
        assert opened(repo.root).git_path("weave-fix") == repo.root / ".git/weave-fix"
        tree = repo.git("rev-parse", "HEAD^{tree}").strip()
        for root in (repository.root, repo.root):
            folder, found = opened(root).shared_path_and_tree("weave-fix", "HEAD")
            assert (folder.resolve(), found) == (repo.root / ".git/weave-fix", tree)


class TestWhereTheEnvironmentLeads:
    @pytest.mark.parametrize(
        "environ",
        [
            pytest.param({"GIT_DIR": "../../.git", "GIT_WORK_TREE": "../.."}, id="both"),
            pytest.param({"GIT_DIR": "../../elsewhere", "GIT_WORK_TREE": "../.."}, id="a-folder-elsewhere"),
            pytest.param({"GIT_DIR": "../../.git"}, id="the-git-folder-alone"),
            pytest.param({"GIT_WORK_TREE": "."}, id="the-working-tree-alone"),
            pytest.param(
                {"GIT_DIR": "../../.git", "GIT_WORK_TREE": "../..", "GIT_INDEX_FILE": ".git/other"}, id="an-index"
            ),
        ],
    )
    def test_relative_folders_start_where_git_was_called(
        self, repo: Repo, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
    ) -> None:
        repo.commit_files({"deep/er/a.md": "a\n"})
        repo.write("deep/er/b.md", "b\n")
        repo.add()
        repo.path(".git/other").write_bytes(repo.read(".git/index"))
        shutil.copytree(repo.path(".git"), repo.path("elsewhere"))
        monkeypatch.chdir(repo.path("deep/er"))
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        below = Repo(repo.path("deep/er"))
        repository = opened(below.root)
        assert os.fspath(repository.root) == below.git("rev-parse", "--show-toplevel")[:-1]
        assert os.fspath(repository.git_dir) == below.git("rev-parse", "--absolute-git-dir")[:-1]
        listed = below.git("diff-index", "--cached", "--name-only", "HEAD").split()
        assert [path for path, _ in changes(repository)] == listed == ["deep/er/b.md"]
        assert set(repository.list_files("").paths) == {
            *below.git("ls-files", "--full-name", ":/").split(),
            *below.git("ls-files", "--others", "--exclude-standard", "--full-name", ":/").split(),
        }
        told = below.root / below.git("rev-parse", "--git-path", "x")[:-1]
        assert repository.git_path("x").resolve() == told.resolve()

    def test_the_configuration_leads_to_a_working_tree_elsewhere(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        elsewhere = repo.root.parent / "elsewhere"
        shutil.copytree(repo.root, elsewhere, ignore=shutil.ignore_patterns(".git"))
        repo.git("config", "core.worktree", str(elsewhere))
        (elsewhere / "a.md").write_text("b\n")
        repo.git("add", "--all")
        repository = opened(repo.root)
        assert repository.root == elsewhere
        assert [path for path, _ in changes(repository)] == ["a.md"]


def test_every_parent_of_a_merge(repo: Repo) -> None:
    first = repo.commit_files({"a.md": "a\n"})
    sides = []
    for name in ("one", "two"):
        repo.git("checkout", "-q", "-b", name, first)
        sides.append(repo.commit_files({f"{name}.md": "b\n"}))
    repo.git("checkout", "-q", "main")
    main = repo.commit_files({"c.md": "c\n"})
    repo.git("merge", "--no-commit", "--no-ff", "-q", "one", "two")
    assert opened(repo.root).parents_of_next_commit() == (main, *sides)


@pytest.mark.parametrize("content", ["--output=lost", "HEAD", "1a2b", "\xff", "0" * 41])
def test_a_merge_that_names_no_commits(repo: Repo, content: str) -> None:
    repo.commit_files({"a.md": "a\n"})
    repo.write(".git/MERGE_HEAD", f"{content}\n")
    with pytest.raises(WeaveFixError, match=r"MERGE_HEAD: does not name the commits that are merged; .*--abort"):
        opened(repo.root).parents_of_next_commit()


class TestChanges:
    def test_each_kind(self, repo: Repo) -> None:
        head = repo.commit_files(
            {"mod.md": "a\n", "old.md": LINES, "gone.md": "g\n", "source.md": LINES * 2, "x.md": "x\n"}
        )
        repo.write("mod.md", "b\n")
        repo.write("new.md", "n\n")
        repo.git("mv", "old.md", "moved.md")
        repo.write("moved.md", LINES + "more\n")
        repo.write("copy.md", LINES * 2)
        repo.write("source.md", LINES * 2 + "more\n")
        repo.git("rm", "-q", "gone.md")
        repo.path("x.md").unlink()
        repo.path("x.md").symlink_to("mod.md")
        repo.add()
        repository = opened(repo.root)
        found = repository.changes_since(head)
        assert [(change.path, change.base_path) for change in found] == [
            ("copy.md", "source.md"),
            ("mod.md", "mod.md"),
            ("moved.md", "old.md"),
            ("new.md", None),
            ("source.md", "source.md"),
            ("x.md", "x.md"),
        ]
        assert [change.mode for change in found] == ["100644"] * 5 + ["120000"]
        blobs = dict(repository.read_blobs([change.oid for change in found]))
        assert [blobs[change.oid] for change in found[1:3]] == [b"b\n", LINES.encode() + b"more\n"]
        assert changes(repository, head) == [(change.path, change.base_path) for change in found]

    def test_before_the_first_commit_everything_is_new(self, repo: Repo) -> None:
        repo.write("a.md", "a\n")
        repo.add()
        assert changes(opened(repo.root)) == [("a.md", None)]

    def test_a_link_that_became_a_file_has_no_base(self, repo: Repo) -> None:
        repo.path("a.md").symlink_to("b.md")
        repo.add()
        head = repo.commit()
        repo.path("a.md").unlink()
        repo.write("a.md", "text\n")
        repo.add()
        assert changes(opened(repo.root), head) == [("a.md", None)]

    def test_intent_to_add_is_not_staged(self, repo: Repo) -> None:
        repo.commit()
        repo.write("a.md", "a\n")
        repo.git("add", "-N", "a.md")
        assert changes(opened(repo.root)) == []

    def test_an_unmerged_path_is_left_out(self, repo: Repo) -> None:
        first = repo.commit_files({"a.md": "a\n"})
        repo.git("checkout", "-q", "-b", "side", first)
        repo.commit_files({"a.md": "b\n"})
        repo.git("checkout", "-q", "main")
        repo.commit_files({"a.md": "c\n"})
        assert not repo.attempt("merge", "-q", "side")
        assert changes(opened(repo.root)) == []

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_odd_names(self, repo: Repo, name: bytes) -> None:
        repo.git("--literal-pathspecs", "commit", "-q", "--allow-empty", "-m", "a")
        repo.write(name, "a\n")
        repo.git("--literal-pathspecs", "add", "--", name)
        repo.commit()
        repo.write(name, "b\n")
        repo.git("--literal-pathspecs", "add", "--", name)
        repository = opened(repo.root)
        path, head = os.fsdecode(name), repository.head()
        assert changes(repository) == [(path, path)]
        assert list(repository.read_blobs([f"{head}:{path}"])) == [(f"{head}:{path}", b"a\n")]
        assert repository.list_files("").paths == [path]
        _, dot, suffix = name.rpartition(b".")
        listed = repository.list_tree(str(head), 1000).blobs({suffix.lower()}, 9)
        assert [blob.path for blob in listed] == [path] * bool(dot)
        found = repository.tree_changes(f"{head}^{{tree}}", repo.git("write-tree").strip(), 1000)
        assert found is not None
        assert [(change.path, change.old_oid, change.new_oid) for change in found] == [
            (
                path,
                repo.git("hash-object", "--stdin", stdin=b"a\n").strip(),
                repo.git("hash-object", "--stdin", stdin=b"b\n").strip(),
            )
        ]


@pytest.fixture(
    params=[
        pytest.param({"color.diff": "always", "color.ui": "always", "color.grep": "always"}, id="colours"),
        pytest.param({"diff.mnemonicPrefix": "true", "diff.noprefix": "true"}, id="prefixes"),
        pytest.param({"diff.external": "/bin/false", "diff.tool": "no"}, id="external-diff"),
        pytest.param({"diff.renames": "false", "status.renames": "false", "diff.renameLimit": "1"}, id="no-renames"),
        pytest.param({"core.quotePath": "false", "core.abbrev": "4", "diff.submodule": "log"}, id="quoting"),
        pytest.param({"diff.orderFile": "/nowhere", "diff.relative": "true", "diff.context": "0"}, id="order-file"),
        pytest.param({"diff.ignoreSubmodules": "all", "submodule.recurse": "true"}, id="submodules"),
        pytest.param({"grep.patternType": "perl", "grep.lineNumber": "true", "grep.column": "true"}, id="grep"),
        pytest.param({"grep.fullName": "false", "grep.fallbackToNoIndex": "true", "grep.threads": "1"}, id="grep-more"),
        pytest.param({"core.fsmonitor": "/bin/false", "core.untrackedCache": "true"}, id="fsmonitor"),
        pytest.param({"merge.conflictStyle": "diff3", "log.showSignature": "true"}, id="merge"),
        pytest.param({"core.pager": "/bin/false", "pager.grep": "true", "pager.diff-index": "true"}, id="pager"),
        pytest.param({"alias.diff-index": "!false", "alias.cat-file": "!false", "core.bare": "false"}, id="alias"),
    ]
)
def hostile(repo: Repo, request: pytest.FixtureRequest) -> Repo:
    """Return a repository whose user has configured everything that could get in the way."""
    for key, value in request.param.items():
        repo.git("config", key, value)
    repo.write(".git/info/attributes", "*.md diff=odd\n")
    repo.git("config", "diff.odd.textconv", "tr a-z A-Z <")
    repo.git("config", "diff.odd.command", "/bin/false")
    return repo


def test_hostile_configuration_changes_nothing(hostile: Repo) -> None:
    head = hostile.commit_files({"schön.md": "a music\n", "old.md": LINES})
    hostile.git("mv", "old.md", "new.md")
    hostile.write("schön.md", "b\n")
    hostile.add()
    repository = opened(hostile.root)
    assert changes(repository) == [("new.md", "old.md"), ("schön.md", "schön.md")]
    assert list(repository.read_blobs([f"{head}:schön.md"])) == [(f"{head}:schön.md", b"a music\n")]
    assert repository.grep_fixed(b"a mus", head, 9) == ["schön.md"]
    assert repository.list_files("").paths == ["new.md", "schön.md"]
    assert repository.merge(b"a\nb\nc\n", b"a\nb\nc\n", b"A\nb\nc\n") == b"A\nb\nc\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_NOGLOB_PATHSPECS", "1"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_EXTERNAL_DIFF", "/bin/false"),
        ("GIT_DIFF_OPTS", "--unified=0"),
        ("GIT_PAGER", "/bin/false"),
        ("GIT_TRACE", "1"),
        ("GIT_CONFIG_PARAMETERS", "'color.ui=always' 'core.quotepath=true'"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("GIT_PYTHON_TRACE", "full"),
        ("GIT_DIR", ".git"),
        ("GIT_PREFIX", "sub/"),
        ("GIT_INDEX_FILE", ".git/index"),
    ],
)
def test_environment_of_a_caller_changes_nothing(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    head = repo.commit_files({"A.md": "music a\n", "a.md": "a\n", "sub/B.MD": "music b\n"})
    repo.write("a.md", "b\n")
    repo.add()
    monkeypatch.setenv(name, value)
    repository = opened(repo.root)
    assert changes(repository) == [("a.md", "a.md")]
    assert repository.list_files("a.md").paths == ["a.md"]
    assert repository.grep_fixed(b"music", head, 9) == ["A.md", "sub/B.MD"]
    assert repository.grep_fixed(b"noise", head, 9) == []


def index_seen_by_a_hook(repo: Repo, folder: str, *commit: str) -> list[list[str]]:
    """Run `git commit` in `folder` with a hook that writes down what the gateway reads; return path and content."""
    hook = repo.write(
        ".git/hooks/pre-commit",
        f"""#!{sys.executable}
import json
from pathlib import Path
from weave_fix.git import Repository
repository = Repository.discover(Path.cwd())
changes = repository.changes_since(repository.head())
blobs = dict(repository.read_blobs([change.oid for change in changes]))
Path("seen").write_text(json.dumps([[change.path, blobs[change.oid].decode()] for change in changes]))
""",
    )
    hook.chmod(0o755)
    repo.git("-C", folder, "commit", "-q", "-m", "x", *commit)
    seen: list[list[str]] = json.loads(repo.read(f"{folder}/seen"))
    return seen


class TestIndexOfACommit:
    def test_of_named_files(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n", "b.md": "b\n"})
        repo.write("a.md", "a staged\n")
        repo.add("a.md")
        repo.write("b.md", "b named\n")
        assert index_seen_by_a_hook(repo, ".", "b.md") == [["b.md", "b named\n"]]

    def test_of_everything(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n", "b.md": "b\n"})
        repo.write("a.md", "a unstaged\n")
        assert index_seen_by_a_hook(repo, ".", "-a") == [["a.md", "a unstaged\n"]]

    def test_from_a_folder_below(self, repo: Repo) -> None:
        repo.commit_files({"sub/a.md": "a\n"})
        repo.write("sub/a.md", "b\n")
        repo.git("config", "core.hooksPath", str(repo.path(".git/hooks")))
        repo.write("seen", "")
        with pytest.raises(FileNotFoundError):  # the hook runs at the top, whatever folder the commit is made in
            index_seen_by_a_hook(repo, "sub", "a.md")
        assert json.loads(repo.read("seen")) == [["sub/a.md", "b\n"]]

    def test_in_a_linked_worktree(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        repo.git("worktree", "add", "-q", "../tree", "-b", "side")
        repo.write("a.md", "of the main tree\n")
        repo.add("a.md")
        repo.write("../tree/a.md", "of the side\n")
        assert index_seen_by_a_hook(repo, "../tree", "-a") == [["a.md", "of the side\n"]]


class TestListing:
    def test_ignored_files_are_left_out(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n", "sub/b.md": "b\n", ".gitignore": "*.tmp.md\nbuild/\n"})
        repo.write("sub/new.md", "n\n")
        repo.write("sub/x.tmp.md", "x\n")
        repo.write("build/out.md", "o\n")
        repository = opened(repo.root / "sub")
        assert repository.list_files("").paths == [".gitignore", "a.md", "sub/b.md", "sub/new.md"]
        assert repository.list_files("sub").paths == ["sub/b.md", "sub/new.md"]
        assert repository.list_files("build").paths == []

    def test_a_folder_named_like_magic(self, repo: Repo) -> None:
        repo.write(":(top)/a.md", "a\n")
        repo.write("*/b.md", "b\n")
        repo.write("c.md", "c\n")
        assert opened(repo.root).list_files(":(top)").paths == [":(top)/a.md"]
        assert opened(repo.root).list_files("*").paths == ["*/b.md"]

    def test_an_inner_repository_is_its_folder(self, repo: Repo) -> None:
        repo.git("init", "-q", "inner")
        repo.write("inner/a.md", "a\n")
        assert opened(repo.root).list_files("").paths == ["inner"]

    def test_unmerged_paths_are_listed_once(self, repo: Repo) -> None:
        oid = repo.git("hash-object", "-w", "--stdin", stdin=b"a").strip()
        entries = "".join(f"100644 {oid} {stage}\ta.md\n" for stage in (1, 2, 3))
        repo.git("update-index", "--index-info", stdin=entries.encode())
        assert opened(repo.root).list_files("").paths == ["a.md"]


class TestClones:
    def test_shallow(self, repo: Repo) -> None:
        repo.commit_files({"a.md": "a\n"})
        first = repo.git("rev-parse", "HEAD").strip()
        head = repo.commit_files({"a.md": "b\n"})
        repo.git("clone", "-q", "--depth=1", f"file://{repo.root}", "../shallow")
        repo.write("../shallow/a.md", "c\n")
        repo.git("-C", "../shallow", "add", "a.md")
        repository = opened(repo.root.parent / "shallow")
        assert changes(repository) == [("a.md", "a.md")]
        assert dict(repository.read_blobs([f"{head}:a.md"])) == {f"{head}:a.md": b"b\n"}
        with pytest.raises(WeaveFixError, match="shallow clone"):
            repository.resolve(first)

    def test_sparse(self, repo: Repo) -> None:
        head = repo.commit_files({"in/a.md": "a\n", "out/b.md": "b\n"})
        repo.git("sparse-checkout", "set", "--sparse-index", "in")
        assert not repo.path("out").exists()
        repo.write("in/a.md", "new\n")
        repo.add("in/a.md")
        repository = opened(repo.root)
        assert changes(repository) == [("in/a.md", "in/a.md")]
        assert dict(repository.read_blobs([f"{head}:out/b.md"])) == {f"{head}:out/b.md": b"b\n"}

    def test_sha256(self, repo: Repo) -> None:
        shutil.rmtree(repo.path(".git"))
        repo.git("init", "-q", "--object-format=sha256", "-b", "main")
        repo.write("a.md", "a\n")
        repo.add()
        assert changes(opened(repo.root)) == [("a.md", None)]
        head = repo.commit()
        repo.write("a.md", "b\n")
        repo.add()
        repository = opened(repo.root)
        assert repository.changes_since(head)[0] == Change(
            "a.md", "100644", repo.git("rev-parse", ":a.md").strip(), "a.md", repo.git("rev-parse", "HEAD:a.md").strip()
        )
        assert list(repository.read_blobs([f"{head}:a.md"])) == [(f"{head}:a.md", b"a\n")]


@pytest.mark.parametrize(
    ("current", "base", "other", "merged"),
    [
        pytest.param("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n", "one\n2\n3\n4\nfive\n", "one\n2\n3\n4\n5\n", id="apart"),
        pytest.param("a\n", "b\n", "c\n", None, id="collision"),
        pytest.param("c\n", "b\n", "c\n", "c\n", id="same-change"),
        pytest.param("1\n2\n3\n4", "1\n2\n3\n4", "one\n2\n3\n4", "one\n2\n3\n4", id="no-last-line-end"),
        pytest.param(
            "1\r\n2\r\n3\r\n4x\r\n", "1\r\n2\r\n3\r\n4\r\n", "A\r\n2\r\n3\r\n4\r\n", "A\r\n2\r\n3\r\n4x\r\n", id="crlf"
        ),
        pytest.param("a\0b\n", "a\n", "b\n", None, id="nul-bytes"),
    ],
)
def test_merge(repo: Repo, current: str, base: str, other: str, merged: str | None) -> None:
    result = opened(repo.root).merge(current.encode(), base.encode(), other.encode())
    assert result == (None if merged is None else merged.encode())
