from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from weave_fix.diff import align as alignment
from weave_fix.diff.align import BLANK_LINE, ChangedRange, align, join, slides, strip
from weave_fix.diff.comparison import GAPS, REACH, Comparison, Hunk, compare
from weave_fix.edits import apply_edits
from weave_fix.markdown.blocks import WORD
from weave_fix.records import Base, Document, Edit, encode

ALPHABET = "ab1_ .`\n\r\f\x85\u2028\N{LATIN SMALL LETTER U WITH DIAERESIS}\N{COMBINING ACUTE ACCENT}\udce4\udc80"
TEXTS = st.text(alphabet=ALPHABET, max_size=60)
LONG = "".join(f"Line {number} of a long equal stretch.\n" for number in range(4000))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text, and the same text after a few replacements at random places."""
    old = new = draw(TEXTS)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(new)))
        end = min(len(new), start + draw(st.integers(0, 8)))
        new = new[:start] + draw(st.text(alphabet=ALPHABET, max_size=8)) + new[end:]
    return old, new


def rebuilt(old: str, new: str, spans: Sequence[ChangedRange]) -> str:
    """Return `old` with what `spans` say put in."""
    edits = [Edit(s.old_start, s.old_end, old[s.old_start : s.old_end], new[s.new_start : s.new_end]) for s in spans]
    return apply_edits(old, edits)


def try_texts(old: str, new: str, *others: str) -> Comparison:
    return compare(
        Document("a.md", encode(new), new),
        Base(old, "0" * 40, "a.md"),
        [Base(other, "1" * 40, "a.md") for other in others],
    )


def at_grain(comparison: Comparison, grain: int) -> list[tuple[str, str]]:
    return [(hunk.old, hunk.new) for hunk in comparison.all_hunks if hunk.granularity == grain]


@settings(max_examples=300)
@given(st.one_of(edited(), st.tuples(TEXTS, TEXTS)))
@example(("", ""))
@example(("", "a"))
@example(("a\n", ""))
@example(("a", "a\n"))
@example(("a\r\nb\r\n", "a\nb\n"))
@example(("a\u2028b", "a\nb"))
@example(("\udce4", "\udc80"))
@example((LONG + "teh\n" + LONG, LONG + "the\n" + LONG))
@example((LONG, LONG + LONG))
@example((LONG, "First.\n" + LONG + "Last."))
def test_spans_lead_from_the_old_text_to_the_new(texts: tuple[str, str]) -> None:
    old, new = texts
    spans = align(old, new)
    assert rebuilt(old, new, spans) == new
    for span in spans:
        assert old[span.old_start : span.old_end] != new[span.new_start : span.new_end]
    for first, second in pairwise(spans):
        between = old[first.old_end : second.old_start]
        assert between, "two spans that touch are one"
        assert between == new[first.new_end : second.new_start]
    assert bool(spans) is (old != new)


@given(edited(), st.sampled_from(GAPS), st.booleans())
def test_joined_and_stripped_spans_lead_there_too(texts: tuple[str, str], gap: int, across_blank_lines: bool) -> None:
    old, new = texts
    joined = join(align(old, new), gap, new, across_blank_lines=across_blank_lines)
    assert rebuilt(old, new, joined) == new
    for first, second in pairwise(joined):
        between = new[first.new_end : second.new_start]
        assert len(between) >= gap or (BLANK_LINE.search(between) and not across_blank_lines)
    stripped = [span for one in joined if (span := strip(one, old, new)) is not None]
    assert rebuilt(old, new, stripped) == new
    for span in stripped:
        a, b = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
        assert a != b
        assert a[:1] != b[:1] or not (a and b)
        assert a[-1:] != b[-1:] or not (a and b)


@pytest.mark.parametrize(
    ("old", "new", "spans"),
    [
        pytest.param("a b c\n", "a x c\n", [("b", "x")], id="one-token"),
        pytest.param("one\ntwo\n", "one\n\ntwo\n", [("", "\n")], id="a-line-put-in"),
        pytest.param("one\ntwo", "one\ntwo\n", [("", "\n")], id="the-last-line-end"),
        pytest.param("a\r\nb\r\n", "a\r\nb\n", [("\r", "")], id="one-carriage-return"),
        pytest.param("ein Wort\n", "ein w\udcf6rt\n", [("Wort", "w\udcf6rt")], id="a-byte-that-is-not-utf8"),
        pytest.param("a  b\n", "a b\n", [("  ", " ")], id="white-space-is-one-token"),
        pytest.param("snake_case\n", "snake_Case\n", [("snake_case", "snake_Case")], id="an-underscore-joins"),
        pytest.param("don't\n", "dont\n", [("don't", "dont")], id="an-apostrophe-parts-three-tokens"),
    ],
)
def test_spans(old: str, new: str, spans: list[tuple[str, str]]) -> None:
    assert [(old[s.old_start : s.old_end], new[s.new_start : s.new_end]) for s in align(old, new)] == spans


def test_a_rewritten_block_is_one_span_and_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "MAX_CELLS", 1e6)
    old = "Same head.\n" + " ".join(f"word{number}" for number in range(30_000)) + "\nSame tail.\n"
    new = old.replace("word", "term")
    tracemalloc.start()
    spans = align(old, new)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(spans) == 1
    assert rebuilt(old, new, spans) == new
    assert old[: spans[0].old_start] == "Same head.\n"
    assert peak < 30e6


def test_many_lines_that_all_differ_are_one_span(monkeypatch: pytest.MonkeyPatch) -> None:
    old = "Head.\n\n" + "".join(f"line {number}\n" for number in range(2000)) + "\nTail.\n"
    new = old.replace("line", "  line")
    assert len(align(old, new)) == 2000
    monkeypatch.setattr(alignment, "MAX_CELLS", 1e6)
    spans = align(old, new)
    assert len(spans) == 1
    assert rebuilt(old, new, spans) == new


@pytest.mark.parametrize("cells", [pytest.param(4e8, id="aligned-as-one"), pytest.param(100, id="aligned-in-pieces")])
def test_a_long_text_is_aligned_between_lines_that_stand_once(monkeypatch: pytest.MonkeyPatch, cells: float) -> None:
    old = "Same.\n" + "".join(f"Line {number} is here.\n\nSame.\n" for number in range(300))
    new = old.replace("Line 3 is", "Lin 3 is").replace("Line 150 is here.", "Line 150 was here,\nand more.")
    new = new.replace("Line 298 is here.\n", "").replace("Line 200 is here.\n\nSame.", "Line 200 is here.\n\nSome.")
    monkeypatch.setattr(alignment, "MAX_CELLS", cells)
    spans = align(old, new)
    assert rebuilt(old, new, spans) == new
    changed = [(old[s.old_start : s.old_end], new[s.new_start : s.new_end]) for s in spans]
    assert changed[0] == ("Line", "Lin")
    assert ("Same", "Some") in changed
    assert sum(len(before) + len(after) for before, after in changed) < 100


@settings(max_examples=150)
@given(edited())
def test_a_text_in_pieces_leads_there_too(texts: tuple[str, str]) -> None:
    old, new = ("\n".join(text) for text in texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "MAX_CELLS", 9)
        spans = align(old, new)
    assert rebuilt(old, new, spans) == new
    assert all(first.old_end < second.old_start for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("gap", "across_blank_lines", "joined"),
    [
        pytest.param(2, False, [("b", "x"), ("e", "y"), ("i", "z")], id="two-characters-hold-apart"),
        pytest.param(4, False, [("b", "x"), ("e", "y"), ("i", "z")], id="a-gap-as-long-as-the-limit-holds-apart"),
        pytest.param(5, False, [("b cd e", "x cd y"), ("i", "z")], id="a-shorter-gap-joins"),
        pytest.param(40, False, [("b cd e", "x cd y"), ("i", "z")], id="a-blank-line-holds-apart"),
        pytest.param(40, True, [("b cd e\n\nf gh i", "x cd y\n\nf gh z")], id="or-not"),
    ],
)
def test_join(gap: int, across_blank_lines: bool, joined: list[tuple[str, str]]) -> None:
    old, new = "a b cd e\n\nf gh i\n", "a x cd y\n\nf gh z\n"
    spans = join(align(old, new), gap, new, across_blank_lines=across_blank_lines)
    assert [(old[s.old_start : s.old_end], new[s.new_start : s.new_end]) for s in spans] == joined


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("\n\n", id="lf"),
        pytest.param("\r\n\r\n", id="crlf"),
        pytest.param("\n \t\n", id="with-spaces-in-it"),
    ],
)
def test_a_blank_line_holds_apart(blank: str) -> None:
    old, new = f"one{blank}two", f"eins{blank}zwei"
    spans = align(old, new)
    assert join(spans, 14, new, across_blank_lines=False) == spans
    assert join(spans, 14, new, across_blank_lines=True) == [ChangedRange(0, len(old), 0, len(new))]


@pytest.mark.parametrize(
    ("old", "new", "stripped"),
    [
        pytest.param("abc", "abc", None, id="nothing-differs"),
        pytest.param("", "", None, id="empty"),
        pytest.param("abc", "axc", ("b", "x"), id="both-ends"),
        pytest.param("aa", "aaa", ("", "a"), id="ends-that-overlap-in-the-old-side"),
        pytest.param("aaa", "aa", ("a", ""), id="ends-that-overlap-in-the-new-side"),
        pytest.param("abab", "ab", ("ab", ""), id="a-repetition"),
        pytest.param("ab", "ba", ("ab", "ba"), id="nothing-shared-at-the-ends"),
    ],
)
def test_strip(old: str, new: str, stripped: tuple[str, str] | None) -> None:
    span = strip(ChangedRange(1, 1 + len(old), 2, 2 + len(new)), "." + old, ".." + new)
    found = span and (("." + old)[span.old_start : span.old_end], (".." + new)[span.new_start : span.new_end])
    assert found == stripped


@pytest.mark.parametrize(
    ("left", "text", "right", "found"),
    [
        pytest.param(
            "an ",
            "an ",
            "apple",
            ["|an |an apple", "a|n a|n apple", "an| an| apple", "an |an |apple", "an a|n a|pple"],
            id="both",
        ),
        pytest.param("x", "ab", "y", ["x|ab|y"], id="nowhere-else"),
        pytest.param("", "aa", "a", ["|aa|a", "a|aa|"], id="at-the-beginning-of-the-text"),
        pytest.param("b", "b", "", ["|b|b", "b|b|"], id="at-its-end"),
        pytest.param("a", "", "a", [], id="nothing-to-slide"),
    ],
)
def test_slides(left: str, text: str, right: str, found: list[str]) -> None:
    got = ["|".join(place) for place in slides(left, text, right)]
    assert sorted(got) == sorted(found)
    assert len({place.replace("|", "") for place in got}) <= 1


@given(*[st.text(alphabet="ab", max_size=8)] * 3)
def test_each_slide_comes_to_the_same(left: str, text: str, right: str) -> None:
    found = list(slides(left, text, right))
    assert {a + b + c for a, b, c in found} <= {left + text + right}
    assert {a + c for a, _, c in found} <= {left + right}
    assert len(set(found)) == len(found)
    if text:
        longer = [(left + text + right)[i : i + len(text)] for i in range(len(left + right) + 1)]
        same = [
            i
            for i in range(len(longer))
            if (left + text + right)[:i] + (left + text + right)[i + len(text) :] == left + right
        ]
        reached = {len(a) for a, _, _ in found}
        assert reached <= set(same)
        assert len(left) in reached


def test_every_grain_shows_the_change_at_its_width() -> None:
    old = "The old fence by the river needs paint and new boards before the winter.\n"
    new = "The new fence by a river needs paint and two boards before the spring.\n"
    comparison = try_texts(old, new)
    assert at_grain(comparison, 0) == [("old", "new"), ("the", "a"), ("new", "two"), ("winter", "spring")]
    assert at_grain(comparison, 1) == []
    assert at_grain(comparison, 2) == [("old fence by the", "new fence by a")]
    whole = (old[4:-2], new[4:-2])
    assert at_grain(comparison, 3) == [whole]
    assert comparison.hunks == tuple(hunk for hunk in comparison.all_hunks if hunk.granularity == 0)
    starts = [(hunk.span.new_start, hunk.span.new_end) for hunk in comparison.all_hunks]
    assert starts == sorted(starts)


def test_a_change_that_is_the_same_at_two_grains_stands_once() -> None:
    comparison = try_texts("one two three\n", "one too three\n")
    assert [(hunk.old, hunk.new, hunk.granularity) for hunk in comparison.all_hunks] == [("w", "o", 0)]


@given(edited())
def test_each_change_undoes_its_part(texts: tuple[str, str]) -> None:
    old, new = texts
    comparison = try_texts(old, new)
    assert apply_edits(new, [hunk.edit for hunk in comparison.hunks]) == old
    for hunk in comparison.all_hunks:
        start, end = hunk.span.new_start, hunk.span.new_end
        assert (hunk.left_context, hunk.new, hunk.right_context) == (
            new[max(0, start - REACH) : start],
            new[start:end],
            new[end : end + REACH],
        )
        assert hunk.old == old[hunk.span.old_start : hunk.span.old_end]
        assert hunk.old != hunk.new


def test_widened_takes_in_what_touches_on_both_sides() -> None:
    hunk = try_texts("A xylophone stands there.\n", "A xylohpone stands there.\n").hunks[0]
    assert (hunk.old, hunk.new) == ("ph", "hp")
    assert hunk.widened(WORD) == ("xylophone", "xylohpone")


OURS = """\
# Trees

