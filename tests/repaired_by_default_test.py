"""The floor under what is repaired by default, end to end through the command, and a proof that it holds."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests import readme_rows
from tests.conftest import SEALED, Repo
from tests.repaired_rows import EDITED, NEW, NOTHING, PAGES, SAFE, UNSAFE, WRONG, Row
from weave_fix import check_text
from weave_fix.cli import main
from weave_fix.decision import events, prior
from weave_fix.evidence import scored
from weave_fix.evidence.history import source as history
from weave_fix.library import _source
from weave_fix.records import Applicability, Candidate
from weave_fix.signatures.catalogue import FILE, catalogue

CLASSES = ["nothing", "shown", "unsafe", "safe"]


def page(sentence: str) -> str:
    return f"# Notes\n\nThe page begins with a plain line.\n\n{sentence}\n\nIt ends with another one.\n"


def _page(row: Row) -> Row:
    return row._replace(
        text=page(row.text),
        sound=page(row.sound) if row.sound else "",
        base=None if row.base is None else page(row.base),
    )


_analyze = sys.modules["weave_fix.decision.analyze"]  # the package has a function of that name

ROWS = [*map(_page, (*NEW, *EDITED, *readme_rows.sentences())), *PAGES, *readme_rows.files()]
CASES = [
    pytest.param(
        row, id=row.id, marks=[pytest.mark.xfail(reason=WRONG[row.id], strict=True)] if row.id in WRONG else []
    )
    for row in ROWS
]


class Outcome(NamedTuple):
    """What the command made of a row."""

    findings: list[dict[str, Any]]
    text: str
    text_unsafe: str
    """With `--unsafe`."""

    @property
    def found(self) -> tuple[str, str]:
        """The class of the surest finding, and its signature."""
        if not self.findings:
            return NOTHING, ""
        surest = max(self.findings, key=lambda one: CLASSES.index(one["applicability"]))
        return surest["applicability"], surest["signature"]


def path_of(row: Row) -> str:
    return f"pages/{row.id}.md"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcome]]:
    """Run the command over a repository with a file for each new row, and over one for each edited row."""
    with pytest.MonkeyPatch.context() as patched:
        root = tmp_path_factory.mktemp("rows")
        for name in [*os.environ]:
            if name.startswith(("GIT_", "PRE_COMMIT_", "XDG_")):
                patched.delenv(name)
        for name, value in {**SEALED, "HOME": str(root), "GIT_CEILING_DIRECTORIES": str(root)}.items():
            patched.setenv(name, value)
        found: dict[str, Outcome] = {}
        # A new file that is like one that was committed would be taken for a copy of it, with its text as the base.
        for name, rows in (
            ("new", [row for row in ROWS if row.base is None]),
            ("edited", [row for row in ROWS if row.base is not None]),
        ):
            (root / name).mkdir()
            patched.chdir(root / name)
            found |= _run(Repo(root / name), rows)
        yield found


def _run(repo: Repo, rows: list[Row]) -> dict[str, Outcome]:
    """Return what the command makes of the rows, by default and with `--unsafe`."""
    repo.git("init", "--quiet", "--template=", "--initial-branch=main")
    repo.commit_files({"plain.md": "# Plain\n", **{path_of(row): row.base for row in rows if row.base is not None}})
    texts = []
    for flags in (["--format", "json=out.json"], ["--unsafe"]):
        for row in rows:
            repo.write(path_of(row), row.text)
        repo.add("pages")
        assert main(["--quiet", "--no-notes", *flags]) == 1
        texts.append({row.id: repo.read(path_of(row)).decode() for row in rows})
    found = json.loads(repo.read("out.json"))
    return {
        row.id: Outcome([one for one in found if one["path"] == path_of(row)], *(text[row.id] for text in texts))
        for row in rows
    }


@pytest.mark.parametrize("row", CASES)
def test_row(row: Row, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[row.id]
    assert outcome.found == (row.wanted, row.signature)
    assert outcome.text == (row.sound if row.wanted == SAFE else row.text)
    if row.wanted == UNSAFE:
        assert outcome.text_unsafe == row.sound


def test_there_are_enough_rows_of_each_kind_and_none_twice() -> None:
    assert len(ROWS) >= 150
    assert max(Counter(row.id for row in ROWS).values()) == 1
    assert max(Counter((row.text, row.base) for row in ROWS).values()) == 1
    assert {row.id for row in ROWS} >= {*WRONG}
    assert sum(row.wanted == NOTHING for row in ROWS) >= 40


def _is_met(row: Row) -> bool:
    """Tell whether the library finds in a row what is wanted of it, without a repository."""
    _analyze._scored.cache_clear()
    found = check_text(row.text, base=row.base)
    surest = max(found, key=lambda one: one.applicability, default=None)
    return surest is not None and (str(surest.applicability), surest.signature) == (row.wanted, row.signature)


def _raise(signature: str, patched: pytest.MonkeyPatch) -> None:
    """Let nothing that `signature` finds be safe: by its own class, or by how far the fitted decisions let it go."""
    if catalogue()[signature].family == FILE:
        fix = events._fix

        def lowered(name: str, *rest: Any) -> Any:
            made = fix(name, *rest)
            if made is None or name != signature:
                return made
            return made._replace(applicability=min(made.applicability, Applicability.UNSAFE))

        patched.setattr(events, "_fix", lowered)
        return
    of_change = scored.applicable

    def capped(candidate: Candidate, *rest: Any) -> Applicability | None:
        found = of_change(candidate, *rest)
        return min(found, Applicability.UNSAFE) if found and candidate.signature == signature else found

    patched.setattr(history, "applicable", capped)
    patched.setattr(prior, "applicable", capped)
    source = _source(None)
    for trees in (source._first, source._second):
        for kind in [kind for kind in trees.thresholds if kind.partition(" ")[0] == signature]:
            patched.setitem(trees.thresholds, kind, {**trees.thresholds[kind], "safe": 99.0})


SIGNATURES = [name for name, entry in catalogue().items() if entry.can_be_safe]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_that_is_never_safe_makes_a_row_fail(signature: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in ROWS if (row.wanted, row.signature) == (SAFE, signature) and row.id not in WRONG]
    met = [row for row in rows if _is_met(row)]
    assert met, "no row of the table is of this signature"
    _raise(signature, monkeypatch)
    assert not all(map(_is_met, met))
