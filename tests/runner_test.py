"""Many files are judged by several processes, with the results of one."""

from __future__ import annotations

import os
import sys

import pytest

from tests.conftest import Repo
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix import decision, runner
from weave_fix.config import Config
from weave_fix.files.select import select
from weave_fix.git import Repository
from weave_fix.records import Document, FilePatch
from weave_fix.runner import BatchRunner, FileFailure, FileResult, reader_of

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="several processes need a fork and processors"
)


@pytest.fixture
def many(repo: Repo) -> Repo:
    """Return a repository with as many changed files as several processes share."""
    names = [f"{number:02}.md" for number in range(runner.MANY)]
    repo.commit_files(dict.fromkeys(names, SOUND))
    for number, name in enumerate(names):
        repo.write(name, (DAMAGED, EDITED, BOTH)[number % 3])
    repo.add()
    return repo


def results(repo: Repo) -> list[FileResult | FileFailure]:
    repository = Repository.discover(repo.root)
    config = Config(format="diff")
    inputs = select(config, repository, {}, repo.root)
    return list(BatchRunner(inputs, repository, config, reader_of(config, repository)).run_all())


def test_several_processes_say_what_one_says_in_the_same_order(many: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = results(many)
    monkeypatch.setattr(runner, "MANY", runner.MANY + 1)
    assert shared == results(many)
    assert [one.patch.text_after for one in shared if isinstance(one, FileResult)] == [SOUND, EDITED, EDITED] * 16


def test_a_fault_in_one_process_is_that_file_s_alone(many: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(document: Document, *args: object, **flags: object) -> FilePatch:
        if document.path == "07.md":
            raise RuntimeError(f"lost in {os.getpid()}")
        return FilePatch(document, (), (), (), document.text)

    monkeypatch.setattr(decision, "analyze", failing)
    found = results(many)
    [failure] = [one for one in found if isinstance(one, FileFailure)]
    assert found.index(failure) == 7
    assert failure.is_fault
    assert failure.message.startswith("07.md: RuntimeError: lost in ")
    assert f"lost in {os.getpid()}" not in failure.message
    assert len(found) == runner.MANY