The oak stands by the gate, old and tall.

The elm is gone from the yard since long.

Last words.
"""
THEIRS = OURS.replace("old and tall", "older than the house").replace("Last words.", "Last words of all.")


@pytest.mark.parametrize(
    ("new", "checked"),
    [
        pytest.param(OURS, [], id="ours"),
        pytest.param(THEIRS, [], id="theirs"),
        pytest.param(THEIRS.replace("since long", "for years"), [("since long", "for years")], id="one-from-neither"),
        pytest.param(THEIRS.replace("the yard", "the ya<acorn/>rd"), [("", "<acorn/>")], id="damage-beside-theirs"),
        pytest.param(THEIRS.replace("house", "hosue"), [("us", "su")], id="damage-inside-theirs"),
        pytest.param(OURS.replace("tall", "tlal"), [("al", "la")], id="damage-inside-ours"),
        pytest.param(
            OURS.replace("Last words.", "Last words of all, truly."), [("", ", truly")], id="more-than-theirs"
        ),
        pytest.param(OURS.replace("Last words.", ""), [("Last words.", "")], id="in-doubt-ours"),
    ],
)
def test_what_a_parent_says_is_not_checked(new: str, checked: list[tuple[str, str]]) -> None:
    found = [(hunk.old, hunk.new) for hunk in try_texts(OURS, new, THEIRS).hunks]
    assert "".join(old for old, _ in found) == "".join(old for old, _ in checked)
    assert "".join(new for _, new in found) == "".join(new for _, new in checked)


@given(TEXTS, TEXTS, TEXTS)
def test_in_a_merge_nothing_of_a_parent_is_checked(ours: str, theirs: str, new: str) -> None:
    assert not try_texts(ours, ours, theirs).all_hunks
    assert not try_texts(ours, theirs, theirs).all_hunks
    comparison = try_texts(ours, new, theirs)
    assert apply_edits(new, [hunk.edit for hunk in comparison.hunks]) == comparison.base.text
    assert try_texts(ours, new, ours).base.text == ours


def test_damage_beside_what_another_parent_took_out_does_not_bring_it_back() -> None:
    ours = "We sail the boat to the far island and swim back home.\n"
    theirs = ours.replace("far island and ", "")
    new = theirs.replace("boat", "bo,at").replace("swim", "swi;m")
    comparison = try_texts(ours, new, theirs)
    assert at_grain(comparison, 0) == [("", ","), ("", ";")]
    assert all("island" not in hunk.old for hunk in comparison.all_hunks)


def test_the_nearest_parent_is_the_one_that_reads_alike() -> None:
    ours = "Two colours make the\npattern visible.\n"
    theirs = "Two bright colours show the\npattern best.\n"
    comparison = try_texts(ours, theirs.replace("colours", "colo;urs"), theirs)
    assert [(hunk.old, hunk.new) for hunk in comparison.hunks] == [("", ";")]
    assert comparison.base.text == theirs


def test_the_witness_is_the_parent_that_is_nearest() -> None:
    new = THEIRS.replace("house", "hosue").replace("is gone", "is go,ne")
    comparison = try_texts(OURS, new, THEIRS)
    commits = {hunk.new: comparison.base_at(hunk.span.new_start).commit for hunk in comparison.hunks}
    assert commits == {"su": "1" * 40, ",": "0" * 40}


def test_what_is_missing_at_the_border_of_a_loan_has_its_witness() -> None:
    theirs = OURS.replace("old and tall.\n", "old and tall.\n\nVery old it is.\n")
    comparison = try_texts(OURS, theirs.replace("Very old", "old"), theirs)
    (hunk,) = comparison.hunks
    assert (hunk.old, hunk.new) == ("Very ", "")
    assert comparison.base_at(hunk.span.new_start).commit == "1" * 40


MILL = "Down by the river {} tells a long story to the children.\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "resolved"),
    [
        pytest.param("the old miller", "the baker", "the old baker", id="a-word-of-each"),
        pytest.param("the old miller", "a baker", "a old miller", id="a-word-of-one-in-the-words-of-the-other"),
        pytest.param("the old miller", "the young baker", "the old baker", id="one-of-two-words-of-each"),
        pytest.param("the old miller", "the young miller", "the old young miller", id="both-words"),
        pytest.param("the old miller", "the young miller", "the old, young miller", id="both-words-and-a-mark-between"),
        pytest.param(
            "the old miller", "the baker", "the baker and the old miller", id="both-texts-the-other-way-round"
        ),
        pytest.param("the miller", "the baker", "the miller or the baker", id="both-texts-with-a-word-between"),
        pytest.param("the miller, old", "the (old) miller", "the (miller), old", id="marks-of-each"),
    ],
)
def test_what_the_parents_explain_together_is_not_checked(ours: str, theirs: str, resolved: str) -> None:
    texts = [MILL.format(words) for words in (ours, theirs, resolved)]
    for one, other in ((0, 1), (1, 0)):
        comparison = try_texts(texts[one], texts[2], texts[other])
        assert comparison.all_hunks == ()
        assert comparison.base.text == texts[2]
    both = OURS + texts[0], THEIRS.replace("Last", "The last") + texts[1]
    new = OURS.replace("Last", "The last") + texts[2]
    assert {hunk.new for hunk in try_texts(both[0], new, both[1]).all_hunks} == set()


@pytest.mark.parametrize(
    ("new", "checked"),
    [
        pytest.param("the old ba,ker", [("", ",")], id="a-mark-in-the-word-of-one"),
        pytest.param("the old bakre", [("er", "re")], id="the-word-of-one-misspelled"),
        pytest.param("the old <acorn/>baker", [("", "<acorn/>")], id="a-tag"),
    ],
)
def test_damage_in_what_the_parents_explain_together_leaves_both_their_words(
    new: str, checked: list[tuple[str, str]]
) -> None:
    ours, theirs = MILL.format("the old miller"), MILL.format("the baker")
    comparison = try_texts(ours, MILL.format(new), theirs)
    assert at_grain(comparison, 0) == checked
    assert comparison.base.text == MILL.format("the old baker")


@pytest.mark.parametrize(
    ("new", "old"),
    [
        pytest.param("the miller old", "the old miller", id="words-of-one-parent-exchanged"),
        pytest.param("the old old miller", "the old miller", id="a-word-of-one-parent-again"),
        pytest.param("the miller", "the old miller", id="a-word-of-one-parent-missing"),
        pytest.param("the baker the", "the baker", id="a-word-of-both-parents-again"),
        pytest.param("theold miller", "the old miller", id="a-space-missing"),
        pytest.param("the", "the baker", id="words-of-both-parents-missing"),
    ],
)
def test_what_one_parent_explains_as_well_is_compared_with_it(new: str, old: str) -> None:
    comparison = try_texts(MILL.format("the old miller"), MILL.format(new), MILL.format("the baker"))
    assert comparison.base.text == MILL.format(old)


def test_words_that_both_parents_have_are_no_word_of_each() -> None:
    new = MILL.format("miller the old")
    comparison = try_texts(MILL.format("the old miller"), new, MILL.format("the old miller"))
    assert comparison.base.text == MILL.format("the old miller")


def test_of_three_parents_any_two_explain_a_text() -> None:
    ours, theirs, third = (MILL.format(words) for words in ("the old miller", "the baker", "the smith"))
    assert not try_texts(ours, MILL.format("the old smith"), theirs, third).all_hunks
    assert try_texts(ours, MILL.format("the old sm;ith"), theirs, third).base.text == MILL.format("the old smith")


def test_a_third_parent_counts_as_well() -> None:
    third = OURS.replace("The elm is gone", "The ash is gone")
    new = THEIRS.replace("The elm is gone", "The ash is gone")
    assert try_texts(OURS, new, THEIRS).hunks
    assert not try_texts(OURS, new, THEIRS, third).hunks


def test_a_comparison_knows_the_words_of_its_base_as_written() -> None:
    assert try_texts("The oak.\n", "An ash.\n").base_words == {"The", "oak"}


def test_undoing_everything_at_one_grain_may_take_more_than_one_change() -> None:
    changes: tuple[Hunk, ...] = try_texts(OURS, THEIRS).hunks
    assert [hunk.edit.before for hunk in changes] == [hunk.new for hunk in changes]
    assert apply_edits(THEIRS, [hunk.edit for hunk in changes]) == OURS
