"""What an earlier run found nothing in is not looked at again, and nothing that is wrong is ever taken for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.run_test import go
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix import clean_cache, decision
from weave_fix.clean_cache import FILE, KEPT, OF_OUTPUT, WIDTH
from weave_fix.config import Config
from weave_fix.decision import analyze
from weave_fix.language.model_file import SHIPPED
from weave_fix.records import Document, FilePatch

PLAIN = Config(notes="none")
SHOWN = SOUND.replace("usually good for years", "usually usually good for for years")


@pytest.fixture
def looked(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the documents that are looked at, as they are."""
    seen: list[str] = []

    def looking(document: Document, *args: object, **flags: object) -> FilePatch:
        seen.append(document.path)
        return analyze(document, *args, **flags)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(decision, "analyze", looking)
    repo.commit_files(dict.fromkeys(("clean.md", "damaged.md", "shown.md"), SOUND))
    for name, text in (("clean.md", EDITED), ("damaged.md", BOTH), ("shown.md", SHOWN)):
        repo.write(name, text)
    repo.add()
    return seen


def run(repo: Repo, looked: list[str], config: Config = PLAIN) -> tuple[set[str], tuple[int, str, str]]:
    """Run, and return what was looked at and what came of it."""
    looked.clear()
    result = go(config, repo.root)
    return set(looked), result


def test_only_what_was_clean_is_not_looked_at_again(repo: Repo, looked: list[str]) -> None:
    check = PLAIN._replace(check=True, format="diff")
    first, found = run(repo, looked, check)
    assert first == {"clean.md", "damaged.md", "shown.md"}
    second, again = run(repo, looked, check)
    assert second == {"damaged.md", "shown.md"}
    assert again == found


def test_a_repaired_text_is_known_once_it_is_staged(repo: Repo, looked: list[str]) -> None:
    assert run(repo, looked)[1][0] == 1
    repo.add()
    seen, (_, _, err) = run(repo, looked)
    assert seen == set()
    without = run(repo, looked, PLAIN._replace(cache=False))
    assert without[0] == {"clean.md", "damaged.md"}, "the third is as HEAD has it"
    assert without[1][2] == err


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda repo: repo.commit(), id="another commit"),
        pytest.param(lambda repo: repo.write("clean.md", EDITED + "\nMore.\n"), id="another text"),
        pytest.param(lambda repo: repo.git("mv", "clean.md", "moved.md"), id="another name"),
    ],
)
def test_what_has_changed_is_looked_at(repo: Repo, looked: list[str], change: Callable[[Repo], object]) -> None:
    run(repo, looked)
    repo.git("reset", "-q", "--hard")
    repo.write("clean.md", EDITED)
    repo.add()
    assert run(repo, looked)[0] == set()
    change(repo)
    repo.write("clean.md" if repo.path("clean.md").exists() else "moved.md", EDITED + "\nMore.\n")
    repo.add()
    assert run(repo, looked)[0] & {"clean.md", "moved.md"}


@pytest.mark.parametrize(
    "config",
    [
        pytest.param(PLAIN._replace(unsafe=True), id="unsafe"),
        pytest.param(PLAIN._replace(scope="all"), id="everything"),
        pytest.param(PLAIN._replace(language="none"), id="no language"),
        pytest.param(PLAIN._replace(ignore=("duplicate_word",)), id="another choice of signatures"),
        pytest.param(PLAIN._replace(deep=1), id="older texts too"),
        pytest.param(PLAIN._replace(cache=False), id="told not to"),
    ],
)
def test_another_configuration_looks_for_itself(repo: Repo, looked: list[str], config: Config) -> None:
    run(repo, looked, PLAIN._replace(check=True))
    assert "clean.md" in run(repo, looked, config._replace(check=True))[0]


