"""The shipped model leaves undamaged texts alone though it has no history, and undoes damage that a careful reader
sees."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.leave_alone import Damaged, damaged, pages, traps
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.records import Applicability, Document, FilePatch
from weave_fix.vocabulary.lookup import EmptyVocabulary

FALLS_FOR_PAGES = frozenset(
    {
        "log-excerpts",
        "repeated-words",
    }
)
"""Pages in which something is found all the same. One that is mended fails here, and is to be taken out."""
FALLS_FOR_TRAPS = frozenset(
    {
        "repeat-on-on",
        "word-cue-queue",
    }
)
"""The same for the short texts."""
RESTORED = {
    "delete_whitespace_character": 90,
    "duplicate_word": 85,
    "adjacent_word_swap": 90,
    "insert_punctuation": 95,
    "insert_printable_ascii_character": 72,
    "shuffle_word_middle": 100,
    "swap_capitalization": 50,
    "insert_spurious_html_xml_tag": 90,
    "misspelled_word": 71,
}
"""Least share of the damaged texts, in percent, that is as it was once the unsafe repairs are made as well."""
RESTORED_OF_ALL = 82
SPOILED_OF_ALL = 1
"""Most texts, in percent, that are changed and not as they were."""


@cache
def reader() -> LanguageSource:
    """Return what the hook reads English with; the first test that asks pays for it."""
    return LanguageSource(shipped())


def look(text: str, *, unsafe: bool = False) -> FilePatch:
    """Return what is found in `text` as a new file of a repository that knows no word."""
    document = Document.from_bytes("page.md", text.encode())
    return analyze(document, (), AnalysisContext(EmptyVocabulary(), reader(), unsafe))


def found(text: str) -> list[str]:
    """Return what is repaired in `text`, or would be with `--unsafe`, for a person to read."""
    patch = look(text)
    return [
        f"{fix.applicability} {fix.candidate.signature} {edit.before!r} -> {edit.after!r}"
        for fix in (*patch.applied, *patch.unapplied)
        if fix.applicability >= Applicability.UNSAFE
        for edit in fix.candidate.edits
    ]


@cache
def repaired(row: Damaged) -> str:
    return look(row.damaged, unsafe=True).text_after


def failing(names: frozenset[str], name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason="known to fall for it")] if name in names else []


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=page.stem, marks=failing(FALLS_FOR_PAGES, page.stem)) for page in pages()]
)
def test_a_sound_page_is_left_alone(page: Path) -> None:
    assert found(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text", [pytest.param(trap.text, id=trap.id, marks=failing(FALLS_FOR_TRAPS, trap.id)) for trap in traps()]
)
def test_a_sound_text_with_a_trap_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("signature", RESTORED)
def test_what_a_careful_reader_sees_is_restored(signature: str) -> None:
    rows = [row for row in damaged() if row.signature == signature]
    left = [row.id for row in rows if not row.is_undone_by(repaired(row))]
    assert 100 * (len(rows) - len(left)) >= RESTORED[signature] * len(rows), left


def test_damage_is_restored_and_hardly_ever_made_worse() -> None:
    outcomes: defaultdict[str, list[str]] = defaultdict(list)
    for row in damaged():
        after = repaired(row)
        outcome = "restored" if row.is_undone_by(after) else "left" if after == row.damaged else "spoiled"
        outcomes[outcome].append(row.id)
    assert 100 * len(outcomes["restored"]) >= RESTORED_OF_ALL * len(damaged())
    assert 100 * len(outcomes["spoiled"]) <= SPOILED_OF_ALL * len(damaged()), outcomes["spoiled"]


def test_the_known_failures_and_the_floors_name_what_is_there() -> None:
    assert {page.stem for page in pages()} >= FALLS_FOR_PAGES
    assert {trap.id for trap in traps()} >= FALLS_FOR_TRAPS
    assert {row.signature for row in damaged()} == set(RESTORED)
