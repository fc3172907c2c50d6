from __future__ import annotations

from cProfile import Profile

import pytest

from tests.patches import patch_of, replacing
from weave_fix.errors import FaultError
from weave_fix.markdown.structure import structure
from weave_fix.patch.verify import drop_structure_changes, structure_problem, verify
from weave_fix.records import HISTORY, LANGUAGE, Base, Document, Evidence, FilePatch, decode

COMMIT = "0" * 40


def bases(*texts: str) -> list[Base]:
    return [Base(text, COMMIT, "a.md") for text in texts]


def nothing(document: Document) -> FilePatch:
    return patch_of(document.text, [], document.path)


@pytest.mark.parametrize(
    ("staged", "repaired", "base"),
    [
        pytest.param("One themusic.\n", "One the music.\n", "The music.\n", id="no-structure-touched"),
        pytest.param("One.\nTwo.\n", "One.\n\nTwo.\n", "One.\n\nTwo.\n", id="two-paragraphs-again"),
        pytest.param("# One\nTwo.\n", "# One\n\nTwo.\n", "# One\n\nTwo.\n", id="blank-line-after-a-heading"),
        pytest.param("A `b and c` d.\n", "A b and c` d.\n", "A b and c` d.\n", id="stray-back-tick-out"),
        pytest.param("A b.\n```x\nc\n", "A b.\n\nc\n", "A b.\n\nc\n", id="stray-fence-out"),
        pytest.param("<zebra> A *b*.\n", "A *b*.\n", "A *b*.\n", id="tag-at-the-start-of-a-line"),
        pytest.param("| a |\n|--\n| b |\n", "| a |\n|---|\n| b |\n", "| a |\n|---|\n| b |\n", id="table"),
        pytest.param("---\nt: a\n--\n# B\n", "---\nt: a\n---\n# B\n", "---\nt: a\n---\n# B\n", id="front-matter"),
        pytest.param(
            "A *b c d.\n\nNew `code` and\n\n- a list\n",
            "A *b* c d.\n\nNew `code` and\n\n- a list\n",
            "A *b* c d.\n",
            id="beside-a-human-edit-of-structure",
        ),
        pytest.param("A *b c, [d](e).\n", "A *b* c, [d](e).\n", "A *b* c.\n", id="in-the-line-of-a-human-edit"),
        pytest.param(
            "A b d](e) c.\n\nF [g.\n", "A b c.\n\nF\ng [d](e).\n", "A b c.\n\nF\ng.\n", id="cut-through-a-human-edit"
        ),
        pytest.param("[a](b\udce4) themusic\n", "[a](b\udce4) the music\n", "the music\n", id="not-utf8-in-a-link"),
        pytest.param("\ufeff# A\n\nBc\n", "\ufeff# A\n\nB c\n", "\ufeff# A\n\nB c\n", id="byte-order-mark"),
        pytest.param("a\r\nb\r\n", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n", id="crlf"),
    ],
)
def test_right_restorations_pass(staged: str, repaired: str, base: str) -> None:
    verify(replacing(staged, repaired), bases(base), nothing)


@pytest.mark.parametrize(
    ("staged", "repaired", "base"),
    [
        pytest.param("One.\n\nTwo.\n", "One.\nTwo.\n", "One.\n\nTwo.\n", id="joins-paragraphs-that-were-two"),
        pytest.param("A b c.\n", "A `b` c.\n", "A b c.\n", id="code-that-never-was"),
        pytest.param("A *b* c.\n", "A *b c.\n", "A *b* c.\n", id="emphasis-cut"),
        pytest.param("# A\n", "## A\n", "# A\n", id="heading-of-another-level"),
        pytest.param("- a\n- b\n", "- a\n\n- b\n", "- a\n- b\n", id="loose-list"),
        pytest.param("A b.\n", "A b.\n```\n", "A.\n", id="a-fence-nobody-wrote"),
        pytest.param("---\nt: a\n---\n", "--\nt: a\n---\n", "---\nt: a\n---\n", id="front-matter-lost"),
        pytest.param("| a |\n|---|\n", "| a |\n|---\nx", "| a |\n|---|\n", id="table-lost"),
        pytest.param("~~a~~\n", "~a~~\n", "~~a~~\n", id="strikethrough-lost"),
    ],
)
def test_structure_away_from_the_base_is_refused(staged: str, repaired: str, base: str) -> None:
    with pytest.raises(FaultError, match=r"a\.md: .*structure.*report"):
        verify(replacing(staged, repaired), bases(base), nothing)
    with pytest.raises(FaultError, match="structure"):
        verify(replacing(staged, repaired), [], nothing)


@pytest.mark.parametrize(
    ("staged", "repaired", "base"),
    [
        pytest.param("> a [b][x]<!-- c --> d\n", "> a [b][x] d\n", "> a [b][x] d\n", id="comment-in-a-quote"),
        pytest.param("a\n\n<!-- c -->\n\nd\n", "a\n\nd\n", "a\n\nd\n", id="comment-block"),
        pytest.param("<!-- bQc -->\n", "<!-- bd -->\n", "<!-- bc -->\n", id="comment-that-no-base-has"),
        pytest.param("<!-- b -->\n\n<!-- cQ -->\n", "<!-- c -->\n", "<!-- c -->\n", id="two-comments-for-one"),
        pytest.param("<!-- b -->\n", "<!-- c -->\n", "<!-- b -->\n\n<!-- c -->\n", id="one-of-the-base-s-own"),
        pytest.param("A `b c` d.\n", "A `bc` d.\n", "A `b c` d.\n", id="code-span"),
        pytest.param("```\na b\n```\n", "```\nab\n```\n", "```\na b\n```\n", id="fence"),
        pytest.param("A [b](c.md) d.\n", "A [b](e.md) d.\n", "A [b](c.md) d.\n", id="target-of-a-link"),
        pytest.param("A ![b](c.png) d.\n", "A ![b](e.png) d.\n", "A ![b](c.png) d.\n", id="target-of-an-image"),
        pytest.param("A <b>c</b> d.\n", "A <b>c<b> d.\n", "A <b>c</b> d.\n", id="tag-for-a-tag"),
    ],
)
def test_what_a_page_shows_beside_its_words_stays(staged: str, repaired: str, base: str) -> None:
    assert structure_problem(staged, repaired, bases(base)) is not None
    assert structure_problem(staged, repaired, []) is not None


@pytest.mark.parametrize(
    ("staged", "repaired", "base"),
    [
        pytest.param("A `bc` d.\n", "A `b c` d.\n", "A `b c` d.\n", id="code-span"),
        pytest.param("A [b](cmd) d.\n", "A [b](c.md) d.\n", "A [b](c.md) d.\n", id="target-of-a-link"),
        pytest.param("```\nab\n```\n\nE `f`.\n", "```\na b\n```\n\nE `f`.\n", "```\na b\n```\n", id="beside-new-code"),
        pytest.param("a\n\n<!-- bQc -->\n", "a\n\n<!-- bc -->\n", "a\n\n<!-- bc -->\n", id="comment"),
    ],
)
def test_only_a_base_brings_code_links_and_comments_back(staged: str, repaired: str, base: str) -> None:
    assert structure_problem(staged, repaired, bases(base)) is None
    assert structure_problem(staged, repaired, []) is not None


@pytest.mark.parametrize(
    ("staged", "repaired"),
    [
        pytest.param("A b</c> d.\n", "A b d.\n", id="stray-tag"),
        pytest.param("A [bc](d.md) <!-- e --> `f`.\n", "A [b c](d.md) <!-- e --> `f`.\n", id="words-of-a-link"),
    ],
)
def test_a_stray_tag_and_words_may_be_repaired_without_a_base(staged: str, repaired: str) -> None:
    assert structure_problem(staged, repaired, []) is None


def test_language_alone_restores_no_structure() -> None:
    patch = replacing("A.\nB.\n", "A.\n\nB.\n")
    base = bases("A.\n\nB.\n")
    of_history, of_language = (
        patch._replace(applied=tuple(fix._replace(evidence=(Evidence(kind, 9.0),)) for fix in patch.applied))
        for kind in (HISTORY, LANGUAGE)
    )
    assert drop_structure_changes(of_history, base) == of_history
    dropped = drop_structure_changes(of_language, base)
    assert (dropped.applied, dropped.text_after) == ((), "A.\nB.\n")
    assert "structure" in dropped.refused[0].reason
    with pytest.raises(FaultError, match="structure"):
        verify(of_language, base, nothing)


def list_with_wrong_repairs(items: int, every: int) -> FilePatch:
    """Return a patch that parts two words in each item of a list, and one item in two in every `every`th of them."""
    line = "- We see themill.\n"
    at = line.index("themill") + 3
    breaks = ("\n\n" if n % every == every // 2 else " " for n in range(items))
    return patch_of(line * items, [(n * len(line) + at, n * len(line) + at, end) for n, end in enumerate(breaks)])


@pytest.mark.parametrize("items", [10, 200])
def test_one_repair_that_changes_the_structure_is_left_out_of_few_and_of_many(items: int) -> None:
    patch = list_with_wrong_repairs(items, items)
    kept = drop_structure_changes(patch, bases(patch.document.text))
    assert len(kept.applied) == items - 1
    assert kept.refused[0].candidate == patch.applied[items // 2].candidate
    assert len(kept.refused) == 1
    verify(kept, bases(patch.document.text), nothing)


def test_a_text_is_parsed_as_often_for_many_repairs_as_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weave_fix.patch.verify.PARSED", 10_000)

    def parsed(items: int) -> int:
        patch = list_with_wrong_repairs(items, 2)
        profile = Profile()
        kept = profile.runcall(drop_structure_changes, patch, bases(patch.document.text))
        verify(kept, bases(patch.document.text), nothing)
        assert any("too many" in refusal.reason for refusal in kept.refused)
        assert len(kept.applied) + len(kept.refused) == items
        return sum(one.callcount for one in profile.getstats() if getattr(one.code, "co_name", "") == "_parse")

    assert parsed(200) <= parsed(50)


def test_any_parent_of_a_merge_may_have_had_the_structure() -> None:
    patch = replacing("A.\nB.\n", "A.\n\nB.\n")
    verify(patch, bases("A.\nB.\n", "A.\n\nB.\n"), nothing)
    with pytest.raises(FaultError):
        verify(patch, bases("A.\nB.\n", "A.\nB.\n\n# C\n"), nothing)


def test_a_change_beside_the_edits_is_refused() -> None:
    patch = patch_of("themusic and more\n", [(3, 3, " ")])
    verify(patch, bases("the music\n"), nothing)
    with pytest.raises(FaultError, match=r"text beside them.*own fault"):
        verify(patch._replace(text_after="the music and moRe\n"), bases("the music\n"), nothing)


def test_a_text_that_is_not_its_bytes_is_refused() -> None:
    patch = patch_of("themusic\n", [(3, 3, " ")])
    broken = patch._replace(document=patch.document._replace(raw=b"themusic\r\n"))
    with pytest.raises(FaultError, match="its bytes"):
        verify(broken, bases("the music\n"), nothing)


def test_overlapping_edits_are_refused() -> None:
    patch = patch_of("abc\n", [(0, 2, "x")])
    twice = patch._replace(applied=(*patch.applied, *patch.applied))
    with pytest.raises(FaultError, match="cannot be made"):
        verify(twice, bases("abc\n"), nothing)


def test_a_text_that_cannot_be_written_is_refused() -> None:
    lone = patch_of("abc\n", [(0, 1, "\ud800")])  # no byte decodes to it
    with pytest.raises(FaultError, match="cannot be made"):
        verify(lone, bases("abc\n"), nothing)


def test_a_second_run_that_would_go_on_is_refused() -> None:
    seen = []

    def again(document: Document) -> FilePatch:
        seen.append(document)
        return patch_of(document.text, [(0, 1, "x")])

    with pytest.raises(FaultError, match="second run would go on with adjacent_word_swap"):
        verify(replacing("a\udcc3 \udca4bc\n", "a\udcc3\udca4bc\n"), bases("a\n"), again)
    # What the second run reads is what would lie on the disk.
    assert [(document.raw, document.text) for document in seen] == [(b"a\xc3\xa4bc\n", "a\xe4bc\n")]


def test_a_patch_that_changes_nothing_passes_unseen() -> None:
    def never(document: Document) -> FilePatch:
        raise AssertionError(document)

    verify(patch_of("# A\n", []), [], never)


def test_structure_of_undecodable_bytes() -> None:
    assert structure(decode(b"[a](\xff) \xe4\n")) == structure("[a](b) c\n")


def test_a_large_text_is_read_in_reasonable_time() -> None:
    text = "A paragraph with *some* words.\n\n- and\n- a list\n\n" * 2000
    assert structure_problem(text, text.replace("words", "`words", 1), bases(text)) is None
    assert structure_problem(text, text.replace("words", "`words`", 1), bases(text)) is not None