def test_a_new_version_looks_for_itself(repo: Repo, looked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run(repo, looked)
    monkeypatch.setattr(clean_cache, "__version__", "0.0.0")
    assert "clean.md" in run(repo, looked)[0]


def test_what_was_refused_is_told_as_without(repo: Repo, looked: list[str]) -> None:
    run(repo, looked, PLAIN._replace(check=True))
    told = PLAIN._replace(check=True, verbose=True)
    with_cache = run(repo, looked, told)[1]
    assert with_cache == run(repo, looked, told)[1] == run(repo, looked, told._replace(cache=False))[1]


def test_another_model_of_the_same_name_looks_for_itself(repo: Repo, looked: list[str]) -> None:
    own = PLAIN._replace(check=True, language="own.model")
    shutil.copy(SHIPPED, repo.path("own.model"))
    run(repo, looked, own)
    assert "clean.md" not in run(repo, looked, own)[0]
    with repo.path("own.model").open("ab") as file:
        file.write(b"\0")
    assert "clean.md" in run(repo, looked, own)[0]


@pytest.mark.parametrize("name", ["weave-fix.toml", ".weave-fix-words.txt"])
def test_other_files_of_weave_fix_look_for_themselves(repo: Repo, looked: list[str], name: str) -> None:
    check = PLAIN._replace(check=True)
    run(repo, looked, check)
    repo.write(name, "# none\n")
    assert "clean.md" in run(repo, looked, check)[0]
    assert "clean.md" not in run(repo, looked, check)[0]


def test_each_setting_that_is_left_out_exists() -> None:
    assert set(Config._fields) >= OF_OUTPUT


def test_what_other_files_had_a_part_in_is_looked_at(repo: Repo, looked: list[str]) -> None:
    """A word that one commit exchanges in several files is intended; in one file alone it may be damage."""
    old = "The mill was built by hand. It has a waterwheel on its side.\n"
    texts = dict.fromkeys(("x.md", "y.md"), old)
    repo.commit_files({**texts, "clean.md": SOUND, "damaged.md": SOUND, "shown.md": SOUND})
    for name in texts:
        repo.write(name, old.replace("waterwheel", "waterwhale"))
    repo.add()
    check = PLAIN._replace(check=True)
    run(repo, looked, check)
    repo.git("reset", "-q", "--", "y.md")
    with_cache = run(repo, looked, check)
    assert with_cache[1] == run(repo, looked, check._replace(cache=False))[1]


def test_what_other_files_had_a_part_in_is_looked_at_once_the_rest_is_repaired(repo: Repo, looked: list[str]) -> None:
    """The second look at a repaired text takes the scores of the first: what they hung on counts all the same."""
    old = "Keep the receipt for a year. The office opens at nine and closes at five.\n"
    texts = dict.fromkeys(("x.md", "y.md"), old)
    repo.commit_files({**texts, "clean.md": SOUND, "damaged.md": SOUND, "shown.md": SOUND})
    for name in texts:
        repo.write(name, old.replace("receipt", "reciept"))
    repo.write("x.md", old.replace("receipt", "reciept").replace("opens", "op;ens"))
    repo.add()
    run(repo, looked)
    assert repo.read("x.md").decode() == old.replace("receipt", "reciept")
    repo.add("x.md")
    repo.git("reset", "-q", "--", "y.md")
    check = PLAIN._replace(check=True)
    seen, result = run(repo, looked, check)
    assert "x.md" in seen
    assert result == run(repo, looked, check._replace(cache=False))[1]


def test_a_comment_that_is_wrong_is_told_each_time(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", EDITED + "\n<!-- weave-fix: ignore nonsense -->\n")
    repo.add()
    first, second = (go(PLAIN._replace(check=True), repo.root) for _ in range(2))
    assert first == second
    assert "nonsense" in first[2]


def test_nothing_is_remembered_where_that_is_not_wanted(repo: Repo, looked: list[str]) -> None:
    run(repo, looked, PLAIN._replace(cache=False))
    assert not repo.path(f".git/{FILE}").exists()


def test_texts_whose_line_ends_git_may_change_are_looked_at(repo: Repo, looked: list[str]) -> None:
    repo.write("clean.md", EDITED.replace("\n", "\r\n"))
    repo.add()
    run(repo, looked)
    assert "clean.md" in run(repo, looked)[0]


def link_to_zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    "put",
    [
        pytest.param(lambda path: path.write_bytes(os.urandom(WIDTH * 100)), id="noise"),
        pytest.param(lambda path: path.write_bytes(b"\0" * 7), id="cut off"),
        pytest.param(lambda path: path.write_bytes(b"\0" * WIDTH * (2 * KEPT + 1)), id="too long"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(os.mkfifo, id="pipe"),
        pytest.param(link_to_zero, id="endless"),
        pytest.param(os.mkdir, id="folder"),
    ],
)
def test_whatever_is_there_the_result_is_the_same(repo: Repo, looked: list[str], put: Callable[[Path], object]) -> None:
    check = PLAIN._replace(check=True, format="diff")
    expected = run(repo, looked, check._replace(cache=False))
    path = repo.path(f".git/{FILE}")
    path.parent.mkdir(exist_ok=True)
    put(path)
    assert run(repo, looked, check) == expected
    assert run(repo, looked, check)[1] == expected[1]


def test_the_file_is_bounded_and_keeps_the_newest(repo: Repo, looked: list[str]) -> None:
    path = repo.path(f".git/{FILE}")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(number.to_bytes(WIDTH, "big") for number in range(KEPT)))
    run(repo, looked, PLAIN._replace(check=True))
    assert path.stat().st_size == KEPT * WIDTH
    assert "clean.md" not in run(repo, looked, PLAIN._replace(check=True))[0]


def test_a_known_commit_reads_no_model(repo: Repo) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", EDITED)
    repo.add()
    code = "import sys; sys.argv = ['x']; from weave_fix.__main__ import run; run(); print(*sys.modules)"
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)
    )
    assert first.stderr == second.stderr == "1 Markdown file checked: nothing found.\n"
    assert "weave_fix.decision" in first.stdout.split()
    assert not {name for name in second.stdout.split() if name.startswith(("weave_fix.decision", "weave_fix.language"))}


