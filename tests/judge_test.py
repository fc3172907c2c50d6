"""Many files are judged by several processes, with the results of one."""

from __future__ import annotations

import os
import sys

import pytest

from tests.conftest import Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix import decide, judge
from weave_fix.config import Config
from weave_fix.data import Document, FilePatch
from weave_fix.files import select
from weave_fix.git import Repository
from weave_fix.judge import Court, Judged, Trouble, reader_of

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="several processes need a fork and processors"
)


@pytest.fixture
def many(repo: Repo) -> Repo:
    """Return a repository with as many changed files as several processes share."""
    names = [f"{number:02}.md" for number in range(judge.MANY)]
    repo.commit_files(dict.fromkeys(names, SOUND))
    for number, name in enumerate(names):
        repo.write(name, (DAMAGED, EDITED, BOTH)[number % 3])
    repo.add()
    return repo


def results(repo: Repo) -> list[Judged | Trouble]:
    repository = Repository.discover(repo.root)
    config = Config(format="diff")
    selection = select(config, repository, {}, repo.root)
    return list(Court(selection, repository, config, reader_of(config, repository)).judge_all())


def test_several_processes_say_what_one_says_in_the_same_order(many: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = results(many)
    monkeypatch.setattr(judge, "MANY", judge.MANY + 1)
    assert shared == results(many)
    assert [one.patch.text_after for one in shared if isinstance(one, Judged)] == [SOUND, EDITED, EDITED] * 16


def test_a_fault_in_one_process_is_that_file_s_alone(many: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(document: Document, *args: object, **flags: object) -> FilePatch:
        if document.path == "07.md":
            raise RuntimeError(f"lost in {os.getpid()}")
        return FilePatch(document, (), (), (), document.text)

    monkeypatch.setattr(decide, "examine", failing)
    found = results(many)
    [trouble] = [one for one in found if isinstance(one, Trouble)]
    assert found.index(trouble) == 7
    assert trouble.is_fault
    assert trouble.message.startswith("07.md: RuntimeError: lost in ")
    assert f"lost in {os.getpid()}" not in trouble.message
    assert len(found) == judge.MANY
