"""A partial clone: what is missing is done without and said, and nothing is fetched, by whatever git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.git.opening import opened
from tests.selections import failures, read, reasons
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import main
from weave_fix.git import TreeBlob

OTHER = "Grind the rye with the quernle.\n"
"""A file outside of the sparse checkout, with a word that no dictionary has."""
MANY = "".join(f"Line {number} about the quernle.\n" for number in range(30))


@pytest.fixture(params=["sha1", "sha256"])
def origin(request: pytest.FixtureRequest, repo: Repo) -> Repo:
    """Return a repository with two commits; the second changes a file in `other`."""
    made = Repo(repo.root.parent / "origin")
    made.root.mkdir()
    made.git("init", "--quiet", "--template=", "--initial-branch=main", f"--object-format={request.param}")
    made.git("config", "uploadpack.allowFilter", "true")
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made.commit_files({"docs/a.md": SOUND, "other/b.md": "An earlier text.\n", "other/c.md": MANY})
    made.commit_files({"other/b.md": OTHER})
    return made


def clone(origin: Repo, monkeypatch: pytest.MonkeyPatch, kind: str = "blob:none") -> Repo:
    """Return a sparse clone that has the objects of `docs` alone, and go there."""
    made = Repo(origin.root.parent / "clone")
    uri = origin.root.as_uri()
    origin.git("clone", "--quiet", "--no-local", f"--filter={kind}", "--sparse", uri, str(made.root))
    made.git("sparse-checkout", "set", "docs")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def partial(origin: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Return such a clone, whose remote is gone."""
    made = clone(origin, monkeypatch)
    origin.root.rename(origin.root.with_name("gone"))
    return made


