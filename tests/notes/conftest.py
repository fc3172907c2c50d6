"""A writer whose file has a history."""

from __future__ import annotations

import pytest

from tests.conftest import Repo
from tests.notes.writer import Writer
from tests.texts import SOUND


@pytest.fixture
def writer(repo: Repo) -> Writer:
    """Return a writer with `a.md` and `b.md` committed."""
    made = Writer(repo.root)
    made.commit_files({"a.md": SOUND, "b.md": "# B\n\nAnother text.\n"})
    return made
