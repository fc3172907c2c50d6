"""Slips that the base has already, in a line that a person edits."""

from __future__ import annotations

import pytest

from weave_fix import check_text
from weave_fix.evidence.document import DocumentContext
from weave_fix.library import fix_text
from weave_fix.records import HISTORY, LANGUAGE, Applicability, Base, Document, Scope, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary

PAGE = """# The mill

{first}

The wheel turns on market days, if the water is high enough for it.
"""
EDITED_LINES = [
    pytest.param(
        "The miller opens at nine and answers every signficant question.",
        "The miller opens at ten and answers every signficant question.",
        "The miller opens at ten and answers every significant question.",
        id="listed",
    ),
    pytest.param(
        "He shows the the wheels to visitors on Monday.",
        "He shows the the wheels to visitors on Tuesday.",
        "He shows the wheels to visitors on Tuesday.",
        id="doubled",
    ),
    pytest.param(
        "The two wheels know nothing of eachother, and stop at noon.",
        "The two wheels know nothing of eachother, and stop at one.",
        "The two wheels know nothing of each other, and stop at one.",
        id="run-together",
    ),
    pytest.param(
        "All tools that you may use in the yard are avalable here.",
        "All tools that you may use in the yard are avaiable here.",
        "All tools that you may use in the yard are available here.",
        id="mended-with-another-typo",
    ),
    pytest.param(
        "Make a drawing for each group of wheels.",
        "Take a variable of it, and make a drawing for each group in that variabel.",
        "Take a variable of it, and make a drawing for each group in that variable.",
        id="beside-the-word-itself",
    ),
]
LEFT_ALONE = [
    pytest.param(
        "The miller opens at nine.\nHe answers every signficant question of his guests.",
        "The miller opens at ten.\nHe answers every signficant question of his guests.",
        id="another-line",
    ),
    pytest.param(
        "He answers every signficant question of his guests.",
        "Bread is sold at the gate.\nHe answers every signficant question of his guests.",
        id="a-line-put-in-before",
    ),
    pytest.param(
        "Bread is sold at the gate.\nHe answers every signficant question of his guests.",
        "He answers every signficant question of his guests.",
        id="a-line-taken-out-before",
    ),
    pytest.param(
        "The miller opens at nine and writes *signficant* with a letter too few.",
        "The miller opens at ten and writes *signficant* with a letter too few.",
        id="shown",
    ),
    pytest.param(
        "Le moulin ouvre à neuf heures, et chaque roue a une adresse et un nom.",
        "Le moulin ouvre à dix heures, et chaque roue a une adresse et un nom.",
        id="another-language",
    ),
    pytest.param(
        "The miller opens at nine, and the grist is ground to to try the wheel.",
        "The miller opens at ten, and the grist is ground to to try the wheel.",
        id="in-doubt",
    ),
    pytest.param(
        "What is the only value that can you can perform that operation on at nine?",
        "What is the only value that can you can perform that operation on at ten?",
        id="a-word-too-many",
    ),
]


def page(line: str) -> str:
    return PAGE.format(first=line)


@pytest.mark.parametrize(("before", "now", "sound"), EDITED_LINES)
def test_a_slip_that_is_sure_is_repaired_in_all_of_an_edited_line(before: str, now: str, sound: str) -> None:
    assert fix_text(page(now), base=page(before), path="a.md") == page(sound)
    found = check_text(page(now), base=page(before), path="a.md")
    assert {finding.applicability for finding in found} == {Applicability.SAFE}


@pytest.mark.parametrize(("before", "now"), LEFT_ALONE)
@pytest.mark.parametrize("unsafe", [False, True])
def test_elsewhere_what_the_base_has_is_left_alone(before: str, now: str, *, unsafe: bool) -> None:
    assert check_text(page(now), base=page(before), path="a.md", unsafe=unsafe) == []


def test_history_and_language_are_one_repair_though_either_copy_of_a_word_may_go() -> None:
    before, now = "He comes every morning at nine.", "He comes every morning morning at nine."
    (found,) = check_text(page(now), base=page(before), path="a.md")
    assert {evidence.kind for evidence in found.evidence} == {HISTORY, LANGUAGE}


def test_of_a_line_as_long_as_a_file_only_what_stands_near_is_read() -> None:
    base = "word " * 10_000
    now = base[:25_000] + "another " + base[25_000:]
    document = Document("a.md", encode(now), now)
    context = DocumentContext(document, EmptyVocabulary(), [Base(base, "", "a.md")], scope=Scope.LINES)
    assert context.read_spans is not None
    ((start, end),) = context.read_spans
    assert 16_000 < start < 25_000 < end < 34_000
    assert context.spans != context.read_spans


@pytest.mark.parametrize("scope", [Scope.CHANGES, Scope.EVERYTHING])
def test_with_another_scope_what_is_checked_is_read(scope: Scope) -> None:
    now = page("He comes at ten.\nHe goes at noon.")
    base = Base(page("He comes at nine.\nHe goes at one."), "", "a.md")
    context = DocumentContext(Document("a.md", encode(now), now), EmptyVocabulary(), [base], scope=scope)
    assert context.read_spans == context.spans


def test_lines_that_stand_side_by_side_are_read_once() -> None:
    lines = "He comes at {}.\nHe goes at {}."
    now = page(lines.format("ten", "noon"))
    base = Base(page(lines.format("nine", "one")), "", "a.md")
    document = Document("a.md", encode(now), now)
    context = DocumentContext(document, EmptyVocabulary(), [base], scope=Scope.LINES)
    assert [now[start:end] for start, end in context.read_spans or ()] == ["He comes at ten.", "He goes at noon."]