def trace(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file in which every git from here on notes that it ran."""
    file = repo.root.parent / "trace"
    monkeypatch.setenv("GIT_TRACE", str(file))
    return file


def test_words_that_are_missing_are_done_without(
    partial: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    partial.write("docs/a.md", DAMAGED + "\nThe quernle and the wefterl.\n")
    partial.add("docs/a.md")
    file = trace(partial, monkeypatch)
    assert main(["--verbose"]) == 1
    said = "this partial clone lacks 2 Markdown files of {}; words that stand only there are not known\n"
    assert said.format(partial.git("rev-parse", "HEAD")[:7]) in capsys.readouterr().err
    assert partial.read("docs/a.md").startswith(SOUND.encode())
    ran = file.read_text()
    assert ran.count("built-in: git ls-tree") == 1, "it is tried once, and not for each word"
    assert "fetch" not in ran
    partial.write("docs/a.md", DAMAGED + "\nThe quernle and the wefterl.\n")
    assert main([]) == 1
    assert "partial clone" not in capsys.readouterr().err


def test_words_are_gathered_anew_once_they_are_there(
    origin: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = clone(origin, monkeypatch)
    made.write("docs/a.md", DAMAGED + "\nThe quernle and the wefterl.\n")
    made.add("docs/a.md")
    main(["--verbose", "--check"])
    assert "lacks 2 Markdown files" in capsys.readouterr().err
    made.git("sparse-checkout", "disable")
    main(["--verbose", "--check"])
    assert "partial clone" not in capsys.readouterr().err
    (kept,) = made.path(".git/weave-fix/words").iterdir()
    assert b"quernle" in kept.read_bytes()


def test_a_base_that_is_missing_is_done_without_and_said(partial: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    oid = partial.git("hash-object", "-w", "--stdin", stdin=DAMAGED.encode()).strip()
    partial.git("update-index", "--cacheinfo", f"100644,{oid},other/b.md")
    status = main(["--check"])
    err = capsys.readouterr().err
    head = partial.git("rev-parse", "HEAD")[:7]
    said = f"weave-fix: warning: other/b.md: this partial clone lacks its text in {head}; it is looked at without; "
    assert (status, said + f"`git diff {head}` fetches what is missing\n" in err) == (1, True)
    assert "(form, safe)" in err, "it is judged as a new file"


def test_a_base_that_is_missing_of_a_file_that_is_named(partial: Repo) -> None:
    partial.write("other/c.md", SOUND)
    partial.write("docs/new.md", SOUND)
    inputs = read(partial.root, "other/c.md", "docs/new.md", "docs/a.md")
    assert [item.document.path for item in inputs.documents] == ["other/c.md", "docs/new.md"]
    assert [line.partition(":")[0] for line in inputs.lacking] == ["other/c.md"]


def test_staged_content_that_is_missing_is_skipped(partial: Repo) -> None:
    partial.git("reset", "--quiet", "--soft", "HEAD~1")
    inputs = read(partial.root)
    assert reasons(inputs) == {"other/b.md": "this partial clone lacks its staged content"}
    assert failures(inputs) == {}


def test_a_rename_from_a_text_that_is_missing(partial: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    partial.git("rm", "--quiet", "--cached", "--sparse", "other/c.md")
    partial.write("docs/c.md", MANY.replace("Line 7 ", "Line seven "))
    partial.add("docs/c.md")
    file = trace(partial, monkeypatch)
    changes = opened(partial.root).changes_since(partial.git("rev-parse", "HEAD").strip())
    assert [(change.path, change.base_path) for change in changes] == [("docs/c.md", None)]
    assert "git-upload-pack" not in file.read_text()


def test_what_is_there_is_read_and_searched(partial: Repo) -> None:
    head = partial.git("rev-parse", "HEAD").strip()
    repository = opened(partial.root)
    assert repository.is_partial
    listing = repository.list_tree(head, 10_000)
    oid = partial.git("rev-parse", "HEAD:docs/a.md").strip()
    assert listing.blobs({b"md"}, 9) == [TreeBlob("docs/a.md", oid, len(SOUND.encode()))]
    assert (listing.is_whole, listing.lacking({b"md"}), listing.lacking({b"txt"})) == (True, 2, 0)
    specs = [
        f"{head}:docs/a.md",
        f"{head}:other/b.md",
        f"{head}:none.md",
        ":0:docs/a.md",
        ":docs/a.md",
        oid,
        "HEAD:x\ny",
    ]
    texts = [content for _, content in repository.read_blobs(specs)]
    assert texts == [SOUND.encode(), None, None, SOUND.encode(), SOUND.encode(), SOUND.encode(), None]
    assert repository.grep_words(["Darning", "quernle"], head) == {"Darning"}
    assert repository.grep_fixed(b"a darning mushroom", head, 9) == ["docs/a.md"]
    assert repository.grep_fixed(b"quernle", head, 9) == []
    before = partial.git("rev-parse", "HEAD~1").strip()
    assert [one.path for one in repository.tree_changes(before, head, 1000) or []] == ["other/b.md"]


def test_a_folder_that_is_missing_ends_the_list(origin: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    made = clone(origin, monkeypatch, "tree:0")
    origin.root.rename(origin.root.with_name("gone"))
    before = made.git("rev-parse", "HEAD~1").strip()
    listing = opened(made.root).list_tree(before, 10_000)
    assert (listing.is_whole, listing.blobs({b"md"}, 9)) == (False, [])
    assert opened(made.root).grep_fixed(b"quernle", before, 9) == []
    assert opened(made.root).grep_words(["quernle"], before) == set()


def test_nothing_that_the_configuration_names_for_a_fetch_is_run(partial: Repo, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    command = tmp_path / "command"
    command.write_text(f"#!/bin/sh\necho \"$0\" >> '{ran}'\nexit 1\n")
    command.chmod(0o755)
    partial.git("config", "core.sshCommand", str(command))
    partial.git("config", "remote.origin.uploadpack", str(command))
    partial.git("config", "credential.helper", str(command))
    partial.git("config", "protocol.ext.allow", "always")
    partial.write("docs/a.md", DAMAGED + "\nThe quernle.\n")
    partial.add("docs/a.md")
    partial.git("rm", "--quiet", "--cached", "--sparse", "other/c.md")
    partial.write("docs/c.md", MANY.replace("Line 7 ", "Line seven "))
    partial.add("docs/c.md")
    for url in (partial.root.parent.as_uri(), "ssh://nowhere/x", f"ext::{command} x"):
        partial.git("config", "remote.origin.url", url)
        assert main(["--check"]) == 1
        main(["--check", "--base", "HEAD~1", "."])
        assert not ran.exists()
    assert not partial.attempt("cat-file", "-e", "HEAD:other/b.md")
    assert ran.exists(), "git itself does run it"