def test_a_committed_text_of_which_the_past_restores_nothing_is_known_with_the_past_and_without(
    repo: Repo, looked: list[str]
) -> None:
    repo.commit("Two texts")
    repo.commit_files({"clean.md": SOUND})
    plain = PLAIN._replace(check=True, scope="all", paths=("clean.md",))
    past = plain._replace(deep=9)
    assert run(repo, looked, plain)[0] == {"clean.md"}
    assert run(repo, looked, past)[0] == set()
    repo.path(f".git/{FILE}").unlink()
    assert run(repo, looked, past)[0] == {"clean.md"}
    assert run(repo, looked, plain)[0] == set()


def test_a_text_of_which_the_past_restores_something_is_looked_at(repo: Repo, looked: list[str]) -> None:
    repo.commit_files({"old.md": SOUND})
    repo.commit_files({"old.md": DAMAGED})
    repo.commit_files({"old.md": DAMAGED.replace("good for years", "good for ten years")})
    plain = PLAIN._replace(check=True, scope="all", paths=("old.md",), language="none")
    past = plain._replace(deep=9)
    assert run(repo, looked, plain)[1][0] == 0
    assert run(repo, looked, plain)[0] == set()
    for _ in range(2):
        seen, (status, _, _) = run(repo, looked, past)
        assert (seen, status) == ({"old.md"}, 1)


def test_many_files_are_told_in_their_order(repo: Repo) -> None:
    names = [f"{number:02}.md" for number in range(60)]
    repo.commit_files(dict.fromkeys(names, SOUND))
    for number, name in enumerate(names):
        repo.write(name, EDITED if number % 2 else DAMAGED)
    repo.add()
    check = PLAIN._replace(check=True, format="diff")
    first, second = (go(check, repo.root) for _ in range(2))
    assert first == second
    assert first[1].count("\n+++ ") == 30
