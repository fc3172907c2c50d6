"""A text on standard input: what editors and agents call."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix.records import decode

TWICE = "# Barn\n\nThe cat sleeps in the the barn.\n"
ONCE = TWICE.replace("the the", "the")


def run(*args: str, text: str | bytes) -> tuple[int, bytes, str]:
    """Run the command with `text` on its standard input; return status, standard output and standard error."""
    raw = text.encode() if isinstance(text, str) else text
    command = [sys.executable, "-m", "weave_fix", *args]
    done = subprocess.run(command, input=raw, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.fixture
def kept(repo: Repo) -> Repo:
    repo.commit_files({"docs/a.md": SOUND})
    return repo


def test_the_repaired_text_comes_out_with_what_head_holds_as_evidence(kept: Repo) -> None:
    kept.write("docs/a.md", "another text on the disk, which has no part in it\n")
    before = kept.git("status", "--porcelain=v2")
    status, out, err = run("-", "--stdin-filename", "docs/a.md", text=BOTH)
    assert (status, out) == (1, EDITED.encode())
    assert err.startswith("docs/a.md:20:33: insert_spurious_html_xml_tag: ")
    assert kept.git("status", "--porcelain=v2") == before
    assert not kept.path(".git/weave-fix/journal").exists()


def test_check_prints_the_diff(kept: Repo) -> None:
    kept.write("docs/a.md", DAMAGED)
    status, out, _ = run("-", "--check", "--stdin-filename", "docs/a.md", text=DAMAGED)
    assert status == 1
    kept.git("apply", stdin=out)
    assert kept.read("docs/a.md") == SOUND.encode()


def test_the_name_starts_at_the_current_folder(kept: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kept.path("docs"))
    assert run("-", "--stdin-filename", "a.md", text=DAMAGED)[1] == SOUND.encode()


def test_a_file_that_does_not_exist_is_a_new_text(kept: Repo) -> None:
    assert run("-", "--stdin-filename", "new/b.md", text=TWICE)[:2] == (1, ONCE.encode())
    assert run("-", text=TWICE)[:2] == (1, ONCE.encode())
    assert run("-", "--stdin-filename", "../elsewhere.md", text=TWICE)[:2] == (1, ONCE.encode())


def test_without_a_repository(tmp_path: object, sealed: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(sealed))
    assert run("-", text=TWICE)[:2] == (1, ONCE.encode())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SOUND.encode(), id="as it is in HEAD"),
        pytest.param(EDITED.encode(), id="an edit"),
        pytest.param(b"", id="empty"),
        pytest.param(b"a\0b\n", id="not text"),
        pytest.param(b"caf\xe9\n\nx", id="not UTF-8"),
    ],
)
def test_what_is_not_repaired_comes_out_as_it_went_in(kept: Repo, text: bytes) -> None:
    assert run("-", "--stdin-filename", "docs/a.md", text=text)[:2] == (0, text)


def test_bytes_that_are_no_utf8_stay_beside_a_repair(kept: Repo) -> None:
    text = b"caf\xe9\r\n\r\n" + TWICE.encode()
    assert decode(run("-", text=text)[1]) == decode(text).replace("the the", "the")


def test_an_excluded_file_comes_out_as_it_went_in(kept: Repo) -> None:
    kept.write("weave-fix.toml", 'exclude = ["docs/"]\n')
    status, out, err = run("-", "-v", "--stdin-filename", "docs/a.md", text=DAMAGED)
    assert (status, out) == (0, DAMAGED.encode())
    assert "docs/a.md: skipped: excluded by the configuration" in err


def test_reports_go_into_files(kept: Repo) -> None:
    status, out, _ = run("-", "--format", "json=out.json", "--stdin-filename", "docs/a.md", text=DAMAGED)
    assert (status, out) == (1, SOUND.encode())
    assert [row["path"] for row in json.loads(kept.read("out.json"))] == ["docs/a.md"]
    assert json.loads(run("-", "--check", "--format", "json", text=TWICE)[1])[0]["path"] == "stdin.md"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-", "docs/a.md"], "does not go with other paths"),
        (["--stdin-filename", "docs/a.md"], "--stdin-filename goes with the path `-`"),
        (["-", "--format", "json"], "standard output gets the repaired text"),
    ],
)
def test_what_does_not_go_together_is_said(kept: Repo, args: list[str], words: str) -> None:
    status, out, err = run(*args, text=TWICE)
    assert (status, out) == (2, b"")
    assert words in err
