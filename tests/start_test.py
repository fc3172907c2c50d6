"""What the hook imports and runs where a commit has nothing to find: it is paid for at every commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Repo

CODE = """\
import sys
sys.argv = ["weave-fix"]
from weave_fix.__main__ import run
status = run()
print(*sys.modules)
sys.exit(status)
"""
FIRST = {"file", "file._first_tests", "file._placeholder_hints", "file.registry"}
"""What is imported of the signatures of whole files though none has to look."""
UNUSED = {
    *("markdown_it", "unidiff", "pathspec", "ftfy", "tomllib", "tomli"),
    *("concurrent.futures", "multiprocessing", "html", "inspect", "dataclasses", "email"),
    *("weave_fix.patch.verify", "weave_fix.patch.write", "weave_fix.notes", "weave_fix.vocabulary.scan"),
    *("weave_fix.apply_diff", "weave_fix.replay", "weave_fix.demo", "weave_fix.training", "weave_fix.report.findings"),
    *("weave_fix.runtime.workers", "numpy", "rapidfuzz", "weave_fix.language.tagger"),
    # Those of GitPython, and what else takes a millisecond or more.
    *("logging", "traceback", "platform", "smmap", "gitdb.base", "shutil", "tempfile", "random", "string"),
    *("importlib.resources", "importlib.util", "weave_fix.git.trailers", "weave_fix.evidence.ensemble_check"),
    # Those of the command that few changes need.
    *("weave_fix.report.quotation", "weave_fix.runtime.pool", "weave_fix.decision.slips"),
    *("weave_fix.language.vouched", "weave_fix.language.missing"),
    *(f"weave_fix.evidence.history.intent.{name}" for name in ("replacements", "spacing", "spans", "own_sentences")),
}
SOUND = """\
# The old mill

The mill stands beside the river, and its wheel has turned there for two hundred years.

- The stones were cut in the valley.
- The roof is new.

```sh
mill start --slowly
```

It is open to visitors in the summer, and closed for the rest of the year.

"""
SOUND += "".join(f"The miller grinds what the {n} farms beside the river grow, and sells it.\n" for n in range(2, 30))
EDITED = SOUND.replace("two hundred", "three hundred")
MOST = 160
"""Modules of the command that are imported at most."""
GIT = ["diff-index", "cat-file"]


@pytest.fixture
def clean(repo: Repo) -> Repo:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", EDITED)
    repo.add()
    return repo


def modules() -> set[str]:
    """Return the names of the modules that are there after a run."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def of_whole_files(found: set[str]) -> set[str]:
    return {name.removeprefix("weave_fix.signatures.") for name in found if "signatures.file" in name}


def test_a_clean_commit_imports_what_it_needs(clean: Repo) -> None:
    before = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    found = modules() - set(before.stdout.split())
    assert found & UNUSED == set()
    assert sum(name.startswith("weave_fix") for name in found) <= MOST
    assert of_whole_files(found) == FIRST


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("It&#39;s &quot;old&quot;.\n", "html_entities", id="references"),
        pytest.param("The caf\ufffd is old.\n", "replacement_character", id="lost characters"),
    ],
)
def test_a_signature_is_imported_for_what_it_may_find(clean: Repo, line: str, name: str) -> None:
    clean.write("a.md", EDITED + "\n" + line)
    clean.add()
    found = of_whole_files(modules())
    assert f"file.{name}" in found
    assert "file.mojibake" not in found


def test_a_clean_commit_runs_two_git_processes(clean: Repo, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    environ = {**os.environ, "GIT_TRACE": str(trace)}
    subprocess.run([sys.executable, "-m", "weave_fix"], env=environ, check=True, capture_output=True)
    assert re.findall(r"trace: built-in: git ([\w-]+)", trace.read_text()) == GIT
